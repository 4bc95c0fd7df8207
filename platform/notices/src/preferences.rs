//! What comes to a reader by mail: at once, once a day, or not. Bookkeeping of one reader, so no noun and no journal line.

use chrono::{DateTime, NaiveDate, Utc};
use inbox::Kind;
use kernel::{Result, Work};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How a kind comes to a reader, where they have chosen.
pub const WAYS: &str = "notice_ways";
/// When their summary comes, and whether they are left alone at night.
pub const READERS: &str = "notice_readers";

/// When the summary comes to those who have not said when.
pub const HOUR: u32 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByMail {
    /// When it happens.
    Now,
    /// In the summary of the day.
    Daily,
    Never,
}

impl ByMail {
    /// Who waits for a decision waits for somebody who may not be looking; everything else stands in the inbox.
    pub fn unless_chosen(kind: Kind) -> Self {
        match kind {
            // Which reports come at all is chosen where they are; those are read away from the desk.
            Kind::Approval | Kind::Report => ByMail::Now,
            Kind::Mention
            | Kind::Comment
            | Kind::HandedOver
            | Kind::Task
            | Kind::Due
            | Kind::Job
            | Kind::Decided
            | Kind::Read
            | Kind::Date
            | Kind::Case => ByMail::Never,
        }
    }

    fn word(self) -> &'static str {
        match self {
            ByMail::Now => "now",
            ByMail::Daily => "daily",
            ByMail::Never => "never",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "now" => ByMail::Now,
            "daily" => ByMail::Daily,
            _ => ByMail::Never,
        }
    }
}

/// What one reader has chosen.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    ways: HashMap<Kind, ByMail>,
    hour: Option<u32>,
    loud: bool,
    /// The last day of which a summary was made, and until when it reached.
    pub digested: Option<(NaiveDate, DateTime<Utc>)>,
}

impl Chosen {
    pub fn way(&self, kind: Kind) -> ByMail {
        self.ways.get(&kind).copied().unwrap_or_else(|| ByMail::unless_chosen(kind))
    }

    pub fn hour(&self) -> u32 {
        self.hour.unwrap_or(HOUR)
    }

    pub fn quiet(&self) -> bool {
        !self.loud
    }

    /// The kinds of their summary.
    pub fn daily(&self) -> Vec<Kind> {
        Kind::ALL.iter().map(|(kind, _)| *kind).filter(|kind| self.way(*kind) == ByMail::Daily).collect()
    }
}

/// What these readers have chosen; of the others there is nothing.
pub async fn of(conn: &impl ConnectionTrait, readers: &[Uuid]) -> Result<HashMap<Uuid, Chosen>> {
    let mut all: HashMap<Uuid, Chosen> = HashMap::new();
    for readers in readers.chunks(1000) {
        let those = || Expr::col("reader_id").is_in(readers.iter().copied());
        let ways = Query::select().columns(["reader_id", "kind", "way"]).from(WAYS).and_where(those()).take();
        for row in conn.query_all(&ways).await? {
            let chosen = all.entry(row.try_get_by_index(0)?).or_default();
            if let Some(kind) = Kind::of(&row.try_get_by_index::<String>(1)?) {
                chosen.ways.insert(kind, ByMail::of(&row.try_get_by_index::<String>(2)?));
            }
        }
        let columns = ["reader_id", "hour", "quiet", "digested_on", "digested_until"];
        let hours = Query::select().columns(columns).from(READERS).and_where(those()).take();
        for row in conn.query_all(&hours).await? {
            let chosen = all.entry(row.try_get_by_index(0)?).or_default();
            chosen.hour = u32::try_from(row.try_get_by_index::<i64>(1)?).ok();
            chosen.loud = !row.try_get_by_index::<bool>(2)?;
            let (on, until): (Option<NaiveDate>, Option<DateTime<Utc>>) =
                (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
            chosen.digested = on.zip(until);
        }
    }
    Ok(all)
}

/// Those who have a summary, in the order of their ids.
pub async fn who_has_a_summary(conn: &impl ConnectionTrait) -> Result<Vec<Uuid>> {
    let select = Query::select()
        .distinct()
        .column("reader_id")
        .from(WAYS)
        .and_where(Expr::col("way").eq(ByMail::Daily.word()))
        .order_by("reader_id", sea_orm::Order::Asc)
        .take();
    conn.query_all(&select).await?.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

pub async fn choose(work: &Work, reader: Uuid, kind: Kind, way: ByMail) -> Result<()> {
    let mut insert = Query::insert();
    insert
        .into_table(WAYS)
        .columns(["reader_id", "kind", "way"])
        .values_panic([reader.into(), kind.word().into(), way.word().into()])
        .on_conflict(OnConflict::columns(["reader_id", "kind"]).update_column("way").to_owned());
    work.conn().execute(&insert).await?;
    Ok(())
}

/// The hour of their summary, and whether they are left alone at night; what is not given stays as it is.
pub async fn set(work: &Work, reader: Uuid, hour: Option<u32>, quiet: Option<bool>) -> Result<()> {
    row_of(work, reader).await?;
    let mut update = Query::update();
    update.table(READERS).and_where(Expr::col("reader_id").eq(reader));
    if let Some(hour) = hour {
        update.value("hour", i64::from(hour));
    }
    if let Some(quiet) = quiet {
        update.value("quiet", quiet);
    }
    work.conn().execute(&update).await?;
    Ok(())
}

/// The summary of a day was made, or there was nothing to say.
pub async fn digested(work: &Work, reader: Uuid, day: NaiveDate, until: DateTime<Utc>) -> Result<()> {
    row_of(work, reader).await?;
    let mut update = Query::update();
    update
        .table(READERS)
        .value("digested_on", day)
        .value("digested_until", until)
        .and_where(Expr::col("reader_id").eq(reader));
    work.conn().execute(&update).await?;
    Ok(())
}

async fn row_of(work: &Work, reader: Uuid) -> Result<()> {
    let mut insert = Query::insert();
    insert
        .into_table(READERS)
        .columns(["reader_id", "hour", "quiet"])
        .values_panic([reader.into(), i64::from(HOUR).into(), true.into()])
        .on_conflict(OnConflict::column("reader_id").do_nothing().to_owned());
    work.conn().execute(&insert).await?;
    Ok(())
}
