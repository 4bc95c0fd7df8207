//! What is put on record.

use crate::{act, file, house, one};
use serde_json::json;

testing::both! {
    async fn the_two_and_the_arbiter_put_on_record_and_it_stays(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        let said = |text: &str| json!({ "dispute_id": id, "statement": text });
        for who in ["Bob", "Cid", "Ann"] {
            let made = house.of(who).post("dispute_evidence", said("Seen at the fair.\nIn hall 3.")).await.ok().row().clone();
            assert_eq!((&made["person_id"], &made["title"]), (&json!(house.who(who)), &json!("Seen at the fair.")));
        }
        assert_eq!(house.of("Una").post("dispute_evidence", said("Well.")).await.problem(), (409, "dispute_evidence.not_theirs"));
        assert_eq!(house.of("Eve").post("dispute_evidence", said("Well.")).await.wrong(), ("dispute_id", "fields.not_found"));
        let listed = house.of("Una").list("dispute_evidence", json!({ "field": "dispute_id", "op": "eq", "value": id })).await.ok();
        assert_eq!(listed.total(), 3);
        assert_eq!(house.of("Gus").list("dispute_evidence", json!({ "field": "dispute_id", "op": "eq", "value": id })).await.ok().total(), 0);
        let first = listed.column("id")[0].clone();
        let version = one(&house.adm, "dispute_evidence", &first).await["version"].clone();
        let edit = json!({ "version": version, "statement": "Never said." });
        assert_eq!(house.of("Bob").patch(&format!("dispute_evidence/{first}"), edit.clone()).await.status, 403);
        assert_eq!(house.adm.patch(&format!("dispute_evidence/{first}"), edit).await.problem(), (409, "dispute_evidence.on_record"));
        assert_eq!(house.adm.delete(&format!("dispute_evidence/{first}")).await.problem(), (409, "dispute_evidence.on_record"));
    }

    async fn a_row_is_named_by_somebody_who_sees_it(server: Server) {
        let house = house(&server).await;
        let (bob, cid) = (house.of("Bob"), house.of("Cid"));
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        let visit = json!({ "kind": "visit", "title": "Site survey", "subject_noun": "accounts", "subject_id": account });
        let visit = bob.post("activities", visit).await.ok().id();
        let shown = json!({ "dispute_id": id, "row_noun": "activities", "row_id": visit });
        let made = bob.post("dispute_evidence", shown).await.ok().row().clone();
        assert_eq!((&made["title"], &made["row_title"]), (&json!("Site survey"), &json!("Site survey")));
        let hidden = house.account("Hidden", "Eve", &[]).await;
        let not_seen = json!({ "dispute_id": id, "row_noun": "accounts", "row_id": hidden });
        assert_eq!(cid.post("dispute_evidence", not_seen).await.wrong(), ("row_id", "fields.not_found"));
        let nothing = json!({ "dispute_id": id, "statement": "  " });
        assert_eq!(cid.post("dispute_evidence", nothing).await.wrong(), ("statement", "fields.required"));
        let contact = json!({ "name": "Cleo", "account_id": account });
        let contact = cid.post("contacts", contact).await.ok().id();
        let personal = json!({ "dispute_id": id, "row_noun": "contacts", "row_id": contact });
        assert_eq!(cid.post("dispute_evidence", personal).await.ok().row()["row_title"], "Contact", "a name that is personal is not told");
        act(&bob, &id, "withdraw", json!({})).await.ok();
        let late = json!({ "dispute_id": id, "statement": "And this." });
        assert_eq!(bob.post("dispute_evidence", late).await.problem(), (409, "dispute_evidence.closed"));
    }
}
