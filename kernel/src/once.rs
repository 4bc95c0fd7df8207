//! A write that a client may send twice: the second time it gets the first answer and nothing is written again.

use crate::{Actor, BoxFuture, Error, House, Position, Record, Refusal, Result, Work, migrations::index};
use chrono::Duration;
use sea_orm::{
    ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query},
};
use sea_orm_migration::{prelude::*, schema};
use serde_json::{Value, json};
use std::sync::Arc;

pub const TABLE: &str = "idempotency_keys";

const OTHER: Refusal =
    Refusal::new("once.other_request", "this idempotency key was used for another request; use a new one");
const LONGEST: usize = 200;
/// How long a repeat gets the whole first answer.
const WHOLE: Duration = Duration::days(1);
/// How long a repeat writes nothing: a phone may lie in a drawer between a write and the question whether it arrived.
const KEPT: Duration = Duration::days(90);
/// Answers shortened in one write. Each write with a key adds one, so this keeps up.
const AT_ONCE: u64 = 20;

/// What a client says to make a repeat harmless: its key, and a digest of what it asks.
pub struct Once {
    key: String,
    digest: String,
}

impl Once {
    /// `asked` is everything that makes the request what it is: method, address, body.
    pub fn new(key: &str, asked: &[&[u8]]) -> Result<Self> {
        if key.is_empty() || key.len() > LONGEST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::malformed("once.key", "an idempotency key is 1 to 200 plain characters"));
        }
        let mut digest = blake3::Hasher::new();
        for part in asked {
            digest.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        Ok(Self { key: key.to_owned(), digest: digest.finalize().to_hex().to_string() })
    }
}

impl House {
    /// [`House::write`], once per key and actor. A repeat within a day gets the first answer, later the id of the row
    /// alone (`{"row": {"id"}}` or `{"id"}`); after 90 days the key is forgotten.
    pub async fn write_once<F>(
        self: &Arc<Self>,
        actor: Actor,
        request: Option<String>,
        once: Option<Once>,
        act: F,
    ) -> Result<(Value, Position)>
    where
        F: for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, Result<Value>> + Send + 'static,
    {
        self.write(actor, request, move |work| {
            Box::pin(async move {
                let Some(once) = once else { return act(work).await };
                let who = work.actor.user.map_or_else(|| work.actor.name.to_string(), |user| user.to_string());
                let key = format!("{who} {}", once.key);
                if let Some((digest, answer)) = answered(work, &key).await? {
                    return if digest == once.digest { Ok(answer) } else { Err(OTHER.into()) };
                }
                let answer = act(work).await?;
                remember(work, &key, &once.digest, &answer).await?;
                Ok(answer)
            })
        })
        .await
    }
}

async fn answered(work: &Work, key: &str) -> Result<Option<(String, Value)>> {
    let select =
        Query::select().columns(["digest", "answer"]).from(TABLE).and_where(Expr::col("key").eq(key.to_owned())).take();
    let Some(row) = work.conn().query_one(&select).await? else { return Ok(None) };
    Ok(Some((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
}

async fn remember(work: &Work, key: &str, digest: &str, answer: &Value) -> Result<()> {
    let mut forget = Query::delete();
    forget.from_table(TABLE).and_where(Expr::col("at").lt(work.now - KEPT));
    work.conn().execute(&forget).await?;
    shorten(work).await?;
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(["key", "digest", "answer", "at", "short"]).values_panic([
        Expr::val(key.to_owned()),
        Expr::val(digest.to_owned()),
        Expr::val(answer.clone()),
        Expr::val(work.now),
        Expr::val(false),
    ]);
    work.conn().execute(&insert).await.map_err(|error| match error.sql_err() {
        // The same key came in twice at the same moment; the other one is first.
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
            Error::Conflict { current: Box::new(Record::new()), yours: Box::new(Record::new()) }
        }
        _ => error.into(),
    })?;
    Ok(())
}

/// Of answers that are older than a day, the id stays. Rows that another write has in hand are left to it.
async fn shorten(work: &Work) -> Result<()> {
    let select = Query::select()
        .columns(["key", "answer"])
        .from(TABLE)
        .and_where(Expr::col("short").eq(false))
        .and_where(Expr::col("at").lt(work.now - WHOLE))
        .order_by("at", sea_orm::sea_query::Order::Asc)
        .limit(AT_ONCE)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .take();
    for row in work.conn().query_all(&select).await? {
        let (key, answer): (String, Value) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let update = Query::update()
            .table(TABLE)
            .values([("answer", Expr::val(in_short(&answer))), ("short", Expr::val(true))])
            .and_where(Expr::col("key").eq(key))
            .take();
        work.conn().execute(&update).await?;
    }
    Ok(())
}

/// What a later repeat is told: which row was written.
fn in_short(answer: &Value) -> Value {
    match (answer.pointer("/row/id"), answer.get("id")) {
        (Some(id), _) => json!({ "row": { "id": id } }),
        (None, Some(id)) => json!({ "id": id }),
        (None, None) => Value::Null,
    }
}

/// Answers were forgotten after a day, and so were their keys.
pub(crate) fn lasting() -> Box<dyn MigrationTrait> {
    Box::new(Lasting)
}

struct Lasting;

impl MigrationName for Lasting {
    fn name(&self) -> &str {
        "kernel_0007_lasting_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Lasting {
    async fn up(&self, manager: &SchemaManager) -> std::result::Result<(), DbErr> {
        let column = schema::boolean("short").default(false).take();
        manager.alter_table(Table::alter().table(TABLE).add_column(column).take()).await?;
        manager.create_index(index(TABLE, &["short", "at"]).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> std::result::Result<(), DbErr> {
        manager.drop_index(Index::drop().name("idempotency_keys_short_at").table(TABLE).to_owned()).await?;
        manager.alter_table(Table::alter().table(TABLE).drop_column("short").take()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::databases::{Trial, on_each};

    async fn twice(trial: &Trial, key: &'static str) -> Result<Value> {
        let once = Once::new(key, &[b"POST", b"things"])?;
        let write = trial.house.write_once(Actor::operator(), None, Some(once), |work| {
            Box::pin(async move {
                work.note("things", None, "noted", json!({})).await?;
                Ok(json!({ "row": { "id": "the row", "name": work.now.to_string() } }))
            })
        });
        Ok(write.await?.0)
    }

    async fn back_by(trial: &Trial, days: i64) {
        let at = (crate::record::now() - Duration::days(days)).format("%Y-%m-%d %H:%M:%S+00:00");
        trial.tamper(&format!("UPDATE idempotency_keys SET at = '{at}' WHERE key LIKE '%visit'")).await;
    }

    #[tokio::test]
    async fn a_repeat_writes_nothing_for_ninety_days() {
        on_each(async |trial| {
            let first = twice(&trial, "visit").await.unwrap();
            assert_eq!(twice(&trial, "visit").await.unwrap(), first, "within a day it is the whole answer");
            back_by(&trial, 2).await;
            twice(&trial, "another").await.unwrap();
            assert_eq!(twice(&trial, "visit").await.unwrap(), json!({ "row": { "id": "the row" } }));
            back_by(&trial, 89).await;
            twice(&trial, "third").await.unwrap();
            assert_eq!(twice(&trial, "visit").await.unwrap(), json!({ "row": { "id": "the row" } }));
            back_by(&trial, 91).await;
            twice(&trial, "fourth").await.unwrap();
            assert_ne!(twice(&trial, "visit").await.unwrap(), first, "by then nobody asks any more");
        })
        .await;
    }
}
