//! A right is called after whoever has it, and stays called so when that is called otherwise.

use crate::right::{self, Column};
use kernel::{BoxFuture, Record, Result, Work, Wrote, record};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::Value;

/// Looks at what is written of positions, units and people.
pub fn watch<'a>(noun: &'static str, wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let column = match noun {
            "positions" => Column::PositionId,
            "units" => Column::HeadOfId,
            "people" => Column::PersonId,
            _ => return Ok(()),
        };
        let name = |row: &Record| row.get("name").and_then(Value::as_str).map(str::to_owned);
        for (before, after) in wrote.iter().filter_map(|row| Some((row.before?, row.after?))) {
            if before.get("name") == after.get("name") || work.takes_back() {
                continue;
            }
            let theirs = work.every::<right::Entity>().filter(column.eq(record::id(after)?));
            for row in theirs.all(work.conn()).await? {
                work.update::<right::Entity>(row, |right| right.name = name(after)).await?;
            }
        }
        Ok(())
    })
}
