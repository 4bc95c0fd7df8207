//! Rows of a chunk through the door: all of them, or those that no rule is against.

use super::LINE;
use super::chunk::of_refusal;
use kernel::{Batch, BoxFuture, Error, FieldError, Noun, Record, Result, Work, Written};
use sea_orm::prelude::Uuid;
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap};

/// Rows with the number that their row of the file has: to make, and to change (as it was, as it will be).
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub created: Vec<(u64, Record)>,
    pub changed: Vec<(u64, Record, Record)>,
}

impl Rows {
    fn numbers(&self) -> Vec<u64> {
        let created = self.created.iter().map(|(number, _)| *number);
        created.chain(self.changed.iter().map(|(number, ..)| *number)).collect()
    }

    /// Where each row stands among [`Self::numbers`].
    fn places(&self) -> Result<HashMap<Uuid, usize>> {
        let rows = self.created.iter().map(|(_, row)| row).chain(self.changed.iter().map(|(_, before, _)| before));
        rows.enumerate().map(|(at, row)| Ok((kernel::record::id(row)?, at))).collect()
    }

    fn len(&self) -> usize {
        self.created.len() + self.changed.len()
    }

    fn without(mut self, bad: &BTreeSet<u64>) -> Self {
        self.created.retain(|(number, _)| !bad.contains(number));
        self.changed.retain(|(number, ..)| !bad.contains(number));
        self
    }

    fn halves(mut self) -> (Self, Self) {
        let half = self.len() / 2;
        let created = self.created.split_off(half.min(self.created.len()));
        let changed = self.changed.split_off(half.saturating_sub(self.created.len()));
        (self, Self { created, changed })
    }

    /// By number, what the rows were to hold in that field, as people would write it.
    fn value(&self, work: &Work, noun: &Noun, number: u64, field: &str) -> Option<String> {
        let created = self.created.iter().find(|(of, _)| *of == number).map(|(_, row)| row);
        let row = created.or_else(|| self.changed.iter().find(|(of, ..)| *of == number).map(|(.., row)| row))?;
        let kind = noun.field(field)?.kind.clone();
        let currency = kernel::record::currency(row, work.house.company().currency);
        match kernel::record::show(&kind, row.get(field)?, currency) {
            Json::Null => None,
            Json::String(text) => Some(text),
            Json::Object(money) => money.get("amount").and_then(Json::as_str).map(str::to_owned),
            other => Some(other.to_string()),
        }
    }
}

/// Writes all rows or, if one is refused, none.
///
/// # Errors
/// Errors about values name the row of the file.
pub(super) async fn write_all(work: &mut Work, noun: &'static str, rows: Rows, limited: bool) -> Result<Written> {
    let numbers = rows.numbers();
    let at = if limited { rows.places()? } else { HashMap::new() };
    let written = match in_lines(work, noun, rows).await {
        Ok(written) if limited => within_reach(work, noun, &written, &at).await.map(|()| written),
        other => other,
    };
    written.map_err(|error| match error {
        Error::Invalid(errors) => {
            let placed = |error: FieldError| {
                let number = error.row.and_then(|at| numbers.get(at)).map(|number| *number as usize);
                FieldError { row: number, ..error }
            };
            Error::Invalid(errors.into_iter().map(placed).collect())
        }
        other => other,
    })
}

/// Writes the rows that nothing is against; answers with what is against the others, row by row.
pub(super) fn write_rest<'a>(
    work: &'a mut Work,
    noun: &'static str,
    rows: Rows,
    limited: bool,
) -> BoxFuture<'a, Result<(Written, Vec<FieldError>)>> {
    Box::pin(async move {
        if rows.len() == 0 {
            return Ok((Written::default(), Vec::new()));
        }
        let kept = rows.clone();
        let tried = work.attempt(move |work| Box::pin(write_all(work, noun, rows, limited))).await;
        let errors = match tried {
            Ok(written) => return Ok((written, Vec::new())),
            Err(Error::Invalid(errors)) => errors,
            Err(Error::Refused(refusal)) => vec![of_refusal(refusal)],
            Err(Error::Conflict { .. }) => {
                vec![FieldError::new("id", "rows.conflict", "somebody is changing this row")]
            }
            Err(other) => return Err(other),
        };
        let house = work.house.clone();
        let known = house.registry.known(noun)?;
        let bad: BTreeSet<u64> = errors.iter().filter_map(|error| error.row.map(|row| row as u64)).collect();
        let mut refused: Vec<FieldError> = errors
            .into_iter()
            .filter(|error| error.row.is_some())
            .map(|mut error| {
                let number = error.row.unwrap_or_default() as u64;
                error.value = error.value.or_else(|| kept.value(work, known, number, &error.field));
                error
            })
            .collect();
        // Whoever refused said nothing of the row: the half with it is looked for until it is one row.
        if bad.is_empty() && kept.len() > 1 {
            let (one, other) = kept.halves();
            let (mut written, mut refused) = write_rest(work, noun, one, limited).await?;
            let (more, also) = write_rest(work, noun, other, limited).await?;
            add(&mut written, more);
            refused.extend(also);
            return Ok((written, refused));
        }
        if bad.is_empty() {
            return Ok((Written::default(), alone(work, noun, kept, limited).await?));
        }
        let (written, more) = write_rest(work, noun, kept.without(&bad), limited).await?;
        refused.extend(more);
        Ok((written, refused))
    })
}

