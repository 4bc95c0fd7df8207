//! What comes in after a report was written.

use crate::{house, id, inbox, jobs_done, look, number, page, part, reports_of};
use serde_json::json;

testing::both! {
    async fn late_data_is_said_and_a_new_edition_says_what_changed(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "sections": ["numbers"], "measures": ["won_amount"], "within_id": house.company.unit("Oak") })).await;
        house.won("Bob", "300").await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let first = house.report(&ann, "Oak").await;
        let late = async |row| ann.get(&format!("reports/{}/late", id(row))).await.ok().body["numbers"].clone();
        assert_eq!(late(&first).await, json!([]));
        house.won("Cid", "50").await;
        let found = late(&first).await;
        assert_eq!((&found[0]["was"], &found[0]["is"]), (&json!("CNY 300.00"), &json!("CNY 350.00")));
        assert_eq!(reports::look_for_late(&server.house).await.expect("it looks"), 1);
        assert_eq!(page(&ann, &first).await["late_on"], json!(house.today));
        assert_eq!(number(part(&page(&ann, &first).await, "numbers"), "Won amount"), "CNY 300.00", "it stays as it was");

        ann.post(&format!("reports/{}/write_anew", id(&first)), json!({})).await.ok();
        jobs_done(&server).await;
        let second = house.report(&ann, "Oak").await;
        assert_eq!((&second["edition"], &second["replaces_id"]), (&json!(2), &first["id"]));
        let told = page(&ann, &second).await;
        assert_eq!(number(part(&told, "numbers"), "Won amount"), "CNY 350.00");
        let news = part(&told, "news");
        assert_eq!(number(news, "Won amount"), "CNY 350.00");
        assert_eq!(news["numbers"][0]["note"], "it was CNY 300.00");
        let old = page(&ann, &first).await;
        assert_eq!((&old["state"], &old["replaced_by"]), (&json!("replaced"), &second["id"]));
        assert_eq!(inbox(&ann).await, 1, "of the newer one only");
        let refused = ann.post(&format!("reports/{}/write_anew", id(&first)), json!({})).await;
        assert_eq!(refused.problem(), (409, "reports.replaced"));
    }

    async fn one_is_written_of_the_days_so_far_when_somebody_asks(server: Server) {
        let house = house(&server).await;
        let template = house.template(json!({})).await;
        let path = format!("report_templates/{template}/write_now");
        let ask = |form| house.ops.post(&path, form);
        let tomorrow = house.today + chrono::Days::new(1);
        assert_eq!(ask(json!({ "day": tomorrow })).await.body["code"], "report_templates.to_come");
        ask(json!({ "unit_id": house.company.unit("Oak") })).await.ok();
        jobs_done(&server).await;
        let rows = reports_of(&house.adm).await;
        assert_eq!(rows.len(), 1, "of Oak alone");
        assert_eq!((&rows[0]["from"], &rows[0]["to"]), (&json!(house.monday(0)), &json!(house.today)));
    }

    async fn one_of_the_days_so_far_makes_room_for_that_of_the_close(server: Server) {
        let house = house(&server).await;
        let template = house.on(json!({ "within_id": house.company.unit("Oak") })).await;
        house.ops.post(&format!("report_templates/{template}/write_now"), json!({})).await.ok();
        jobs_done(&server).await;
        let ann = house.of("Ann");
        let first = house.report(&ann, "Oak").await;
        assert_eq!(look(&server, house.monday(1)).await.written, 1);
        let second = house.report(&ann, "Oak").await;
        assert_eq!((&second["edition"], &second["replaces_id"]), (&json!(2), &first["id"]));
        let told = page(&ann, &second).await;
        assert!(told["parts"].as_array().unwrap().iter().all(|part| part["name"] != "news"), "{told:#}");
        assert_eq!(inbox(&ann).await, 1, "of the close alone");
    }

    async fn a_manager_has_their_own_written_and_no_others(server: Server) {
        let house = house(&server).await;
        let template = house.template(json!({})).await;
        let path = format!("report_templates/{template}/write_now");
        let ann = house.of("Ann");
        let pine = ann.post(&path, json!({ "unit_id": house.company.unit("Pine") })).await;
        assert_eq!(pine.body["code"], "report_templates.no_such_node");
        ann.post(&path, json!({ "unit_id": house.company.unit("Oak") })).await.ok();
        jobs_done(&server).await;
        house.report(&ann, "Oak").await;
        let own = house.template(json!({ "name": "Own", "own_pages": true })).await;
        let bob = house.of("Bob");
        bob.post(&format!("report_templates/{own}/write_now"), json!({})).await.ok();
        jobs_done(&server).await;
        assert_eq!(reports_of(&house.adm).await.len(), 2, "Ann's, and Bob's own where he names nobody");
        house.report(&bob, "Bob").await;
    }
}
