//! A plan for the rest of its days, made of the one in force: what is past stays as it was, in the plan and in its targets.

use crate::{
    drawing::Numbers,
    node::{self, Basis, Fixed},
    plan::{self, State, TargetPlanId},
    publishing, redrawing,
    replan::{replanned, rest},
    room::Room,
    rules, seasons, target,
};
use chrono::NaiveDate;
use kernel::{Actor, Calendar, Error, FieldError, House, Minor, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, Select, prelude::Json};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// From when on, and how much.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// A period's first day, after today.
    pub from: NaiveDate,
    /// What all the days of the plan together were to have by the new plan, before padding, as people write it; what the plan
    /// in force has where nothing is said. Of it the days from `from` on get their share: nothing is caught up.
    #[serde(default)]
    pub total: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    /// What was fixed stays fixed, with the share of the days that are left.
    #[serde(default = "yes")]
    pub keep: bool,
}

fn yes() -> bool {
    true
}

/// What would come of it at the top, in the smallest unit.
#[derive(Clone, Debug, Serialize)]
pub struct Rest {
    pub from: NaiveDate,
    /// Days from which it can be planned anew.
    pub starts: Vec<NaiveDate>,
    /// The yearly total that was asked for, or that of the plan in force.
    pub total: i64,
    /// What is in force before that day: it stays.
    pub kept: i64,
    /// What is in force from that day on.
    pub before: i64,
    /// What there is to divide from that day on.
    pub rest: i64,
    pub refusal: Option<Json>,
}

/// A share of a year: where the days that are left begin, what the year weighs, and what falls on them.
struct Cut {
    at: usize,
    weights: Vec<i64>,
    kept: i64,
    before: i64,
    rest: i64,
}

/// What planning anew would do, to whoever may change the plan.
pub(crate) async fn look(
    house: &House,
    actor: &Actor,
    id: TargetPlanId,
    from: Option<NaiveDate>,
    total: Option<&str>,
) -> Result<Rest> {
    let reader = house.reader(actor);
    let plan = reader.find::<plan::Entity>(id.0).await?;
    if !reader.within(house.registry.known(plan::Entity::NAME)?, id.0, "edit").await? {
        return Err(Error::forbidden(plan::Entity::NAME, "edit"));
    }
    let today = house.today();
    let company = house.company();
    let system = Actor::system();
    let rows = of_top(house.reader(&system).visible::<target::Entity>(), &plan).all(house.store.reader()).await?;
    let starts: Vec<NaiveDate> = seasons::periods(&plan, &company.calendar)
        .iter()
        .map(|period| period.from())
        .filter(|first| *first > today)
        .collect();
    let from = from.or_else(|| starts.first().copied()).unwrap_or(plan.to);
    let total = read(&plan, total)?;
    let cut = cut(&plan, &company.calendar, &rows, from, total, today);
    let (told, refusal) = match cut {
        Ok(cut) => ((cut.kept, cut.before, cut.rest), None),
        Err(error) => ((0, 0, 0), Some(publishing::told(house, actor, error))),
    };
    let (kept, before, rest) = told;
    Ok(Rest { from, starts, total, kept, before, rest, refusal })
}

/// Makes the plan for the days from `asked.from` on: with whoever is there on that day, compared by what is known now.
pub(crate) async fn replan(
    work: &mut Work,
    plan: plan::Model,
    asked: Asked,
    numbers: &Numbers,
) -> Result<(plan::Model, usize)> {
    if work.actor.reach(plan::Entity::NAME, "create").is_none() {
        return Err(Error::forbidden(plan::Entity::NAME, "create"));
    }
    let rows = of_top(work.every::<target::Entity>(), &plan).all(work.conn()).await?;
    let company = work.house.company();
    let total = read(&plan, asked.total.as_deref())?;
    let cut = cut(&plan, &company.calendar, &rows, asked.from, total, work.today)?;
    let kept: Vec<node::Model> = if asked.keep {
        node::of(work, plan.id).await?.into_iter().map(|node| of_the_rest(node, &plan, &cut)).collect()
    } else {
        Vec::new()
    };
    let name = asked.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let next = plan::Model {
        id: TargetPlanId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        name: name.unwrap_or_else(|| format!("{} ({})", plan.name, asked.from)),
        state: State::Working,
        owner_id: work.actor.person.map(PersonId).or(plan.owner_id),
        amount: plan.amount.map(|_| Minor(cut.rest)),
        quantity: plan.quantity.map(|_| Quantity(cut.rest)),
        weights: plan.weights.as_ref().map(|weights| later(weights, cut.at)),
        copied_from_id: Some(plan.id),
        counts_from: None,
        changes: 0,
        note: None,
        ..for_days(&plan, asked.from)
    };
    let next = work.create::<plan::Entity>(next).await?;
    let id = next.id;
    let places = redrawing::keeping(work, next, numbers, &kept).await?;
    // What cannot be kept together is said now, with the names of all that meet.
    Room::of(work, id).await?;
    Ok((work.fetch::<plan::Entity>(id.0).await?, places))
}

