//! Reads of rows, always within the reader's reach.

mod group;
mod page;
mod past;
mod titles;

pub use group::{Group, Groups, Key, Sum};
pub use page::{At, MOST, Page, Query, Sort};
pub(crate) use past::AT_ONCE;
pub use past::Then;
pub(crate) use titles::Titles;
pub use titles::{Labels, Source};

use crate::{
    Actor, Error, House, Noun, Record, Resource, Result, Row, filter,
    journal::{Line, Told},
    record, scope,
};
use sea_orm::{
    Condition, ConnectionTrait, QueryFilter, Select,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, IntoTableRef, Query as Sql, SelectStatement, TableRef},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads as one actor, on a connection or inside a transaction.
pub struct Reader<'a, C> {
    pub house: &'a House,
    pub conn: &'a C,
    pub actor: &'a Actor,
    /// Rows of one noun are read as they were recorded at a moment.
    past: Option<past::Past>,
}

/// A noun's rows with all their columns, in the order that [`record::read`] reads; not yet scoped.
pub(crate) fn select(noun: &Noun) -> SelectStatement {
    with_columns(noun, Sql::select().from(noun.name)).take()
}

fn with_columns<'s>(noun: &Noun, statement: &'s mut SelectStatement) -> &'s mut SelectStatement {
    statement.columns(crate::work::columns(noun).map(|(name, _)| (noun.name, Alias::new(name))))
}

impl<'a, C: ConnectionTrait> Reader<'a, C> {
    pub fn of(house: &'a House, conn: &'a C, actor: &'a Actor) -> Self {
        Self { house, conn, actor, past: None }
    }

    /// Where the noun's rows are read from: its table, or that table as it was.
    fn rows(&self, noun: &Noun) -> TableRef {
        match &self.past {
            Some(past) if past.noun == noun.name => past.rows(noun),
            _ => noun.name.into_table_ref(),
        }
    }

    fn select(&self, noun: &Noun) -> SelectStatement {
        with_columns(noun, Sql::select().from(self.rows(noun))).take()
    }

