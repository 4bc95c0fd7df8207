//! One page of a list: filtered, sorted, found by key and not by counting rows.

use super::{Reader, with_columns};
use crate::{
    Error, Filter, Noun, Record, Result,
    field::Field,
    filter::{self, field},
    record,
};
use sea_orm::{
    Condition, ConnectionTrait, Order,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, NullOrdering, Query as Sql, SelectStatement},
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Rows of a page unless the reader asks otherwise, and at most.
pub const DEFAULT: u64 = 50;
pub const MOST: u64 = 500;

#[derive(Clone, Debug, Default)]
pub struct Query {
    pub filter: Option<Filter>,
    /// Free text: every word stands in one of the noun's search fields.
    pub text: String,
    pub sort: Vec<Sort>,
    pub limit: Option<u64>,
    /// The cursor of the page before.
    pub after: Option<String>,
    /// By position in the list instead, which counts all rows and gives no cursor.
    pub at: Option<At>,
    pub total: bool,
}

/// Where a page begins that is asked for by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// So many rows come before it.
    Position(u64),
    /// Where this row stands in the middle, as far as the list's ends allow; nowhere if it is not in the list.
    Around(Uuid),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    pub field: String,
    pub descending: bool,
}

impl Query {
    /// How many rows a page has at most.
    pub fn limit(&self) -> u64 {
        self.limit.unwrap_or(DEFAULT).clamp(1, MOST)
    }
}

impl Sort {
    /// `-amount,name`
    pub fn parse(text: &str) -> Vec<Self> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts
            .map(|part| match part.strip_prefix('-') {
                Some(field) => Self { field: field.to_owned(), descending: true },
                None => Self { field: part.to_owned(), descending: false },
            })
            .take(8)
            .collect()
    }
}

#[derive(Debug, Default)]
pub struct Page {
    pub rows: Vec<Record>,
    pub next: Option<String>,
    pub total: Option<i64>,
    /// Asked for by position: how many rows come before the first of these.
    pub at: Option<u64>,
}

