//! What somebody holds, and handing it over.

use crate::{account, one};
use serde_json::json;

testing::both! {
    async fn what_somebody_holds_is_listed_and_handed_over(server: Server) {
        let company = server.company().await;
        let (bob, ann, adm) = (company.client("Bob"), company.client("Ann"), company.client("Adm"));
        let acorn = account(&bob, "Acorn").await;
        account(&company.client("Cid"), "Cone").await;
        let task = json!({ "kind": "task", "title": "Ring up", "subject_noun": "accounts", "subject_id": acorn });
        let task = bob.post("activities", task).await.ok().id();
        let holdings = ann.get(&format!("people/{}/holdings", company.person("Bob"))).await.ok().body;
        let count = |noun: &str| holdings["rows"].as_array().expect("rows").iter().find(|rows| rows["noun"] == noun).map(|rows| rows["count"].clone());
        assert_eq!((count("accounts"), count("activities"), count("leads")), (Some(json!(1)), Some(json!(1)), Some(json!(0))));
        let led = ann.get(&format!("people/{}/holdings", company.person("Ann"))).await.ok().body;
        assert_eq!((&led["units"][0]["name"], &led["reports"]), (&json!("Oak"), &json!(2)));

        let hand = json!({ "to_id": company.person("Cid"), "row_noun": "activities" });
        assert_eq!(ann.post(&format!("people/{}/hand_over", company.person("Bob")), hand.clone()).await.status, 403, "a manager changes no people");
        adm.post(&format!("people/{}/hand_over", company.person("Bob")), hand).await.ok();
        assert_eq!(one(&adm, "activities", &task).await["owner_id"], company.person("Cid"));
        assert_eq!(one(&adm, "accounts", &acorn).await["owner_id"], company.person("Bob"), "only rows of that kind");
        adm.post(&format!("people/{}/hand_over", company.person("Bob")), json!({ "to_id": company.person("Cid") })).await.ok();
        assert_eq!(one(&adm, "accounts", &acorn).await["owner_id"], company.person("Cid"));
        let own = json!({ "to_id": company.person("Bob") });
        assert_eq!(adm.post(&format!("people/{}/hand_over", company.person("Bob")), own).await.problem(), (409, "people.own_successor"));
    }

    async fn whoever_leaves_leaves_nothing_orphaned(server: Server) {
        let company = server.company().await;
        let (bob, adm) = (company.client("Bob"), company.client("Adm"));
        let acorn = account(&bob, "Acorn").await;
        let task = json!({ "kind": "task", "title": "Ring up", "subject_noun": "accounts", "subject_id": acorn });
        let task = bob.post("activities", task).await.ok().id();
        let leave = json!({ "on": server.house.today().to_string(), "successor_id": company.person("Cid") });
        adm.post(&format!("people/{}/leave", company.person("Bob")), leave).await.ok();
        for (noun, id) in [("accounts", &acorn), ("activities", &task)] {
            assert_eq!(one(&adm, noun, id).await["owner_id"], company.person("Cid"), "{noun}");
        }
        let left = adm.get(&format!("people/{}/holdings", company.person("Bob"))).await.ok().body;
        assert!(left["rows"].as_array().expect("rows").iter().all(|rows| rows["count"] == 0), "{left}");
    }
}
