//! The nouns' own rules, asked before anything is written: everything goes through the door and is taken back.
//!
//! A small import is rehearsed whole, in one transaction that ends in nothing. A large one would keep others from
//! writing for too long: it is rehearsed chunk by chunk, and chunks that need rows which the import itself has yet to
//! make are asked when they are written.

use super::chunk::{is_limited, of_refusal, refused};
use super::matching::{Matched, Matcher};
use super::rows::{Rows, write_rest};
use super::seen::Seen;
use super::stream::drafts;
use crate::plan::{Plan, Rule, Tables};
use crate::report::Report;
use kernel::{Actor, Batch, BoxFuture, Error, FieldError, House, Record, Refusal, Result, Work, Written};
use sea_orm::prelude::Uuid;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// More rows than this are not held in one transaction: SQLite's only writer would be gone for seconds.
const TOGETHER: u64 = 25_000;

/// Ends the transaction; nobody is told.
const OVER: Refusal = Refusal::new("imports.rehearsed", "this was only a rehearsal");

const HELD: &str = "nobody panics while it is held";

/// What a rule is against: which of the import's rules made the row, and whether it was to be a new one.
struct Against {
    rule: usize,
    error: FieldError,
    new: bool,
}

/// Asks the nouns' rules about every row that the dry run found good, and adds what they are against to the report.
/// `expected` is how many rows there are about.
///
/// # Errors
/// What the database says.
pub async fn rehearse(
    house: &Arc<House>,
    actor: &Actor,
    plan: &Plan,
    expected: u64,
    report: &mut Report,
) -> Result<()> {
    let rules: Vec<Arc<Rule>> = plan.rules.iter().cloned().map(Arc::new).collect();
    let tables = Arc::new(plan.tables.clone());
    let whole = expected <= TOGETHER;
    // What a row says of the company or of custom fields takes effect in memory, too, as soon as it is written.
    let company = house.company();
    let custom: Vec<_> = house.registry.nouns().map(|noun| noun.custom().to_vec()).collect();
    let found = if whole {
        let found: Arc<Mutex<Vec<Against>>> = Arc::default();
        let (into, of, play) = (found.clone(), rules.clone(), (house.clone(), actor.clone()));
        let write = house.write(actor.clone(), None, move |work| {
            Box::pin(async move {
                let against = all(&play.0, &play.1, &of, &tables, Some(work)).await?;
                into.lock().expect(HELD).extend(against);
                Err::<(), _>(OVER.into())
            })
        });
        over(write.await.map(|_| ()))?;
        std::mem::take(&mut *found.lock().expect(HELD))
    } else {
        all(house, actor, &rules, &tables, None).await?
    };
    house.set_company((*company).clone());
    for (noun, fields) in house.registry.nouns().zip(custom) {
        noun.set_custom(fields);
    }
    for Against { rule, error, new } in found {
        let rule = &rules[rule];
        let counts = report.noun(rule.noun);
        if error.row.is_some() {
            let expected = if new { &mut counts.created } else { &mut counts.updated };
            *expected = expected.saturating_sub(1);
            counts.failed += 1;
        }
        report.add(refused(house, actor, rule, error));
    }
    Ok(())
}

fn over(ended: Result<()>) -> Result<()> {
    match ended {
        Err(Error::Refused(refusal)) if refusal.code == OVER.code => Ok(()),
        other => other,
    }
}

