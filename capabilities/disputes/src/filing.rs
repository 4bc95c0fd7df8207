//! A dispute is filed: what it is about, between whom, who decides, and by when.

use crate::{
    arbiter,
    dispute::{self, State},
    rules,
};
use chrono::NaiveDate;
use kernel::{Error, FieldError, Minor, Noun, Record, Resource, Result, Scope, Work, record};
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, Condition, QueryFilter};

/// The field that says whose a row is.
pub const OWNER: &str = "owner_id";
/// Where a row says what it is worth, the better first.
const WORTH: [&str; 2] = ["amount", "estimate"];

pub async fn file(dispute: &mut dispute::Model, work: &mut Work) -> Result<()> {
    let house = work.house.clone();
    let unknown = || Error::from(FieldError::new("row_id", "fields.not_found", "there is no such row"));
    let noun = house.registry.noun(&dispute.row_noun).filter(|noun| claimable(noun)).ok_or(rules::NOT_CLAIMED)?;
    rules::fits(dispute.kind, noun.name)?;
    rules::own_claim(dispute.claimant_id, work.actor.person.map(PersonId))?;
    let row = work.reader().record(noun, dispute.row_id).await.map_err(|error| match error {
        Error::NotFound(_) | Error::Forbidden(_) => unknown(),
        other => other,
    })?;
    let holder = record::uuid(&row, OWNER).map(PersonId);
    dispute.respondent_id = dispute.respondent_id.or(holder.filter(|holder| *holder != dispute.claimant_id));
    let respondent = dispute.respondent_id.ok_or(rules::NO_RESPONDENT)?;
    rules::two(dispute.claimant_id, respondent)?;
    rules::asks(dispute.kind, dispute.share)?;
    rules::wanted(dispute.wanted_id, dispute.claimant_id, dispute.respondent_id)?;
    if !work.fetch::<person::Entity>(respondent.0).await?.active {
        return Err(rules::RESPONDENT_LEFT.into());
    }
    if dispute.state.open() {
        refuse_second(dispute, work).await?;
    }
    if dispute.arbiter_id.is_none() {
        let found = arbiter::nearest(work, dispute.claimant_id, respondent).await?;
        dispute.arbiter_id = Some(found.ok_or(rules::NOBODY_DECIDES)?);
    }
    dispute.held_by_id = dispute.held_by_id.or(holder);
    worth(dispute, noun, &row, work);
    name(dispute, noun, &row, work).await?;
    let filed = *dispute.filed_on.get_or_insert(work.today);
    let answer_due = after(work, filed);
    dispute.answer_due = dispute.answer_due.or(answer_due);
    dispute.ruling_due = dispute.ruling_due.or(dispute.answer_due.and_then(|day| after(work, day)));
    Ok(())
}

/// What somebody holds and others may claim. A name that is personal would be told to whoever sees the dispute.
fn claimable(noun: &Noun) -> bool {
    let owned = matches!(noun.scope, Scope::Owned { owner, .. } if owner == OWNER);
    owned && !noun.system && noun.field(noun.title).is_some_and(|title| !title.personal)
}

/// So many working days later that somebody has to answer, to rule, or to appeal.
pub fn after(work: &Work, day: NaiveDate) -> Option<NaiveDate> {
    work.house.company().calendar.add_working_days(day, rules::DAYS)
}

/// The same two do not dispute about the same row twice at a time, whichever of them began.
async fn refuse_second(dispute: &dispute::Model, work: &Work) -> Result<()> {
    use dispute::Column;
    let two = [Some(dispute.claimant_id), dispute.respondent_id].into_iter().flatten();
    let same = Condition::all()
        .add(Column::Kind.eq(dispute.kind))
        .add(Column::RowNoun.eq(dispute.row_noun.as_str()))
        .add(Column::RowId.eq(dispute.row_id))
        .add(Column::State.is_in([State::Filed, State::Answered, State::Ruled, State::Appealed]))
        .add(Column::ClaimantId.is_in(two.clone()))
        .add(Column::RespondentId.is_in(two));
    // Two who file at once wait for each other at the people whom it is between.
    person::lock(work, &[dispute.claimant_id, dispute.respondent_id.unwrap_or(dispute.claimant_id)]).await?;
    match work.every::<dispute::Entity>().filter(same).one(work.conn()).await? {
        Some(_) => Err(rules::UNDER_WAY.into()),
        None => Ok(()),
    }
}

fn worth(dispute: &mut dispute::Model, noun: &Noun, row: &Record, work: &Work) {
    if dispute.at_stake.is_some() {
        return;
    }
    // What is hidden from whoever files is not told by the dispute.
    let open = |name: &&&str| noun.field(name).is_some_and(|field| work.actor.opens(noun, &field));
    let amount = WORTH.iter().filter(open).find_map(|field| row.get(*field)?.as_i64());
    if let Some(amount) = amount.filter(|amount| *amount >= 0) {
        dispute.at_stake = Some(Minor(amount));
        dispute.currency = record::currency(row, dispute.currency);
    }
}

async fn name(dispute: &mut dispute::Model, noun: &Noun, row: &Record, work: &Work) -> Result<()> {
    let called = row.get(noun.title).and_then(serde_json::Value::as_str).unwrap_or_default();
    let called = dispute.row_title.get_or_insert_with(|| called.to_owned()).clone();
    if dispute.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
        let claimant = work.fetch::<person::Entity>(dispute.claimant_id.0).await?.name;
        let respondent = match dispute.respondent_id {
            Some(respondent) => work.fetch::<person::Entity>(respondent.0).await?.name,
            None => String::new(),
        };
        let title = format!("{called}: {claimant} / {respondent}");
        dispute.title = Some(title.chars().take(TITLE).collect());
    }
    Ok(())
}

/// Characters that a title takes.
const TITLE: usize = 400;

/// The name of the noun of disputes, for entries and lines.
pub const NOUN: &str = <dispute::Entity as Resource>::NAME;
