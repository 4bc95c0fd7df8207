//! The numbers of a report: asked like everybody's, as of the close, with the reach of whoever the report is about.

use crate::{
    choices::{Rhythm, Section},
    facts::{Behind, Figure, Pace},
    report_template::Model as Template,
    when::{self, Close},
    whose::Node,
};
use chrono::NaiveDate;
use kernel::{Actor, BasisPoints, Calendar, Error, House, Result, calendar::Grain};
use kpis::{Answer, Numbers, Question, Row};
use sea_orm::prelude::Uuid;
use serde_json::Value;

/// What is asked for a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub key: String,
    pub metric: String,
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
    /// The days of the period before, where it is compared.
    pub before: Option<(NaiveDate, NaiveDate)>,
}

/// Everything that the sections of a template take. Days after the close are not looked at, but for targets, which are set.
pub fn wanted(template: &Template, calendar: &Calendar, close: &Close) -> Vec<Wanted> {
    let before = when::before(template.rhythm, calendar, close);
    let mut wanted = Vec::new();
    let mut add = |key: &str, metric: &str, from: Option<NaiveDate>, to: NaiveDate| {
        let (key, metric) = (key.to_owned(), metric.to_owned());
        wanted.push(Wanted { key, metric, from, to, before: None });
    };
    if template.has(Section::Attainment) {
        let inner = calendar.period(template.rhythm.inner(), close.to);
        add("inner.target", "target_amount", Some(inner.from()), inner.to());
        add("inner.credited", "credited_amount", Some(inner.from()), close.to);
        add("inner.due", "target_amount", Some(inner.from()), close.to);
        let year = calendar.period(Grain::Year, close.to);
        add("year.target", "target_amount", Some(year.from()), year.to());
        // What it divides is what was credited and was due since the targets of the year begin.
        add("year.pace", "target_pace", None, close.to);
        add("year.projection", "target_projection", None, close.to);
        add("year.required", "target_required", None, close.to);
        add("period.credited", "credited_amount", Some(close.from), close.to);
    }
    if template.has(Section::Changes) {
        add("pipeline.closing", "open_pipeline", None, close.to);
    }
    if template.has(Section::Numbers) {
        for name in template.numbers() {
            wanted.push(Wanted {
                key: format!("measure.{name}"),
                metric: name,
                from: Some(close.from),
                to: close.to,
                before: Some((before.from, before.to)),
            });
        }
    }
    wanted
}

/// A question of one node.
///
/// # Errors
/// No such number, or none that is counted for somebody.
pub fn question(
    house: &House,
    node: (&str, &str),
    metric: &str,
    by: &str,
    (from, to): (Option<NaiveDate>, NaiveDate),
) -> Result<Question> {
    let (from, to) = (from.map(|day| day.to_string()).unwrap_or_default(), to.to_string());
    let question = Question::read(house, metric, [("by", by), ("from", from.as_str()), ("to", to.as_str())])?;
    question.only(house, node.0, vec![Some(node.1.to_owned())])
}

/// The figures within reach. What is hidden from whoever the report is about, or is not there, is left out.
///
/// # Errors
/// What the database says.
pub async fn figures(
    house: &House,
    numbers: &Numbers,
    actor: &Actor,
    node: &Node,
    wanted: Vec<Wanted>,
) -> Result<Vec<Figure>> {
    let (dimension, value) = node.condition();
    let about = (dimension, value.as_str());
    let mut questions = Vec::new();
    for one in &wanted {
        questions.push(question(house, about, &one.metric, "", (one.from, one.to)));
        if let Some((from, to)) = one.before {
            questions.push(question(house, about, &one.metric, "", (Some(from), to)));
        }
    }
    let mut answers = numbers.ask_all(actor, questions).await?.into_iter();
    let mut figures = Vec::with_capacity(wanted.len());
    for one in wanted {
        let now = told(answers.next())?;
        let before = if one.before.is_some() { told(answers.next())? } else { None };
        let Some(Told { value, numerator, denominator }) = now else { continue };
        let Wanted { key, metric, from, to, .. } = one;
        let before = before.and_then(|before| before.value);
        figures.push(Figure { key, metric, from, to, value, before, numerator, denominator });
    }
    Ok(figures)
}

/// What an answer of one value says.
#[derive(Default)]
struct Told {
    value: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
}

impl Told {
    fn of(row: &Row) -> Self {
        let denominator = text(&row.denominator);
        // What is not divided is its own numerator.
        let numerator = text(&row.numerator).filter(|_| denominator.is_some());
        Self { value: text(&row.value), numerator, denominator }
    }
}

