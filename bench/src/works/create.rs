//! Creates through HTTP by 32 clients, each acknowledged one on the disk, beside one process that inserts the same two
//! rows (an opportunity and its journal line) one transaction at a time with bare SeaORM.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use opportunities::opportunity::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    EntityTrait, IntoActiveModel, QueryFilter, TransactionTrait, prelude::Uuid, sea_query::Query,
};
use serde_json::json;

use crate::{
    Done, product,
    product::Server,
    report::{Line, Promise},
};

const CLIENTS: usize = 32;
const POSTGRES_CONNECTIONS: u32 = 16;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(6);
/// Not counted, on both sides: connections are opened and statements prepared, the server has read its mirror.
const WARM_UP: Duration = Duration::from_secs(2);

pub async fn measure(folder: &Path) -> Done<Vec<Line>> {
    let place = folder.join("create");
    std::fs::create_dir_all(&place)?;
    let mut lines = Vec::new();
    let sqlite = format!("sqlite://{}", place.join("quartermaster.db").display());
    lines.push(compare("create through HTTP, SQLite; bare SeaORM, one at a time", &sqlite, 1).await?);
    if let Ok(postgres) = std::env::var("QUARTERMASTER_TEST_POSTGRES") {
        let postgres = fresh(&postgres).await?;
        lines.push(
            compare("create through HTTP, PostgreSQL; bare SeaORM, 16 connections", &postgres, POSTGRES_CONNECTIONS)
                .await?,
        );
    }
    Ok(lines)
}

async fn compare(work: &str, database: &str, connections: u32) -> Done<Line> {
    let token = product::token(database)?;
    let mut ours = Vec::new();
    let mut rival = Vec::new();
    for _ in 0..ROUNDS {
        let server = Arc::new(Server::start(database, &token).await?);
        ours.push(through_http(&server).await?);
        drop(server);
        rival.push(bare(database, connections).await?);
    }
    ours.sort_by(f64::total_cmp);
    rival.sort_by(f64::total_cmp);
    let (ours, rival) = (ours[ROUNDS / 2], rival[ROUNDS / 2]);
    Ok(Line::new(work, format!("{ours:.0}/s"), format!("{rival:.0}/s"), ours / rival, Promise::AtLeast(1.0)))
}

fn count(made: &AtomicU64, began: Instant) {
    if Instant::now() >= began {
        made.fetch_add(1, Ordering::Relaxed);
    }
}

/// Acknowledged creates a second.
async fn through_http(server: &Arc<Server>) -> Done<f64> {
    let made = Arc::new(AtomicU64::new(0));
    let began = Instant::now() + WARM_UP;
    let clients = (0..CLIENTS).map(|client| {
        let (server, made) = (server.clone(), made.clone());
        tokio::spawn(async move {
            let mut nth = 0;
            while Instant::now() < began + ROUND {
                nth += 1;
                let deal =
                    json!({"name": format!("Deal {client}/{nth}"), "amount": {"amount": "1250.00", "currency": "CNY"}});
                let answer = server.post("opportunities").json(&deal).send().await?;
                if answer.status() != 201 {
                    return Err(format!("{}: {}", answer.status(), answer.text().await?).into());
                }
                answer.bytes().await?;
                count(&made, began);
            }
            Done::Ok(())
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await??;
    }
    Ok(made.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64())
}

/// Transactions a second, of two inserted rows each.
#[expect(clippy::disallowed_methods, reason = "the rival is bare SeaORM")]
async fn bare(database: &str, connections: u32) -> Done<f64> {
    let mut options = ConnectOptions::new(database);
    options.max_connections(connections).sqlx_logging(false).map_sqlx_sqlite_opts(|sqlite| {
        sqlite.pragma("journal_mode", "wal").pragma("synchronous", "full").foreign_keys(true)
    });
    let connection = Database::connect(options).await?;
    let pattern = Entity::find().filter(Column::Name.is_not_null()).one(&connection).await?.ok_or("no deal to copy")?;
    let made = Arc::new(AtomicU64::new(0));
    let began = Instant::now() + WARM_UP;
    let writers = (0..connections).map(|_| {
        let (connection, pattern, made) = (connection.clone(), pattern.clone(), made.clone());
        tokio::spawn(async move {
            while Instant::now() < began + ROUND {
                insert_two(&connection, &pattern).await?;
                count(&made, began);
            }
            Done::Ok(())
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await??;
    }
    Ok(made.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "the rival is bare SeaORM")]
async fn insert_two(connection: &DatabaseConnection, pattern: &Model) -> Done<()> {
    let transaction = connection.begin().await?;
    let id = Uuid::now_v7();
    let mut deal = pattern.clone().into_active_model().reset_all();
    deal.id = Set(opportunities::opportunity::OpportunityId(id));
    deal.code = Set(None);
    deal.insert(&transaction).await?;
    let mut line = Query::insert();
    line.into_table("journal")
        .columns(["tx", "at", "actor", "origin", "kind", "noun", "row_id", "verb", "changes"])
        .values_panic([
            1i64.into(),
            chrono::Utc::now().into(),
            "rival".into(),
            "system".into(),
            "created".into(),
            "opportunities".into(),
            id.into(),
            "create".into(),
            json!({}).into(),
        ]);
    transaction.execute(&line).await?;
    transaction.commit().await?;
    Ok(())
}

/// A database of its own in the cluster.
#[expect(clippy::disallowed_methods, reason = "makes a database")]
async fn fresh(cluster: &str) -> Done<String> {
    let name = format!("bench_{}", Uuid::now_v7().simple());
    Database::connect(cluster).await?.execute_unprepared(&format!("create database {name}")).await?;
    let (server, _) = cluster.rsplit_once('/').ok_or("an address of a cluster names a database")?;
    Ok(format!("{server}/{name}"))
}
