//! What a path or an initiative moves, asked of the numbers: by the rows that whoever asks may see.

use crate::{
    initiative, landing_check,
    lift::{self, Accrual, Window},
    path, rules,
};
use chrono::NaiveDate;
use edge::Context;
use kernel::{Actor, FieldError, House, Metric, Quantity, Result, Work};
use kpis::Question;
use org::{person::PersonId, unit::UnitId};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Under which a work says that the numbers in its hands were worked out, and typed by nobody.
const MEASURES: &str = "initiatives.measures";

/// From now on this work writes what was worked out.
pub fn worked_out(work: &mut Work) {
    work.keep(MEASURES, true);
}

pub fn measures(work: &Work) -> bool {
    work.kept::<bool>(MEASURES).copied().unwrap_or(false)
}

/// A KPI by its name.
///
/// # Errors
/// The field that names one that there is not.
pub fn metric(house: &House, name: &str, field: &'static str) -> Result<&'static Metric> {
    let found = house.registry.metrics.get(name).copied();
    Ok(found.ok_or_else(|| rules::unknown_metric(field, name))?)
}

/// Whether a KPI can be asked of a unit or a person, where it is to be.
///
/// # Errors
/// The field that asks for what the KPI does not tell.
pub fn fits(house: &House, metric: &'static Metric, unit: bool, person: bool) -> Result<()> {
    for (_, cut, field) in [(unit, "unit", "unit_id"), (person, "owner", "person_id")].into_iter().filter(|one| one.0) {
        let question = Question::read(house, metric.name, std::iter::empty())?;
        question.only(house, cut, Vec::new()).map_err(|_| rules::not_cut_by(field, metric.name))?;
    }
    Ok(())
}

/// `source=fair,web;stage=Offer` → dimension → values.
///
/// # Errors
/// The field whose conditions the KPI does not have.
pub fn read(
    house: &House,
    metric: &'static Metric,
    conditions: Option<&str>,
    field: &'static str,
) -> Result<Map<String, Value>, FieldError> {
    let Some(text) = conditions else { return Ok(Map::new()) };
    Question::read(house, metric.name, [("where", text)]).map_err(|_| rules::unreadable(field, text))?;
    let mut only = Map::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, values) = part.split_once('=').ok_or_else(|| rules::unreadable(field, text))?;
        let value = |value: &str| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        only.insert(name.trim().to_owned(), json!(values.split(',').map(value).collect::<Vec<_>>()));
    }
    Ok(only)
}

/// A KPI of a unit, a person or everybody, narrowed.
#[derive(Clone, Debug)]
pub struct Aim {
    pub metric: &'static Metric,
    unit: Option<UnitId>,
    person: Option<PersonId>,
    only: Map<String, Value>,
}

impl Aim {
    /// # Errors
    /// A KPI that has gone since, or conditions that it does not have any more.
    pub fn of_path(house: &House, path: &path::Model) -> Result<Self> {
        let metric = metric(house, &path.metric, "metric")?;
        let only = read(house, metric, path.conditions.as_deref(), "conditions")?;
        Ok(Self { metric, unit: path.unit_id, person: path.person_id, only })
    }

    /// Its own KPI, else its path's; its own conditions come on top of the path's, and take the place of those about the
    /// same. Nothing where it has neither.
    ///
    /// # Errors
    /// As [`Aim::of_path`].
    pub fn of(house: &House, on: &initiative::Model, path: Option<&path::Model>) -> Result<Option<Self>> {
        let mut aim = match (&on.metric, path) {
            (Some(name), Some(path)) if *name == path.metric => Self::of_path(house, path)?,
            (Some(name), _) => {
                Self { metric: metric(house, name, "metric")?, unit: on.unit_id, person: None, only: Map::new() }
            }
            (None, Some(path)) => Self::of_path(house, path)?,
            (None, None) => return Ok(None),
        };
        // Whoever does it in one unit of a larger one moves the number there.
        if aim.person.is_none() && on.unit_id.is_some() {
            aim.unit = on.unit_id;
        }
        aim.only.extend(read(house, aim.metric, on.conditions.as_deref(), "conditions")?);
        Ok(Some(aim))
    }

    pub fn accrual(&self) -> Accrual {
        Accrual::of(self.metric)
    }

    /// The question, as `POST /kpis/ask` takes it.
    pub fn question(&self, window: Window) -> Value {
        let mut only = self.only.clone();
        if let Some(unit) = self.unit {
            only.insert("unit".to_owned(), json!([unit]));
        }
        if let Some(person) = self.person {
            only.insert("owner".to_owned(), json!([person]));
        }
        json!({
            "metric": self.metric.name,
            "from": window.from.to_string(),
            "to": window.to.to_string(),
            "where": only,
        })
    }

    /// Its values in these windows, by the rows within the actor's reach.
    ///
    /// # Errors
    /// What the numbers refuse the actor, and what the database says.
    pub async fn values(&self, context: &Context, actor: &Actor, windows: &[Window]) -> Result<Vec<Option<Quantity>>> {
        let questions: Vec<Value> = windows.iter().map(|window| self.question(*window)).collect();
        let answers = kpis::answers(context, actor, &questions).await?;
        let value = |answer: Result<kpis::Answer>| Ok(answer?.rows.first().and_then(|row| lift::quantity(&row.value)));
        answers.into_iter().map(value).collect()
    }
}

