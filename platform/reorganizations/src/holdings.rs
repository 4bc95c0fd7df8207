//! What somebody holds: what has to be handed over before they leave or move, so that nothing is orphaned.

use approvals::{decision, request};
use kernel::{Actor, Filter, House, Result, list::Query};
use org::{
    handing,
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;

/// Rows are those that the reader may see.
#[derive(Debug, Serialize)]
pub struct Holdings {
    pub person: PersonId,
    pub rows: Vec<Rows>,
    /// Units that they lead.
    pub units: Vec<Led>,
    /// Who reports to them by a line of their own or through a unit that they lead.
    pub reports: i64,
    /// What waits for their decision.
    pub to_decide: Vec<Waiting>,
    /// What they have asked for and is not decided.
    pub asked_for: Vec<Waiting>,
}

#[derive(Debug, Serialize)]
pub struct Rows {
    pub noun: &'static str,
    pub count: i64,
    /// The list of them, as a filter.
    pub filter: Value,
}

#[derive(Debug, Serialize)]
pub struct Led {
    pub id: UnitId,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Waiting {
    pub id: Uuid,
    pub name: String,
}

pub async fn of(house: &House, actor: &Actor, person: PersonId) -> Result<Holdings> {
    let reader = house.reader(actor);
    reader.find::<person::Entity>(person.0).await?;
    let mut rows = Vec::new();
    for noun in handing::nouns(house).filter(|noun| actor.reach(noun.name, "read").is_some()) {
        let Some(filter) = handing::held(noun, person)? else { continue };
        let query = Query { filter: Some(Filter::parse(&filter.to_string())?), ..Query::default() };
        rows.push(Rows { noun: noun.name, count: reader.count(noun, &query).await?, filter });
    }
    let units =
        reader.visible::<unit::Entity>().filter(unit::Column::LeaderId.eq(person)).order_by_asc(unit::Column::Name);
    let units: Vec<(UnitId, String)> =
        units.select_only().columns([unit::Column::Id, unit::Column::Name]).into_tuple().all(reader.conn).await?;
    let reports = reader
        .visible::<person::Entity>()
        .filter(Condition::all().add(person::Column::ManagerId.eq(person)).add(person::Column::Active.eq(true)));
    let reports: Vec<PersonId> = reports.select_only().column(person::Column::Id).into_tuple().all(reader.conn).await?;
    let open = reader
        .visible::<decision::Entity>()
        .filter(decision::Column::PersonId.eq(person))
        .filter(decision::Column::State.eq(decision::State::Open));
    let open: Vec<request::RequestId> =
        open.select_only().column(decision::Column::ApprovalId).into_tuple().all(reader.conn).await?;
    let waiting = |which: Condition| {
        let select = reader.visible::<request::Entity>().filter(which);
        select.filter(request::Column::State.is_in([request::State::Waiting, request::State::Returned]))
    };
    let named = |rows: Vec<request::Model>| {
        rows.into_iter().map(|row| Waiting { id: row.id.0, name: row.name }).collect::<Vec<_>>()
    };
    let to_decide = waiting(Condition::all().add(request::Column::Id.is_in(open))).all(reader.conn).await?;
    let asked_for = waiting(Condition::all().add(request::Column::RequesterId.eq(person))).all(reader.conn).await?;
    Ok(Holdings {
        person,
        rows,
        units: units.into_iter().map(|(id, name)| Led { id, name }).collect(),
        reports: i64::try_from(reports.len()).unwrap_or(i64::MAX),
        to_decide: named(to_decide),
        asked_for: named(asked_for),
    })
}
