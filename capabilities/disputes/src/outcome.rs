//! What a decision does to the row: through the doors that everybody uses, with the rights of whoever decided.

use crate::{
    dispute::{self, Decision, Kind},
    filing::OWNER,
    rules::{self, Follows},
};
use accounts::{account::AccountId, team_member};
use chrono::NaiveDate;
use kernel::{
    Actor, BasisPoints, Error, Filter, Grants, Noun, Period, Record, Resource, Result, Work,
    list::{Query, Reader},
    record,
};
use opportunities::opportunity;
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, QueryFilter, prelude::Uuid};
use serde_json::{Value, json};
use std::sync::Arc;

/// The verb by which a row changes hands, and the field of its form that says to whom.
fn door(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Account => Some(("hand_over", "to_id")),
        Kind::Lead | Kind::Opportunity => Some(("assign", "owner_id")),
        Kind::Split | Kind::Other => None,
    }
}

/// Does what follows from the decision; who holds the row then. Of a split, `share` is the claimant's; `agreed`: the two
/// have settled it between them.
///
/// # Errors
/// Where the row is gone, closed or somebody else's by now; what its own rules, rights and guards refuse.
pub async fn carry_out(
    work: &mut Work,
    on: &dispute::Model,
    decision: Decision,
    share: Option<BasisPoints>,
    agreed: bool,
) -> Result<Option<PersonId>> {
    let parties = (on.claimant_id, on.respondent_id);
    let follows = rules::follows(on.kind, decision, on.held_by_id, parties, on.wanted(), share);
    if follows == Follows::Nothing {
        return Ok(on.held_by_id);
    }
    let house = work.house.clone();
    let noun = house.registry.known(&on.row_noun)?;
    // Whose a deal is does not matter for its credit, and a deal that was won is what most splits are about.
    let row = match follows {
        Follows::Split(_) => Record::new(),
        Follows::Nothing | Follows::Owner(_) | Follows::Shared => as_it_was(work, noun, on).await?,
    };
    // The journal says what made them do it.
    let cause = work.cause.clone();
    let mut told = cause.clone().unwrap_or_else(|| json!({}));
    told["dispute"] = json!(on.id);
    work.cause = Some(told);
    let done = match follows {
        Follows::Nothing => Ok(on.held_by_id),
        Follows::Owner(to) => hand(work, noun, on, to).await.map(|()| Some(to)),
        Follows::Shared => join(work, on, &row).await.map(|()| on.held_by_id),
        Follows::Split(share) => divide(work, on, share, agreed).await.map(|()| on.held_by_id),
    };
    work.cause = cause;
    done
}

/// The row, if it still is what the two dispute about.
async fn as_it_was(work: &Work, noun: &Noun, on: &dispute::Model) -> Result<Record> {
    let row = work.unscoped(noun, on.row_id).await.map_err(|error| match error {
        Error::NotFound(_) => rules::ROW_GONE.into(),
        other => other,
    })?;
    if record::uuid(&row, OWNER).map(PersonId) != on.held_by_id {
        return Err(rules::CHANGED_HANDS.into());
    }
    if still_held(work, noun, on.row_id).await? { Ok(row) } else { Err(rules::ROW_CLOSED.into()) }
}

/// Whether people still hold the row: a lead that became a deal, and a deal that was won or lost, count for whoever had
/// them then.
async fn still_held(work: &Work, noun: &Noun, row: Uuid) -> Result<bool> {
    let Some(held) = noun.held.filter(|held| !held.is_empty()) else { return Ok(true) };
    let which: Value = serde_json::from_str(held)?;
    let this = json!({ "and": [which, { "field": "id", "op": "eq", "value": row }] });
    let query = Query { filter: Some(Filter::parse(&this.to_string())?), ..Query::default() };
    let system = Actor::system();
    Ok(Reader::of(&work.house, work.conn(), &system).count(noun, &query).await? > 0)
}

async fn hand(work: &mut Work, noun: &Noun, on: &dispute::Model, to: PersonId) -> Result<()> {
    let Some((verb, field)) = door(on.kind) else { return Ok(()) };
    if !work.fetch::<person::Entity>(to.0).await?.active {
        return Err(rules::WINNER_LEFT.into());
    }
    let mut form = Record::new();
    form.insert(field.to_owned(), json!(to));
    work.act(noun.name, on.row_id, verb, None, &form).await.map(|_| ())
}

/// Both work on the account from then on: whoever of the two does not own the row joins its account's team.
async fn join(work: &mut Work, on: &dispute::Model, row: &Record) -> Result<()> {
    let account = match on.kind {
        Kind::Account => Some(on.row_id),
        Kind::Opportunity => record::uuid(row, "account_id"),
        Kind::Lead | Kind::Split | Kind::Other => None,
    };
    let account = account.map(AccountId).ok_or(rules::CANNOT_SHARE)?;
    for party in [Some(on.claimant_id), on.respondent_id].into_iter().flatten() {
        let there = work
            .every::<team_member::Entity>()
            .filter(team_member::Column::AccountId.eq(account))
            .filter(team_member::Column::PersonId.eq(party));
        if on.held_by_id == Some(party) || there.one(work.conn()).await?.is_some() {
            continue;
        }
        let mut member = Record::new();
        member.insert("account_id".to_owned(), json!(account));
        member.insert("person_id".to_owned(), json!(party));
        work.create_record("account_team_members", &member).await?;
    }
    Ok(())
}

/// The credit for the deal is divided by the verb that everybody uses. An arbiter does it with their own rights; what two
/// agree on about what is theirs needs none, and takes nothing from anybody else.
async fn divide(work: &mut Work, on: &dispute::Model, share: BasisPoints, agreed: bool) -> Result<()> {
    let deal = work.fetch::<opportunity::Entity>(on.row_id).await.map_err(|error| match error {
        Error::NotFound(_) => rules::ROW_GONE.into(),
        other => other,
    })?;
    let shares = credits::splits_of(&deal, work).await?;
    let parties = (on.claimant_id, on.respondent_id);
    let decided = credits::shares::decided(&shares, parties, share);
    if agreed && !rules::between_the_two(parties, &shares, &decided) {
        return Err(rules::OTHERS_SHARE.into());
    }
    if decided == shares {
        return Ok(());
    }
    let splits: Vec<Value> =
        decided.iter().map(|(person, share)| json!({ "person_id": person, "share": share.number() })).collect();
    let mut form = Record::new();
    form.insert("splits".to_owned(), json!(splits));
    form.insert("reason".to_owned(), json!(on.title));
    let grants = work.actor.grants.clone();
    if agreed {
        work.actor.grants = Arc::new(Grants::full());
    }
    credits::ruling(work, true);
    let done = work.act(opportunity::Entity::NAME, on.row_id, "share_credit", None, &form).await;
    credits::ruling(work, false);
    work.actor.grants = grants;
    done.map(|_| ())
}

/// Working days from filing to today, the first one not counted.
pub fn days(work: &Work, filed: Option<NaiveDate>) -> Option<i64> {
    let next = filed?.succ_opt()?;
    // On the day of filing there are none.
    Some(Period::new(next, work.today).map_or(0, |days| work.house.company().calendar.working_days(days)))
}
