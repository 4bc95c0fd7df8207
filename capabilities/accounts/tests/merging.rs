//! Two accounts are one.

use crate::{
    account, capabilities,
    house::{act, edit, make, on_each, read, refused},
    person,
};
use kernel::Actor;
use serde_json::json;

#[tokio::test]
async fn what_belonged_to_the_one_belongs_to_the_other() {
    on_each(capabilities, async |house| {
        let [ann, bob] = [person(&house, "Ann", None).await, person(&house, "Bob", None).await];
        let [double, acme, branch] = [
            account(&house, "ACME", bob).await,
            account(&house, "Acme", ann).await,
            account(&house, "Acme East", bob).await,
        ];
        edit(&house, "accounts", double, json!({ "code": "A-1", "industry": "retail", "tags": ["fair"] }))
            .await
            .unwrap();
        edit(&house, "accounts", acme, json!({ "industry": "medical", "parent_id": double, "tags": ["old"] }))
            .await
            .unwrap();
        edit(&house, "accounts", branch, json!({ "parent_id": double })).await.unwrap();
        let contact = make(&house, "contacts", json!({ "name": "Cleo", "account_id": double })).await;
        let member = make(&house, "account_team_members", json!({ "account_id": double, "person_id": ann })).await;
        assert_eq!(
            refused(act(&house, "accounts", double, "merge", json!({ "into_id": double })).await),
            "accounts.into_itself"
        );
        let merged = act(&house, "accounts", double, "merge", json!({ "into_id": acme })).await.unwrap();
        assert_eq!(merged["id"], json!(acme));
        assert_eq!((&merged["code"], &merged["industry"]), (&json!("A-1"), &json!("medical")));
        assert_eq!((&merged["owner_id"], &merged["parent_id"]), (&json!(ann), &json!(null)));
        assert_eq!(merged["tags"], json!(["old", "fair"]));
        assert_eq!(read(&house, "contacts", contact).await["account_id"], json!(acme));
        assert_eq!(read(&house, "account_team_members", member).await["account_id"], json!(acme));
        assert_eq!(read(&house, "accounts", branch).await["parent_id"], json!(acme));
        let operator = Actor::operator();
        let reader = house.reader(&operator);
        assert!(reader.record(house.registry.noun("accounts").unwrap(), double).await.is_err());
    })
    .await;
}
