//! A decision: who was asked, what they said, for whom.

use crate::request::RequestId;
use kernel::{Choice, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(DecisionId of "approval_decisions");

/// One person asked at one step, and what came of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "approval_decisions")]
#[resource(label = "Decision", plural = "Decisions", title = "step", group = "", icon = "check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Approval", list, follows)]
    pub approval_id: RequestId,
    #[field(label = "Step", list, read_only)]
    pub step: String,
    #[field(label = "Person", list, read_only)]
    pub person_id: PersonId,
    /// In whose place.
    #[field(label = "For", list, read_only)]
    pub for_id: Option<PersonId>,
    #[field(label = "State", list, read_only, default = "open")]
    pub state: State,
    #[field(label = "Comment", list, read_only, kind = "LongText")]
    pub comment: Option<String>,
    #[field(label = "Answer by", list, read_only)]
    pub due_on: Option<Date>,
    #[field(label = "Decided at", list, read_only)]
    pub decided_at: Option<DateTimeUtc>,
    #[field(label = "Reminded at", read_only)]
    pub reminded_at: Option<DateTimeUtc>,
    /// The step's number in the route.
    #[field(label = "Step's key", read_only)]
    pub key: i64,
    #[field(label = "Round", read_only)]
    pub round: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Asked", tone = "gold")]
    Open,
    #[choice(label = "Later", tone = "default")]
    Later,
    #[choice(label = "Yes", tone = "green")]
    Yes,
    #[choice(label = "No", tone = "red")]
    No,
    #[choice(label = "Sent back", tone = "orange")]
    Returned,
    #[choice(label = "Passed on", tone = "blue")]
    Passed,
    #[choice(label = "Asks others first", tone = "blue")]
    Asking,
    #[choice(label = "Veto", tone = "red")]
    Veto,
    #[choice(label = "Not needed any more", tone = "default")]
    Dropped,
}

/// Everything that was asked and said about a request, oldest first.
pub(crate) async fn of(work: &Work, request: RequestId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::ApprovalId.eq(request)).order_by_asc(Column::Id);
    Ok(select.all(work.conn()).await?)
}
