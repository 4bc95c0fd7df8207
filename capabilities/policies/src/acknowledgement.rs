//! Who was asked to read an edition, and who has said that they did.

use crate::{edition::EditionId, policy::PolicyId};
use chrono::NaiveDate;
use kernel::{Choice, Resource};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(AcknowledgementId of "policy_acknowledgements");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "To read", tone = "orange")]
    Asked,
    #[choice(label = "Confirmed", tone = "green")]
    Acknowledged,
    /// They left, moved, or a newer edition took its place before they confirmed.
    #[choice(label = "Not asked any more", tone = "default")]
    Lapsed,
}

/// One person and one edition: asked to read it, and when they confirmed that they had. Written by the system only.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_acknowledgements")]
#[resource(label = "Acknowledgement", plural = "Acknowledgements", title = "name", group = "", icon = "check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AcknowledgementId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, owner)]
    pub person_id: PersonId,
    #[field(label = "Policy", list)]
    pub policy_id: PolicyId,
    #[field(label = "Edition of a policy")]
    pub edition_id: EditionId,
    /// The edition's.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    #[field(label = "State", list)]
    pub state: State,
    #[field(label = "Asked on", list)]
    pub asked_on: NaiveDate,
    /// The day by which they should have confirmed.
    #[field(label = "Due on", list)]
    pub due_on: NaiveDate,
    #[field(label = "Confirmed at", list)]
    pub acknowledged_at: Option<DateTimeUtc>,
    /// The day on which they were last reminded.
    #[field(label = "Reminded on")]
    pub reminded_on: Option<NaiveDate>,
    /// How often they were reminded.
    #[field(label = "Reminders", list)]
    pub reminders: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
