//! Kinds with a period: when they run next, for all servers together.

use crate::store;
use chrono::Duration;
use kernel::{Actor, House, Result};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use serde_json::json;
use std::sync::Arc;

pub const TABLE: &str = "job_schedules";

/// Asks for every periodic job whose time has come. Of several servers one moves the time on, and asks.
pub(crate) async fn ask_due(house: &Arc<House>) -> Result<()> {
    let periodic: Vec<(&'static str, Duration)> = house
        .registry
        .jobs
        .values()
        .filter_map(|job| Some((job.name, Duration::from_std(job.every?).unwrap_or(Duration::days(365)))))
        .collect();
    let known = Query::select().columns(["kind", "next_at"]).from(TABLE).take();
    let mut later = Vec::new();
    for row in house.store.reader().query_all(&known).await? {
        let next: chrono::DateTime<chrono::Utc> = row.try_get_by_index(1)?;
        if next > chrono::Utc::now() {
            later.push(row.try_get_by_index::<String>(0)?);
        }
    }
    for (kind, period) in periodic.into_iter().filter(|(kind, _)| !later.iter().any(|later| later == kind)) {
        house
            .write(Actor::system(), None, move |work| {
                Box::pin(async move {
                    let mut first = Query::insert();
                    first
                        .into_table(TABLE)
                        .columns(["kind", "next_at"])
                        .values_panic([kind.into(), work.now.into()])
                        .on_conflict(OnConflict::column("kind").do_nothing().to_owned());
                    work.conn().execute(&first).await?;
                    let mut advance = Query::update();
                    advance
                        .table(TABLE)
                        .value("next_at", work.now + period)
                        .and_where(Expr::col("kind").eq(kind))
                        .and_where(Expr::col("next_at").lte(work.now));
                    let ours = work.conn().execute(&advance).await?.rows_affected() == 1;
                    if ours && !unfinished(work, kind).await? {
                        store::insert(work, kind, json!({}), 0).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
    Ok(())
}

/// Asks for one run of a kind that is told nothing, unless one waits or runs already: for what is found by looking, soon.
///
/// # Errors
/// What the database says.
pub async fn ask_once(house: &Arc<House>, kind: &'static str) -> Result<()> {
    let ask = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            if !unfinished(work, kind).await? {
                store::insert(work, kind, json!({}), 0).await?;
            }
            Ok(())
        })
    });
    ask.await.map(|_| ())
}

/// One that is late is not joined by the next.
async fn unfinished(work: &kernel::Work, kind: &str) -> Result<bool> {
    let select = Query::select()
        .column("id")
        .from(store::TABLE)
        .and_where(Expr::col("kind").eq(kind))
        .and_where(Expr::col("state").is_in([store::State::Waiting.word(), store::State::Running.word()]))
        .limit(1)
        .take();
    Ok(work.conn().query_one(&select).await?.is_some())
}