impl<C: ConnectionTrait> Reader<'_, C> {
    pub async fn page(&self, noun: &Noun, query: &Query) -> Result<Page> {
        if let Some(at) = query.at {
            return self.page_at(noun, query, at).await;
        }
        let limit = query.limit();
        let condition = self.condition(noun, query)?;
        let keys = self.keys(noun, &query.sort)?;
        let mut statement = Sql::select().from(self.rows(noun)).cond_where(condition).limit(limit + 1).take();
        if let Some(cursor) = &query.after {
            statement.cond_where(self.beyond(noun, &keys, &read_cursor(cursor, keys.len())?)?);
        }
        self.ordered(noun, &mut statement, &query.sort)?;
        let mut rows = if self.past.is_some() {
            self.rows_in_order(noun, statement).await?
        } else {
            let rows = self.conn.query_all(with_columns(noun, &mut statement)).await?;
            rows.iter().map(|row| record::read(row, noun)).collect::<Result<Vec<_>>>()?
        };
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|last| cursor(&keys, last));
        let total = if query.total { Some(self.count(noun, query).await?) } else { None };
        Ok(Page { rows, next, total, at: None })
    }

    /// By position: the database passes over all rows before it, which takes the longer the deeper it lies.
    async fn page_at(&self, noun: &Noun, query: &Query, at: At) -> Result<Page> {
        let (limit, total) = (query.limit(), self.count(noun, query).await?);
        let nothing = Page { total: Some(total), ..Page::default() };
        let first = match at {
            At::Position(first) => first,
            At::Around(id) => match self.place(noun, query, id).await? {
                Some(place) => place.saturating_sub(limit / 2),
                None => return Ok(nothing),
            },
        };
        if first >= total as u64 {
            return Ok(Page { at: Some(first), ..nothing });
        }
        let mut statement = Sql::select().from(self.rows(noun)).cond_where(self.condition(noun, query)?).take();
        self.ordered(noun, statement.limit(limit).offset(first), &query.sort)?;
        Ok(Page { rows: self.rows_in_order(noun, statement).await?, at: Some(first), ..nothing })
    }

    /// The rows that a statement without columns finds, in its order. What has to be put in order before it can be
    /// passed over are ids then, and not whole rows.
    async fn rows_in_order(&self, noun: &Noun, mut statement: SelectStatement) -> Result<Vec<Record>> {
        let found = self.conn.query_all(statement.column((noun.name, "id"))).await?;
        let ids = found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect::<Result<Vec<Uuid>>>()?;
        let mut rows: HashMap<Uuid, Record> = HashMap::with_capacity(ids.len());
        if !ids.is_empty() {
            let these = Expr::col((noun.name, "id")).is_in(ids.iter().copied());
            for row in self.conn.query_all(self.select(noun).and_where(these)).await? {
                let row = record::read(&row, noun)?;
                rows.insert(record::id(&row)?, row);
            }
        }
        // One that was removed between the two looks is in the list no more.
        Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
    }

    /// How many rows of the list come before this one; `None` if it is not among them.
    async fn place(&self, noun: &Noun, query: &Query, id: Uuid) -> Result<Option<u64>> {
        let condition = self.condition(noun, query)?;
        let itself = Expr::col((noun.name, "id")).eq(id);
        let statement = self.select(noun).and_where(itself).cond_where(condition.clone()).take();
        let Some(row) = self.conn.query_one(&statement).await? else { return Ok(None) };
        let row = record::read(&row, noun)?;
        let keys = self.keys(noun, &query.sort)?;
        let values: Vec<Value> = keys.iter().map(|(key, _)| held(key, &row)).collect();
        // What comes before it comes after it in the list from its end.
        let backwards: Vec<(Field, bool)> = keys.into_iter().map(|(key, descending)| (key, !descending)).collect();
        let mut before = Sql::select();
        before.expr(Expr::cust("count(*)")).from(self.rows(noun)).cond_where(condition);
        before.cond_where(self.beyond(noun, &backwards, &values)?);
        let counted = self.conn.query_one(&before).await?;
        let counted: i64 = counted.ok_or_else(|| Error::internal("count without an answer"))?.try_get_by_index(0)?;
        Ok(Some(counted as u64))
    }

    /// The sort as fields with a direction; the id ends it, so that no two rows are alike.
    pub fn keys(&self, noun: &Noun, sort: &[Sort]) -> Result<Vec<(Field, bool)>> {
        let mut keys = Vec::with_capacity(sort.len() + 1);
        for key in sort {
            if key.field == "id" {
                break;
            }
            keys.push((field(self.actor, noun, &key.field)?.into_owned(), key.descending));
        }
        let last = sort.last().is_some_and(|last| last.descending);
        keys.push((field(self.actor, noun, "id")?.into_owned(), last));
        Ok(keys)
    }

    /// Empty values come first when ascending and last when descending, on both databases.
    pub(super) fn ordered(&self, noun: &Noun, statement: &mut SelectStatement, sort: &[Sort]) -> Result<()> {
        for (key, descending) in self.keys(noun, sort)? {
            let expression = filter::expression(self.house, noun, &key);
            let (order, nulls) =
                if descending { (Order::Desc, NullOrdering::Last) } else { (Order::Asc, NullOrdering::First) };
            // SQLite sorts so by itself, and uses an index only when it is not told.
            if key.nullable && self.conn.get_database_backend() == sea_orm::DbBackend::Postgres {
                statement.order_by_expr_with_nulls(expression, order, nulls);
            } else {
                statement.order_by_expr(expression, order);
            }
        }
        Ok(())
    }

    /// The rows that sort after the cursor.
    fn beyond(&self, noun: &Noun, keys: &[(Field, bool)], values: &[Value]) -> Result<Condition> {
        let mut any = Condition::any();
        let mut same = Condition::all();
        for ((key, descending), value) in keys.iter().zip(values) {
            let column = filter::expression(self.house, noun, key);
            let bound = filter::bound(key, value)?;
            let further = match (value.is_null(), descending) {
                (true, true) => None,
                (true, false) => Some(Condition::all().add(column.clone().is_not_null())),
                (false, true) => {
                    let nothing = key.nullable.then(|| column.clone().is_null());
                    Some(Condition::any().add(column.clone().lt(bound.clone())).add_option(nothing))
                }
                (false, false) => Some(Condition::all().add(column.clone().gt(bound.clone()))),
            };
            if let Some(further) = further {
                any = any.add(same.clone().add(further));
            }
            let equal: Expr = if value.is_null() { column.is_null() } else { column.eq(bound) };
            same = same.add(equal);
        }
        Ok(any)
    }
}

/// Where a page ended: the sort's values of its last row.
pub(super) fn cursor(keys: &[(Field, bool)], row: &Record) -> String {
    use base64::Engine;
    let values: Vec<Value> = keys.iter().map(|(key, _)| held(key, row)).collect();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json!(values).to_string())
}

pub(super) fn held(key: &Field, row: &Record) -> Value {
    let held = if key.custom {
        row.get("custom").and_then(|custom| custom.get(key.name.as_ref()))
    } else {
        row.get(key.name.as_ref())
    };
    held.cloned().unwrap_or(Value::Null)
}

pub(super) fn read_cursor(text: &str, keys: usize) -> Result<Vec<Value>> {
    use base64::Engine;
    let wrong = || Error::malformed("list.cursor", "this cursor belongs to another list");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let values: Vec<Value> = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    if values.len() == keys { Ok(values) } else { Err(wrong()) }
}
