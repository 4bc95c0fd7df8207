//! Who leaves is neither absent nor part time any longer.

use crate::{
    absence::{self, State},
    working_time,
};
use kernel::{BoxFuture, Result, Work};
use org::PersonLeft;
use sea_orm::{ColumnTrait, QueryFilter};

/// What begins after the last day falls away, what goes on beyond it ends with it.
pub fn hear(event: PersonLeft, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let theirs = work.every::<absence::Entity>().filter(absence::Column::PersonId.eq(event.person));
        for row in theirs.filter(absence::Column::To.gt(event.on)).all(work.conn()).await? {
            if !row.state.counts() {
                continue;
            }
            let begun = row.from <= event.on;
            work.update::<absence::Entity>(row, |row| {
                if begun {
                    row.back_on = event.on.succ_opt();
                    (row.to, row.until_noon) = (event.on, false);
                } else {
                    row.state = State::Withdrawn;
                }
            })
            .await?;
        }
        let theirs = work.every::<working_time::Entity>().filter(working_time::Column::PersonId.eq(event.person));
        for row in theirs.all(work.conn()).await? {
            if !row.span().begun(event.on) {
                work.delete::<working_time::Entity>(row).await?;
            } else if row.to.is_none_or(|to| to > event.on) {
                work.update::<working_time::Entity>(row, |row| row.to = Some(event.on)).await?;
            }
        }
        Ok(())
    })
}
