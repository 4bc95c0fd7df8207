//! Paths, initiatives and resources as a board shows them.

use crate::{
    aiming::{self, InForce, Unled},
    board::Rows,
    initiative, landing_check,
    lift::{self, Accrual, Part, Standing},
    measuring, path,
    reading::{Named, Names},
    resource, resource_use, rules,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Metric, Money, Quantity, metric::Unit};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use serde_json::Value;

/// A KPI as it is read here.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    pub name: &'static str,
    pub label: String,
    pub unit: Unit,
    /// Of amounts.
    pub currency: Option<&'static str>,
}

impl Measure {
    pub fn of(house: &House, actor: &Actor, metric: &'static Metric) -> Self {
        let label = house.registry.words.say(actor.locale, &format!("metrics.{}", metric.name), metric.label);
        let currency = (metric.unit == Unit::Money).then(|| house.company().currency.code());
        Self { name: metric.name, label: label.to_owned(), unit: metric.unit, currency }
    }
}

#[derive(Debug, Serialize)]
pub struct PathCard {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub state: path::State,
    pub owner: Option<Named>,
    pub unit: Option<Named>,
    pub person: Option<Named>,
    /// Nothing where the KPI has gone since.
    pub measure: Option<Measure>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub target: Option<Value>,
    pub target_how: path::Source,
    /// What the targets in force come to, where it follows them and the reader sees them.
    pub target_now: Option<Value>,
    pub trend: Option<Value>,
    pub trend_how: path::How,
    pub trend_on: Option<NaiveDate>,
    pub gap: Option<Value>,
    pub sum: Value,
    pub weighted: Value,
    pub short: Value,
    pub standing: Standing,
    pub may_edit: bool,
}

/// A target in force that the reader answers for and no path leads to.
#[derive(Debug, Serialize)]
pub struct UnledCard {
    /// Of its first period.
    pub id: Uuid,
    pub name: String,
    pub metric: String,
    pub measure: Option<Measure>,
    pub unit: Option<Uuid>,
    pub person: Option<Uuid>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Nothing where it is not told for all of these days.
    pub target: Option<Value>,
}

impl UnledCard {
    pub(crate) fn of(house: &House, actor: &Actor, one: Unled) -> Self {
        let metric = house.registry.metrics.get(one.metric.as_str()).copied();
        let target = aiming::total(one.periods, metric.map_or(Accrual::Flow, Accrual::of), one.from, one.to);
        Self {
            id: one.id,
            name: one.name,
            metric: one.metric,
            measure: metric.map(|metric| Measure::of(house, actor, metric)),
            unit: one.unit,
            person: one.person,
            from: one.from,
            to: one.to,
            target: target.map(Quantity::number),
        }
    }
}

#[derive(Debug, Serialize)]
pub struct InitiativeCard {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub kind: initiative::Kind,
    pub state: initiative::State,
    pub path: Option<Uuid>,
    pub owner: Option<Named>,
    pub measure: Option<Measure>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub lift: Option<Value>,
    /// What of it falls into the path's days.
    pub counted: Option<Value>,
    /// In per cent, as the row says or its state does.
    pub confidence: Value,
    pub milestones: usize,
    pub reached: usize,
    pub verdict: Option<landing_check::Verdict>,
    pub next_check: Option<NaiveDate>,
    pub may_edit: bool,
}

