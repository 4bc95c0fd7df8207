//! How the number of a case went, before and since, as far as whoever looks may see the rows.

use crate::{
    alert::{self, Model},
    alert_rule,
    backtest::{self, Backtest},
};
use chrono::NaiveDate;
use kernel::{Actor, Error, House, Resource, Result};
use kpis::Numbers;
use sea_orm::prelude::Uuid;

/// Periods before the case, and at most as many since.
const PERIODS: i32 = 12;

/// The case and its rule, if the actor sees the case; whoever sees a case may know by which rule it came.
///
/// # Errors
/// [`Error::NotFound`]
pub async fn case(house: &House, actor: &Actor, id: Uuid) -> Result<(Model, alert_rule::Model)> {
    let alert = house.reader(actor).find::<alert::Entity>(id).await?;
    let system = Actor::system();
    let rule = house.reader(&system).find::<alert_rule::Entity>(alert.rule_id.0).await?;
    Ok((alert, rule))
}

/// The number of a case by the rule as it stands, period by period.
///
/// # Errors
/// What asking the numbers says: whoever may not see the rows learns nothing more from the case.
pub async fn of(
    house: &House,
    numbers: &Numbers,
    actor: &Actor,
    alert: &Model,
    rule: &alert_rule::Model,
) -> Result<Backtest> {
    let calendar = house.company().calendar.clone();
    let (grain, today) = (rule.grain.grain(), house.today());
    let day = |back: i32| calendar.shift(grain, alert.to, -back).map(|period| period.to().min(today));
    let mut days: Vec<NaiveDate> = (-PERIODS..=PERIODS).rev().filter_map(day).collect();
    days.dedup();
    let mut course = backtest::at(house, numbers, actor, rule, &days).await?;
    course.subjects.retain(|subject| subject.key == alert.subject_key);
    if course.subjects.is_empty() {
        return Err(Error::NotFound(alert::Entity::NAME.into()));
    }
    // Places are those of the one that is left.
    course.cases.clear();
    Ok(course)
}
