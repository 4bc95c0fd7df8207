//! What target plans promise, through HTTP, on both databases.

mod approving;
mod attaining;
mod checking;
mod covering;
mod drawing;
mod editing;
mod moving;
mod negotiating;
mod publishing;
mod real_data;
mod replanning;
mod seeing;
mod sheets;

use serde_json::{Value, json};
use testing::{Answer, Client, Company, Server};

/// Una leads the company; Ann leads Oak, where Bob and Cid sell; Dee leads Pine, where Eve sells; Fay leads Elm, where Gus
/// sells. Oak and Pine are North, Elm is South.
pub struct House {
    pub company: Company,
    pub ops: Client,
}

pub async fn house(server: &Server) -> House {
    let company = server.company().await;
    let ops = company.client("Ops");
    House { company, ops }
}

impl House {
    pub fn of(&self, name: &str) -> Client {
        self.company.client(name)
    }

    /// A plan for won amounts of 2026 of the whole company, set to whatever is said more.
    pub async fn plan(&self, amount: &str, more: Value) -> String {
        let mut row = json!({
            "name": "Year 2026", "metric": "won_amount", "unit_id": self.company.unit("Company"), "from": "2026-01-01",
            "to": "2026-12-31", "amount": amount, "currency": "CNY",
        });
        let mut set = json!({});
        for (field, value) in more.as_object().into_iter().flatten() {
            let by =
                if ["blend", "over_assignment", "weights"].contains(&field.as_str()) { &mut set } else { &mut row };
            by[field] = value.clone();
        }
        let made = self.ops.post("target_plans", row).await.ok();
        set["version"] = made.version().into();
        self.ops.post(&format!("target_plans/{}/settings", made.id()), set).await.ok();
        made.id()
    }

    pub async fn drawn(&self, amount: &str, more: Value) -> String {
        let plan = self.plan(amount, more).await;
        self.ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
        plan
    }

    pub async fn grid(&self, plan: &str) -> Value {
        self.ops.get(&format!("target_plans/{plan}/grid")).await.ok().body
    }
}

/// An answer that says no by its code.
pub trait Refused {
    fn refused(&self, code: &str);
}

impl Refused for Answer {
    #[track_caller]
    fn refused(&self, code: &str) {
        assert!(self.status >= 400 && self.status < 500 && self.body["code"] == code, "not {code}: {self:?}");
    }
}

/// The line of a unit or person.
#[track_caller]
pub fn line<'a>(grid: &'a Value, name: &str) -> &'a Value {
    let rows = grid["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name} is not in {grid:#}"))
}

#[track_caller]
pub fn value(grid: &Value, name: &str) -> i64 {
    line(grid, name)["value"].as_i64().expect("a whole number")
}

/// Children add up to their parents, months to their places.
#[track_caller]
pub fn adds_up(grid: &Value) {
    for row in grid["rows"].as_array().expect("rows") {
        let months: i64 = row["periods"].as_array().expect("periods").iter().filter_map(Value::as_i64).sum();
        assert_eq!(Some(months), row["value"].as_i64(), "{row:#}");
        if let Some(below) = row["below"].as_i64() {
            assert_eq!(Some(below), row["value"].as_i64(), "{row:#}");
        }
    }
}
