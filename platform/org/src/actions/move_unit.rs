use crate::{
    shaping,
    unit::{self, UnitId},
};
use chrono::NaiveDate;
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// A unit stands below another one from a day on, with all below it. Numbers of the days before stay as they are.
#[derive(Deserialize, Form)]
pub struct MoveUnit {
    /// Empty makes it the top of a tree.
    #[field(label = "Below")]
    parent_id: Option<UnitId>,
    /// Its first day there, behind or ahead; today where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
}

impl Action for MoveUnit {
    const NAME: &'static str = "move";
    const LABEL: &'static str = "Move";
    const HELP: &'static str = "Below another unit, from a day on";
    type On = unit::Entity;

    async fn run(self, on: unit::Model, work: &mut Work) -> Result<unit::Model> {
        shaping::move_unit(work, &on, self.parent_id, self.from.unwrap_or(work.today)).await?;
        work.fetch::<unit::Entity>(on.id.0).await
    }
}
