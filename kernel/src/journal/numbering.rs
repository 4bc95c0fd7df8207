//! The numbers of transactions, which order the journal.
//!
//! On SQLite a transaction takes the number after the last one in the journal. PostgreSQL numbers its transactions itself,
//! per cluster: after a move to another cluster (restore, upgrade by dump) they begin anew, below those in the journal,
//! and readers that stand at a higher number would never see another line. The start-up therefore keeps how far this
//! journal is `ahead` of the cluster's own numbers, and both sides of every comparison add it.

use crate::Result;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, Statement,
    sea_query::{ColumnDef, Expr, ExprTrait, Query, SelectStatement, Table},
};
use sea_orm_migration::prelude::*;

const TABLE: &str = "journal_numbering";

/// On SQLite, the number of the transaction that has just begun: the next after the last in the journal.
#[expect(clippy::disallowed_methods, reason = "the database's own numbering, no row of a noun")]
pub(crate) async fn next(conn: &impl ConnectionTrait) -> Result<i64> {
    let sql = "SELECT coalesce((SELECT tx FROM journal ORDER BY id DESC LIMIT 1), 0) + 1";
    match conn.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await? {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Err(crate::Error::internal("the database did not number the transaction")),
    }
}

/// On PostgreSQL, the number of the transaction in which the expression stands.
pub(super) fn own() -> Expr {
    Expr::cust("pg_current_xact_id()::text::bigint + (SELECT ahead FROM journal_numbering)")
}

/// On PostgreSQL, the number below which every transaction of this database has ended; on SQLite, whose one writer ends
/// them in their order, there is none.
///
/// A snapshot's own bound (`xmin`) counts the transactions of every database in the cluster, and a long one of a stranger
/// would hold up all readers. So the sessions of this database are asked for theirs. They are asked while the statement
/// holds its snapshot: whoever begins meanwhile has a number that is not below the snapshot's end, and whoever ended
/// meanwhile is seen by the next statement. Therefore what is bounded has to be another statement, and neither may stand in
/// a transaction, which would keep its first look at the sessions. Where a session of another role hides its number, the
/// snapshot's bound has to do. The numbers of sessions are 32 bits wide and are told by their distance to the end.
#[expect(clippy::disallowed_methods, reason = "the database's own numbering, no row of a noun")]
pub(crate) async fn ended(conn: &DatabaseConnection) -> Result<Option<i64>> {
    if conn.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let sql = "WITH taken AS MATERIALIZED (\
           SELECT pg_snapshot_xmin(s)::text::bigint AS first, pg_snapshot_xmax(s)::text::bigint AS end_ \
           FROM pg_current_snapshot() s), \
         sessions AS MATERIALIZED (\
           SELECT (end_ - backend_xid::text::bigint) & 4294967295 AS behind, \
             backend_xid IS NULL AND state IS NULL AS hidden \
           FROM pg_stat_activity, taken \
           WHERE datname = current_database() AND backend_type = 'client backend') \
         SELECT (SELECT ahead FROM journal_numbering) + CASE \
           WHEN EXISTS (SELECT 1 FROM sessions WHERE hidden) THEN first \
           ELSE greatest(first, end_ - coalesce((SELECT max(behind) FROM sessions WHERE behind < 2147483648), 0)) END \
         FROM taken";
    match conn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await? {
        Some(row) => Ok(Some(row.try_get_by_index(0)?)),
        None => Err(crate::Error::internal("the database did not say which transactions have ended")),
    }
}

/// Leaves out the lines that one of an unfinished transaction could still come before; `ended` was asked before.
pub(crate) fn finished(lines: &mut SelectStatement, ended: Option<i64>) {
    if let Some(ended) = ended {
        lines.and_where(Expr::col("tx").lt(ended));
    }
}

/// Sees to it that the next transaction's number is above every one in the journal. Before anything is written; the
/// caller holds the lock that lets one server at a time do this.
#[expect(clippy::disallowed_methods, reason = "the database's own numbering, no row of a noun")]
pub(crate) async fn catch_up(conn: &impl ConnectionTrait) -> Result<()> {
    if conn.get_database_backend() == DbBackend::Postgres {
        conn.execute_unprepared(
            "UPDATE journal_numbering \
             SET ahead = (SELECT max(tx) FROM journal) - pg_current_xact_id()::text::bigint \
             WHERE (SELECT max(tx) FROM journal) >= pg_current_xact_id()::text::bigint + ahead",
        )
        .await?;
    }
    Ok(())
}

/// Builds `journal_numbering`: one row.
pub(crate) fn migration() -> Box<dyn MigrationTrait> {
    Box::new(Numbering)
}

struct Numbering;

impl MigrationName for Numbering {
    fn name(&self) -> &str {
        "kernel_0004_numbering"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Numbering {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let numbering = Table::create().table(TABLE).col(ColumnDef::new("ahead").big_integer().not_null()).take();
        manager.create_table(numbering).await?;
        let none = Query::insert().into_table(TABLE).columns(["ahead"]).values_panic([0i64.into()]).take();
        manager.exec_stmt(none).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).take()).await
    }
}
