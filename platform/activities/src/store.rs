//! The content of files. It is no row of its own: the activity is the row, and who sees that one sees the content.

use bytes::Bytes;
use kernel::{Result, Work};
use sea_orm::{
    ConnectionTrait, QueryResult,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::activity::ActivityId;

pub(crate) const TABLE: &str = "files";

/// The largest file, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;

#[derive(Debug)]
pub struct Upload {
    pub name: String,
    pub media_type: String,
    pub content: Bytes,
}

/// What is said of a file beside its content.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub title: Option<String>,
    /// The comment that it is sent with.
    pub comment: Option<Uuid>,
}

pub(crate) async fn keep(id: ActivityId, content: &Bytes, work: &Work) -> Result<()> {
    let digest = blake3::hash(content).to_hex().to_string();
    let insert = Query::insert()
        .into_table(TABLE)
        .columns(["activity_id", "digest", "content"])
        .values_panic([Expr::val(id.0), Expr::val(digest), Expr::val(content.to_vec())])
        .take();
    work.conn().execute(&insert).await?;
    Ok(())
}

pub(crate) async fn remove(id: ActivityId, work: &Work) -> Result<()> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("activity_id").eq(id.0)).take();
    work.conn().execute(&delete).await?;
    Ok(())
}

/// The bytes and the digest they had when they came (BLAKE3, hexadecimal). Whoever asks has asked for the activity.
pub(crate) async fn read(id: ActivityId, conn: &impl ConnectionTrait) -> Result<Option<(Vec<u8>, String)>> {
    let select =
        Query::select().columns(["content", "digest"]).from(TABLE).and_where(Expr::col("activity_id").eq(id.0)).take();
    let found = |row: QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    conn.query_one(&select).await?.map(found).transpose()
}
