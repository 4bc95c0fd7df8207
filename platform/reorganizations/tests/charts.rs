//! The organization on a day, then and now.

use serde_json::json;

testing::both! {
    async fn the_chart_of_a_day_shows_who_led_what_and_who_was_there(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        let day = "2026-01-01";
        adm.post(&format!("people/{}/move", company.person("Bob")), json!({ "unit_id": company.unit("Elm"), "from": day })).await.ok();
        adm.post(&format!("units/{}/move", company.unit("Oak")), json!({ "parent_id": company.unit("South"), "from": day })).await.ok();
        adm.post(&format!("units/{}/change_leader", company.unit("Oak")), json!({ "leader_id": company.person("Cid"), "from": day })).await.ok();

        let rep = company.client("Gus");
        let unit = async |on: &str, name: &str| {
            let chart = rep.get(&format!("org_chart?on={on}")).await.ok().body;
            chart["units"].as_array().expect("units").iter().find(|unit| unit["name"] == name).cloned().expect("the unit")
        };
        let then = unit("2025-12-31", "Oak").await;
        assert_eq!((&then["parent"], &then["leader"], &then["people"]), (&json!(company.unit("North")), &json!(company.person("Ann")), &json!(3)));
        assert_eq!((&then["parent_now"], &then["leader_now"]), (&json!(company.unit("South")), &json!(company.person("Cid"))));
        let now = unit(day, "Oak").await;
        assert_eq!((&now["parent"], &now["leader"], &now["people"]), (&json!(company.unit("South")), &json!(company.person("Cid")), &json!(2)));
        let members = async |on: &str| {
            let answer = rep.get(&format!("org_chart/{}?on={on}", company.unit("Elm"))).await.ok().body;
            answer["people"].as_array().expect("people").iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(members("2025-12-31").await, ["Fay", "Gus"]);
        assert_eq!(members(day).await, ["Bob", "Fay", "Gus"]);
    }

    async fn a_unit_that_is_closed_is_in_the_charts_of_its_time(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        for who in ["Dee", "Eve"] {
            adm.post(&format!("people/{}/move", company.person(who)), json!({ "unit_id": company.unit("Elm"), "from": "2026-01-01" })).await.ok();
        }
        adm.post(&format!("units/{}/close", company.unit("Pine")), json!({ "on": "2025-12-31" })).await.ok();
        let names = async |on: &str| {
            let chart = adm.get(&format!("org_chart?on={on}")).await.ok().body;
            chart["units"].as_array().expect("units").iter().any(|unit| unit["name"] == "Pine")
        };
        assert!(names("2025-12-31").await);
        assert!(!names("2026-01-01").await);
        assert_eq!(adm.get("org_chart?on=yesterday").await.status, 400);
        assert_eq!(server.stranger().get("org_chart").await.status, 401);
    }
}
