//! Who moves takes along what is left of their target: the units they leave have that much less to reach, those they come
//! to that much more, from that day on. What is past stays, and nothing is lost on the way (practice §1, mid-year).

use crate::{
    plan::{self, TargetPlanId},
    publishing, rules,
    target::{self, TargetId},
};
use chrono::NaiveDate;
use kernel::{BasisPoints, Batch, Minor, Money, Period, Quantity, Resource, Result, Work, record};
use org::{History, PersonMoved, UnitMoved, unit::UnitId};
use reorganizations::surveying::{self, Figure, Sum};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use std::collections::{BTreeMap, HashSet};

const ALL: i128 = 10_000;

pub(crate) async fn person(moved: PersonMoved, work: &mut Work) -> Result<()> {
    let Some(from) = moved.from.filter(|from| *from != moved.to) else { return Ok(()) };
    let on = counts(work, moved.on);
    let shape = History::load(work.conn()).await?;
    let (left, joined): (Vec<_>, Vec<_>) = (shape.up(from, on).collect(), shape.up(moved.to, on).collect());
    let own = left_to_reach(work, whose(target::Column::PersonId.eq(moved.person)), on).await?;
    carry(work, own, &left, &joined, on).await
}

pub(crate) async fn unit(moved: UnitMoved, work: &mut Work) -> Result<()> {
    if moved.from == moved.to {
        return Ok(());
    }
    let on = counts(work, moved.on);
    let shape = History::load(work.conn()).await?;
    let above = |unit: Option<UnitId>| unit.map(|unit| shape.up(unit, on).collect()).unwrap_or_default();
    let (left, joined): (Vec<_>, Vec<_>) = (above(moved.from), above(moved.to));
    let own = left_to_reach(work, whose(target::Column::UnitId.eq(moved.unit)), on).await?;
    carry(work, own, &left, &joined, on).await
}

/// What units are to reach by each plan in the periods that are not over, for whoever looks at what a reorganization would do.
pub(crate) async fn survey(work: &mut Work) -> Result<()> {
    let select = work
        .visible::<target::Entity>()
        .filter(target::Column::UnitId.is_not_null())
        .filter(target::Column::To.gte(work.today))
        .filter(target::Column::ReplacedOn.is_null());
    let mut sums: BTreeMap<(TargetPlanId, UnitId), (i64, target::Model)> = BTreeMap::new();
    for row in select.all(work.conn()).await? {
        let Some(unit) = row.unit_id else { continue };
        let left = number(&row);
        let sum = sums.entry((row.plan_id, unit)).or_insert_with(|| (0, row.clone()));
        sum.0 = sum.0.saturating_add(left);
    }
    let mut names: BTreeMap<TargetPlanId, String> = BTreeMap::new();
    for ((plan, unit), (left, of)) in sums {
        let name = match names.get(&plan) {
            Some(name) => name.clone(),
            None => {
                let name = work.fetch::<plan::Entity>(plan.0).await?.name.clone();
                names.insert(plan, name.clone());
                name
            }
        };
        let figure = match of.amount {
            Some(_) => Figure::Money(Money { amount: Minor(left), currency: of.currency }),
            None => Figure::Number(Quantity(left)),
        };
        surveying::tell(work, Sum { unit, noun: plan::Entity::NAME, row: plan.0, name, figure });
    }
    Ok(())
}

/// A move that is dated back changes no target of the past.
fn counts(work: &Work, on: NaiveDate) -> NaiveDate {
    on.max(work.today)
}

fn whose(one: impl sea_orm::sea_query::IntoCondition) -> Condition {
    one.into_condition()
}

/// Targets that count on that day or after it.
async fn left_to_reach(work: &Work, whose: Condition, on: NaiveDate) -> Result<Vec<target::Model>> {
    let select = work
        .every::<target::Entity>()
        .filter(whose)
        .filter(target::Column::To.gte(on))
        .filter(target::Column::ReplacedOn.is_null());
    Ok(select.all(work.conn()).await?)
}

/// Takes what is left of `own` off the units that are left, and adds it to those that are joined; those above both keep
/// what they have. Chains begin below and end at the top.
async fn carry(
    work: &mut Work,
    own: Vec<target::Model>,
    left: &[UnitId],
    joined: &[UnitId],
    on: NaiveDate,
) -> Result<()> {
    let mut plans: BTreeMap<TargetPlanId, Vec<target::Model>> = BTreeMap::new();
    for row in own {
        plans.entry(row.plan_id).or_default().push(row);
    }
    let mut created = Vec::new();
    for (id, own) in plans {
        let plan = work.fetch::<plan::Entity>(id.0).await?.clone();
        // A plan that ends at a unit above neither keeps its number: whoever answers for it has to reach it all the same.
        let (Some(left), Some(joined)) = (within(left, plan.unit_id), within(joined, plan.unit_id)) else { continue };
        let over: Vec<BasisPoints> = rules::percents(plan.over_assignment.as_ref())?;
        let both: HashSet<UnitId> = left.iter().filter(|unit| joined.contains(unit)).copied().collect();
        let touched: Vec<UnitId> = left.iter().chain(joined).filter(|unit| !both.contains(unit)).copied().collect();
        let mut there = left_to_reach(work, whose(target::Column::UnitId.is_in(touched)), on).await?;
        there.retain(|row| row.plan_id == id);
        for mine in &own {
            let rest = rest(work, mine, on);
            for (chain, sign) in [(left, -1), (joined, 1)] {
                for (unit, amount) in shares(rest, chain, &over) {
                    if both.contains(&unit) || amount == 0 {
                        continue;
                    }
                    let place = there.iter().position(|row| row.unit_id == Some(unit) && row.from == mine.from);
                    let row = place.map(|place| there.swap_remove(place));
                    let next = restated(work, &plan, mine, row.as_ref(), unit, sign * amount).await?;
                    if let Some(row) = row {
                        end(work, row, on).await?;
                    }
                    created.push(record::of_row::<target::Entity>(&next)?);
                }
            }
        }
    }
    if created.is_empty() {
        return Ok(());
    }
    publishing::allow(work);
    work.write_batch(target::Entity::NAME, Batch { created, changed: Vec::new() }).await?;
    Ok(())
}

