//! An initiative with all that belongs to it, as far as its reader sees it.

use crate::{
    cards::{Measure, ResourceCard, Use},
    initiative::{self, InitiativeId},
    landing_check,
    lift::Accrual,
    measuring, milestone, path,
    reading::{Named, Names},
    resource, resource_use, risk,
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use kernel::{Actor, Error, House, Quantity, Resource as _, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;

#[derive(Debug, Serialize)]
pub struct Whole {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub today: NaiveDate,
    pub state: initiative::State,
    pub path: Option<Named>,
    pub after: Option<Named>,
    pub measure: Option<Measure>,
    /// Month by month: what it should have added by then.
    pub curve: Vec<Point>,
    pub milestones: Vec<Milestone>,
    pub risks: Vec<Risk>,
    pub resources: Vec<ResourceCard>,
    pub uses: Vec<Use>,
    pub checks: Vec<Check>,
    pub may_edit: bool,
}

#[derive(Debug, Serialize)]
pub struct Point {
    pub day: NaiveDate,
    pub expected: Value,
}

#[derive(Debug, Serialize)]
pub struct Milestone {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub due_on: NaiveDate,
    pub owner: Option<Named>,
    pub done: bool,
    pub done_on: Option<NaiveDate>,
    pub evidence: Option<String>,
    pub evidence_url: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Risk {
    pub id: Uuid,
    pub version: i64,
    pub what: String,
    pub likelihood: i64,
    pub effect: i64,
    pub score: i64,
    pub safeguard: Option<String>,
    pub trigger: Option<String>,
    pub owner: Option<Named>,
    pub state: risk::State,
}

#[derive(Debug, Serialize)]
pub struct Check {
    pub id: Uuid,
    pub version: i64,
    pub due_on: NaiveDate,
    pub checker: Option<Named>,
    pub state: landing_check::State,
    pub checked_on: Option<NaiveDate>,
    pub verdict: Option<landing_check::Verdict>,
    pub evidence: Option<String>,
    pub evidence_url: Option<String>,
    pub next_step: Option<String>,
    pub task: Option<Uuid>,
    pub expected: Option<Value>,
    pub measured: Option<Value>,
    pub measured_at: Option<DateTime<Utc>>,
}

/// # Errors
/// [`Error::NotFound`] where it is none of the reader's, and what the database says.
pub async fn of(house: &House, actor: &Actor, id: InitiativeId) -> Result<Whole> {
    let reader = house.reader(actor);
    let conn = reader.conn;
    let row = reader.find::<initiative::Entity>(id.0).await?;
    let path = match row.path_id {
        Some(path) => visible(reader.find::<path::Entity>(path.0).await)?,
        None => None,
    };
    let after = match row.after_id {
        Some(first) => visible(reader.find::<initiative::Entity>(first.0).await)?,
        None => None,
    };
    let milestones = reader.visible::<milestone::Entity>().filter(milestone::Column::InitiativeId.eq(id));
    let milestones = milestones.order_by_asc(milestone::Column::DueOn).order_by_asc(milestone::Column::Id);
    let milestones = milestones.all(conn).await?;
    let risks = reader.visible::<risk::Entity>().filter(risk::Column::InitiativeId.eq(id));
    let risks = risks.order_by_desc(risk::Column::Score).order_by_asc(risk::Column::Id).all(conn).await?;
    let uses = reader.visible::<resource_use::Entity>().filter(resource_use::Column::InitiativeId.eq(id));
    let uses = uses.order_by_asc(resource_use::Column::Id).all(conn).await?;
    let resources = reader.visible::<resource::Entity>();
    let resources = resources.filter(resource::Column::Id.is_in(uses.iter().map(|row| row.resource_id)));
    let resources = resources.order_by_asc(resource::Column::Name).all(conn).await?;
    let checks = reader.visible::<landing_check::Entity>().filter(landing_check::Column::InitiativeId.eq(id));
    let checks = checks.order_by_asc(landing_check::Column::DueOn).order_by_asc(landing_check::Column::Id);
    let checks = checks.all(conn).await?;
    let people = (milestones.iter().filter_map(|row| row.owner_id))
        .chain(risks.iter().filter_map(|row| row.owner_id))
        .chain(checks.iter().filter_map(|row| row.owner_id))
        .chain(resources.iter().map(|row| row.owner_id))
        .map(|person| person.0);
    let names = Names::of(house, actor, people, []).await?;
    let named = row.metric.as_deref().or(path.as_ref().map(|path| path.metric.as_str()));
    let metric = named.and_then(|name| house.registry.metrics.get(name).copied());
    Ok(Whole {
        id: row.id.0,
        version: row.version,
        name: row.name.clone(),
        today: house.today(),
        state: row.state,
        curve: metric.map(|metric| curve(&row, Accrual::of(metric))).unwrap_or_default(),
        measure: metric.map(|metric| Measure::of(house, actor, metric)),
        path: path.map(|path| Named { id: path.id.0, name: path.name }),
        after: after.map(|after| Named { id: after.id.0, name: after.name }),
        milestones: milestones.into_iter().map(|row| Milestone::of(row, &names)).collect(),
        risks: risks.into_iter().map(|row| Risk::of(row, &names)).collect(),
        resources: resources.iter().map(|row| ResourceCard::of(row, &names)).collect(),
        uses: uses.iter().map(Use::of).collect(),
        checks: checks.into_iter().map(|row| Check::of(row, &names)).collect(),
        may_edit: reader.within(house.registry.known(initiative::Entity::NAME)?, id.0, "edit").await?,
    })
}

/// A row that the reader may not see is nothing to them.
fn visible<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(row) => Ok(Some(row)),
        Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Most points of a curve.
const POINTS: u32 = 60;

/// What it should have added at its beginning, after each month, and at its end.
fn curve(row: &initiative::Model, accrual: Accrual) -> Vec<Point> {
    let Some(expected) = measuring::expected(row, accrual) else { return Vec::new() };
    let months = (0..POINTS).filter_map(|month| expected.from.checked_add_months(Months::new(month)));
    let mut days: Vec<NaiveDate> = months.take_while(|day| *day < expected.to).collect();
    days.push(expected.to);
    days.into_iter().map(|day| Point { day, expected: expected.by(day).number() }).collect()
}

impl Milestone {
    fn of(row: milestone::Model, names: &Names) -> Self {
        Self {
            id: row.id.0,
            version: row.version,
            name: row.name,
            due_on: row.due_on,
            owner: row.owner_id.and_then(|person| names.get(person.0)),
            done: row.done,
            done_on: row.done_on,
            evidence: row.evidence,
            evidence_url: row.evidence_url,
        }
    }
}

impl Risk {
    fn of(row: risk::Model, names: &Names) -> Self {
        Self {
            id: row.id.0,
            version: row.version,
            what: row.what,
            likelihood: row.likelihood,
            effect: row.effect,
            score: row.score.unwrap_or_default(),
            safeguard: row.safeguard,
            trigger: row.trigger,
            owner: row.owner_id.and_then(|person| names.get(person.0)),
            state: row.state,
        }
    }
}

impl Check {
    fn of(row: landing_check::Model, names: &Names) -> Self {
        Self {
            id: row.id.0,
            version: row.version,
            due_on: row.due_on,
            checker: row.owner_id.and_then(|person| names.get(person.0)),
            state: row.state,
            checked_on: row.checked_on,
            verdict: row.verdict,
            evidence: row.evidence,
            evidence_url: row.evidence_url,
            next_step: row.next_step,
            task: row.task_id,
            expected: row.expected.map(Quantity::number),
            measured: row.measured.map(Quantity::number),
            measured_at: row.measured_at,
        }
    }
}
