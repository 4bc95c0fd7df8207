//! What the lines of a sheet have in common: they change while the sheet is a draft, and never afterwards.

use crate::{
    rules,
    sheet::{self, SheetId, State},
};
use kernel::{Result, Work};
use sea_orm::{ColumnTrait, QueryFilter};

/// Refuses to change a line of a sheet that is, was or will be in force. A sheet that goes takes its lines along.
pub async fn refuse_kept(work: &Work, sheets: impl IntoIterator<Item = Option<SheetId>>) -> Result<()> {
    if work.takes_back() {
        return Ok(());
    }
    let sheets: Vec<SheetId> = sheets.into_iter().flatten().collect();
    let kept = work
        .every::<sheet::Entity>()
        .filter(sheet::Column::Id.is_in(sheets))
        .filter(sheet::Column::State.ne(State::Draft));
    if kept.one(work.conn()).await?.is_some() { Err(rules::SHEET_KEPT.into()) } else { Ok(()) }
}
