//! What notices promise: through HTTP, on both databases, against a mail server and receivers that listen on loopback.

mod channels;
mod dispatches;
mod enclosing;
mod letters;
mod mailbox;
mod reach;
mod receivers;
mod robots;
mod summaries;

use chrono::{DateTime, Days, NaiveTime, Utc};
use mailbox::Mailbox;
use notices::{MailSettings, Post, PostSettings, Security};
use serde_json::{Value, json};
use testing::{Client, Company, Server};

pub const PASSWORD: &str = "correct horse";

/// Tomorrow at noon where the company is: nobody sleeps, and all that happened has happened.
pub fn noon() -> DateTime<Utc> {
    at_utc(1, 4)
}

/// So many days from today, at an hour of UTC; Shanghai is eight hours ahead.
pub fn at_utc(days: u64, hour: u32) -> DateTime<Utc> {
    let day = Utc::now().date_naive() + Days::new(days);
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour")).and_utc()
}

/// A company whose server sends mail to a mail server on loopback.
pub struct Out {
    pub company: Company,
    pub adm: Client,
    pub mailbox: Mailbox,
}

pub fn settings(mailbox: &Mailbox) -> PostSettings {
    PostSettings {
        mail: Some(MailSettings {
            host: "127.0.0.1".to_owned(),
            port: Some(mailbox.port),
            security: Security::None,
            user: Some("crm".to_owned()),
            password: Some(PASSWORD.to_owned()),
            from: "Clearsea <crm@clearsea.example>".to_owned(),
        }),
        public_address: Some("https://crm.clearsea.example".to_owned()),
        private_webhooks: true,
        authorities: None,
        language: "en",
    }
}

pub fn give(server: &Server, settings: PostSettings) {
    server.house.give(Post::new(settings).expect("the settings are sound"));
}

pub async fn out(server: &Server) -> Out {
    let mailbox = Mailbox::open().await;
    give(server, settings(&mailbox));
    let company = server.company().await;
    let adm = company.client("Adm");
    for name in ["Ann", "Bob", "Cid", "Una"] {
        let mail = json!({ "email": format!("{}@clearsea.example", name.to_lowercase()) });
        change(&adm, "people", company.person(name), mail).await;
    }
    Out { company, adm, mailbox }
}

/// Collects and sends, at noon.
pub async fn round(server: &Server) -> usize {
    round_at(server, noon()).await
}

pub async fn round_at(server: &Server, at: DateTime<Utc>) -> usize {
    notices::round(&server.house, at, None).await.unwrap_or_else(|error| panic!("the round: {error:?}"))
}

pub async fn change(client: &Client, noun: &str, id: &str, fields: Value) {
    let mut fields = fields;
    fields["version"] = client.get(&format!("{noun}/{id}")).await.ok().row()["version"].clone();
    client.patch(&format!("{noun}/{id}"), fields).await.ok();
}

pub async fn account(client: &Client, name: &str) -> String {
    client.post("accounts", json!({ "name": name })).await.ok().id()
}

pub async fn comment(client: &Client, account: &str, text: &str) {
    let said = json!({ "subject_noun": "accounts", "subject_id": account, "kind": "comment", "body": text });
    client.post("activities", said).await.ok();
}

pub async fn choose(client: &Client, choice: Value) -> Value {
    let put = reqwest::Method::PUT;
    client.send(put, "notices/preferences", Some(choice), &[]).await.ok().body
}

impl Out {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    /// Dispatches, oldest first.
    pub async fn dispatches(&self) -> Vec<Value> {
        let all = self.adm.get("dispatches?sort=created_at&limit=200").await.ok().body;
        all["rows"].as_array().expect("rows").clone()
    }

    /// Their states, oldest first.
    pub async fn states(&self) -> Vec<String> {
        let text = |row: &Value| row["state"].as_str().expect("a state").to_owned();
        self.dispatches().await.iter().map(text).collect()
    }

    /// Accounts of more than 500 people ask the superior; Bob wants to make such a one. The id of his request.
    pub async fn a_request_of_bobs(&self) -> String {
        let una = self.company.person("Una");
        let flow = json!({ "name": "Large accounts", "noun": "accounts", "act": "save", "owner_id": una });
        let flow = self.adm.post("approval_flows", flow).await.ok().id();
        let large = json!({ "field": "employees", "op": "gt", "value": 500 });
        let edition = json!({ "flow_id": flow, "condition": large, "fields": ["employees"] });
        let edition = self.adm.post("approval_flow_editions", edition).await.ok().id();
        let step = json!({
            "edition_id": edition, "place": 1, "name": "Superior", "who": "superior", "level": 1, "mode": "any",
        });
        self.adm.post("approval_steps", step).await.ok();
        self.adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();
        let act = json!({
            "noun": "accounts", "verb": "create", "form": { "name": "Grand Hotel", "employees": 900 },
            "reason": "The margin is 41 %.",
        });
        let sent = self.of("Bob").post("approvals/send", act).await.ok();
        sent.body["id"].as_str().expect("an id").to_owned()
    }

    /// A channel, connected to that address.
    pub async fn channel(&self, kind: &str, url: &str, secret: &str, hears: Value) -> String {
        connected(&self.adm, kind, url, secret, hears).await
    }
}

pub async fn connected(client: &Client, kind: &str, url: &str, secret: &str, hears: Value) -> String {
    let mut channel = json!({ "name": format!("A {kind}"), "kind": kind, "locale": "en" });
    for (field, value) in hears.as_object().expect("fields") {
        channel[field] = value.clone();
    }
    let id = client.post("channels", channel).await.ok().id();
    let connect = json!({ "address": url, "secret": secret });
    client.post(&format!("channels/{id}/connect"), connect).await.ok();
    id
}