    /// The rows to which the actor may do the verb, or the refusal when it is none at all.
    pub fn scope(&self, noun: &Noun, verb: &str) -> Result<Condition> {
        scope::condition(&self.house.registry, noun, self.actor, verb).ok_or_else(|| Error::forbidden(noun.name, verb))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    pub fn visible<E: Resource>(&self) -> Select<E> {
        let noun = self.house.registry.noun(E::NAME);
        let scope = noun.and_then(|noun| scope::condition(&self.house.registry, noun, self.actor, "read"));
        E::find().filter(scope.unwrap_or_else(|| Condition::all().add(Expr::val(1).eq(0))))
    }

    pub async fn find<E: Resource>(&self, id: Uuid) -> Result<Row<E>> {
        let noun = self.house.registry.known(E::NAME)?;
        record::to_row::<E>(&self.record(noun, id).await?)
    }

    /// One row, if the actor may see it.
    pub async fn record(&self, noun: &Noun, id: Uuid) -> Result<Record> {
        let missing = || Error::NotFound(noun.name.into());
        let scope = self.scope(noun, "read")?;
        let statement = self.select(noun).and_where(Expr::col((noun.name, "id")).eq(id)).cond_where(scope).take();
        let row = self.conn.query_one(&statement).await?.ok_or_else(missing)?;
        record::read(&row, noun)
    }

    /// The rows within reach whose field holds one of the values, which are in stored form: for imports, which match
    /// thousands of rows at once.
    pub async fn holding(&self, noun: &Noun, name: &str, values: &[Value]) -> Result<Vec<Record>> {
        let field = filter::field(self.actor, noun, name)?;
        let mut records = Vec::new();
        // Fewer than the bound values that one statement takes.
        for values in values.chunks(10_000) {
            let values = values.iter().map(|value| filter::bound(&field, value)).collect::<Result<Vec<_>>>()?;
            let statement = self
                .select(noun)
                .and_where(filter::expression(self.house, noun, &field).is_in(values))
                .cond_where(self.scope(noun, "read")?)
                .take();
            for row in self.conn.query_all(&statement).await? {
                records.push(record::read(&row, noun)?);
            }
        }
        Ok(records)
    }

    /// Those of the rows that the actor may see.
    pub async fn records(&self, noun: &Noun, ids: &[Uuid]) -> Result<Vec<Record>> {
        let mut rows = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(1000) {
            let statement = self
                .select(noun)
                .and_where(Expr::col((noun.name, "id")).is_in(chunk.iter().copied()))
                .cond_where(self.scope(noun, "read")?)
                .take();
            for row in self.conn.query_all(&statement).await? {
                rows.push(record::read(&row, noun)?);
            }
        }
        Ok(rows)
    }

    /// Whether the row lies within the reach that the actor has for the verb.
    pub async fn within(&self, noun: &Noun, id: Uuid, verb: &str) -> Result<bool> {
        let Some(scope) = scope::condition(&self.house.registry, noun, self.actor, verb) else { return Ok(false) };
        let statement = Sql::select()
            .expr(Expr::val(1))
            .from(self.rows(noun))
            .and_where(Expr::col((noun.name, "id")).eq(id))
            .cond_where(scope)
            .take();
        Ok(self.conn.query_one(&statement).await?.is_some())
    }

    /// Which of these verbs have the row within their reach; it is there, for the actor has just read or written it.
    /// Verbs of one reach are asked about once, those that reach everything not at all.
    pub async fn may(&self, noun: &Noun, id: Uuid, verbs: Vec<&'static str>) -> Result<BTreeSet<&'static str>> {
        let mut known: Vec<(Condition, bool)> = Vec::new();
        let mut may = BTreeSet::new();
        for verb in verbs {
            let Some(scope) = scope::condition(&self.house.registry, noun, self.actor, verb) else { continue };
            let within = match known.iter().find(|(asked, _)| *asked == scope) {
                _ if scope.is_empty() => true,
                Some((_, within)) => *within,
                None => {
                    let within = self.within(noun, id, verb).await?;
                    known.push((scope, within));
                    within
                }
            };
            if within {
                may.insert(verb);
            }
        }
        Ok(may)
    }

    /// Those of the rows that lie within the reach that the actor has for the verb.
    pub async fn among(&self, noun: &Noun, ids: &[Uuid], verb: &str) -> Result<BTreeSet<Uuid>> {
        let mut within = BTreeSet::new();
        let Some(scope) = scope::condition(&self.house.registry, noun, self.actor, verb) else { return Ok(within) };
        for ids in ids.chunks(10_000) {
            let statement = Sql::select()
                .column((noun.name, "id"))
                .from(self.rows(noun))
                .and_where(Expr::col((noun.name, "id")).is_in(ids.iter().copied()))
                .cond_where(scope.clone())
                .take();
            for row in self.conn.query_all(&statement).await? {
                within.insert(row.try_get_by_index(0)?);
            }
        }
        Ok(within)
    }

    /// Whether the actor may point to the row: whom they may see, and anyone at all where people or lists are open.
    pub async fn points_to(&self, noun: &Noun, id: Uuid) -> Result<bool> {
        self.within(noun, id, "read").await
    }

    /// How many rows pass.
    pub async fn count(&self, noun: &Noun, query: &Query) -> Result<i64> {
        let statement = Sql::select()
            .expr(Expr::cust("count(*)"))
            .from(self.rows(noun))
            .cond_where(self.condition(noun, query)?)
            .take();
        let row = self.conn.query_one(&statement).await?;
        Ok(row.ok_or_else(|| Error::internal("count without an answer"))?.try_get_by_index(0)?)
    }

    /// The ids of all rows that pass, in the list's order, for bulk verbs.
    pub async fn ids(&self, noun: &Noun, query: &Query) -> Result<Vec<Uuid>> {
        let mut statement = Sql::select();
        statement.column((noun.name, "id")).from(self.rows(noun)).cond_where(self.condition(noun, query)?);
        self.ordered(noun, &mut statement, &query.sort)?;
        let rows = self.conn.query_all(&statement).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// The reader's scope, the filter and the free text, together.
    pub(crate) fn condition(&self, noun: &Noun, query: &Query) -> Result<Condition> {
        let mut all = Condition::all().add(self.scope(noun, "read")?);
        if let Some(filter) = &query.filter {
            all = all.add(filter::compile(self.house, self.actor, noun, filter)?);
        }
        let grant = self.actor.grant(noun.name).cloned().unwrap_or_default();
        for word in query.text.split_whitespace().take(8) {
            let mut any = Condition::any();
            for field in noun.built_in().iter().filter(|field| field.search && !grant.hidden.contains(&*field.name)) {
                if !field.personal || grant.personal {
                    any = any.add(filter::like(filter::expression(self.house, noun, field), word, false));
                }
            }
            all = all.add(if any.is_empty() { Condition::all().add(Expr::val(1).eq(0)) } else { any });
        }
        Ok(all)
    }

    /// What happened to a row the actor sees, newest first.
    pub async fn timeline(
        &self,
        noun: &Noun,
        id: Uuid,
        before: Option<crate::Position>,
        limit: u64,
    ) -> Result<Vec<Line>> {
        self.story(noun, id, Told { before, ..Told::default() }, limit).await
    }

    /// As much of it as is wanted.
    pub async fn story(&self, noun: &Noun, id: Uuid, told: Told, limit: u64) -> Result<Vec<Line>> {
        self.record(noun, id).await?;
        crate::journal::story(self.conn, noun.name, id, told, limit).await
    }
}
