//! What a rule would have said: the same judging over past periods. Nothing is written.

use crate::{
    alert_rule::{Every, Model, Window},
    asking::{self, Finding},
    judging::{Number, ONE},
    rules, spans,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Period, Result, metric::Unit};
use kpis::Numbers;
use sea_orm::prelude::Uuid;
use serde::Serialize;
use std::collections::BTreeMap;

/// Periods of one back-test.
const MOST: usize = 120;

#[derive(Debug, Serialize)]
pub struct Backtest {
    /// Whoever switches the rule on shows that they have seen this.
    pub mark: String,
    pub metric: String,
    pub unit: Unit,
    /// Of amounts.
    pub currency: Option<String>,
    /// As they were looked at, the oldest first.
    pub periods: Vec<Named>,
    pub subjects: Vec<Watched>,
    pub cases: Vec<Case>,
    /// How many cases a week that would have been, with two decimals.
    pub per_week: f64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub name: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

#[derive(Debug, Serialize)]
pub struct Watched {
    pub key: String,
    pub label: Option<String>,
    pub noun: Option<&'static str>,
    pub id: Option<Uuid>,
    /// One a period; nothing where it was not watched yet.
    pub cells: Vec<Option<Judged>>,
}

/// Numbers as decimal text, exactly.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    pub value: Option<String>,
    pub limit: Option<String>,
    pub base: Option<String>,
    pub beyond: Option<bool>,
    pub warns: bool,
}

/// A case that there would have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Case {
    /// Which of the subjects.
    pub subject: usize,
    /// The periods, by their place, in which it began and in which the number came back.
    pub began: usize,
    pub recovered: Option<usize>,
}

