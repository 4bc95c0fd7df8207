//! Who is asked, and what happens on the last yes.

use crate::{account, asked, change, edit, house, inbox, one, say, send, superior, whole, yes};
use serde_json::json;

testing::both! {
    async fn what_needs_approval_is_refused_with_its_route_and_done_on_the_last_yes(server: Server) {
        let house = house(&server).await;
        house.large_accounts().await;
        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        change(&bob, "accounts", &acme, json!({ "employees": 500 })).await.ok();
        let refused = change(&bob, "accounts", &acme, json!({ "employees": 501 })).await;
        assert_eq!(refused.problem(), (409, "approvals.wanted"));
        let steps = &refused.body["approval"]["steps"];
        assert_eq!((&steps[0]["people"][0]["person"]["name"], &steps[1]["people"][0]["person"]["name"]), (&json!("Ann"), &json!("Una")));

        let act = edit("accounts", &acme, json!({ "employees": 501 }));
        let mut drawing = act.clone();
        drawing.as_object_mut().expect("an object").remove("reason");
        let drawn = bob.post("approvals/draw", drawing).await.ok().body;
        assert_eq!(drawn["wanted"], json!(true));
        assert_eq!((&drawn["rows"][0]["fields"][0]["before"], &drawn["rows"][0]["fields"][0]["after"]), (&json!(500), &json!(501)));
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], 500, "a drawing writes nothing");

        let id = send(&bob, act.clone()).await;
        let again = bob.post("approvals/send", act).await;
        assert_eq!(again.problem(), (409, "approvals.waits_already"));
        assert_eq!(asked(&whole(&bob, &id).await), ["Ann"]);
        assert_eq!(inbox(&house.of("Ann")).await, ["approval"]);
        let una = house.of("Una");
        assert_eq!(say(&una, &id, "approve", json!({})).await.problem(), (409, "approvals.not_asked"), "it is not her turn");
        assert_eq!(say(&bob, &id, "approve", json!({})).await.problem(), (409, "approvals.own"));
        assert_eq!(yes(&house.of("Ann"), &id).await["state"], "waiting");
        assert!(inbox(&house.of("Ann")).await.is_empty(), "what is decided is off her desk");
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], 500);
        assert_eq!(yes(&una, &id).await["state"], "approved");
        let row = one(&bob, "accounts", &acme).await;
        assert_eq!(row["employees"], 501);
        assert_eq!(inbox(&bob).await, ["decided"]);
        let lines = bob.get(&format!("accounts/{acme}/timeline")).await.ok().body;
        let line = &lines["entries"][0];
        assert_eq!(line["who"]["name"], "Bob", "it was done as whoever asked: {lines:#}");
        assert!(line["changes"].to_string().contains("employees"), "{lines:#}");
        assert_eq!(say(&una, &id, "approve", json!({})).await.problem(), (409, "approvals.ended"));
        let more = change(&bob, "accounts", &acme, json!({ "employees": 502 })).await;
        assert_eq!(more.problem(), (409, "approvals.wanted"), "one yes is for one change");
        change(&bob, "accounts", &acme, json!({ "website": "https://acme.example" })).await.ok();
    }

    async fn a_row_is_made_and_a_verb_runs_on_yes(server: Server) {
        let house = house(&server).await;
        house.large_accounts().await;
        let bob = house.of("Bob");
        let new = json!({ "name": "Grand", "employees": 9000 });
        assert_eq!(bob.post("accounts", new.clone()).await.problem(), (409, "approvals.wanted"));
        let id = send(&bob, json!({ "noun": "accounts", "verb": "create", "form": new })).await;
        yes(&house.of("Ann"), &id).await;
        yes(&house.of("Una"), &id).await;
        let made = whole(&bob, &id).await["row"].as_str().expect("the row that was made").to_owned();
        assert_eq!((&one(&bob, "accounts", &made).await["name"], &one(&bob, "accounts", &made).await["owner_id"]), (&json!("Grand"), &json!(house.who("Bob"))));

        house.flow("accounts", "hand_over", json!({ "condition": { "field": "form.to_id", "op": "eq", "value": house.who("Eve") } }), vec![superior(1)]).await;
        let small = account(&bob, "Small").await;
        let form = json!({ "to_id": house.who("Eve") });
        let refused = bob.post(&format!("accounts/{small}/hand_over"), form.clone()).await;
        assert_eq!(refused.problem(), (409, "approvals.wanted"));
        let id = send(&bob, json!({ "noun": "accounts", "id": small, "verb": "hand_over", "form": form })).await;
        yes(&house.of("Ann"), &id).await;
        assert_eq!(one(&house.of("Eve"), "accounts", &small).await["owner_id"], json!(house.who("Eve")));
    }

    async fn any_one_all_and_one_after_the_other(server: Server) {
        let house = house(&server).await;
        let named = |mode: &str, names: &[&str]| json!({ "who": "people", "people": house.people(names), "mode": mode });
        let steps = vec![named("any", &["Dee", "Fay"]), named("all", &["Ann", "Una"]), named("sequence", &["Gus", "Eve"])];
        house.flow("accounts", "delete", json!({}), steps).await;
        let bob = house.of("Ann");
        let acme = account(&bob, "Acme").await;
        assert_eq!(bob.delete(&format!("accounts/{acme}")).await.problem(), (409, "approvals.wanted"));
        let id = send(&bob, json!({ "noun": "accounts", "id": acme, "verb": "delete" })).await;
        assert_eq!(asked(&whole(&bob, &id).await), ["Dee", "Fay"]);
        yes(&house.of("Fay"), &id).await;
        let now = whole(&bob, &id).await;
        assert_eq!(now["steps"][0]["people"][0]["state"], "dropped", "Dee need not answer: {now:#}");
        assert_eq!(asked(&now), ["Una"], "Ann asked, so her superior stands for her, who is asked already");
        yes(&house.of("Una"), &id).await;
        assert_eq!(asked(&whole(&bob, &id).await), ["Gus"]);
        assert_eq!(say(&house.of("Eve"), &id, "approve", json!({})).await.problem(), (409, "approvals.not_asked"));
        yes(&house.of("Gus"), &id).await;
        assert_eq!(yes(&house.of("Eve"), &id).await["state"], "approved");
        assert_eq!(bob.get(&format!("accounts/{acme}")).await.status, 404);
    }

    async fn roles_positions_units_and_superiors_are_looked_up_on_the_day(server: Server) {
        let house = house(&server).await;
        let position = house.adm.post("positions", json!({ "name": "Controller", "stage": "whole" })).await.ok().id();
        house.adm.post(&format!("positions/{position}/appoint"), json!({ "person_id": house.who("Fay") })).await.ok();
        let steps = vec![
            json!({ "who": "role", "role": "director" }),
            json!({ "who": "position", "position_id": position }),
            json!({ "who": "unit_head", "level": 1 }),
            json!({ "who": "superiors", "level": 9 }),
        ];
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), steps).await;
        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        let drawn = bob.post("approvals/draw", json!({ "noun": "accounts", "id": acme, "verb": "edit", "form": { "employees": 1 } })).await.ok().body;
        let route: Vec<Vec<&str>> = drawn["steps"].as_array().expect("steps").iter().map(|step| {
            step["people"].as_array().expect("people").iter().map(|one| one["person"]["name"].as_str().expect("a name")).collect()
        }).collect();
        assert_eq!(route, [vec!["Una"], vec!["Fay"], vec!["Ann"], vec!["Ann", "Una"]]);
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 1 }))).await;
        for name in ["Una", "Fay"] {
            yes(&house.of(name), &id).await;
        }
        assert_eq!(yes(&house.of("Ann"), &id).await["state"], "approved", "who has said yes in this round is not asked again");
    }

    async fn the_nearest_with_the_authority_is_asked_and_whoever_may_veto_may(server: Server) {
        let house = house(&server).await;
        let right = |name: &str, act: &str, most: &str| {
            json!({ "holder": "person", "person_id": house.who(name), "act": act, "kind": "contract", "amount": most, "currency": "CNY", "extent": "everywhere" })
        };
        for (name, act, most) in [("Ann", "approve", "1000"), ("Una", "approve", "100000"), ("Dee", "veto", "100000")] {
            house.adm.post("rights", right(name, act, most)).await.ok();
        }
        let step = json!({ "who": "authority", "kind": "contract", "amount_field": "annual_revenue" });
        let wrong = json!({ "who": "authority", "kind": "contract", "amount_field": "name", "name": "Wrong" });
        let flow = house.flow("accounts", "save", json!({ "fields": ["annual_revenue"] }), vec![step]).await;
        house.adm.post(&format!("approval_flows/{flow}/draft"), json!({})).await.ok();
        let drafts = house.adm.list("approval_flow_editions", json!({ "field": "state", "op": "eq", "value": "draft" })).await.ok().body;
        let mut wrong = wrong;
        wrong["edition_id"] = drafts["rows"][0]["id"].clone();
        assert_eq!(house.adm.post("approval_steps", wrong).await.wrong(), ("amount_field", "fields.unknown"));

        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        let asks = async |amount: &str| {
            let act = json!({ "noun": "accounts", "id": acme, "verb": "edit", "form": { "annual_revenue": amount } });
            bob.post("approvals/draw", act).await.ok().body["steps"][0]["people"][0]["person"]["name"].clone()
        };
        assert_eq!((asks("1000").await, asks("1000.01").await), (json!("Ann"), json!("Una")));
        let id = send(&bob, edit("accounts", &acme, json!({ "annual_revenue": "2000" }))).await;
        let mut fields = serde_json::json!({});
        fields["comment"] = json!("Not with them.");
        let elsewhere = say(&house.of("Dee"), &id, "veto", fields.clone()).await;
        assert_eq!(elsewhere.status, 404, "who does not see it stops nothing");
        say(&house.of("Una"), &id, "ask_others", json!({ "people": house.people(&["Dee"]) })).await.ok();
        assert_eq!(say(&house.of("Ann"), &id, "veto", fields.clone()).await.problem(), (409, "approvals.no_veto"));
        assert_eq!(say(&house.of("Dee"), &id, "veto", fields).await.ok().row()["state"], "vetoed");
    }

    async fn conditions_choose_steps_and_editions_are_kept(server: Server) {
        let house = house(&server).await;
        let mut last = superior(2);
        last["condition"] = json!({ "field": "employees", "op": "gte", "value": 1000 });
        let flow = house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1), last]).await;
        let bob = house.of("Bob");
        let [small, large] = [account(&bob, "Small").await, account(&bob, "Large").await];
        let short = send(&bob, edit("accounts", &small, json!({ "employees": 999 }))).await;
        let long = send(&bob, edit("accounts", &large, json!({ "employees": 1000 }))).await;
        let steps = |whole: serde_json::Value| whole["steps"].as_array().expect("steps").len();
        assert_eq!((steps(whole(&bob, &short).await), steps(whole(&bob, &long).await)), (1, 2));

        house.adm.post(&format!("approval_flows/{flow}/draft"), json!({})).await.ok();
        let editions = house.adm.list("approval_flow_editions", json!({ "field": "flow_id", "op": "eq", "value": flow })).await.ok().body;
        let editions = editions["rows"].as_array().expect("rows").clone();
        let of = |state: &str| editions.iter().find(|edition| edition["state"] == state).expect("an edition")["id"].as_str().expect("an id").to_owned();
        let kept = change(&house.adm, "approval_flow_editions", &of("active"), json!({ "fields": ["name"] })).await;
        assert_eq!(kept.problem(), (409, "approval_flow_editions.kept"));
        let draft = of("draft");
        change(&house.adm, "approval_flow_editions", &draft, json!({ "fields": ["website"] })).await.ok();
        house.adm.post(&format!("approval_flow_editions/{draft}/put_in_force"), json!({})).await.ok();
        let third = account(&bob, "Third").await;
        change(&bob, "accounts", &third, json!({ "employees": 5000 })).await.ok();
        assert_eq!(yes(&house.of("Ann"), &short).await["state"], "approved", "it goes on by the edition it began with");
        let wrong = json!({ "flow_id": flow, "condition": { "field": "shoe_size", "op": "gt", "value": 1 } });
        house.adm.post(&format!("approval_flows/{flow}/draft"), json!({})).await.ok();
        let drafts = house.adm.list("approval_flow_editions", json!({ "field": "state", "op": "eq", "value": "draft" })).await.ok().body;
        let draft = drafts["rows"][0]["id"].as_str().expect("an id").to_owned();
        let refused = change(&house.adm, "approval_flow_editions", &draft, wrong).await;
        assert_eq!(refused.wrong(), ("condition", "approvals.condition"));
        assert_eq!(bob.post("approval_flows", json!({ "name": "Mine", "noun": "accounts", "owner_id": house.who("Bob") })).await.status, 403);
    }

    async fn a_flow_is_asked_by_other_servers_a_second_later(server: Server) {
        let house = house(&server).await;
        let bob = house.of("Bob");
        let (_there, url) = server.another().await;
        let elsewhere = bob.at(&url);
        let acme = account(&elsewhere, "Acme").await;
        house.large_accounts().await;
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        let refused = change(&elsewhere, "accounts", &acme, json!({ "employees": 501 })).await;
        assert_eq!(refused.problem(), (409, "approvals.wanted"));
    }
}
