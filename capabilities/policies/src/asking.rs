//! Whom a policy is for today, and who of them has to read what.

use crate::{
    acknowledgement::{self, AcknowledgementId, State},
    audience::{self, Whom},
    edition::{self, EditionId},
    policy::{self, PolicyId},
    rules::{self, Row},
    teams,
};
use inbox::{Kind, News};
use kernel::{Batch, Resource, Result, Work, record};
use org::{
    membership,
    person::{self, PersonId},
};
use positions::appointment;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect};
use std::collections::{BTreeSet, HashMap};

/// Rows of one chunk.
const CHUNK: usize = 500;

/// Those whom the policy is for on this day: who is here, and stands in one of its units or holds one of its positions.
pub async fn audience(work: &Work, policy: PolicyId) -> Result<BTreeSet<PersonId>> {
    let today = work.today;
    let rows = audience::of(work, policy).await?;
    let here = || {
        let hired = Condition::any().add(person::Column::HiredOn.is_null()).add(person::Column::HiredOn.lte(today));
        let left = Condition::any().add(person::Column::LeftOn.is_null()).add(person::Column::LeftOn.gt(today));
        let ids = work.every::<person::Entity>().filter(hired).filter(left);
        ids.select_only().column(person::Column::Id).into_tuple::<PersonId>().all(work.conn())
    };
    if rows.is_empty() {
        return Ok(BTreeSet::new());
    }
    let here: BTreeSet<PersonId> = here().await?.into_iter().collect();
    if rows.iter().any(|row| row.whom == Whom::Everybody) {
        return Ok(here);
    }
    let mut addressed = BTreeSet::new();
    for row in rows {
        let found: Vec<PersonId> = match (row.unit_id, row.position_id) {
            (Some(unit), _) => {
                let select = work
                    .every::<membership::Entity>()
                    .filter(membership::Column::UnitId.in_subquery(org::below(unit)))
                    .filter(holds(membership::Column::From, membership::Column::To, today));
                select.select_only().column(membership::Column::PersonId).into_tuple().all(work.conn()).await?
            }
            (None, Some(position)) => {
                let select = work
                    .every::<appointment::Entity>()
                    .filter(appointment::Column::PositionId.eq(position))
                    .filter(holds(appointment::Column::From, appointment::Column::To, today));
                select.select_only().column(appointment::Column::PersonId).into_tuple().all(work.conn()).await?
            }
            (None, None) => Vec::new(),
        };
        addressed.extend(found.into_iter().filter(|person| here.contains(person)));
    }
    Ok(addressed)
}

fn holds<C: ColumnTrait>(from: C, to: C, day: chrono::NaiveDate) -> Condition {
    Condition::all()
        .add(Condition::any().add(from.is_null()).add(from.lte(day)))
        .add(Condition::any().add(to.is_null()).add(to.gte(day)))
}

/// Brings up to the day who sees the policy, who is asked to read it, and who is not any more.
pub(crate) async fn bring_up(work: &mut Work, id: PolicyId) -> Result<()> {
    let policy = policy::locked(work, id).await?;
    let editions = edition::of(work, id).await?;
    let chain = rules::to_read(&editions);
    let people = if chain.is_empty() { BTreeSet::new() } else { audience(work, id).await? };
    teams::set(work, policy::Entity::NAME, id.0, &people).await?;
    let last =
        editions.iter().rev().find(|edition| edition.state == edition::State::Replaced).map(|edition| edition.id);
    for edition in &editions {
        // With the one before, so that everybody can see what changed.
        let open = edition.state.counts() || last == Some(edition.id);
        let seen = if open { people.clone() } else { BTreeSet::new() };
        teams::set(work, edition::Entity::NAME, edition.id.0, &seen).await?;
    }
    let asked = if policy.confirm { people } else { BTreeSet::new() };
    ask(work, &policy, &editions, &chain, &asked).await
}

async fn ask(
    work: &mut Work,
    policy: &policy::Model,
    editions: &[edition::Model],
    chain: &[EditionId],
    people: &BTreeSet<PersonId>,
) -> Result<()> {
    use acknowledgement::{Column, Entity};
    let rows = work.every::<Entity>().filter(Column::PolicyId.eq(policy.id)).all(work.conn()).await?;
    let known: Vec<Row> = rows
        .iter()
        .map(|row| Row { id: row.id, person: row.person_id, edition: row.edition_id, state: row.state })
        .collect();
    let chain: &[EditionId] = if people.is_empty() { &[] } else { chain };
    let steps = rules::steps(people, chain, &known);
    let mut held: HashMap<AcknowledgementId, acknowledgement::Model> =
        rows.into_iter().map(|row| (row.id, row)).collect();
    for id in steps.lapse {
        let Some(row) = held.remove(&id) else { continue };
        inbox::settle(work, Kind::Read, policy::Entity::NAME, policy.id.0, row.person_id.0).await?;
        work.update::<Entity>(row, |row| row.state = State::Lapsed).await?;
    }
    let Some(latest) = chain.first().and_then(|id| editions.iter().find(|edition| edition.id == *id)) else {
        return Ok(());
    };
    let (today, due_on) = (work.today, rules::due(work.today, policy.days_to_read(), latest.from));
    let mut told = Vec::new();
    for id in steps.open {
        let Some(row) = held.remove(&id) else { continue };
        // Who comes back is told again.
        told.push((row.person_id, format!("read:{}:{}:{}", latest.id, row.person_id, row.version)));
        let back = row.state == State::Lapsed;
        work.update::<Entity>(row, |row| {
            (row.edition_id, row.name, row.state) = (latest.id, latest.name.clone(), State::Asked);
            if back {
                (row.asked_on, row.due_on, row.reminded_on) = (today, due_on, None);
            }
        })
        .await?;
    }
    for people in steps.ask.chunks(CHUNK) {
        let made = people.iter().map(|person| record::of_row::<Entity>(&asked(work, policy, latest, *person, due_on)));
        let created = made.collect::<Result<Vec<_>>>()?;
        work.write_batch(Entity::NAME, Batch { created, changed: Vec::new() }).await?;
        told.extend(people.iter().map(|person| (*person, format!("read:{}:{person}", latest.id))));
    }
    if crate::is_news(work) {
        for (person, key) in told {
            tell(work, policy.id, person, &key).await?;
        }
    }
    Ok(())
}

fn asked(
    work: &Work,
    policy: &policy::Model,
    edition: &edition::Model,
    person: PersonId,
    due_on: chrono::NaiveDate,
) -> acknowledgement::Model {
    acknowledgement::Model {
        id: AcknowledgementId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: serde_json::json!({}),
        person_id: person,
        policy_id: policy.id,
        edition_id: edition.id,
        name: edition.name.clone(),
        state: State::Asked,
        asked_on: work.today,
        due_on,
        acknowledged_at: None,
        reminded_on: None,
        reminders: 0,
    }
}

/// Somebody finds the policy in their inbox; once for each key.
pub(crate) async fn tell(work: &Work, policy: PolicyId, person: PersonId, key: &str) -> Result<()> {
    let news = News {
        reader: person.0,
        kind: Kind::Read,
        noun: policy::Entity::NAME.to_owned(),
        row: policy.0,
        about: None,
        by: work.actor.person,
        key: key.to_owned(),
    };
    inbox::tell(work, news).await
}
