//! Jobs in their table: asked for, claimed, kept, finished. Every step is one statement that names the state it starts from,
//! so that two servers never both take it.

use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, House, Origin, Result, Work};
use sea_orm::{
    ConnectionTrait, QueryResult,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query, UpdateStatement},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub const TABLE: &str = "jobs";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Done => "done",
            State::Failed => "failed",
            State::Cancelled => "cancelled",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "waiting" => State::Waiting,
            "running" => State::Running,
            "done" => State::Done,
            "cancelled" => State::Cancelled,
            _ => State::Failed,
        }
    }
}

/// A job as its table has it.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: Uuid,
    pub kind: String,
    pub state: State,
    /// Who asked; `None`: the system, or the command line.
    pub user_id: Option<Uuid>,
    pub origin: String,
    pub notes: Value,
    pub done: i64,
    pub total: i64,
    pub errors: i64,
    pub result: Option<Value>,
    /// Why it failed, in English.
    pub failure: Option<String>,
    pub attempts: i64,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

const COLUMNS: [&str; 14] = [
    "id",
    "kind",
    "state",
    "user_id",
    "origin",
    "notes",
    "done",
    "total",
    "errors",
    "result",
    "failure",
    "attempts",
    "created_at",
    "finished_at",
];

fn read(row: &QueryResult) -> Result<Held> {
    Ok(Held {
        id: row.try_get_by_index(0)?,
        kind: row.try_get_by_index(1)?,
        state: State::of(&row.try_get_by_index::<String>(2)?),
        user_id: row.try_get_by_index(3)?,
        origin: row.try_get_by_index(4)?,
        notes: row.try_get_by_index(5)?,
        done: row.try_get_by_index(6)?,
        total: row.try_get_by_index(7)?,
        errors: row.try_get_by_index(8)?,
        result: row.try_get_by_index(9)?,
        failure: row.try_get_by_index(10)?,
        attempts: row.try_get_by_index(11)?,
        created_at: row.try_get_by_index(12)?,
        finished_at: row.try_get_by_index(13)?,
    })
}

/// Asks for a job of this kind; it runs after the work is committed, on any server. Answers with its id.
///
/// `notes` is what the job is told; the journal says who asked for what kind, not the notes.
pub async fn enqueue(work: &mut Work, kind: &str, notes: Value) -> Result<Uuid> {
    let id = insert(work, kind, notes, 0).await?;
    work.note(TABLE, Some(id), "ask", json!({ "kind": kind })).await?;
    Ok(id)
}

pub(crate) async fn insert(work: &Work, kind: &str, notes: Value, total: i64) -> Result<Uuid> {
    let id = kernel::new_id();
    let columns = [
        "id",
        "kind",
        "state",
        "user_id",
        "origin",
        "notes",
        "done",
        "total",
        "errors",
        "cancel",
        "attempts",
        "run_at",
        "created_at",
    ];
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(columns).values_panic([
        id.into(),
        kind.into(),
        State::Waiting.word().into(),
        work.actor.user.into(),
        work.actor.origin.word().into(),
        notes.into(),
        0i64.into(),
        total.into(),
        0i64.into(),
        false.into(),
        0i64.into(),
        work.now.into(),
        work.now.into(),
    ]);
    work.conn().execute(&insert).await?;
    Ok(id)
}

pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Held>> {
    let select = Query::select().columns(COLUMNS).from(TABLE).and_where(Expr::col("id").eq(id)).take();
    conn.query_one(&select).await?.as_ref().map(read).transpose()
}

/// Waiting and due, or running under a lease that has lapsed.
fn due(now: DateTime<Utc>) -> Expr {
    let waiting = Expr::col("state").eq(State::Waiting.word()).and(Expr::col("run_at").lte(now));
    waiting.or(Expr::col("state").eq(State::Running.word()).and(Expr::col("lease_until").lt(now)))
}

/// Whether a claim is worth a write.
pub(crate) async fn any_due(conn: &impl ConnectionTrait, kinds: &[&str]) -> Result<bool> {
    let select = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(due(Utc::now()))
        .and_where(Expr::col("kind").is_in(kinds.iter().copied()))
        .limit(1)
        .take();
    Ok(conn.query_one(&select).await?.is_some())
}