/// The part of a chain within a plan, from below up to the unit it is for.
fn within(chain: &[UnitId], top: UnitId) -> Option<&[UnitId]> {
    let end = chain.iter().position(|unit| *unit == top)?;
    chain.get(..=end)
}

fn number(target: &target::Model) -> i64 {
    target.amount.map_or_else(|| target.quantity.map_or(0, |quantity| quantity.0), |amount| amount.0)
}

/// What is left of a target on a day: all of a period to come, of one under way its share of working days.
fn rest(work: &Work, target: &target::Model, on: NaiveDate) -> i64 {
    let all = number(target);
    if on <= target.from {
        return all;
    }
    let company = work.house.company();
    let days = |from| Period::new(from, target.to).map_or(0, |days| company.calendar.working_days(days));
    part(all, i128::from(days(on)), i128::from(days(target.from)))
}

/// `whole × part ÷ of`, half away from zero; nothing of nothing.
fn part(whole: i64, part: i128, of: i128) -> i64 {
    if of == 0 {
        return 0;
    }
    let times = i128::from(whole) * part;
    let half = if times < 0 { -of / 2 } else { of / 2 };
    i64::try_from((times + half) / of).unwrap_or(whole)
}

/// How much a move is at each unit above: what a level was given on top of its own number does not move up.
fn shares(amount: i64, chain: &[UnitId], over: &[BasisPoints]) -> Vec<(UnitId, i64)> {
    let mut amount = amount;
    let deep = chain.len();
    chain
        .iter()
        .enumerate()
        .map(|(up, unit)| {
            let level = deep - 1 - up;
            let more = over.get(level).map_or(0, |more| i128::from(more.0));
            amount = part(amount, ALL, ALL + more);
            (*unit, amount)
        })
        .collect()
}

/// The unit's target with `by` more or less, or a first one where it has none yet.
async fn restated(
    work: &Work,
    plan: &plan::Model,
    mine: &target::Model,
    row: Option<&target::Model>,
    unit: UnitId,
    by: i64,
) -> Result<target::Model> {
    let (name, owner) = match row {
        Some(row) => (row.name.clone(), row.owner_id),
        None => {
            let unit = work.fetch::<org::unit::Entity>(unit.0).await?;
            (unit.name.clone(), unit.leader_id)
        }
    };
    let was = row.map_or(0, number);
    let is = was.saturating_add(by).max(0);
    let line = |line: Option<BasisPoints>| line.and_then(|line| line.of(Minor(is))).map(|amount| amount.0);
    let (stretch, challenge) = (line(plan.stretch), line(plan.challenge));
    let money = mine.amount.is_some();
    let as_money = |amount: Option<i64>| amount.filter(|_| money).map(Minor);
    let as_number = |amount: Option<i64>| amount.filter(|_| !money).map(Quantity);
    Ok(target::Model {
        id: TargetId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        name,
        unit_id: Some(unit),
        person_id: None,
        owner_id: owner,
        amount: as_money(Some(is)),
        stretch_amount: as_money(stretch),
        challenge_amount: as_money(challenge),
        quantity: as_number(Some(is)),
        stretch_quantity: as_number(stretch),
        challenge_quantity: as_number(challenge),
        replaced_on: None,
        ..mine.clone()
    })
}

async fn end(work: &mut Work, row: target::Model, on: NaiveDate) -> Result<()> {
    publishing::allow(work);
    let row = work.fetch::<target::Entity>(row.id.0).await?;
    work.update::<target::Entity>(row, |row| row.replaced_on = Some(on)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rounded_half_away_from_zero() {
        assert_eq!(part(100, 1, 2), 50);
        assert_eq!(part(5, 1, 2), 3);
        assert_eq!(part(-5, 1, 2), -3);
        assert_eq!(part(7, 3, 0), 0);
    }

    #[test]
    fn what_a_level_got_on_top_does_not_move_up() {
        let (team, region, top) = (UnitId::new(), UnitId::new(), UnitId::new());
        let over = [BasisPoints(500), BasisPoints(500), BasisPoints(1_000)];
        let shares = shares(121_275, &[team, region, top], &over);
        assert_eq!(shares, [(team, 110_250), (region, 105_000), (top, 100_000)]);
    }
}
