//! A ruling, and what it does to the row.

use crate::{act, dispute, file, house, inbox, one, rule};
use serde_json::{Value, json};

testing::both! {
    async fn both_are_heard_before_the_arbiter_rules(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        assert_eq!(rule(&ann, &id, "claimant").await.problem(), (409, "disputes.answer_awaited"));
        for stranger in [&bob, &ann] {
            assert_eq!(act(stranger, &id, "answer", json!({ "answer": "So." })).await.problem(), (409, "disputes.not_respondent"));
        }
        let answered = act(&cid, &id, "answer", json!({ "answer": "I have looked after them." })).await.ok().row().clone();
        assert_eq!((&answered["state"], &answered["answered_on"]), (&json!("answered"), &json!(server.house.today())));
        assert_eq!(act(&cid, &id, "answer", json!({ "answer": "And more." })).await.problem(), (409, "disputes.answered_already"));
        for party in [&bob, &cid] {
            assert_eq!(rule(party, &id, "claimant").await.problem(), (409, "disputes.not_arbiter"));
        }
        assert_eq!(rule(&house.of("Una"), &id, "claimant").await.status, 403, "the director sees it; it is not hers to decide");
        rule(&ann, &id, "claimant").await.ok();
    }

    async fn what_was_decided_happens_in_the_same_piece(server: Server) {
        let house = house(&server).await;
        let (id, account) = house.answered().await;
        let deal = json!({ "name": "Racks", "account_id": account, "owner_id": house.who("Cid") });
        let deal = house.adm.post("opportunities", deal).await.ok().id();
        let ruled = rule(&house.of("Ann"), &id, "claimant").await.ok().row().clone();
        assert_eq!((&ruled["state"], &ruled["days_to_ruling"]), (&json!("ruled"), &json!(0)));
        assert_eq!((&ruled["ruled_by_id"], &ruled["held_by_id"]), (&json!(house.who("Ann")), &json!(house.who("Bob"))));
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"));
        assert_eq!(house.owner("opportunities", &deal).await, house.who("Bob"), "by the account's own verb, which takes open deals along");
        let story = house.of("Ann").get(&format!("accounts/{account}/timeline")).await.ok().body;
        let handed = story["entries"].as_array().expect("entries").iter().find(|entry| entry["verb"] == "hand_over").expect("it is told");
        assert_eq!((&handed["who"]["name"], &handed["cause"]["dispute"]), (&json!("Ann"), &json!(id)), "{handed}");
        assert_eq!(rule(&house.of("Ann"), &id, "respondent").await.problem(), (409, "disputes.ended"));
    }

    async fn for_the_respondent_or_dismissed_nothing_moves(server: Server) {
        let house = house(&server).await;
        for decision in ["respondent", "dismissed"] {
            let (id, account) = house.answered().await;
            let ruled = rule(&house.of("Ann"), &id, decision).await.ok().row().clone();
            assert_eq!((&ruled["state"], &ruled["decision"]), (&json!("ruled"), &json!(decision)));
            assert_eq!(house.owner("accounts", &account).await, house.who("Cid"));
        }
    }

    async fn leads_and_deals_change_hands_by_their_own_verbs(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let account = house.account("Acme", "Bob", &["Cid"]).await;
        let lead = bob.post("leads", json!({ "name": "Fair" })).await.ok().id();
        let deal = bob.post("opportunities", json!({ "name": "Racks", "account_id": account })).await.ok().id();
        for (kind, noun, row) in [("lead", "leads", &lead), ("opportunity", "opportunities", &deal)] {
            // Bob has it and wants it said: the decision against him hands it over.
            let id = file(&bob, kind, row, json!({ "respondent_id": house.who("Cid") })).await.ok().id();
            act(&cid, &id, "answer", json!({ "answer": "It is mine." })).await.ok();
            rule(&ann, &id, "respondent").await.ok();
            assert_eq!(house.owner(noun, row).await, house.who("Cid"), "{kind}");
        }
    }

    async fn shared_means_that_both_stand_in_the_team(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let account = house.account("Acme", "Bob", &[]).await;
        let deal = bob.post("opportunities", json!({ "name": "Racks", "account_id": account })).await.ok().id();
        let id = file(&bob, "opportunity", &deal, json!({ "respondent_id": house.who("Cid") })).await.ok().id();
        act(&cid, &id, "answer", json!({ "answer": "We did it together." })).await.ok();
        assert_eq!(cid.get(&format!("opportunities/{deal}")).await.status, 404);
        rule(&ann, &id, "shared").await.ok();
        assert_eq!(house.owner("opportunities", &deal).await, house.who("Bob"));
        cid.get(&format!("opportunities/{deal}")).await.ok();
        let lead = bob.post("leads", json!({ "name": "Fair" })).await.ok().id();
        let lonely = file(&bob, "lead", &lead, json!({ "respondent_id": house.who("Cid") })).await.ok().id();
        act(&cid, &lonely, "answer", json!({ "answer": "Together, too." })).await.ok();
        assert_eq!(rule(&ann, &lonely, "shared").await.problem(), (409, "disputes.cannot_share"));
    }

    async fn of_a_split_the_share_is_decided(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let deal = bob.post("opportunities", json!({ "name": "Racks" })).await.ok().id();
        let asked = json!({ "respondent_id": house.who("Cid"), "share": 60 });
        let id = file(&bob, "split", &deal, asked).await.ok().id();
        act(&cid, &id, "answer", json!({ "answer": "Half each." })).await.ok();
        assert_eq!(rule(&ann, &id, "shared").await.problem(), (409, "disputes.share_needed"));
        let half = json!({ "decision": "shared", "reasons": "Both were there.", "share": 50 });
        let ruled = act(&ann, &id, "rule", half).await.ok().row().clone();
        assert_eq!(ruled["ruled_share"], json!(50));
        assert_eq!(house.owner("opportunities", &deal).await, house.who("Bob"), "whose deal it is does not change by that");
        assert_eq!(house.shares(&deal).await, ["Bob 50", "Cid 50"]);
    }

    async fn a_split_of_a_won_deal_is_divided_in_the_ledger_with_the_arbiters_rights(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let deal = cid.post("opportunities", json!({ "name": "Racks", "amount": "1000" })).await.ok().id();
        house.adm.post(&format!("opportunities/{deal}/share_credit"), json!({ "splits": [
            { "person_id": house.who("Cid"), "share": 80 }, { "person_id": house.who("Eve"), "share": 20 },
        ] })).await.ok();
        cid.post(&format!("opportunities/{deal}/win"), json!({})).await.ok();
        let asked = json!({ "respondent_id": house.who("Cid"), "share": 60 });
        // Bob sees the deal because he works on its account.
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let version = house.adm.get(&format!("opportunities/{deal}")).await.ok().row()["version"].clone();
        house.adm.patch(&format!("opportunities/{deal}"), json!({ "version": version, "account_id": account })).await.ok();
        let id = file(&bob, "split", &deal, asked).await.ok().id();
        act(&cid, &id, "answer", json!({ "answer": "A third." })).await.ok();
        let third = json!({ "decision": "shared", "reasons": "Both were there.", "share": 30 });
        act(&ann, &id, "rule", third).await.ok();
        assert_eq!(house.shares(&deal).await, ["Bob 30", "Cid 50", "Eve 20"], "the third keeps hers");
        let ruled = house.adm.list("credits", json!({ "and": [
            { "field": "opportunity_id", "op": "eq", "value": deal },
            { "field": "why", "op": "eq", "value": "ruling" },
        ] })).await.ok();
        let standing: Vec<_> = ruled.body["rows"].as_array().expect("lines").iter()
            .filter(|line| line["kind"] == "split" && line["reverses_id"].is_null())
            .map(|line| line["amount"]["amount"].as_str().expect("an amount").to_owned())
            .collect();
        assert_eq!(standing.len(), 2);
        assert!(standing.contains(&"300.00".to_owned()) && standing.contains(&"500.00".to_owned()), "{standing:?}");
        assert!(ruled.body["rows"][0]["note"].as_str().expect("a note").contains("Racks"));
    }

    async fn a_row_that_changed_hands_closed_or_went_meanwhile_is_not_given_away(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let (id, account) = house.answered().await;
        house.adm.post(&format!("accounts/{account}/hand_over"), json!({ "to_id": house.who("Gus") })).await.ok();
        assert_eq!(rule(&ann, &id, "claimant").await.problem(), (409, "disputes.changed_hands"));
        assert_eq!(house.owner("accounts", &account).await, house.who("Gus"));
        assert_eq!(dispute(&ann, &id).await["state"], "answered", "nothing of it stays");
        rule(&ann, &id, "dismissed").await.ok();

        let lead = bob.post("leads", json!({ "name": "Fair" })).await.ok().id();
        let lost = file(&bob, "lead", &lead, json!({ "respondent_id": house.who("Cid") })).await.ok().id();
        act(&cid, &lost, "answer", json!({ "answer": "Mine." })).await.ok();
        bob.post(&format!("leads/{lead}/disqualify"), json!({ "obstacle": "no_budget" })).await.ok();
        assert_eq!(rule(&ann, &lost, "respondent").await.problem(), (409, "disputes.row_closed"));

        let gone = house.account("Gone", "Cid", &["Bob"]).await;
        let about = file(&bob, "account", &gone, json!({})).await.ok().id();
        act(&cid, &about, "answer", json!({ "answer": "Mine." })).await.ok();
        house.adm.delete(&format!("accounts/{gone}")).await.ok();
        assert_eq!(rule(&ann, &about, "claimant").await.problem(), (409, "disputes.row_gone"));
        act(&bob, &about, "withdraw", json!({})).await.ok();
    }

    async fn an_arbiter_without_the_right_to_the_row_does_not_give_it_away(server: Server) {
        let house = house(&server).await;
        let roles = house.adm.list("roles", json!({ "field": "name", "op": "eq", "value": "manager" })).await.ok().body["rows"][0].clone();
        let mut grants = roles["grants"].clone();
        grants["accounts"]["verbs"] = json!({});
        let narrowed = json!({ "version": roles["version"], "grants": grants });
        house.adm.patch(&format!("roles/{}", roles["id"].as_str().expect("an id")), narrowed).await.ok();
        let (id, account) = house.answered().await;
        assert_eq!(rule(&house.of("Ann"), &id, "claimant").await.status, 403);
        assert_eq!(house.owner("accounts", &account).await, house.who("Cid"));
    }

    async fn what_is_guarded_stays_guarded(server: Server) {
        let house = house(&server).await;
        let adm = &house.adm;
        let flow = json!({ "name": "Handing over", "noun": "accounts", "act": "hand_over", "owner_id": house.who("Una") });
        let flow = adm.post("approval_flows", flow).await.ok().id();
        let edition = adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
        let step = json!({ "edition_id": edition, "place": 1, "name": "Superior", "who": "superior", "level": 1, "mode": "any" });
        adm.post("approval_steps", step).await.ok();
        adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();
        let (id, account) = house.answered().await;
        let ann = house.of("Ann");
        assert_eq!(rule(&ann, &id, "claimant").await.problem().1, "approvals.wanted");
        assert_eq!(house.owner("accounts", &account).await, house.who("Cid"));
        let form = json!({ "decision": "claimant", "reasons": "So it was found." });
        let sent = json!({ "noun": "disputes", "id": id, "verb": "rule", "form": form, "reason": "Both were heard." });
        let sent = ann.post("approvals/send", sent).await.ok();
        let request = sent.body["id"].as_str().expect("an id").to_owned();
        house.of("Una").post(&format!("approvals/{request}/approve"), json!({})).await.ok();
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"), "once Una has agreed");
        let ruled = dispute(&ann, &id).await;
        assert_eq!((&ruled["state"], &ruled["ruled_by_id"]), (&json!("ruled"), &json!(house.who("Ann"))));
    }

    async fn an_arbiter_passes_it_up_with_a_reason(server: Server) {
        let house = house(&server).await;
        let (id, account) = house.answered().await;
        let reason = json!({ "reason": "Bob is my cousin." });
        assert_eq!(act(&house.of("Bob"), &id, "pass_up", reason.clone()).await.problem(), (409, "disputes.not_arbiter"));
        let passed = act(&house.of("Ann"), &id, "pass_up", reason.clone()).await.ok().row().clone();
        assert_eq!((&passed["arbiter_id"], &passed["passed_up_reason"]), (&json!(house.who("Una")), &json!("Bob is my cousin.")));
        assert_eq!(rule(&house.of("Ann"), &id, "claimant").await.status, 403);
        assert_eq!(act(&house.of("Una"), &id, "pass_up", reason).await.problem(), (409, "disputes.nobody_higher"));
        rule(&house.of("Una"), &id, "claimant").await.ok();
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"));
    }

    async fn whom_it_concerns_is_told_as_it_goes_on(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        assert_eq!((inbox(&bob).await.len(), inbox(&cid).await, inbox(&ann).await), (0, vec!["Dispute: Filed".into()], vec!["Dispute: Filed".into()]));
        act(&cid, &id, "answer", json!({ "answer": "Mine." })).await.ok();
        assert_eq!(inbox(&ann).await, ["Dispute: Answered"], "how it stands, once");
        assert_eq!(inbox(&bob).await, ["Dispute: Answered"]);
        rule(&ann, &id, "claimant").await.ok();
        assert_eq!((inbox(&bob).await, inbox(&cid).await), (vec!["Dispute: Ruled".to_owned()], vec!["Dispute: Ruled".to_owned()]));
        assert_eq!(inbox(&house.of("Eve")).await, Vec::<String>::new());
        let chinese = cid.get("inbox?locale=zh").await.ok().body;
        assert!(chinese.to_string().contains("争议：已裁决"), "{chinese}");
    }

    async fn two_who_write_at_once_do_not_both_get_their_way(server: Server) {
        let house = house(&server).await;
        let (id, _) = house.answered().await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let (ruled, withdrawn) = tokio::join!(rule(&ann, &id, "claimant"), act(&bob, &id, "withdraw", json!({})));
        let good = [ruled.status, withdrawn.status].iter().filter(|status| **status == 200).count();
        assert_eq!(good, 1, "{} {}", ruled.body, withdrawn.body);
        let state = one(&ann, "disputes", &id).await["state"].clone();
        assert!(state == "ruled" || state == "withdrawn", "{state}");
        assert_ne!(state, Value::Null);
    }
}
