//! Agreements are issued, accepted, disputed and countersigned, each by whom they bind.

use crate::{Refused, bytes, house, inbox, whole};
use serde_json::json;

testing::both! {
    async fn an_agreement_is_issued_accepted_with_a_reservation_countersigned_and_in_force(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        let bob = house.of("Bob");
        assert_eq!(inbox(&bob).await, ["read Year of Bob"]);
        let text = json!({ "text": "Only if the demo units come in March." });
        house.act("Bob", &agreement, "accept_with_reservation", text).await.ok();
        assert!(inbox(&bob).await.is_empty(), "nothing is left to sign");
        assert_eq!(inbox(&house.of("Ann")).await, ["case Year of Bob"]);
        let silent = house.act("Ann", &agreement, "countersign", json!({})).await;
        assert_eq!(silent.problem(), (409, "agreements.no_reply"));
        house.act("Ann", &agreement, "countersign", json!({ "reply": "They come on 1 March." })).await.ok();
        assert!(inbox(&house.of("Ann")).await.is_empty(), "nor for the superior");
        let told = whole(&bob, &agreement).await;
        assert_eq!((&told["state"], &told["counts_from"]), (&json!("in_force"), &json!(house.year().0)));
        assert_eq!(told["reservation"], "Only if the demo units come in March.");
        assert_eq!(told["reply"], "They come on 1 March.");
        assert_eq!(told["documents"].as_array().expect("documents").len(), 4);
        assert_eq!(inbox(&bob).await, ["case Year of Bob"], "the party hears that it counts");
    }

    async fn nobody_signs_for_another(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        let not_yours = (409, "agreements.not_the_party");
        assert_eq!(house.act("Ops", &agreement, "accept", json!({})).await.problem(), not_yours);
        assert_eq!(house.act("Ann", &agreement, "accept", json!({})).await.problem(), not_yours, "a superior neither");
        assert_eq!(house.act("Una", &agreement, "dispute", json!({ "text": "No." })).await.problem(), not_yours);
        assert_eq!(house.act("Cid", &agreement, "accept", json!({})).await.status, 404);
        assert_eq!(house.act("Bob", &agreement, "countersign", json!({})).await.problem(), (409, "agreements.not_answered"));
        assert_eq!(house.act("Ann", &agreement, "countersign", json!({})).await.problem(), (409, "agreements.not_answered"));
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        assert_eq!(house.act("Bob", &agreement, "accept", json!({})).await.problem(), (409, "agreements.already_answered"));
        assert_eq!(house.act("Una", &agreement, "countersign", json!({})).await.problem(), (409, "agreements.not_the_superior"));
        house.act("Ann", &agreement, "countersign", json!({})).await.ok();
    }

    async fn what_was_issued_is_kept_as_it_is(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        let kept = (409, "agreements.kept");
        let row = house.ops.get(&format!("agreements/{agreement}")).await.ok();
        let change = json!({ "version": row.version(), "scope": "All of it" });
        assert_eq!(house.ops.patch(&format!("agreements/{agreement}"), change).await.problem(), kept);
        assert_eq!(house.kpi(&agreement, json!({ "title": "More" })).await.problem(), kept);
        let kpi = whole(&house.ops, &agreement).await["kpis"][0].clone();
        let id = kpi["id"].as_str().expect("an id");
        let change = json!({ "version": kpi["version"], "target": 1 });
        assert_eq!(house.ops.patch(&format!("agreement_kpis/{id}"), change).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("agreement_kpis/{id}")).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("agreements/{agreement}")).await.problem(), kept);
        house.act("Ops", &agreement, "take_back", json!({})).await.ok();
        house.kpi(&agreement, json!({ "title": "More" })).await.ok();
        let halves = house.act("Ops", &agreement, "issue", json!({})).await;
        assert_eq!(halves.problem(), (409, "agreements.not_whole"), "200 points are too many");
    }

    async fn the_document_is_kept_with_its_hash_in_both_languages(server: Server) {
        let house = house(&server).await;
        let agreement = house.draft("Bob").await;
        let missing = house.ops.get(&format!("agreements/{agreement}/document?kind=issued&language=zh")).await;
        assert_eq!(missing.problem(), (409, "agreements.no_document"));
        house.act("Ops", &agreement, "issue", json!({})).await.ok();
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        house.act("Ann", &agreement, "countersign", json!({})).await.ok();
        let told = whole(&house.ops, &agreement).await;
        let documents = told["documents"].as_array().expect("documents");
        let mut hashes: Vec<&str> = documents.iter().filter_map(|one| one["hash"].as_str()).collect();
        for document in documents {
            let (kind, language) = (document["kind"].as_str().expect("a kind"), document["language"].as_str().expect("one"));
            let path = format!("agreements/{agreement}/document?kind={kind}&language={language}");
            let bytes = bytes(&server, &house.of("Bob"), &path).await;
            assert!(bytes.starts_with(b"%PDF-"), "{kind} {language}");
            assert_eq!(agreements::hash(&bytes), document["hash"].as_str().expect("a hash"));
        }
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 4);
        let other = house.of("Eve").get(&format!("agreements/{agreement}/document?kind=signed&language=zh")).await;
        assert_eq!(other.status, 404);
    }

    async fn a_draft_is_previewed_in_both_languages_marked_as_one_and_never_kept(server: Server) {
        let house = house(&server).await;
        let agreement = house.draft("Bob").await;
        let path = |language: &str| format!("agreements/{agreement}/preview?language={language}");
        let zh = bytes(&server, &house.ops, &path("zh")).await;
        let en = bytes(&server, &house.of("Bob"), &path("en")).await;
        assert!(zh.starts_with(b"%PDF-") && en.starts_with(b"%PDF-"));
        assert_ne!(zh, en);
        // A text of metadata stands as it is in PDF/A, so that archives can read it.
        let says = |document: &[u8], text: &str| document.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(says(&zh, "草稿 · 目标责任书"), "the title says it");
        assert!(says(&en, "Draft · Business Target Agreement"));
        assert_eq!(house.ops.get(&path("fr")).await.problem(), (409, "agreements.no_document"));
        assert_eq!(house.of("Eve").get(&path("zh")).await.status, 404);
        let told = whole(&house.ops, &agreement).await;
        assert_eq!((&told["documents"], &told["state"]), (&json!([]), &json!("draft")));
        let kept = house.ops.get(&format!("agreements/{agreement}/document?kind=issued&language=zh")).await;
        assert_eq!(kept.problem(), (409, "agreements.no_document"));
        house.act("Ops", &agreement, "issue", json!({})).await.ok();
        assert_eq!(house.ops.get(&path("zh")).await.problem(), (409, "agreements.no_preview"));
    }

    async fn a_disputed_one_is_amended_or_withdrawn(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        house.act("Bob", &agreement, "dispute", json!({ "text": " " })).await.refused("fields.required");
        house.act("Bob", &agreement, "dispute", json!({ "text": "1,200 cannot be reached." })).await.ok();
        assert_eq!(house.act("Ann", &agreement, "countersign", json!({})).await.problem(), (409, "agreements.not_answered"));
        let next = house.act("Ann", &agreement, "amend", json!({ "news": "1,000 now" })).await.ok();
        assert_eq!((&next.row()["edition"], &next.row()["state"]), (&json!(2), &json!("draft")));
        let again = house.act("Ann", &agreement, "amend", json!({})).await;
        assert_eq!(again.problem(), (409, "agreements.being_amended"));
        house.act("Ann", &agreement, "withdraw", json!({ "reason": "Edition 2 instead" })).await.ok();
        assert_eq!(whole(&house.ops, &agreement).await["state"], "withdrawn");
    }

    async fn nobody_writes_their_own_agreement(server: Server) {
        let house = house(&server).await;
        let ann = house.of("Ann");
        let (from, to) = house.year();
        let own = json!({ "name": "Mine", "party_id": house.who("Ann"), "from": from, "to": to });
        ann.post("agreements", own).await.refused("agreements.own");
        let agreement = house.draft("Ann").await;
        ann.post(&format!("agreements/{agreement}/issue"), json!({})).await.refused("agreements.own");
        let alone = json!({ "name": "Hers", "party_id": house.who("Una"), "from": from, "to": to });
        house.ops.post("agreements", alone).await.refused("agreements.no_superior");
        let both = json!({ "name": "His", "party_id": house.who("Bob"), "superior_id": house.who("Bob"), "from": from, "to": to });
        house.ops.post("agreements", both).await.refused("agreements.with_oneself");
    }
}
