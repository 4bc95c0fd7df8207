//! What the fields of a rule offer to choose from.

use kernel::{Choice, calendar::Grain};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One watch for every value of this dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Per {
    #[choice(label = "The company", tone = "purple")]
    Company,
    #[choice(label = "Each region", tone = "blue")]
    Region,
    #[choice(label = "Each team", tone = "green")]
    Team,
    #[choice(label = "Each manager", tone = "cyan")]
    Manager,
    #[choice(label = "Each person", tone = "gold")]
    Person,
    #[choice(label = "Each account", tone = "orange")]
    Account,
}

impl Per {
    /// The dimension that numbers are cut by.
    pub fn dimension(self) -> Option<&'static str> {
        match self {
            Per::Company => None,
            Per::Region => Some("region"),
            Per::Team => Some("team"),
            Per::Manager => Some("manager"),
            Per::Person => Some("owner"),
            Per::Account => Some("account"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Every {
    #[choice(label = "Day", tone = "default")]
    Day,
    #[choice(label = "Week", tone = "default")]
    Week,
    #[choice(label = "Month", tone = "default")]
    Month,
    #[choice(label = "Quarter", tone = "default")]
    Quarter,
}

impl Every {
    pub fn grain(self) -> Grain {
        match self {
            Every::Day => Grain::Day,
            Every::Week => Grain::Week,
            Every::Month => Grain::Month,
            Every::Quarter => Grain::Quarter,
        }
    }

    /// Periods until the same one a year ago.
    pub fn a_year(self) -> i32 {
        match self {
            // Whole weeks, so that a Monday is compared with a Monday.
            Every::Day => 364,
            Every::Week => 52,
            Every::Month => 12,
            Every::Quarter => 4,
        }
    }
}

/// Which days a number is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Looked at when the period is over.
    #[choice(label = "The period that closed", tone = "default")]
    Closed,
    /// Looked at every hour; compared with as many days of the earlier one.
    #[choice(label = "The period so far", tone = "default")]
    SoFar,
    /// Looked at when the last of them is over.
    #[choice(label = "Several periods together", tone = "default")]
    Trailing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Against a value", tone = "blue")]
    Level,
    #[choice(label = "Several periods in a row", tone = "purple")]
    Running,
    #[choice(label = "Against an earlier period", tone = "cyan")]
    Change,
    #[choice(label = "Against the others", tone = "gold")]
    Peers,
    #[choice(label = "Against its own trend", tone = "green")]
    Trend,
    /// So many periods running it fell, or rose.
    #[choice(label = "Steadily falling or rising", tone = "green")]
    Slide,
    #[choice(label = "Out of its usual range", tone = "orange")]
    Band,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Side {
    #[choice(label = "Below", tone = "default")]
    Below,
    #[choice(label = "Above", tone = "default")]
    Above,
    #[choice(label = "Either way", tone = "default")]
    Either,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Against {
    #[choice(label = "The period before", tone = "default")]
    Before,
    #[choice(label = "The same period a year ago", tone = "default")]
    YearBefore,
}

/// What follows where no number came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    #[choice(label = "No warning", tone = "default")]
    Silent,
    #[choice(label = "It counts as nought", tone = "default")]
    Nought,
    #[choice(label = "A warning of its own", tone = "orange")]
    Warns,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    #[choice(label = "Information", tone = "blue")]
    Info,
    #[choice(label = "Warning", tone = "orange")]
    Warning,
    #[choice(label = "Critical", tone = "red")]
    Critical,
}

/// Who is in charge of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// The person; of a unit its leader; of an account whoever has it.
    #[choice(label = "Whose number it is", tone = "default")]
    Whose,
    #[choice(label = "Their superior", tone = "default")]
    Superior,
    #[choice(label = "The owner of the rule", tone = "default")]
    Keeper,
    #[choice(label = "Somebody by name", tone = "default")]
    Named,
}