/// Every chunk of every rule, in the one work or each in a work of its own.
async fn all(
    house: &Arc<House>,
    actor: &Actor,
    rules: &[Arc<Rule>],
    tables: &Arc<Tables>,
    mut work: Option<&mut Work>,
) -> Result<Vec<Against>> {
    let mut matcher = Matcher::new(house.clone(), actor.clone(), rules, true).await?;
    let mut found = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        if !matcher.begin(rule).await? {
            continue;
        }
        let mut seen = Seen::default();
        let mut pieces = drafts(rule.clone(), tables.clone(), 0);
        while let Some(piece) = pieces.recv().await {
            // Everything but what the rules say was said by the dry run.
            let matched = matcher.matched(rule, piece.drafts, &mut seen).await?;
            let created: BTreeSet<u64> = matched.created.iter().map(|(row, _)| *row).collect();
            let (pretended, errors) = match work.as_deref_mut() {
                Some(work) => {
                    let played = chunk(work, rule, matched).await?;
                    matcher.made(rule.noun, &played.written.created);
                    let rows: Vec<Record> = played.written.created.into_iter().chain(played.written.changed).collect();
                    (rows, played.errors)
                }
                None => {
                    let rows = matched.created.iter().map(|(_, row)| row.clone());
                    let rows: Vec<Record> = rows.chain(matched.changed.iter().map(|(.., row)| row.clone())).collect();
                    matcher.made(rule.noun, &rows[..matched.created.len()]);
                    let errors = if matched.leans { Vec::new() } else { apart(house, actor, rule, matched).await? };
                    (rows, errors)
                }
            };
            matcher.pretend(rule, pretended);
            found.extend(errors.into_iter().map(|error| {
                let new = error.row.is_some_and(|row| created.contains(&(row as u64)));
                Against { rule: index, error, new }
            }));
        }
    }
    Ok(found)
}

/// What a rehearsed chunk came to.
#[derive(Default)]
struct Played {
    written: Written,
    errors: Vec<FieldError>,
}

async fn apart(house: &Arc<House>, actor: &Actor, rule: &Arc<Rule>, matched: Matched) -> Result<Vec<FieldError>> {
    let found: Arc<Mutex<Vec<FieldError>>> = Arc::default();
    let (into, rule) = (found.clone(), rule.clone());
    let write = house.write(actor.clone(), None, move |work| {
        Box::pin(async move {
            let played = chunk(work, &rule, matched).await?;
            into.lock().expect(HELD).extend(played.errors);
            Err::<(), _>(OVER.into())
        })
    });
    over(write.await.map(|_| ()))?;
    let mut found = found.lock().expect(HELD);
    Ok(std::mem::take(&mut *found))
}

fn chunk<'a>(work: &'a mut Work, rule: &'a Rule, matched: Matched) -> BoxFuture<'a, Result<Played>> {
    Box::pin(async move {
        let mut played = Played::default();
        for (noun, rows) in matched.asked {
            let batch = Batch { created: rows, changed: Vec::new() };
            match work.attempt(move |work| Box::pin(async move { work.write_batch(noun, batch).await })).await {
                // They are known since they were asked for.
                Ok(_) => {}
                Err(Error::Invalid(errors)) => {
                    // They stand in no row of their own.
                    played.errors.extend(errors.into_iter().map(|error| FieldError { row: None, ..error }));
                }
                Err(Error::Refused(refusal)) => played.errors.push(of_refusal(refusal)),
                Err(other) => return Err(other),
            }
        }
        let rows = Rows { created: matched.created, changed: up_to_date(work, rule.noun, matched.changed).await? };
        let limited = is_limited(&work.actor, rule.noun);
        let (written, errors) = write_rest(work, rule.noun, rows, limited).await?;
        played.written = written;
        played.errors.extend(errors);
        Ok(played)
    })
}

/// Rows to change as they stand within the rehearsal: what it wrote before may have changed them further.
async fn up_to_date(
    work: &Work,
    noun: &'static str,
    changed: Vec<(u64, Record, Record)>,
) -> Result<Vec<(u64, Record, Record)>> {
    if changed.is_empty() {
        return Ok(changed);
    }
    let house = work.house.clone();
    let ids = changed.iter().map(|(_, before, _)| kernel::record::id(before)).collect::<Result<Vec<_>>>()?;
    let mut there: HashMap<Uuid, Record> = HashMap::with_capacity(ids.len());
    for row in work.unscoped_all(house.registry.known(noun)?, &ids).await? {
        there.insert(kernel::record::id(&row)?, row);
    }
    let mut current = Vec::with_capacity(changed.len());
    for (id, (number, before, after)) in ids.into_iter().zip(changed) {
        let Some(now) = there.remove(&id) else { continue };
        let mut then = now.clone();
        for (field, value) in after {
            if before.get(&field) != Some(&value) {
                then.insert(field, value);
            }
        }
        current.push((number, now, then));
    }
    Ok(current)
}
