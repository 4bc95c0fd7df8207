//! A profile laid over the files and the nouns at hand: what exactly will be read into what.
//!
//! Planning opens every file once. It finds the columns, judges each of them whole and says everything that is wrong with
//! the files' shape; only then can rows be read one by one, the same way every time.

mod compile;
mod judging;
mod rule;
mod settling;
mod tables;

pub use compile::Plan;
pub use rule::{At, Draft, Filled, Filling, From, Lookup, Rule, Target};
pub use tables::{Given, Place, Rows, Tables};

use crate::values::{DateOrder, DecimalMark};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What somebody decided for this import and not for the profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// For columns that more than one order fits.
    pub date_order: Option<DateOrder>,
    /// For columns that both decimal marks fit.
    pub decimal: Option<DecimalMark>,
    /// For one column, `table.column`, whatever fits.
    pub date_orders: HashMap<String, DateOrder>,
    /// Rows with problems are left out instead of the whole import refused.
    pub leave_out: bool,
    /// Cells that are read as if the file said something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
}

/// One cell, corrected for this import; the file itself stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// The profile's name of the file.
    pub file: String,
    /// As a spreadsheet counts, the header included.
    pub row: u64,
    pub column: String,
    pub value: String,
    /// What the file says, for people to see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

impl Fix {
    fn is_at(&self, other: &Self) -> bool {
        (&self.file, self.row, &self.column) == (&other.file, other.row, &other.column)
    }
}

impl Options {
    /// Takes a correction in; a later one of the same cell replaces the earlier, but what the file says is kept.
    pub fn fix(&mut self, mut fix: Fix) {
        if let Some(earlier) = self.fixes.iter_mut().find(|have| have.is_at(&fix)) {
            fix.was = earlier.was.take().or(fix.was);
            *earlier = fix;
        } else {
            self.fixes.push(fix);
        }
    }

    /// Lets the file's own value stand again.
    pub fn unfix(&mut self, fix: &Fix) {
        self.fixes.retain(|have| !have.is_at(fix));
    }
}
