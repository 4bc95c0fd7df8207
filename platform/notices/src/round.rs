//! The job that collects and sends, and who wakes it.

use crate::{collecting, dispatch, post::Post, sending};
use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, House, Job, Progress, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::{sync::Arc, time};

const KIND: &str = "notices";

/// Other servers write, too, and do not wake this one.
const PATIENCE: time::Duration = time::Duration::from_secs(2);
/// What is written together is looked at together.
const BREATH: time::Duration = time::Duration::from_millis(300);
/// Whether the hour of a summary has come is looked at so often.
const SUMMARIES: time::Duration = time::Duration::from_secs(5 * 60);

const KEPT_DAYS: i64 = 90;

pub fn job() -> Job {
    Job::new(KIND, |house, progress| {
        Box::pin(async move {
            let tried = round(house, kernel::record::now(), Some(progress)).await?;
            Ok(json!({ "tried": tried }))
        })
    })
}

/// Collects what is to be sent, and sends what is due at that moment; how many were tried.
///
/// # Errors
/// What the database says; what receivers say stands at the dispatch.
pub async fn round(house: &Arc<House>, at: DateTime<Utc>, progress: Option<&dyn Progress>) -> Result<usize> {
    let Some(post) = house.given::<Post>() else { return Ok(0) };
    while collecting::entries(house, &post, at).await? {}
    while collecting::events(house, at).await? {}
    collecting::digests(house, &post, at).await?;
    sending::all_due(house, &post, at, progress).await
}

/// Gives this server its ways out, and asks for the job whenever there is something to do, as long as the server runs.
pub fn start(house: &Arc<House>, post: Post) {
    house.give(post);
    let house = house.clone();
    tokio::spawn(async move {
        let mut written = house.written();
        let mut summaries: Option<time::Instant> = None;
        loop {
            let hour = summaries.is_none_or(|last| last.elapsed() >= SUMMARIES);
            match wake(&house, hour).await {
                Ok(()) if hour => summaries = Some(time::Instant::now()),
                Ok(()) => {}
                Err(error) => tracing::error!(%error, "whether notices wait could not be looked at"),
            }
            if tokio::time::timeout(PATIENCE, written.changed()).await.is_ok() {
                tokio::time::sleep(BREATH).await;
            }
        }
    });
}

async fn wake(house: &Arc<House>, hour: bool) -> Result<()> {
    let at = kernel::record::now();
    if hour || sending::any_due(house, at).await? || collecting::any(house).await? {
        jobs::ask_once(house, KIND).await?;
    }
    Ok(())
}

/// Removes what nobody will ask after.
pub fn tidying() -> Job {
    let job = Job::new("notices_tidy", |house, _| {
        Box::pin(async move {
            let mut removed = 0;
            loop {
                let some = tidy(house).await?;
                removed += some;
                if some == 0 {
                    return Ok(json!({ "removed": removed }));
                }
            }
        })
    });
    job.every(time::Duration::from_secs(24 * 3600))
}

async fn tidy(house: &Arc<House>) -> Result<usize> {
    let write = house.write(Actor::system(), None, |work| {
        Box::pin(async move {
            let before = work.now - Duration::days(KEPT_DAYS);
            let old = work.every::<dispatch::Entity>().filter(dispatch::Column::CreatedAt.lt(before));
            let old = old.order_by_asc(dispatch::Column::CreatedAt).limit(200).all(work.conn()).await?;
            let some = old.len();
            for row in old {
                work.delete::<dispatch::Entity>(row).await?;
            }
            Ok(some)
        })
    });
    Ok(write.await?.0)
}
