//! What waits for the reader to be signed, and what they wait for.

use crate::{
    agreement::{self, Column, State},
    chasing, kpi,
    whole::{Named, label},
    words::unit_of,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Quantity, Resource, Result, metric::Unit};
use org::person::PersonId;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

#[derive(Debug, Serialize)]
pub struct ToSign {
    /// What is due first stands first.
    pub open: Vec<Paper>,
    /// The reader has signed it, or asked for it, and the other side has not.
    pub waiting: Vec<Paper>,
    /// The company's.
    pub currency: &'static str,
    pub today: NaiveDate,
}

/// What it takes to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The party answers.
    Sign,
    /// The superior signs.
    Countersign,
    /// The superior amends or withdraws what is disputed.
    Settle,
}

/// An agreement that is not signed by both.
#[derive(Debug, Serialize)]
pub struct Paper {
    pub id: Uuid,
    pub name: String,
    pub edition: i64,
    pub state: State,
    pub state_label: String,
    pub step: Step,
    pub party: Option<Named>,
    pub superior: Option<Named>,
    pub unit: Option<Named>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// In the unit of the first KPI.
    pub base: Option<Value>,
    pub measure: Unit,
    pub news: Option<String>,
    /// By when the step should be done.
    pub due_on: Option<NaiveDate>,
    pub reminders: i64,
}

fn step(state: State) -> Option<Step> {
    match state {
        State::Issued => Some(Step::Sign),
        State::Accepted | State::Reserved => Some(Step::Countersign),
        State::Disputed => Some(Step::Settle),
        State::Draft | State::Countersigned | State::InForce | State::Replaced | State::Ended | State::Withdrawn => {
            None
        }
    }
}

/// # Errors
/// Where the reader reads no agreements.
pub async fn of(house: &House, actor: &Actor) -> Result<ToSign> {
    let reader = house.reader(actor);
    reader.scope(house.registry.known(agreement::Entity::NAME)?, "read")?;
    let currency = house.company().currency.code();
    let mut told = ToSign { open: Vec::new(), waiting: Vec::new(), currency, today: house.today() };
    let Some(me) = actor.person.map(PersonId) else { return Ok(told) };
    let mine = [Column::PartyId, Column::SuperiorId, Column::IssuedById];
    let mine = mine.into_iter().fold(Condition::any(), |any, column| any.add(column.eq(me)));
    let unsigned = [State::Issued, State::Accepted, State::Reserved, State::Disputed];
    let rows = reader.visible::<agreement::Entity>().filter(Column::State.is_in(unsigned)).filter(mine);
    let rows = rows.order_by_asc(Column::Id).all(reader.conn).await?;
    let kpis = reader.visible::<kpi::Entity>();
    let kpis = kpis.filter(kpi::Column::AgreementId.is_in(rows.iter().map(|row| row.id)));
    let kpis = kpis.order_by_asc(kpi::Column::Place).order_by_asc(kpi::Column::Id).all(reader.conn).await?;
    let people = rows.iter().flat_map(|row| [Some(row.party_id), row.superior_id]).flatten();
    let people: BTreeSet<Uuid> = people.map(|person| person.0).collect();
    let people = reader.titles(house.registry.known("people")?, people).await?;
    let units: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.unit_id).map(|unit| unit.0).collect();
    let units = reader.titles(house.registry.known("units")?, units).await?;
    let person = |id: PersonId| people.get(&id.0).map(|name| Named { id: id.0, name: name.to_string() });
    for row in &rows {
        let Some(step) = step(row.state) else { continue };
        let main = kpis.iter().find(|kpi| kpi.agreement_id == row.id && kpi.target.is_some());
        let paper = Paper {
            id: row.id.0,
            name: row.name.clone(),
            edition: row.edition,
            state: row.state,
            state_label: label(house, actor, agreement::Entity::NAME, "state", &row.state),
            step,
            party: person(row.party_id),
            superior: row.superior_id.and_then(person),
            unit: row.unit_id.and_then(|unit| {
                let name = units.get(&unit.0)?.to_string();
                Some(Named { id: unit.0, name })
            }),
            from: row.from,
            to: row.to,
            base: row.base.map(Quantity::number),
            measure: unit_of(house, main.and_then(|kpi| kpi.metric.as_deref())),
            news: row.news.clone(),
            due_on: chasing::due(house, row),
            reminders: row.reminders,
        };
        let turn = match step {
            Step::Sign => Some(row.party_id),
            Step::Countersign | Step::Settle => row.superior_id,
        };
        if turn == Some(me) { told.open.push(paper) } else { told.waiting.push(paper) }
    }
    for papers in [&mut told.open, &mut told.waiting] {
        papers.sort_by_key(|paper| (paper.due_on.is_none(), paper.due_on, paper.id));
    }
    Ok(told)
}
