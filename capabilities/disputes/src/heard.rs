//! What the organization and accounts tell, and what it means for disputes: none is left without somebody to act.

use crate::{
    arbiter,
    dispute::{self, Column, State},
    telling,
};
use accounts::AccountMerged;
use kernel::{Result, Work};
use org::{PersonLeft, person::PersonId};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

const OPEN: [State; 3] = [State::Filed, State::Answered, State::Appealed];

/// A claim goes with whoever made it; the successor of a respondent answers for what they have taken over; somebody
/// higher decides in place of an arbiter.
pub async fn left(gone: PersonLeft, work: &mut Work) -> Result<()> {
    let theirs = Condition::any()
        .add(Column::ClaimantId.eq(gone.person))
        .add(Column::RespondentId.eq(gone.person))
        .add(Column::ArbiterId.eq(gone.person));
    let select = work.every::<dispute::Entity>().filter(Column::State.is_in(OPEN)).filter(theirs);
    for dispute in select.order_by_asc(Column::Id).all(work.conn()).await? {
        dispute::follows(work, true);
        let done = one_left(dispute, &gone, work).await;
        dispute::follows(work, false);
        done?;
    }
    Ok(())
}

async fn one_left(dispute: dispute::Model, gone: &PersonLeft, work: &mut Work) -> Result<()> {
    if dispute.arbiter_id == Some(gone.person) {
        return decided_higher(dispute, gone.person, work).await;
    }
    let other = dispute.other(gone.person);
    let successor = gone.successor.filter(|successor| Some(*successor) != other);
    match successor {
        Some(successor) if dispute.respondent_id == Some(gone.person) => {
            answered_by(dispute, gone.person, successor, work).await
        }
        Some(_) | None => drop_it(dispute, work).await,
    }
}

/// Nobody claims it against anybody any more. On appeal the first ruling stands.
async fn drop_it(dispute: dispute::Model, work: &mut Work) -> Result<()> {
    let today = work.today;
    let dropped = work
        .update::<dispute::Entity>(dispute, |row| {
            row.state = if row.state == State::Appealed { State::Closed } else { State::Withdrawn };
            row.closed_on = Some(today);
        })
        .await?;
    telling::stands(work, &dropped).await
}

async fn answered_by(dispute: dispute::Model, from: PersonId, to: PersonId, work: &mut Work) -> Result<()> {
    let arbiter = arbiter::nearest(work, dispute.claimant_id, to).await?.or(dispute.arbiter_id);
    let taken = work
        .update::<dispute::Entity>(dispute, |row| {
            let of_from = |person: &mut Option<PersonId>| {
                if *person == Some(from) {
                    *person = Some(to);
                }
            };
            of_from(&mut row.respondent_id);
            of_from(&mut row.held_by_id);
            of_from(&mut row.wanted_id);
            of_from(&mut row.appealed_by_id);
            // On appeal it stays with whoever was asked then.
            if row.state != State::Appealed {
                row.arbiter_id = arbiter;
            }
            if row.offered_by_id == Some(from) {
                (row.offer, row.offer_terms, row.offer_share, row.offered_by_id) = (None, None, None, None);
                (row.offer_user_id, row.offer_within) = (None, None);
            }
        })
        .await?;
    telling::stands(work, &taken).await
}

async fn decided_higher(dispute: dispute::Model, gone: PersonId, work: &mut Work) -> Result<()> {
    let parties = [dispute.claimant_id, dispute.respondent_id.unwrap_or(dispute.claimant_id)];
    let nearest = match dispute.state {
        State::Appealed => None,
        State::Filed | State::Answered | State::Ruled | State::Closed | State::Withdrawn => {
            arbiter::nearest(work, parties[0], parties[1]).await?
        }
    };
    let higher = match nearest {
        Some(nearest) => Some(nearest),
        None => arbiter::higher(work, gone, parties).await?,
    };
    let Some(higher) = higher else { return Ok(()) };
    let passed = work.update::<dispute::Entity>(dispute, |row| row.arbiter_id = Some(higher)).await?;
    telling::stands(work, &passed).await
}

/// What was disputed about one account is disputed about the other.
pub async fn merged(merged: AccountMerged, work: &mut Work) -> Result<()> {
    let theirs = Condition::all().add(Column::RowNoun.eq("accounts")).add(Column::RowId.eq(merged.from));
    let select = work.every::<dispute::Entity>().filter(theirs).order_by_asc(Column::Id);
    for dispute in select.all(work.conn()).await? {
        dispute::follows(work, true);
        let done = work.update::<dispute::Entity>(dispute, |row| row.row_id = merged.into.0).await;
        dispute::follows(work, false);
        done?;
    }
    Ok(())
}
