//! Who sees a report, and how much of it.

use crate::{house, id, lines, look, page, part, reports_of};
use serde_json::json;

testing::both! {
    async fn a_report_is_seen_by_whoever_it_is_about_and_their_line(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "kinds": ["team"], "own_pages": true })).await;
        look(&server, house.monday(1)).await;
        let names = async |who: &str| {
            let rows = reports_of(&house.of(who)).await;
            let mut names: Vec<String> =
                rows.iter().map(|row| row["name"].as_str().unwrap().split(" · ").next().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(names("Bob").await, ["Bob"]);
        assert_eq!(names("Ann").await, ["Bob", "Cid", "Oak"]);
        assert_eq!(names("Una").await.len(), 7);
        let oak = house.report(&house.of("Ann"), "Oak").await;
        for who in ["Bob", "Dee", "Fay"] {
            for path in ["", "/page", "/late", "/file?form=pdf"] {
                let answer = house.of(who).get(&format!("reports/{}{path}", id(&oak))).await;
                assert_eq!(answer.status, 404, "{who} {path}");
            }
        }
    }

    async fn rows_are_told_to_those_who_see_them_and_counted_for_the_others(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "within_id": house.company.unit("Oak"), "sections": ["changes"] })).await;
        let deal = house.deal("Bob", "500", json!({ "opened_on": house.today })).await;
        look(&server, house.monday(1)).await;
        let ann = house.of("Ann");
        let row = house.report(&ann, "Oak").await;
        assert_eq!(lines(part(&page(&ann, &row).await, "changes"), "New"), ["Bob 500"]);
        // The deal goes to another team: Ann does not see it any more, Una does.
        house.act(&deal, "assign", json!({ "owner_id": house.who("Eve") })).await.ok();
        let told = page(&ann, &row).await;
        let new = part(&told, "changes")["lists"][0].clone();
        assert_eq!((new["items"].as_array().unwrap().len(), &new["outside"]), (0, &json!(1)), "{new:#}");
        assert_eq!(lines(part(&page(&house.of("Una"), &row).await, "changes"), "New"), ["Bob 500"]);
        let version = house.adm.get(&format!("opportunities/{deal}")).await.ok().row()["version"].clone();
        house.adm.delete(&format!("opportunities/{deal}?version={version}")).await.ok();
        let gone = lines(part(&page(&ann, &row).await, "changes"), "New");
        assert_eq!(gone, ["(removed)"], "that there was one stays told, without its name");
    }

    async fn numbers_over_rows_that_somebody_may_not_read_are_not_told(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "within_id": house.company.unit("Oak") })).await;
        house.won("Bob", "300").await;
        look(&server, house.monday(1)).await;
        let row = house.report(&house.adm, "Oak").await;
        let grants = json!({
            "reports": { "read": "all" }, "units": { "read": "all" }, "people": { "read": "all" },
            "opportunities": { "read": "own" },
        });
        let role = json!({ "name": "clerk", "label": "Clerk", "grants": grants });
        house.adm.post("roles", role).await.ok();
        let token = access::make_user_with_token(&server.house, "clerk", "Clerk", None, &["clerk"]).await.expect("a user");
        let clerk = testing::Client::new(&server.url, Some(token));
        let told = page(&clerk, &row).await;
        assert!(told["headline"].as_array().unwrap().iter().all(|text| !text.as_str().unwrap().contains("300")), "{told:#}");
        let changes = part(&told, "changes");
        assert_eq!(changes["numbers"], json!([]), "the course of the pipeline is not theirs to see");
        assert_eq!(lines(changes, "Won"), Vec::<String>::new());
    }

    async fn whoever_leads_a_unit_now_sees_what_was_written_of_it_before(server: Server) {
        let house = house(&server).await;
        house.on(json!({ "kinds": ["team"] })).await;
        look(&server, house.monday(1)).await;
        let oak = house.company.unit("Oak");
        let change = json!({ "leader_id": house.who("Eve"), "from": house.today });
        let changed = house.adm.post(&format!("units/{oak}/change_leader"), change).await;
        assert!(changed.status < 300, "{changed:?}");
        look(&server, house.monday(2)).await;
        let rows = reports_of(&house.of("Eve")).await;
        let oaks = rows.iter().filter(|row| row["unit_id"] == oak).count();
        assert_eq!(oaks, 2, "the new one, and the one of before her time: {rows:#?}");
    }
}
