//! What positions tell those below them.

use crate::position::PositionId;
use kernel::{Event, Plain};
use serde::{Deserialize, Serialize};

/// A sheet of the library became a position of the company.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct PositionTaken {
    pub position: PositionId,
    /// The entry's place in the library, from 0: news holds no text.
    pub entry: i64,
}

impl Event for PositionTaken {
    const NAME: &'static str = "positions.taken";
}
