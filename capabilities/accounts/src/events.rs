//! What accounts tell those below them.

use crate::account::AccountId;
use kernel::{Event, Plain};
use org::person::PersonId;
use serde::{Deserialize, Serialize};

/// An account has a new owner.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct AccountHandedOver {
    pub account: AccountId,
    pub from: Option<PersonId>,
    pub to: PersonId,
    /// Whether open deals that the old owner has there go along.
    pub open_deals: bool,
}

impl Event for AccountHandedOver {
    const NAME: &'static str = "accounts.handed_over";
}

/// Two accounts became one: what refers to `from` refers to `into` from now on. `from` is deleted right after.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct AccountMerged {
    pub from: AccountId,
    pub into: AccountId,
}

impl Event for AccountMerged {
    const NAME: &'static str = "accounts.merged";
}
