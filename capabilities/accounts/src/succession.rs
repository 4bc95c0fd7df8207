//! What somebody who leaves hands over here.

use crate::{account, contact, handing, team_member};
use kernel::{Batch, BoxFuture, Resource, Result, Row, Work, record};
use org::{PersonLeft, person::PersonId};
use sea_orm::{ColumnTrait, QueryFilter, Select};

/// Accounts and contacts go to the successor, and so does the place in account teams.
pub(crate) fn hear(event: PersonLeft, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let of_leaver = work.every::<team_member::Entity>().filter(team_member::Column::PersonId.eq(event.person));
        for member in of_leaver.all(work.conn()).await? {
            take_place(work, member, event.successor).await?;
        }
        let Some(successor) = event.successor else { return Ok(()) };
        let accounts = work.every::<account::Entity>().filter(account::Column::OwnerId.eq(event.person));
        handing::quietly(work, true);
        let handed = hand_on(work, accounts, |account| account.owner_id = Some(successor)).await;
        handing::quietly(work, false);
        handed?;
        let contacts = work.every::<contact::Entity>().filter(contact::Column::OwnerId.eq(event.person));
        hand_on(work, contacts, |contact| contact.owner_id = Some(successor)).await
    })
}

async fn hand_on<E: Resource>(work: &mut Work, rows: Select<E>, change: impl Fn(&mut Row<E>)) -> Result<()> {
    let mut changed = Vec::new();
    for row in rows.all(work.conn()).await? {
        let mut next = row.clone();
        change(&mut next);
        changed.push((record::of_row::<E>(&row)?, record::of_row::<E>(&next)?));
    }
    if !changed.is_empty() {
        work.write_batch(E::NAME, Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
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
