use crate::{House, Refused, adds_up, house, line, value};
use serde_json::{Value, json};
use testing::{Answer, Client};

async fn say(client: &Client, node: &Value, verb: &str, body: Value) -> Answer {
    client.post(&format!("target_nodes/{}/{verb}", node.as_str().expect("an id")), body).await
}

async fn grid_of(house: &House, who: &str, plan: &str) -> Answer {
    house.of(who).get(&format!("target_plans/{plan}/grid")).await
}

fn names(grid: &Value) -> Vec<&str> {
    grid["rows"].as_array().expect("rows").iter().filter_map(|row| row["name"].as_str()).collect()
}

testing::both! {
    async fn a_leader_opens_their_part_once_it_was_handed_down(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("36000.00", json!({})).await;
        let whole = house.grid(&plan).await;
        assert_eq!((&whole["whole"], &whole["may"]), (&json!(true), &json!({ "plan": true, "draw": true })));
        grid_of(&house, "Ann", &plan).await.refused("target_plans.not_handed_down");
        say(&house.ops, &line(&whole, "Oak")["node"], "hand_down", json!({})).await.ok();
        let part = grid_of(&house, "Ann", &plan).await.ok().body;
        let mut seen = names(&part);
        seen.sort_unstable();
        assert_eq!(seen, ["Bob", "Cid", "Oak"], "her own line as somebody who sells is still held back");
        assert_eq!((&part["whole"], &part["given"], &part["may"]["plan"]), (&json!(false), &Value::Null, &json!(false)));
        let oak = line(&part, "Oak");
        assert_eq!((&oak["parent"], &oak["depth"], &part["total"]), (&Value::Null, &json!(0), &oak["value"]));
        assert_eq!(oak["may"], json!(["agree", "propose"]));
        let done = house.ops.post(&format!("target_plans/{plan}/hand_down"), json!({})).await.ok().body;
        assert_eq!(done["places"], whole["rows"].as_array().map_or(0, Vec::len) - 1);
        let part = grid_of(&house, "Ann", &plan).await.ok().body;
        let mut seen = names(&part);
        seen.sort_unstable();
        assert_eq!(seen, ["Ann", "Bob", "Cid", "Oak"]);
        assert_eq!(names(&grid_of(&house, "Bob", &plan).await.ok().body), ["Bob"]);
        let gus = line(&whole, "Gus")["node"].as_str().expect("an id");
        let why = house.of("Ann").get(&format!("target_plans/{plan}/places/{gus}/why")).await;
        why.refused("target_nodes.no_such_place");
    }

    async fn what_is_proposed_is_agreed_upon_or_sent_back(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("36000.00", json!({})).await;
        house.ops.post(&format!("target_plans/{plan}/hand_down"), json!({})).await.ok();
        let bob = line(&house.grid(&plan).await, "Bob")["node"].clone();
        let less = json!({ "amount": "1500.00", "said": "Two customers are gone" });
        say(&house.of("Ann"), &bob, "propose", less.clone()).await.refused("target_nodes.not_theirs");
        let nothing = say(&house.of("Bob"), &bob, "propose", json!({ "said": "x" })).await;
        assert_eq!(nothing.wrong(), ("amount", "fields.required"));
        say(&house.of("Bob"), &bob, "propose", less).await.ok();
        let grid = grid_of(&house, "Ann", &plan).await.ok().body;
        assert_eq!((&line(&grid, "Bob")["proposed"], &line(&grid, "Bob")["talk"]), (&json!(150_000), &json!("proposed")));
        assert_eq!(line(&grid, "Bob")["may"], json!(["agree", "send_back"]));
        say(&house.of("Bob"), &bob, "agree", json!({})).await.refused("target_nodes.other_side");
        say(&house.of("Ann"), &bob, "send_back", json!({ "said": "Find two others" })).await.ok();
        let grid = grid_of(&house, "Bob", &plan).await.ok().body;
        assert_eq!((&line(&grid, "Bob")["talk"], &line(&grid, "Bob")["said"]), (&json!("returned"), &json!("Find two others")));
        say(&house.of("Bob"), &bob, "propose", json!({ "amount": "2000.00" })).await.ok();
        let before = house.grid(&plan).await;
        say(&house.of("Ann"), &bob, "agree", json!({})).await.ok();
        let after = house.grid(&plan).await;
        adds_up(&after);
        assert_eq!((value(&after, "Bob"), &line(&after, "Bob")["lock"]), (200_000, &json!(200_000)));
        assert_eq!(line(&after, "Bob")["talk"], "agreed");
        assert_eq!(value(&after, "Oak"), value(&before, "Oak"), "the team carries what Bob does not");
    }

    async fn settings_are_taken_together_or_not_at_all(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("36000.00", json!({})).await;
        let path = format!("target_plans/{plan}/settings");
        let told = house.ops.get(&path).await.ok().body;
        assert_eq!(told["levels"], json!(["Region", "Team", "People"]));
        assert_eq!(told["periods"].as_array().map(Vec::len), Some(12));
        let version = house.ops.get(&format!("target_plans/{plan}")).await.ok().version();
        let wrong = json!({ "version": version, "amount": "48000.00", "over_assignment": ["x"] });
        assert_eq!(house.ops.post(&path, wrong).await.status, 422);
        assert_eq!(house.grid(&plan).await["total"], 3_600_000);
        let set = json!({
            "version": version, "amount": "48000.00", "padding": 5, "over_assignment": [10], "season": "by_hand",
            "weights": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 13], "blend": [{ "driver": "even", "weight": 100 }],
        });
        let done = house.ops.post(&path, set).await.ok().body;
        assert!(done["version"].as_i64() > Some(version), "{done}");
        let grid = house.grid(&plan).await;
        assert_eq!((&grid["total"], &grid["given"]), (&json!(5_040_000), &json!(4_800_000)));
        let company = line(&grid, "Company");
        assert_eq!((&company["value"], &company["below"]), (&json!(5_040_000), &json!(5_544_000)));
        assert_eq!(company["periods"][11], json!(5_040_000 * 13 / 24));
        let again = json!({ "version": version, "padding": 1 });
        assert_eq!(house.ops.post(&path, again).await.status, 409, "somebody else was first");
    }
}
