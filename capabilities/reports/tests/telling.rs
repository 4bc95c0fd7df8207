//! What a report says.

use crate::{house, lines, look, number, page, part};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn what_changed_is_told_and_the_course_of_the_pipeline_adds_up(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        house.won("Bob", "300").await;
        let lost = house.deal("Cid", "80", json!({})).await;
        let reason = house.adm.post("reasons", json!({ "name": "Price", "explains": "lost" })).await.ok().id();
        house.act(&lost, "lose", json!({ "closed_on": house.today, "reason_id": reason })).await.ok();
        house.deal("Bob", "500", json!({ "opened_on": house.today })).await;
        let up = house.deal("Bob", "1000", json!({})).await;
        house.edit(&up, json!({ "amount": "1200" })).await;
        house.deal("Eve", "7000", json!({ "opened_on": house.today })).await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let page = page(&ann, &house.report(&ann, "Oak").await).await;
        let changes = part(&page, "changes");
        assert_eq!((lines(changes, "Won"), lines(changes, "Lost")), (vec!["Bob 300".into()], vec!["Cid 80".into()]));
        assert_eq!(lines(changes, "New"), ["Bob 500"], "what is new in Pine is not Oak's");
        assert_eq!(lines(changes, "Worth more"), ["Bob 1000"]);
        assert_eq!((number(changes, "New"), number(changes, "Worth more")), ("+CNY 500.00".into(), "+CNY 200.00".into()));
        // 500 and 1,200 are open; before, there were 300, 80 and 1,000.
        assert_eq!(number(changes, "Open pipeline now"), "CNY 1,700");
        assert_eq!(number(changes, "Open pipeline before"), "CNY 1,380");
        let row = changes["lists"][0]["items"][0].clone();
        assert_eq!(row["noun"], "opportunities");
        assert!(page["headline"].as_array().unwrap().iter().any(|text| text.as_str().unwrap().starts_with("Won 1 (CNY 300.00)")), "{page:#}");
    }

    async fn close_dates_that_move_out_are_the_slips_the_largest_first(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "lines": 3 })).await;
        let soon = house.today + Days::new(10);
        for (amount, by) in [("100", 30), ("900", 5), ("400", 60)] {
            let deal = house.deal("Bob", amount, json!({ "expected_close_on": soon })).await;
            house.edit(&deal, json!({ "expected_close_on": soon + Days::new(by) })).await;
        }
        let sooner = house.deal("Cid", "5000", json!({ "expected_close_on": soon })).await;
        house.edit(&sooner, json!({ "expected_close_on": house.today + Days::new(8) })).await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let page = page(&ann, &house.report(&ann, "Oak").await).await;
        let slips = part(&page, "slips");
        assert_eq!(lines(slips, "Close dates that moved out"), ["Bob 900", "Bob 400", "Bob 100"]);
        let note = slips["lists"][0]["items"][0]["note"].as_str().unwrap();
        assert!(note.starts_with("Bob · ") && note.ends_with(", 5 days later"), "{note}");
    }

    async fn what_is_next_are_tasks_that_are_due_and_deals_without_a_next_step(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        let deal = house.deal("Bob", "100", json!({})).await;
        let planned = json!({ "next_step": "Call", "next_step_on": house.monday(2) });
        house.deal("Bob", "200", planned).await;
        let task = json!({
            "kind": "task", "title": "Send the offer", "subject_noun": "opportunities", "subject_id": deal,
            "owner_id": house.who("Bob"), "due_on": house.today,
        });
        house.adm.post("activities", task).await.ok();
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let page = page(&ann, &house.report(&ann, "Oak").await).await;
        let next = part(&page, "next");
        assert_eq!(lines(next, "Tasks that are due"), ["Send the offer"]);
        assert_eq!(lines(next, "Deals without a next step"), ["Bob 100"]);
    }

    async fn numbers_open_to_the_rows_they_came_from(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "sections": ["numbers"], "measures": ["won_amount", "won"] })).await;
        house.won("Bob", "300").await;
        house.won("Eve", "50").await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let page = page(&ann, &house.report(&ann, "Oak").await).await;
        let numbers = part(&page, "numbers");
        assert_eq!((number(numbers, "Won amount"), number(numbers, "Won deals")), ("CNY 300.00".into(), "1".into()));
        let open = &numbers["numbers"][0]["open"];
        assert_eq!(open["where"], json!({ "unit": [house.company.unit("Oak")] }));
        let query = format!(
            "kpis/{}?from={}&to={}&where=unit={}", open["metric"].as_str().unwrap(), open["from"].as_str().unwrap(),
            open["to"].as_str().unwrap(), house.company.unit("Oak"),
        );
        assert_eq!(ann.get(&query).await.ok().body["rows"][0]["value"], "300.00", "the page of numbers says the same");
    }

    async fn what_was_written_does_not_change(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        let deal = house.won("Bob", "300").await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let row = house.report(&ann, "Oak").await;
        let before = page(&ann, &row).await;
        assert_eq!(before["sound"], true);
        house.edit(&deal, json!({ "name": "Called otherwise", "amount": "9999" })).await;
        let after = page(&ann, &row).await;
        assert_eq!(before["parts"], after["parts"]);
        let path = format!("reports/{}", crate::id(&row));
        assert!(house.adm.patch(&path, json!({ "version": row["version"], "name": "Mine" })).await.status >= 400);
        assert!(house.adm.delete(&format!("{path}?version={}", row["version"])).await.status >= 400);
    }

    async fn each_reader_reads_it_in_their_language(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let row = house.report(&ann, "Oak").await;
        let path = format!("reports/{}/page?locale=zh", crate::id(&row));
        let page = ann.get(&path).await.ok().body;
        assert_eq!(part(&page, "changes")["title"], "有哪些变化");
        assert!(page["period"].as_str().unwrap().contains("周"), "{}", page["period"]);
    }

    async fn a_report_is_downloaded_as_pdf_and_as_a_workbook(server: Server) {
        let house = house(&server).await;
        house.on(json!({})).await;
        house.won("Bob", "300").await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let row = house.report(&ann, "Oak").await;
        for (form, begins, media) in [("pdf", "%PDF", "application/pdf"), ("xlsx", "PK", "application/vnd.openxml")] {
            let file = ann.get(&format!("reports/{}/file?form={form}", crate::id(&row))).await.ok();
            assert!(file.body.as_str().is_some_and(|text| text.starts_with(begins)), "{form}");
            assert!(file.headers["content-type"].to_str().unwrap().starts_with(media), "{form}");
        }
        let wrong = ann.get(&format!("reports/{}/file?form=doc", crate::id(&row))).await;
        assert_eq!(wrong.body["code"], "reports.no_form");
    }
}
