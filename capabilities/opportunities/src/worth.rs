//! A deal is worth what its lines come to: lines change it in the transaction in which they are written.

use kernel::{Batch, Minor, Result, Work, Wrote, record};
use sea_orm::{ConnectionTrait, QueryFilter, prelude::*, sea_query};
use sea_query::{Expr, ExprTrait, Query};
use std::collections::{BTreeSet, HashMap};

use crate::{line, opportunity};

/// Ids in one statement.
const CHUNK: usize = 1_000;

/// For all lines of one write: the deals they belong to, and belonged to, are summed up again.
pub async fn follow(wrote: &[Wrote<'_>], work: &mut Work) -> Result<()> {
    if work.takes_back() {
        return Ok(());
    }
    let mut deals = BTreeSet::new();
    for Wrote { before, after } in wrote {
        let same = |name: &str| before.map(|before| &before[name]) == after.map(|after| &after[name]);
        if same("amount") && same("opportunity_id") {
            continue;
        }
        deals.extend([before, after].into_iter().flatten().filter_map(|line| record::uuid(line, "opportunity_id")));
    }
    let deals: Vec<Uuid> = deals.into_iter().collect();
    for chunk in deals.chunks(CHUNK) {
        sum_up(chunk, work).await?;
    }
    Ok(())
}

async fn sum_up(ids: &[Uuid], work: &mut Work) -> Result<()> {
    let sums = sums(ids, work).await?;
    let deals = work.every::<opportunity::Entity>();
    let deals = deals.filter(opportunity::Column::Id.is_in(ids.iter().copied())).all(work.conn()).await?;
    let mut stale: Vec<_> =
        deals.into_iter().filter(|deal| deal.lines_amount != sums.get(&deal.id.0).copied()).collect();
    if stale.len() == 1 {
        let deal = stale.remove(0);
        let sum = sums.get(&deal.id.0).copied();
        work.update::<opportunity::Entity>(deal, |deal| deal.lines_amount = sum).await?;
    } else if !stale.is_empty() {
        let mut changed = Vec::with_capacity(stale.len());
        for mut deal in stale {
            let before = record::of_row::<opportunity::Entity>(&deal)?;
            deal.lines_amount = sums.get(&deal.id.0).copied();
            changed.push((before, record::of_row::<opportunity::Entity>(&deal)?));
        }
        work.write_batch("opportunities", Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
}

async fn sums(ids: &[Uuid], work: &Work) -> Result<HashMap<Uuid, Minor>> {
    // PostgreSQL sums whole numbers to a decimal.
    let sum = Expr::col("amount").sum().cast_as("bigint");
    let select = Query::select()
        .column("opportunity_id")
        .expr(sum)
        .from(line::Entity)
        .and_where(Expr::col("opportunity_id").is_in(ids.iter().copied()))
        .group_by_col("opportunity_id")
        .take();
    let mut sums = HashMap::new();
    for row in work.conn().query_all(&select).await? {
        if let Some(sum) = row.try_get_by_index::<Option<i64>>(1)? {
            sums.insert(row.try_get_by_index::<Uuid>(0)?, Minor(sum));
        }
    }
    Ok(sums)
}
