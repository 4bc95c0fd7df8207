//! The headcount board: units, positions, what is planned and what is there, month by month.

use crate::{
    appointment,
    headcount::{self, Total},
    headcount_plan,
    position::{self, PositionId},
};
use chrono::NaiveDate;
use kernel::{Actor, House, Result};
use org::{
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// Months of the course before the one that is looked at, and all together.
const BEFORE: u32 = 5;
const MONTHS: u32 = 12;

#[derive(Debug, Serialize)]
pub struct Board {
    pub month: NaiveDate,
    /// The day on which the month is looked at.
    pub on: NaiveDate,
    /// As they stand today, by name, to be drawn as a tree.
    pub units: Vec<Unit>,
    pub positions: Vec<Position>,
    pub cells: Vec<Cell>,
    pub course: Vec<Month>,
}

#[derive(Debug, Serialize)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    pub parent_id: Option<UnitId>,
}

#[derive(Debug, Serialize)]
pub struct Position {
    pub id: PositionId,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Cell {
    pub unit_id: Uuid,
    pub position_id: Uuid,
    pub planned: Value,
    pub actual: Value,
    pub vacant: Value,
    pub over: Value,
}

#[derive(Debug, Serialize)]
pub struct Month {
    pub month: NaiveDate,
    pub planned: Value,
    pub actual: Value,
    pub vacant: Value,
    pub over: Value,
}

pub async fn board(house: &House, actor: &Actor, month: NaiveDate) -> Result<Board> {
    let reader = house.reader(actor);
    for noun in ["headcount_plans", "appointments"] {
        reader.scope(house.registry.known(noun)?, "read")?;
    }
    let plans = reader.visible::<headcount_plan::Entity>().all(reader.conn).await?;
    let held = reader.visible::<appointment::Entity>().all(reader.conn).await?;
    let left: Vec<(PersonId, Option<NaiveDate>)> = reader
        .visible::<person::Entity>()
        .filter(person::Column::LeftOn.is_not_null())
        .select_only()
        .columns([person::Column::Id, person::Column::LeftOn])
        .into_tuple()
        .all(reader.conn)
        .await?;
    let gone: HashMap<PersonId, NaiveDate> =
        left.into_iter().filter_map(|(person, last)| Some((person, last?))).collect();
    let today = house.today();
    let on = headcount::looked_at(month, today);
    let cells = headcount::on(on, &plans, &held, &gone);
    let course = headcount::months(month, BEFORE, MONTHS).into_iter().map(|month| {
        let Total { planned, actual, vacant, over } =
            headcount::total(headcount::on(headcount::looked_at(month, today), &plans, &held, &gone).values());
        Month {
            month,
            planned: planned.number(),
            actual: actual.number(),
            vacant: vacant.number(),
            over: over.number(),
        }
    });
    let named: BTreeSet<PositionId> = cells.keys().map(|(_, position)| *position).collect();
    let positions = reader.visible::<position::Entity>().filter(position::Column::Id.is_in(named));
    let positions = positions.order_by_asc(position::Column::Name).all(reader.conn).await?;
    let units = reader.visible::<unit::Entity>().order_by_asc(unit::Column::Position);
    let units = units.order_by_asc(unit::Column::Name).all(reader.conn).await?;
    Ok(Board {
        month: crate::rules::month(month),
        on,
        units: units.into_iter().map(|unit| Unit { id: unit.id, name: unit.name, parent_id: unit.parent_id }).collect(),
        positions: positions.into_iter().map(|position| Position { id: position.id, name: position.name }).collect(),
        course: course.collect(),
        cells: cells
            .into_iter()
            .map(|((unit, position), cell)| Cell {
                unit_id: unit.0,
                position_id: position.0,
                planned: cell.planned.number(),
                actual: cell.actual.number(),
                vacant: cell.vacant().number(),
                over: cell.over().number(),
            })
            .collect(),
    })
}
