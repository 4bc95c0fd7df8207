//! Whoever leaves is in charge of nothing any longer: their successor is, else their superior.

use crate::{
    alert::{self, Column, State},
    telling, whom,
};
use kernel::{BoxFuture, Result, Work};
use org::PersonLeft;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

pub fn hear(gone: PersonLeft, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let next = match gone.successor {
            Some(successor) => Some(successor),
            None => whom::superior(work, gone.person).await?,
        };
        let theirs = Condition::any().add(Column::AssigneeId.eq(gone.person)).add(Column::EscalatedId.eq(gone.person));
        let open = work.every::<alert::Entity>().filter(Column::State.is_in(State::UNDER_WAY)).filter(theirs);
        for row in open.order_by_asc(Column::Id).all(work.conn()).await? {
            let taken = work
                .update::<alert::Entity>(row, |alert| {
                    if alert.escalated_id == Some(gone.person) {
                        alert.escalated_id = next.filter(|next| alert.assignee_id != Some(*next));
                    }
                    if alert.assignee_id == Some(gone.person) {
                        alert.assignee_id = next;
                    }
                })
                .await?;
            telling::stands(work, &taken).await?;
        }
        Ok(())
    })
}
