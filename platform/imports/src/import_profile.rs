//! Noun: a mapping that somebody keeps.

use crate::{profile::Profile, shipped};
use kernel::{Change, FieldError, Noun, Resource, Result};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ImportProfileId of "import_profiles");

/// Characters of a profile as JSON.
const LARGEST: usize = 1024 * 1024;

/// How files of one kind become rows, kept under a name to be used again.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "import_profiles")]
#[resource(label = "Import profile", plural = "Import profiles", title = "name", group = "", icon = "import", private)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportProfileId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    /// Everybody may use it; only its owner changes it.
    #[field(label = "Shared", list, default = false)]
    pub shared: bool,
    /// Files, columns, fields, aliases: what a profile file holds, as JSON.
    #[field(label = "Mapping")]
    pub profile: Json,
    #[field(label = "Owner", list, owner, refers = "people")]
    pub owner_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>().settle::<Entity, _>(|change, _| Box::pin(async move { settle(change) }))
}

fn settle(change: Change<'_, Model>) -> Result<()> {
    let kept = change.after;
    if shipped::names().contains(&kept.name.as_str()) {
        return Err(FieldError::new("name", "import_profiles.shipped", "a shipped profile has this name").into());
    }
    if kept.profile.to_string().len() > LARGEST {
        return Err(FieldError::new("profile", "import_profiles.too_large", "a profile takes at most 1 MB").into());
    }
    let wrong = |fault: String| {
        FieldError::new("profile", "import_profiles.faulty", "this is not a profile: {fault}").with("fault", fault)
    };
    let mut profile = Profile::from_json(kept.profile.clone()).map_err(|fault| wrong(fault.to_string()))?;
    // A file of it, written later, is called what people call the row.
    profile.name.clone_from(&kept.name);
    profile.label.clear();
    kept.profile = serde_json::to_value(&profile)?;
    Ok(())
}
