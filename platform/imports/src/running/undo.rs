//! An import taken back by what the journal says it did.

use kernel::journal::{Line, LineKind};
use kernel::{Actor, Error, House, Position, Record, Result, Work};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
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
}

/// Takes back everything whose cause is this import, the last first. Rows changed since are left and reported.
///
/// # Errors
/// What the database says.
pub async fn undo(house: &Arc<House>, actor: &Actor, cause: &Json, since: Position) -> Result<Undone> {
    let lines = caused(house, cause, since).await?;
    let mut changes: HashMap<Uuid, i64> = HashMap::new();
    for line in &lines {
        for id in changed_ids(line) {
            *changes.entry(id).or_default() += 1;
        }
    }
    let mut undone = Undone::default();
    let taken_back = json!({ "undo": cause });
    // A line is a chunk: as much as one transaction wrote, one transaction takes back.
    for line in lines {
        let (known, cause) = (changes.clone(), taken_back.clone());
        let write = house.write(actor.clone(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(cause);
                let mut part = Part { changes: known, ..Part::default() };
                part.take_back(work, &line).await?;
                Ok(part)
            })
        });
        let (part, _) = write.await?;
        undone.removed += part.undone.removed;
        undone.restored += part.undone.restored;
        undone.left += part.undone.left;
        let room = LISTED.saturating_sub(undone.left_rows.len());
        undone.left_rows.extend(part.undone.left_rows.into_iter().take(room));
        changes = part.changes;
    }
    Ok(undone)
}

/// The journal lines of that cause, newest first.
async fn caused(house: &House, cause: &Json, since: Position) -> Result<Vec<Line>> {
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
        if line.cause.as_ref() == Some(cause) {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn changed_ids(line: &Line) -> Vec<Uuid> {
    match line.kind {
        LineKind::Changed => line.row_id.into_iter().collect(),
        LineKind::Imported => {
            let changed = line.changes.get("changed").and_then(Json::as_object);
            changed.into_iter().flat_map(|rows| rows.keys()).filter_map(|id| id.parse().ok()).collect()
        }
        LineKind::Created | LineKind::Deleted | LineKind::News | LineKind::Noted => Vec::new(),
    }
}

/// Rows left that are named.
const LISTED: usize = 1_000;

/// What one transaction takes back.
#[derive(Default)]
struct Part {
    /// How often the import, and its undoing so far, changed a row: a row of a greater version was changed by others.
    changes: HashMap<Uuid, i64>,
    undone: Undone,
}

impl Part {
    async fn take_back(&mut self, work: &mut Work, line: &Line) -> Result<()> {
        match line.kind {
            LineKind::Created => {
                if let Some(id) = line.row_id {
                    self.remove(work, &line.noun, id).await?;
                }
            }
            LineKind::Changed => {
                if let Some(id) = line.row_id {
                    let fields = line.changes.as_object().cloned().unwrap_or_default();
                    self.restore(work, &line.noun, id, fields).await?;
                }
            }
            LineKind::Imported => {
                let changed = line.changes.get("changed").and_then(Json::as_object).cloned().unwrap_or_default();
                for (id, fields) in changed {
                    if let (Ok(id), Json::Object(fields)) = (id.parse(), fields) {
                        self.restore(work, &line.noun, id, fields).await?;
                    }
                }
                let created = line.changes.get("created").and_then(Json::as_array).cloned().unwrap_or_default();
                for id in created.iter().rev().filter_map(|id| id.as_str()?.parse().ok()) {
                    self.remove(work, &line.noun, id).await?;
                }
            }
            LineKind::Deleted | LineKind::News | LineKind::Noted => {}
        }
        Ok(())
    }

    fn leave(&mut self, noun: &str, id: Uuid) {
        self.undone.left += 1;
        if self.undone.left_rows.len() < LISTED {
            self.undone.left_rows.push((noun.to_owned(), id));
        }
    }

    /// A row that the import made goes if nobody but the import has changed it and nothing refers to it.
    async fn remove(&mut self, work: &mut Work, noun: &str, id: Uuid) -> Result<()> {
        let house = work.house.clone();
        let noun = house.registry.known(noun)?;
        let row = match work.unscoped(noun, id).await {
            Ok(row) => row,
            Err(Error::NotFound(_)) => return Ok(()),
            Err(other) => return Err(other),
        };
        let expected = 1 + self.changes.get(&id).copied().unwrap_or_default();
        if row.get("version").and_then(Json::as_i64).is_some_and(|version| version > expected) {
            self.leave(noun.name, id);
            return Ok(());
        }
        match work.remove(noun.name, row).await {
            Ok(()) => self.undone.removed += 1,
            Err(Error::Refused(_) | Error::Conflict { .. }) => self.leave(noun.name, id),
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// A row that the import changed gets its old values back where it still has the new ones.
    async fn restore(&mut self, work: &mut Work, noun: &str, id: Uuid, fields: Record) -> Result<()> {
        let house = work.house.clone();
        let noun = house.registry.known(noun)?;
        let before = match work.unscoped(noun, id).await {
            Ok(row) => row,
            Err(Error::NotFound(_)) => {
                self.leave(noun.name, id);
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        let fields = house.secrets.show(work.conn(), fields).await?;
        let Some(after) = with_old_values(&before, &fields) else {
            self.leave(noun.name, id);
            return Ok(());
        };
        work.write_batch(noun.name, kernel::Batch { created: Vec::new(), changed: vec![(before, after)] }).await?;
        *self.changes.entry(id).or_default() += 1;
        self.undone.restored += 1;
        Ok(())
    }
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