/// Decimal text with as many digits as there are.
pub fn shown(number: i128) -> String {
    let (whole, rest) = (number.unsigned_abs() / ONE.unsigned_abs(), number.unsigned_abs() % ONE.unsigned_abs());
    let sign = if number < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The span that is looked at where nobody says.
pub fn usual(rule: &Model, house: &House) -> Period {
    let (calendar, today) = (house.company().calendar.clone(), house.today());
    let back = match rule.grain {
        Every::Day => 60,
        Every::Week => 26,
        Every::Month => 12,
        Every::Quarter => 8,
    };
    let first = calendar.shift(rule.grain.grain(), today, -back).map_or(today, Period::from);
    Period::new(first, today).unwrap_or_else(|_| Period::day(today))
}

/// What it would have said between two days, as far as the actor sees the rows.
///
/// # Errors
/// Too many periods, and what asking the numbers says.
pub async fn of(house: &House, numbers: &Numbers, actor: &Actor, rule: &Model, over: Period) -> Result<Backtest> {
    let calendar = house.company().calendar.clone();
    let days = spans::looked(rule, &calendar, over, house.today());
    if days.len() > MOST {
        return Err(rules::TOO_LONG.with("periods", MOST).into());
    }
    at(house, numbers, actor, rule, &days).await
}

/// The same on days that are named, the oldest first.
///
/// # Errors
/// What asking the numbers says.
pub async fn at(house: &House, numbers: &Numbers, actor: &Actor, rule: &Model, days: &[NaiveDate]) -> Result<Backtest> {
    let calendar = house.company().calendar.clone();
    let found = asking::findings(house, numbers, actor, rule, days).await?;
    let metric = house.registry.metrics.get(rule.metric.as_str()).ok_or(rules::UNKNOWN_METRIC)?;
    let periods: Vec<Named> = days
        .iter()
        .filter_map(|day| {
            let over = spans::days(rule, &calendar, *day, 0)?;
            Some(Named { name: spans::name(rule, &calendar, *day), from: over.from(), to: over.to() })
        })
        .collect();
    let quiet = quiet_periods(rule, &periods);
    let subjects = watched(found);
    let cases = cases(&subjects, quiet);
    let weeks = match (periods.first(), periods.last()) {
        (Some(first), Some(last)) => ((last.to - first.from).num_days() + 1) as f64 / 7.0,
        (None, _) | (_, None) => 1.0,
    };
    Ok(Backtest {
        mark: rule.mark(),
        metric: rule.metric.clone(),
        unit: metric.unit,
        currency: (metric.unit == Unit::Money).then(|| house.company().currency.code().to_owned()),
        per_week: (cases.len() as f64 / weeks * 100.0).round() / 100.0,
        periods,
        subjects,
        cases,
    })
}

/// Periods in which an ended case raises no other.
fn quiet_periods(rule: &Model, periods: &[Named]) -> usize {
    let long = match (rule.window, periods.first()) {
        (Window::Trailing, _) | (_, None) => match rule.grain {
            Every::Day => 1,
            Every::Week => 7,
            Every::Month => 30,
            Every::Quarter => 91,
        },
        (Window::Closed | Window::SoFar, Some(first)) => (first.to - first.from).num_days() + 1,
    };
    usize::try_from(rule.quiet_days / long.max(1)).unwrap_or_default()
}

fn watched(found: Vec<Vec<Finding>>) -> Vec<Watched> {
    let periods = found.len();
    let mut subjects: BTreeMap<String, Watched> = BTreeMap::new();
    for (at, findings) in found.into_iter().enumerate() {
        for Finding { subject, verdict, .. } in findings {
            let watched = subjects.entry(subject.key.clone()).or_insert_with(|| Watched {
                key: subject.key,
                label: subject.label,
                noun: subject.noun,
                id: subject.id,
                cells: vec![None; periods],
            });
            let text = |number: Number| number.map(shown);
            watched.cells[at] = Some(Judged {
                value: text(verdict.now),
                limit: text(verdict.limit),
                base: text(verdict.base),
                beyond: verdict.beyond,
                warns: verdict.warns,
            });
        }
    }
    let mut subjects: Vec<Watched> = subjects.into_values().collect();
    subjects.sort_by(|a, b| (a.label.is_none(), &a.label, &a.key).cmp(&(b.label.is_none(), &b.label, &b.key)));
    subjects
}

/// One at a time for each subject, from the first warning until the number came back, and a rest after it.
fn cases(subjects: &[Watched], quiet: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for (subject, watched) in subjects.iter().enumerate() {
        let mut open: Option<usize> = None;
        let mut rests_until = 0;
        for (at, cell) in watched.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            match open {
                None if cell.warns && at >= rests_until => open = Some(at),
                Some(began) if cell.beyond == Some(false) => {
                    cases.push(Case { subject, began, recovered: Some(at) });
                    open = None;
                    rests_until = at + quiet;
                }
                None | Some(_) => {}
            }
        }
        cases.extend(open.map(|began| Case { subject, began, recovered: None }));
    }
    cases.sort_by_key(|case| (case.began, case.subject));
    cases
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(beyond: &[Option<bool>]) -> Watched {
        let judged = |beyond: &Option<bool>| {
            let warns = *beyond == Some(true);
            Some(Judged { value: None, limit: None, base: None, beyond: *beyond, warns })
        };
        Watched { key: String::new(), label: None, noun: None, id: None, cells: beyond.iter().map(judged).collect() }
    }

    #[test]
    fn a_case_lasts_until_a_number_says_that_it_is_over() {
        let (bad, good) = (Some(true), Some(false));
        let found = cases(&[watched(&[good, bad, bad, None, bad, good, bad])], 0);
        let case = |began, recovered| Case { subject: 0, began, recovered };
        assert_eq!(found, [case(1, Some(5)), case(6, None)]);
        assert_eq!(cases(&[watched(&[bad, good, bad, bad])], 3), [case(0, Some(1))], "it rests for three periods");
    }

    #[test]
    fn numbers_are_shown_with_the_digits_they_have() {
        assert_eq!([0, 1_500_000, -250_000, 3_000_000, 639_395].map(shown), ["0", "1.5", "-0.25", "3", "0.639395"]);
    }
}
