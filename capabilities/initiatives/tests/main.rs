//! What paths and initiatives promise, through HTTP, on both databases.

mod aiming;
mod board;
mod granting;
mod importing;
mod landing;
mod leaving;
mod planning;
mod seeing;

use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Una leads the company.
pub struct House {
    pub company: Company,
    pub adm: Client,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { adm: company.client("Adm"), company }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    /// Ann's path for Oak in 2026: won amount from 100 to 160.
    pub async fn path(&self, more: Value) -> String {
        let path = json!({
            "name": "Oak 2026", "owner_id": self.who("Ann"), "metric": "won_amount", "unit_id": self.company.unit("Oak"),
            "from": "2026-01-01", "to": "2026-12-31", "target": 160, "trend": 100,
        });
        self.adm.post("paths", with(path, more)).await.ok().id()
    }

    /// An initiative of somebody over the year 2026.
    pub async fn initiative(&self, name: &str, owner: &str, more: Value) -> String {
        let initiative = json!({
            "name": name, "kind": "new_customers", "owner_id": self.who(owner), "from": "2026-01-01", "to": "2026-12-31",
            "lift": 50,
        });
        self.adm.post("initiatives", with(initiative, more)).await.ok().id()
    }

    /// One that runs since today, and its first landing check.
    pub async fn running(&self, server: &Server, more: Value) -> (String, String) {
        let today = server.house.today();
        let year = today.checked_add_months(chrono::Months::new(12)).expect("a day");
        let span = json!({ "metric": "won_amount", "from": today, "to": year, "unit_id": self.company.unit("Oak") });
        let id = self.initiative("Fairs", "Bob", with(span, more)).await;
        act(&self.of("Bob"), "initiatives", &id, "start", json!({})).await.ok();
        let checks = rows(&self.adm, "landing_checks", "initiative_id", &id).await;
        (id, checks[0]["id"].as_str().expect("an id").to_owned())
    }

    pub async fn resource(&self, name: &str, owner: &str, more: Value) -> String {
        let resource = json!({
            "name": name, "kind": "budget", "owner_id": self.who(owner), "currency": "CNY",
            "amount": { "amount": "1000.00", "currency": "CNY" },
        });
        self.adm.post("initiative_resources", with(resource, more)).await.ok().id()
    }

    pub async fn uses(&self, resource: &str, initiative: &str, share: Value) -> Answer {
        let uses = json!({ "resource_id": resource, "initiative_id": initiative, "share": share });
        self.adm.post("initiative_resource_uses", uses).await
    }
}

pub fn with(mut fields: Value, more: Value) -> Value {
    for (name, value) in more.as_object().expect("fields") {
        fields[name.as_str()] = value.clone();
    }
    fields
}

pub async fn act(client: &Client, noun: &str, id: &str, verb: &str, form: Value) -> Answer {
    client.post(&format!("{noun}/{id}/{verb}"), form).await
}

pub async fn one(client: &Client, noun: &str, id: &str) -> Value {
    client.get(&format!("{noun}/{id}")).await.ok().row().clone()
}

pub async fn rows(client: &Client, noun: &str, field: &str, value: &str) -> Vec<Value> {
    let page = client.list(noun, json!({ "field": field, "op": "eq", "value": value })).await.ok();
    page.body["rows"].as_array().expect("rows").clone()
}

pub async fn change(client: &Client, noun: &str, id: &str, fields: Value) -> Answer {
    let version = client.get(&format!("{noun}/{id}")).await.ok().version();
    client.patch(&format!("{noun}/{id}"), with(fields, json!({ "version": version }))).await
}

/// Kinds of the findings on a board, in their order.
pub fn findings(board: &Value) -> Vec<String> {
    let found = board["findings"].as_array().expect("findings");
    found
        .iter()
        .map(|one| format!("{} {}", one["kind"].as_str().expect("a kind"), one["name"].as_str().expect("a name")))
        .collect()
}

/// Kinds and titles of what is in somebody's inbox.
pub async fn inbox(client: &Client) -> Vec<String> {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    let told = |entry: &Value| {
        format!("{} {}", entry["kind"].as_str().expect("a kind"), entry["title"].as_str().unwrap_or_default())
    };
    entries.iter().map(told).collect()
}
