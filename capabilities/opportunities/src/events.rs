//! News of deals.

use accounts::account::AccountId;
use kernel::{Currency, Event, Minor, Plain};
use org::person::PersonId;
use sea_orm::prelude::Date;
use serde::{Deserialize, Serialize};

use crate::{
    opportunity::OpportunityId,
    reason::ReasonId,
    stage::{Outcome, StageId},
};

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct StageMoved {
    pub opportunity_id: OpportunityId,
    pub from_id: StageId,
    pub to_id: StageId,
}

impl Event for StageMoved {
    const NAME: &'static str = "opportunities.stage_moved";
}

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Won {
    pub opportunity_id: OpportunityId,
    pub account_id: Option<AccountId>,
    pub owner_id: Option<PersonId>,
    /// In minor units of `currency`.
    pub close_value: Option<Minor>,
    pub currency: Currency,
    pub on: Date,
}

impl Event for Won {
    const NAME: &'static str = "opportunities.won";
}

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Lost {
    pub opportunity_id: OpportunityId,
    pub account_id: Option<AccountId>,
    pub owner_id: Option<PersonId>,
    pub reason_id: Option<ReasonId>,
    pub on: Date,
}

impl Event for Lost {
    const NAME: &'static str = "opportunities.lost";
}

/// What was won or lost is open again: whatever followed from it has to be taken back.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Reopened {
    pub opportunity_id: OpportunityId,
    pub was: Outcome,
}

impl Event for Reopened {
    const NAME: &'static str = "opportunities.reopened";
}

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Assigned {
    pub opportunity_id: OpportunityId,
    pub from_id: Option<PersonId>,
    pub to_id: PersonId,
}

impl Event for Assigned {
    const NAME: &'static str = "opportunities.assigned";
}
