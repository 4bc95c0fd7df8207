//! Who stands on both sides when somebody leaves or moves. Nobody signs for a party; a superior's place is taken by whoever
//! the party reports to now.

use crate::{
    agreement::{self, Cause, Column, Model, State},
    rules, score, telling,
};
use chrono::NaiveDate;
use kernel::{Actor, BoxFuture, House, Result, Work};
use org::{
    History, PersonLeft,
    person::{self, PersonId},
    span::eve,
    unit,
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

/// What waits for a signature, or counts.
const UNDER_WAY: [State; 6] =
    [State::Issued, State::Accepted, State::Reserved, State::Disputed, State::Countersigned, State::InForce];

/// Steps up the line that are looked at.
const HIGHEST: usize = 30;

pub fn hear(gone: PersonLeft, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let states = UNDER_WAY.into_iter().chain([State::Draft]);
        let theirs = Condition::any().add(Column::PartyId.eq(gone.person)).add(Column::SuperiorId.eq(gone.person));
        let select = work.every::<agreement::Entity>().filter(Column::State.is_in(states)).filter(theirs);
        for row in select.order_by_asc(Column::Id).all(work.conn()).await? {
            if row.party_id == gone.person {
                party_left(work, row, gone.on).await?;
            } else if let Some(next) = superior(work, row.party_id).await? {
                take_place(work, row, next).await?;
            }
        }
        Ok(())
    })
}

/// What is not signed by both is called off; what counts, counts until their last day. A draft is left to whoever wrote it.
async fn party_left(work: &mut Work, row: Model, on: NaiveDate) -> Result<()> {
    if row.state == State::Draft {
        return Ok(());
    }
    telling::answered(work, &row).await?;
    let ended = work
        .update::<agreement::Entity>(row, |row| {
            row.ended_by = Some(Cause::PartyLeft);
            if row.state.is_signed() {
                row.counts_to = Some(row.counts_to.unwrap_or(row.to).min(on));
            } else {
                row.state = State::Withdrawn;
            }
        })
        .await?;
    let ended = if ended.state.is_signed() {
        let state = rules::state_on(&ended, work.today);
        work.update::<agreement::Entity>(ended, |row| row.state = state).await?
    } else {
        ended
    };
    telling::stands(work, &ended).await
}

/// From now on somebody else is superior: signs what is still to be signed, judges, and sees the scores. The documents name
/// whoever they named.
async fn take_place(work: &mut Work, row: Model, next: PersonId) -> Result<()> {
    let today = work.today;
    telling::countersigned(work, &row).await?;
    agreement::follows(work, true);
    let taken = work
        .update::<agreement::Entity>(row, |row| {
            if row.state != State::Draft {
                row.named_superior_id = row.named().filter(|named| *named != next);
                row.superior_since = Some(today);
            }
            row.superior_id = Some(next);
            if row.state != State::Issued {
                row.reminded_on = None;
            }
        })
        .await;
    agreement::follows(work, false);
    let taken = taken?;
    for month in score::of(work, taken.id).await? {
        if month.state == score::State::Open {
            work.update::<score::Entity>(month, |month| month.superior_id = Some(next)).await?;
        }
    }
    if taken.state == State::Draft { Ok(()) } else { telling::stands(work, &taken).await }
}

/// Superiors whom the party reported to when they became superior, and does not report to any longer, give way to whoever it
/// reports to today. One who was named without leading the party stays. How many gave way.
pub async fn follow(work: &mut Work) -> Result<usize> {
    let rows = work.every::<agreement::Entity>().filter(Column::State.is_in(UNDER_WAY)).order_by_asc(Column::Id);
    let rows = rows.all(work.conn()).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let history = History::load(work.conn()).await?;
    let mut followed = 0;
    for row in rows {
        let (party, superior) = (row.party_id, row.superior_id);
        let issued = row.issued_at.map(|at| work.house.company().calendar.day_of(at));
        let since = row.superior_since.or(issued).unwrap_or(row.from);
        // Whoever moves on the very day on which it is issued was led by them until the day before.
        let led =
            [since, eve(since)].into_iter().any(|day| superior.is_some() && history.manager(party, day) == superior);
        let now = history.manager(party, work.today);
        if !led || now == superior || has_moved_out(work, &row).await? {
            continue;
        }
        if let Some(next) = here(work, party, now).await?.filter(|next| Some(*next) != superior) {
            take_place(work, row, next).await?;
            followed += 1;
        }
    }
    Ok(followed)
}

