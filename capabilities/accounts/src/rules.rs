//! What accounts refuse. No database, no clock.

use crate::account;
use chrono::{Datelike, NaiveDate};
use kernel::Refusal;

pub const CIRCLE: Refusal = Refusal::new("accounts.circle", "an account is not a part of itself").on("parent_id");
pub const INTO_ITSELF: Refusal =
    Refusal::new("accounts.into_itself", "choose another account to merge it into").on("into_id");
pub const SAME_OWNER: Refusal = Refusal::new("accounts.same_owner", "it is theirs already").on("to_id");
pub const OWNER_LEFT: Refusal = Refusal::new("accounts.owner_left", "the new owner must still work here").on("to_id");
pub const FOUNDED: Refusal = Refusal::new("accounts.founded", "a year between 1000 and next year").on("founded");
pub const TWICE_IN_TEAM: Refusal =
    Refusal::new("account_team_members.twice", "they are in the team already").on("person_id");
pub const ALREADY_ERASED: Refusal = Refusal::new("contacts.already_erased", "their data are destroyed already");

pub fn sensible(account: &account::Model, today: NaiveDate) -> Result<(), Refusal> {
    if account.founded.is_some_and(|year| !(1000..=i64::from(today.year()) + 1).contains(&year)) {
        return Err(FOUNDED);
    }
    Ok(())
}
