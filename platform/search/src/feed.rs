//! The journal's reader: what changed is read again and indexed again, at least once.

use crate::index::{Entry, Search, key};
use kernel::{Actor, House, Noun, Position, Record, Result, journal, list::Query, record};
use sea_orm::prelude::Uuid;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

const LINES: u64 = 500;
/// So many times that many lines are lost at most, and read again, when the server ends in the middle.
const ROUNDS: usize = 20;
/// Other servers write, too, and do not wake this one.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is written within this time is indexed at once: each commit of the index is a few files, and these are merged.
const BREATH: Duration = Duration::from_millis(200);
/// The same while much is written: there is more to do than to be quick about it.
const LONG_BREATH: Duration = Duration::from_secs(1);
/// Lines of the journal that are much, within a breath.
const MUCH: usize = 50;

/// Follows the journal as long as the server runs.
pub fn follow(house: Arc<House>, search: Arc<Search>) {
    tokio::spawn(async move {
        let mut written = house.written();
        loop {
            let lines = catch_up(&house, &search).await.unwrap_or_else(|error| {
                tracing::error!(%error, "the search index is behind");
                0
            });
            // Both a write and the end of patience mean: look again.
            if tokio::time::timeout(PATIENCE, written.changed()).await.is_ok() {
                tokio::time::sleep(if lines < MUCH { BREATH } else { LONG_BREATH }).await;
            }
        }
    });
}

/// Reads on from where the index stands until there is nothing new; answers with how many lines of the journal that took.
pub async fn catch_up(house: &Arc<House>, search: &Arc<Search>) -> Result<usize> {
    let mut position = match search.position() {
        Some(position) => position,
        None => {
            let head = journal::head(house.store.reader()).await?;
            everything(house, search).await?;
            keep(search, Vec::new(), Vec::new(), Some(head)).await?;
            head
        }
    };
    let (mut read, mut kept) = (0, true);
    for round in 1.. {
        let lines = journal::after(house.store.reader(), position, LINES).await?;
        let Some(last) = lines.last() else { break };
        position = last.position();
        read += lines.len();
        let full = lines.len() as u64 == LINES;
        let mut touched: BTreeMap<&'static str, BTreeSet<Uuid>> = BTreeMap::new();
        for line in &lines {
            if let Some(noun) = house.registry.noun(&line.noun) {
                touched.entry(noun.name).or_default().extend(line.rows());
            }
        }
        let (mut entries, mut gone) = (Vec::new(), Vec::new());
        for (noun, ids) in touched {
            let noun = house.registry.known(noun)?;
            if !noun.built_in().iter().any(|field| field.search) {
                continue;
            }
            let ids: Vec<Uuid> = ids.into_iter().collect();
            let rows = house.reader(&Actor::system()).records(noun, &ids).await?;
            let there: BTreeSet<Uuid> = rows.iter().filter_map(|row| record::id(row).ok()).collect();
            gone.extend(ids.iter().filter(|id| !there.contains(id)).map(|id| key(noun.name, &id.to_string())));
            entries.extend(rows.iter().map(|row| entry(noun, row)));
        }
        // Each time the index keeps its position it writes files: not for every part of what has piled up.
        kept = !full || round % ROUNDS == 0;
        keep(search, entries, gone, kept.then_some(position)).await?;
        if !full {
            break;
        }
    }
    if !kept {
        keep(search, Vec::new(), Vec::new(), Some(position)).await?;
    }
    // The writer stays for more while there is much to write.
    if read < MUCH {
        rest(search).await?;
    }
    Ok(read)
}

async fn keep(search: &Arc<Search>, entries: Vec<Entry>, gone: Vec<String>, position: Option<Position>) -> Result<()> {
    let search = search.clone();
    let applied = tokio::task::spawn_blocking(move || search.apply(entries, gone, position)).await;
    applied.map_err(kernel::Error::internal)?
}

/// Nothing is left to write for now.
async fn rest(search: &Arc<Search>) -> Result<()> {
    let search = search.clone();
    tokio::task::spawn_blocking(move || search.rest()).await.map_err(kernel::Error::internal)?
}

/// A new index begins with all there is.
async fn everything(house: &Arc<House>, search: &Arc<Search>) -> Result<()> {
    let system = Actor::system();
    for noun in house.registry.nouns().filter(|noun| noun.built_in().iter().any(|field| field.search)) {
        let mut after = None;
        loop {
            let query = Query { limit: Some(kernel::list::MOST), after, ..Query::default() };
            let page = house.reader(&system).page(noun, &query).await?;
            keep(search, page.rows.iter().map(|row| entry(noun, row)).collect(), Vec::new(), None).await?;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(())
}

fn entry(noun: &Noun, row: &Record) -> Entry {
    let words = |personal: bool| {
        let fields = noun.built_in().iter().filter(|field| field.search && field.personal == personal && !field.secret);
        let held = fields.filter_map(|field| row.get(field.name.as_ref()).and_then(Value::as_str));
        held.collect::<Vec<_>>().join("\n")
    };
    let id = row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    Entry { noun: noun.name, id, open: words(false), personal: words(true) }
}
