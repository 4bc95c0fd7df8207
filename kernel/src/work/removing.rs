//! Many rows of one noun removed at once: what an import made goes as quickly as it came.

use super::Work;
use crate::{Attempt, Error, Field, House, Kind, Noun, Record, Result, Scope, journal::LineKind, noun::Wrote, record};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Ids in one statement.
const IDS: usize = 10_000;

/// What became of rows that were to go.
#[derive(Debug, Default)]
pub struct Removed {
    /// How many are gone, their parts not counted.
    pub gone: u64,
    /// Rows that stay: others refer to them, or to a part of them, or somebody has changed them since they were read.
    pub kept: BTreeSet<Uuid>,
}

impl Work {
    /// Removes rows, whoever acts, with their parts and what hangs on them; one line in the journal tells of all. Rows
    /// that may not go stay and are named. Those of the batch may refer to each other.
    pub async fn remove_batch(&mut self, noun: &'static str, rows: Vec<Record>) -> Result<Removed> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let mut removed = Removed { kept: self.moved_on(noun, &rows).await?, ..Removed::default() };
        let rows = without(rows, &removed.kept)?;
        let held = self.held(noun, &rows).await?;
        let rows = without(rows, &held)?;
        removed.kept.extend(held);
        removed.gone = rows.len() as u64;
        self.strike(noun, rows).await?;
        Ok(removed)
    }

    /// The rows of these ids that are there, whoever acts, in no order.
    pub async fn unscoped_all(&self, noun: &Noun, ids: &[Uuid]) -> Result<Vec<Record>> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(IDS) {
            let select =
                crate::list::select(noun).and_where(Expr::col((noun.name, "id")).is_in(ids.iter().copied())).take();
            for row in self.conn().query_all(&select).await? {
                found.push(record::read(&row, noun)?);
            }
        }
        Ok(found)
    }

    /// Rows of another version than the one that was read, or gone already. The others are held until this work ends.
    async fn moved_on(&self, noun: &Noun, rows: &[Record]) -> Result<BTreeSet<Uuid>> {
        let mut wanted = BTreeMap::new();
        for row in rows {
            wanted.insert(record::id(row)?, row["version"].as_i64().unwrap_or_default());
        }
        let ids: Vec<Uuid> = wanted.keys().copied().collect();
        for ids in ids.chunks(IDS) {
            let select = Query::select()
                .columns(["id", "version"])
                .from(noun.name)
                .and_where(Expr::col("id").is_in(ids.iter().copied()))
                .lock_exclusive()
                .take();
            for row in self.conn().query_all(&select).await? {
                let (id, version): (Uuid, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                if wanted.get(&id) == Some(&version) {
                    wanted.remove(&id);
                }
            }
        }
        Ok(wanted.into_keys().collect())
    }

    /// The rows that may not go, because others refer to them or to a part of them.
    async fn held(&self, noun: &Noun, rows: &[Record]) -> Result<BTreeSet<Uuid>> {
        let ids = rows.iter().map(record::id).collect::<Result<Vec<_>>>()?;
        let mut held = self.referred_to(noun, &ids).await?;
        for (part, parent) in parts(&self.house, noun) {
            let parts = self.parts_of(noun, part, parent, &ids).await?;
            if parts.is_empty() {
                continue;
            }
            let used = Box::pin(self.held(part, &parts)).await?;
            for row in &parts {
                if used.contains(&record::id(row)?) {
                    held.extend(record::uuid(row, parent));
                }
            }
        }
        Ok(held)
    }

    async fn referred_to(&self, noun: &Noun, ids: &[Uuid]) -> Result<BTreeSet<Uuid>> {
        let house = self.house.clone();
        let (mut used, mut among) = (BTreeSet::new(), Vec::new());
        for other in house.registry.nouns() {
            for field in other.built_in().iter().filter(|field| refers(other, field, noun)) {
                for some in ids.chunks(IDS) {
                    let column = Alias::new(field.name.as_ref());
                    let mut select = Query::select();
                    select
                        .column(column.clone())
                        .from(other.name)
                        .and_where(Expr::col(column).is_in(some.iter().copied()));
                    if other.name == noun.name {
                        select.column("id");
                    } else {
                        select.distinct();
                    }
                    for row in self.conn().query_all(&select).await? {
                        let id: Uuid = row.try_get_by_index(0)?;
                        if other.name == noun.name {
                            among.push((id, row.try_get_by_index::<Uuid>(1)?));
                        } else {
                            used.insert(id);
                        }
                    }
                }
            }
        }
        // A row of the same noun that goes as well holds nothing; one that stays does.
        let going: BTreeSet<Uuid> = ids.iter().copied().collect();
        loop {
            let before = used.len();
            used.extend(
                among
                    .iter()
                    .filter(|(_, by)| !going.contains(by) || used.contains(by))
                    .map(|(id, _)| *id)
                    .collect::<Vec<_>>(),
            );
            if used.len() == before {
                return Ok(used);
            }
        }
    }

    async fn parts_of(&self, noun: &Noun, part: &Noun, parent: &'static str, ids: &[Uuid]) -> Result<Vec<Record>> {
        let mut parts = Vec::new();
        for ids in ids.chunks(IDS) {
            let mut select = crate::list::select(part);
            select.and_where(Expr::col((part.name, parent)).is_in(ids.iter().copied()));
            if part.scope == Scope::Subject {
                select.and_where(Expr::col((part.name, "subject_noun")).eq(noun.name));
            }
            for row in self.conn().query_all(&select).await? {
                parts.push(record::read(&row, part)?);
            }
        }
        Ok(parts)
    }

    /// Rows that may go, go: they, their line, their parts, and what follows from it.
    async fn strike(&mut self, noun: &Noun, rows: Vec<Record>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let house = self.house.clone();
        for row in &rows {
            self.guarded(Attempt { noun, verb: "delete", before: Some(row), after: None, form: None }).await?;
        }
        let ids = rows.iter().map(record::id).collect::<Result<Vec<_>>>()?;
        let mut struck = 0;
        for ids in ids.chunks(IDS) {
            let delete =
                Query::delete().from_table(noun.name).and_where(Expr::col("id").is_in(ids.iter().copied())).take();
            struck += self.conn().execute(&delete).await?.rows_affected();
        }
        if struck != ids.len() as u64 {
            return Err(Error::internal(format!("{struck} of {} rows of {} were there to go", ids.len(), noun.name)));
        }
        let mut images = Vec::with_capacity(rows.len());
        for (id, row) in ids.iter().zip(&rows) {
            images.push((*id, image(noun, row)));
        }
        let images = house.secrets.hide_together(self, noun, images).await?;
        let images: Record = images.into_iter().map(|(id, image)| (id.to_string(), Value::Object(image))).collect();
        let range = ids.iter().min().copied().zip(ids.iter().max().copied());
        let verb = self.verb.unwrap_or("delete");
        self.line(LineKind::Imported, noun.name, None, range, verb, json!({ "deleted": images })).await?;
        for (part, parent) in parts(&house, noun) {
            let parts = self.parts_of(noun, part, parent, &ids).await?;
            Box::pin(self.strike(part, parts)).await?;
        }
        let wrote: Vec<Wrote> = rows.iter().map(|row| Wrote { before: Some(row), after: None }).collect();
        for settled in &noun.settled {
            settled(&wrote, self).await?;
        }
        Ok(())
    }
}

