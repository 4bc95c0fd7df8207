//! Browsers that are signed in.

use crate::{credential, throttle};
use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, House, Result, Work};
use sea_orm::{
    ConnectionTrait, QueryResult,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub const TABLE: &str = "sessions";
pub const COOKIE: &str = "qm_session";

/// A session unused for so long is over,
pub const IDLE: Duration = Duration::hours(12);
/// and so is any this old.
pub const LONGEST: Duration = Duration::days(30);
/// How exactly its last use is kept.
const SEEN_EVERY: Duration = Duration::minutes(5);

#[derive(Clone, Debug, Serialize)]
pub struct Session {
    pub id: Uuid,
    #[serde(skip)]
    pub user_id: Uuid,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub agent: Option<String>,
    pub address: Option<String>,
}

const COLUMNS: [&str; 7] = ["id", "user_id", "created_at", "seen_at", "expires_at", "agent", "address"];

fn read(row: &QueryResult) -> Result<Session> {
    Ok(Session {
        id: row.try_get_by_index(0)?,
        user_id: row.try_get_by_index(1)?,
        created_at: row.try_get_by_index(2)?,
        seen_at: row.try_get_by_index(3)?,
        expires_at: row.try_get_by_index(4)?,
        agent: row.try_get_by_index(5)?,
        address: row.try_get_by_index(6)?,
    })
}

/// Opens a session; answers with its id and what the cookie holds.
pub async fn open(work: &Work, user: Uuid, address: Option<&str>, agent: Option<&str>) -> Result<(Uuid, String)> {
    let (id, secret) = (kernel::new_id(), credential::fresh());
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS.into_iter().chain(["digest"])).values_panic([
        Expr::val(id),
        user.into(),
        work.now.into(),
        work.now.into(),
        (work.now + LONGEST).into(),
        agent.map(str::to_owned).into(),
        address.map(str::to_owned).into(),
        credential::digest(&secret).into(),
    ]);
    work.conn().execute(&insert).await?;
    Ok((id, secret))
}

/// The session that the cookie names, if it is still good.
pub async fn find(conn: &impl ConnectionTrait, digest: &str, now: DateTime<Utc>) -> Result<Option<Session>> {
    let select = Query::select()
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("digest").eq(digest))
        .and_where(Expr::col("expires_at").gt(now))
        .and_where(Expr::col("seen_at").gt(now - IDLE))
        .take();
    conn.query_one(&select).await?.as_ref().map(read).transpose()
}

/// The user's sessions that are still good, newest first.
pub async fn of_user(conn: &impl ConnectionTrait, user: Uuid, now: DateTime<Utc>) -> Result<Vec<Session>> {
    let select = Query::select()
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(Expr::col("user_id").eq(user))
        .and_where(Expr::col("expires_at").gt(now))
        .and_where(Expr::col("seen_at").gt(now - IDLE))
        .order_by("created_at", sea_orm::Order::Desc)
        .take();
    conn.query_all(&select).await?.iter().map(read).collect()
}

/// Keeps that the session was used, without making the request wait.
pub fn seen(house: &Arc<House>, session: &Session, now: DateTime<Utc>) {
    if now - session.seen_at < SEEN_EVERY {
        return;
    }
    let id = session.id;
    touch(house, TABLE, "seen_at", id, now);
}

/// Writes a moment of use into a row; bookkeeping, which no journal needs.
pub fn touch(house: &Arc<House>, table: &'static str, column: &'static str, id: Uuid, now: DateTime<Utc>) {
    let house = house.clone();
    tokio::spawn(async move {
        let done = house
            .write(Actor::system(), None, move |work| {
                Box::pin(async move {
                    let mut update = Query::update();
                    update.table(table).value(column, now).and_where(Expr::col("id").eq(id));
                    work.conn().execute(&update).await?;
                    Ok(())
                })
            })
            .await;
        if let Err(error) = done {
            tracing::warn!(%error, table, "a last use was not kept");
        }
    });
}

pub async fn end(conn: &impl ConnectionTrait, session: Uuid) -> Result<()> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("id").eq(session));
    conn.execute(&delete).await?;
    Ok(())
}

/// Ends the user's sessions, but for one.
pub async fn end_all(conn: &impl ConnectionTrait, user: Uuid, except: Option<Uuid>) -> Result<()> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("user_id").eq(user));
    if let Some(except) = except {
        delete.and_where(Expr::col("id").ne(except));
    }
    conn.execute(&delete).await?;
    Ok(())
}

/// Removes sessions that are over and failures that are forgotten.
pub async fn tidy(house: &Arc<House>) -> Result<Value> {
    let (removed, _) = house
        .write(Actor::system(), None, |work| {
            Box::pin(async move {
                throttle::tidy(work).await?;
                let over = Expr::col("expires_at").lte(work.now).or(Expr::col("seen_at").lte(work.now - IDLE));
                let mut delete = Query::delete();
                delete.from_table(TABLE).and_where(over);
                Ok(work.conn().execute(&delete).await?.rows_affected())
            })
        })
        .await?;
    Ok(json!({ "sessions": removed }))
}
