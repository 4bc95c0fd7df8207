//! What comes to a reader: every kind that they have not refused.

use crate::entry::Kind;
use kernel::{Result, Work};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

/// The kinds that readers have refused.
pub const TABLE: &str = "inbox_refused";

pub async fn refused(conn: &impl ConnectionTrait, reader: Uuid) -> Result<Vec<Kind>> {
    let select = Query::select().column("kind").from(TABLE).and_where(Expr::col("reader_id").eq(reader)).take();
    let mut kinds = Vec::new();
    for row in conn.query_all(&select).await? {
        kinds.extend(Kind::of(&row.try_get_by_index::<String>(0)?));
    }
    Ok(kinds)
}

pub async fn choose(work: &Work, reader: Uuid, kind: Kind, wanted: bool) -> Result<()> {
    if wanted {
        let mut delete = Query::delete();
        delete.from_table(TABLE).and_where(Expr::col("reader_id").eq(reader));
        delete.and_where(Expr::col("kind").eq(kind.word()));
        work.conn().execute(&delete).await?;
    } else {
        let mut insert = Query::insert();
        insert
            .into_table(TABLE)
            .columns(["reader_id", "kind"])
            .values_panic([reader.into(), kind.word().into()])
            .on_conflict(OnConflict::columns(["reader_id", "kind"]).do_nothing().clone());
        work.conn().execute(&insert).await?;
    }
    Ok(())
}
