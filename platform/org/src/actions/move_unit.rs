use crate::{
    events::UnitMoved,
    rules,
    tree::Tree,
    unit::{self, UnitId},
    unit_term,
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
        crate::company::lock(work).await?;
        if let Some(parent) = self.parent_id
            && Tree::of(work).await?.would_circle(on.id, parent)
        {
            return Err(rules::CIRCLE.into());
        }
        let day = self.from.unwrap_or(work.today);
        unit_term::turn(work, on.id, Some(day), self.parent_id, on.leader_id).await?;
        let moved = UnitMoved { unit: on.id, from: on.parent_id, to: self.parent_id, on: day };
        work.announce("units", on.id.0, moved).await?;
        work.fetch::<unit::Entity>(on.id.0).await
    }
}
