//! Writing an entry, in the transaction of what it tells of.

use crate::{
    entry::{Kind, TABLE},
    preferences,
};
use chrono::Duration;
use kernel::{Result, Work};
use sea_orm::{
    ConnectionTrait, Order,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

/// Rows handed over within this time by one person are told as one.
const TOGETHER_MINUTES: i64 = 5;

#[derive(Clone, Debug)]
pub struct News {
    /// Whom to tell: a person, or a sign-in without one.
    pub reader: Uuid,
    pub kind: Kind,
    /// The row that it is about.
    pub noun: String,
    pub row: Uuid,
    /// The activity that made it news.
    pub about: Option<Uuid>,
    /// Who did it.
    pub by: Option<Uuid>,
    /// What the reader is told once only.
    pub key: String,
}

/// Tells them, unless it is their own doing, they were told already, or want to hear nothing of that kind.
pub async fn tell(work: &Work, news: News) -> Result<()> {
    if news.by == Some(news.reader) || preferences::refused(work.conn(), news.reader).await?.contains(&news.kind) {
        return Ok(());
    }
    let id = kernel::new_id();
    let fold = match news.kind {
        Kind::HandedOver => open_fold(work, &news).await?.unwrap_or(id),
        Kind::Mention
        | Kind::Comment
        | Kind::Task
        | Kind::Due
        | Kind::Job
        | Kind::Approval
        | Kind::Decided
        | Kind::Read
        | Kind::Date
        | Kind::Case
        | Kind::Report => id,
    };
    let columns = [
        "id",
        "reader_id",
        "kind",
        "noun",
        "row_id",
        "about_id",
        "by_id",
        "fold",
        "key",
        "at",
        "shown_at",
        "put_away",
        "passed",
    ];
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(columns)
        .values_panic([
            id.into(),
            news.reader.into(),
            news.kind.word().into(),
            news.noun.into(),
            news.row.into(),
            news.about.into(),
            news.by.into(),
            fold.into(),
            news.key.into(),
            work.now.into(),
            work.now.into(),
            false.into(),
            false.into(),
        ])
        .on_conflict(OnConflict::columns(["reader_id", "key"]).do_nothing().clone());
    work.conn().execute(&insert).await?;
    Ok(())
}

/// The fold of what the same person told a moment ago and nobody has looked at yet.
async fn open_fold(work: &Work, news: &News) -> Result<Option<Uuid>> {
    let Some(by) = news.by else { return Ok(None) };
    let mut select = Query::select();
    select
        .column("fold")
        .from(TABLE)
        .and_where(Expr::col("reader_id").eq(news.reader))
        .and_where(Expr::col("kind").eq(news.kind.word()))
        .and_where(Expr::col("noun").eq(news.noun.as_str()))
        .and_where(Expr::col("by_id").eq(by))
        .and_where(Expr::col("read_at").is_null())
        .and_where(Expr::col("put_away").eq(false))
        .and_where(Expr::col("shown_at").gte(work.now - Duration::minutes(TOGETHER_MINUTES)))
        .and_where(Expr::col("shown_at").lte(work.now))
        .order_by("shown_at", Order::Desc)
        .limit(1);
    work.conn().query_one(&select).await?.map(|row| Ok(row.try_get_by_index(0)?)).transpose()
}
