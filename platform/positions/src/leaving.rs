//! Who leaves holds no position any longer.

use crate::appointment;
use kernel::{BoxFuture, Result, Work};
use org::PersonLeft;
use sea_orm::{ColumnTrait, QueryFilter};

/// Appointments end with the last day of whoever leaves; those that would only have begun go away.
pub fn hear(event: PersonLeft, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let theirs = work.every::<appointment::Entity>().filter(appointment::Column::PersonId.eq(event.person));
        for row in theirs.all(work.conn()).await? {
            if !row.span().begun(event.on) {
                work.delete::<appointment::Entity>(row).await?;
            } else if row.to.is_none_or(|to| to > event.on) {
                work.update::<appointment::Entity>(row, |row| row.to = Some(event.on)).await?;
            }
        }
        Ok(())
    })
}
