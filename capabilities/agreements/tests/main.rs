//! What agreements promise, through HTTP, on both databases.

mod amending;
mod chasing;
mod drawing;
mod leaving;
mod scoring;
mod signing;
mod waiting;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Una leads the company.
pub struct House {
    pub company: Company,
    pub ops: Client,
    pub today: NaiveDate,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { ops: company.client("Ops"), company, today: server.house.today() }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    /// The first and the last day of this year.
    pub fn year(&self) -> (NaiveDate, NaiveDate) {
        let day = |month, day| NaiveDate::from_ymd_opt(self.today.year(), month, day).expect("a day");
        (day(1, 1), day(12, 31))
    }

    /// A draft for somebody's own sales, countersigned by whom they report to, with one KPI of 100 points.
    pub async fn draft(&self, party: &str) -> String {
        let (from, to) = self.year();
        let row = json!({ "name": format!("Year of {party}"), "party_id": self.who(party), "from": from, "to": to });
        let agreement = self.ops.post("agreements", row).await.ok().id();
        self.kpi(&agreement, json!({})).await.ok();
        agreement
    }

    /// What is won, 1,200 in the year: 1 point for each percent, none below 60 %, at most 120.
    pub async fn kpi(&self, agreement: &str, more: Value) -> Answer {
        let mut row = json!({
            "agreement_id": agreement, "title": "Won", "metric": "won_amount", "weight": 100, "target": 1200,
            "stretch": 1500, "up": 1, "down": 1, "cap": 120, "gate": 60,
        });
        for (field, value) in more.as_object().into_iter().flatten() {
            row[field] = value.clone();
        }
        self.ops.post("agreement_kpis", row).await
    }

    pub async fn act(&self, who: &str, agreement: &str, verb: &str, form: Value) -> Answer {
        let client = if who == "Ops" { self.company.client("Ops") } else { self.of(who) };
        client.post(&format!("agreements/{agreement}/{verb}"), form).await
    }

    pub async fn issued(&self, party: &str) -> String {
        let agreement = self.draft(party).await;
        self.act("Ops", &agreement, "issue", json!({})).await.ok();
        agreement
    }

    /// Bob's or Cid's, signed by both.
    pub async fn signed(&self, party: &str) -> String {
        let agreement = self.issued(party).await;
        self.act(party, &agreement, "accept", json!({})).await.ok();
        self.act("Ann", &agreement, "countersign", json!({})).await.ok();
        agreement
    }
}

pub trait Refused {
    /// The refusal, or the first value that was not taken, has this code.
    fn refused(&self, code: &str);
}

impl Refused for Answer {
    #[track_caller]
    fn refused(&self, code: &str) {
        let codes = [&self.body["code"], &self.body["errors"][0]["code"]];
        assert!(codes.iter().any(|known| *known == code), "{code} is not in {}: {:#}", self.status, self.body);
    }
}

/// A file, as it comes.
pub async fn bytes(server: &Server, client: &Client, path: &str) -> Vec<u8> {
    let asked = reqwest::Client::new().get(format!("{}/api/v1/{path}", server.url));
    let answer = asked.bearer_auth(client.token().expect("a token")).send().await.expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.bytes().await.expect("a file").to_vec()
}

pub async fn whole(client: &Client, agreement: &str) -> Value {
    client.get(&format!("agreements/{agreement}/whole")).await.ok().body.clone()
}

/// Kinds and titles of what is unread in somebody's inbox.
pub async fn inbox(client: &Client) -> Vec<String> {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    let told = |entry: &Value| {
        let title = entry["title"].as_str().unwrap_or_default();
        format!("{} {title}", entry["kind"].as_str().expect("a kind"))
    };
    entries.iter().map(told).collect()
}
