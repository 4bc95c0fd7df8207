//! Who of the company can sign in, with the password that the sign-in page shows.

use std::sync::Arc;

use access::NewUser;
use kernel::{House, Result};

use super::organization::Organization;
use crate::company::{PEOPLE, Person, Role};

/// Only the demo has a password that is known, and the page where one signs in shows it.
const PASSWORD: &str = "clearsea";

/// The sign-ins that are worth showing, the ones that see most first.
const SHOWN: &[&str] =
    &["director", "east", "rep", "key", "operations", "analyst", "success", "finance", "people", "admin"];

pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    for login in SHOWN {
        let person = PEOPLE.iter().find(|person| person.login == *login).expect("a test finds all of them");
        let user = NewUser {
            login: (*login).into(),
            name: person.name.into(),
            password: Some(PASSWORD.into()),
            person_id: Some(company.person(login)),
            roles: vec![role(person).into()],
            locale: None,
        };
        access::create_demo_user(house, user, person.title).await?;
    }
    Ok(())
}

fn role(person: &Person) -> &'static str {
    match person.role {
        Role::Administrator => "administrator",
        Role::Director => "director",
        Role::Manager => "manager",
        Role::Rep => "rep",
        Role::SalesOperations => "sales_operations",
        Role::Analyst => "analyst",
        Role::KeyAccountManager => "key_account_manager",
        Role::CustomerSuccess => "customer_success",
        Role::Finance => "finance",
        Role::HumanResources => "hr",
    }
}
