//! A risk: what may come in the way, how likely, how bad, and what is done about it.

use crate::{
    initiative::{self, InitiativeId},
    keeping, rules,
};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(RiskId of "initiative_risks");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Open", tone = "gold")]
    Open,
    /// It has come true.
    #[choice(label = "Occurred", tone = "red")]
    Occurred,
    /// It cannot come true any more.
    #[choice(label = "Averted", tone = "green")]
    Averted,
    /// It may come true, and nothing is done about it.
    #[choice(label = "Accepted", tone = "default")]
    Accepted,
}

/// What may come in the way of an initiative: how likely and how bad from 1 to 5, by what one sees it coming, and the
/// safeguard.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "initiative_risks")]
#[resource(label = "Risk", plural = "Risks", title = "what", group = "", icon = "safety")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RiskId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Initiative", list, follows)]
    pub initiative_id: InitiativeId,
    /// What may happen.
    #[field(label = "Risk", list, search)]
    pub what: String,
    /// 1 hardly ever, 5 almost certain.
    #[field(label = "Likelihood", list, range = "1..=5")]
    pub likelihood: i64,
    /// 1 hardly felt, 5 the initiative fails.
    #[field(label = "Effect", list, range = "1..=5")]
    pub effect: i64,
    /// Likelihood times effect.
    #[field(label = "Score", list, read_only)]
    pub score: Option<i64>,
    /// What is done so that it does not happen, or does not hurt.
    #[field(label = "Safeguard", kind = "LongText")]
    pub safeguard: Option<String>,
    /// By what one sees that it comes true.
    #[field(label = "Trigger")]
    pub trigger: Option<String>,
    /// Who watches it; left empty, the owner of the initiative.
    #[field(label = "Owner", list)]
    pub owner_id: Option<PersonId>,
    #[field(label = "State", list, default = "open")]
    pub state: State,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_some_and(|before| before.initiative_id != after.initiative_id) {
            return Err(rules::OTHER_INITIATIVE.into());
        }
        if after.owner_id.is_none() {
            let initiative = work.fetch::<initiative::Entity>(after.initiative_id.0).await?;
            after.owner_id = Some(initiative.owner_id);
        }
        after.score = Some(after.likelihood * after.effect);
        Ok(())
    })
}

/// Whoever watches it sees the initiative.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let was = before.as_ref().and_then(|row| row.owner_id);
        let is = after.as_ref().and_then(|row| row.owner_id);
        match after.or(before) {
            Some(row) if was != is => keeping::initiative_team(work, row.initiative_id).await,
            _ => Ok(()),
        }
    })
}
