//! News of jobs.

use kernel::{Event, Plain};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

/// A job that somebody asked for has ended, well or not; one that was told to stop is no news.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct Finished {
    pub job: Uuid,
    /// Who asked.
    pub user: Uuid,
}

impl Event for Finished {
    const NAME: &'static str = "jobs.finished";
}