/// Takes the job that has waited longest, for as long as the lease; `None` when another server was faster or nothing is
/// due. Kinds that this server does not know are left to those that do.
pub(crate) async fn claim(
    house: &Arc<House>,
    kinds: Vec<&'static str>,
    lease: Uuid,
    long: Duration,
) -> Result<Option<Held>> {
    let (claimed, _) = house
        .write(Actor::system(), None, move |work| {
            Box::pin(async move {
                let mut first = Query::select();
                first
                    .column("id")
                    .from(TABLE)
                    .and_where(due(work.now))
                    .and_where(Expr::col("kind").is_in(kinds.iter().copied()))
                    .order_by("run_at", sea_orm::Order::Asc)
                    .limit(1)
                    .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
                let Some(row) = work.conn().query_one(&first).await? else { return Ok(None) };
                let id: Uuid = row.try_get_by_index(0)?;
                let mut take = Query::update();
                take.table(TABLE)
                    .value("state", State::Running.word())
                    .value("lease", lease)
                    .value("lease_until", work.now + long)
                    .value("attempts", Expr::col("attempts").add(1))
                    .and_where(Expr::col("id").eq(id))
                    .and_where(due(work.now));
                if work.conn().execute(&take).await?.rows_affected() == 0 {
                    return Ok(None);
                }
                find(work.conn(), id).await
            })
        })
        .await?;
    Ok(claimed)
}

/// An update of a job that still belongs to this lease.
pub(crate) fn leased(id: Uuid, lease: Uuid) -> UpdateStatement {
    let mut update = Query::update();
    update
        .table(TABLE)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("lease").eq(lease))
        .and_where(Expr::col("state").eq(State::Running.word()));
    update
}

/// Whether the job is still this lease's and nobody has asked it to stop.
pub(crate) async fn goes_on(conn: &impl ConnectionTrait, id: Uuid, lease: Uuid) -> Result<bool> {
    let select = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("lease").eq(lease))
        .and_where(Expr::col("state").eq(State::Running.word()))
        .and_where(Expr::col("cancel").eq(false))
        .take();
    Ok(conn.query_one(&select).await?.is_some())
}

/// Asks a job to stop: at once while it waits, at its next note while it runs. `false` when it is over already.
pub(crate) async fn cancel(work: &Work, id: Uuid) -> Result<bool> {
    let mut waiting = Query::update();
    waiting
        .table(TABLE)
        .value("state", State::Cancelled.word())
        .value("finished_at", work.now)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("state").eq(State::Waiting.word()));
    if work.conn().execute(&waiting).await?.rows_affected() > 0 {
        return Ok(true);
    }
    let mut running = Query::update();
    running
        .table(TABLE)
        .value("cancel", true)
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("state").eq(State::Running.word()));
    Ok(work.conn().execute(&running).await?.rows_affected() > 0)
}

/// Removes jobs that nobody will ask after: those of the system after a day, others after 90.
pub(crate) async fn tidy(house: &Arc<House>) -> Result<Value> {
    let (removed, _) = house
        .write(Actor::system(), None, |work| {
            Box::pin(async move {
                let over = Expr::col("finished_at").lt(work.now - Duration::days(90));
                let chores = Expr::col("finished_at")
                    .lt(work.now - Duration::days(1))
                    .and(Expr::col("origin").eq(Origin::System.word()));
                let old = Query::select().column("id").from(TABLE).and_where(over.clone().or(chores.clone())).take();
                let mut errors = Query::delete();
                errors.from_table(crate::errors::TABLE).and_where(Expr::col("job_id").in_subquery(old));
                work.conn().execute(&errors).await?;
                let mut jobs = Query::delete();
                jobs.from_table(TABLE).and_where(over.or(chores));
                Ok(work.conn().execute(&jobs).await?.rows_affected())
            })
        })
        .await?;
    Ok(json!({ "removed": removed }))
}
