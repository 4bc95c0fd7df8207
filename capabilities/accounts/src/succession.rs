//! Places in account teams of somebody who leaves; what they own is handed over by the organization.

use crate::team_member;
use kernel::{BoxFuture, Result, Work};
use org::{PersonLeft, person::PersonId};
use sea_orm::{ColumnTrait, QueryFilter};

/// The place in account teams goes to the successor.
pub(crate) fn hear(event: PersonLeft, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let of_leaver = work.every::<team_member::Entity>().filter(team_member::Column::PersonId.eq(event.person));
        for member in of_leaver.all(work.conn()).await? {
            take_place(work, member, event.successor).await?;
        }
        Ok(())
    })
}

/// The successor takes the place in a team, unless they stand in it already.
async fn take_place(work: &mut Work, member: team_member::Model, successor: Option<PersonId>) -> Result<()> {
    let taken = match successor {
        Some(successor) => {
            let same = work
                .every::<team_member::Entity>()
                .filter(team_member::Column::AccountId.eq(member.account_id))
                .filter(team_member::Column::PersonId.eq(successor));
            same.one(work.conn()).await?.is_some()
        }
        None => true,
    };
    match successor {
        Some(successor) if !taken => {
            work.update::<team_member::Entity>(member, |row| row.person_id = successor).await?;
        }
        Some(_) | None => work.delete::<team_member::Entity>(member).await?,
    }
    Ok(())
}
