//! The gap of a path, split into initiatives at one go: all of them are written, or none.

use crate::{
    actions, initiative,
    path::{self, PathId},
    rules,
};
use kernel::{Action as _, Error, FieldError, Record, Resource as _, Result, Work, record};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::json;

/// One initiative of a split: a new one, or one that is there and is changed by the fields that are given.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    id: Option<Uuid>,
    /// The one that was seen, where it is there already.
    version: Option<i64>,
    #[serde(flatten)]
    fields: Record,
}

/// What a line may say of an initiative; confidence is in per cent.
const SAYS: [&str; 5] = ["name", "kind", "owner_id", "lift", "confidence"];

/// Most lines that are split into at once.
pub const MOST: usize = 50;

/// Writes the lines with the rights of whoever works; new ones run over all days of the path, and are taken into the plan at
/// once where that is asked. What is wrong with a line is told with its place, from 0.
///
/// # Errors
/// Where the path is closed or none of theirs, and what a line is refused for.
pub async fn split(work: &mut Work, id: PathId, lines: &[Line], plan: bool) -> Result<Vec<Uuid>> {
    if lines.len() > MOST {
        return Err(rules::TOO_MANY_LINES.with("most", MOST).into());
    }
    let path = work.find::<path::Entity>(id.0).await?;
    rules::path_open(path.state)?;
    let mut written = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        written.push(one(work, &path, line, plan).await.map_err(|error| in_line(error, at))?);
    }
    Ok(written)
}

async fn one(work: &mut Work, path: &path::Model, line: &Line, plan: bool) -> Result<Uuid> {
    if let Some(other) = line.fields.keys().find(|name| !SAYS.contains(&name.as_str())) {
        return Err(FieldError::new(other.clone(), "fields.unknown", "there is no such field").into());
    }
    let mut row = line.fields.clone();
    let noun = initiative::Entity::NAME;
    if let Some(id) = line.id {
        let there = work.find::<initiative::Entity>(id).await?;
        if there.path_id != Some(path.id) {
            return Err(rules::OF_ANOTHER_PATH.into());
        }
        let changed = work.edit_record(noun, id, line.version.unwrap_or(there.version), &row).await?;
        return record::id(&changed);
    }
    row.insert("path_id".into(), json!(path.id));
    row.insert("from".into(), json!(path.from));
    row.insert("to".into(), json!(path.to));
    let made = record::id(&work.create_record(noun, &row).await?)?;
    if plan {
        work.act(noun, made, actions::Plan::NAME, None, &Record::new()).await?;
    }
    Ok(made)
}

/// What is wrong, and in which line.
fn in_line(error: Error, at: usize) -> Error {
    match error {
        Error::Invalid(errors) => {
            Error::Invalid(errors.into_iter().map(|one| FieldError { row: Some(at), ..one }).collect())
        }
        Error::Refused(no) => {
            let mut told = FieldError::new(no.field.unwrap_or("name"), no.code, no.text);
            told.arguments = no.arguments;
            told.row = Some(at);
            Error::Invalid(vec![told])
        }
        other => other,
    }
}
