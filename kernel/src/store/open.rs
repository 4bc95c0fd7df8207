//! Connections, and the settings they are refused without.

use crate::{Error, Result};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};
use std::time::Duration;

const READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 24;
/// Pages (of 4 KiB) that the log takes before they move into the file. An import touches the same pages of its indices
/// chunk after chunk: written back after every thousand pages, as SQLite does by itself, they cost more than the rows do.
const LOG_PAGES: &str = "16000";

/// Rows that a connection reads ahead of whoever takes them.
const ROWS_AHEAD: usize = 512;

/// A pool of readers and the one writer.
pub async fn sqlite(path: &str) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let (file, _) = path.split_once('?').unwrap_or((path, ""));
    if file.is_empty() || file == ":memory:" {
        return Err(Error::malformed("store.no_file", "an SQLite database needs a file: sqlite://path"));
    }
    if let Some(folder) = std::path::Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| {
            Error::malformed("store.no_folder", format!("cannot make {}: {error}", folder.display()))
        })?;
    }
    let writer = connect(&format!("sqlite://{file}?mode=rwc"), 1).await?;
    durable(&writer).await?;
    let reader = connect(&format!("sqlite://{file}?mode=ro"), READERS).await?;
    Ok((reader, writer))
}

async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection> {
    let writes = connections == 1;
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(30))
                .statement_cache_capacity(256)
                // A page of a list goes through without its reader and its writer waiting for one another.
                .row_buffer_size(ROWS_AHEAD)
                .pragma("cache_size", "-65536")
                .pragma("temp_store", "memory")
                .pragma("mmap_size", "1073741824");
            if writes {
                // Full sync: a commit is on the disk before it is acknowledged, in WAL mode too.
                sqlite
                    .pragma("journal_mode", "wal")
                    .pragma("synchronous", "full")
                    .pragma("wal_autocheckpoint", LOG_PAGES)
            } else {
                sqlite
            }
        });
    Ok(Database::connect(options).await?)
}

/// The pool that everybody takes connections from, and as many single ones as there are writers: each has prepared what it
/// executes again and again, which a connection that comes to it by turns has not.
pub async fn postgres(url: &str, writers: usize) -> Result<(DatabaseConnection, Vec<DatabaseConnection>)> {
    let options = |connections| {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .test_before_acquire(false)
            .sqlx_logging(false);
        options
    };
    let pool = match Database::connect(options(POSTGRES_CONNECTIONS)).await {
        Err(error) if no_such_database(&error) => {
            create(url).await?;
            Database::connect(options(POSTGRES_CONNECTIONS)).await?
        }
        tried => tried?,
    };
    durable(&pool).await?;
    let mut single = Vec::with_capacity(writers);
    for _ in 0..writers {
        // Made when it is first used: a program that only reads has no need of it.
        let mut lazy = options(1);
        lazy.min_connections(0).connect_lazy(true);
        single.push(Database::connect(lazy).await?);
    }
    Ok((pool, single))
}

/// PostgreSQL's `invalid_catalog_name`.
fn no_such_database(error: &DbErr) -> bool {
    error.to_string().contains("3D000") || error.to_string().contains("does not exist")
}

/// Makes a database that is not there yet, by way of the one that every cluster has.
#[expect(clippy::disallowed_methods, reason = "makes a database, which holds no rows yet")]
async fn create(url: &str) -> Result<()> {
    let (base, query) = url.split_once('?').map_or((url, String::new()), |(base, query)| (base, format!("?{query}")));
    let unnamed = || Error::malformed("store.no_name", "a PostgreSQL database needs a name: postgres://host/name");
    let (server, name) = base.rsplit_once('/').filter(|(_, name)| !name.is_empty()).ok_or_else(unnamed)?;
    let cluster = Database::connect(format!("{server}/postgres{query}")).await?;
    let name = name.replace('"', "\"\"");
    let made = cluster.execute_unprepared(&format!("CREATE DATABASE \"{name}\"")).await;
    cluster.close().await?;
    match made {
        // Two servers may start at once.
        Err(error) if error.to_string().contains("already exists") => Ok(()),
        made => Ok(made.map(|_| ())?),
    }
}

/// Refuses a connection that could lose a write it has acknowledged; answers with the settings it read back.
#[expect(clippy::disallowed_methods, reason = "settings of the connection, no row")]
pub async fn durable(connection: &DatabaseConnection) -> Result<Vec<(&'static str, String)>> {
    let asked: &[(&'static str, &'static str, &[&str])] = match connection.get_database_backend() {
        DbBackend::Postgres => &[
            ("fsync", "SHOW fsync", &["on"]),
            ("full_page_writes", "SHOW full_page_writes", &["on"]),
            ("synchronous_commit", "SHOW synchronous_commit", &["on", "local", "remote_write", "remote_apply"]),
        ],
        _ => &[
            ("journal_mode", "PRAGMA journal_mode", &["wal"]),
            // 2 is FULL, 3 is EXTRA.
            ("synchronous", "SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", &["2", "3"]),
        ],
    };
    let mut read = Vec::new();
    for (name, sql, wanted) in asked {
        let statement = Statement::from_string(connection.get_database_backend(), *sql);
        let row = connection.query_one_raw(statement).await?;
        let value: String =
            row.ok_or_else(|| Error::internal(format!("{name} cannot be read")))?.try_get_by_index(0)?;
        if !wanted.contains(&value.as_str()) {
            return Err(Error::malformed(
                "store.not_durable",
                format!("{name} is {value}: acknowledged writes could be lost; it has to be {}", wanted.join(" or ")),
            ));
        }
        read.push((*name, value));
    }
    Ok(read)
}
