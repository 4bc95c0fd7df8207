//! Who sees an account and what belongs to it.

use crate::{
    account, acting, capabilities,
    house::{edit, make, on_each, refused, try_make, wrong},
    person,
};
use kernel::{Actor, House, Reach, list::Query};
use serde_json::json;
use std::sync::Arc;

async fn seen(house: &Arc<House>, noun: &str, actor: &Actor) -> i64 {
    house.reader(actor).count(house.registry.noun(noun).unwrap(), &Query::default()).await.unwrap()
}

#[tokio::test]
async fn the_line_of_the_owner_and_the_account_team_see_it() {
    on_each(capabilities, async |house| {
        let north = make(&house, "units", json!({ "name": "North", "kind": "region" })).await;
        let oak = make(&house, "units", json!({ "name": "Oak", "parent_id": north })).await;
        let elm = make(&house, "units", json!({ "name": "Elm" })).await;
        let [nat, bob, eve] = [
            person(&house, "Nat", Some(north)).await,
            person(&house, "Bob", Some(oak)).await,
            person(&house, "Eve", Some(elm)).await,
        ];
        let acme = account(&house, "Acme", bob).await;
        make(&house, "contacts", json!({ "name": "Cleo", "account_id": acme })).await;
        let head = acting(&house, nat, Reach::Subtree).await;
        let rep = acting(&house, bob, Reach::Own).await;
        let stranger = acting(&house, eve, Reach::Team).await;
        assert_eq!([seen(&house, "accounts", &head).await, seen(&house, "contacts", &head).await], [1, 1]);
        assert_eq!([seen(&house, "accounts", &rep).await, seen(&house, "contacts", &rep).await], [1, 1]);
        assert_eq!([seen(&house, "accounts", &stranger).await, seen(&house, "contacts", &stranger).await], [0, 0]);

        let member = make(&house, "account_team_members", json!({ "account_id": acme, "person_id": eve })).await;
        assert_eq!([seen(&house, "accounts", &stranger).await, seen(&house, "contacts", &stranger).await], [1, 1]);
        let twice = try_make(&house, "account_team_members", json!({ "account_id": acme, "person_id": eve })).await;
        assert_eq!(refused(twice), "account_team_members.twice");
        edit(&house, "account_team_members", member, json!({ "person_id": bob })).await.unwrap();
        assert_eq!(seen(&house, "accounts", &stranger).await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_account_is_not_a_part_of_itself_and_its_figures_make_sense() {
    on_each(capabilities, async |house| {
        let bob = person(&house, "Bob", None).await;
        let [group, branch] = [account(&house, "Group", bob).await, account(&house, "Branch", bob).await];
        edit(&house, "accounts", branch, json!({ "parent_id": group })).await.unwrap();
        assert_eq!(refused(edit(&house, "accounts", group, json!({ "parent_id": branch })).await), "accounts.circle");
        let too_small = |field: &str| (field.to_owned(), "fields.too_small");
        let nobody = edit(&house, "accounts", group, json!({ "employees": -1 })).await;
        assert_eq!(wrong(nobody), too_small("employees"));
        assert_eq!(refused(edit(&house, "accounts", group, json!({ "founded": 3000 })).await), "accounts.founded");
        let less_than_nothing = edit(&house, "accounts", group, json!({ "annual_revenue": "-0.01" })).await;
        assert_eq!(wrong(less_than_nothing), too_small("annual_revenue"));
        edit(&house, "accounts", group, json!({ "employees": 0, "annual_revenue": "0" })).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_name_like_another_is_found_before_a_second_account_is_made() {
    on_each(capabilities, async |house| {
        let bob = person(&house, "Bob", None).await;
        account(&house, "Acme Corporation", bob).await;
        account(&house, "澄海智控有限公司", bob).await;
        account(&house, "Betasoloin", bob).await;
        let operator = Actor::operator();
        let accounts = house.registry.noun("accounts").unwrap();
        for (name, like) in [("ACME Inc.", "Acme Corporation"), ("澄海智控", "澄海智控有限公司")] {
            let typed = [("name".to_owned(), name.to_owned())].into();
            let found = kernel::alike::find(&house.reader(&operator), accounts, &typed, None).await.unwrap();
            let names: Vec<&str> = found.rows.iter().filter_map(|alike| alike.row["name"].as_str()).collect();
            assert_eq!(names, [like]);
        }
    })
    .await;
}
