//! Rows as they were recorded at a past moment: the row of now, less what the journal says came later.

use super::{At, Page, Query, Reader, page};
use crate::{
    BoxFuture, Error, FieldError, Filter, Noun, Record, Refusal, Result,
    filter::{self, Test, holds, order},
    journal::{self, Line, LineKind},
    record, scope,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

/// Rows that a list of then is made of, at most, and lines of the journal that lie between then and now: all of them
/// are held in memory at once.
const MOST_ROWS: i64 = 200_000;
const MOST_LINES: u64 = 200_000;
const TOO_MUCH: Refusal = Refusal::new(
    "list.past_too_much",
    "too many rows, or too many changes since then: narrow the filter or take a later moment",
);

impl<C: ConnectionTrait> Reader<'_, C> {
    /// One row as it was recorded then; not found if it was not there yet, or not any more.
    pub async fn past_record(&self, noun: &Noun, id: Uuid, at: DateTime<Utc>) -> Result<Record> {
        let missing = || Error::NotFound(noun.name.into());
        let was = self.rewound(noun, at, Some(id)).await?.remove(&id);
        match was {
            Some(was) => {
                let was = was.ok_or_else(missing)?;
                if self.reached(noun, std::slice::from_ref(&was)).await?.is_empty() { Err(missing()) } else { Ok(was) }
            }
            None => {
                let row = self.record(noun, id).await?;
                let made = row["created_at"].as_str().and_then(|text| text.parse::<DateTime<Utc>>().ok());
                if made.is_some_and(|made| made > at) { Err(missing()) } else { Ok(row) }
            }
        }
    }

    pub(super) async fn past_page(&self, noun: &Noun, query: &Query, at: DateTime<Utc>) -> Result<Page> {
        let limit = query.limit() as usize;
        let keys = self.keys(noun, &query.sort)?;
        let now = Query { total: false, at: None, ..query.clone() };
        if self.count(noun, &now).await? > MOST_ROWS {
            return Err(TOO_MUCH.into());
        }
        let filter = match &query.filter {
            Some(filter) => Some(self.along(noun, filter).await?),
            None => None,
        };
        let rewound = self.rewound(noun, at, None).await?;
        let mut rows = Vec::new();
        // What did not change since is read as it stands; what did is put back and asked one by one.
        let mut statement = super::select(noun);
        statement.cond_where(self.condition(noun, query)?).and_where(Expr::col((noun.name, "created_at")).lte(at));
        for row in self.conn.query_all(&statement).await? {
            let row = record::read(&row, noun)?;
            if !rewound.contains_key(&record::id(&row)?) {
                rows.push(row);
            }
        }
        let mut was: Vec<Record> = rewound.into_values().flatten().collect();
        was = self.reached(noun, &was).await?;
        for row in was {
            let passes = match &filter {
                Some(filter) => holds(self.house, noun, filter, &row)?,
                None => true,
            };
            if passes && self.says(noun, &query.text, &row) {
                rows.push(row);
            }
        }
        let compare = |a: &Record, b: &Record| {
            for (key, descending) in &keys {
                let (a, b) = (page::held(key, a), page::held(key, b));
                let sorted = if *descending { order(&b, &a) } else { order(&a, &b) };
                if sorted != Ordering::Equal {
                    return sorted;
                }
            }
            Ordering::Equal
        };
        rows.sort_by(compare);
        if let Some(at) = query.at {
            let total = Some(rows.len() as i64);
            let ids = rows.iter().map(record::id).collect::<Result<Vec<_>>>()?;
            let first = match at {
                At::Position(first) => Some(first as usize),
                At::Around(id) => {
                    ids.iter().position(|other| *other == id).map(|place| place.saturating_sub(limit / 2))
                }
            };
            let rows = first.map_or_else(Vec::new, |first| rows.into_iter().skip(first).take(limit).collect());
            return Ok(Page { rows, next: None, total, at: first.map(|first| first as u64) });
        }
        let total = query.total.then_some(rows.len() as i64);
        if let Some(cursor) = &query.after {
            let values = page::read_cursor(cursor, keys.len())?;
            let mut last = Record::new();
            for ((key, _), value) in keys.iter().zip(values) {
                if key.custom {
                    let custom = last.entry("custom").or_insert_with(|| Value::Object(Record::new()));
                    custom.as_object_mut().map(|custom| custom.insert(key.name.to_string(), value));
                } else {
                    last.insert(key.name.to_string(), value);
                }
            }
            rows.retain(|row| compare(row, &last) == Ordering::Greater);
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| page::cursor(&keys, last));
        Ok(Page { rows, next, total, at: None })
    }

    /// The filter with what it asks of rows that are referred to answered, as those rows are now: a row of then is not in
    /// the table, and a filter that follows its references cannot be asked of it.
    fn along<'f>(&'f self, noun: &'f Noun, filter: &'f Filter) -> BoxFuture<'f, Result<Filter>> {
        Box::pin(async move {
            Ok(match filter {
                Filter::And(all) => Filter::And(self.each_along(noun, all).await?),
                Filter::Or(any) => Filter::Or(self.each_along(noun, any).await?),
                Filter::Not(inner) => Filter::Not(Box::new(self.along(noun, inner).await?)),
                Filter::Test(test) => match test.field.split_once('.').filter(|(own, _)| *own != "custom") {
                    None => Filter::Test(test.clone()),
                    Some((own, further)) => {
                        let field = filter::field(self.actor, noun, own)?;
                        let unknown =
                            || FieldError::new(test.field.clone(), "fields.unknown", "there is no such field");
                        let target = self.house.registry.noun(field.kind.refers()).ok_or_else(unknown)?;
                        let asked = Filter::Test(Test { field: further.to_owned(), ..test.clone() });
                        let query = Query { filter: Some(asked), ..Query::default() };
                        if self.count(target, &query).await? > MOST_ROWS {
                            return Err(TOO_MUCH.into());
                        }
                        Filter::is_in(own, self.ids(target, &query).await?.iter().map(Uuid::to_string))
                    }
                },
            })
        })
    }

    async fn each_along(&self, noun: &Noun, filters: &[Filter]) -> Result<Vec<Filter>> {
        let mut answered = Vec::with_capacity(filters.len());
        for filter in filters {
            answered.push(self.along(noun, filter).await?);
        }
        Ok(answered)
    }

    /// Rows that changed after the moment, put back: `None` where there was none then.
    async fn rewound(
        &self,
        noun: &Noun,
        at: DateTime<Utc>,
        only: Option<Uuid>,
    ) -> Result<HashMap<Uuid, Option<Record>>> {
        let lines = match only {
            Some(id) => {
                let mut lines = journal::of_row(self.conn, noun.name, id, None, u64::from(u32::MAX)).await?;
                lines.retain(|line| line.at > at);
                lines
            }
            None => {
                let mut since = journal::select();
                since
                    .and_where(Expr::col("noun").eq(noun.name))
                    .and_where(Expr::col("kind").is_in(["created", "changed", "deleted", "imported"]))
                    .and_where(Expr::col("at").gt(at))
                    .order_by("tx", sea_orm::Order::Desc)
                    .order_by("id", sea_orm::Order::Desc)
                    .limit(MOST_LINES + 1);
                let lines = journal::fetch(self.conn, &since).await?;
                if lines.len() as u64 > MOST_LINES {
                    return Err(TOO_MUCH.into());
                }
                lines
            }
        };
        let mut touched: BTreeMap<Uuid, Vec<(LineKind, Record)>> = BTreeMap::new();
        for line in &lines {
            for (id, kind, changes) in self.touches(line, only).await? {
                touched.entry(id).or_default().push((kind, changes));
            }
        }
        let mut now: HashMap<Uuid, Record> = HashMap::new();
        let ids: Vec<Uuid> = touched.keys().copied().collect();
        for chunk in ids.chunks(1000) {
            let mut statement = super::select(noun);
            statement.and_where(Expr::col((noun.name, "id")).is_in(chunk.iter().copied()));
            for row in self.conn.query_all(&statement).await? {
                let row = record::read(&row, noun)?;
                now.insert(record::id(&row)?, row);
            }
        }
        let mut rewound = HashMap::new();
        for (id, steps) in touched {
            let mut row = now.remove(&id);
            for (kind, changes) in steps {
                row = match kind {
                    LineKind::Created => None,
                    LineKind::Deleted => Some(put_back(noun, row.unwrap_or_default(), id, &changes)),
                    LineKind::Changed | LineKind::Imported | LineKind::News | LineKind::Noted => {
                        let mut was = put_back(noun, row.unwrap_or_default(), id, &changes);
                        // The journal does not repeat when the row had been changed before that.
                        was.insert("updated_at".into(), Value::Null);
                        let version = was.get("version").and_then(Value::as_i64).unwrap_or(1);
                        was.insert("version".into(), (version - 1).into());
                        Some(was)
                    }
                };
            }
            rewound.insert(id, row);
        }
        Ok(rewound)
    }

    /// The rows one line is about, with the values it opened for this house.
    async fn touches(&self, line: &Line, only: Option<Uuid>) -> Result<Vec<(Uuid, LineKind, Record)>> {
        let mut touched = Vec::new();
        match line.kind {
            LineKind::Created | LineKind::Changed | LineKind::Deleted => {
                if let (Some(id), Some(changes)) = (line.row_id, line.changes.as_object()) {
                    let changes = self.house.secrets.show(self.conn, changes.clone()).await?;
                    touched.push((id, line.kind, changes));
                }
            }
            LineKind::Imported => {
                let created = line.changes.get("created").and_then(Value::as_array).into_iter().flatten();
                for id in created.filter_map(Value::as_str).filter_map(|text| Uuid::parse_str(text).ok()) {
                    if only.is_none_or(|only| only == id) {
                        touched.push((id, LineKind::Created, Record::new()));
                    }
                }
                for (part, kind) in [("changed", LineKind::Changed), ("deleted", LineKind::Deleted)] {
                    let rows = line.changes.get(part).and_then(Value::as_object).into_iter().flatten();
                    for (id, changes) in rows {
                        let Ok(id) = Uuid::parse_str(id) else { continue };
                        if only.is_none_or(|only| only == id) {
                            let changes = changes.as_object().cloned().unwrap_or_default();
                            let changes = self.house.secrets.show(self.conn, changes).await?;
                            touched.push((id, kind, changes));
                        }
                    }
                }
            }
            LineKind::News | LineKind::Noted => {}
        }
        Ok(touched)
    }

    /// Those of the rows that today's reach covers, asked of the database by their owner of then.
    async fn reached(&self, noun: &Noun, rows: &[Record]) -> Result<Vec<Record>> {
        let mut reached = Vec::new();
        for row in rows {
            if scope::covers(self.conn, &self.house.registry, noun, self.actor, row).await? {
                reached.push(row.clone());
            }
        }
        Ok(reached)
    }

    fn says(&self, noun: &Noun, text: &str, row: &Record) -> bool {
        let hay: Vec<String> = noun
            .built_in()
            .iter()
            .filter(|field| field.search && self.actor.opens(noun, field))
            .filter_map(|field| row.get(field.name.as_ref()).and_then(Value::as_str).map(str::to_lowercase))
            .collect();
        text.split_whitespace().all(|word| hay.iter().any(|held| held.contains(&word.to_lowercase())))
    }
}

fn put_back(noun: &Noun, mut row: Record, id: Uuid, changes: &Record) -> Record {
    row.entry("id").or_insert_with(|| id.to_string().into());
    for (name, change) in changes {
        let was = change.get(0).cloned().unwrap_or(Value::Null);
        match name.strip_prefix("custom.") {
            Some(key) => {
                if let Some(custom) =
                    row.entry("custom").or_insert_with(|| Value::Object(Record::new())).as_object_mut()
                {
                    if was == Value::Null {
                        custom.remove(key);
                    } else {
                        custom.insert(key.to_owned(), was);
                    }
                }
            }
            None => {
                row.insert(name.clone(), was);
            }
        }
    }
    for (name, _) in crate::work::columns(noun) {
        row.entry(name).or_insert(Value::Null);
    }
    row
}
