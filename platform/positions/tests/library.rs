//! Sheets that come with the product, taken over in one of the languages.

use crate::{change, hr, one, rows};
use serde_json::json;

testing::both! {
    async fn a_sheet_of_the_library_becomes_a_position_with_a_draft_in_the_chosen_language(server: Server) {
        let hr = hr(&server).await;
        let shelf = hr.get("positions/library?language=zh").await.ok().body;
        let entries = shelf["entries"].as_array().expect("entries");
        assert!(entries.len() >= 16, "{}", entries.len());
        let director = entries.iter().find(|entry| entry["key"] == "sales_director").expect("a director");
        assert_eq!((&director["name"], &director["stage"]), (&json!("销售总监"), &json!("whole")));

        let above = hr.post("positions/library/sales_manager/take", json!({ "language": "en" })).await.ok().body;
        let taken = hr.post("positions/library/sales_representative/take", json!({ "language": "zh" })).await;
        assert_eq!(taken.status, 201);
        let (position, sheet) = (taken.body["position_id"].as_str().expect("an id"), taken.body["sheet_id"].as_str().expect("an id"));
        let made = one(&hr, "positions", position).await;
        assert_eq!((&made["name"], &made["code"], &made["stage"]), (&json!("销售代表"), &json!("sales_representative"), &json!("convert")));
        assert_eq!(made["reports_to_id"], above["position_id"], "whoever is there already");
        assert_eq!(one(&hr, "position_sheets", sheet).await["state"], "draft");
        assert_eq!(rows(&hr, "position_duties", "sheet_id", sheet).await.len(), 5);
        let kpis = rows(&hr, "position_kpis", "sheet_id", sheet).await;
        assert!(kpis.iter().any(|kpi| kpi["metric"] == "won_amount" && kpi["weight"] == 40), "{kpis:#?}");
        let asked = rows(&hr, "position_competencies", "sheet_id", sheet).await;
        assert_eq!(asked.len(), 7);
        assert!(asked.iter().any(|line| line["name"] == "需求挖掘" && line["level"] == 3));
        hr.post(&format!("position_sheets/{sheet}/put_in_force"), json!({})).await.ok();

        let again = hr.post("positions/library/sales_representative/take", json!({ "language": "en" })).await.ok().body;
        let again = one(&hr, "positions", again["position_id"].as_str().expect("an id")).await;
        assert_eq!((&again["name"], &again["code"]), (&json!("Sales representative"), &json!(null)), "a code is taken once");
        assert_eq!(rows(&hr, "competencies", "code", "needs").await.len(), 1, "competencies are shared");
    }

    async fn every_sheet_of_the_library_can_be_put_in_force_as_it_comes(server: Server) {
        let hr = hr(&server).await;
        let shelf = hr.get("positions/library").await.ok().body;
        for entry in shelf["entries"].as_array().expect("entries") {
            let key = entry["key"].as_str().expect("a key");
            let preview = hr.get(&format!("positions/library/{key}?language=en")).await.ok().body;
            assert!(preview["duties"].as_array().is_some_and(|duties| duties.len() >= 4), "{key}");
            let taken = hr.post(&format!("positions/library/{key}/take"), json!({})).await.ok().body;
            let sheet = taken["sheet_id"].as_str().expect("an id");
            hr.post(&format!("position_sheets/{sheet}/put_in_force"), json!({})).await.ok();
            let whole = hr.get(&format!("position_sheets/{sheet}/whole")).await.ok().body;
            for part in ["mission", "duties", "internal", "external", "kpis", "authority", "records", "tools", "training"] {
                assert_eq!(whole[part], preview[part], "{key}: {part}");
            }
            assert_eq!(whole["competencies"], preview["competencies"], "{key}");
        }
    }

    async fn taking_over_takes_the_right_to_make_positions(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        assert_eq!(bob.get("positions/library/sales_director").await.ok().body["name"], "Sales director");
        assert_eq!(bob.post("positions/library/sales_director/take", json!({})).await.status, 403);
        assert_eq!(company.client("Una").post("positions/library/emperor/take", json!({})).await.status, 404);
        assert_eq!(company.client("Una").get("positions/library/emperor").await.status, 404);
        let taken = company.client("Ops").post("positions/library/sales_support/take", json!({})).await.ok().body;
        let position = taken["position_id"].as_str().expect("an id");
        change(&company.client("Ops"), "positions", position, json!({ "name": "Back office" })).await.ok();
    }
}
