//! The plan becomes rows, through the kernel's door: chunks with a journal line each, as an import would write them.

mod organization;
mod rows;

use std::sync::Arc;

use kernel::{Actor, House, Result};

use crate::plan::Plan;

/// Moves the company in, in one piece of work: all of it is there afterwards, or nothing.
///
/// # Errors
/// What the rules of the nouns refuse, which would be a mistake in the plan; or the database's own.
pub async fn load(house: &Arc<House>) -> Result<()> {
    house
        .write(Actor::system(), None, |work| {
            Box::pin(async move {
                let company = organization::company(work).await?;
                let plan = Plan::of(work.today);
                organization::people(&company, &plan, work).await?;
                Ok(())
            })
        })
        .await?;
    Ok(())
}