#[derive(Debug, Serialize)]
pub struct ResourceCard {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub kind: resource::Kind,
    pub state: resource::State,
    pub owner: Option<Named>,
    pub path: Option<Uuid>,
    pub amount: Option<Money>,
    pub granted_amount: Option<Money>,
    pub used_amount: Option<Money>,
    pub heads: Option<Value>,
    pub used_heads: Option<Value>,
    pub quantity: Option<Value>,
    pub used_quantity: Option<Value>,
    pub measure: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Use {
    pub id: Uuid,
    pub version: i64,
    pub resource: Uuid,
    pub initiative: Uuid,
    pub share: Option<Value>,
}

impl PathCard {
    pub(crate) fn of(
        house: &House,
        actor: &Actor,
        row: &path::Model,
        initiatives: &[initiative::Model],
        (names, in_force): (&Names, &InForce),
        may_edit: bool,
    ) -> Self {
        let metric = house.registry.metrics.get(row.metric.as_str()).copied();
        let accrual = metric.map_or(Accrual::Flow, Accrual::of);
        let parts: Vec<Part> = initiatives
            .iter()
            .filter(|one| one.path_id == Some(row.id))
            .filter_map(|one| part(one, row, accrual))
            .collect();
        let told = lift::coverage(row.gap, &parts);
        Self {
            id: row.id.0,
            version: row.version,
            name: row.name.clone(),
            state: row.state,
            owner: names.get(row.owner_id.0),
            unit: row.unit_id.and_then(|unit| names.get(unit.0)),
            person: row.person_id.and_then(|person| names.get(person.0)),
            measure: metric.map(|metric| Measure::of(house, actor, metric)),
            from: row.from,
            to: row.to,
            target: row.target.map(Quantity::number),
            target_how: row.target_how,
            target_now: row.follows_plans().then(|| in_force.of_path(row, accrual)).flatten().map(Quantity::number),
            trend: row.trend.map(Quantity::number),
            trend_how: row.trend_how,
            trend_on: row.trend_on,
            gap: row.gap.map(Quantity::number),
            sum: told.sum.number(),
            weighted: told.weighted.number(),
            short: told.short.number(),
            standing: told.standing,
            may_edit,
        }
    }
}

/// What an initiative counts for in its path; one that moves another KPI does not add up with the rest.
fn part(row: &initiative::Model, path: &path::Model, accrual: Accrual) -> Option<Part> {
    if row.metric.as_ref().is_some_and(|metric| *metric != path.metric) {
        return None;
    }
    let lift = measuring::expected(row, accrual)?.within(path.from, path.to);
    Some(Part { lift, sure: row.sure(), counts: rules::counts(row.state) })
}

impl InitiativeCard {
    pub(crate) fn of(
        house: &House,
        actor: &Actor,
        (row, path): (&initiative::Model, Option<&path::Model>),
        rows: &Rows,
        names: &Names,
        may_edit: bool,
    ) -> Self {
        let named = row.metric.as_deref().or(path.map(|path| path.metric.as_str()));
        let metric = named.and_then(|name| house.registry.metrics.get(name).copied());
        let counted = path.zip(metric).and_then(|(path, metric)| part(row, path, Accrual::of(metric)));
        let milestones = || rows.milestones.iter().filter(|one| one.initiative_id == row.id);
        let checks = || rows.checks.iter().filter(|one| one.initiative_id == row.id);
        Self {
            id: row.id.0,
            version: row.version,
            name: row.name.clone(),
            kind: row.kind,
            state: row.state,
            path: row.path_id.map(|path| path.0),
            owner: names.get(row.owner_id.0),
            measure: metric.map(|metric| Measure::of(house, actor, metric)),
            from: row.from,
            to: row.to,
            lift: row.lift.map(Quantity::number),
            counted: counted.map(|part| part.lift.number()),
            confidence: row.sure().number(),
            milestones: milestones().count(),
            reached: milestones().filter(|one| one.done).count(),
            verdict: checks()
                .filter(|one| one.verdict.is_some())
                .max_by_key(|one| one.checked_on)
                .and_then(|one| one.verdict),
            next_check: checks().find(|one| one.state == landing_check::State::Planned).map(|one| one.due_on),
            may_edit,
        }
    }
}

impl ResourceCard {
    pub(crate) fn of(row: &resource::Model, names: &Names) -> Self {
        let money = |amount: Option<kernel::Minor>| amount.map(|amount| Money::new(amount, row.currency));
        Self {
            id: row.id.0,
            version: row.version,
            name: row.name.clone(),
            kind: row.kind,
            state: row.state,
            owner: names.get(row.owner_id.0),
            path: row.path_id.map(|path| path.0),
            amount: money(row.amount),
            granted_amount: money(row.granted_amount),
            used_amount: money(row.used_amount),
            heads: row.heads.map(Quantity::number),
            used_heads: row.used_heads.map(Quantity::number),
            quantity: row.quantity.map(Quantity::number),
            used_quantity: row.used_quantity.map(Quantity::number),
            measure: row.measure.clone(),
        }
    }
}

impl Use {
    pub(crate) fn of(row: &resource_use::Model) -> Self {
        Self {
            id: row.id.0,
            version: row.version,
            resource: row.resource_id.0,
            initiative: row.initiative_id.0,
            share: row.share.map(kernel::BasisPoints::number),
        }
    }
}
