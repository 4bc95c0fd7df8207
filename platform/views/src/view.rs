//! Noun: a saved view.

use kernel::{Change, FieldError, Noun, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ViewId of "views");

/// Characters of a view's state as JSON.
const LARGEST: usize = 64 * 1024;

/// How somebody wants to see a list: filter, order, columns.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "views")]
#[resource(label = "View", plural = "Views", title = "name", group = "", icon = "eye", private)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ViewId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// Whose list it shows.
    #[field(label = "List of", list)]
    pub noun: String,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// Everybody sees it; what it shows is still what each of them may see.
    #[field(label = "Shared", list, default = false)]
    pub shared: bool,
    #[field(label = "Place in the list", default = 0)]
    pub position: i64,
    /// Filter, order, columns and whatever else the screen remembers.
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
    let view = change.after;
    if work.house.registry.noun(&view.noun).is_none() {
        return Err(FieldError::new("noun", "views.unknown_noun", "there is no such kind of row").into());
    }
    let state = view.state.get_or_insert_with(|| serde_json::json!({}));
    if !state.is_object() {
        return Err(FieldError::new("state", "views.not_a_state", "a view's state is a JSON object").into());
    }
    if state.to_string().len() > LARGEST {
        return Err(FieldError::new("state", "views.too_large", "a view remembers at most 64 KB").into());
    }
    Ok(())
}
