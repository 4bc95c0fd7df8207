//! What disputes promise, through HTTP, on both databases.

mod appealing;
mod evidence;
mod filing;
mod leaving;
mod ruling;
mod seeing;
mod settling;
mod timing;

use kernel::{Actor, Batch, Origin};
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
    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    /// An account of somebody in whose team another one works, and therefore sees it.
    pub async fn account(&self, name: &str, owner: &str, team: &[&str]) -> String {
        let account = json!({ "name": name, "owner_id": self.who(owner) });
        let account = self.adm.post("accounts", account).await.ok().id();
        for member in team {
            let member = json!({ "account_id": account, "person_id": self.who(member) });
            self.adm.post("account_team_members", member).await.ok();
        }
        account
    }

    pub async fn owner(&self, noun: &str, id: &str) -> Value {
        one(&self.adm, noun, id).await["owner_id"].clone()
    }

    /// Who shares a deal: `["Bob 60", "Cid 40"]`, in alphabetical order.
    pub async fn shares(&self, deal: &str) -> Vec<String> {
        let found =
            self.adm.list("credit_splits", json!({ "field": "opportunity_id", "op": "eq", "value": deal })).await;
        let named = |row: &Value| {
            let person = self.company.people.iter().find(|(_, person)| row["person_id"] == person.as_str());
            format!("{} {}", person.expect("one of ours").0, row["share"])
        };
        let mut shares: Vec<String> = found.ok().body["rows"].as_array().expect("rows").iter().map(named).collect();
        shares.sort();
        shares
    }

    /// Bob claims an account of Cid's, and Cid has answered: Ann has to rule.
    pub async fn answered(&self) -> (String, String) {
        let account = self.account("Acme", "Cid", &["Bob"]).await;
        let id = file(&self.of("Bob"), "account", &account, json!({})).await.ok().id();
        act(&self.of("Cid"), &id, "answer", json!({ "answer": "I have looked after them for years." })).await.ok();
        (id, account)
    }
}

/// What a claim of that kind is about.
fn noun(kind: &str) -> &'static str {
    match kind {
        "account" => "accounts",
        "lead" => "leads",
        _ => "opportunities",
    }
}

pub async fn file(client: &Client, kind: &str, row: &str, more: Value) -> Answer {
    let mut fields = json!({ "kind": kind, "row_noun": noun(kind), "row_id": row, "claim": "I found them." });
    for (name, value) in more.as_object().expect("fields") {
        fields[name.as_str()] = value.clone();
    }
    client.post("disputes", fields).await
}

pub async fn act(client: &Client, id: &str, verb: &str, form: Value) -> Answer {
    client.post(&format!("disputes/{id}/{verb}"), form).await
}

pub async fn rule(client: &Client, id: &str, decision: &str) -> Answer {
    act(client, id, "rule", json!({ "decision": decision, "reasons": "So it was found." })).await
}

pub async fn one(client: &Client, noun: &str, id: &str) -> Value {
    client.get(&format!("{noun}/{id}")).await.ok().row().clone()
}

pub async fn dispute(client: &Client, id: &str) -> Value {
    one(client, "disputes", id).await
}

/// What the inbox says about disputes.
pub async fn inbox(client: &Client) -> Vec<String> {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    let cases = entries.iter().filter(|entry| entry["kind"] == "case");
    cases.map(|entry| entry["text"].as_str().expect("a text").to_owned()).collect()
}

/// A dispute as history brings it in, with the days it had.
pub async fn brought_in(server: &Server, fields: Value) -> String {
    let id = kernel::new_id();
    let mut row = fields.as_object().expect("fields").clone();
    row.insert("id".into(), json!(id));
    row.entry("claim").or_insert_with(|| json!("I found them."));
    let written = server.house.write(Actor::system().through(Origin::Import), None, move |work| {
        Box::pin(async move {
            work.write_batch("disputes", Batch { created: vec![row], changed: Vec::new() }).await.map(|_| ())
        })
    });
    written.await.expect("history is taken as it is told");
    id.to_string()
}
