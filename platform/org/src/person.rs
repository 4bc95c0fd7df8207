//! Somebody who works, or worked, here.

use crate::{
    events::PersonLeft,
    membership, places, reporting_line, rules,
    span::Span,
    station,
    tree::Tree,
    unit::{self, UnitId},
};
use chrono::NaiveDate;
use kernel::{Batch, BoxFuture, Change, Origin, Resource, Result, Work, Wrote, record};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(PersonId of "people");

/// Somebody who works here, or did: they own accounts and deals, lead units, and may sign in.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "people")]
#[resource(label = "Person", plural = "People", title = "name", group = "organization", icon = "user")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Given name", group = "details")]
    pub given_name: Option<String>,
    #[field(label = "Family name", group = "details")]
    pub family_name: Option<String>,
    #[field(label = "Title", list, search)]
    pub title: Option<String>,
    /// Their main unit of today; of somebody who left, the last one. A change counts from today; use Move for another
    /// day.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    /// Whom they report to today: their own reporting line, else the leader of their unit.
    #[field(label = "Manager", list, read_only)]
    pub manager_id: Option<PersonId>,
    #[field(label = "E-mail", list, search, personal, kind = "Email")]
    pub email: Option<String>,
    #[field(label = "Phone", personal, kind = "Phone")]
    pub phone: Option<String>,
    #[field(label = "Employee number", search, unique)]
    pub employee_number: Option<String>,
    /// Their first day.
    #[field(label = "Hired on", group = "details")]
    pub hired_on: Option<NaiveDate>,
    /// Their last day.
    #[field(label = "Left on", group = "details")]
    pub left_on: Option<NaiveDate>,
    /// Who takes over what they held.
    #[field(label = "Successor", group = "details", read_only)]
    pub successor_id: Option<PersonId>,
    /// Still here.
    #[field(label = "Active", list, read_only, default = true)]
    pub active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// On their last day somebody hands over: they no longer count as here.
pub(crate) fn is_active(left_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    left_on.is_none_or(|last| last > today)
}

/// Makes others who write about these people wait. SQLite has one writer anyway.
pub async fn lock(work: &Work, people: &[PersonId]) -> Result<()> {
    for chunk in people.chunks(1000) {
        // In order, so that two who lock the same people do not wait for each other.
        let select = work.every::<Entity>().filter(Column::Id.is_in(chunk.iter().copied()));
        let ids = select.select_only().column(Column::Id).order_by_asc(Column::Id).lock_exclusive();
        ids.into_tuple::<PersonId>().all(work.conn()).await?;
    }
    Ok(())
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        after.active = is_active(after.left_on, work.today);
        if let (Some(hired), Some(left)) = (after.hired_on, after.left_on)
            && left < hired
        {
            return Err(rules::LEFT_BEFORE_HIRED.into());
        }
        let unit_before = change.before.and_then(|before| before.unit_id);
        if unit_before.is_some() && after.unit_id.is_none() && !station::deriving(work) {
            return Err(rules::KEEPS_UNIT.into());
        }
        if let Some(unit) = after.unit_id.filter(|_| unit_before != after.unit_id && !station::deriving(work)) {
            let tree = Tree::of(work).await?;
            let line = match change.before {
                None => None,
                // An import moves thousands: whom they reported to tells whether they have a line of their own, and
                // the stations, asked for together behind the write, mend what it does not tell.
                Some(before) if work.actor.origin == Origin::Import => {
                    let led = unit_before.and_then(|unit| tree.manager(after.id, unit));
                    before.manager_id.filter(|_| before.manager_id != led)
                }
                Some(_) => {
                    let lines = reporting_line::of(work, &[after.id]).await?.into_iter();
                    lines.filter(|line| line.span().holds(work.today)).map(|line| line.manager_id).next()
                }
            };
            after.manager_id = line.or(tree.manager(after.id, unit));
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let mut standing = Vec::new();
        let mut arrived = Vec::new();
        let mut moved = Vec::new();
        let mut leaving = Vec::new();
        let mut left = Vec::new();
        for row in wrote {
            let before = row.before.map(record::to_row::<Entity>).transpose()?;
            let Some(after) = row.after.map(record::to_row::<Entity>).transpose()? else {
                places::forget(work, before.map(|before| before.id)).await?;
                continue;
            };
            let unit_before = before.as_ref().and_then(|before| before.unit_id);
            if unit_before != after.unit_id {
                standing.push(after.id);
                if let Some(unit) = after.unit_id.filter(|_| !station::deriving(work)) {
                    match &before {
                        None => arrived.push(membership::Model::new(
                            work,
                            after.id,
                            unit,
                            Span::new(after.hired_on, after.left_on),
                        )),
                        Some(_) => moved.push((after.id, unit, after.hired_on)),
                    }
                }
            }
            if let (Some(before), Some(on)) = (&before, after.left_on) {
                if before.left_on != after.left_on {
                    leaving.push((after.id, on));
                }
                if before.active && !after.active && !work.takes_back() {
                    left.push(PersonLeft { person: after.id, successor: after.successor_id, on });
                }
            }
        }
        places::stand(work, &standing).await?;
        if !arrived.is_empty() {
            let created = arrived.iter().map(record::of_row::<membership::Entity>).collect::<Result<_>>()?;
            let was = station::begin_deriving(work);
            let done = work.write_batch("memberships", Batch { created, changed: Vec::new() }).await;
            station::end_deriving(work, was);
            done?;
        }
        membership::turn_today(work, moved).await?;
        for (person, on) in leaving {
            membership::end(work, person, on).await?;
            reporting_line::end(work, person, on).await?;
        }
        for event in left {
            hand_over_units(work, &event).await?;
            if let Some(successor) = event.successor {
                crate::handing::hand_over_all(work, event.person, successor).await?;
            }
            work.announce("people", event.person.0, event).await?;
        }
        Ok(())
    })
}

/// Units do not go on being led by somebody who is not here.
async fn hand_over_units(work: &mut Work, event: &PersonLeft) -> Result<()> {
    let led = work.every::<unit::Entity>().filter(unit::Column::LeaderId.eq(event.person)).all(work.conn()).await?;
    // Who goes today has handed over by tonight; who went earlier, on the day after.
    let after = event.on.succ_opt().unwrap_or(event.on).min(work.today);
    for unit in led {
        crate::unit_term::turn(work, &unit, Some(after), |node| node.leader = event.successor).await?;
    }
    Ok(())
}