/// The same plan for the days from one of them on: what its drivers are asked for.
pub(crate) fn for_days(plan: &plan::Model, from: NaiveDate) -> plan::Model {
    plan::Model { from, ..plan.clone() }
}

/// The targets in force at the top within the days of a plan, of whichever plan they are.
fn of_top(targets: Select<target::Entity>, plan: &plan::Model) -> Select<target::Entity> {
    targets
        .filter(target::Column::UnitId.eq(plan.unit_id))
        .filter(target::Column::Metric.eq(&plan.metric))
        .filter(target::Column::ReplacedOn.is_null())
        .filter(target::Column::From.gte(plan.from))
        .filter(target::Column::To.lte(plan.to))
}

fn cut(
    plan: &plan::Model,
    calendar: &Calendar,
    in_force: &[target::Model],
    from: NaiveDate,
    total: i64,
    today: NaiveDate,
) -> Result<Cut> {
    let of_it = |row: &&target::Model| row.plan_id == plan.id && row.from >= from;
    if plan.state != State::Published {
        return Err(rules::NOT_IN_FORCE.into());
    }
    let periods = seasons::periods(plan, calendar);
    let starts: Vec<NaiveDate> = periods.iter().map(|period| period.from()).collect();
    publishing::may_count_from(&starts, plan, from, Some(today))?;
    let at = starts.iter().take_while(|first| **first < from).count();
    if in_force.iter().filter(of_it).count() == 0 {
        return Err(rules::NOT_IN_FORCE.into());
    }
    let number = |row: &target::Model| row.amount.map(|amount| amount.0).or(row.quantity.map(|number| number.0));
    let old: Vec<Minor> = periods
        .iter()
        .map(|period| Minor(in_force.iter().filter(|row| period.contains(row.from)).filter_map(number).sum()))
        .collect();
    let weights = seasons::whole(&seasons::weights(plan, &periods, calendar));
    let unit = rules::rounding(plan);
    rules::fixed_fits(Fixed { lock: Some(total), ..Fixed::default() }, unit)?;
    let too_large = || Error::from(rules::UNSOLVABLE.with("detail", "the weights or the total are too large"));
    let weights = weights.ok_or_else(too_large)?;
    let months = replanned(&old, &weights, at, Minor(total), unit).ok_or_else(too_large)?;
    let sum = |months: &[Minor]| Minor::checked_sum(months.iter().copied()).map(|sum| sum.0).ok_or_else(too_large);
    Ok(Cut { kept: sum(&months[..at])?, before: sum(&old[at..])?, rest: sum(&months[at..])?, at, weights })
}

/// A place as it goes on: what was fixed of a year is fixed of the share of the days that are left.
fn of_the_rest(node: node::Model, plan: &plan::Model, cut: &Cut) -> node::Model {
    let (basis, unit) = (plan.basis(), rules::rounding(plan));
    let part = |amount: i64| rest(&cut.weights, cut.at, Minor(amount), unit).map(|part| part.0);
    let was = node.fixed(basis);
    let (lock, max) = (was.lock.and_then(part), was.max.and_then(part));
    let min = was.min.and_then(part);
    // Shares are whole units: two bounds a unit apart may change places.
    let min = min.map(|min| max.map_or(min, |max| min.min(max)));
    let fixed = if lock.is_some() { Fixed { lock, ..Fixed::default() } } else { Fixed { lock, min, max } };
    let mut node = node::Model { said: None, proposed_amount: None, proposed_quantity: None, ..node };
    node.fix(basis, fixed);
    node
}

/// The weights of the periods that are left.
fn later(weights: &Json, at: usize) -> Json {
    match weights.as_array() {
        Some(all) => json!(all.get(at..).unwrap_or_default()),
        None => weights.clone(),
    }
}

/// The total that is asked for, in the smallest unit.
fn read(plan: &plan::Model, total: Option<&str>) -> Result<i64> {
    let own = plan.amount.map(|amount| amount.0).or(plan.quantity.map(|number| number.0));
    let Some(text) = total.map(str::trim).filter(|text| !text.is_empty()) else {
        return own.ok_or(rules::NO_TOTAL.into());
    };
    let wrong = || FieldError::new("total", "fields.not_amount", "this is not an amount").value(text);
    let amount = match plan.basis() {
        Basis::Money(currency) => Minor::parse(text, currency).map_err(|_| wrong())?.0,
        Basis::Quantity => text.parse::<Quantity>().map_err(|_| wrong())?.0,
    };
    if amount < 0 { Err(wrong().into()) } else { Ok(amount) }
}
