//! From a lead to a deal.

use crate::{act, house::on_each, id, make, read, refused};
use serde_json::json;

#[tokio::test]
async fn a_lead_becomes_an_account_a_contact_and_a_deal() {
    on_each(crate::all, async |house| {
        let lead = json!({
            "company": "Acme", "contact_name": "Lin", "email": "lin@acme.example", "source": "Fair", "estimate": "99.50",
        });
        let lead = make(&house, "leads", lead).await.unwrap();
        assert_eq!((&lead["name"], &lead["first_contact_on"]), (&json!("Acme"), &json!(house.today())));
        let lead = act(&house, "leads", &lead, "convert", json!({})).await.unwrap();
        assert_eq!((&lead["status"], &lead["converted_on"]), (&json!("converted"), &json!(house.today())));
        let of = |field: &str| kernel::record::uuid(&lead, field).expect("it became something");
        assert_eq!(read(&house, "accounts", of("account_id")).await["name"], json!("Acme"));
        let contact = read(&house, "contacts", of("contact_id")).await;
        assert_eq!((&contact["name"], &contact["account_id"]), (&json!("Lin"), &lead["account_id"]));
        let deal = read(&house, "opportunities", of("opportunity_id")).await;
        assert_eq!((&deal["amount"], &deal["source"]), (&json!(9_950), &json!("Fair")));
        assert_eq!(deal["account_id"], lead["account_id"]);
        assert_eq!(refused(act(&house, "leads", &lead, "convert", json!({})).await), "leads.converted_already");
    })
    .await;
}

#[tokio::test]
async fn a_lead_can_join_an_account_that_is_there() {
    on_each(crate::all, async |house| {
        let acme = make(&house, "accounts", json!({ "name": "Acme" })).await.unwrap();
        let lead = make(&house, "leads", json!({ "name": "Acme Works" })).await.unwrap();
        let form = json!({ "account_id": acme["id"], "opportunity": false });
        let lead = act(&house, "leads", &lead, "convert", form).await.unwrap();
        assert_eq!((&lead["account_id"], &lead["opportunity_id"]), (&acme["id"], &json!(null)));
    })
    .await;
}

#[tokio::test]
async fn a_lead_is_converted_by_the_verb_and_not_by_writing_so() {
    on_each(crate::all, async |house| {
        let lead = make(&house, "leads", json!({ "name": "Acme" })).await.unwrap();
        let by_hand = crate::edit(&house, "leads", &lead, json!({ "status": "converted" })).await;
        assert_eq!(refused(by_hand), "leads.convert_first");
        let gone = act(&house, "leads", &lead, "disqualify", json!({ "obstacle": "no_budget" })).await.unwrap();
        assert_eq!((&gone["status"], &gone["obstacle"]), (&json!("unqualified"), &json!("no_budget")));
        let back = act(&house, "leads", &gone, "reopen", json!({})).await.unwrap();
        assert_eq!((&back["status"], &back["obstacle"]), (&json!("working"), &json!(null)));
        assert_eq!(read(&house, "leads", id(&back)).await["status"], json!("working"));
    })
    .await;
}

#[tokio::test]
async fn a_lead_is_qualified_once_and_that_is_news() {
    on_each(crate::all, async |house| {
        let lead = make(&house, "leads", json!({ "name": "Acme" })).await.unwrap();
        let lead = act(&house, "leads", &lead, "qualify", json!({})).await.unwrap();
        assert_eq!(lead["status"], json!("qualified"));
        let lines = kernel::journal::of_row(house.store.reader(), "leads", id(&lead), None, 100).await.unwrap();
        assert_eq!(lines.iter().filter(|line| line.verb == "leads.qualified").count(), 1);
        let converted = act(&house, "leads", &lead, "convert", json!({})).await.unwrap();
        assert_eq!(refused(act(&house, "leads", &converted, "qualify", json!({})).await), "leads.converted_already");
    })
    .await;
}

fn with_activities() -> Vec<kernel::Capability> {
    let mut all = crate::all();
    all.splice(1..1, [access::capability(), activities::capability()]);
    all
}

#[tokio::test]
async fn what_was_done_about_a_lead_goes_on_with_its_deal_or_its_account() {
    on_each(with_activities, async |house| {
        for (form, noun) in [(json!({}), "opportunities"), (json!({ "opportunity": false }), "accounts")] {
            let lead = make(&house, "leads", json!({ "name": "Acme" })).await.unwrap();
            let call = json!({
                "kind": "call", "title": "First call", "subject_noun": "leads", "subject_id": lead["id"],
            });
            let call = make(&house, "activities", call).await.unwrap();
            let lead = act(&house, "leads", &lead, "convert", form).await.unwrap();
            let call = read(&house, "activities", id(&call)).await;
            let onto = if noun == "accounts" { &lead["account_id"] } else { &lead["opportunity_id"] };
            assert_eq!((&call["subject_noun"], &call["subject_id"]), (&json!(noun), onto));
        }
    })
    .await;
}

#[tokio::test]
async fn what_hangs_on_an_account_goes_along_when_it_is_merged() {
    on_each(with_activities, async |house| {
        let account = async |name: &str| make(&house, "accounts", json!({ "name": name })).await.unwrap();
        let (acme, double) = (account("Acme").await, account("Acme Ltd").await);
        let call = json!({ "kind": "call", "title": "Call", "subject_noun": "accounts", "subject_id": double["id"] });
        let call = make(&house, "activities", call).await.unwrap();
        act(&house, "accounts", &double, "merge", json!({ "into_id": acme["id"] })).await.unwrap();
        assert_eq!(read(&house, "activities", id(&call)).await["subject_id"], acme["id"]);
    })
    .await;
}
