//! A write that a client may send twice: the second time it gets the first answer and nothing is written again.

use crate::{Actor, BoxFuture, Error, House, Position, Record, Refusal, Result, Work};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::Value;
use std::sync::Arc;

pub const TABLE: &str = "idempotency_keys";

const OTHER: Refusal =
    Refusal::new("once.other_request", "this idempotency key was used for another request; use a new one");
const LONGEST: usize = 200;

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
    /// [`House::write`], once per key and actor; keys are forgotten after a day.
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
    forget.from_table(TABLE).and_where(Expr::col("at").lt(work.now - chrono::Duration::days(1)));
    work.conn().execute(&forget).await?;
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(["key", "digest", "answer", "at"]).values_panic([
        Expr::val(key.to_owned()),
        Expr::val(digest.to_owned()),
        Expr::val(answer.clone()),
        Expr::val(work.now),
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
