//! The tables of the seal: the chain, and who works on it.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{ColumnDef, Expr, ExprTrait, InsertStatement, Order, Query, SelectStatement, Table};
use sea_orm::{ConnectionTrait, QueryResult};
use sea_orm_migration::prelude::*;

use super::block::{Block, BlockCode, Last};
use crate::journal::Position;
use crate::{Error, Result};

pub const SEALS: &str = "journal_seals";
/// One row: who seals, until when.
pub const SEALER: &str = "journal_sealer";

pub fn insertion(block: &Block) -> InsertStatement {
    Query::insert()
        .into_table(SEALS)
        .columns(["block", "last_tx", "last_line", "entries", "code", "key", "at"])
        .values_panic([
            block.number.into(),
            block.last.tx.into(),
            block.last.line.into(),
            block.entries.clone().into(),
            block.code.to_vec().into(),
            block.key.clone().into(),
            block.at.into(),
        ])
        .take()
}

/// The end of the chain.
pub async fn last(conn: &impl ConnectionTrait) -> Result<Last> {
    let select = ends().order_by("block", Order::Desc).limit(1).take();
    match conn.query_one(&select).await? {
        Some(row) => end(&row),
        None => Ok(Last::NONE),
    }
}

/// Fingerprint of the master key that the last block was sealed with.
pub async fn last_key(conn: &impl ConnectionTrait) -> Result<Option<String>> {
    let select = Query::select().column("key").from(SEALS).order_by("block", Order::Desc).limit(1).take();
    Ok(match conn.query_one(&select).await? {
        Some(row) => Some(row.try_get_by_index(0)?),
        None => None,
    })
}

/// The ends of the blocks after a number, in order, so many at most.
pub async fn ends_after(conn: &impl ConnectionTrait, number: i64, most: u64) -> Result<Vec<(Last, DateTime<Utc>)>> {
    let select = ends().and_where(Expr::col("block").gt(number)).order_by("block", Order::Asc).limit(most).take();
    let rows = conn.query_all(&select).await?;
    rows.iter().map(|row| Ok((end(row)?, row.try_get_by("at")?))).collect()
}

fn ends() -> SelectStatement {
    Query::select().columns(["block", "last_tx", "last_line", "code", "at"]).from(SEALS).take()
}

fn end(row: &QueryResult) -> Result<Last> {
    let position = Position { tx: row.try_get_by("last_tx")?, line: row.try_get_by("last_line")? };
    Ok(Last { number: row.try_get_by("block")?, position, code: code(row)? })
}

/// The next block after a number, whole. A code of the wrong length reads as a wrong code.
pub async fn next_block(conn: &impl ConnectionTrait, number: i64) -> Result<Option<Block>> {
    let select = Query::select()
        .columns(["block", "last_tx", "last_line", "entries", "code", "key", "at"])
        .from(SEALS)
        .and_where(Expr::col("block").gt(number))
        .order_by("block", Order::Asc)
        .limit(1)
        .take();
    let Some(row) = conn.query_one(&select).await? else {
        return Ok(None);
    };
    Ok(Some(Block {
        number: row.try_get_by("block")?,
        last: Position { tx: row.try_get_by("last_tx")?, line: row.try_get_by("last_line")? },
        entries: row.try_get_by("entries")?,
        code: code(&row)?,
        key: row.try_get_by("key")?,
        at: row.try_get_by("at")?,
    }))
}

fn code(row: &QueryResult) -> Result<BlockCode> {
    let bytes: Vec<u8> = row.try_get_by("code")?;
    Ok(bytes.try_into().unwrap_or([0; 32]))
}

pub async fn held_by_another(conn: &impl ConnectionTrait, holder: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let select = Query::select().columns(["holder", "until"]).from(SEALER).take();
    let Some(row) = conn.query_one(&select).await? else {
        return Err(Error::internal("the lease on sealing the journal is missing"));
    };
    let (by, until): (Uuid, DateTime<Utc>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(by != holder && until >= now)
}

/// Builds `journal_seals` and `journal_sealer`.
pub fn migration() -> Box<dyn MigrationTrait> {
    Box::new(Seals)
}

struct Seals;

impl MigrationName for Seals {
    fn name(&self) -> &str {
        "kernel_0003_seals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Seals {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seals = Table::create()
            .table(SEALS)
            .col(ColumnDef::new("block").big_integer().not_null().primary_key())
            .col(ColumnDef::new("last_tx").big_integer().not_null())
            .col(ColumnDef::new("last_line").big_integer().not_null())
            .col(ColumnDef::new("entries").blob().not_null())
            .col(ColumnDef::new("code").blob().not_null())
            .col(ColumnDef::new("key").text().not_null())
            .col(ColumnDef::new("at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(seals).await?;
        let sealer = Table::create()
            .table(SEALER)
            .col(ColumnDef::new("id").integer().not_null().primary_key())
            .col(ColumnDef::new("holder").uuid().not_null())
            .col(ColumnDef::new("until").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(sealer).await?;
        let nobody = Query::insert()
            .into_table(SEALER)
            .columns(["id", "holder", "until"])
            .values_panic([1.into(), Uuid::nil().into(), DateTime::<Utc>::UNIX_EPOCH.into()])
            .take();
        manager.exec_stmt(nobody).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [SEALER, SEALS] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
