//! How far the journal has been read for the channels that hear of events.

use kernel::{Position, Result, Work};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

pub const TABLE: &str = "notice_positions";

const CHANNELS: &str = "channels";

pub async fn position(conn: &impl ConnectionTrait) -> Result<Option<Position>> {
    let select = Query::select().columns(["tx", "line"]).from(TABLE).and_where(Expr::col("name").eq(CHANNELS)).take();
    let row = conn.query_one(&select).await?;
    row.map(|row| Ok(Position { tx: row.try_get_by_index(0)?, line: row.try_get_by_index(1)? })).transpose()
}

pub async fn keep(work: &Work, position: Position) -> Result<()> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["name", "tx", "line"])
        .values_panic([CHANNELS.into(), position.tx.into(), position.line.into()])
        .on_conflict(OnConflict::column("name").update_columns(["tx", "line"]).to_owned());
    work.conn().execute(&insert).await?;
    Ok(())
}

/// Nobody hears of events: whoever begins to begins with what happens then.
pub async fn forget(work: &Work) -> Result<()> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("name").eq(CHANNELS));
    work.conn().execute(&delete).await?;
    Ok(())
}
