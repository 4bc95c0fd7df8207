use crate::{events::UnitClosed, membership, person, rules, unit};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;

/// A unit ends with a day. Its people and the units below it must have gone elsewhere by then.
#[derive(Deserialize, Form)]
pub struct CloseUnit {
    /// Its last day; today where nothing is said.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
}

/// How many names a refusal lists.
const NAMES: usize = 5;

impl Action for CloseUnit {
    const NAME: &'static str = "close";
    const LABEL: &'static str = "Close";
    const HELP: &'static str = "Ends the unit; it stays in the numbers of the past";
    const DANGER: bool = true;
    type On = unit::Entity;

    fn ready(on: &unit::Model) -> Result<(), Refusal> {
        if on.to.is_none() { Ok(()) } else { Err(rules::IS_CLOSED) }
    }

    async fn run(self, on: unit::Model, work: &mut Work) -> Result<unit::Model> {
        let day = self.on.unwrap_or(work.today);
        let below = work.every::<unit::Entity>().filter(unit::Column::ParentId.eq(on.id));
        let below = below.all(work.conn()).await?.into_iter().filter(|unit| !unit.span().over(next(day)));
        let mut names: Vec<String> = below.map(|unit| unit.name).collect();
        let members = work.every::<membership::Entity>().filter(membership::Column::UnitId.eq(on.id));
        for membership in members.all(work.conn()).await? {
            if !membership.span().over(next(day)) && names.len() < NAMES {
                names.push(work.fetch::<person::Entity>(membership.person_id.0).await?.name);
            }
        }
        names.truncate(NAMES);
        if !names.is_empty() {
            return Err(rules::UNIT_IN_USE.with("names", names.join(", ")).into());
        }
        let id = on.id;
        let closed = work.update::<unit::Entity>(on, |unit| unit.to = Some(day)).await?;
        work.announce("units", id.0, UnitClosed { unit: id, on: day }).await?;
        Ok(closed)
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}