/// Whether the party neither leads nor belongs to the unit that it was to answer for, or what is below that. Whoever is asked
/// to sign is not asked any longer then: it is withdrawn, amended or ended by its superior.
pub async fn has_moved_out(work: &Work, row: &Model) -> Result<bool> {
    let Some(id) = row.unit_id else { return Ok(false) };
    let leads = work.every::<unit::Entity>().filter(unit::Column::Id.eq(id));
    if leads.filter(unit::Column::LeaderId.eq(row.party_id)).one(work.conn()).await?.is_some() {
        return Ok(false);
    }
    let inside = work.every::<person::Entity>().filter(person::Column::Id.eq(row.party_id));
    let inside = inside.filter(person::Column::UnitId.in_subquery(org::below(id)));
    Ok(inside.one(work.conn()).await?.is_none())
}

/// Whether a reader is told that the party has moved out of what it is to answer for; whoever does not see the party is not.
pub async fn is_seen_outside(house: &House, actor: &Actor, row: &Model) -> Result<bool> {
    let Some(id) = row.unit_id.filter(|_| UNDER_WAY.contains(&row.state)) else { return Ok(false) };
    let reader = house.reader(actor);
    let party = || reader.visible::<person::Entity>().filter(person::Column::Id.eq(row.party_id));
    let leads = reader.visible::<unit::Entity>().filter(unit::Column::Id.eq(id));
    if party().one(reader.conn).await?.is_none()
        || leads.filter(unit::Column::LeaderId.eq(row.party_id)).one(reader.conn).await?.is_some()
    {
        return Ok(false);
    }
    let inside = party().filter(person::Column::UnitId.in_subquery(org::below(id)));
    Ok(inside.one(reader.conn).await?.is_none())
}

/// Nothing is issued to somebody who has left, or in their name.
pub async fn both_here(work: &Work, row: &Model) -> Result<()> {
    if !is_here(work, row.party_id).await? {
        return Err(rules::PARTY_LEFT.into());
    }
    if let Some(superior) = row.superior_id
        && !is_here(work, superior).await?
    {
        return Err(rules::SUPERIOR_LEFT.into());
    }
    Ok(())
}

pub async fn is_here(work: &Work, id: PersonId) -> Result<bool> {
    Ok(found(work, id).await?.is_some_and(|person| person.active))
}

async fn found(work: &Work, id: PersonId) -> Result<Option<person::Model>> {
    Ok(work.every::<person::Entity>().filter(person::Column::Id.eq(id)).one(work.conn()).await?)
}

/// Whom a party reports to today, or stands in for them.
async fn superior(work: &Work, party: PersonId) -> Result<Option<PersonId>> {
    let manager = found(work, party).await?.and_then(|row| row.manager_id);
    here(work, party, manager).await
}

/// Them, or of one who has left who took over from them, else who is above them; never the party.
async fn here(work: &Work, party: PersonId, first: Option<PersonId>) -> Result<Option<PersonId>> {
    let mut next = first;
    for _ in 0..HIGHEST {
        let Some(id) = next else { break };
        let Some(row) = found(work, id).await? else { break };
        if row.active && id != party {
            return Ok(Some(id));
        }
        next = row.successor_id.filter(|successor| !row.active && *successor != party).or(row.manager_id);
    }
    Ok(None)
}
