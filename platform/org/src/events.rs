//! What the organization tells those below it.

use crate::{person::PersonId, unit::UnitId};
use chrono::NaiveDate;
use kernel::{Event, Plain};
use serde::{Deserialize, Serialize};

/// Somebody is no longer here. What they still held (`Noun::held`) is the successor's already; without one it stays
/// theirs, and whoever leads their unit sees it.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct PersonLeft {
    pub person: PersonId,
    pub successor: Option<PersonId>,
    /// Their last day.
    pub on: NaiveDate,
}

impl Event for PersonLeft {
    const NAME: &'static str = "people.left";
}

/// Somebody's main unit changes. The day may lie ahead.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct PersonMoved {
    pub person: PersonId,
    pub from: Option<UnitId>,
    pub to: UnitId,
    /// The first day there.
    pub on: NaiveDate,
}

impl Event for PersonMoved {
    const NAME: &'static str = "people.moved";
}

/// A unit stands somewhere else, with all below it. The day may lie ahead.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct UnitMoved {
    pub unit: UnitId,
    pub from: Option<UnitId>,
    pub to: Option<UnitId>,
    /// The first day there.
    pub on: NaiveDate,
}

impl Event for UnitMoved {
    const NAME: &'static str = "units.moved";
}

#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct UnitClosed {
    pub unit: UnitId,
    /// Its last day.
    pub on: NaiveDate,
}

impl Event for UnitClosed {
    const NAME: &'static str = "units.closed";
}
