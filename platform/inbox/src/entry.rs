//! Entries in their table: bookkeeping of one reader, so no noun and no journal line.

use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, Job, Result, Work};
use sea_orm::{
    ConnectionTrait, Order, QueryResult,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub const TABLE: &str = "inbox";

/// What an entry tells of; what a reader may refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody asks them to read something.
    Mention,
    /// A comment or a file on a row of theirs.
    Comment,
    /// A row is theirs now.
    HandedOver,
    /// Somebody gave them a task.
    Task,
    /// A task is due, or is overdue.
    Due,
    /// A job that they asked for has ended.
    Job,
    /// Somebody waits for their yes or no.
    Approval,
    /// What became of a request of theirs, or of one that they are told about.
    Decided,
    /// Something that they are asked to read and confirm.
    Read,
    /// A day has come on which a row of theirs is due.
    Date,
    /// A case that they are a party to, or decide, has come further, or waits for them.
    Case,
    /// A report that was written for them.
    Report,
}

impl Kind {
    pub const ALL: [(Kind, &'static str); 12] = [
        (Kind::Mention, "Mentions of me"),
        (Kind::Comment, "Comments and files on my rows"),
        (Kind::HandedOver, "Rows handed over to me"),
        (Kind::Task, "Tasks given to me"),
        (Kind::Due, "Tasks due and overdue"),
        (Kind::Job, "Finished jobs and imports"),
        (Kind::Approval, "Approvals that wait for me"),
        (Kind::Decided, "What became of approvals"),
        (Kind::Read, "What I should read and confirm"),
        (Kind::Date, "Days that have come: reviews, check-ups"),
        (Kind::Case, "Cases that concern me"),
        (Kind::Report, "Reports for me"),
    ];

    pub fn word(self) -> &'static str {
        match self {
            Kind::Mention => "mention",
            Kind::Comment => "comment",
            Kind::HandedOver => "handed_over",
            Kind::Task => "task",
            Kind::Due => "due",
            Kind::Job => "job",
            Kind::Approval => "approval",
            Kind::Decided => "decided",
            Kind::Read => "read",
            Kind::Date => "date",
            Kind::Case => "case",
            Kind::Report => "report",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().map(|(kind, _)| kind).find(|kind| kind.word() == word)
    }
}

/// The person, where the sign-in has one; else the sign-in.
pub fn reader_of(actor: &Actor) -> Option<Uuid> {
    actor.person.or(actor.user)
}

#[derive(Clone, Debug)]
pub struct Held {
    pub id: Uuid,
    pub kind: Kind,
    pub noun: String,
    pub row_id: Uuid,
    /// The activity that made it news.
    pub about_id: Option<Uuid>,
    pub by_id: Option<Uuid>,
    /// Entries of one fold are told as one; it is the id of the first.
    pub fold: Uuid,
    pub key: String,
    pub at: DateTime<Utc>,
    /// From when on it is there.
    pub shown_at: DateTime<Utc>,
    pub read: bool,
}

/// Which part of an inbox.
#[derive(Clone, Debug, Default)]
pub struct Part {
    pub unread: bool,
    /// Those that were put off, instead of those that are there.
    pub put_off: bool,
    pub kinds: Vec<Kind>,
    /// The one fold that is asked for.
    pub fold: Option<Uuid>,
    /// Folds that are known already.
    pub but: Vec<Uuid>,
    /// The entry to go on from.
    pub after: Option<(DateTime<Utc>, Uuid)>,
}

const COLUMNS: [&str; 11] =
    ["id", "kind", "noun", "row_id", "about_id", "by_id", "fold", "key", "at", "shown_at", "read_at"];

fn read(row: &QueryResult) -> Result<Option<Held>> {
    let Some(kind) = Kind::of(&row.try_get_by_index::<String>(1)?) else { return Ok(None) };
    Ok(Some(Held {
        id: row.try_get_by_index(0)?,
        kind,
        noun: row.try_get_by_index(2)?,
        row_id: row.try_get_by_index(3)?,
        about_id: row.try_get_by_index(4)?,
        by_id: row.try_get_by_index(5)?,
        fold: row.try_get_by_index(6)?,
        key: row.try_get_by_index(7)?,
        at: row.try_get_by_index(8)?,
        shown_at: row.try_get_by_index(9)?,
        read: row.try_get_by_index::<Option<DateTime<Utc>>>(10)?.is_some(),
    }))
}

/// The newest first, whether or not their rows are still within reach.
pub async fn list(
    conn: &impl ConnectionTrait,
    reader: Uuid,
    now: DateTime<Utc>,
    part: &Part,
    limit: u64,
) -> Result<Vec<Held>> {
    let mut select = Query::select();
    select.columns(COLUMNS).from(TABLE).and_where(Expr::col("reader_id").eq(reader));
    select.and_where(Expr::col("put_away").eq(false));
    let shown = Expr::col("shown_at");
    select.and_where(if part.put_off { shown.gt(now) } else { shown.lte(now) });
    if part.unread {
        select.and_where(Expr::col("read_at").is_null());
    }
    if !part.kinds.is_empty() {
        select.and_where(Expr::col("kind").is_in(part.kinds.iter().map(|kind| kind.word())));
    }
    if let Some(fold) = part.fold {
        select.and_where(Expr::col("fold").eq(fold));
    }
    if !part.but.is_empty() {
        select.and_where(Expr::col("fold").is_not_in(part.but.iter().copied()));
    }
    if let Some((then, id)) = part.after {
        let same = Expr::col("shown_at").eq(then).and(Expr::col("id").lt(id));
        select.and_where(Expr::col("shown_at").lt(then).or(same));
    }
    select.order_by("shown_at", Order::Desc).order_by("id", Order::Desc).limit(limit);
    let rows = conn.query_all(&select).await?;
    rows.iter().filter_map(|row| read(row).transpose()).collect()
}

/// What a reader does to entries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mark {
    pub read: Option<bool>,
    pub put_away: Option<bool>,
    /// Unread again from then on.
    pub until: Option<DateTime<Utc>>,
}

