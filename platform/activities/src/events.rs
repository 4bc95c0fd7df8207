//! News of activities.

use kernel::{Event, Plain};
use org::person::PersonId;
use serde::{Deserialize, Serialize};

use crate::activity::ActivityId;

/// Somebody is asked to read it.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Mentioned {
    pub activity_id: ActivityId,
    /// Those who were not mentioned before.
    pub people: Vec<PersonId>,
    pub by: Option<PersonId>,
}

impl Event for Mentioned {
    const NAME: &'static str = "activities.mentioned";
}