/// What goes with a row of the noun, each with the field that names the row.
fn parts<'a>(house: &'a House, noun: &Noun) -> Vec<(&'a Noun, &'static str)> {
    let of_this = |other: &'a Noun| match &other.scope {
        Scope::Subject => Some((other, "subject_id")),
        Scope::Follows(parents) if other.part => {
            parents.iter().find(|(_, parent)| *parent == noun.name).map(|(field, _)| (other, *field))
        }
        Scope::Follows(_) | Scope::Open | Scope::Owned { .. } | Scope::Private { .. } => None,
    };
    house.registry.nouns().filter_map(of_this).collect()
}

/// Whether the field keeps a row of the noun from going; that of a part goes along.
fn refers(other: &Noun, field: &Field, noun: &Noun) -> bool {
    let goes_along = other.part
        && matches!(&other.scope, Scope::Follows(parents)
            if parents.iter().any(|(by, parent)| *by == field.name && *parent == noun.name));
    matches!(field.kind, Kind::Ref(_)) && field.kind.refers() == noun.name && !goes_along
}

/// The whole row as its last line tells it: field to `[before, null]`, secret ones left out.
pub(super) fn image(noun: &Noun, row: &Record) -> Record {
    let mut image = Record::with_capacity(row.len());
    for (name, was) in row {
        let secret = noun.built_in().iter().any(|field| field.secret && field.name == *name);
        if !secret && !was.is_null() && name != "id" {
            image.insert(name.clone(), json!([was, null]));
        }
    }
    image
}

fn without(rows: Vec<Record>, kept: &BTreeSet<Uuid>) -> Result<Vec<Record>> {
    if kept.is_empty() {
        return Ok(rows);
    }
    let mut going = Vec::with_capacity(rows.len());
    for row in rows {
        if !kept.contains(&record::id(&row)?) {
            going.push(row);
        }
    }
    Ok(going)
}
