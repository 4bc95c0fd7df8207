//! News of leads.

use accounts::{account::AccountId, contact::ContactId};
use kernel::{Event, Plain};
use org::person::PersonId;
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

use crate::lead::{LeadId, Obstacle};

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Assigned {
    pub lead_id: LeadId,
    pub from_id: Option<PersonId>,
    pub to_id: PersonId,
}

impl Event for Assigned {
    const NAME: &'static str = "leads.assigned";
}

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Qualified {
    pub lead_id: LeadId,
}

impl Event for Qualified {
    const NAME: &'static str = "leads.qualified";
}

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Disqualified {
    pub lead_id: LeadId,
    pub obstacle: Obstacle,
}

impl Event for Disqualified {
    const NAME: &'static str = "leads.disqualified";
}

/// Announced by whoever converted it, with what it became.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Converted {
    pub lead_id: LeadId,
    pub account_id: AccountId,
    pub contact_id: Option<ContactId>,
    /// The row of `opportunities`, where a deal was opened.
    pub opportunity_id: Option<Uuid>,
}

impl Event for Converted {
    const NAME: &'static str = "leads.converted";
}
