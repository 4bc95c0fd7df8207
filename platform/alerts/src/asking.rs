//! The numbers that a rule is about, for as many periods as it takes, asked at once.

use crate::{
    alert_rule::{Kind, Model, Nothing, Per},
    judging::{self, Facts, Number, ONE, Verdict},
    spans,
};
use chrono::NaiveDate;
use kernel::{Actor, Calendar, House, Period, Result, metric::Unit};
use kpis::{Numbers, Row, Shown};
use org::{History, person::PersonId, unit::UnitId};
use sea_orm::prelude::Uuid;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is watched: the company as a whole, or one value of a dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Tells it from the others of the same rule.
    pub key: String,
    pub noun: Option<&'static str>,
    pub id: Option<Uuid>,
    pub label: Option<String>,
}

/// What a rule says of a number on a day.
#[derive(Clone, Debug)]
pub struct Finding {
    pub subject: Subject,
    /// What the period is called.
    pub period: String,
    pub over: Period,
    pub verdict: Verdict,
}

type Days = (NaiveDate, NaiveDate);

struct Sheet {
    subjects: BTreeMap<String, Subject>,
    numbers: HashMap<Days, HashMap<String, Number>>,
}

/// Periods back within which something must have had a number for its silence to be noticed.
const KNOWN: i32 = 8;

/// What the rule says on each of these days, seen as the actor sees the rows and the organization as it was.
///
/// # Errors
/// What asking the numbers says.
pub async fn findings(
    house: &House,
    numbers: &Numbers,
    actor: &Actor,
    rule: &Model,
    on: &[NaiveDate],
) -> Result<Vec<Vec<Finding>>> {
    let calendar = house.company().calendar.clone();
    let sheet = sheet(house, numbers, actor, rule, &calendar, on).await?;
    let siblings = match rule.test {
        Kind::Peers => Some(History::load(house.store.reader()).await?),
        Kind::Level | Kind::Running | Kind::Change | Kind::Trend | Kind::Slide | Kind::Band => None,
    };
    Ok(on.iter().map(|day| sheet.judged(rule, &calendar, *day, siblings.as_ref())).collect())
}

fn windows(rule: &Model, calendar: &Calendar, day: NaiveDate) -> impl Iterator<Item = Period> {
    let back = i32::try_from(rule.test().looks_back()).unwrap_or(i32::MAX);
    let earlier = (rule.test == Kind::Change).then(|| spans::earlier(rule));
    let compared = (0..=back).chain(earlier).filter_map(move |back| spans::days(rule, calendar, day, back));
    compared.chain(remembered(rule, calendar, day))
}

/// Where silence says something: from when whoever had a number is missed. Whole periods, so that on a Monday nobody is
/// forgotten who had none on the Mondays before.
fn remembered(rule: &Model, calendar: &Calendar, day: NaiveDate) -> Option<Period> {
    match rule.nothing {
        Nothing::Silent => None,
        Nothing::Nought | Nothing::Warns => {
            let (first, last) = (spans::days(rule, calendar, day, KNOWN)?, spans::days(rule, calendar, day, 0)?);
            Period::new(first.from(), last.to()).ok()
        }
    }
}

fn ends(period: Period) -> Days {
    (period.from(), period.to())
}

async fn sheet(
    house: &House,
    numbers: &Numbers,
    actor: &Actor,
    rule: &Model,
    calendar: &Calendar,
    on: &[NaiveDate],
) -> Result<Sheet> {
    let wanted: BTreeSet<Days> = on.iter().flat_map(|day| windows(rule, calendar, *day)).map(ends).collect();
    let questions = wanted.iter().map(|(from, to)| rule.question(house, *from, *to)).collect::<Vec<_>>();
    let noun = match questions.first() {
        Some(Ok(question)) => question.by.first().and_then(|cut| cut.noun(&house.registry)),
        Some(Err(_)) | None => None,
    };
    let answers = numbers.ask_all(actor, questions).await?;
    let mut sheet = Sheet { subjects: BTreeMap::new(), numbers: HashMap::new() };
    for (days, answer) in wanted.into_iter().zip(answers) {
        let answer = answer?;
        let mut found = HashMap::with_capacity(answer.rows.len());
        for row in &answer.rows {
            let Some(subject) = subject(row, rule.per, noun) else { continue };
            found.insert(subject.key.clone(), number(row, answer.unit, rule));
            sheet.subjects.entry(subject.key.clone()).or_insert(subject);
        }
        sheet.numbers.insert(days, found);
    }
    Ok(sheet)
}

/// Rows that count for nobody are nobody's to warn of.
fn subject(row: &Row, per: Per, noun: Option<&'static str>) -> Option<Subject> {
    let Some(Shown { label, id }) = row.cells.first() else {
        return (per == Per::Company).then(|| Subject { key: String::new(), noun: None, id: None, label: None });
    };
    let key = id.clone().or_else(|| label.clone())?;
    let id = id.as_deref().and_then(|id| Uuid::parse_str(id).ok());
    Some(Subject { key, noun: noun.filter(|_| id.is_some()), id, label: label.clone() })
}

