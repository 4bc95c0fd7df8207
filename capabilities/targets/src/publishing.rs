//! From an approved plan to targets in force.

use crate::{
    node::Basis,
    plan::{self, State, TargetPlanId},
    room::Room,
    rules,
    target::{self, TargetId},
};
use chrono::NaiveDate;
use edge::Problem;
use kernel::{Actor, BasisPoints, Batch, Error, House, Minor, Quantity, Resource, Result, Work, record};
use sea_orm::{ColumnTrait, QueryFilter, Select, prelude::Json};
use serde::Serialize;
use serde_json::json;

struct Publishes;
const PUBLISHES: &str = "targets.publishes";

/// Whether targets are being published in this work.
pub(crate) fn publishes(work: &Work) -> bool {
    work.kept::<Publishes>(PUBLISHES).is_some()
}

/// Targets may be written in this work.
pub(crate) fn allow(work: &mut Work) {
    work.keep(PUBLISHES, Publishes);
}

/// Rows a journal line speaks of.
const CHUNK: usize = 1_000;

/// Writes the targets of a plan from a day on, ends those of the plans that counted for the same unit and metric before, and
/// says so of all of them. What lies before the day stays as it was.
pub(crate) async fn publish(work: &mut Work, plan: plan::Model, from: Option<NaiveDate>) -> Result<plan::Model> {
    if plan.state != State::Approved {
        return Err(rules::NOT_APPROVED.into());
    }
    let room = Room::of(work, plan.id).await?;
    let before = before(work.every::<plan::Entity>(), &plan).all(work.conn()).await?;
    let starts: Vec<NaiveDate> = room.periods.iter().map(|period| period.from()).collect();
    let in_force_on = (!before.is_empty()).then_some(work.today);
    let from = from.or_else(|| first(&starts, &plan, in_force_on)).ok_or(rules::COUNTS_OUTSIDE)?;
    may_count_from(&starts, &plan, from, in_force_on)?;
    allow(work);
    for old in before {
        end(work, &old, from).await?;
        let archived = old.counts_from.is_some_and(|counted| counted >= from);
        work.update::<plan::Entity>(old, |old| {
            if archived {
                old.state = State::Archived;
            }
        })
        .await?;
    }
    let rows = rows(work, &room, from);
    for chunk in rows.chunks(CHUNK) {
        let created = chunk.iter().map(record::of_row::<target::Entity>).collect::<Result<_>>()?;
        work.write_batch(target::Entity::NAME, Batch { created, changed: Vec::new() }).await?;
    }
    work.update::<plan::Entity>(plan, |plan| {
        plan.state = State::Published;
        plan.counts_from = Some(from);
    })
    .await
}

/// Targets change where a period begins, inside the plan, and not in the past of targets that were in force.
pub(crate) fn may_count_from(
    starts: &[NaiveDate],
    plan: &plan::Model,
    from: NaiveDate,
    in_force_on: Option<NaiveDate>,
) -> Result<()> {
    if from < plan.from || from > plan.to {
        return Err(rules::COUNTS_OUTSIDE.into());
    }
    if let Err(at) = starts.binary_search(&from) {
        let before = starts.get(at.wrapping_sub(1)).copied().unwrap_or(plan.from);
        let after = starts.get(at).copied().unwrap_or(plan.to);
        return Err(rules::COUNTS_BETWEEN.with("before", before).with("after", after).into());
    }
    match in_force_on {
        Some(today) if from <= today => Err(rules::COUNTS_IN_THE_PAST.with("date", today).into()),
        Some(_) | None => Ok(()),
    }
}

/// The day from which a plan counts where nobody says one: in the middle of a year the next period's first.
fn first(starts: &[NaiveDate], plan: &plan::Model, in_force_on: Option<NaiveDate>) -> Option<NaiveDate> {
    match in_force_on {
        None => Some(plan.from),
        Some(today) => starts.iter().copied().find(|first| *first > today),
    }
}

/// The published plans of the same unit, metric and days: of a year that was planned anew there are several.
fn before(plans: Select<plan::Entity>, plan: &plan::Model) -> Select<plan::Entity> {
    plans
        .filter(plan::Column::State.eq(State::Published))
        .filter(plan::Column::Metric.eq(&plan.metric))
        .filter(plan::Column::UnitId.eq(plan.unit_id))
        .filter(plan::Column::From.lte(plan.to))
        .filter(plan::Column::To.gte(plan.from))
}

