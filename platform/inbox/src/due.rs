//! Tasks that are due today, or were due and are not done.

use crate::{
    entry::Kind,
    reading::due_key,
    telling::{News, tell},
};
use activities::activity::{Column, Entity, Sort};
use chrono::Duration;
use kernel::{Actor, House, Job, Result};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;
use std::sync::Arc;

const EVERY: std::time::Duration = std::time::Duration::from_secs(15 * 60);

/// What has been due for longer is no news any more.
const OLDEST_DAYS: i64 = 7;

pub fn job() -> Job {
    let job = Job::new("inbox_due", |house, _| {
        Box::pin(async move {
            let told = look_for_tasks(house).await?;
            Ok(json!({ "tasks": told }))
        })
    });
    job.every(EVERY)
}

/// Tells whoever has to do them, each once on its day and once when that has passed; how many were looked at.
///
/// # Errors
/// What the database says.
pub async fn look_for_tasks(house: &Arc<House>) -> Result<usize> {
    let today = house.today();
    let tasks = {
        let system = Actor::system();
        let reader = house.reader(&system);
        let open = reader
            .visible::<Entity>()
            .filter(Column::Kind.eq(Sort::Task))
            .filter(Column::Done.eq(false))
            .filter(Column::OwnerId.is_not_null())
            .filter(Column::DueOn.between(today - Duration::days(OLDEST_DAYS), today));
        open.all(house.store.reader()).await?
    };
    if tasks.is_empty() {
        return Ok(0);
    }
    let found = tasks.len();
    house
        .write(Actor::system(), None, move |work| {
            Box::pin(async move {
                for task in tasks {
                    let Some(owner) = task.owner_id else { continue };
                    let key = due_key(&task, today);
                    let news = News {
                        reader: owner.0,
                        kind: Kind::Due,
                        noun: task.subject_noun,
                        row: task.subject_id,
                        about: Some(task.id.0),
                        by: None,
                        key,
                    };
                    tell(work, news).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(found)
}
