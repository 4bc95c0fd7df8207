//! Verbs on a deal that are about its credit.

mod credit_again;
mod share_credit;

pub use credit_again::CreditAgain;
pub use share_credit::ShareCredit;