/// The one value of an answer; nothing where the question was refused.
fn told(answer: Option<Result<Answer>>) -> Result<Option<Told>> {
    match answer {
        Some(Ok(answer)) => Ok(Some(answer.rows.first().map(Told::of).unwrap_or_default())),
        Some(Err(error @ (Error::Database(_) | Error::Internal(_)))) => Err(error),
        Some(Err(_)) | None => Ok(None),
    }
}

/// A value as exact text.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Who is off pace: people, and the teams below where there are several. Of somebody's own page there is no such list.
///
/// # Errors
/// What the database says.
pub async fn pace(
    house: &House,
    numbers: &Numbers,
    actor: &Actor,
    node: &Node,
    template: &Template,
    close: &Close,
) -> Result<Option<Pace>> {
    if node.unit.is_none() {
        return Ok(None);
    }
    let (dimension, value) = node.condition();
    let about = (dimension, value.as_str());
    let ask = |by| question(house, about, "target_pace", by, (None, close.to));
    let mut answers = numbers.ask_all(actor, vec![ask("owner"), ask("team")]).await?.into_iter();
    let people = behind(answers.next(), "people")?;
    let units = behind(answers.next(), "units")?;
    let Some(people) = people else { return Ok(None) };
    let below = template.off_pace();
    let off: Vec<Behind> = people.iter().filter(|one| is_off(one, below)).cloned().collect();
    let units = units.filter(|units| units.len() > 1).unwrap_or_default();
    Ok(Some(Pace {
        below,
        people: people.len(),
        off: off.len(),
        worst: off.into_iter().take(template.top()).collect(),
        units: units.into_iter().filter(|one| is_off(one, below)).take(template.top()).collect(),
    }))
}

/// Those with something due, the furthest behind first; nothing where the number is hidden or not there.
fn behind(answer: Option<Result<Answer>>, noun: &str) -> Result<Option<Vec<Behind>>> {
    let answer = match answer {
        Some(Ok(answer)) => answer,
        Some(Err(error @ (Error::Database(_) | Error::Internal(_)))) => return Err(error),
        Some(Err(_)) | None => return Ok(None),
    };
    let mut found: Vec<Behind> = Vec::new();
    for row in &answer.rows {
        let Some(cell) = row.cells.first() else { continue };
        let Some(id) = cell.id.as_deref().and_then(|id| Uuid::parse_str(id).ok()) else { continue };
        let (Some(pace), Some(due)) = (text(&row.value), text(&row.denominator)) else { continue };
        let credited = text(&row.numerator).unwrap_or_else(|| "0".to_owned());
        found.push(Behind { noun: noun.to_owned(), id, title: cell.label.clone(), credited, due, pace });
    }
    found.sort_by_key(|one| std::cmp::Reverse(lacking(one)));
    Ok(Some(found))
}

/// Hundredths of what is due less what was credited: what there is to make up for.
fn lacking(one: &Behind) -> i128 {
    hundredths(&one.due) - hundredths(&one.credited)
}

/// `-1234.5` → -123450. What it is sorted and judged by; what is shown is the text itself.
pub fn hundredths(text: &str) -> i128 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let rest: String = rest.chars().chain("00".chars()).take(2).collect();
    let of = |text: &str| text.parse::<i128>().unwrap_or_default();
    sign * (of(whole).saturating_mul(100) + of(&rest))
}

/// Judged on the parts, not on the rounded quotient.
fn is_off(one: &Behind, below: BasisPoints) -> bool {
    let (credited, due) = (hundredths(&one.credited), hundredths(&one.due));
    due > 0 && credited.saturating_mul(i128::from(BasisPoints::WHOLE.0)) < due.saturating_mul(i128::from(below.0))
}

/// How the inner period of a rhythm is called in keys and words.
pub fn inner(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Day | Rhythm::Week => "month",
        Rhythm::Month => "quarter",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(credited: &str, due: &str) -> Behind {
        let (credited, due) = (credited.to_owned(), due.to_owned());
        Behind { noun: "people".into(), id: Uuid::nil(), title: None, credited, due, pace: String::new() }
    }

    #[test]
    fn whoever_has_less_than_the_share_of_what_is_due_is_off_pace() {
        let eighty = BasisPoints(8_000);
        assert!(is_off(&one("79.99", "100.00"), eighty));
        assert!(!is_off(&one("80.00", "100.00"), eighty), "just on it");
        assert!(!is_off(&one("0", "0"), eighty), "nothing was due");
        assert!(is_off(&one("-5.00", "0.01"), eighty), "credit that was taken back");
    }

    #[test]
    fn amounts_are_compared_to_the_cent() {
        assert_eq!([hundredths("12.34"), hundredths("-0.5"), hundredths("7")], [1_234, -50, 700]);
        assert_eq!(lacking(&one("20.00", "100.00")), 8_000);
    }
}
