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
}
