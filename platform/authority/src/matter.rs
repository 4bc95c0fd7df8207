//! What is decided: the act, the kind of thing, and what there is to know of the thing.

use kernel::{BasisPoints, Choice, Money};
use org::unit::UnitId;
use sea_orm::{Iterable, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// What somebody may do about a thing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Act {
    #[choice(label = "Propose", tone = "cyan")]
    Propose,
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    #[choice(label = "Review", tone = "gold")]
    Review,
    #[choice(label = "Approve", tone = "green")]
    Approve,
    #[choice(label = "Veto", tone = "red")]
    Veto,
    #[choice(label = "Be told", tone = "default")]
    Know,
    #[choice(label = "Carry out", tone = "purple")]
    Execute,
}

/// What is decided about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Price", tone = "default")]
    Price,
    #[choice(label = "Discount", tone = "default")]
    Discount,
    #[choice(label = "Contract", tone = "default")]
    Contract,
    #[choice(label = "Expense", tone = "default")]
    Expense,
    #[choice(label = "Budget", tone = "default")]
    Budget,
    #[choice(label = "Hiring", tone = "default")]
    Hiring,
    #[choice(label = "Assignment", tone = "default")]
    Assignment,
    #[choice(label = "Reward", tone = "default")]
    Reward,
    #[choice(label = "Target", tone = "default")]
    Target,
    #[choice(label = "Policy", tone = "default")]
    Policy,
    #[choice(label = "Named accounts", tone = "default")]
    NamedAccounts,
    #[choice(label = "Reorganization", tone = "default")]
    Reorganization,
}

/// The customers a right is for, by the words that accounts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CustomerTier {
    #[choice(label = "Key account", tone = "gold")]
    KeyAccount,
    #[choice(label = "Mid-size", tone = "blue")]
    Mid,
    #[choice(label = "Small", tone = "cyan")]
    Small,
    #[choice(label = "Potential", tone = "default")]
    Potential,
}

/// A thing to be decided. What is left out is not known: a right that depends on it does not cover the matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    pub kind: Kind,
    pub amount: Option<Money>,
    /// A discount, a share, a rise.
    pub percentage: Option<BasisPoints>,
    /// What is left of the price.
    pub margin: Option<BasisPoints>,
    /// Where it belongs: of a deal, its owner's unit; of a request, the unit of whoever asks.
    pub unit: Option<UnitId>,
    /// A product's code, or its line's.
    pub product: Option<String>,
    pub tier: Option<CustomerTier>,
    pub industry: Option<String>,
    pub channel: Option<String>,
}

impl Matter {
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            amount: None,
            percentage: None,
            margin: None,
            unit: None,
            product: None,
            tier: None,
            industry: None,
            channel: None,
        }
    }
}

/// The words of acts, as they are stored.
pub fn acts() -> Vec<String> {
    Act::iter().map(|act| act.to_value()).collect()
}

/// The words of kinds of things.
pub fn kinds() -> Vec<String> {
    Kind::iter().map(|kind| kind.to_value()).collect()
}

/// The words of customer tiers, and nothing for what is of none.
pub fn tiers() -> Vec<Option<String>> {
    CustomerTier::iter().map(|tier| Some(tier.to_value())).chain([None]).collect()
}
