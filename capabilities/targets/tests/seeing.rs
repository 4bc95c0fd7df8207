use crate::house;
use serde_json::json;

testing::both! {
    async fn everybody_sees_their_own_target_and_a_leader_those_of_the_team(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        house.ops.post(&format!("target_plans/{plan}/submit"), json!({})).await.ok();
        house.of("Una").post(&format!("target_plans/{plan}/approve"), json!({})).await.ok();
        house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
        let names = |rows: &serde_json::Value| {
            let mut names: Vec<String> =
                rows["rows"].as_array().expect("rows").iter().filter_map(|row| row["name"].as_str().map(str::to_owned)).collect();
            names.sort();
            names.dedup();
            names
        };
        let of = async |who: &str| names(&house.of(who).get("targets?limit=500").await.ok().body);
        assert_eq!(of("Bob").await, ["Bob"]);
        assert_eq!(of("Ann").await, ["Ann", "Bob", "Cid", "Oak"]);
        let grid = house.of("Bob").get(&format!("target_plans/{plan}/grid")).await.ok().body;
        assert_eq!(names(&grid), ["Bob"], "of the plan only the own line");
        assert_eq!(house.of("Bob").get(&format!("target_plans/{plan}")).await.status, 404);
    }
}
