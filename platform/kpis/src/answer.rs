//! The numbers, exact until the last digit, and their JSON.

use crate::{
    convert::{self, Foreign, TOO_LARGE, Used},
    cut::Cut,
    due,
    feed::fault,
    numbers::Numbers,
    plan,
    question::Question,
    reach,
    values::{self, Shown},
    worked,
};
use analytics::{Number, Query};
use kernel::{
    Actor, Currency, Metric, Minor, Noun, Quantity, Result,
    metric::{Measure, Unit, When, Worked},
};
use serde_json::{Map, Value, json};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// What came out: `{"kpi", "unit", "currency", "rows": [{…}]}`, and `"rates"` where amounts were converted.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub kpi: &'static str,
    pub unit: Unit,
    /// Of amounts.
    pub currency: Option<Currency>,
    pub by: Vec<&'static str>,
    pub rows: Vec<Row>,
    /// What amounts of other currencies were converted by.
    pub rates: Vec<Used>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One for each dimension.
    pub cells: Vec<Shown>,
    pub numerator: Value,
    pub denominator: Value,
    pub value: Value,
}

/// The two parts of a group, not yet divided.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub numerator: Number,
    pub denominator: Option<Number>,
}

/// What came out under each combination of keys, in the order of the question's cuts.
pub type Groups = BTreeMap<Vec<Option<i64>>, Parts>;

/// Asks, and says it in the actor's words. Whoever calls has made sure that they may ask.
pub async fn work_out(numbers: &Numbers, actor: &Actor, question: &Question) -> Result<Answer> {
    let metric = question.metric;
    let company = numbers.house.company().currency;
    let money = plan::is_money(numbers, metric)?;
    let mut used = BTreeSet::new();
    let mut groups = gather(numbers, actor, question, &mut used).await?;
    if question.by.is_empty() && groups.is_empty() {
        groups.insert(Vec::new(), Parts::nothing(metric.denominator.is_some()));
    }

    let mut rows = Vec::with_capacity(groups.len());
    let labels = labels(numbers, actor, &question.by, groups.keys()).await?;
    for (keys, parts) in groups {
        let cells = keys.iter().zip(&labels).map(|(key, labels)| cell(*key, labels)).collect();
        let shown =
            shown(metric.unit, &metric.numerator, metric.denominator.as_ref(), parts, money.then_some(company))?;
        rows.push((keys, Row { cells, ..shown }));
    }
    rows.sort_by(|(a, left), (b, right)| order(&question.by, (a, left), (b, right)));
    Ok(Answer {
        kpi: metric.name,
        unit: metric.unit,
        currency: money.then_some(company).filter(|_| metric.unit == Unit::Money),
        by: question.by.iter().map(|cut| cut.name).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        rates: used.into_iter().collect(),
    })
}

/// The parts of a metric within the actor's reach, and the rates that they were converted by.
pub async fn gather(
    numbers: &Numbers,
    actor: &Actor,
    question: &Question,
    used: &mut BTreeSet<Used>,
) -> Result<Groups> {
    let metric = question.metric;
    if metric.is_worked_out() {
        return Box::pin(worked::gather(numbers, actor, question, used)).await;
    }
    let noun = numbers.house.registry.known(metric.noun)?;
    let rows = plan::rows(numbers, question).await?.and(reach::rows(numbers, noun, actor).await?);
    if matches!(metric.when, When::Over { .. }) {
        return due::gather(numbers, question, rows, used).await;
    }
    let money = plan::is_money(numbers, metric)?;
    let mut group_by = Vec::new();
    for cut in &question.by {
        group_by.push(plan::key(numbers, question, cut)?);
    }
    let foreign = if money { Foreign::of(numbers, noun) } else { None };
    let keys = group_by.clone();
    group_by.extend(foreign.iter().map(Foreign::key));
    let mut measures = vec![plan::measure(numbers, question, &metric.numerator)?];
    if let Some(denominator) = &metric.denominator {
        measures.push(plan::measure(numbers, question, denominator)?);
    }
    let query = Query { table: noun.name.to_owned(), filter: rows.clone(), group_by, measures };
    let found = numbers.mirror.query(&query).await.map_err(fault)?;

    let mut groups: BTreeMap<Vec<Option<i64>>, Parts> = BTreeMap::new();
    let mut converts = false;
    for row in found.rows {
        let mut keys = row.keys;
        let mut parts = Parts { numerator: row.values[0], denominator: row.values.get(1).copied() };
        if let Some(foreign) = &foreign
            && keys.pop().flatten().is_some_and(|code| foreign.is(code))
        {
            converts |= parts.without_amounts(noun, metric);
        }
        groups.entry(keys).and_modify(|sum| *sum = sum.plus(parts)).or_insert(parts);
    }
    if let Some(foreign) = foreign.filter(|_| converts) {
        let nothing = Parts { numerator: Number::Empty, denominator: None };
        for (group, numerator) in foreign.added(numbers, question, rows.clone(), &keys, &metric.numerator, used).await?
        {
            let sum = groups.entry(group).or_insert(nothing);
            *sum = sum.plus(Parts { numerator, ..nothing });
        }
        if let Some(denominator) = &metric.denominator {
            for (group, number) in foreign.added(numbers, question, rows, &keys, denominator, used).await? {
                let sum = groups.entry(group).or_insert(nothing);
                *sum = sum.plus(Parts { denominator: Some(number), ..nothing });
            }
        }
    }
    Ok(groups)
}

