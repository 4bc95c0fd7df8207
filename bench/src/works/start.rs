//! From the start of the process to ready, beside reading the columns of the mirror with plain SQL.

use std::path::Path;
use std::time::{Duration, Instant};

use futures::TryStreamExt;
use sea_orm::{Database, Statement, StreamTrait};

use crate::{
    Done, machine,
    product::Server,
    report::{Line, Promise, time},
};

const RUNS: usize = 3;

pub async fn measure(database: &str, token: &str) -> Done<Vec<Line>> {
    let mut cold = Vec::new();
    let mut warm = Vec::new();
    let mut rival = Vec::new();
    for _ in 0..RUNS {
        rival.push(read(database).await?);
        forget_snapshots(database)?;
        // Stopped when dropped, and leaves its snapshot.
        cold.push(Server::start(database, token).await?.ready_after);
        warm.push(Server::start(database, token).await?.ready_after);
    }
    let (cold, warm, rival) = (machine::median(cold), machine::median(warm), machine::median(rival));
    let line = |work: &str, ours: Duration, limit: f64| {
        let ratio = ours.as_secs_f64() / rival.as_secs_f64();
        Line::new(work, time(ours), time(rival), ratio, Promise::AtMost(limit))
    };
    Ok(vec![
        line("start to ready; plain SQL over the same columns", cold, 2.0),
        line("start to ready from a warm snapshot; the same", warm, 0.25),
    ])
}

#[expect(clippy::disallowed_methods, reason = "the rival is plain SQL")]
async fn read(database: &str) -> Done<Duration> {
    let connection = Database::connect(format!("{database}?mode=ro")).await?;
    let began = Instant::now();
    let sql = "select id, owner_id, account_id, stage_id, outcome, opened_on, closed_on, amount, currency, probability \
               from opportunities";
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let mut rows = connection.stream_raw(statement).await?;
    let mut seen = 0u64;
    while let Some(row) = rows.try_next().await? {
        let amount: Option<i64> = row.try_get_by_index(7)?;
        let outcome: String = row.try_get_by_index(4)?;
        let closed: Option<String> = row.try_get_by_index(6)?;
        seen += u64::from(amount.is_some()) + outcome.len() as u64 + closed.map_or(0, |day| day.len() as u64);
    }
    std::hint::black_box(seen);
    Ok(began.elapsed())
}

fn forget_snapshots(database: &str) -> Done<()> {
    let path = Path::new(database.trim_start_matches("sqlite://"));
    let folder = path.parent().ok_or("a database lies in a folder")?;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?.path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains("mirror") || name.contains("snapshot") {
            if entry.is_dir() { std::fs::remove_dir_all(&entry)? } else { std::fs::remove_file(&entry)? }
        }
    }
    Ok(())
}
