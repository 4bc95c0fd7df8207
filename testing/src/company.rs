//! A small company with everybody whom tests act as.

use crate::{Client, Server};
use kernel::Actor;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Company ⊃ North (teams Oak and Pine) and South (team Elm). Oak: Ann leads, Bob and Cid sell. Pine: Dee leads, Eve
/// sells. Elm: Fay leads, Gus sells. Una leads the company.
pub struct Company {
    pub units: BTreeMap<&'static str, String>,
    pub people: BTreeMap<&'static str, String>,
    tokens: BTreeMap<&'static str, String>,
    url: String,
}

const UNITS: [(&str, Option<&str>, &str); 6] = [
    ("Company", None, "company"),
    ("North", Some("Company"), "region"),
    ("South", Some("Company"), "region"),
    ("Oak", Some("North"), "team"),
    ("Pine", Some("North"), "team"),
    ("Elm", Some("South"), "team"),
];

/// Person, unit, leads it, role.
const PEOPLE: [(&str, &str, bool, &str); 8] = [
    ("Una", "Company", true, "director"),
    ("Ann", "Oak", true, "manager"),
    ("Bob", "Oak", false, "rep"),
    ("Cid", "Oak", false, "rep"),
    ("Dee", "Pine", true, "manager"),
    ("Eve", "Pine", false, "rep"),
    ("Fay", "Elm", true, "manager"),
    ("Gus", "Elm", false, "rep"),
];

impl Company {
    pub(crate) async fn found(server: &Server) -> Self {
        let mut units = BTreeMap::new();
        for (name, parent, kind) in UNITS {
            let mut unit = json!({ "name": name, "kind": kind });
            if let Some(parent) = parent {
                unit["parent_id"] = json!(units[parent]);
            }
            units.insert(name, make(server, "units", unit).await);
        }
        let mut people = BTreeMap::new();
        let mut tokens = BTreeMap::new();
        for (name, unit, leads, role) in PEOPLE {
            let person = make(server, "people", json!({ "name": name })).await;
            make(server, "memberships", json!({ "person_id": person, "unit_id": units[unit], "main": true })).await;
            if leads {
                edit(server, "units", &units[unit], json!({ "leader_id": person })).await;
            }
            let id = person.parse().expect("an id");
            tokens.insert(name, user(server, name, Some(id), role).await);
            people.insert(name, person);
        }
        tokens.insert("Ops", user(server, "Ops", None, "sales_operations").await);
        tokens.insert("Adm", user(server, "Adm", None, "administrator").await);
        Self { units, people, tokens, url: server.url.clone() }
    }

    /// Acts as a person of the company, or as `Ops` (sales operations) or `Adm` (administrator).
    pub fn client(&self, name: &str) -> Client {
        let token = self.tokens.get(name).unwrap_or_else(|| panic!("nobody is called {name}"));
        Client::new(&self.url, Some(token.clone()))
    }

    pub fn person(&self, name: &str) -> &str {
        &self.people[name]
    }

    pub fn unit(&self, name: &str) -> &str {
        &self.units[name]
    }
}

async fn user(server: &Server, name: &str, person: Option<sea_orm::prelude::Uuid>, role: &str) -> String {
    access::make_user_with_token(&server.house, &name.to_lowercase(), name, person, &[role])
        .await
        .unwrap_or_else(|error| panic!("user {name}: {error}"))
}

/// Makes a row as the local operator; its id.
pub(crate) async fn make(server: &Server, noun: &'static str, input: Value) -> String {
    let input = input.as_object().cloned().expect("a row is an object");
    let (row, _) = server
        .house
        .write(Actor::operator(), None, move |work| Box::pin(async move { work.create_record(noun, &input).await }))
        .await
        .unwrap_or_else(|error| panic!("{noun}: {error:?}"));
    row["id"].as_str().expect("a row has an id").to_owned()
}

async fn edit(server: &Server, noun: &'static str, id: &str, input: Value) {
    let id: sea_orm::prelude::Uuid = id.parse().expect("an id");
    let input = input.as_object().cloned().expect("a row is an object");
    server
        .house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let house = work.house.clone();
                let row = work.unscoped(house.registry.known(noun)?, id).await?;
                let version = row["version"].as_i64().unwrap_or_default();
                work.edit_record(noun, id, version, &input).await
            })
        })
        .await
        .unwrap_or_else(|error| panic!("{noun}: {error:?}"));
}
