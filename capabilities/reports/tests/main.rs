//! What reports promise, through HTTP, on both databases.

mod late;
#[allow(dead_code, reason = "the tests of letters themselves look at more of them")]
#[path = "../../../platform/notices/tests/mailbox.rs"]
mod mailbox;
mod reach;
mod real_data;
mod real_pace;
mod sending;
mod telling;
mod writing;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use reports::Round;
use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// What the mail server of these tests wants to hear.
pub const PASSWORD: &str = "correct horse";

/// Una leads the company; Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Fay leads Elm, where Gus
/// sells. Nobody leads North and South.
pub struct House {
    pub company: Company,
    pub ops: Client,
    pub adm: Client,
    pub today: NaiveDate,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    House { ops: company.client("Ops"), adm: company.client("Adm"), company, today: server.house.today() }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    pub fn who(&self, name: &str) -> &str {
        self.company.person(name)
    }

    /// The Monday so many weeks from now: 0 is that of this week.
    pub fn monday(&self, weeks: u64) -> NaiveDate {
        let gone = u64::from(self.today.weekday().num_days_from_monday());
        self.today - Days::new(gone) + Days::new(7 * weeks)
    }

    /// A weekly template, not switched on.
    pub async fn template(&self, more: Value) -> String {
        let mut template = json!({ "name": "Week", "rhythm": "week" });
        for (name, value) in more.as_object().expect("fields") {
            template[name.as_str()] = value.clone();
        }
        self.ops.post("report_templates", template).await.ok().id()
    }

    /// The same, switched on.
    pub async fn on(&self, more: Value) -> String {
        let id = self.template(more).await;
        self.ops.post(&format!("report_templates/{id}/switch_on"), json!({})).await.ok();
        id
    }

    /// An open deal of somebody, begun long ago.
    pub async fn deal(&self, owner: &str, amount: &str, more: Value) -> String {
        let mut deal = json!({
            "name": format!("{owner} {amount}"), "owner_id": self.who(owner), "amount": amount, "opened_on": "2026-01-05",
        });
        for (name, value) in more.as_object().expect("fields") {
            deal[name.as_str()] = value.clone();
        }
        self.adm.post("opportunities", deal).await.ok().id()
    }

    pub async fn act(&self, deal: &str, verb: &str, form: Value) -> Answer {
        self.adm.post(&format!("opportunities/{deal}/{verb}"), form).await
    }

    /// A deal of somebody that was won today.
    pub async fn won(&self, owner: &str, amount: &str) -> String {
        let deal = self.deal(owner, amount, json!({})).await;
        self.act(&deal, "win", json!({ "closed_on": self.today })).await.ok();
        deal
    }

    pub async fn edit(&self, deal: &str, fields: Value) {
        let mut fields = fields;
        fields["version"] = self.adm.get(&format!("opportunities/{deal}")).await.ok().row()["version"].clone();
        self.adm.patch(&format!("opportunities/{deal}"), fields).await.ok();
    }

    /// The one report of a unit or a person that is not replaced, as somebody finds it.
    pub async fn report(&self, client: &Client, name: &str) -> Value {
        let rows = reports_of(client).await;
        let named = |row: &&Value| row["name"].as_str().is_some_and(|text| text.starts_with(&format!("{name} · ")));
        let found: Vec<&Value> = rows.iter().filter(named).filter(|row| row["state"] != "replaced").collect();
        assert_eq!(found.len(), 1, "{name}: {rows:#?}");
        found[0].clone()
    }
}

pub async fn reports_of(client: &Client) -> Vec<Value> {
    client.get("reports?limit=200&sort=name").await.ok().body["rows"].as_array().expect("rows").clone()
}

pub async fn page(client: &Client, report: &Value) -> Value {
    client.get(&format!("reports/{}/page", id(report))).await.ok().body
}

pub fn id(row: &Value) -> &str {
    row["id"].as_str().expect("an id")
}

/// One part of a page.
#[track_caller]
pub fn part<'a>(page: &'a Value, name: &str) -> &'a Value {
    let parts = page["parts"].as_array().expect("parts");
    parts.iter().find(|part| part["name"] == name).unwrap_or_else(|| panic!("no {name} in {page:#}"))
}

/// The lines of one of its lists.
#[track_caller]
pub fn lines(part: &Value, title: &str) -> Vec<String> {
    let lists = part["lists"].as_array().expect("lists");
    let list = lists.iter().find(|list| list["title"] == title);
    let text = |line: &Value| line["text"].as_str().expect("a text").to_owned();
    list.map(|list| list["items"].as_array().expect("lines").iter().map(text).collect()).unwrap_or_default()
}

/// What one of its numbers says.
#[track_caller]
pub fn number(part: &Value, label: &str) -> String {
    let numbers = part["numbers"].as_array().expect("numbers");
    let found = numbers.iter().find(|number| number["label"] == label);
    found.unwrap_or_else(|| panic!("no {label} in {part:#}"))["text"].as_str().expect("a text").to_owned()
}

/// About noon of a day where the company is.
pub fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(4, 0, 0).expect("there is a noon").and_utc()
}

pub async fn look(server: &Server, on: NaiveDate) -> Round {
    reports::look(&server.house, noon(on)).await.expect("it looks")
}

/// How many reports stand in somebody's inbox.
pub async fn inbox(client: &Client) -> usize {
    let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
    entries.iter().filter(|entry| entry["kind"] == "report").count()
}

/// Runs what was asked for, as the scheduler of a server does.
pub async fn jobs_done(server: &Server) {
    let _scheduler = jobs::Scheduler::start(&server.house, jobs::Pace::default());
    let open = sea_orm::sea_query::Query::select()
        .column("id")
        .from("jobs")
        .and_where(sea_orm::sea_query::ExprTrait::eq(sea_orm::sea_query::Expr::col("kind"), "reports.write"))
        .and_where(sea_orm::sea_query::ExprTrait::is_in(sea_orm::sea_query::Expr::col("state"), ["waiting", "running"]))
        .take();
    let reader = server.house.store.reader();
    while sea_orm::ConnectionTrait::query_one(reader, &open).await.expect("jobs").is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
