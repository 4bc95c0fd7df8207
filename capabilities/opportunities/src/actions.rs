//! Verbs on an opportunity, and the one that makes an opportunity of a lead.

mod assign;
mod convert;
mod lose;
mod r#move;
mod reopen;
mod win;

pub use assign::Assign;
pub use convert::Convert;
pub use lose::Lose;
pub use r#move::Move;
pub use reopen::Reopen;
pub use win::Win;

use kernel::{Result, Work};

use crate::{
    catalogue::Catalogue,
    opportunity::Model,
    rules,
    stage::{Outcome, StageId},
};

/// The first stage of the deal's pipeline that means this.
async fn stage_that_means(deal: &Model, outcome: Outcome, work: &mut Work) -> Result<StageId> {
    let catalogue = Catalogue::of(work).await?;
    let pipeline = deal.pipeline_id.or_else(|| catalogue.usual());
    let stage = pipeline.and_then(|pipeline| catalogue.first(pipeline, outcome));
    Ok(stage.ok_or(rules::NO_STAGE)?.id)
}
