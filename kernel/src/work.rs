//! The one door to rows: one actor, one transaction, all of it with its journal lines or nothing.

mod alike;
mod api;
mod batch;
mod custom;
mod door;
mod rehang;
mod removing;

pub use batch::{Batch, Written};
pub(crate) use door::{addition, check, columns, insertion, taken};
pub use removing::Removed;

use crate::{
    Actor, BoxFuture, Error, Event, House, Noun, Pass, Position, Record, Resource, Result, Row,
    freshness::Touches,
    journal::{self, LineKind, NewLine},
    list::Reader,
    record,
    store::Transaction,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Select, TransactionTrait, prelude::Uuid};
use serde_json::{Value, json};
use std::{any::Any, collections::HashMap, sync::Arc};

/// Lines of the journal in one statement, at most: each number of them is a statement that the database prepares.
const LINES: usize = 32;

/// One request's work.
pub struct Work {
    pub house: Arc<House>,
    pub actor: Actor,
    /// The same for everything this work writes.
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// What made the system write; stands on every line.
    pub cause: Option<Value>,
    tx: Transaction,
    number: Option<i64>,
    pub(crate) touches: Touches,
    request: Option<String>,
    pub(crate) verb: Option<&'static str>,
    /// Lines of the journal that are not written yet; several go in one statement.
    lines: Vec<journal::Held>,
    position: Option<Position>,
    notes: HashMap<&'static str, Box<dyn Any + Send + Sync>>,
    /// What guards are shown; see `guard`.
    pub(crate) pass: Option<Pass>,
}

impl Work {
    pub(crate) fn begin(
        touches: Touches,
        tx: Transaction,
        number: Option<i64>,
        actor: Actor,
        request: Option<String>,
    ) -> Self {
        let house = touches.house();
        let now = record::now();
        let today = house.company().calendar.day_of(now);
        Self {
            house,
            actor,
            now,
            today,
            cause: None,
            tx,
            number,
            touches,
            request,
            verb: None,
            lines: Vec::new(),
            position: None,
            notes: HashMap::new(),
            pass: None,
        }
    }

    /// Keeps what was written; the position of the last line, if anything was.
    pub(crate) async fn commit(self) -> Result<Option<Position>> {
        Ok(self.tx.commit(self.lines).await?.or(self.position))
    }

    /// Takes back what was written; answers with why the work failed.
    pub(crate) async fn rollback(self, error: Error) -> Result<Error> {
        let error = self.tx.failure().unwrap_or(error);
        self.tx.rollback().await?;
        Ok(error)
    }

    /// Does what may fail by itself: when it does, what it wrote is taken back and the rest of the work stands.
    pub async fn attempt<T, F>(&mut self, act: F) -> Result<T>
    where
        F: for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, Result<T>>,
    {
        // What was written before must not be taken back with it.
        self.write_lines().await?;
        let savepoint = self.tx.begun().await?.begin().await?;
        let outer = std::mem::replace(&mut self.tx, savepoint.into());
        let (position, verb, pass) = (self.position, self.verb, self.pass.clone());
        let done = match act(self).await {
            Ok(done) => self.write_lines().await.map(|()| done),
            Err(error) => Err(error),
        };
        let savepoint = std::mem::replace(&mut self.tx, outer);
        match done {
            Ok(done) => {
                savepoint.commit(Vec::new()).await?;
                Ok(done)
            }
            Err(error) => {
                savepoint.rollback().await?;
                self.lines.clear();
                (self.position, self.verb, self.pass) = (position, verb, pass);
                // What was looked up may have been made in there.
                self.notes.clear();
                Err(error)
            }
        }
    }

    /// Whether this work puts back what was, such as the undoing of an import. What followed from the rows it puts back
    /// has lines of its own and is put back too: it is not worked out again, nor does it become news.
    pub fn takes_back(&self) -> bool {
        self.cause.as_ref().is_some_and(|cause| cause.get("undo").is_some())
    }

    /// The transaction, for statements about tables that hold no rows of nouns.
    pub fn conn(&self) -> &Transaction {
        &self.tx
    }

