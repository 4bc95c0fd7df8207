//! Noun: a dashboard.

use kernel::{Change, Error, FieldError, Noun, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

kernel::id!(DashboardId of "dashboards");

/// Characters of a dashboard's state as JSON.
const LARGEST: usize = 64 * 1024;
const MOST_CARDS: usize = 40;

/// Numbers, charts and lists that somebody looks at together.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "dashboards")]
#[resource(label = "Dashboard", plural = "Dashboards", title = "name", group = "", icon = "chart", private)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DashboardId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    /// Everybody sees it; what it shows is still what each of them may see.
    #[field(label = "Shared", list, default = false)]
    pub shared: bool,
    /// The name of a role: whoever has it begins with this dashboard. Said by those who may edit roles.
    #[field(label = "Home of the role", list)]
    pub home_of: Option<String>,
    #[field(label = "Place in the list", default = 0)]
    pub position: i64,
    /// Its cards in their order, and whatever else the screen remembers.
    #[field(label = "State")]
    pub state: Option<Json>,
    #[field(label = "Owner", list, owner)]
    pub owner_id: Option<PersonId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>().settle::<Entity, _>(|change, work| Box::pin(async move { settle(change, work) }))
}

fn settle(change: Change<'_, Model>, work: &Work) -> Result<()> {
    let Change { before, after: dashboard } = change;
    let said = before.and_then(|before| before.home_of.as_ref()) != dashboard.home_of.as_ref();
    if said && work.actor.reach("roles", "edit").is_none() {
        return Err(Error::forbidden("roles", "edit"));
    }
    if dashboard.home_of.is_some() && !dashboard.shared {
        let text = "only a shared dashboard can be the home of a role";
        return Err(FieldError::new("home_of", "dashboards.not_shared", text).into());
    }
    let state = dashboard.state.get_or_insert_with(|| serde_json::json!({ "cards": [] }));
    let cards = state.get("cards").and_then(Value::as_array);
    if !cards.is_some_and(|cards| cards.iter().all(Value::is_object)) {
        let text = "a dashboard's state is a JSON object with a list of cards";
        return Err(FieldError::new("state", "dashboards.not_a_state", text).into());
    }
    if cards.is_some_and(|cards| cards.len() > MOST_CARDS) || state.to_string().len() > LARGEST {
        let text = "a dashboard has at most 40 cards and 64 KB";
        return Err(FieldError::new("state", "dashboards.too_large", text).into());
    }
    Ok(())
}
