//! Personal data can be destroyed, in the journal too.

use crate::{
    account, capabilities,
    house::{act, edit, make, on_each, refused},
    person,
};
use serde_json::json;

#[tokio::test]
async fn an_erased_contact_is_nowhere_any_more() {
    on_each(capabilities, async |house| {
        let ann = person(&house, "Ann", None).await;
        let acme = account(&house, "Acme", ann).await;
        let row =
            json!({ "name": "Cleo Kwon", "account_id": acme, "email": "cleo@acme.example", "phone": "+86 21 5550" });
        let contact = make(&house, "contacts", row).await;
        edit(&house, "contacts", contact, json!({ "email": "kwon@acme.example" })).await.unwrap();
        let erased = act(&house, "contacts", contact, "erase", json!({})).await.unwrap();
        assert_eq!((&erased["email"], &erased["phone"]), (&json!(null), &json!(null)));
        assert_eq!(erased["erased_on"], json!(house.today()));
        assert_eq!(refused(act(&house, "contacts", contact, "erase", json!({})).await), "contacts.already_erased");

        let mut lines = kernel::journal::of_row(house.store.reader(), "contacts", contact, None, 100).await.unwrap();
        assert_eq!(lines.len(), 4, "made, edited, erased, noted");
        house.secrets.reveal(house.store.reader(), &mut lines).await.unwrap();
        let said: String = lines.iter().map(|line| line.changes.to_string()).collect();
        for personal in ["Cleo", "Kwon", "acme.example", "5550"] {
            assert!(!said.contains(personal), "{personal} is still told: {said}");
        }
    })
    .await;
}
