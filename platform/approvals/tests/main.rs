//! What approvals promise, through HTTP, on both databases.

mod deciding;
mod guarding;
mod late;
mod moving;
mod signing_off;
mod voiding;

use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Ann leads Oak, where Bob and Cid sell; Una leads the company. Dee leads Pine, where Eve sells.
pub struct House {
    pub company: Company,
    pub adm: Client,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { adm: company.client("Adm"), company }
}

impl House {
    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    /// A flow in force that Una owns. `edition` holds condition and fields, `steps` the steps in order.
    pub async fn flow(&self, noun: &str, act: &str, edition: Value, steps: Vec<Value>) -> String {
        let flow = json!({ "name": format!("{noun} {act}"), "noun": noun, "act": act, "owner_id": self.who("Una") });
        let flow = self.adm.post("approval_flows", flow).await.ok().id();
        let mut edition = edition;
        edition["flow_id"] = json!(flow);
        let edition = self.adm.post("approval_flow_editions", edition).await.ok().id();
        for (at, mut step) in steps.into_iter().enumerate() {
            step["edition_id"] = json!(edition);
            step["place"] = json!(at + 1);
            if step["name"].is_null() {
                step["name"] = json!(format!("Step {}", at + 1));
            }
            self.adm.post("approval_steps", step).await.ok();
        }
        self.adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();
        flow
    }

    /// Accounts of more than 500 people ask the superior, and the head of the company after that.
    pub async fn large_accounts(&self) -> String {
        let condition =
            json!({ "condition": { "field": "employees", "op": "gt", "value": 500 }, "fields": ["employees"] });
        self.flow("accounts", "save", condition, vec![superior(1), superior(2)]).await
    }

    pub fn people(&self, names: &[&str]) -> Value {
        json!(names.iter().map(|name| self.who(name)).collect::<Vec<_>>())
    }
}

pub fn superior(level: i64) -> Value {
    json!({ "who": "superior", "level": level, "mode": "any" })
}

pub async fn account(client: &Client, name: &str) -> String {
    client.post("accounts", json!({ "name": name })).await.ok().id()
}

pub async fn one(client: &Client, noun: &str, id: &str) -> Value {
    client.get(&format!("{noun}/{id}")).await.ok().row().clone()
}

pub async fn change(client: &Client, noun: &str, id: &str, fields: Value) -> Answer {
    let mut fields = fields;
    fields["version"] = one(client, noun, id).await["version"].clone();
    client.patch(&format!("{noun}/{id}"), fields).await
}

pub fn edit(noun: &str, id: &str, form: Value) -> Value {
    json!({ "noun": noun, "id": id, "verb": "edit", "form": form, "reason": "They have grown." })
}

/// Sends an act for approval; the request's id.
pub async fn send(client: &Client, act: Value) -> String {
    let sent = client.post("approvals/send", act).await.ok();
    sent.body["id"].as_str().expect("an id").to_owned()
}

pub async fn whole(client: &Client, id: &str) -> Value {
    client.get(&format!("approvals/{id}/whole")).await.ok().body.clone()
}

pub async fn say(client: &Client, id: &str, verb: &str, form: Value) -> Answer {
    client.post(&format!("approvals/{id}/{verb}"), form).await
}

pub async fn yes(client: &Client, id: &str) -> Value {
    say(client, id, "approve", json!({})).await.ok().row().clone()
}

/// Who is asked now.
pub fn asked(whole: &Value) -> Vec<String> {
    let steps = whole["steps"].as_array().expect("steps");
    let now =
        steps.iter().filter(|step| step["stands"] == "now").flat_map(|step| step["people"].as_array().expect("people"));
    let mut names: Vec<String> = now
        .filter(|one| one["state"] == "open")
        .map(|one| one["person"]["name"].as_str().expect("a name").to_owned())
        .collect();
    names.sort();
    names
}

/// The kinds of what is unread in somebody's inbox.
pub async fn inbox(client: &Client) -> Vec<String> {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    entries.iter().map(|entry| entry["kind"].as_str().expect("a kind").to_owned()).collect()
}