    /// Reads with this actor's reach, inside the transaction.
    pub fn reader(&self) -> Reader<'_, Transaction> {
        Reader::of(&self.house, &self.tx, &self.actor)
    }

    /// The rows this actor may see, to be narrowed and fetched with [`Work::conn`].
    pub fn visible<E: Resource>(&self) -> Select<E> {
        self.reader().visible::<E>()
    }

    /// All rows, whoever acts: for rules and listeners that must not depend on the reader's reach.
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    pub fn every<E: Resource>(&self) -> Select<E> {
        E::find()
    }

    /// The row, if the actor may see it.
    pub async fn find<E: Resource>(&self, id: Uuid) -> Result<Row<E>> {
        self.reader().find::<E>(id).await
    }

    /// The row, whoever acts.
    pub async fn fetch<E: Resource>(&self, id: Uuid) -> Result<Row<E>> {
        let house = self.house.clone();
        record::to_row::<E>(&self.unscoped(house.registry.known(E::NAME)?, id).await?)
    }

    /// Makes a row. Rules of its noun apply; the actor's rights do not: whoever called has asked for them.
    pub async fn create<E: Resource>(&mut self, row: Row<E>) -> Result<Row<E>> {
        let made = self.insert(E::NAME, record::of_row::<E>(&row)?).await?;
        record::to_row::<E>(&made)
    }

    /// Changes a row that was read in this work or before; a stale one is a conflict.
    pub async fn update<E: Resource>(&mut self, row: Row<E>, change: impl FnOnce(&mut Row<E>)) -> Result<Row<E>> {
        let before = record::of_row::<E>(&row)?;
        let mut next = row;
        change(&mut next);
        let changed = self.change(E::NAME, before, record::of_row::<E>(&next)?).await?;
        record::to_row::<E>(&changed)
    }

    pub async fn delete<E: Resource>(&mut self, row: Row<E>) -> Result<()> {
        let before = record::of_row::<E>(&row)?;
        self.remove(E::NAME, before).await
    }

    /// Tells those further down the list, in this transaction, and writes it to the journal.
    pub async fn announce<E: Event>(&mut self, noun: &'static str, row: Uuid, event: E) -> Result<()> {
        let said = serde_json::to_value(&event)?;
        self.line(LineKind::News, noun, Some(row), None, E::NAME, said.clone()).await?;
        let house = self.house.clone();
        for listener in house.registry.listeners.iter().filter(|listener| listener.event == E::NAME) {
            listener.hear(&said, self).await?;
        }
        Ok(())
    }

    /// Writes that something happened which changed no row: a sign-in, an export. What it says under the name of a
    /// personal field of the row is locked like a change of that field; without a row there is no key to lock it with.
    pub async fn note(&mut self, noun: &'static str, row: Option<Uuid>, verb: &str, what: Value) -> Result<()> {
        let house = self.house.clone();
        let what = match (house.registry.noun(noun), row, what) {
            (Some(known), Some(row), Value::Object(what)) => {
                Value::Object(house.secrets.hide(self, known, row, what).await?)
            }
            (Some(known), None, Value::Object(what)) => {
                if let Some(name) = what.keys().find(|name| known.field(name).is_some_and(|field| field.personal)) {
                    return Err(Error::internal(format!("a note about {noun} says {name} of nobody in particular")));
                }
                Value::Object(what)
            }
            (_, _, what) => what,
        };
        self.line(LineKind::Noted, noun, row, None, verb, what).await
    }

    /// Something this work looked up and will need again, by its own name: made once, kept until the work ends.
    pub fn keep<T: Any + Send + Sync>(&mut self, name: &'static str, value: T) {
        self.notes.insert(name, Box::new(value));
    }

    pub fn kept<T: Any + Send + Sync>(&self, name: &'static str) -> Option<&T> {
        self.notes.get(name).and_then(|note| note.downcast_ref())
    }

    pub(crate) async fn line(
        &mut self,
        kind: LineKind,
        noun: &str,
        row_id: Option<Uuid>,
        rows: Option<(Uuid, Uuid)>,
        verb: &str,
        changes: Value,
    ) -> Result<()> {
        self.touches.line(kind, noun, &changes);
        let line = NewLine {
            tx: self.number,
            at: self.now,
            user_id: self.actor.user,
            person_id: self.actor.person,
            actor: &self.actor.name,
            origin: self.actor.origin,
            request: self.request.as_deref(),
            kind,
            noun,
            row_id,
            rows,
            verb,
            changes,
            cause: self.cause.as_ref(),
        };
        self.lines.push(line.held());
        if self.lines.len() >= LINES { self.write_lines().await } else { Ok(()) }
    }

    async fn write_lines(&mut self) -> Result<()> {
        if !self.lines.is_empty() {
            let lines = std::mem::take(&mut self.lines);
            self.position = Some(journal::write(&self.tx, lines).await?);
        }
        Ok(())
    }
}

/// `{field: [before, after]}` for the fields that differ, secret ones left out.
pub(crate) fn differences(noun: &Noun, before: &Record, after: &Record) -> Record {
    let mut changes = Record::new();
    for field in noun.built_in().iter().filter(|field| !field.secret) {
        let (was, is) = (&before[field.name.as_ref()], &after[field.name.as_ref()]);
        if was != is {
            changes.insert(field.name.to_string(), json!([was, is]));
        }
    }
    let empty = Record::new();
    let old = before.get("custom").and_then(Value::as_object).unwrap_or(&empty);
    let new = after.get("custom").and_then(Value::as_object).unwrap_or(&empty);
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let (was, is) = (old.get(key).unwrap_or(&Value::Null), new.get(key).unwrap_or(&Value::Null));
        if was != is {
            changes.insert(format!("custom.{key}"), json!([was, is]));
        }
    }
    changes
}
