//! Who hears of a report, when, and in which form.

use crate::{
    PASSWORD, house, id, inbox, look,
    mailbox::{Mailbox, files},
    noon,
};
use notices::{MailSettings, Post, PostSettings, Security};
use serde_json::json;

testing::both! {
    async fn whoever_it_is_about_hears_of_it_once(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        look(&server, house.monday(1)).await;
        look(&server, house.monday(1)).await;
        assert_eq!((inbox(&house.of("Ann")).await, inbox(&house.of("Una")).await), (1, 1), "of Oak, of the company");
        assert_eq!(inbox(&house.of("Bob")).await, 0);
        let all = house.of("Ann").get("inbox").await.ok().body["entries"].clone();
        assert_eq!(all.as_array().map(Vec::len), Some(1), "nor that it became theirs: {all:#}");
    }

    async fn before_it_goes_out_there_is_time_for_a_remark(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "grace": 60, "kinds": ["team"] })).await;
        look(&server, house.monday(1)).await;
        let (ann, una) = (house.of("Ann"), house.of("Una"));
        let row = house.report(&ann, "Oak").await;
        assert_eq!((&row["state"], inbox(&ann).await), (&json!("waiting"), 0));
        let path = format!("reports/{}", id(&row));
        let said = json!({ "remark": "Two large deals move to January." });
        assert_eq!(una.post(&format!("{path}/remark"), said.clone()).await.problem(), (409, "reports.not_theirs"));
        assert_eq!(ann.post(&format!("{path}/send_again"), json!({})).await.problem(), (409, "reports.not_out"));
        ann.post(&format!("{path}/remark"), said.clone()).await.ok();
        let later = noon(house.monday(1)) + chrono::Duration::minutes(61);
        assert_eq!(reports::look(&server.house, later).await.expect("it looks").out, 3);
        assert_eq!(inbox(&ann).await, 1);
        let page = crate::page(&una, &row).await;
        assert_eq!((&page["remark"], &page["remark_by"]), (&said["remark"], &json!("Ann")));
        assert_eq!(ann.post(&format!("{path}/remark"), said).await.problem(), (409, "reports.out"));
    }

    async fn it_is_sent_now_and_sent_again(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "grace": 600 })).await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let path = format!("reports/{}", id(&house.report(&ann, "Oak").await));
        ann.post(&format!("{path}/send_now"), json!({})).await.ok();
        assert_eq!(inbox(&ann).await, 1);
        ann.patch("inbox", json!({ "ids": null, "read": true })).await.ok();
        ann.post(&format!("{path}/send_again"), json!({})).await.ok();
        assert_eq!(inbox(&ann).await, 1, "the one before made room");
        assert_eq!(ann.get("inbox/count").await.ok().body["unread"], 1);
    }

    async fn the_superior_hears_of_it_where_the_template_says_so_and_nobody_who_wants_none(server: Server) {
        let house = house(&server).await;
        let template = house.on(json!({ "kinds": ["team"], "superior": true })).await;
        let mute = json!({ "template_id": template, "wanted": false });
        house.of("Dee").post("report_subscriptions", mute.clone()).await.ok();
        let again = house.of("Dee").post("report_subscriptions", mute).await;
        assert_eq!(again.body["code"], "report_subscriptions.twice");
        look(&server, house.monday(1)).await;
        assert_eq!(inbox(&house.of("Una")).await, 3, "of Oak, Pine and Elm");
        assert_eq!((inbox(&house.of("Ann")).await, inbox(&house.of("Dee")).await), (1, 0));
    }

    async fn whoever_wants_another_units_reports_gets_those_that_they_may_see(server: Server) {
        let house = house(&server).await;
        let template = house.on(json!({ "kinds": ["team"] })).await;
        let pine = json!({ "template_id": template, "unit_id": house.company.unit("Pine") });
        house.of("Una").post("report_subscriptions", pine.clone()).await.ok();
        house.of("Bob").post("report_subscriptions", pine).await.ok();
        look(&server, house.monday(1)).await;
        assert_eq!(inbox(&house.of("Una")).await, 1);
        assert_eq!(inbox(&house.of("Bob")).await, 0, "Pine is not his to see");
    }

    async fn it_comes_by_mail_with_what_it_says_in_short_and_as_a_file(server: Server) {
        let house = house(&server).await;
        let mailbox = Mailbox::open().await;
        let settings = PostSettings {
            mail: Some(MailSettings {
                host: "127.0.0.1".to_owned(),
                port: Some(mailbox.port),
                security: Security::None,
                user: Some("crm".to_owned()),
                password: Some(PASSWORD.to_owned()),
                from: "Clearsea <crm@clearsea.example>".to_owned(),
            }),
            public_address: Some("https://crm.clearsea.example".to_owned()),
            private_webhooks: true,
            authorities: None,
            language: "en",
        };
        server.house.give(Post::new(settings).expect("the settings are sound"));
        let ann = house.adm.get(&format!("people/{}", house.who("Ann"))).await.ok().row()["version"].clone();
        let address = json!({ "version": ann, "email": "ann@clearsea.example" });
        house.adm.patch(&format!("people/{}", house.who("Ann")), address).await.ok();
        house.on(json!({ "enclose": "both", "within_id": house.company.unit("Oak") })).await;
        house.won("Bob", "300").await;
        look(&server, house.monday(1)).await;
        notices::round(&server.house, noon(house.monday(1)), None).await.expect("a round");
        let letter = mailbox.letter();
        assert_eq!(letter.to, "ann@clearsea.example");
        assert!(letter.text().contains("Won 1 (CNY 300.00)"), "{}", letter.text());
        assert!(letter.text().contains("https://crm.clearsea.example/reports/"), "{}", letter.text());
        let files = files(&letter);
        let begins: Vec<&[u8]> = files.iter().map(|(_, content)| &content[..2]).collect();
        assert_eq!(begins, [b"%P", b"PK"]);
        assert!(files[0].0.starts_with("Oak · ") && files[0].0.ends_with(".pdf"), "{}", files[0].0);
    }
}
