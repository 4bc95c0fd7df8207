//! What policies promise, through HTTP, on both databases.

mod checking;
mod confirming;
mod linking;
mod publishing;
mod reading;

use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Una leads the company.
pub struct House {
    pub company: Company,
    pub ops: Client,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { ops: company.client("Ops"), company }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    /// A policy of Una's that nobody is addressed by yet, with a draft of one section; its id.
    pub async fn policy(&self, title: &str) -> String {
        let policy = json!({ "title": title, "owner_id": self.who("Una"), "read_within": 10 });
        let policy = self.ops.post("policies", policy).await.ok().id();
        self.draft(&policy, "Scope", "For those who sell.").await;
        policy
    }

    /// A new edition with one section more; its id.
    pub async fn draft(&self, policy: &str, title: &str, body: &str) -> String {
        self.ops.post(&format!("policies/{policy}/draft"), json!({})).await.ok();
        let edition = self.edition(policy, "draft").await;
        let section = json!({ "edition_id": edition, "title": title, "body": body, "place": 9 });
        self.ops.post("policy_sections", section).await.ok();
        edition
    }

    /// The edition of a policy in this state.
    pub async fn edition(&self, policy: &str, state: &str) -> String {
        let whole = whole(&self.ops, policy).await;
        let editions = whole["editions"].as_array().expect("editions");
        let found = editions.iter().find(|edition| edition["state"] == state);
        let found = found.unwrap_or_else(|| panic!("no edition is {state}: {editions:?}"));
        found["id"].as_str().expect("an id").to_owned()
    }

    pub async fn for_unit(&self, policy: &str, unit: &str) -> String {
        let audience = json!({ "policy_id": policy, "whom": "unit", "unit_id": self.company.unit(unit) });
        self.ops.post("policy_audiences", audience).await.ok().id()
    }

    pub async fn publish(&self, policy: &str, form: Value) -> Answer {
        let draft = self.edition(policy, "draft").await;
        self.ops.post(&format!("policy_editions/{draft}/publish"), form).await
    }

    /// A policy in force since today for a unit.
    pub async fn published(&self, title: &str, unit: &str) -> String {
        let policy = self.policy(title).await;
        self.for_unit(&policy, unit).await;
        self.publish(&policy, json!({})).await.ok();
        policy
    }

    /// Who is asked about a policy, by state: `Ann asked, Bob acknowledged`.
    pub async fn asked(&self, policy: &str) -> String {
        let filter = json!({ "field": "policy_id", "op": "eq", "value": policy });
        let page = self.ops.list("policy_acknowledgements", filter).await.ok();
        let rows = page.body["rows"].as_array().expect("rows").clone();
        let name = |id: &Value| {
            let found = self.company.people.iter().find(|(_, known)| id == known.as_str());
            found.map_or("somebody", |(name, _)| name)
        };
        let mut told: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {}", name(&row["person_id"]), row["state"].as_str().expect("a state")))
            .collect();
        told.sort();
        told.join(", ")
    }

    pub async fn confirm(&self, who: &str, policy: &str) -> Answer {
        let client = self.of(who);
        let mine = whole(&client, policy).await["mine"]["id"].as_str().expect("they are asked").to_owned();
        client.post(&format!("policy_acknowledgements/{mine}/acknowledge"), json!({})).await
    }
}

pub async fn whole(client: &Client, policy: &str) -> Value {
    client.get(&format!("policies/{policy}/whole")).await.ok().body.clone()
}

/// Kinds and texts of what is unread in somebody's inbox.
pub async fn inbox(client: &Client) -> Vec<String> {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    let told = |entry: &Value| {
        let title = entry["title"].as_str().unwrap_or_default();
        format!("{} {title}", entry["kind"].as_str().expect("a kind"))
    };
    entries.iter().map(told).collect()
}
