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
