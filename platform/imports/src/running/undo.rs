//! An import taken back by what the journal says it did.

use super::CHUNK;
use super::course::Quiet;
use kernel::journal::{Line, LineKind};
use kernel::{Actor, Batch, BoxFuture, Error, House, Kind, Noun, Position, Record, Registry, Result, Work};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What became of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Rows that the import had made and that are gone again.
    pub removed: u64,
    /// Rows that have their old values back.
    pub restored: u64,
    /// Rows that were changed since, or that others refer to: left as they are. Noun and id of the first thousand.
    pub left: u64,
    pub left_rows: Vec<(String, Uuid)>,
    /// Lines of the journal that are taken back so far, the last first; 0 before it begins and when it is through.
    #[serde(default, skip_serializing_if = "is_through")]
    pub lines: usize,
}

fn is_through(lines: &usize) -> bool {
    *lines == 0
}

/// Keeps how far an undoing has come, in the transaction of each piece; an error takes the piece back and ends it.
pub trait Heed: Send + Sync {
    fn keep<'a>(&'a self, work: &'a mut Work, undone: &'a Undone) -> BoxFuture<'a, Result<()>>;
}

impl Heed for Quiet {
    fn keep<'a>(&'a self, _: &'a mut Work, _: &'a Undone) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(()) })
    }
}

/// Takes back everything whose cause is this import, the last first. Rows changed since are left and reported.
///
/// # Errors
/// What the database says.
pub async fn undo(house: &Arc<House>, actor: &Actor, cause: &Json, since: Position) -> Result<Undone> {
    go_on_undoing(house, actor, cause, since, Undone::default(), Arc::new(Quiet)).await
}

/// The same, from what an undoing that was cut short had kept: it ends as one that was not.
///
/// # Errors
/// What the database or `heed` says.
pub async fn go_on_undoing(
    house: &Arc<House>,
    actor: &Actor,
    cause: &Json,
    since: Position,
    undone: Undone,
    heed: Arc<dyn Heed>,
) -> Result<Undone> {
    let taken_back = json!({ "undo": cause });
    let (lines, before): (Vec<Line>, Vec<Line>) = caused(house, &[cause, &taken_back], since)
        .await?
        .into_iter()
        .partition(|line| line.cause.as_ref() == Some(cause));
    let mut past = Past::of(&house.registry, &lines, &before, undone)?;
    let lines: Arc<[Line]> = lines.into();
    let mut from = past.undone.lines;
    while from < lines.len() {
        // As much as one transaction wrote, one transaction takes back.
        let (mut to, mut rows) = (from, 0);
        while to < lines.len() && (to == from || rows + size(&lines[to]) <= CHUNK) {
            rows += size(&lines[to]);
            to += 1;
        }
        let (lines, cause, heed) = (lines.clone(), taken_back.clone(), heed.clone());
        let write = house.write(actor.clone(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(cause);
                for at in from..to {
                    past.take_back(work, &lines, at).await?;
                }
                past.undone.lines = to;
                heed.keep(work, &past.undone).await?;
                Ok(past)
            })
        });
        past = write.await?.0;
        from = to;
    }
    Ok(Undone { lines: 0, ..past.undone })
}

