//! A house that won deals before it had a ledger gets one, a piece at a time.

use crate::{
    booking::{self, Booking},
    credit::{self, Why},
};
use kernel::{Actor, House, Job, Minor, Origin, Progress, Result, Work};
use opportunities::{
    opportunity::{self, OpportunityId},
    stage::Outcome,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// Deals in one transaction.
const CHUNK: u64 = 500;
const DAY: Duration = Duration::from_secs(24 * 3600);

pub(crate) fn job() -> Job {
    Job::new("credits.fill", |house, progress| {
        Box::pin(async move { Ok(json!({ "deals": go_through(house, Some(progress)).await? })) })
    })
    .every(DAY)
}

/// Credits every won deal that has no line yet; how many those were.
///
/// # Errors
/// What the database says.
pub async fn fill(house: &Arc<House>) -> Result<usize> {
    go_through(house, None).await
}

async fn go_through(house: &Arc<House>, progress: Option<&dyn Progress>) -> Result<usize> {
    let (mut deals, mut after) = (0, None);
    loop {
        let system = Actor::system().through(Origin::Job);
        let ((count, last), _) = house.write(system, None, move |work| Box::pin(piece(after, work))).await?;
        deals += count;
        let Some(last) = last else { return Ok(deals) };
        after = Some(last);
        if let Some(progress) = progress {
            let done = i64::try_from(deals).unwrap_or(i64::MAX);
            if !progress.keep(done, done, Value::Null).await? {
                return Ok(deals);
            }
        }
    }
}

/// The next deals in the order of their ids; the last of them, if there were any.
async fn piece(after: Option<OpportunityId>, work: &mut Work) -> Result<(usize, Option<OpportunityId>)> {
    let credited = work.every::<credit::Entity>().select_only().column(credit::Column::OpportunityId).into_query();
    let mut select = work
        .every::<opportunity::Entity>()
        .filter(opportunity::Column::Outcome.eq(Outcome::Won))
        // A deal that was won for nothing is credited with nothing.
        .filter(opportunity::Column::Amount.ne(Minor::ZERO))
        .filter(opportunity::Column::Id.not_in_subquery(credited))
        .order_by_asc(opportunity::Column::Id)
        .limit(CHUNK);
    if let Some(after) = after {
        select = select.filter(opportunity::Column::Id.gt(after));
    }
    let deals = select.all(work.conn()).await?;
    let (count, last) = (deals.len(), deals.last().map(|deal| deal.id));
    let booking = |deal| Booking { deal, why: Why::Again, note: None };
    booking::book(deals.into_iter().map(booking).collect(), work).await?;
    Ok((count, last))
}
