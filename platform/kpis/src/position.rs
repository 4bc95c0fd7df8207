//! A list by position: from the mirror where it holds what the list asks about, from the database where it does not.

use crate::{Numbers, condition, feed::fault, reach, routes};
use analytics::{Along, Expr, Place, PlaceQuery};
use edge::Context;
use kernel::{
    Actor, Noun, Record, Result, Scope,
    list::{At, Page, Query},
};
use sea_orm::{
    ConnectionTrait, DbBackend,
    prelude::Uuid,
    sea_query::{Expr as Sql, Query as Select},
};
use std::{sync::Arc, time::Duration};

/// How long a list waits for the mirror to take in what was written, before it asks the database.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often rows that went away while a page was read are looked for anew.
const TRIES: usize = 3;

/// Who answered a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Mirror,
    Database,
}

impl Source {
    pub fn word(self) -> &'static str {
        match self {
            Source::Mirror => "mirror",
            Source::Database => "database",
        }
    }
}

/// A page of a list; one that is asked for by position comes from the mirror if it can.
pub async fn page(context: &Context, actor: &Actor, noun: &Noun, query: &Query) -> Result<(Page, Source)> {
    if let Some(at) = query.at
        && mirrored(noun, query)
        && let Ok(numbers) = routes::numbers(context, std::iter::empty()).await
        && numbers.caught_up_soon().await
        && let Some(page) = numbers.page_at(actor, noun, query, at).await?
    {
        return Ok((page, Source::Mirror));
    }
    Ok((context.house.reader(actor).page(noun, query).await?, Source::Database))
}

/// Whether it is worth a look: text is searched in the database only.
fn mirrored(noun: &Noun, query: &Query) -> bool {
    let scope = matches!(noun.scope, Scope::Open | Scope::Owned { .. } | Scope::Follows(_));
    scope && query.text.trim().is_empty()
}

impl Numbers {
    /// Whether the mirror holds everything that was acknowledged by now.
    async fn caught_up_soon(self: &Arc<Self>) -> bool {
        let acknowledged = *self.house.written().borrow();
        let numbers = self.clone();
        // It goes on when nobody waits any more: what it has half read must not be lost.
        let ready = tokio::spawn(async move { numbers.ready().await });
        let in_time = matches!(tokio::time::timeout(PATIENCE, ready).await, Ok(Ok(Ok(()))));
        in_time && crate::feed::position(&self.mirror) >= acknowledged
    }

    async fn page_at(&self, actor: &Actor, noun: &Noun, query: &Query, at: At) -> Result<Option<Page>> {
        let Some(mut asked) = self.asked(actor, noun, query).await? else { return Ok(None) };
        let limit = asked.limit;
        asked.from = match at {
            At::Position(first) => Place::Position(usize::try_from(first).unwrap_or(usize::MAX)),
            At::Around(id) => Place::Around(id.as_u128()),
        };
        for _ in 0..TRIES {
            let Some(placed) = self.mirror.placed(&asked).await.map_err(fault)? else { return Ok(None) };
            let ids: Vec<Uuid> = placed.ids.iter().map(|id| Uuid::from_u128(*id)).collect();
            let rows: Vec<Record> = self.records(actor, noun, &ids).await?;
            let found = match at {
                At::Position(first) => Some(first),
                At::Around(_) => (!ids.is_empty()).then_some(placed.first as u64),
            };
            // Rows that were deleted in between leave a gap that others move up into.
            if rows.len() == ids.len() {
                return Ok(Some(Page { rows, next: None, total: Some(placed.count as i64), at: found }));
            }
            self.ready().await?;
        }
        tracing::debug!(noun = noun.name, limit, "rows go faster than a page of them is read; the database answers");
        Ok(None)
    }

    /// The list in the mirror's terms, where it has them.
    async fn asked(&self, actor: &Actor, noun: &Noun, query: &Query) -> Result<Option<PlaceQuery>> {
        // Only of rows that are counted does the mirror hold whose they are.
        if !self.house.registry.metrics.values().any(|metric| metric.noun == noun.name) {
            return Ok(None);
        }
        let reader = self.house.reader(actor);
        let mut keys = reader.keys(noun, &query.sort)?;
        let down = keys.pop().is_some_and(|(_, down)| down);
        for (field, _) in &keys {
            let agreed = !condition::is_words(field) || self.sorts_by_bytes().await;
            if !agreed || !condition::sortable(self, actor, noun, field) {
                return Ok(None);
            }
        }
        let filter = match &query.filter {
            None => Expr::every(),
            Some(filter) => match condition::condition(self, actor, noun, filter) {
                Some(filter) => filter,
                None => return Ok(None),
            },
        };
        let sort = keys.into_iter().map(|(field, descending)| Along { column: field.name.to_string(), descending });
        Ok(Some(PlaceQuery {
            table: noun.name.to_owned(),
            filter: filter.and(reach::rows(self, noun, actor).await?),
            sort: sort.collect(),
            down,
            from: Place::Position(0),
            limit: query.limit() as usize,
        }))
    }

    /// Whether the database puts words in the order of their bytes, as the mirror does. SQLite always does.
    async fn sorts_by_bytes(&self) -> bool {
        let conn = self.house.store.reader();
        if conn.get_database_backend() != DbBackend::Postgres {
            return true;
        }
        // A server too old to know the column says nothing, and its own order is taken.
        let asked = Select::select()
            .expr(Sql::cust("datlocprovider = 'c' AND datcollate IN ('C', 'POSIX')"))
            .from("pg_database")
            .and_where(Sql::cust("datname = current_database()"))
            .take();
        matches!(conn.query_one(&asked).await, Ok(Some(row)) if row.try_get_by_index(0).unwrap_or(false))
    }
}
