//! What people read: the text, what changed, what is left to read, the document.

use crate::{house, whole};
use serde_json::{Value, json};
use std::io::{Cursor, Read};

testing::both! {
    async fn what_is_to_be_read_stands_on_one_page(server: Server) {
        let house = house(&server).await;
        let first = house.published("Discounts", "Oak").await;
        house.published("Visits", "North").await;
        house.confirm("Bob", &first).await.ok();
        let told = house.of("Bob").get("policies/to_read").await.ok().body.clone();
        let titles = |rows: &Value| -> Vec<String> {
            let rows = rows.as_array().expect("rows").iter();
            rows.map(|row| row["policy"]["name"].as_str().expect("a name").to_owned()).collect()
        };
        assert_eq!((titles(&told["open"]), titles(&told["confirmed"])), (vec!["Visits".to_owned()], vec!["Discounts".to_owned()]));
        assert_eq!(told["late"], json!([]));
        let ops = house.ops.get("policies/to_read").await.ok().body.clone();
        assert_eq!((&ops["open"], &ops["confirmed"]), (&json!([]), &json!([])), "who is nobody's person reads nothing");
    }

    async fn what_changed_between_two_editions_is_told_by_sentence(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let draft = house.draft(&policy, "Limits", "At most 5 %.").await;
        let sections = house.ops.get(&format!("policies/{policy}/whole?edition=2")).await.ok().body["sections"].clone();
        let scope = sections.as_array().expect("sections").iter().find(|one| one["title"] == "Scope").expect("a section").clone();
        let change = json!({ "version": scope["version"], "body": "For those who sell. And for presales." });
        house.ops.patch(&format!("policy_sections/{}", scope["id"].as_str().expect("an id")), change).await.ok();
        house.ops.post(&format!("policy_editions/{draft}/publish"), json!({ "from": "2099-01-01" })).await.ok();
        let told = house.of("Bob").get(&format!("policies/{policy}/compare?from=1&to=2")).await.ok().body.clone();
        let mut fates: Vec<String> = told["sections"]
            .as_array()
            .expect("sections")
            .iter()
            .map(|one| format!("{} {}", one["title"].as_str().expect("a title"), one["fate"].as_str().expect("a fate")))
            .collect();
        fates.sort();
        assert_eq!(fates, ["Limits added", "Scope changed"]);
        assert!(told.to_string().contains("And for presales."));
        assert_eq!(house.of("Bob").get(&format!("policies/{policy}/compare?from=1&to=9")).await.status, 404);
    }

    async fn an_edition_leaves_as_a_document(server: Server) {
        let house = house(&server).await;
        let policy = house.published("折扣制度", "Oak").await;
        let edition = house.edition(&policy, "in_force").await;
        let bob = house.of("Bob");
        let url = format!("{}/api/v1/policy_editions/{edition}/docx?locale=zh", server.url);
        let asked = reqwest::Client::new().get(url).bearer_auth(bob.token().expect("a token"));
        let bytes = asked.send().await.expect("an answer").bytes().await.expect("a file").to_vec();
        let mut file = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        file.by_name("word/document.xml").expect("a document").read_to_string(&mut text).expect("text");
        for wanted in ["折扣制度", "1. Scope", "For those who sell.", "适用对象: Oak", "生效中"] {
            assert!(text.contains(wanted), "{wanted} is not in {text}");
        }
        assert_eq!(house.of("Eve").get(&format!("policy_editions/{edition}/docx")).await.status, 404);
    }

    async fn reviews_are_asked_for_on_their_day(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let change = async |fields: Value| {
            let mut fields = fields;
            fields["version"] = house.ops.get(&format!("policies/{policy}")).await.ok().row()["version"].clone();
            house.ops.patch(&format!("policies/{policy}"), fields).await
        };
        let today = server.house.today();
        change(json!({ "review_on": today, "review_every": 6 })).await.ok();
        policies::remind(&server.house, today).await.expect("reminders");
        let una = house.of("Una");
        let dates = async || crate::inbox(&una).await.iter().filter(|one| one.starts_with("date ")).count();
        assert_eq!(dates().await, 1);
        let reviewed = house.ops.post(&format!("policies/{policy}/review"), json!({})).await.ok().row().clone();
        assert_eq!((dates().await, &reviewed["reviewed_on"]), (0, &json!(today)));
        let next = today.checked_add_months(chrono::Months::new(6)).expect("a day");
        assert_eq!(reviewed["review_on"], json!(next));
        assert_eq!(change(json!({ "review_on": today })).await.problem(), (409, "policies.reviewed_ahead"));
        assert_eq!(whole(&house.ops, &policy).await["review_on"], json!(next));
    }
}
