//! Personal fields on their way into a journal line, and out of it.

use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use serde_json::Value;

use super::Secrets;
use super::subjects::lock;
use crate::journal::Line;
use crate::{Noun, Record, Result, Work};

impl Secrets {
    /// Locks the personal values among a row's changes (`{field: [before, after]}`) with the key of the row. Empty
    /// values stay empty: that a telephone number was added is no secret, the number is.
    pub(crate) async fn hide(&self, work: &Work, noun: &Noun, row: Uuid, mut changes: Record) -> Result<Record> {
        let personal = |name: &str| match name {
            // The image of a deleted row holds all custom fields in one.
            "custom" => noun.fields().iter().any(|field| field.custom && field.personal),
            _ => noun.field(name).is_some_and(|field| field.personal),
        };
        if !changes.keys().any(|name| personal(name)) {
            return Ok(changes);
        }
        let key = self.writing_key(work.conn(), row).await?;
        for (name, change) in changes.iter_mut().filter(|(name, _)| personal(name)) {
            let sides = match change {
                Value::Array(sides) => sides.as_mut_slice(),
                other => std::slice::from_mut(other),
            };
            for side in sides.iter_mut().filter(|side| !side.is_null()) {
                *side = lock(&key, row, name, side)?;
            }
        }
        Ok(changes)
    }

    /// Opens the personal values among a row's changes, for a reader who still has to leave out what it may not see.
    pub async fn show(&self, conn: &impl ConnectionTrait, changes: Record) -> Result<Record> {
        let mut changes = Value::Object(changes);
        self.open_all(conn, &mut [&mut changes]).await?;
        match changes {
            Value::Object(changes) => Ok(changes),
            // A field of the name and shape of a locked value; nothing of ours writes one.
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Ok(Record::new()),
        }
    }

    /// Opens the personal values of journal lines, all in one look at the keys; see [`Secrets::show`].
    pub async fn reveal(&self, conn: &impl ConnectionTrait, lines: &mut [Line]) -> Result<()> {
        let mut changes: Vec<&mut Value> = lines.iter_mut().map(|line| &mut line.changes).collect();
        self.open_all(conn, &mut changes).await
    }
}
