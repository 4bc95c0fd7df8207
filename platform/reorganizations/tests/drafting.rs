//! Planning: who sees a draft, what a move has to say, when it may be changed.

use crate::Plan;
use serde_json::json;

testing::both! {
    async fn a_draft_is_seen_by_whoever_plans_and_by_nobody_whom_it_moves(server: Server) {
        let plan = Plan::today(&server).await;
        plan.moves("Bob", "Elm").await;
        let row = plan.row().await;
        assert_eq!((&row["state"], &row["moves"], &row["owner_id"]), (&json!("draft"), &json!(1), &json!(plan.company.person("Una"))));
        for who in ["Bob", "Ann"] {
            let client = plan.company.client(who);
            assert!([403, 404].contains(&client.get(&format!("reorganizations/{}", plan.id)).await.status), "{who}");
            assert!([403, 404].contains(&client.get(&format!("reorganizations/{}/effects", plan.id)).await.status), "{who}");
            assert_eq!(client.post("reorganizations", json!({ "name": "Mine", "effective_on": "2190-01-01" })).await.status, 403, "{who}");
        }
        plan.company.client("Ops").get(&format!("reorganizations/{}", plan.id)).await.ok();
    }

    async fn a_move_says_what_its_kind_needs(server: Server) {
        let plan = Plan::today(&server).await;
        let bob = plan.company.person("Bob");
        let nowhere = json!({ "reorganization_id": plan.id, "kind": "move_person", "person_id": bob });
        let refused = plan.una.post("reorganization_moves", nowhere).await;
        assert_eq!((refused.status, refused.wrong()), (422, ("to_unit_id", "fields.required")));
        let idle = json!({ "reorganization_id": plan.id, "kind": "close_unit", "unit_id": plan.company.unit("Elm"), "person_id": bob });
        assert_eq!(plan.una.post("reorganization_moves", idle).await.wrong(), ("person_id", "reorganization_moves.idle"));
        let to_self = json!({ "reorganization_id": plan.id, "kind": "hand_over", "person_id": bob, "to_person_id": bob });
        assert_eq!(plan.una.post("reorganization_moves", to_self).await.problem(), (409, "reorganization_moves.same_person"));
        let units = json!({ "reorganization_id": plan.id, "kind": "hand_over", "person_id": bob, "to_person_id": plan.company.person("Cid"), "row_noun": "units" });
        assert_eq!(plan.una.post("reorganization_moves", units).await.problem(), (409, "reorganization_moves.not_held"));
        let person = plan.moves("Bob", "Elm").await;
        let to_a_move = json!({ "reorganization_id": plan.id, "kind": "move_person", "person_id": bob, "to_new_id": person });
        assert_eq!(plan.una.post("reorganization_moves", to_a_move).await.problem(), (409, "reorganization_moves.no_new_unit"));
    }

    async fn what_is_adopted_is_not_changed_until_it_is_taken_back(server: Server) {
        let plan = Plan::draft(&server, "2190-01-01").await;
        assert_eq!(plan.adopt().await.problem(), (409, "reorganizations.empty"));
        let step = plan.moves("Bob", "Elm").await;
        plan.adopt().await.ok();
        assert_eq!(plan.row().await["state"], "scheduled");
        assert_eq!(plan.adopt().await.problem(), (409, "reorganizations.not_a_draft"));
        let version = plan.row().await["version"].clone();
        let rename = json!({ "name": "Go north", "version": version });
        assert_eq!(plan.una.patch(&format!("reorganizations/{}", plan.id), rename).await.problem(), (409, "reorganizations.decided"));
        let another = json!({ "reorganization_id": plan.id, "kind": "move_person", "person_id": plan.company.person("Cid"), "to_unit_id": plan.company.unit("Elm") });
        assert_eq!(plan.una.post("reorganization_moves", another.clone()).await.problem(), (409, "reorganizations.decided"));
        assert_eq!(plan.una.delete(&format!("reorganization_moves/{step}")).await.problem(), (409, "reorganizations.decided"));
        assert_eq!(plan.una.delete(&format!("reorganizations/{}", plan.id)).await.problem(), (409, "reorganizations.stays"));

        plan.una.post(&format!("reorganizations/{}/withdraw", plan.id), json!({})).await.ok();
        plan.una.post("reorganization_moves", another).await.ok();
        assert_eq!(plan.row().await["moves"], 2);
        plan.una.delete(&format!("reorganization_moves/{step}")).await.ok();
        assert_eq!(plan.row().await["moves"], 1);
        assert!(plan.unit_of("Bob").await == json!(plan.company.unit("Oak")), "nobody has moved");
        plan.una.delete(&format!("reorganizations/{}", plan.id)).await.ok();
    }

    async fn a_day_that_is_over_is_not_reorganized(server: Server) {
        let plan = Plan::draft(&server, "2021-04-01").await;
        plan.moves("Bob", "Elm").await;
        assert_eq!(plan.adopt().await.problem(), (409, "reorganizations.behind"));
    }
}