/// The journal lines of those causes, newest first.
async fn caused(house: &House, causes: &[&Json], since: Position) -> Result<Vec<Line>> {
    let select = kernel::journal::select()
        .and_where(Expr::col("tx").gte(since.tx))
        .and_where(Expr::col("kind").is_in(["imported", "created", "changed"]))
        .order_by("tx", sea_orm::Order::Desc)
        .order_by("id", sea_orm::Order::Desc)
        .take();
    let conn = house.store.reader();
    let mut lines = Vec::new();
    for row in conn.query_all(&select).await? {
        use sea_orm::FromQueryResult;
        let line = Line::from_query_result(&row, "")?;
        if line.cause.as_ref().is_some_and(|cause| causes.contains(&cause)) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// How many rows a line tells of.
fn size(line: &Line) -> usize {
    let created = line.changes.get("created").and_then(Json::as_array).map_or(0, Vec::len);
    created + line.changes.get("changed").and_then(Json::as_object).map_or(0, Record::len)
}

/// The rows that a line changed, with `{field: [before, after]}`.
fn changed(line: &Line) -> Vec<(Uuid, &Record)> {
    match line.kind {
        LineKind::Changed => line.row_id.into_iter().zip(line.changes.as_object()).collect(),
        LineKind::Imported => {
            let rows = line.changes.get("changed").and_then(Json::as_object).into_iter().flatten();
            rows.filter_map(|(id, fields)| Some((id.parse().ok()?, fields.as_object()?))).collect()
        }
        LineKind::Created | LineKind::Deleted | LineKind::News | LineKind::Noted => Vec::new(),
    }
}

/// The rows that a line made.
fn created(line: &Line) -> Vec<Uuid> {
    match line.kind {
        LineKind::Created => line.row_id.into_iter().collect(),
        LineKind::Imported => {
            let ids = line.changes.get("created").and_then(Json::as_array).into_iter().flatten();
            ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
        }
        LineKind::Changed | LineKind::Deleted | LineKind::News | LineKind::Noted => Vec::new(),
    }
}

/// Rows left that are named.
const LISTED: usize = 1_000;

/// What the import did, and how far it is taken back.
#[derive(Default)]
struct Past {
    /// How often the import, and its undoing so far, changed a row: a row of a greater version was changed by others.
    changes: HashMap<Uuid, i64>,
    made: HashSet<Uuid>,
    /// Lines whose old values a row gets back only if it has to stay: for one that goes they would be written in vain.
    put_off: HashMap<Uuid, Vec<usize>>,
    undone: Undone,
}

impl Past {
    /// `before` are the lines that an undoing that was cut short has written already, `undone` what it came to.
    fn of(registry: &Registry, lines: &[Line], before: &[Line], undone: Undone) -> Result<Self> {
        let mut past = Self { undone, ..Self::default() };
        for line in lines.iter().chain(before) {
            for (id, _) in changed(line) {
                *past.changes.entry(id).or_default() += 1;
            }
            past.made.extend(created(line));
        }
        for (at, line) in lines.iter().enumerate().take(past.undone.lines) {
            let noun = registry.known(&line.noun)?;
            for (id, fields) in changed(line) {
                if past.puts_off(noun, id, fields) {
                    past.put_off.entry(id).or_default().push(at);
                }
            }
        }
        Ok(past)
    }

    /// Whether the old values wait until it is clear that the row stays. References are put back at once, for they keep
    /// other rows from going.
    fn puts_off(&self, noun: &Noun, id: Uuid, fields: &Record) -> bool {
        let refers = |name: &String| noun.field(name).is_some_and(|field| matches!(field.kind, Kind::Ref(_)));
        self.made.contains(&id) && !fields.keys().any(refers)
    }

    async fn take_back(&mut self, work: &mut Work, lines: &[Line], at: usize) -> Result<()> {
        let line = &lines[at];
        let house = work.house.clone();
        let noun = house.registry.known(&line.noun)?;
        let mut restored = Vec::new();
        for (id, fields) in changed(line) {
            if self.puts_off(noun, id, fields) {
                self.put_off.entry(id).or_default().push(at);
            } else {
                restored.push((id, fields));
            }
        }
        self.restore(work, noun, restored).await?;
        let kept = self.remove(work, noun, created(line)).await?;
        for id in kept {
            for at in self.put_off.remove(&id).unwrap_or_default() {
                let fields = changed(&lines[at]).into_iter().filter(|(of, _)| *of == id).collect();
                self.restore_quietly(work, noun, fields).await?;
            }
        }
        Ok(())
    }

    fn leave(&mut self, noun: &Noun, id: Uuid) {
        self.undone.left += 1;
        if self.undone.left_rows.len() < LISTED {
            self.undone.left_rows.push((noun.name.to_owned(), id));
        }
    }

    /// Rows that the import made go if nobody but the import has changed them and nothing refers to them; answers with
    /// those that stay.
    async fn remove(&mut self, work: &mut Work, noun: &Noun, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
        let (mut going, mut kept) = (Vec::with_capacity(ids.len()), Vec::new());
        for row in work.unscoped_all(noun, &ids).await? {
            let id = kernel::record::id(&row)?;
            let expected = 1 + self.changes.get(&id).copied().unwrap_or_default();
            if row.get("version").and_then(Json::as_i64).is_some_and(|version| version > expected) {
                kept.push(id);
            } else {
                going.push(row);
            }
        }
        let removed = work.remove_batch(noun.name, going).await?;
        self.undone.removed += removed.gone;
        kept.extend(removed.kept);
        kept.iter().for_each(|id| self.leave(noun, *id));
        Ok(kept)
    }

    /// Rows that the import changed get their old values back where they still have the new ones; the others are left.
    async fn restore(&mut self, work: &mut Work, noun: &Noun, rows: Vec<(Uuid, &Record)>) -> Result<()> {
        let asked: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
        let done = self.restored(work, noun, rows).await?;
        for id in asked {
            if done.contains(&id) {
                self.undone.restored += 1;
            } else {
                self.leave(noun, id);
            }
        }
        Ok(())
    }

    /// The same for rows that are counted as left.
    async fn restore_quietly(&mut self, work: &mut Work, noun: &Noun, rows: Vec<(Uuid, &Record)>) -> Result<()> {
        self.restored(work, noun, rows).await.map(|_| ())
    }

    async fn restored(&mut self, work: &mut Work, noun: &Noun, rows: Vec<(Uuid, &Record)>) -> Result<HashSet<Uuid>> {
        let house = work.house.clone();
        let ids: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
        let mut there: HashMap<Uuid, Record> = HashMap::with_capacity(ids.len());
        for row in work.unscoped_all(noun, &ids).await? {
            there.insert(kernel::record::id(&row)?, row);
        }
        let (mut changed, mut back) = (Vec::with_capacity(rows.len()), Vec::new());
        for (id, fields) in rows {
            let Some(before) = there.remove(&id) else { continue };
            let fields = house.secrets.show(work.conn(), fields.clone()).await?;
            match with_old_values(&before, &fields) {
                Some(after) => changed.push((id, before, after)),
                None if has_old_values(&before, &fields) => back.push(id),
                None => {}
            }
        }
        let together = changed.iter().map(|(_, before, after)| (before.clone(), after.clone())).collect();
        let mut done: HashSet<Uuid> = HashSet::with_capacity(changed.len());
        if written(work, noun.name, together).await? {
            done.extend(changed.iter().map(|(id, ..)| *id));
        } else {
            // One of them may not be what it was any more: that one is left, not all.
            for (id, before, after) in changed {
                if written(work, noun.name, vec![(before, after)]).await? {
                    done.insert(id);
                }
            }
        }
        for id in &done {
            *self.changes.entry(*id).or_default() += 1;
        }
        done.extend(back);
        Ok(done)
    }
}

/// Writes all of the changes or, if a rule or somebody else's row is against one of them, none: then false.
async fn written(work: &mut Work, noun: &'static str, changed: Vec<(Record, Record)>) -> Result<bool> {
    if changed.is_empty() {
        return Ok(true);
    }
    let batch = Batch { created: Vec::new(), changed };
    let tried =
        work.attempt(move |work| Box::pin(async move { work.write_batch(noun, batch).await.map(|_| ()) })).await;
    match tried {
        Ok(()) => Ok(true),
        Err(Error::Invalid(_) | Error::Refused(_) | Error::Conflict { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Whether the fields hold already what they held before.
fn has_old_values(row: &Record, fields: &Record) -> bool {
    fields.iter().all(|(field, change)| {
        let now = match field.strip_prefix("custom.") {
            Some(key) => row.get("custom").and_then(|custom| custom.get(key)),
            None => row.get(field),
        };
        now.unwrap_or(&Json::Null) == &change[0]
    })
}

/// The row with what the fields held before; `None` if one of them was changed since.
fn with_old_values(before: &Record, fields: &Record) -> Option<Record> {
    let mut after = before.clone();
    for (field, change) in fields {
        let (was, is) = (&change[0], &change[1]);
        let custom = field.strip_prefix("custom.");
        let now = match custom {
            Some(key) => before.get("custom").and_then(|custom| custom.get(key)),
            None => before.get(field),
        };
        if now.unwrap_or(&Json::Null) != is {
            return None;
        }
        match custom {
            None => {
                after.insert(field.clone(), was.clone());
            }
            Some(key) => {
                let custom = after.get_mut("custom")?.as_object_mut()?;
                if was.is_null() {
                    custom.remove(key);
                } else {
                    custom.insert(key.to_owned(), was.clone());
                }
            }
        }
    }
    Some(after)
}