impl Parts {
    fn nothing(divided: bool) -> Parts {
        Parts { numerator: Number::Empty, denominator: divided.then_some(Number::Empty) }
    }

    /// Takes out what is in another currency; whether there was any.
    fn without_amounts(&mut self, noun: &Noun, metric: &Metric) -> bool {
        let mut any = false;
        if convert::adds(noun, &metric.numerator).is_some() {
            any |= self.numerator.whole() != 0;
            self.numerator = Number::Empty;
        }
        if metric.denominator.as_ref().is_some_and(|part| convert::adds(noun, part).is_some()) {
            any |= self.denominator.is_some_and(|number| number.whole() != 0);
            self.denominator = Some(Number::Empty);
        }
        any
    }

    fn plus(self, other: Parts) -> Parts {
        let add = |a: Number, b: Number| match (a, b) {
            (Number::Empty, one) | (one, Number::Empty) => one,
            (a, b) => Number::Whole(a.whole() + b.whole()),
        };
        let denominator = match (self.denominator, other.denominator) {
            (Some(a), Some(b)) => Some(add(a, b)),
            (one, other) => one.or(other),
        };
        Parts { numerator: add(self.numerator, other.numerator), denominator }
    }
}

type Labels = std::collections::HashMap<i64, Shown>;

async fn labels<'a>(
    numbers: &Numbers,
    actor: &Actor,
    cuts: &[Cut],
    keys: impl Iterator<Item = &'a Vec<Option<i64>>> + Clone,
) -> Result<Vec<Labels>> {
    let mut labels = Vec::with_capacity(cuts.len());
    for (at, cut) in cuts.iter().enumerate() {
        let mut found: Vec<i64> = keys.clone().filter_map(|keys| keys[at]).collect();
        found.sort_unstable();
        found.dedup();
        labels.push(values::shown(numbers, actor, cut, &found).await?);
    }
    Ok(labels)
}

fn cell(key: Option<i64>, labels: &Labels) -> Shown {
    key.and_then(|key| labels.get(&key).cloned()).unwrap_or_default()
}

