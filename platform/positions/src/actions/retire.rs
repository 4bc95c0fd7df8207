use crate::{
    appointment, position, rules,
    sheet::{self, State},
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde::Deserialize;

/// How many names a refusal lists.
const NAMES: usize = 5;

/// Nobody is appointed to the position any more, and its sheet ends today. Its history stays.
#[derive(Deserialize, Form)]
pub struct Retire {}

impl Action for Retire {
    const NAME: &'static str = "retire";
    const LABEL: &'static str = "Retire";
    const HELP: &'static str = "Nobody is appointed to it any more; what was stays in the history";
    const DANGER: bool = true;
    type On = position::Entity;

    fn ready(on: &position::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::RETIRED) }
    }

    async fn run(self, on: position::Model, work: &mut Work) -> Result<position::Model> {
        let today = work.today;
        let later = Condition::any().add(appointment::Column::To.is_null()).add(appointment::Column::To.gt(today));
        let held = work.every::<appointment::Entity>().filter(appointment::Column::PositionId.eq(on.id)).filter(later);
        let mut names = Vec::new();
        for appointment in held.all(work.conn()).await?.into_iter().take(NAMES) {
            names.push(work.fetch::<person::Entity>(appointment.person_id.0).await?.name);
        }
        if !names.is_empty() {
            return Err(rules::STILL_HELD.with("names", names.join(", ")).into());
        }
        for sheet in sheet::of(work, on.id).await? {
            match sheet.state {
                State::InForce => {
                    work.update::<sheet::Entity>(sheet, |sheet| sheet.to = Some(today)).await?;
                }
                // What has not begun never will.
                State::Planned => {
                    work.update::<sheet::Entity>(sheet, |sheet| {
                        sheet.state = State::Replaced;
                        sheet.to = sheet.from;
                    })
                    .await?;
                }
                State::Draft | State::Replaced => {}
            }
        }
        work.update::<position::Entity>(on, |position| position.active = false).await
    }
}

/// People may be appointed to the position again. Its sheet is drafted and put in force anew.
#[derive(Deserialize, Form)]
pub struct Revive {}

impl Action for Revive {
    const NAME: &'static str = "revive";
    const LABEL: &'static str = "Bring back";
    const HELP: &'static str = "People may be appointed to it again";
    type On = position::Entity;

    fn ready(on: &position::Model) -> Result<(), Refusal> {
        if on.active { Err(rules::NOT_RETIRED) } else { Ok(()) }
    }

    async fn run(self, on: position::Model, work: &mut Work) -> Result<position::Model> {
        work.update::<position::Entity>(on, |position| position.active = true).await
    }
}
