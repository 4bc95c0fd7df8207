//! What a report says, as data: written once, told in the language of whoever reads it, each row only to those who see it.
//!
//! Numbers are exact decimal text as answers have them, amounts in the company's currency; rows are named by noun and id,
//! with what they were called then.

use crate::choices::{Rhythm, Section};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{BasisPoints, Currency, Minor};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

/// The shape of what is kept; one that is added to stays readable.
pub const FORM: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub form: u32,
    pub rhythm: Rhythm,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// When they were gathered: what was entered later is not in them.
    pub at: DateTime<Utc>,
    pub currency: Currency,
    /// Its parts in their order.
    pub sections: Vec<Section>,
    pub figures: Vec<Figure>,
    #[serde(default)]
    pub pace: Option<Pace>,
    #[serde(default)]
    pub changes: Option<Changes>,
    #[serde(default)]
    pub slips: Option<List>,
    #[serde(default)]
    pub alerts: Option<Alerts>,
    #[serde(default)]
    pub initiatives: Option<List>,
    #[serde(default)]
    pub next: Option<Next>,
    /// Of a later edition: what it says otherwise than the one before.
    #[serde(default)]
    pub news: Vec<Differs>,
}

impl Facts {
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key == key)
    }
}

/// A number with the days it is of, so that it opens to its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// `month.credited`, `measure.won`: what it is in this report.
    pub key: String,
    pub metric: String,
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
    pub value: Option<String>,
    /// The same of the period before, where it is compared.
    #[serde(default)]
    pub before: Option<String>,
    /// Of a quotient: what was divided, and by what.
    #[serde(default)]
    pub numerator: Option<String>,
    #[serde(default)]
    pub denominator: Option<String>,
}

/// A number that came out otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differs {
    pub key: String,
    pub metric: String,
    pub was: Option<String>,
    pub is: Option<String>,
}

/// A row that a report speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub noun: String,
    pub id: Uuid,
    /// What it was called then.
    pub title: Option<String>,
    /// Whose it was.
    #[serde(default)]
    pub owner: Option<Uuid>,
    #[serde(default)]
    pub amount: Option<Minor>,
    #[serde(default)]
    pub was: Option<NaiveDate>,
    #[serde(default)]
    pub is: Option<NaiveDate>,
    /// By how many days, or since how many.
    #[serde(default)]
    pub days: Option<i64>,
    /// What is to be said of it: `overdue`, `no_next_step`, the severity of an alert.
    #[serde(default)]
    pub word: Option<String>,
}

/// The first lines of a list; the others are counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct List {
    pub items: Vec<Item>,
    /// All there were, those that are shown included.
    pub count: usize,
    /// What all of them come to, where they are worth something.
    #[serde(default)]
    pub amount: Option<Minor>,
}

impl List {
    /// The first so many of items that are in their order.
    pub fn of(items: Vec<Item>, top: usize) -> Self {
        let amount = Minor::checked_sum(items.iter().filter_map(|item| item.amount));
        let count = items.len();
        let shown = items.into_iter().take(top).collect();
        Self { items: shown, count, amount: amount.filter(|amount| *amount != Minor::ZERO) }
    }
}

/// Who is off pace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    /// Credited ÷ due below which somebody is off it.
    pub below: BasisPoints,
    /// Those with a target.
    pub people: usize,
    pub off: usize,
    /// The furthest behind first.
    pub worst: Vec<Behind>,
    /// Units below, the furthest behind first.
    #[serde(default)]
    pub units: Vec<Behind>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Behind {
    /// `people` or `units`
    pub noun: String,
    pub id: Uuid,
    pub title: Option<String>,
    pub credited: String,
    pub due: String,
    pub pace: String,
}

/// What happened to the pipeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    pub won: List,
    pub lost: List,
    pub new: List,
    pub reopened: List,
    pub up: List,
    pub down: List,
    pub course: Course,
    /// Deals whose amount could not be told in the company's currency.
    #[serde(default)]
    pub untold: usize,
}

/// The open pipeline from the last close to this one. It adds up: `opening + new + reopened + up − down − won − lost + other
/// = closing`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub opening: Minor,
    pub new: Minor,
    pub reopened: Minor,
    pub up: Minor,
    pub down: Minor,
    pub won: Minor,
    pub lost: Minor,
    /// Deals that came from or went to others, were brought in, entered later or removed.
    pub other: Minor,
    pub closing: Minor,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alerts {
    pub raised: List,
    pub ended: List,
    /// Those that were open at the close, the worst and oldest first.
    pub open: List,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Next {
    /// Due until the end of the period that runs, what is overdue first.
    pub tasks: List,
    /// Open deals of which nobody has said what comes next, or the day of it has passed.
    pub without_step: List,
    /// Open deals that were to have closed by now.
    pub past_close: List,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(amount: Option<i64>) -> Item {
        Item {
            noun: "opportunities".into(),
            id: Uuid::nil(),
            title: None,
            owner: None,
            amount: amount.map(Minor),
            was: None,
            is: None,
            days: None,
            word: None,
        }
    }

    #[test]
    fn a_list_shows_the_first_and_counts_all() {
        let list = List::of(vec![item(Some(5)), item(None), item(Some(7))], 2);
        assert_eq!((list.items.len(), list.count, list.amount), (2, 3, Some(Minor(12))));
        assert_eq!(List::of(vec![item(None)], 2).amount, None);
    }

    #[test]
    fn what_an_earlier_release_wrote_is_read() {
        let kept = r#"{"form": 1, "rhythm": "week", "from": "2026-11-16", "to": "2026-11-22", "at": "2026-11-22T23:00:00Z",
            "currency": "CNY", "sections": ["attainment"], "figures": []}"#;
        let facts: Facts = serde_json::from_str(kept).unwrap();
        assert_eq!((facts.sections, facts.pace, facts.news), (vec![Section::Attainment], None, Vec::new()));
    }
}
