//! Many rows of one noun at once: an import writes one journal line per chunk, with the ids and a digest.

use super::{Work, differences, door};
use crate::{Attempt, Error, FieldError, Noun, Origin, Record, Result, journal::LineKind, noun::Wrote, record};
use sea_orm::{
    ConnectionTrait, TransactionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait},
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// SQLite takes at most 32,766 bound values in a statement, PostgreSQL 65,535.
const VALUES: usize = 30_000;

/// Rows to make, and rows to change: (as it was, as it will be).
#[derive(Default)]
pub struct Batch {
    pub created: Vec<Record>,
    pub changed: Vec<(Record, Record)>,
}

/// What a batch did, in the order of what it was given.
#[derive(Debug, Default)]
pub struct Written {
    pub created: Vec<Record>,
    pub changed: Vec<Record>,
    /// Rows that already were as asked.
    pub same: usize,
}

impl Work {
    /// Writes a chunk. The noun's rules apply to every row; an error names the row by its position in `created`, then
    /// `changed`. What runs after a write (`settled`) hears of each row, `settled_together` once of all.
    pub async fn write_batch(&mut self, noun: &'static str, batch: Batch) -> Result<Written> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let mut written = Written::default();
        let mut errors = Vec::new();
        let made = batch.created.len();
        for (at, mut after) in batch.created.into_iter().enumerate() {
            self.complete(noun, &mut after).await?;
            let settled = match &noun.settle {
                Some(settle) => settle(None, &mut after, self).await,
                None => Ok(()),
            };
            let sound = match settled.and_then(|()| self.sound(noun, &after)) {
                Ok(()) => {
                    let attempt = Attempt { noun, verb: "create", before: None, after: Some(&after), form: None };
                    self.guarded(attempt).await
                }
                wrong => wrong,
            };
            match sound {
                Ok(()) => written.created.push(after),
                Err(error) => errors.extend(at_row(error, at)?),
            }
        }
        let mut changes = Vec::new();
        let mut updates = Vec::new();
        for (at, (before, mut after)) in batch.changed.into_iter().enumerate() {
            let settled = match &noun.settle {
                Some(settle) => settle(Some(&before), &mut after, self).await,
                None => Ok(()),
            };
            if let Err(error) = settled.and_then(|()| self.sound(noun, &after)) {
                errors.extend(at_row(error, made + at)?);
                continue;
            }
            let difference = differences(noun, &before, &after);
            if difference.is_empty() {
                written.same += 1;
                continue;
            }
            let attempt = Attempt { noun, verb: "edit", before: Some(&before), after: Some(&after), form: None };
            if let Err(error) = self.guarded(attempt).await {
                errors.extend(at_row(error, made + at)?);
                continue;
            }
            let id = record::id(&before)?;
            changes.push((id, difference));
            after.insert("version".into(), (before["version"].as_i64().unwrap_or_default() + 1).into());
            after.insert("updated_at".into(), record::instant(self.now));
            updates.push((at, before, after));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        self.insert_all(noun, &written.created).await?;
        let alike = self.overwrite_alike(noun, updates.iter().map(|(_, before, after)| (before, after))).await?;
        for (at, before, after) in &updates {
            let version = before["version"].as_i64().unwrap_or_default();
            let id = record::id(before)?;
            if !alike.contains(&id)
                && let Err(error) = self.overwrite(noun, id, version, before, after).await
            {
                return Err(Error::Invalid(at_row(error, made + at)?));
            }
            self.follow_owner(noun, id, before, after).await?;
        }
        if !written.created.is_empty() || !updates.is_empty() {
            let hidden = house.secrets.hide_together(self, noun, changes).await?;
            let changed = hidden.into_iter().map(|(id, changes)| (id.to_string(), Value::Object(changes))).collect();
            self.chunk_line(noun.name, &written.created, changed).await?;
        }
        let made = written.created.iter().map(|after| Wrote { before: None, after: Some(after) });
        let changed = updates.iter().map(|(_, before, after)| Wrote { before: Some(before), after: Some(after) });
        let wrote: Vec<Wrote> = made.chain(changed).collect();
        if !wrote.is_empty() {
            for settled in &noun.settled {
                settled(&wrote, self).await?;
            }
        }
        written.changed = updates.into_iter().map(|(.., after)| after).collect();
        Ok(written)
    }

    /// Inserts rows; where one has a unique value that another row has, every such row is named by its position.
    async fn insert_all(&self, noun: &Noun, rows: &[Record]) -> Result<()> {
        let most = (VALUES / door::columns(noun).count()).max(1);
        let unique = noun.built_in().iter().any(|field| field.unique);
        // A statement that fails makes PostgreSQL refuse every other one up to the savepoint.
        let savepoint = if unique && !rows.is_empty() { Some(self.conn().begun().await?.begin().await?) } else { None };
        let conn = match &savepoint {
            Some(savepoint) => savepoint,
            None => self.conn().begun().await?,
        };
        let mut failed = None;
        for chunk in rows.chunks(most) {
            let insert = door::insertion(noun, chunk)?;
            if let Err(error) = conn.execute(&insert).await {
                failed = Some(door::taken(noun, &chunk[0], error));
                break;
            }
        }
        match (savepoint, failed) {
            (Some(savepoint), None) => savepoint.commit().await?,
            (Some(savepoint), Some(error)) => {
                savepoint.rollback().await?;
                let clashes =
                    if matches!(error, Error::Invalid(_)) { self.clashes(noun, rows).await? } else { Vec::new() };
                return Err(if clashes.is_empty() { error } else { Error::Invalid(clashes) });
            }
            (None, Some(error)) => return Err(error),
            (None, None) => {}
        }
        Ok(())
    }

    /// Unique values of new rows that rows of the table, or earlier ones of these, have already.
    async fn clashes(&self, noun: &Noun, rows: &[Record]) -> Result<Vec<FieldError>> {
        let mut errors = Vec::new();
        for field in noun.built_in().iter().filter(|field| field.unique) {
            let name = field.name.as_ref();
            let mut seen: HashMap<String, usize> = HashMap::new();
            let mut values = Vec::new();
            for row in rows {
                let value = row.get(name).unwrap_or(&Value::Null);
                if !value.is_null() && !seen.contains_key(&value.to_string()) {
                    seen.insert(value.to_string(), 0);
                    values.push(record::bind(&field.kind, value)?);
                }
            }
            for some in values.chunks(VALUES) {
                let column = || Expr::col((noun.name, Alias::new(name)));
                let select = crate::list::select(noun).and_where(column().is_in(some.iter().cloned())).take();
                for row in self.conn().query_all(&select).await? {
                    let there = record::read(&row, noun)?;
                    seen.insert(there[name].to_string(), 1);
                }
            }
            for (at, row) in rows.iter().enumerate() {
                let value = row.get(name).unwrap_or(&Value::Null);
                let Some(times) = seen.get_mut(&value.to_string()).filter(|_| !value.is_null()) else { continue };
                if *times > 0 {
                    let mut error = FieldError::new(name, "fields.taken", "another row has this value already");
                    error.value = Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                    error.row = Some(at);
                    errors.push(error);
                }
                *times += 1;
            }
        }
        Ok(errors)
    }

    /// People who import give what the customer asks for in every row; what the system writes need not.
    fn sound(&self, noun: &Noun, after: &Record) -> Result<()> {
        door::check(&self.house, noun.built_in(), after)?;
        if self.actor.origin != Origin::Import || self.takes_back() {
            return Ok(());
        }
        let missing = super::custom::asked_for(noun, after, &[]);
        if missing.is_empty() { Ok(()) } else { Err(Error::Invalid(missing)) }
    }

    async fn chunk_line(&mut self, noun: &'static str, created: &[Record], changed: Record) -> Result<()> {
        let mut digest = blake3::Hasher::new();
        let mut ids: Vec<Uuid> = Vec::with_capacity(created.len());
        let mut text = Vec::new();
        for row in created {
            text.clear();
            serde_json::to_writer(&mut text, row)?;
            digest.update(&text);
            ids.push(record::id(row)?);
        }
        let made: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        ids.extend(changed.keys().filter_map(|id| Uuid::parse_str(id).ok()));
        let rows = ids.iter().min().copied().zip(ids.iter().max().copied());
        let what = json!({ "created": made, "changed": changed, "digest": digest.finalize().to_hex().as_str() });
        let verb = self.verb.unwrap_or("import");
        self.line(LineKind::Imported, noun, None, rows, verb, what).await
    }
}

/// Errors about values are collected, so that a whole chunk is judged at once; anything else ends it.
fn at_row(error: Error, row: usize) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(errors) => Ok(errors.into_iter().map(|e| FieldError { row: Some(row), ..e }).collect()),
        Error::Refused(refusal) => {
            let mut error = FieldError::new(refusal.field.unwrap_or("id"), refusal.code, refusal.text);
            error.arguments = refusal.arguments;
            error.row = Some(row);
            Ok(vec![error])
        }
        other => Err(other),
    }
}