/// Time in its order, everything else by its label; what has none comes last.
fn order(cuts: &[Cut], (a, left): (&[Option<i64>], &Row), (b, right): (&[Option<i64>], &Row)) -> Ordering {
    for (at, cut) in cuts.iter().enumerate() {
        let by_number = matches!(cut.by, crate::cut::By::Time(..));
        let order = match (&left.cells[at].label, &right.cells[at].label) {
            _ if by_number => a[at].is_none().cmp(&b[at].is_none()).then(a[at].cmp(&b[at])),
            (Some(left), Some(right)) => left.cmp(right),
            (left, right) => left.is_none().cmp(&right.is_none()),
        };
        let order = order.then_with(|| left.cells[at].id.cmp(&right.cells[at].id));
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

/// `n ÷ d` to the nearest whole number, halves away from zero.
pub fn divided(n: i128, d: i128) -> i128 {
    let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
    let half = n.abs() % d * 2 >= d;
    n / d + if half { n.signum() } else { 0 }
}

/// A number with at most six decimals.
fn decimals(n: i128, d: i128) -> Value {
    let millionths = match n.checked_mul(1_000_000) {
        Some(scaled) => divided(scaled, d),
        // So large a quotient has no decimals that anybody could tell.
        None => divided(n, d).saturating_mul(1_000_000),
    };
    if millionths % 1_000_000 == 0 {
        return whole(millionths / 1_000_000);
    }
    json!(millionths as f64 / 1e6)
}

fn whole(n: i128) -> Value {
    i64::try_from(n).map_or_else(|_| json!(n.to_string()), |n| json!(n))
}

fn amount(n: i128, currency: Currency) -> Result<Value> {
    let minor = i64::try_from(n).map_err(|_| TOO_LARGE)?;
    Ok(json!(Minor(minor).text(currency)))
}

/// In how many parts a part's one is kept: what is summed up and is no money is a quantity.
fn scale(measure: &Measure, currency: Option<Currency>) -> i128 {
    match (measure, currency) {
        (Measure::Sum(..) | Measure::Due(..), None) => i128::from(Quantity::ONE.0),
        _ => 1,
    }
}

/// One part as it is shown, amounts in their currency.
fn part(measure: &Measure, number: Number, currency: Option<Currency>) -> Result<(i128, Value)> {
    let n = match measure {
        // Percent is kept in hundredths.
        Measure::Weighted { .. } => divided(number.whole(), 10_000),
        _ => number.whole(),
    };
    let shown = match (measure, currency) {
        // An amount times an amount is none.
        (Measure::Of(Worked::Times(..)), _) => Value::Null,
        (Measure::Of(Worked::DaysLeft), _) => whole(n),
        (Measure::Sum(..) | Measure::Due(..) | Measure::Weighted { .. } | Measure::Of(_), Some(currency)) => {
            amount(n, currency)?
        }
        (Measure::Sum(..) | Measure::Due(..), None) => decimals(n, scale(measure, currency)),
        (Measure::MedianDays { .. }, _) => match number {
            Number::Empty => Value::Null,
            Number::Whole(n) => whole(n),
            Number::Halves(halves) => decimals(halves, 2),
        },
        _ => whole(n),
    };
    Ok((n, shown))
}

fn shown(
    unit: Unit,
    numerator: &Measure,
    denominator: Option<&Measure>,
    parts: Parts,
    currency: Option<Currency>,
) -> Result<Row> {
    let of = numerator;
    let (n, numerator) = part(of, parts.numerator, currency)?;
    let (Some(measure), Some(number)) = (denominator, parts.denominator) else {
        return Ok(Row { cells: Vec::new(), value: numerator.clone(), numerator, denominator: Value::Null });
    };
    let (d, denominator) = part(measure, number, currency)?;
    let value = match (d, unit, currency) {
        (0, _, _) => Value::Null,
        (d, Unit::Money, Some(currency)) => amount(divided(n, d), currency)?,
        (d, _, _) => decimals(n * scale(measure, currency), d * scale(of, currency)),
    };
    Ok(Row { cells: Vec::new(), numerator, denominator, value })
}

impl Answer {
    pub fn json(&self) -> Value {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                let mut shown = Map::new();
                for (name, cell) in self.by.iter().zip(&row.cells) {
                    shown.insert((*name).to_owned(), json!(cell.label));
                    if cell.id.is_some() {
                        shown.insert(format!("{name}_id"), json!(cell.id));
                    }
                }
                shown.insert("numerator".into(), row.numerator.clone());
                shown.insert("denominator".into(), row.denominator.clone());
                shown.insert("value".into(), row.value.clone());
                Value::Object(shown)
            })
            .collect();
        let mut answer = json!({
            "kpi": self.kpi,
            "unit": self.unit,
            "currency": self.currency.map(Currency::code),
            "rows": rows,
        });
        if !self.rates.is_empty() {
            answer["rates"] = self.rates.iter().map(Used::json).collect();
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_have_six_decimals_and_round_once() {
        assert_eq!(decimals(1438, 2249).to_string(), "0.639395");
        assert_eq!(decimals(1, 2).to_string(), "0.5");
        assert_eq!(decimals(-2, 3).to_string(), "-0.666667");
        assert_eq!(decimals(4, 2).to_string(), "2");
        assert_eq!(decimals(219_452, 4238).to_string(), "51.781973");
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!([divided(5, 2), divided(-5, 2), divided(4, 3), divided(-4, 3), divided(5, -2)], [3, -3, 1, -1, -3]);
    }

    #[test]
    fn an_average_of_nothing_is_null_and_money_keeps_its_cents() {
        let part = |n| Parts { numerator: Number::Whole(n), denominator: Some(Number::Whole(n / 100)) };
        let sum = Measure::Sum("amount", &[]);
        let count = Measure::Count(&[]);
        let row = shown(Unit::Money, &sum, Some(&count), part(25_001), Some(Currency::CNY)).unwrap();
        assert_eq!((row.numerator, row.denominator, row.value), (json!("250.01"), json!(250), json!("1.00")));
        let none = shown(Unit::Money, &sum, Some(&count), Parts::nothing(true), Some(Currency::CNY)).unwrap();
        assert_eq!((none.numerator, none.denominator, none.value), (json!("0.00"), json!(0), Value::Null));
    }

    #[test]
    fn what_is_summed_up_and_is_no_money_is_a_quantity() {
        let parts = Parts { numerator: Number::Whole(25_000), denominator: Some(Number::Whole(2)) };
        let (sum, count) = (Measure::Sum("days", &[]), Measure::Count(&[]));
        let row = shown(Unit::Days, &sum, Some(&count), parts, None).unwrap();
        assert_eq!((row.numerator, row.denominator, row.value), (json!(2.5), json!(2), json!(1.25)));
        let parts = Parts { numerator: Number::Whole(1), denominator: Some(Number::Whole(20_000)) };
        let per_day = shown(Unit::Ratio, &count, Some(&sum), parts, None).unwrap();
        assert_eq!((per_day.denominator, per_day.value), (json!(2), json!(0.5)));
    }
}