/// A ratio of too few is no number.
fn number(row: &Row, unit: Unit, rule: &Model) -> Number {
    let few = match (unit, rule.least) {
        (Unit::Ratio | Unit::Money | Unit::Days, Some(_)) => {
            let base = millionths(&row.denominator);
            base.is_some_and(|base| Some(base) < rule.least())
        }
        (Unit::Count, _) | (_, None) => false,
    };
    if few { None } else { millionths(&row.value) }
}

/// What an answer shows, as whole millionths.
pub fn millionths(shown: &Value) -> Number {
    match shown {
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Some(i128::from(whole) * ONE),
            // Answers have six decimals.
            None => number.as_f64().map(|number| (number * ONE as f64).round() as i128),
        },
        Value::String(text) => read(text),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `-1234.56`
fn read(text: &str) -> Number {
    let (below, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let rest: String = rest.chars().chain("000000".chars()).take(6).collect();
    let number = whole.parse::<i128>().ok()?.checked_mul(ONE)?.checked_add(rest.parse::<i128>().ok()?)?;
    Some(if below { -number } else { number })
}

impl Sheet {
    fn at(&self, rule: &Model, days: Option<Period>, key: &str) -> Number {
        let found = days.and_then(|days| self.numbers.get(&ends(days))?.get(key).copied().flatten());
        match rule.nothing {
            Nothing::Nought => Some(found.unwrap_or(0)),
            Nothing::Silent | Nothing::Warns => found,
        }
    }

    /// Those that had a number in what is looked at.
    fn known(&self, rule: &Model, calendar: &Calendar, day: NaiveDate) -> Vec<&Subject> {
        let mut keys: BTreeSet<&str> = BTreeSet::new();
        for days in windows(rule, calendar, day) {
            let found = self.numbers.get(&ends(days)).into_iter().flatten();
            keys.extend(found.filter(|(_, number)| number.is_some()).map(|(key, _)| key.as_str()));
        }
        keys.into_iter().filter_map(|key| self.subjects.get(key)).collect()
    }

    fn judged(&self, rule: &Model, calendar: &Calendar, day: NaiveDate, history: Option<&History>) -> Vec<Finding> {
        let Some(over) = spans::days(rule, calendar, day, 0) else { return Vec::new() };
        let (test, looks) = (rule.test(), i32::try_from(rule.test().looks_back()).unwrap_or(0));
        let known = self.known(rule, calendar, day);
        let fellows = |subject: &Subject| history.and_then(|history| group(history, rule.per, subject, over.to()));
        let now: Vec<(Option<Uuid>, Number)> =
            known.iter().map(|subject| (fellows(subject), self.at(rule, Some(over), &subject.key))).collect();
        let judge = |(at, subject): (usize, &&Subject)| {
            let past: Vec<Number> = (1..=looks)
                .rev()
                .map(|back| self.at(rule, spans::days(rule, calendar, day, back), &subject.key))
                .collect();
            let earlier = match rule.test {
                Kind::Change => self.at(rule, spans::days(rule, calendar, day, spans::earlier(rule)), &subject.key),
                Kind::Level | Kind::Running | Kind::Peers | Kind::Trend | Kind::Slide | Kind::Band => None,
            };
            let others = now.iter().enumerate().filter(|(other, (group, _))| *other != at && *group == now[at].0);
            let peers: Vec<Number> = others.map(|(_, (_, number))| *number).collect();
            let facts = Facts { now: now[at].1, past: &past, earlier, peers: &peers };
            let verdict = match (facts.now, rule.nothing) {
                (None, Nothing::Warns) => judging::nothing_came(rule.fixed()),
                (Some(_) | None, _) => judging::judge(test, &facts),
            };
            Finding { subject: (*subject).clone(), period: spans::name(rule, calendar, day), over, verdict }
        };
        known.iter().enumerate().map(judge).collect()
    }
}

/// Whose fellows somebody is compared with: those of the same unit; of units those of the same parent.
fn group(history: &History, per: Per, subject: &Subject, day: NaiveDate) -> Option<Uuid> {
    let id = subject.id?;
    match per {
        Per::Person | Per::Manager => history.unit(PersonId(id), day).map(|unit| unit.0),
        Per::Team | Per::Region => history.term(UnitId(id), day)?.parent.map(|unit| unit.0),
        Per::Company | Per::Account => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_answers_show_is_read_to_the_last_digit() {
        assert_eq!(millionths(&json!(12)), Some(12 * ONE));
        assert_eq!(millionths(&json!(0.639395)), Some(639_395));
        assert_eq!(millionths(&json!("-1234.56")), Some(-1_234_560_000));
        assert_eq!(millionths(&json!("98765432109876.54")), Some(98_765_432_109_876_540_000));
        assert_eq!(millionths(&Value::Null), None);
    }
}
