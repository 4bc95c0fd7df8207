//! Something that people can do more or less well.

use kernel::{Choice, Resource};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(CompetencyId of "competencies");

/// Something that people can do more or less well, with five levels described so that two assessors mean the same.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "competencies")]
#[resource(label = "Competency", plural = "Competencies", title = "name", group = "organization", icon = "profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompetencyId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// What other systems and the library call it.
    #[field(label = "Code", search, unique)]
    pub code: Option<String>,
    #[field(label = "Kind", list, default = "skill")]
    pub kind: Kind,
    /// What is meant by it.
    #[field(label = "Meaning", list, search, kind = "LongText")]
    pub meaning: Option<String>,
    /// Knows of it.
    #[field(label = "Level 1", group = "levels", kind = "LongText")]
    pub level_1: Option<String>,
    /// Does it with help.
    #[field(label = "Level 2", group = "levels", kind = "LongText")]
    pub level_2: Option<String>,
    /// Does it alone.
    #[field(label = "Level 3", group = "levels", kind = "LongText")]
    pub level_3: Option<String>,
    /// Does it in hard cases, too.
    #[field(label = "Level 4", group = "levels", kind = "LongText")]
    pub level_4: Option<String>,
    /// Others learn it from them.
    #[field(label = "Level 5", group = "levels", kind = "LongText")]
    pub level_5: Option<String>,
    /// What closes a gap: a course, a coach, a task.
    #[field(label = "Training", kind = "LongText")]
    pub training: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Knowledge", tone = "blue")]
    Knowledge,
    #[choice(label = "Skill", tone = "green")]
    Skill,
    #[choice(label = "Attitude", tone = "gold")]
    Attitude,
}

impl Model {
    /// What a level of it means.
    pub fn at(&self, level: i64) -> Option<String> {
        let levels = [&self.level_1, &self.level_2, &self.level_3, &self.level_4, &self.level_5];
        usize::try_from(level - 1).ok().and_then(|at| levels.get(at)).and_then(|described| (*described).clone())
    }
}
