//! What named accounts promise, through HTTP, on both databases.

mod approving;
mod editions;
mod naming;
mod protecting;
mod standing;

use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Una leads the company; Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells. Kay is a key-account
/// manager of Oak.
pub struct House {
    pub company: Company,
    pub ops: Client,
    pub kay: Client,
    pub kay_id: String,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    let ops = company.client("Ops");
    let kay_id = ops.post("people", json!({ "name": "Kay", "unit_id": company.unit("Oak") })).await.ok().id();
    let id = kay_id.parse().expect("an id");
    let token = access::make_user_with_token(&server.house, "kay", "Kay", Some(id), &["key_account_manager"]);
    let kay = Client::new(&server.url, Some(token.await.expect("a user")));
    House { company, ops, kay, kay_id }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    pub fn who(&self, name: &str) -> &str {
        if name == "Kay" { &self.kay_id } else { self.company.person(name) }
    }

    /// An account of somebody.
    pub async fn account(&self, name: &str, owner: &str) -> String {
        let row = json!({ "name": name, "owner_id": self.who(owner) });
        self.ops.post("accounts", row).await.ok().id()
    }

    /// A list of key accounts from the beginning of 2026 that Kay keeps up, and its draft.
    pub async fn list(&self, name: &str, unit: &str) -> (String, String) {
        self.list_of(name, unit, json!({})).await
    }

    pub async fn list_of(&self, name: &str, unit: &str, more: Value) -> (String, String) {
        let mut row = json!({
            "name": name, "unit_id": self.company.unit(unit), "from": "2026-01-01", "owner_id": self.kay_id,
        });
        for (field, value) in more.as_object().into_iter().flatten() {
            row[field] = value.clone();
        }
        let list = self.ops.post("named_account_lists", row).await.ok().id();
        let draft = self.draft(&list).await;
        (list, draft)
    }

    pub async fn draft(&self, list: &str) -> String {
        self.ops.post(&format!("named_account_lists/{list}/draft"), json!({})).await.ok();
        let editions = rows(&self.ops, "named_account_editions", "list_id", list).await;
        let draft = editions.iter().find(|edition| edition["state"] == "draft").expect("a draft");
        draft["id"].as_str().expect("an id").to_owned()
    }

    /// Puts an account on an edition.
    pub async fn name(&self, edition: &str, account: &str, more: Value) -> Answer {
        let mut row = json!({ "edition_id": edition, "account_id": account, "person_id": self.kay_id });
        for (field, value) in more.as_object().into_iter().flatten() {
            row[field] = value.clone();
        }
        self.ops.post("named_accounts", row).await
    }

    pub async fn put_in_force(&self, edition: &str, form: Value) -> Answer {
        self.ops.post(&format!("named_account_editions/{edition}/put_in_force"), form).await
    }

    /// The line of an account on an edition.
    pub async fn line(&self, edition: &str, account: &str) -> Value {
        let lines = rows(&self.ops, "named_accounts", "edition_id", edition).await;
        lines.into_iter().find(|line| line["account_id"] == json!(account)).expect("it stands there")
    }
}

pub async fn one(client: &Client, noun: &str, id: &str) -> Value {
    client.get(&format!("{noun}/{id}")).await.ok().row().clone()
}

pub async fn change(client: &Client, noun: &str, id: &str, fields: Value) -> Answer {
    let mut fields = fields;
    fields["version"] = one(client, noun, id).await["version"].clone();
    client.patch(&format!("{noun}/{id}"), fields).await
}

pub async fn rows(client: &Client, noun: &str, field: &str, value: &str) -> Vec<Value> {
    let list = client.list(noun, json!({ "field": field, "op": "eq", "value": value })).await.ok();
    list.body["rows"].as_array().expect("rows").clone()
}
