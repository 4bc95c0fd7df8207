//! Looking at what it would do before it is done.

use crate::{Plan, account};
use serde_json::{Value, json};

fn of<'a>(list: &'a Value, id: &str) -> &'a Value {
    let rows = list.as_array().expect("a list");
    rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id} is not told of in {list}"))
}

testing::both! {
    async fn it_says_who_moves_what_goes_along_and_who_reaches_whom(server: Server) {
        let plan = Plan::today(&server).await;
        let company = &plan.company;
        let (bob, cid) = (company.client("Bob"), company.client("Cid"));
        for name in ["Acorn", "Bark"] {
            account(&bob, name).await;
        }
        account(&cid, "Cone").await;
        let maple = plan.step(json!({ "kind": "new_unit", "name": "Maple", "unit_kind": "team", "to_unit_id": company.unit("South"), "person_id": company.person("Cid") })).await;
        plan.step(json!({ "kind": "move_person", "person_id": company.person("Cid"), "to_new_id": maple })).await;
        plan.moves("Bob", "Elm").await;
        plan.step(json!({ "kind": "hand_over", "person_id": company.person("Bob"), "to_person_id": company.person("Ann"), "row_noun": "accounts" })).await;

        let effects = plan.effects().await;
        assert_eq!(effects["stuck"], json!([]));
        let moved = of(&effects["people"], company.person("Bob"));
        assert_eq!(moved["unit"], json!([company.unit("Oak"), company.unit("Elm")]));
        assert_eq!(moved["manager"], json!([company.person("Ann"), company.person("Fay")]));
        let reach = |who: &str| of(&effects["reach"], company.person(who))["people"].clone();
        assert_eq!((reach("Ann"), reach("Fay"), reach("Cid")), (json!([3, 1]), json!([2, 3]), json!([0, 1])));
        let made = effects["units"].as_array().expect("units").iter().find(|unit| unit["new"] == true).expect("the new unit");
        assert_eq!(effects["labels"][made["id"].as_str().expect("an id")], "Maple");
        assert_eq!(made["people"], json!([0, 1]));
        assert_eq!(of(&effects["units"], company.unit("Oak"))["people"], json!([3, 1]));
        let accounts = effects["rows"].as_array().expect("rows").iter().find(|rows| rows["noun"] == "accounts").expect("accounts");
        assert_eq!(accounts["count"], 3, "of Bob and of Cid");
        let handed = &effects["handed"][0];
        assert_eq!((&handed["noun"], &handed["count"], &handed["to"]), (&json!("accounts"), &json!(2), &json!(company.person("Ann"))));
        let listed = plan.una.list("accounts", handed["filter"].clone()).await.ok();
        assert_eq!(listed.column("name").len(), 2, "the filter lists them");

        assert_eq!(plan.unit_of("Bob").await, json!(company.unit("Oak")), "nothing of it has happened");
        assert_eq!(plan.row().await["state"], "draft");
        assert_eq!(plan.una.list("units", json!({ "field": "name", "op": "eq", "value": "Maple" })).await.ok().column("name"), Vec::<String>::new());
    }

    async fn it_says_which_moves_cannot_be_made_and_why(server: Server) {
        let plan = Plan::today(&server).await;
        plan.step(json!({ "kind": "close_unit", "unit_id": plan.company.unit("Oak") })).await;
        plan.moves("Bob", "Elm").await;
        plan.step(json!({ "kind": "move_unit", "unit_id": plan.company.unit("North"), "to_unit_id": plan.company.unit("Pine") })).await;
        let effects = plan.effects().await;
        let stuck = effects["stuck"].as_array().expect("stuck");
        let told: Vec<(i64, bool)> = stuck.iter().map(|one| (one["position"].as_i64().unwrap_or_default(), one["why"].as_str().is_some_and(|why| why.len() > 10))).collect();
        assert_eq!(told, [(1, true), (3, true)]);
        assert!(stuck[0]["why"].as_str().expect("why").contains("Ann"), "who is still there is named");
        assert_eq!(of(&effects["people"], plan.company.person("Bob"))["unit"][1], plan.company.unit("Elm"), "the rest is told");
        let refused = plan.adopt().await;
        assert_eq!(refused.problem(), (409, "reorganizations.stuck"));
        assert_eq!(refused.body["move"]["position"], 1);
        assert_eq!(plan.unit_of("Bob").await, json!(plan.company.unit("Oak")));
    }

    async fn what_waits_for_somebody_who_moves_is_named(server: Server) {
        let plan = Plan::today(&server).await;
        let adm = plan.company.client("Adm");
        let flow = json!({ "name": "Accounts", "noun": "accounts", "act": "create", "owner_id": plan.company.person("Una") });
        let flow = adm.post("approval_flows", flow).await.ok().id();
        let edition = adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
        let step = json!({ "edition_id": edition, "place": 1, "name": "Superior", "who": "superior", "level": 1, "mode": "any" });
        adm.post("approval_steps", step).await.ok();
        adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();
        let send = json!({ "noun": "accounts", "verb": "create", "form": { "name": "Acorn" } });
        plan.company.client("Bob").post("approvals/send", send).await.ok();
        plan.moves("Bob", "Elm").await;
        let waits = plan.effects().await["approvals"].clone();
        assert_eq!(waits.as_array().map(Vec::len), Some(1));
        assert_eq!(waits[0]["requester"], plan.company.person("Bob"));
        assert_eq!(waits[0]["asked"], json!([plan.company.person("Ann")]), "Ann no longer leads him");
    }
}
