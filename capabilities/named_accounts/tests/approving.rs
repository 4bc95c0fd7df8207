//! What comes into force is approved by the head of the list's unit, and there is no way around it.

use crate::{House, change, house, one, rows};
use kernel::Actor;
use serde_json::{Value, json};

/// The head of the list's unit says yes before an edition comes into force.
async fn flow(house: &House) {
    let adm = house.of("Adm");
    let flow = json!({ "name": "Named accounts", "noun": "named_account_editions", "act": "put_in_force", "owner_id": house.who("Una") });
    let flow = adm.post("approval_flows", flow).await.ok().id();
    let edition = adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
    let step = |who: &str, unit: &str| json!({ "edition_id": edition, "name": "Head of the unit", "place": 1, "who": who, "mode": "any", "unit_field": unit });
    assert_eq!(
        adm.post("approval_steps", step("unit_head", "list_id.name")).await.wrong(),
        ("unit_field", "fields.unknown")
    );
    adm.post("approval_steps", step("unit_head", "list_id.unit_id")).await.ok();
    adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();
}

async fn send(house: &House, edition: &str) -> String {
    let act = json!({ "noun": "named_account_editions", "id": edition, "verb": "put_in_force", "form": { "from": "2026-01-01" }, "reason": "As agreed." });
    house.kay.post("approvals/send", act).await.ok().body["id"].as_str().expect("an id").to_owned()
}

/// A list of Pine that Kay, who works in Oak, keeps up; one account on its draft.
async fn waiting(house: &House) -> (String, String, String) {
    flow(house).await;
    let acme = house.account("Acme", "Bob").await;
    let (list, edition) = house.list("Pine's key accounts", "Pine").await;
    house.name(&edition, &acme, json!({})).await.ok();
    (list, edition, acme)
}

testing::both! {
    async fn the_head_of_the_lists_unit_is_asked_and_it_comes_into_force_on_their_yes(server: Server) {
        let house = house(&server).await;
        let (_, edition, acme) = waiting(&house).await;
        let refused = house.kay.post(&format!("named_account_editions/{edition}/put_in_force"), json!({})).await;
        assert_eq!(refused.problem(), (409, "approvals.wanted"));
        assert_eq!(refused.body["approval"]["steps"][0]["people"][0]["person"]["name"], "Dee", "not Ann, who leads Kay's unit: {:#}", refused.body);
        let request = send(&house, &edition).await;
        assert_eq!(one(&house.kay, "named_account_editions", &edition).await["state"], "draft");
        assert_eq!(house.of("Ann").post(&format!("approvals/{request}/approve"), json!({})).await.status, 403, "she sees it and is not asked");
        house.of("Dee").post(&format!("approvals/{request}/approve"), json!({})).await.ok();
        assert_eq!(one(&house.kay, "approvals", &request).await["state"], "approved");
        let held = one(&house.kay, "named_account_editions", &edition).await;
        assert_eq!((&held["state"], &held["from"]), (&json!("in_force"), &json!("2026-01-01")));
        assert_eq!(house.line(&edition, &acme).await["from"], "2026-01-01");
    }

    async fn there_is_no_way_around(server: Server) {
        let house = house(&server).await;
        let (list, edition, _) = waiting(&house).await;
        let adm = house.of("Adm");
        for client in [&house.kay, &house.ops, &adm, &house.of("Una"), &house.of("Dee")] {
            let act = client.post(&format!("named_account_editions/{edition}/put_in_force"), json!({})).await;
            assert!(matches!(act.problem(), (409, "approvals.wanted") | (403, _)), "{:#}", act.body);
        }
        // A direct write of what the verb writes.
        for fields in [json!({ "state": "in_force" }), json!({ "from": "2026-01-01" })] {
            assert_eq!(change(&adm, "named_account_editions", &edition, fields).await.status, 422);
        }
        let line = rows(&adm, "named_accounts", "edition_id", &edition).await[0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(change(&adm, "named_accounts", &line, json!({ "from": "2026-01-01" })).await.status, 422);
        // Made as if it were in force: created, duplicated, or by an import or the command line.
        let (other, draft) = house.list("Other", "Pine").await;
        house.ops.delete(&format!("named_account_editions/{draft}")).await.ok();
        assert_eq!(adm.post("named_account_editions", json!({ "list_id": other, "state": "in_force" })).await.status, 422);
        for actor in [Actor::operator(), Actor::operator().through(kernel::Origin::Import)] {
            let row = json!({ "list_id": other, "state": "in_force", "from": "2026-01-01", "accounts": 9 });
            let (written, _) = server.house.write(actor, None, move |work| Box::pin(async move {
                let created = vec![row.as_object().cloned().expect("a row")];
                work.write_batch("named_account_editions", kernel::Batch { created, ..kernel::Batch::default() }).await
            })).await.expect("a draft");
            let made = written.created[0].clone();
            assert_eq!((&made["state"], &made["from"], &made["accounts"]), (&json!("draft"), &Value::Null, &json!(0)));
            adm.delete(&format!("named_account_editions/{}", made["id"].as_str().expect("an id"))).await.ok();
        }
        // In bulk.
        let pace = jobs::Pace { look: std::time::Duration::from_millis(20), ..jobs::Pace::default() };
        let _scheduler = jobs::Scheduler::start(&server.house, pace);
        let job = house.ops.post("named_account_editions/bulk", json!({ "verb": "put_in_force", "ids": [edition], "form": {} })).await.ok();
        let id = job.body["id"].as_str().expect("a job").to_owned();
        let mut done = Value::Null;
        for _ in 0..200 {
            done = house.ops.get(&format!("jobs/{id}")).await.ok().body;
            if done["state"] == "done" || done["state"] == "failed" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(done["errors"], 1, "{done:#}");
        assert_eq!(one(&adm, "named_account_editions", &edition).await["state"], "draft");
        assert_eq!(rows(&adm, "named_account_editions", "list_id", &list).await.len(), 1);
    }

    async fn what_is_changed_while_it_waits_makes_the_request_void(server: Server) {
        let house = house(&server).await;
        let (list, edition, _) = waiting(&house).await;
        let state = async |request: &str| one(&house.kay, "approvals", request).await["state"].clone();
        let request = send(&house, &edition).await;
        let bolt = house.account("Bolt", "Bob").await;
        let line = house.name(&edition, &bolt, json!({})).await.ok().id();
        assert_eq!(state(&request).await, "void", "an account was added");
        let request = send(&house, &edition).await;
        change(&house.ops, "named_accounts", &line, json!({ "exclusivity": "closed" })).await.ok();
        assert_eq!(state(&request).await, "void", "an account was changed");
        let request = send(&house, &edition).await;
        house.ops.delete(&format!("named_accounts/{line}")).await.ok();
        assert_eq!(state(&request).await, "void", "an account was taken off");
        let request = send(&house, &edition).await;
        change(&house.ops, "named_account_lists", &list, json!({ "unit_id": house.company.unit("Elm") })).await.ok();
        assert_eq!(state(&request).await, "void", "another head would have been asked");
        let dee = house.of("Dee").post(&format!("approvals/{request}/approve"), json!({})).await;
        assert_eq!(dee.problem(), (409, "approvals.ended"));
    }
}