/// What publishing would do.
#[derive(Clone, Debug, Serialize)]
pub struct Publication {
    pub from: NaiveDate,
    /// Days from which it can count.
    pub starts: Vec<NaiveDate>,
    pub places: usize,
    pub people: usize,
    /// Rows that come into force.
    pub targets: usize,
    pub replaces: Option<Replaces>,
    /// What the top is to reach from that day on.
    pub amount: i64,
    /// What it was to reach by the plan that counts now.
    pub before: Option<i64>,
    pub refusal: Option<Json>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Replaces {
    pub plan: TargetPlanId,
    pub name: String,
    pub ends: usize,
    pub kept: usize,
}

/// What publishing would do, to whoever may publish the plan.
pub(crate) async fn publication(
    house: &House,
    actor: &Actor,
    id: TargetPlanId,
    from: Option<NaiveDate>,
) -> Result<Publication> {
    let reader = house.reader(actor);
    let plan = reader.find::<plan::Entity>(id.0).await?;
    let noun = house.registry.known(plan::Entity::NAME)?;
    if !reader.within(noun, id.0, "publish").await? {
        return Err(Error::forbidden(plan::Entity::NAME, "publish"));
    }
    let room = Room::looked_at(house, id).await?;
    let system = Actor::system();
    let all = house.reader(&system);
    let mut old = before(all.visible::<plan::Entity>(), &plan).all(house.store.reader()).await?;
    old.retain(|old| old.id != id);
    // The one that counts now comes last and gives its name.
    old.sort_by_key(|old| old.counts_from);
    let today = house.today();
    let in_force_on = (!old.is_empty()).then_some(today);
    let starts: Vec<NaiveDate> = room.periods.iter().map(|period| period.from()).collect();
    let proposed = from.or_else(|| first(&starts, &plan, in_force_on));
    let from = proposed.unwrap_or(plan.to);
    let checked = match (plan.state, proposed) {
        (State::Approved, Some(from)) => may_count_from(&starts, &plan, from, in_force_on),
        (State::Approved, None) => Err(rules::COUNTS_OUTSIDE.into()),
        (State::Working | State::Submitted | State::Published | State::Archived, _) => Err(rules::NOT_APPROVED.into()),
    };
    let refusal = checked.err().map(|error| told(house, actor, error));
    let later = room.periods.iter().filter(|period| period.from() >= from).count();
    let top: Vec<usize> = (0..room.nodes.len()).filter(|at| room.nodes[*at].parent_id.is_none()).collect();
    let amount = top.iter().flat_map(|at| room.cascade.cells(*at).skip(room.periods.len() - later)).sum();
    let (mut replaces, mut before) = (None, None);
    if let Some(last) = old.last() {
        let plans = old.iter().map(|old| old.id);
        let rows = all.visible::<target::Entity>().filter(target::Column::PlanId.is_in(plans));
        let rows = rows.filter(target::Column::ReplacedOn.is_null()).all(house.store.reader()).await?;
        let ends: Vec<&target::Model> = rows.iter().filter(|row| row.from >= from).collect();
        let of_top = ends.iter().filter(|row| row.unit_id == Some(plan.unit_id));
        before = Some(of_top.filter_map(|row| row.amount.map(|n| n.0).or(row.quantity.map(|n| n.0))).sum());
        replaces =
            Some(Replaces { plan: last.id, name: last.name.clone(), ends: ends.len(), kept: rows.len() - ends.len() });
    }
    Ok(Publication {
        from,
        starts: starts.into_iter().filter(|start| in_force_on.is_none_or(|today| *start > today)).collect(),
        places: room.nodes.len(),
        people: room.nodes.iter().filter(|node| node.person_id.is_some()).count(),
        targets: room.nodes.len() * later,
        replaces,
        amount,
        before,
        refusal,
    })
}

/// Why something would be refused, in the reader's words.
pub(crate) fn told(house: &House, actor: &Actor, error: Error) -> Json {
    let told = Problem::from(error).document(&house.registry.words, actor.locale);
    let said = told["errors"][0]["detail"].as_str().or(told["detail"].as_str());
    json!({ "code": told["code"], "detail": said })
}

async fn end(work: &mut Work, old: &plan::Model, from: NaiveDate) -> Result<()> {
    let select = work
        .every::<target::Entity>()
        .filter(target::Column::PlanId.eq(old.id))
        .filter(target::Column::From.gte(from))
        .filter(target::Column::ReplacedOn.is_null());
    for row in select.all(work.conn()).await? {
        work.update::<target::Entity>(row, |row| row.replaced_on = Some(from)).await?;
    }
    Ok(())
}

fn rows(work: &Work, room: &Room, from: NaiveDate) -> Vec<target::Model> {
    let plan = &room.plan;
    let basis = plan.basis();
    let now = work.now;
    let more =
        |amount: i64, line: Option<BasisPoints>| line.and_then(|line| line.of(Minor(amount))).map(|amount| amount.0);
    let mut rows = Vec::new();
    for (at, node) in room.nodes.iter().enumerate() {
        for (period, amount) in
            room.periods.iter().zip(room.cascade.cells(at)).filter(|(period, _)| period.from() >= from)
        {
            let (stretch, challenge) = (more(amount, plan.stretch), more(amount, plan.challenge));
            let money = matches!(basis, Basis::Money(_));
            let as_money = |amount: Option<i64>| amount.filter(|_| money).map(Minor);
            let as_number = |amount: Option<i64>| amount.filter(|_| !money).map(Quantity);
            rows.push(target::Model {
                id: TargetId::new(),
                version: 1,
                created_at: now,
                updated_at: now,
                custom: serde_json::json!({}),
                name: node.name.clone(),
                plan_id: plan.id,
                metric: plan.metric.clone(),
                unit_id: node.unit_id,
                person_id: node.person_id,
                owner_id: node.owner_id,
                from: period.from(),
                to: period.to(),
                amount: as_money(Some(amount)),
                stretch_amount: as_money(stretch),
                challenge_amount: as_money(challenge),
                currency: plan.currency,
                quantity: as_number(Some(amount)),
                stretch_quantity: as_number(stretch),
                challenge_quantity: as_number(challenge),
                replaced_on: None,
            });
        }
    }
    rows
}
