//! What may be claimed, by whom, against whom, and who decides.

use crate::{act, dispute, file, house};
use serde_json::json;

testing::both! {
    async fn a_claim_finds_its_respondent_its_arbiter_and_its_days(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let row = file(&house.of("Bob"), "account", &account, json!({})).await.ok().row().clone();
        assert_eq!((&row["state"], &row["title"]), (&json!("filed"), &json!("Acme: Bob / Cid")));
        assert_eq!(row["claimant_id"], house.who("Bob"));
        assert_eq!(row["respondent_id"], house.who("Cid"), "whoever has it");
        assert_eq!(row["arbiter_id"], house.who("Ann"), "the superior of both");
        let calendar = server.house.company().calendar.clone();
        let due = |days| json!(calendar.add_working_days(server.house.today(), days));
        assert_eq!((&row["answer_due"], &row["ruling_due"]), (&due(5), &due(10)));
    }

    async fn across_teams_the_nearest_superior_of_both_decides_and_never_one_of_the_two(server: Server) {
        let house = house(&server).await;
        let pines = house.account("Pines", "Eve", &["Bob"]).await;
        let across = file(&house.of("Bob"), "account", &pines, json!({})).await.ok().row().clone();
        assert_eq!(across["arbiter_id"], house.who("Una"), "nobody leads the region");
        // North gets a head who cannot sign in: passed over.
        let nat = house.adm.post("people", json!({ "name": "Nat", "unit_id": house.company.unit("North") })).await.ok().id();
        house.adm.post(&format!("units/{}/change_leader", house.company.unit("North")), json!({ "leader_id": nat })).await.ok();
        let second = house.account("Second", "Eve", &["Bob"]).await;
        let passed = file(&house.of("Bob"), "account", &second, json!({})).await.ok().row().clone();
        assert_eq!(passed["arbiter_id"], house.who("Una"));
        access::make_user_with_token(&server.house, "nat", "Nat", Some(nat.parse().expect("an id")), &["manager"]).await.expect("a user");
        let third = house.account("Third", "Eve", &["Bob"]).await;
        let now = file(&house.of("Bob"), "account", &third, json!({})).await.ok().row().clone();
        assert_eq!(now["arbiter_id"], json!(nat));
        let own = house.account("Fourth", "Ann", &["Bob"]).await;
        let superior = file(&house.of("Bob"), "account", &own, json!({})).await.ok().row().clone();
        assert_eq!(superior["arbiter_id"], json!(nat), "one's own superior is a party: the one above decides");
        let highest = house.account("Fifth", "Una", &["Bob"]).await;
        let nobody = file(&house.of("Bob"), "account", &highest, json!({})).await;
        assert_eq!(nobody.problem(), (409, "disputes.nobody_decides"));
    }

    async fn one_claims_what_one_sees_and_for_oneself(server: Server) {
        let house = house(&server).await;
        let bob = house.of("Bob");
        let hidden = house.account("Hidden", "Cid", &[]).await;
        assert_eq!(file(&bob, "account", &hidden, json!({})).await.wrong(), ("row_id", "fields.not_found"));
        let nothing = kernel::new_id().to_string();
        assert_eq!(file(&bob, "account", &nothing, json!({})).await.wrong(), ("row_id", "fields.not_found"), "told the same");
        let seen = house.account("Seen", "Cid", &["Bob"]).await;
        let ann = house.of("Ann");
        let for_bob = json!({ "claimant_id": house.who("Bob"), "respondent_id": house.who("Cid") });
        assert_eq!(file(&ann, "account", &seen, for_bob).await.problem(), (409, "disputes.not_own"));
        assert_eq!(file(&bob, "lead", &seen, json!({})).await.wrong(), ("row_id", "fields.not_found"));
        let other = json!({ "kind": "other" });
        assert_eq!(file(&bob, "account", &seen, other).await.problem(), (409, "disputes.other_kind"));
        let people = json!({ "kind": "other", "row_noun": "people", "row_id": house.who("Cid") });
        assert_eq!(file(&bob, "account", &seen, people).await.problem(), (409, "disputes.not_claimed"));
    }

    async fn it_takes_two_and_they_dispute_once_at_a_time(server: Server) {
        let house = house(&server).await;
        let bob = house.of("Bob");
        let own = house.account("Own", "Bob", &["Cid"]).await;
        assert_eq!(file(&bob, "account", &own, json!({})).await.problem(), (409, "disputes.no_respondent"));
        let oneself = json!({ "respondent_id": house.who("Bob") });
        assert_eq!(file(&bob, "account", &own, oneself).await.problem(), (409, "disputes.one_party"));
        let to_gus = json!({ "respondent_id": house.who("Cid"), "wanted_id": house.who("Gus") });
        assert_eq!(file(&bob, "account", &own, to_gus).await.problem(), (409, "disputes.wanted_whom"));
        let first = file(&bob, "account", &own, json!({ "respondent_id": house.who("Cid") })).await.ok().id();
        let other_way = file(&house.of("Cid"), "account", &own, json!({})).await;
        assert_eq!(other_way.problem(), (409, "disputes.under_way"), "whichever of them began");
        act(&bob, &first, "withdraw", json!({})).await.ok();
        file(&house.of("Cid"), "account", &own, json!({})).await.ok();
    }

    async fn of_a_split_and_of_nothing_else_a_share_is_asked_for(server: Server) {
        let house = house(&server).await;
        let bob = house.of("Bob");
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let deal = json!({ "name": "Racks", "account_id": account, "owner_id": house.who("Cid"), "amount": { "amount": "1200.50", "currency": "CNY" } });
        let deal = house.adm.post("opportunities", deal).await.ok().id();
        assert_eq!(file(&bob, "split", &deal, json!({})).await.wrong(), ("share", "fields.required"));
        assert_eq!(file(&bob, "opportunity", &deal, json!({ "share": 30 })).await.problem(), (409, "disputes.share_of_split"));
        let split = file(&bob, "split", &deal, json!({ "share": 30 })).await.ok().row().clone();
        assert_eq!(split["at_stake"], json!({ "amount": "1200.50", "currency": "CNY" }), "what the deal is worth");
    }

    async fn a_claim_is_worded_better_until_it_is_answered_and_is_not_deleted(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let (bob, cid) = (house.of("Bob"), house.of("Cid"));
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        let path = format!("disputes/{id}");
        let edit = async |client: &testing::Client, mut fields: serde_json::Value| {
            fields["version"] = dispute(&bob, &id).await["version"].clone();
            client.patch(&path, fields).await
        };
        edit(&bob, json!({ "claim": "I found them at the fair." })).await.ok();
        assert_eq!(edit(&cid, json!({ "claim": "Never." })).await.problem(), (409, "disputes.not_claimant"));
        assert_eq!(edit(&house.of("Ann"), json!({ "claim": "Never." })).await.problem(), (409, "disputes.not_claimant"));
        assert_eq!(edit(&bob, json!({ "respondent_id": house.who("Eve") })).await.problem(), (409, "disputes.stays"));
        assert_eq!(edit(&bob, json!({ "state": "closed" })).await.wrong(), ("state", "fields.read_only"));
        act(&cid, &id, "answer", json!({ "answer": "No." })).await.ok();
        assert_eq!(edit(&bob, json!({ "claim": "And more." })).await.problem(), (409, "disputes.answered_already"));
        assert_eq!(bob.delete(&path).await.status, 403);
        assert_eq!(house.adm.delete(&path).await.problem(), (409, "disputes.kept"), "not even by an administrator");
    }
}
