//! What may become of a lead. Pure: no database, no clock.

use kernel::Refusal;
use sea_orm::prelude::Date;

use crate::lead::Status;

pub const CONVERTED: Refusal = Refusal::new("leads.converted_already", "this lead has become a deal already");
pub const NOT_UNQUALIFIED: Refusal = Refusal::new("leads.not_unqualified", "only an unqualified lead is reopened");
pub const QUALIFIED: Refusal = Refusal::new("leads.qualified_already", "this lead is qualified already");
pub const UNQUALIFIED: Refusal = Refusal::new("leads.unqualified_already", "this lead is unqualified already");
const CONVERT: Refusal =
    Refusal::new("leads.convert_first", "a lead is converted by the verb, or by naming what it became").on("status");
const STAYS: Refusal = Refusal::new("leads.stays_converted", "what a lead became is not undone here").on("status");
const FUTURE: Refusal = Refusal::new("leads.converted_in_future", "a lead is not converted in the future");

/// A day of conversion and the status say the same thing; `became`: a new row names an account or a deal.
pub fn conversion(status: Status, on: Option<Date>, became: bool) -> (Status, Option<Date>) {
    match (status, on) {
        (Status::Converted, on) => (Status::Converted, on),
        (Status::New | Status::Working | Status::Qualified | Status::Unqualified, Some(on)) => {
            (Status::Converted, Some(on))
        }
        (status @ (Status::New | Status::Working | Status::Qualified | Status::Unqualified), None) => {
            (if became { Status::Converted } else { status }, None)
        }
    }
}

/// A status that people set: converted only where it is known into what, and never back.
pub fn may_become(before: Option<Status>, after: Status, became: bool) -> Result<(), Refusal> {
    match (before, after) {
        (Some(Status::Converted), Status::Converted) => Ok(()),
        (Some(Status::Converted), Status::New | Status::Working | Status::Qualified | Status::Unqualified) => {
            Err(STAYS)
        }
        (None | Some(Status::New | Status::Working | Status::Qualified | Status::Unqualified), Status::Converted) => {
            if became {
                Ok(())
            } else {
                Err(CONVERT)
            }
        }
        (
            None | Some(Status::New | Status::Working | Status::Qualified | Status::Unqualified),
            Status::New | Status::Working | Status::Qualified | Status::Unqualified,
        ) => Ok(()),
    }
}

pub fn may_qualify(status: Status) -> Result<(), Refusal> {
    match status {
        Status::New | Status::Working | Status::Unqualified => Ok(()),
        Status::Qualified => Err(QUALIFIED),
        Status::Converted => Err(CONVERTED),
    }
}

pub fn may_disqualify(status: Status) -> Result<(), Refusal> {
    match status {
        Status::New | Status::Working | Status::Qualified => Ok(()),
        Status::Unqualified => Err(UNQUALIFIED),
        Status::Converted => Err(CONVERTED),
    }
}

pub fn may_reopen(status: Status) -> Result<(), Refusal> {
    match status {
        Status::Unqualified => Ok(()),
        Status::New | Status::Working | Status::Qualified => Err(NOT_UNQUALIFIED),
        Status::Converted => Err(CONVERTED),
    }
}

/// A lead may be converted whatever was thought of it before, but once.
pub fn may_convert(status: Status) -> Result<(), Refusal> {
    match status {
        Status::New | Status::Working | Status::Qualified | Status::Unqualified => Ok(()),
        Status::Converted => Err(CONVERTED),
    }
}

pub fn dates(converted_on: Option<Date>, today: Date) -> Result<(), Refusal> {
    match converted_on {
        Some(on) if on > today => Err(FUTURE.on("converted_on")),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_conversion_makes_a_lead_converted() {
        let day = Date::from_ymd_opt(2018, 2, 26);
        assert_eq!(conversion(Status::New, day, false), (Status::Converted, day));
        assert_eq!(conversion(Status::New, None, true), (Status::Converted, None));
        assert_eq!(conversion(Status::Qualified, None, false), (Status::Qualified, None));
    }

    #[test]
    fn a_converted_lead_stays_converted() {
        assert_eq!(may_become(Some(Status::Converted), Status::New, true).unwrap_err().code, "leads.stays_converted");
        assert_eq!(may_become(None, Status::Converted, false).unwrap_err().code, "leads.convert_first");
        assert!(may_become(Some(Status::Working), Status::Converted, true).is_ok());
    }
}
