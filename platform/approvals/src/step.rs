//! A step of an edition: who is asked, how many of them have to agree, and what happens when nobody answers.

use crate::{
    edition::{self, EditionId},
    flow, rules,
};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Tags, Work};
use positions::position::PositionId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(StepId of "approval_steps");

/// Who is asked, after whom.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "approval_steps")]
#[resource(label = "Step of a flow", plural = "Steps of flows", title = "name", group = "", icon = "step-forward")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StepId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Edition", follows)]
    pub edition_id: EditionId,
    #[field(label = "Name", list)]
    pub name: String,
    #[field(label = "Place", list, default = 1, range = "1..=99")]
    pub place: i64,
    #[field(label = "Who is asked", list, default = "superior")]
    pub who: Who,
    /// Ids of people, where they are named.
    #[field(label = "People", group = "who")]
    pub people: Option<Tags>,
    /// Whoever holds it on the day, nearest to the asker first.
    #[field(label = "Position", group = "who")]
    pub position_id: Option<PositionId>,
    /// The name of a role of users.
    #[field(label = "Role", group = "who")]
    pub role: Option<String>,
    /// Of those who may approve things of this kind, the nearest to the asker.
    #[field(label = "Authority over", group = "who")]
    pub kind: Option<authority::Kind>,
    /// The field that says whose unit it is, a row's that is referred to included: list_id.unit_id. Empty: the asker's.
    #[field(label = "Unit from", group = "who")]
    pub unit_field: Option<String>,
    /// The field that says the amount; form. stands before one of the verb's form.
    #[field(label = "Amount from", group = "who")]
    pub amount_field: Option<String>,
    /// The field that says the percentage.
    #[field(label = "Percentage from", group = "who")]
    pub percentage_field: Option<String>,
    /// How far up: 1 is the direct superior, or the asker's own unit.
    #[field(label = "Level", group = "who", range = "1..=10")]
    pub level: Option<i64>,
    #[field(label = "How many agree", list, default = "any")]
    pub mode: Mode,
    /// The step is taken only where this is true; empty: always.
    #[field(label = "Condition", group = "limits")]
    pub condition: Option<Json>,
    /// Working days to answer in; empty: as long as it takes.
    #[field(label = "Days to answer", group = "limits", range = "1..=60")]
    pub days: Option<i64>,
    #[field(label = "When time is up", group = "limits", default = "remind")]
    pub late: Late,
    /// Ids of people who are told, without being asked.
    #[field(label = "Copy to", group = "limits")]
    pub copies: Option<Tags>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Who {
    #[choice(label = "Superior")]
    Superior,
    #[choice(label = "Superiors up to a level")]
    Superiors,
    #[choice(label = "Head of the unit")]
    UnitHead,
    #[choice(label = "People by name")]
    People,
    #[choice(label = "Holders of a position")]
    Position,
    #[choice(label = "Users with a role")]
    Role,
    #[choice(label = "Who has the authority")]
    Authority,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[choice(label = "Any one of them")]
    Any,
    #[choice(label = "All of them")]
    All,
    #[choice(label = "One after the other")]
    Sequence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Late {
    #[choice(label = "Remind")]
    Remind,
    #[choice(label = "Pass on to the superior")]
    Escalate,
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        let edition = work.fetch::<edition::Entity>(after.edition_id.0).await?;
        if edition.state != edition::State::Draft {
            return Err(rules::EDITION_KEPT.into());
        }
        if change.before.is_some_and(|before| before.edition_id != after.edition_id) {
            return Err(rules::OTHER_FLOW.into());
        }
        rules::named(after)?;
        let flow = work.fetch::<flow::Entity>(edition.flow_id.0).await?;
        let house = work.house.clone();
        rules::worth(&house.registry, &flow.noun, &flow.act, after)?;
        rules::condition(&house, &flow.noun, &flow.act, after.condition.as_ref(), "condition")
    })
}

/// A step of an edition that was in force stays with it.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (Some(before), None) = (before, after) else { return Ok(()) };
        let edition = work.every::<edition::Entity>().filter(edition::Column::Id.eq(before.edition_id));
        match edition.one(work.conn()).await? {
            Some(edition) if edition.state != edition::State::Draft && !work.takes_back() => {
                Err(rules::EDITION_KEPT.into())
            }
            _ => Ok(()),
        }
    })
}
