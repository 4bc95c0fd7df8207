//! Which master key counts: one row with its fingerprint, so that no process goes on with a key that another one has
//! taken its place of.
//!
//! Whoever makes a subject's key reads the row and holds it until the commit; a rotation changes it first of all. So a key
//! is either wrapped anew by the rotation or never made with the old one, whatever runs beside it.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{ColumnDef, Expr, Query, SelectStatement, Table};
use sea_orm_migration::prelude::*;

use super::Secrets;
use crate::{Error, Result};

/// `master_key(fingerprint)`: one row; empty until the first rotation.
pub const MASTER: &str = "master_key";

/// The code of the error that a program ends with when its master key has been replaced.
pub const REPLACED: &str = "secrets.replaced";

impl Secrets {
    /// Refuses to go on with a key that does not count any more.
    ///
    /// # Errors
    /// [`REPLACED`]: the program has to begin again with the new key.
    pub async fn still_counts(&self, conn: &impl ConnectionTrait) -> Result<()> {
        self.counts(conn, select()).await
    }

    /// The same, and nobody puts another key in its place before the transaction ends.
    pub(super) async fn hold(&self, tx: &impl ConnectionTrait) -> Result<()> {
        self.counts(tx, select().lock_shared().take()).await
    }

    async fn counts(&self, conn: &impl ConnectionTrait, select: SelectStatement) -> Result<()> {
        let row =
            conn.query_one(&select).await?.ok_or_else(|| Error::internal("no row tells which master key counts"))?;
        let counts: String = row.try_get_by_index(0)?;
        if counts.is_empty() || counts == self.fingerprint() {
            return Ok(());
        }
        let text =
            format!("the master key {} was replaced by {counts}: start again with the new one", self.fingerprint());
        Err(Error::malformed(REPLACED, text))
    }

    /// From now on this one counts; waits for those who make keys with the old one.
    pub(super) async fn take_over(&self, tx: &impl ConnectionTrait) -> Result<()> {
        let update = Query::update().table(MASTER).value("fingerprint", self.fingerprint()).take();
        tx.execute(&update).await?;
        Ok(())
    }
}

fn select() -> SelectStatement {
    Query::select().column("fingerprint").from(MASTER).and_where(Expr::col("id").eq(1)).take()
}

pub(super) struct MasterKey;

impl MigrationName for MasterKey {
    fn name(&self) -> &str {
        "kernel_0006_master_key"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for MasterKey {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(MASTER)
            .col(ColumnDef::new("id").integer().not_null().primary_key())
            .col(ColumnDef::new("fingerprint").text().not_null())
            .take();
        manager.create_table(table).await?;
        let nobody = Query::insert()
            .into_table(MASTER)
            .columns(["id", "fingerprint"])
            .values_panic([1.into(), "".into()])
            .take();
        manager.exec_stmt(nobody).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(MASTER).take()).await
    }
}
