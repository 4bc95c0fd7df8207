//! What alerts promise, through HTTP, on both databases.

mod acting;
mod behind;
mod covering;
mod going_up;
mod quiet;
mod raising;
mod switching;
mod trying;

use alerts::Round;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Fay leads Elm, where Gus sells.
pub struct House {
    pub company: Company,
    pub adm: Client,
    pub today: NaiveDate,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { adm: company.client("Adm"), company, today: server.house.today() }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    /// The Monday so many weeks ago.
    pub fn monday(&self, ago: u64) -> NaiveDate {
        let gone = u64::from(self.today.weekday().num_days_from_monday());
        self.today - Days::new(gone + 7 * ago)
    }

    /// So many leads of somebody in the week that began so many weeks ago.
    pub async fn leads(&self, owner: &str, ago: u64, count: usize) {
        for nth in 0..count {
            let lead = json!({
                "name": format!("{owner} {ago} {nth}"),
                "owner_id": self.company.person(owner),
                "first_contact_on": self.monday(ago),
            });
            self.adm.post("leads", lead).await.ok();
        }
    }

    /// Oak got five leads a week, and one last week; Pine got five in all of them.
    pub async fn dropped(&self) {
        for ago in 2..=4 {
            self.leads("Bob", ago, 5).await;
        }
        self.leads("Bob", 1, 1).await;
        for ago in 1..=4 {
            self.leads("Eve", ago, 5).await;
        }
    }

    pub async fn rule(&self, more: Value) -> String {
        made(&self.adm, more).await.ok().id()
    }

    /// The same, tried and switched on.
    pub async fn watch(&self, more: Value) -> String {
        let id = self.rule(more).await;
        switch_on(&self.adm, &id).await.ok();
        id
    }

    /// The one alert that somebody sees.
    pub async fn alert(&self, name: &str) -> Value {
        let rows = alerts_of(&self.of(name)).await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows[0].clone()
    }
}

/// Fewer than three leads a week in a team.
pub async fn made(client: &Client, more: Value) -> Answer {
    let mut rule = json!({
        "name": "Too few leads", "metric": "leads", "per": "team", "grain": "week", "window": "closed",
        "test": "level", "side": "below", "limit": 3, "nothing": "nought", "quiet_days": 0,
    });
    for (name, value) in more.as_object().expect("fields") {
        rule[name.as_str()] = value.clone();
    }
    client.post("alert_rules", rule).await
}

pub async fn mark(client: &Client, rule: &str) -> String {
    let tried = client.get(&format!("alert_rules/{rule}/backtest")).await.ok();
    tried.body["mark"].as_str().expect("a mark").to_owned()
}

pub async fn switch_on(client: &Client, rule: &str) -> Answer {
    let mark = mark(client, rule).await;
    client.post(&format!("alert_rules/{rule}/switch_on"), json!({ "backtest": mark })).await
}

pub async fn alerts_of(client: &Client) -> Vec<Value> {
    client.get("alerts?limit=100").await.ok().body["rows"].as_array().expect("rows").clone()
}

pub async fn act(client: &Client, alert: &Value, verb: &str, form: Value) -> Answer {
    client.post(&format!("alerts/{}/{verb}", alert["id"].as_str().expect("an id")), form).await
}

/// About noon of a day.
pub fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(4, 0, 0).expect("there is a noon").and_utc()
}

pub async fn look(server: &Server, on: NaiveDate) -> Round {
    alerts::look(&server.house, noon(on)).await.expect("it looks")
}

/// What the inbox says about alerts.
pub async fn inbox(client: &Client) -> Vec<String> {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    let cases = entries.iter().filter(|entry| entry["kind"] == "case");
    cases.map(|entry| entry["text"].as_str().expect("a text").to_owned()).collect()
}
