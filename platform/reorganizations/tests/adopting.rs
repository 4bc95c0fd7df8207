//! The day itself: all of it or nothing, with the past as it was.

use crate::{Plan, account, one};
use chrono::{Days, NaiveDate};
use kernel::Actor;
use org::{History, person::PersonId, unit::UnitId};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::json;
use testing::Server;

async fn history(server: &Server) -> History {
    History::load(server.house.store.reader()).await.expect("a history")
}

fn person(id: &str) -> PersonId {
    PersonId(id.parse().expect("an id"))
}

fn unit(id: &str) -> UnitId {
    UnitId(id.parse().expect("an id"))
}

/// As if it had been adopted for that day long ago.
async fn adopted_for(server: &Server, id: &str, on: NaiveDate) {
    let id: sea_orm::prelude::Uuid = id.parse().expect("an id");
    server
        .house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let mut update = Query::update();
                update.table("reorganizations").value("effective_on", on).and_where(Expr::col("id").eq(id));
                work.conn().execute(&update).await?;
                Ok(())
            })
        })
        .await
        .expect("written");
}

testing::both! {
    async fn adopted_for_today_all_of_it_holds_at_once_and_yesterday_stays(server: Server) {
        let plan = Plan::today(&server).await;
        let company = &plan.company;
        let acorn = account(&company.client("Bob"), "Acorn").await;
        let cone = account(&company.client("Cid"), "Cone").await;
        let maple = plan.step(json!({ "kind": "new_unit", "name": "Maple", "unit_kind": "team", "to_unit_id": company.unit("South"), "person_id": company.person("Dee") })).await;
        for who in ["Dee", "Eve"] {
            plan.step(json!({ "kind": "move_person", "person_id": company.person(who), "to_new_id": maple })).await;
        }
        plan.step(json!({ "kind": "close_unit", "unit_id": company.unit("Pine") })).await;
        plan.step(json!({ "kind": "move_unit", "unit_id": company.unit("Oak"), "to_unit_id": company.unit("South") })).await;
        plan.step(json!({ "kind": "change_leader", "unit_id": company.unit("Oak"), "person_id": company.person("Bob") })).await;
        plan.step(json!({ "kind": "hand_over", "row_noun": "accounts", "row_id": cone, "to_person_id": company.person("Bob") })).await;
        assert_eq!(plan.effects().await["stuck"], json!([]));
        plan.adopt().await.ok();

        let row = plan.row().await;
        assert_eq!((&row["state"], &row["adopted_by_id"]), (&json!("in_effect"), &json!(company.person("Una"))));
        let made = plan.una.list("units", json!({ "field": "name", "op": "eq", "value": "Maple" })).await.ok();
        let made = made.column("id")[0].clone();
        assert_eq!(plan.unit_of("Eve").await, json!(made));
        assert_eq!(one(&plan.una, "people", company.person("Ann")).await["manager_id"], company.person("Bob"));
        assert_eq!(one(&plan.una, "accounts", &cone).await["owner_id"], company.person("Bob"));
        assert!(one(&plan.una, "units", company.unit("Pine")).await["to"].is_string());
        // Reach is new at once.
        company.client("Dee").get(&format!("accounts/{acorn}")).await.problem();
        assert_eq!(company.client("Bob").list("accounts", json!({ "field": "name", "op": "eq", "value": "Cone" })).await.ok().column("name"), ["Cone"]);

        let (then, today) = (history(&server).await, server.house.today());
        let yesterday = today - Days::new(1);
        let eve = person(company.person("Eve"));
        assert_eq!((then.unit(eve, yesterday), then.unit(eve, today)), (Some(unit(company.unit("Pine"))), Some(unit(&made))));
        let oak = unit(company.unit("Oak"));
        let region = |day| then.above(oak, org::unit::UnitKind::Region, day);
        assert_eq!((region(yesterday), region(today)), (Some(unit(company.unit("North"))), Some(unit(company.unit("South")))));
        assert_eq!(then.term(oak, yesterday).and_then(|term| term.leader), Some(person(company.person("Ann"))));
    }

    async fn adopted_for_a_day_to_come_nothing_happens_before_it(server: Server) {
        let plan = Plan::draft(&server, "2190-01-01").await;
        plan.moves("Bob", "Elm").await;
        plan.adopt().await.ok();
        assert_eq!(reorganizations::look_for_due(&server.house).await.expect("a look"), 0);
        assert_eq!(plan.unit_of("Bob").await, json!(plan.company.unit("Oak")));

        let day = server.house.today() - Days::new(3);
        adopted_for(&server, &plan.id, day).await;
        assert_eq!(reorganizations::look_for_due(&server.house).await.expect("a look"), 1);
        assert_eq!(reorganizations::look_for_due(&server.house).await.expect("a look"), 0, "once");
        let row = plan.row().await;
        assert_eq!((&row["state"], &row["in_effect_since"]), (&json!("in_effect"), &json!(day.to_string())));
        assert_eq!(plan.unit_of("Bob").await, json!(plan.company.unit("Elm")));
        let then = history(&server).await;
        let bob = person(plan.company.person("Bob"));
        assert_eq!(then.unit(bob, day), Some(unit(plan.company.unit("Elm"))), "a server that was down makes up for it");
        assert_eq!(then.unit(bob, day - Days::new(1)), Some(unit(plan.company.unit("Oak"))));
        let told = plan.una.get("inbox").await.ok().body["entries"].to_string();
        assert!(told.contains("Go south"), "{told}");
    }

    async fn what_cannot_be_done_any_more_leaves_everything_as_it_was(server: Server) {
        let plan = Plan::draft(&server, "2190-01-01").await;
        plan.moves("Cid", "Elm").await;
        plan.moves("Bob", "Elm").await;
        plan.adopt().await.ok();
        let leave = json!({ "on": (server.house.today() - Days::new(5)).to_string() });
        plan.company.client("Adm").post(&format!("people/{}/leave", plan.company.person("Bob")), leave).await.ok();
        adopted_for(&server, &plan.id, server.house.today()).await;
        assert_eq!(reorganizations::look_for_due(&server.house).await.expect("a look"), 1);
        let row = plan.row().await;
        assert_eq!(row["state"], "failed");
        let why = row["outcome"].as_str().expect("a reason");
        assert!(why.contains("Bob") && why.contains('2'), "{why}");
        assert_eq!(plan.unit_of("Cid").await, json!(plan.company.unit("Oak")), "nobody has moved");

        // It is mended and adopted anew.
        let second = plan.una.list("reorganization_moves", json!({ "field": "person_id", "op": "eq", "value": plan.company.person("Bob") })).await.ok();
        plan.una.delete(&format!("reorganization_moves/{}", second.column("id")[0])).await.ok();
        plan.adopt().await.ok();
        assert_eq!(plan.unit_of("Cid").await, json!(plan.company.unit("Elm")));
    }

    async fn where_a_flow_guards_it_the_head_of_the_unit_says_yes(server: Server) {
        let company_of = Plan::today(&server).await;
        let adm = company_of.company.client("Adm");
        let flow = json!({ "name": "Reorganizations", "noun": "reorganizations", "act": "adopt", "owner_id": company_of.company.person("Una") });
        let flow = adm.post("approval_flows", flow).await.ok().id();
        let edition = adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
        let step = json!({ "edition_id": edition, "place": 1, "name": "Head", "who": "people", "people": [company_of.company.person("Fay")], "mode": "any" });
        adm.post("approval_steps", step).await.ok();
        adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();

        let plan = company_of;
        plan.moves("Bob", "Elm").await;
        assert_eq!(plan.adopt().await.problem(), (409, "approvals.wanted"));
        assert_eq!(plan.unit_of("Bob").await, json!(plan.company.unit("Oak")));
        let send = json!({ "noun": "reorganizations", "id": plan.id, "verb": "adopt", "reason": "More people in the south" });
        let sent = plan.una.post("approvals/send", send.clone()).await.ok().body["id"].as_str().expect("an id").to_owned();
        // A move more is another reorganization: what was asked is void.
        plan.moves("Cid", "Elm").await;
        assert_eq!(one(&plan.una, "approvals", &sent).await["state"], "void");
        plan.una.post("approvals/send", send).await.ok();
        let fay = plan.company.client("Fay");
        let waits = fay.list("approval_decisions", json!({ "field": "state", "op": "eq", "value": "open" })).await.ok();
        fay.post(&format!("approvals/{}/approve", waits.column("approval_id")[0]), json!({})).await.ok();
        assert_eq!(plan.row().await["state"], "in_effect");
        assert_eq!(plan.unit_of("Bob").await, json!(plan.company.unit("Elm")));
        assert_eq!(plan.row().await["adopted_by_id"], plan.company.person("Una"), "it is done as whoever asked");
    }
}
