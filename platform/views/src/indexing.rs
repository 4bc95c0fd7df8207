//! Indices on customers' fields: those that are asked for are made, those that nobody asks for any more are dropped.
//!
//! An index is named after the row of its field, so that a field that is deleted and added again gets a new one.

use crate::{
    custom_field::{Entity, Model},
    rules,
};
use kernel::{Actor, House, Job, Result, filter::index_text};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

const PREFIX: &str = "by_custom_";

pub fn job() -> Job {
    Job::new("views.index_fields", |house, _| {
        Box::pin(async move {
            let (made, dropped) = bring_up(house).await?;
            Ok(serde_json::json!({ "made": made, "dropped": dropped }))
        })
    })
    .every(Duration::from_secs(60))
}

/// How many indices were made and dropped.
pub async fn bring_up(house: &Arc<House>) -> Result<(usize, usize)> {
    let system = Actor::system();
    let fields: Vec<Model> = house.reader(&system).visible::<Entity>().all(house.store.reader()).await?;
    let wanted: BTreeMap<String, &Model> = fields
        .iter()
        .filter(|field| field.indexed && house.registry.noun(&field.noun).is_some())
        .map(|field| (format!("{PREFIX}{}", field.id.0.simple()), field))
        .collect();
    let there = existing(house).await?;
    let mut done = (0, 0);
    for (name, sound) in &there {
        if !sound || !wanted.contains_key(name) {
            // PostgreSQL leaves an index unusable when making it was interrupted.
            run(house, drop_text(house, name)).await?;
            done.1 += usize::from(!wanted.contains_key(name));
        }
    }
    for (name, field) in wanted {
        if !there.iter().any(|(known, sound)| *sound && *known == name) {
            run(house, make_text(house, &name, field)).await?;
            done.0 += 1;
        }
    }
    Ok(done)
}

/// Our indices that are there, and whether queries may use them.
#[expect(clippy::disallowed_methods, reason = "asks the database's own catalogue, no row")]
async fn existing(house: &House) -> Result<Vec<(String, bool)>> {
    let sql = match house.store.backend() {
        DbBackend::Postgres => {
            "SELECT c.relname::text, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND c.relname LIKE 'by\\_custom\\_%'"
        }
        _ => "SELECT name, 1 FROM sqlite_master WHERE type = 'index' AND name LIKE 'by\\_custom\\_%' ESCAPE '\\'",
    };
    let statement = Statement::from_string(house.store.backend(), sql);
    let rows = house.store.reader().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

fn make_text(house: &House, name: &str, field: &Model) -> String {
    let of = index_text(house.store.backend(), &rules::field(field));
    let how = if house.store.backend() == DbBackend::Postgres { " CONCURRENTLY" } else { "" };
    format!("CREATE INDEX{how} IF NOT EXISTS \"{name}\" ON \"{}\" ({of})", field.noun)
}

fn drop_text(house: &House, name: &str) -> String {
    let how = if house.store.backend() == DbBackend::Postgres { " CONCURRENTLY" } else { "" };
    format!("DROP INDEX{how} IF EXISTS \"{name}\"")
}

/// SQLite has one writer, which this waits for; PostgreSQL goes on writing rows meanwhile.
#[expect(clippy::disallowed_methods, reason = "an index, no row; its names and keys are our own letters and digits")]
async fn run(house: &Arc<House>, sql: String) -> Result<()> {
    if house.store.backend() == DbBackend::Postgres {
        house.store.reader().execute_unprepared(&sql).await?;
        return Ok(());
    }
    let done = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            work.conn().execute_unprepared(&sql).await?;
            Ok(())
        })
    });
    done.await.map(|_| ())
}
