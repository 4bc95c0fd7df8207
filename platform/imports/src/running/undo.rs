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

/// Lines that one transaction of the undoing takes back.
const TOGETHER: usize = 1;

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
    for lines in lines.chunks(TOGETHER) {
        let (lines, changes, cause) = (lines.to_vec(), changes.clone(), taken_back.clone());
        let write = house.write(actor.clone(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(cause);
                let mut undone = Undone::default();
                for line in &lines {
                    take_back(work, line, &changes, &mut undone).await?;
                }
                Ok(undone)
            })
        });
        let (part, _) = write.await?;
        undone.removed += part.removed;
        undone.restored += part.restored;
        undone.left += part.left;
        let room = 1_000usize.saturating_sub(undone.left_rows.len());
        undone.left_rows.extend(part.left_rows.into_iter().take(room));
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

async fn take_back(work: &mut Work, line: &Line, changes: &HashMap<Uuid, i64>, undone: &mut Undone) -> Result<()> {
    match line.kind {
        LineKind::Created => {
            for id in line.row_id {
                remove(work, &line.noun, id, changes, undone).await?;
            }
        }
        LineKind::Changed => {
            for id in line.row_id {
                let fields = line.changes.as_object().cloned().unwrap_or_default();
                restore(work, &line.noun, id, fields, undone).await?;
            }
        }
        LineKind::Imported => {
            let changed = line.changes.get("changed").and_then(Json::as_object).cloned().unwrap_or_default();
            for (id, fields) in changed {
                if let (Ok(id), Json::Object(fields)) = (id.parse(), fields) {
                    restore(work, &line.noun, id, fields, undone).await?;
                }
            }
            let created = line.changes.get("created").and_then(Json::as_array).cloned().unwrap_or_default();
            for id in created.iter().rev().filter_map(|id| id.as_str()?.parse().ok()) {
                remove(work, &line.noun, id, changes, undone).await?;
            }
        }
        LineKind::Deleted | LineKind::News | LineKind::Noted => {}
    }
    Ok(())
}

fn leave(noun: &str, id: Uuid, undone: &mut Undone) {
    undone.left += 1;
    if undone.left_rows.len() < 1_000 {
        undone.left_rows.push((noun.to_owned(), id));
    }
}

/// A row that the import made goes if nobody but the import has changed it and nothing refers to it.
async fn remove(
    work: &mut Work,
    noun: &str,
    id: Uuid,
    changes: &HashMap<Uuid, i64>,
    undone: &mut Undone,
) -> Result<()> {
    let house = work.house.clone();
    let noun = house.registry.known(noun)?;
    let row = match work.unscoped(noun, id).await {
        Ok(row) => row,
        Err(Error::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    let expected = 1 + changes.get(&id).copied().unwrap_or_default();
    if row.get("version").and_then(Json::as_i64).is_some_and(|version| version > expected) {
        leave(noun.name, id, undone);
        return Ok(());
    }
    match work.remove(noun.name, row).await {
        Ok(()) => undone.removed += 1,
        Err(Error::Refused(_) | Error::Conflict { .. }) => leave(noun.name, id, undone),
        Err(other) => return Err(other),
    }
    Ok(())
}

/// A row that the import changed gets its old values back where it still has the new ones.
async fn restore(work: &mut Work, noun: &str, id: Uuid, fields: Record, undone: &mut Undone) -> Result<()> {
    let house = work.house.clone();
    let noun = house.registry.known(noun)?;
    let before = match work.unscoped(noun, id).await {
        Ok(row) => row,
        Err(Error::NotFound(_)) => {
            leave(noun.name, id, undone);
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    let fields = house.secrets.show(work.conn(), fields).await?;
    let mut after = before.clone();
    for (field, change) in &fields {
        let (was, is) = (&change[0], &change[1]);
        let custom = field.strip_prefix("custom.");
        let now = match custom {
            Some(key) => before.get("custom").and_then(|custom| custom.get(key)),
            None => before.get(field),
        };
        if now.unwrap_or(&Json::Null) != is {
            leave(noun.name, id, undone);
            return Ok(());
        }
        match custom {
            None => {
                after.insert(field.clone(), was.clone());
            }
            Some(key) => {
                if let Some(custom) = after.get_mut("custom").and_then(Json::as_object_mut) {
                    if was.is_null() {
                        custom.remove(key);
                    } else {
                        custom.insert(key.to_owned(), was.clone());
                    }
                }
            }
        }
    }
    work.write_batch(noun.name, kernel::Batch { created: Vec::new(), changed: vec![(before, after)] }).await?;
    undone.restored += 1;
    Ok(())
}