/// Marks entries by their folds; `None`: all that are there.
pub async fn mark(work: &Work, reader: Uuid, folds: Option<Vec<Uuid>>, mark: Mark) -> Result<()> {
    let mut update = Query::update();
    update.table(TABLE).and_where(Expr::col("reader_id").eq(reader));
    match folds {
        Some(folds) => update.and_where(Expr::col("fold").is_in(folds)),
        None => update.and_where(Expr::col("shown_at").lte(work.now)).and_where(Expr::col("read_at").is_null()),
    };
    if let Some(read) = mark.read {
        update.value("read_at", read.then_some(work.now));
    }
    if let Some(put_away) = mark.put_away {
        update.value("put_away", put_away);
    }
    if let Some(until) = mark.until {
        update.value("shown_at", until).value("read_at", Option::<DateTime<Utc>>::None);
    }
    work.conn().execute(&update).await?;
    Ok(())
}

/// Nobody has to do anything about it any more: entries of that kind about a row leave the reader's inbox.
pub async fn settle(work: &Work, kind: Kind, noun: &str, row: Uuid, reader: Uuid) -> Result<()> {
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("put_away", true)
        .and_where(Expr::col("reader_id").eq(reader))
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("noun").eq(noun))
        .and_where(Expr::col("row_id").eq(row));
    work.conn().execute(&update).await?;
    Ok(())
}

const KEPT_DAYS: i64 = 90;

/// Removes what nobody will look for again.
pub fn tidying() -> Job {
    let job = Job::new("inbox_tidy", |house, _| {
        Box::pin(async move {
            let (removed, _) = house
                .write(Actor::system(), None, |work| {
                    Box::pin(async move {
                        let mut old = Query::delete();
                        old.from_table(TABLE).and_where(Expr::col("shown_at").lt(work.now - Duration::days(KEPT_DAYS)));
                        Ok(work.conn().execute(&old).await?.rows_affected())
                    })
                })
                .await?;
            Ok(json!({ "removed": removed }))
        })
    });
    job.every(std::time::Duration::from_secs(24 * 3600))
}
