//! What an agreement's KPIs have reached, asked of the numbers of the house. The company's numbers, not those within
//! anybody's reach: both sides see the same points.

use crate::{agreement, kpi, rules, scoring};
use chrono::NaiveDate;
use kernel::{
    Actor, House, Metric, Quantity, Result,
    metric::{Direction, Unit, When},
};
use kpis::{Numbers, Question};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// A number by its name.
///
/// # Errors
/// The field that names one that there is not.
pub fn metric(house: &House, name: &str) -> Result<&'static Metric> {
    let found = house.registry.metrics.get(name).copied();
    Ok(found.ok_or_else(|| rules::unknown_metric(name))?)
}

/// Whether a number can be asked of the unit, or of the party.
///
/// # Errors
/// The field that names what cannot.
pub fn fits(house: &House, metric: &'static Metric, agreement: &agreement::Model) -> Result<()> {
    let of_unit = agreement.unit_id.is_some();
    let question = Question::read(house, metric.name, std::iter::empty())?;
    let cut = if of_unit { "unit" } else { "owner" };
    question.only(house, cut, Vec::new()).map_err(|_| rules::not_of(metric.name, of_unit))?;
    Ok(())
}

/// Whether months of a number add up to its year.
pub fn adds_up(metric: &Metric) -> bool {
    matches!(metric.when, When::On(_)) && metric.unit != Unit::Ratio && metric.denominator.is_none()
}

/// Whether less of it is better.
pub fn fewer(house: &House, kpi: &kpi::Model) -> bool {
    let metric = kpi.metric.as_deref().and_then(|name| house.registry.metrics.get(name));
    metric.is_some_and(|metric| metric.direction == Direction::Down)
}

/// What is to be reached in each month: as the KPI says, else the same in each.
pub fn targets(house: &House, kpi: &kpi::Model, agreement: &agreement::Model) -> Result<BTreeMap<NaiveDate, Quantity>> {
    let said = rules::by_month(kpi)?;
    let months = rules::months(agreement.from, agreement.to);
    let metric = kpi.metric.as_deref().and_then(|name| house.registry.metrics.get(name));
    let (Some(target), Some(metric)) = (kpi.target, metric) else { return Ok(said) };
    if !said.is_empty() {
        return Ok(said);
    }
    let parts = if adds_up(metric) {
        scoring::even(target, months.len(), metric.unit != Unit::Money)
    } else {
        vec![target; months.len()]
    };
    Ok(months.into_iter().zip(parts).collect())
}

/// What is to be reached from the beginning to the end of a month.
pub fn target_to_date(
    house: &House,
    kpi: &kpi::Model,
    targets: &BTreeMap<NaiveDate, Quantity>,
    month: NaiveDate,
) -> Option<Quantity> {
    let metric = kpi.metric.as_deref().and_then(|name| house.registry.metrics.get(name))?;
    if !adds_up(metric) {
        return targets.get(&month).copied();
    }
    let sum: i64 = targets.range(..=month).map(|(_, target)| target.0).sum();
    (sum > 0).then_some(Quantity(sum))
}

/// The question that a number is the answer to, as `POST /kpis/ask` takes it.
pub fn question(house: &House, name: &str, agreement: &agreement::Model, from: NaiveDate, to: NaiveDate) -> Value {
    let only = match agreement.unit_id {
        Some(unit) => json!({ "unit": [unit] }),
        None => json!({ "owner": [agreement.party_id] }),
    };
    let open = house.registry.metrics.get(name).is_some_and(|metric| matches!(metric.when, When::AsOf { .. }));
    if open {
        return json!({ "metric": name, "as_of": to.to_string(), "where": only });
    }
    json!({ "metric": name, "from": from.to_string(), "to": to.to_string(), "where": only })
}

/// Asks the numbers, each question once.
pub struct Desk {
    house: Arc<House>,
    numbers: Numbers,
    system: Actor,
    answered: HashMap<String, Option<Quantity>>,
}

impl Desk {
    pub fn open(house: &Arc<House>) -> Result<Self> {
        let numbers = Numbers::new(house.clone())?;
        Ok(Self { house: house.clone(), numbers, system: Actor::system(), answered: HashMap::new() })
    }

    /// What was reached in these days; nothing where the number has no answer.
    ///
    /// # Errors
    /// What the database says.
    pub async fn value(
        &mut self,
        name: &str,
        agreement: &agreement::Model,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Option<Quantity>> {
        let to = to.min(self.house.today().max(from));
        let asked = question(&self.house, name, agreement, from, to);
        let key = asked.to_string();
        if let Some(known) = self.answered.get(&key) {
            return Ok(*known);
        }
        let day = |field: &str| asked[field].as_str().map(|day| (field.to_owned(), day.to_owned()));
        let given: Vec<(String, String)> = ["from", "to", "as_of"].iter().filter_map(|field| day(field)).collect();
        let given = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let mut question = Question::read(&self.house, name, given)?;
        for (cut, only) in asked["where"].as_object().into_iter().flatten() {
            let only = only.as_array().into_iter().flatten().map(|id| id.as_str().map(str::to_owned)).collect();
            question = question.only(&self.house, cut, only)?;
        }
        let answer = self.numbers.ask(&self.system, &question).await?;
        let value = answer.rows.first().and_then(|row| quantity(&row.value));
        // Nothing sold is a number as well; without a denominator there is none.
        let metric = metric(&self.house, name)?;
        let value =
            value.or_else(|| (metric.denominator.is_none() && metric.unit != Unit::Ratio).then_some(Quantity::ZERO));
        self.answered.insert(key, value);
        Ok(value)
    }
}

/// An answer as an exact number, rounded to its four decimals.
fn quantity(value: &Value) -> Option<Quantity> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(money) => money.get("amount")?.as_str()?.to_owned(),
        Value::Null | Value::Bool(_) | Value::Array(_) => return None,
    };
    let (digits, negative) = text.strip_prefix('-').map_or((text.as_str(), false), |digits| (digits, true));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let kept: String = decimals.chars().chain("00000".chars()).take(5).collect();
    let hundred_thousandths = format!("{whole}{kept}").parse::<i128>().ok()?;
    let rounded = i64::try_from((hundred_thousandths + 5) / 10).ok()?;
    Some(Quantity(if negative { -rounded } else { rounded }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_become_exact_numbers() {
        let of = |value: Value| quantity(&value).map(|number| number.to_string());
        assert_eq!(of(json!("1234567.89")).as_deref(), Some("1234567.89"));
        assert_eq!(of(json!({ "amount": "12.5", "currency": "CNY" })).as_deref(), Some("12.5"));
        assert_eq!(of(json!(0.333_333)).as_deref(), Some("0.3333"));
        assert_eq!(of(json!(-7)).as_deref(), Some("-7"));
        assert_eq!(of(Value::Null), None);
    }
}
