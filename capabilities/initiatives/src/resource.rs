//! A resource: money, promotion, people or something else that is asked for and granted.

use crate::{keeping, path::PathId, rules};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Currency, Minor, Quantity, Resource, Result, Work};
use org::{
    person::{self, PersonId},
    unit::UnitId,
};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ResourceId of "initiative_resources");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Budget", tone = "gold")]
    Budget,
    #[choice(label = "Promotion", tone = "purple")]
    Promotion,
    #[choice(label = "People", tone = "blue")]
    People,
    #[choice(label = "Other", tone = "default")]
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Asked for", tone = "gold")]
    Asked,
    #[choice(label = "Granted", tone = "green")]
    Granted,
    /// What is left of it is free for others.
    #[choice(label = "Given back", tone = "default")]
    Released,
}

/// Money, promotion, people or something else that initiatives need: how much, when, whether it is granted, and what was
/// used of it. It may serve several initiatives, or a path directly.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "initiative_resources")]
#[resource(label = "Resource", plural = "Resources", title = "name", group = "plan", icon = "dollar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResourceId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Kind", list)]
    pub kind: Kind,
    /// Whoever asks for it and answers for its use.
    #[field(label = "Owner", list, owner)]
    pub owner_id: PersonId,
    /// Whose it is; left empty, the owner's unit.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    /// Where it serves a path directly, and no single initiative.
    #[field(label = "Path", list)]
    pub path_id: Option<PathId>,
    #[field(label = "State", list, read_only, default = "asked")]
    pub state: State,
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    #[field(label = "Notes", kind = "LongText")]
    pub notes: Option<String>,

    #[field(label = "Amount", list, group = "size")]
    pub amount: Option<Minor>,
    /// Full-time people; half a person is 0.5.
    #[field(label = "Headcount", list, group = "size")]
    pub heads: Option<Quantity>,
    #[field(label = "Quantity", group = "size")]
    pub quantity: Option<Quantity>,
    /// What the quantity counts: samples, booths, licences.
    #[field(label = "Measured in", group = "size")]
    pub measure: Option<String>,
    #[field(label = "Currency", group = "size")]
    pub currency: Currency,

    #[field(label = "Granted amount", list, read_only, group = "granted")]
    pub granted_amount: Option<Minor>,
    #[field(label = "Granted headcount", read_only, group = "granted")]
    pub granted_heads: Option<Quantity>,
    #[field(label = "Granted on", read_only, group = "granted")]
    pub granted_on: Option<NaiveDate>,
    #[field(label = "Granted by", read_only, group = "granted")]
    pub granted_by_id: Option<PersonId>,
    #[field(label = "Note of who granted it", read_only, group = "granted", kind = "LongText")]
    pub granted_note: Option<String>,

    /// What was spent so far.
    #[field(label = "Used amount", list, group = "used")]
    pub used_amount: Option<Minor>,
    #[field(label = "Used headcount", group = "used")]
    pub used_heads: Option<Quantity>,
    #[field(label = "Used quantity", group = "used")]
    pub used_quantity: Option<Quantity>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What was granted: where any of it changes, it is asked for anew.
    fn asked(&self) -> (Kind, Option<Minor>, Option<Quantity>, Option<Quantity>, Currency) {
        (self.kind, self.amount, self.heads, self.quantity, self.currency)
    }

    /// Whether more was used than was granted, or asked for where nothing was.
    pub fn overdrawn(&self) -> bool {
        let over = |used: Option<i64>, of: Option<i64>| used.zip(of).is_some_and(|(used, of)| used > of);
        let amount = self.granted_amount.or(self.amount).map(|amount| amount.0);
        let heads = self.granted_heads.or(self.heads).map(|heads| heads.0);
        over(self.used_amount.map(|used| used.0), amount)
            || over(self.used_heads.map(|used| used.0), heads)
            || over(self.used_quantity.map(|used| used.0), self.quantity.map(|quantity| quantity.0))
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        after.name = after.name.trim().to_owned();
        if let (Some(from), Some(to)) = (after.from, after.to) {
            rules::span(from, to)?;
        }
        rules::told(after.kind, after.amount, after.heads, after.quantity)?;
        for (used, field) in [
            (after.used_amount.map(|used| used.0), "used_amount"),
            (after.used_heads.map(|used| used.0), "used_heads"),
            (after.used_quantity.map(|used| used.0), "used_quantity"),
        ] {
            if used.is_some_and(|used| used < 0) {
                return Err(rules::BELOW_ZERO.on(field).into());
            }
        }
        let changed = before.is_some_and(|before| before.asked() != after.asked());
        if changed && after.state == State::Granted && !work.takes_back() {
            after.state = State::Asked;
            (after.granted_amount, after.granted_heads, after.granted_note) = (None, None, None);
            (after.granted_on, after.granted_by_id) = (None, None);
        }
        if after.unit_id.is_none() {
            after.unit_id = work.fetch::<person::Entity>(after.owner_id.0).await?.unit_id;
        }
        Ok(())
    })
}

/// What it serves says whose it is.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(before), Some(after)) if before.owner_id != after.owner_id => {
                keeping::resource_owner(work, &after).await?;
                keeping::handed_over(work, Entity::NAME, after.id.0, after.owner_id, after.version).await
            }
            (Some(gone), None) => crate::teams::set(work, Entity::NAME, gone.id.0, &Default::default()).await,
            _ => Ok(()),
        }
    })
}