/// The trend of a path on a day, and what it was worked out from.
#[derive(Clone, Debug, Serialize)]
pub struct Trend {
    pub trend: Option<Value>,
    #[serde(skip)]
    pub exact: Option<Quantity>,
    pub from: Window,
    pub question: Value,
}

/// Where a path's number goes by itself, as its method says; nothing where somebody has typed it.
///
/// # Errors
/// As [`Aim::values`].
pub async fn trend(context: &Context, actor: &Actor, path: &path::Model, on: NaiveDate) -> Result<Option<Trend>> {
    let aim = Aim::of_path(&context.house, path)?;
    let period = Window { from: path.from, to: path.to };
    let before = match path.trend_how {
        path::How::Typed => return Ok(None),
        path::How::SamePeriod => period.last_year(),
        path::How::TrailingMean => Window::months_before(on, path.months()),
    };
    let value = aim.values(context, actor, &[before]).await?.into_iter().next().flatten();
    let exact = match path.trend_how {
        path::How::SamePeriod | path::How::Typed => value,
        path::How::TrailingMean => value.and_then(|value| lift::trend(aim.accrual(), value, before, period)),
    };
    Ok(Some(Trend { trend: exact.map(Quantity::number), exact, from: before, question: aim.question(before) }))
}

/// What an initiative has added by a day.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub window: Window,
    pub baseline_window: Window,
    pub value: Option<Value>,
    pub baseline: Option<Value>,
    /// The value less what there would have been.
    pub measured: Option<Value>,
    /// What was expected by then.
    pub expected: Option<Value>,
    /// Both questions, for the rows behind them.
    pub question: Value,
    pub baseline_question: Value,
    #[serde(skip)]
    pub exact: Exact,
}

/// The same, not yet as JSON.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exact {
    pub value: Option<Quantity>,
    pub baseline: Option<Quantity>,
    pub measured: Option<Quantity>,
    pub expected: Option<Quantity>,
}

/// What an initiative is expected to add, and when; nothing where it does not say.
pub fn expected(on: &initiative::Model, accrual: Accrual) -> Option<lift::Expected> {
    let ramp = on.ramp.as_deref().and_then(lift::ramp).unwrap_or_default();
    let from = on.started_on.filter(|started| *started <= on.to).unwrap_or(on.from);
    Some(lift::Expected { accrual, lift: on.lift?, from, to: on.to, ramp })
}

/// # Errors
/// Where it names no KPI; as [`Aim::values`].
pub async fn measured(
    context: &Context,
    actor: &Actor,
    (on, path): (&initiative::Model, Option<&path::Model>),
    day: NaiveDate,
) -> Result<Measured> {
    let aim = Aim::of(&context.house, on, path)?.ok_or(rules::NO_METRIC)?;
    let from = on.started_on.unwrap_or(on.from).min(day);
    let window = Window { from, to: day.min(on.to.max(from)) };
    let before = match (on.baseline_from, on.baseline_to) {
        (Some(from), Some(to)) => Window { from, to },
        (Some(_) | None, _) => window.last_year(),
    };
    let values = aim.values(context, actor, &[window, before]).await?;
    let (value, baseline) = (values.first().copied().flatten(), values.get(1).copied().flatten());
    let measured = value.zip(baseline).and_then(|(value, baseline)| {
        lift::measured(aim.accrual(), aim.metric.direction, (value, window), (baseline, before))
    });
    let expected = expected(on, aim.accrual()).map(|expected| expected.by(window.to));
    let exact = Exact { value, baseline, measured, expected };
    Ok(Measured {
        window,
        baseline_window: before,
        value: value.map(Quantity::number),
        baseline: baseline.map(Quantity::number),
        measured: measured.map(Quantity::number),
        expected: expected.map(Quantity::number),
        question: aim.question(window),
        baseline_question: aim.question(before),
        exact,
    })
}

/// Writes down what was worked out for a landing check that is still to be done, with the rights of whoever asked.
///
/// # Errors
/// Where the actor may not change it, or it is done.
pub async fn keep(
    house: &Arc<House>,
    (actor, request): (Actor, Option<String>),
    check: landing_check::LandingCheckId,
    told: &Measured,
) -> Result<landing_check::Model> {
    let (exact, window, before) = (told.exact, told.window, told.baseline_window);
    let (row, _) = house
        .write(actor, request, move |work| {
            Box::pin(async move {
                let row = crate::reading::editable::<landing_check::Entity>(work, check.0).await?;
                worked_out(work);
                let now = work.now;
                work.update::<landing_check::Entity>(row, |row| {
                    (row.value, row.baseline) = (exact.value, exact.baseline);
                    (row.measured, row.expected) = (exact.measured, exact.expected);
                    (row.measured_from, row.measured_to) = (Some(window.from), Some(window.to));
                    (row.baseline_from, row.baseline_to) = (Some(before.from), Some(before.to));
                    row.measured_at = Some(now);
                })
                .await
            })
        })
        .await?;
    Ok(row)
}
