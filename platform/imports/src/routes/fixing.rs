//! `PUT /api/v1/imports/{id}/fixes`: cells corrected in place, one by one or wherever the same value stands.

use super::present;
use crate::import::State;
use crate::plan::Fix;
use crate::{background, mapping, steps};
use access::Signed;
use axum::Json;
use axum::extract::State as Shared;
use edge::{Answer, Body, Context, Segments};
use kernel::Error;
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::Value;

/// More corrected cells than this are a file to be corrected, not an import.
const MOST: usize = 5_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixes {
    /// Cells that are to say something else.
    #[serde(default)]
    cells: Vec<Cell>,
    /// Values that mean something else wherever they stand in that column.
    #[serde(default)]
    everywhere: Vec<Everywhere>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    file: String,
    row: u64,
    column: String,
    /// `null` lets the file's own value stand again.
    value: Option<String>,
    /// What the file says, for people to see.
    was: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Everywhere {
    file: String,
    column: String,
    value: String,
    /// `null` lets the value mean itself again.
    means: Option<String>,
}

/// What was corrected stands in the import's options and profile; it has to be checked again.
pub async fn fix(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Body(fixes): Body<Fixes>,
) -> Answer<Json<Value>> {
    let mut import = background::current(&context.house, &actor, id).await?;
    if !import.state.is_open() {
        return Err(steps::RUNS.into());
    }
    for Cell { file, row, column, value, was } in fixes.cells {
        if !import.profile.files.contains_key(&file) {
            return Err(Error::malformed("imports.no_table", format!("the profile has no table {file}")).into());
        }
        let taken_back = value.is_none();
        let fix = Fix { file, row, column, value: value.unwrap_or_default(), was };
        if taken_back { import.options.unfix(&fix) } else { import.options.fix(fix) }
    }
    for Everywhere { file, column, value, means } in fixes.everywhere {
        if !mapping::alias(&mut import.profile, &file, &column, &value, means.as_deref()) {
            let text = format!("nothing is filled from the column {column} of {file}");
            return Err(Error::malformed("imports.column_not_used", text).into());
        }
    }
    if import.options.fixes.len() > MOST {
        let text = format!("at most {MOST} cells are corrected here; correct the file and send it again");
        return Err(Error::malformed("imports.too_many_fixes", text).into());
    }
    import.state = State::Mapped;
    import.kept(&context.house).await?;
    Ok(present(&import))
}
