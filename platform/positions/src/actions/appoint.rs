use crate::{
    appointment,
    position::{self, PositionId},
    rules,
};
use chrono::NaiveDate;
use kernel::{Action, BasisPoints, Form, Refusal, Result, Work};
use org::{
    person::{self, PersonId},
    unit::UnitId,
};
use serde::Deserialize;

/// Somebody holds this position from a day on.
#[derive(Deserialize, Form)]
pub struct Appoint {
    #[field(label = "Person")]
    person_id: PersonId,
    /// Where they hold it; their own unit where nothing is said.
    #[field(label = "Unit")]
    unit_id: Option<UnitId>,
    /// Their first day; today where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
    /// Their last day; until further notice where nothing is said.
    #[field(label = "To")]
    to: Option<NaiveDate>,
    /// Of full time; all of it where nothing is said.
    #[field(label = "Share", range = "1..=100")]
    share: Option<BasisPoints>,
    /// Together with what else they hold it may come to more than full time.
    #[field(label = "Over full time")]
    over_full_time: Option<bool>,
}

impl Action for Appoint {
    const NAME: &'static str = "appoint";
    const LABEL: &'static str = "Appoint";
    const HELP: &'static str = "Somebody holds it from a day on";
    type On = position::Entity;

    fn ready(on: &position::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::RETIRED) }
    }

    async fn run(self, on: position::Model, work: &mut Work) -> Result<position::Model> {
        let person = work.fetch::<person::Entity>(self.person_id.0).await?;
        let terms = Terms {
            unit: self.unit_id.or(on.unit_id).or(person.unit_id),
            from: self.from,
            to: self.to,
            share: self.share,
            over_full_time: self.over_full_time,
        };
        appoint(work, &person, on.id, terms).await?;
        Ok(on)
    }
}

/// They hold a position from a day on.
#[derive(Deserialize, Form)]
pub struct AppointPerson {
    #[field(label = "Position")]
    position_id: PositionId,
    /// Where they hold it; their own unit where nothing is said.
    #[field(label = "Unit")]
    unit_id: Option<UnitId>,
    /// Their first day; today where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
    /// Their last day; until further notice where nothing is said.
    #[field(label = "To")]
    to: Option<NaiveDate>,
    /// Of full time; all of it where nothing is said.
    #[field(label = "Share", range = "1..=100")]
    share: Option<BasisPoints>,
    /// Together with what else they hold it may come to more than full time.
    #[field(label = "Over full time")]
    over_full_time: Option<bool>,
}

impl Action for AppointPerson {
    const NAME: &'static str = "appoint";
    const LABEL: &'static str = "Appoint";
    const HELP: &'static str = "They hold a position from a day on";
    type On = person::Entity;

    fn ready(on: &person::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::HAS_LEFT) }
    }

    async fn run(self, on: person::Model, work: &mut Work) -> Result<person::Model> {
        let position = work.fetch::<position::Entity>(self.position_id.0).await?;
        let terms = Terms {
            unit: self.unit_id.or(position.unit_id).or(on.unit_id),
            from: self.from,
            to: self.to,
            share: self.share,
            over_full_time: self.over_full_time,
        };
        appoint(work, &on, position.id, terms).await?;
        Ok(on)
    }
}

struct Terms {
    unit: Option<UnitId>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    share: Option<BasisPoints>,
    over_full_time: Option<bool>,
}

async fn appoint(work: &mut Work, person: &person::Model, position: PositionId, terms: Terms) -> Result<()> {
    let from = terms.from.unwrap_or(work.today);
    if person.left_on.is_some_and(|last| last < from) {
        return Err(rules::HAS_LEFT.into());
    }
    let unit = terms.unit.ok_or(rules::NO_UNIT)?;
    let mut row = appointment::Model::new(work, person.id, position, unit);
    row.from = Some(from);
    row.to = terms.to;
    row.share = terms.share;
    row.over_full_time = terms.over_full_time;
    work.create::<appointment::Entity>(row).await.map(|_| ())
}
