//! A request: an act that waits for a yes, with everything that is needed to do it then.

use crate::{edition::EditionId, flow::FlowId, plan::Plan, rules};
use kernel::{Choice, Error, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(RequestId of "approvals");

/// Something that somebody wants to do and that others have to agree to.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "approvals")]
#[resource(label = "Approval", plural = "Approvals", title = "name", group = "", icon = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RequestId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    /// The row, and what is to be done to it.
    #[field(label = "What", list, search, read_only)]
    pub name: String,
    #[field(label = "State", list, read_only, default = "waiting")]
    pub state: State,
    /// The step that it waits at.
    #[field(label = "Waits at", list, read_only)]
    pub step: Option<String>,
    #[field(label = "Asked by", list, read_only, owner)]
    pub requester_id: PersonId,
    #[field(label = "Reason", list, read_only, kind = "LongText")]
    pub reason: Option<String>,
    #[field(label = "Flow", list, read_only)]
    pub flow_id: FlowId,
    #[field(label = "Edition", read_only)]
    pub edition_id: EditionId,
    /// What kind of row it is about.
    #[field(label = "About (kind)", read_only)]
    pub row_noun: String,
    /// Empty where it is about to be made.
    #[field(label = "About", list, read_only)]
    pub row_id: Option<Uuid>,
    #[field(label = "Act", read_only)]
    pub act: String,
    /// How often it was sent; decisions of an earlier round do not count.
    #[field(label = "Round", read_only, default = 1)]
    pub round: i64,
    #[field(label = "Ended at", list, read_only)]
    pub ended_at: Option<DateTimeUtc>,
    /// Why it failed, or is void.
    #[field(label = "Outcome", read_only, kind = "LongText")]
    pub outcome: Option<String>,
    /// The sign-in that asked.
    #[field(label = "User", read_only, secret)]
    pub user_id: Uuid,
    /// What the act is given.
    #[field(label = "Form", read_only, secret)]
    pub form: Option<Json>,
    /// Rights beyond which a narrowed token does not go.
    #[field(label = "Within", read_only, secret)]
    pub within: Option<Json>,
    /// The rows as they were, what would change, and why that needs a yes.
    #[field(label = "Snapshot", read_only, secret)]
    pub snapshot: Json,
    /// The route: steps and where it stands.
    #[field(label = "Route", read_only, secret)]
    pub plan: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Waiting", tone = "gold")]
    Waiting,
    #[choice(label = "Sent back", tone = "orange")]
    Returned,
    #[choice(label = "Approved", tone = "green")]
    Approved,
    #[choice(label = "Refused", tone = "red")]
    Refused,
    #[choice(label = "Vetoed", tone = "red")]
    Vetoed,
    #[choice(label = "Withdrawn", tone = "default")]
    Withdrawn,
    #[choice(label = "Void", tone = "default")]
    Void,
    #[choice(label = "Failed", tone = "red")]
    Failed,
}

impl State {
    /// Whether somebody still has something to do.
    pub fn open(self) -> bool {
        match self {
            State::Waiting | State::Returned => true,
            State::Approved | State::Refused | State::Vetoed | State::Withdrawn | State::Void | State::Failed => false,
        }
    }
}

impl Model {
    pub fn plan(&self) -> Result<Plan> {
        Ok(Plan::deserialize(&self.plan)?)
    }

    pub fn must_wait(&self) -> Result<(), kernel::Refusal> {
        if self.state == State::Waiting { Ok(()) } else { Err(rules::ENDED) }
    }
}

/// The request, held against others who decide at the same moment.
pub(crate) async fn locked(work: &Work, id: RequestId) -> Result<Model> {
    let select = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive();
    select.one(work.conn()).await?.ok_or_else(|| Error::NotFound("approvals".into()))
}