/// What is against a single row.
async fn alone(work: &mut Work, noun: &'static str, row: Rows, limited: bool) -> Result<Vec<FieldError>> {
    let number = row.numbers().first().map(|number| *number as usize);
    let tried = work.attempt(move |work| Box::pin(write_all(work, noun, row, limited))).await;
    let errors = match tried {
        Ok(_) => Vec::new(),
        Err(Error::Invalid(errors)) => errors,
        Err(Error::Refused(refusal)) => vec![of_refusal(refusal)],
        Err(Error::Conflict { .. }) => vec![FieldError::new("id", "rows.conflict", "somebody is changing this row")],
        Err(other) => return Err(other),
    };
    Ok(errors.into_iter().map(|error| FieldError { row: number, ..error }).collect())
}

fn add(all: &mut Written, written: Written) {
    all.created.extend(written.created);
    all.changed.extend(written.changed);
    all.same += written.same;
}

/// So many rows to a line of the journal; what is wrong with any of them is said together.
async fn in_lines(work: &mut Work, noun: &'static str, rows: Rows) -> Result<Written> {
    let created: Vec<Record> = rows.created.into_iter().map(|(_, row)| row).collect();
    let changed: Vec<(Record, Record)> = rows.changed.into_iter().map(|(_, before, after)| (before, after)).collect();
    if created.len() + changed.len() <= LINE {
        return work.write_batch(noun, Batch { created, changed }).await;
    }
    let mut batches = Vec::new();
    let mut created = created.into_iter().peekable();
    while created.peek().is_some() {
        batches.push(Batch { created: created.by_ref().take(LINE).collect(), changed: Vec::new() });
    }
    let mut changed = changed.into_iter().peekable();
    while changed.peek().is_some() {
        batches.push(Batch { created: Vec::new(), changed: changed.by_ref().take(LINE).collect() });
    }
    let (mut all, mut errors, mut before) = (Written::default(), Vec::new(), 0);
    for batch in batches {
        let rows = batch.created.len() + batch.changed.len();
        match work.write_batch(noun, batch).await {
            Ok(written) => add(&mut all, written),
            Err(Error::Invalid(found)) => {
                let moved = |error: FieldError| FieldError { row: error.row.map(|row| row + before), ..error };
                errors.extend(found.into_iter().map(moved));
            }
            Err(other) => return Err(other),
        }
        before += rows;
    }
    if errors.is_empty() { Ok(all) } else { Err(Error::Invalid(errors)) }
}

/// Whoever has not the whole organization in reach imports only what lies within it. `at` says where each row stands.
async fn within_reach(work: &Work, noun: &'static str, written: &Written, at: &HashMap<Uuid, usize>) -> Result<()> {
    let house = work.house.clone();
    let noun = house.registry.known(noun)?;
    let mut errors: Vec<FieldError> = Vec::new();
    for (rows, verb) in [(&written.created, "create"), (&written.changed, "edit")] {
        let ids = rows.iter().map(kernel::record::id).collect::<Result<Vec<_>>>()?;
        let within = work.reader().among(noun, &ids, verb).await?;
        for id in ids.iter().filter(|id| !within.contains(*id)) {
            let field = noun.scope.owner().unwrap_or("id");
            let mut error = FieldError::new(field, "fields.out_of_reach", "this is outside your reach");
            error.row = at.get(id).copied();
            errors.push(error);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
