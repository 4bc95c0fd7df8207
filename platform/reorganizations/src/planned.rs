//! One move of a reorganization.

use crate::{
    reorganization::{self, ReorganizationId},
    rules::{self, Given},
    titling,
};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work, Wrote, record};
use org::{
    person::PersonId,
    unit::{UnitId, UnitKind},
};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

kernel::id!(MoveId of "reorganization_moves");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "New unit", tone = "green")]
    NewUnit,
    #[choice(label = "Unit moves", tone = "cyan")]
    MoveUnit,
    #[choice(label = "Person moves", tone = "blue")]
    MovePerson,
    #[choice(label = "Leader changes", tone = "purple")]
    ChangeLeader,
    #[choice(label = "Rows change hands", tone = "gold")]
    HandOver,
    #[choice(label = "Unit closes", tone = "red")]
    CloseUnit,
}

/// Somebody or something goes from one place to another on the day of the reorganization.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "reorganization_moves")]
#[resource(label = "Planned move", plural = "Planned moves", title = "title", group = "", icon = "swap")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MoveId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Reorganization", follows)]
    pub reorganization_id: ReorganizationId,
    /// Moves are made in this order.
    #[field(label = "Position", list, default = 0)]
    pub position: i64,
    #[field(label = "Kind", list)]
    pub kind: Kind,
    /// Who or what goes where, when it was planned.
    #[field(label = "Title", search, read_only)]
    pub title: Option<String>,
    /// Of a new unit.
    #[field(label = "Name", search)]
    pub name: Option<String>,
    /// Of a new unit.
    #[field(label = "Kind of unit")]
    pub unit_kind: Option<UnitKind>,
    /// The unit that moves, closes, or is led by somebody else.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    /// Who moves, who leads from then on, or whose rows change hands.
    #[field(label = "Person", list)]
    pub person_id: Option<PersonId>,
    /// Where to.
    #[field(label = "To unit", list)]
    pub to_unit_id: Option<UnitId>,
    /// Where to, where that unit is made by another move of the same reorganization.
    #[field(label = "To new unit")]
    pub to_new_id: Option<MoveId>,
    /// Whoever has the rows from then on.
    #[field(label = "To person", list)]
    pub to_person_id: Option<PersonId>,
    /// Only rows of this kind change hands; left empty, all that somebody holds.
    #[field(label = "Rows of kind")]
    pub row_noun: Option<String>,
    /// Only this row changes hands.
    #[field(label = "Row")]
    pub row_id: Option<Uuid>,
    #[field(label = "Note")]
    pub note: Option<String>,
    /// The unit that it made.
    #[field(label = "Made", read_only)]
    pub made_id: Option<UnitId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn given(&self) -> Given {
        Given {
            name: self.name.as_deref().is_some_and(|name| !name.trim().is_empty()),
            unit_kind: self.unit_kind.is_some(),
            unit: self.unit_id.is_some(),
            person: self.person_id.is_some(),
            to_unit: self.to_unit_id.is_some(),
            to_new: self.to_new_id.is_some(),
            to_person: self.to_person_id.is_some(),
            row_noun: self.row_noun.is_some(),
            row: self.row_id.is_some(),
        }
    }
}

/// The moves of a reorganization, in their order.
pub(crate) async fn of(work: &Work, reorganization: ReorganizationId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::ReorganizationId.eq(reorganization));
    Ok(select.order_by_asc(Column::Position).order_by_asc(Column::Id).all(work.conn()).await?)
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() || before.is_some_and(|before| before.made_id != after.made_id) {
            return Ok(());
        }
        if before.is_some_and(|before| before.reorganization_id != after.reorganization_id) {
            return Err(rules::ELSEWHERE.into());
        }
        rules::whole(after.kind, &after.given())?;
        if after.kind == Kind::HandOver && after.person_id.is_some() && after.person_id == after.to_person_id {
            return Err(rules::SAME_PERSON.into());
        }
        if let Some(noun) = &after.row_noun {
            let house = work.house.clone();
            if house.registry.noun(noun).is_none_or(|noun| noun.held.is_none()) {
                return Err(rules::NOT_HELD.into());
            }
        }
        let plan = reorganization::locked(work, after.reorganization_id).await?;
        if !plan.state.open() {
            return Err(rules::DECIDED.into());
        }
        after.title = Some(titling::of(work, after).await?);
        if before.is_none() && after.position == 0 {
            after.position = of(work, plan.id).await?.last().map_or(0, |last| last.position) + 1;
        }
        Ok(())
    })
}

/// The reorganization tells that it is another one now: whoever was about to approve it looks again.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() {
            return Ok(());
        }
        let mut touched = BTreeSet::new();
        for Wrote { before, after } in wrote {
            let before = before.map(record::to_row::<Entity>).transpose()?;
            let after = after.map(record::to_row::<Entity>).transpose()?;
            // Asked behind the write, because rows of one chunk do not see each other before it.
            if let Some((row, new)) = after.as_ref().and_then(|row| row.to_new_id.map(|new| (row, new))) {
                let new = work.every::<Entity>().filter(Column::Id.eq(new)).one(work.conn()).await?;
                let fits = |new: &Model| new.kind == Kind::NewUnit && new.reorganization_id == row.reorganization_id;
                if !new.as_ref().is_some_and(fits) {
                    return Err(rules::NO_NEW_UNIT.into());
                }
            }
            let made = before.as_ref().and_then(|row| row.made_id) != after.as_ref().and_then(|row| row.made_id);
            if !made {
                touched.extend(before.or(after).map(|row| row.reorganization_id));
            }
        }
        for id in touched {
            // It may be gone with its moves.
            let plan = work.every::<reorganization::Entity>().filter(reorganization::Column::Id.eq(id));
            let Some(plan) = plan.one(work.conn()).await? else { continue };
            if !plan.state.open() {
                return Err(rules::DECIDED.into());
            }
            let moves = i64::try_from(of(work, id).await?.len()).unwrap_or(i64::MAX);
            work.update::<reorganization::Entity>(plan, |plan| {
                plan.moves = moves;
                plan.revision += 1;
            })
            .await?;
        }
        Ok(())
    })
}
