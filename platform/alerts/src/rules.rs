//! What alerts refuse. No database, no clock.

use crate::{
    alert::State,
    alert_rule::{Charge, Kind, Model, Side, Window},
};
use kernel::{Error, FieldError, Refusal, Result};
use org::person::PersonId;

pub const UNKNOWN_METRIC: Refusal =
    Refusal::new("alert_rules.unknown_metric", "there is no such number, or it is not for you to see").on("metric");
const EITHER: Refusal =
    Refusal::new("alert_rules.either", "either way is for the usual range and for changes only").on("side");
const CHANGE_TWICE: Refusal =
    Refusal::new("alert_rules.change_twice", "a change is measured in percent or as an amount, not as both")
        .on("amount");
const TRAILING_SO_FAR: Refusal = Refusal::new(
    "alert_rules.not_closed",
    "several in a row are counted of closed periods: what is not over yet may still be made up for",
)
.on("window");
pub const NOT_TRIED: Refusal = Refusal::new(
    "alert_rules.not_tried",
    "look at a back-test of the rule as it stands before you switch it on: its mark is missing or is another rule's",
)
.on("backtest");
pub const ON: Refusal = Refusal::new("alert_rules.on", "the rule is on already");
pub const OFF: Refusal = Refusal::new("alert_rules.off", "the rule is off already");
pub const BACKWARDS: Refusal =
    Refusal::new("alert_rules.backwards", "the end of the back-test lies before its beginning").on("to");
pub const TOO_LONG: Refusal =
    Refusal::new("alert_rules.too_long", "a back-test goes over at most {periods} periods: begin later").on("from");

const ENDED: Refusal = Refusal::new("alerts.ended", "the case has ended");
const NOT_ENDED: Refusal = Refusal::new(
    "alerts.still_so",
    "the number has not recovered: a case is closed when it has, or when somebody explained why it is no matter",
);
const CLOSED: Refusal = Refusal::new("alerts.closed", "the case is closed already");
pub const YOURS: Refusal = Refusal::new("alerts.yours", "it is in your charge already");
pub const THEIRS: Refusal = Refusal::new("alerts.theirs", "it is in their charge already").on("person_id");
pub const NOBODY: Refusal = Refusal::new("alerts.nobody", "this sign-in is no person who could be in charge");
pub const LEFT: Refusal = Refusal::new("alerts.left", "they do not work here any more").on("person_id");
pub const KEPT: Refusal = Refusal::new("alerts.kept", "an alert is explained or closed, not deleted");

/// Whether the test has what it needs, each said at the field that is missing.
pub fn sound(rule: &Model) -> Result<()> {
    let missing = |field: &'static str| -> Result<()> { Err(FieldError::required(field).into()) };
    match rule.test {
        Kind::Level | Kind::Running if rule.limit.is_none() => return missing("limit"),
        Kind::Change if rule.percent.is_some() && rule.amount.is_some() => return Err(CHANGE_TWICE.into()),
        Kind::Running | Kind::Slide if rule.window == Window::SoFar => return Err(TRAILING_SO_FAR.into()),
        Kind::Level | Kind::Running | Kind::Change | Kind::Peers | Kind::Trend | Kind::Slide | Kind::Band => {}
    }
    match (rule.side, rule.test) {
        (Side::Either, Kind::Level | Kind::Running | Kind::Peers | Kind::Trend | Kind::Slide) => {
            return Err(EITHER.into());
        }
        (Side::Either, Kind::Change | Kind::Band) | (Side::Below | Side::Above, _) => {}
    }
    if rule.window == Window::Trailing && rule.trailing.is_none() {
        return missing("trailing");
    }
    Ok(())
}

/// Somebody by name has a name.
pub fn charged(charge: Charge, named: Option<PersonId>) -> Result<()> {
    match charge {
        Charge::Named if named.is_none() => Err(FieldError::required("charged_id").into()),
        Charge::Named | Charge::Whose | Charge::Superior | Charge::Keeper => Ok(()),
    }
}

/// What a question says of its parameters, said of the rule's fields.
pub fn about_field(error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    for error in &mut errors {
        let field = match error.field.as_ref() {
            "by" => "per",
            "where" => "conditions",
            _ => continue,
        };
        error.field = field.into();
    }
    Error::Invalid(errors)
}

/// The same of the unit that a rule is limited to.
pub fn about_unit(error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    for error in &mut errors {
        error.field = "within_id".into();
    }
    Error::Invalid(errors)
}

/// Something can still be done about it.
pub fn under_way(state: State) -> Result<(), Refusal> {
    match state {
        State::Open | State::Acting => Ok(()),
        State::Recovered | State::Explained | State::Closed => Err(ENDED),
    }
}

/// Closed by the number, or by somebody who says why not.
pub fn may_close(state: State) -> Result<(), Refusal> {
    match state {
        State::Recovered | State::Explained => Ok(()),
        State::Open | State::Acting => Err(NOT_ENDED),
        State::Closed => Err(CLOSED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_closed_by_its_number_or_by_an_explanation() {
        for state in [State::Recovered, State::Explained] {
            assert_eq!(may_close(state), Ok(()));
            assert_eq!(under_way(state).unwrap_err().code, "alerts.ended");
        }
        for state in [State::Open, State::Acting] {
            assert_eq!(may_close(state).unwrap_err().code, "alerts.still_so");
            assert_eq!(under_way(state), Ok(()));
        }
        assert_eq!(may_close(State::Closed).unwrap_err().code, "alerts.closed");
    }

    #[test]
    fn somebody_by_name_has_a_name() {
        assert!(charged(Charge::Named, None).is_err());
        assert!(charged(Charge::Named, Some(PersonId::new())).is_ok());
        assert!(charged(Charge::Whose, None).is_ok());
    }
}
