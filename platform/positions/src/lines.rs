//! What the lines of a sheet have in common: they change while the sheet is a draft, and never afterwards.

use crate::{
    collaborator, duty, kpi, requirement, rules,
    sheet::{self, SheetId, State},
};
use kernel::{BoxFuture, Change, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter};

/// A row that stands on a sheet.
pub trait Line: Send + 'static {
    fn sheet(&self) -> SheetId;
}

macro_rules! lines {
    ($($line:ident),+) => {$(
        impl Line for $line::Model {
            fn sheet(&self) -> SheetId {
                self.sheet_id
            }
        }
    )+};
}
lines!(duty, collaborator, kpi, requirement);

/// What holds of every line before it is written.
pub fn settle<'a, L: Line>(change: Change<'a, L>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    let sheets = [change.before.map(Line::sheet), Some(change.after.sheet())];
    Box::pin(async move { refuse_kept(work, sheets).await })
}

/// What holds of every line that goes.
pub fn settled<L: Line>(before: Option<L>, after: Option<L>, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(line), None) => refuse_kept(work, [Some(line.sheet())]).await,
            (_, Some(_)) | (None, None) => Ok(()),
        }
    })
}

/// Refuses to change a line of a sheet that is, was or will be in force. A sheet that goes takes its lines along.
async fn refuse_kept(work: &Work, sheets: impl IntoIterator<Item = Option<SheetId>>) -> Result<()> {
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
