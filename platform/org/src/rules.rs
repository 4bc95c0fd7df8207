//! What the organization refuses. No database, no clock.

use crate::span::Span;
use kernel::{
    FieldError, Refusal,
    money::{Digits, Rate},
};

pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("org.ends_before_it_begins", "the last day lies before the first").on("to");
pub const TWO_MAIN_MEMBERSHIPS: Refusal = Refusal::new(
    "memberships.two_main",
    "a person has one main unit at a time, and these days are taken by another membership",
)
.on("from");
pub const TWO_LINES: Refusal =
    Refusal::new("reporting_lines.two", "a person reports to one manager at a time, and these days are taken")
        .on("from");
pub const OWN_MANAGER: Refusal =
    Refusal::new("reporting_lines.own_manager", "nobody is their own manager, directly or by way of others")
        .on("manager_id");
pub const TWO_TERMS: Refusal =
    Refusal::new("unit_terms.two", "a unit stands in one place at a time, and these days are taken").on("from");
pub const CIRCLE: Refusal = Refusal::new("units.circle", "a unit cannot stand below itself").on("parent_id");
pub const UNIT_IN_USE: Refusal =
    Refusal::new("units.still_used", "people or units still belong to it after that day: {names}");
pub const ONE_COMPANY: Refusal = Refusal::new("companies.one", "a database serves one company");
pub const TIME_ZONE: Refusal =
    Refusal::new("companies.time_zone", "this is no time zone such as Asia/Shanghai").on("time_zone");
pub const FISCAL_MONTH: Refusal =
    Refusal::new("companies.fiscal_month", "a fiscal year starts in a month from 1 to 12").on("fiscal_year_start");
pub const KEEPS_UNIT: Refusal =
    Refusal::new("people.keeps_unit", "somebody moves to another unit or leaves; they do not stand nowhere")
        .on("unit_id");
pub const LEFT_BEFORE_HIRED: Refusal =
    Refusal::new("people.left_before_hired", "nobody leaves before they came").on("left_on");
pub const OWN_SUCCESSOR: Refusal =
    Refusal::new("people.own_successor", "somebody else has to take over").on("successor_id");
pub const SUCCESSOR_LEFT: Refusal =
    Refusal::new("people.successor_left", "whoever takes over must still be here").on("successor_id");
pub const LEADER_LEFT: Refusal =
    Refusal::new("units.leader_left", "whoever leads it must still be here on that day").on("leader_id");
pub const HAS_LEFT: Refusal = Refusal::new("people.has_left", "they have left already");
pub const CLOSED_UNIT: Refusal = Refusal::new("units.closed", "this unit is closed by then").on("unit_id");
pub const IS_CLOSED: Refusal = Refusal::new("units.is_closed", "it is closed already");
pub const OWN_CURRENCY: Refusal =
    Refusal::new("exchange_rates.own_currency", "the company's own currency needs no rate").on("currency");
pub const RATE_IS_CLOSED: Refusal = Refusal::new(
    "exchange_rates.closed",
    "its month is over, and numbers of closed months keep their rate; who may restate it uses that instead",
);
pub const MONTH_IS_CLOSED: Refusal = Refusal::new(
    "exchange_rates.month_closed",
    "months before {date} are closed and have a rate; only who may restate rates adds one there",
)
.on("valid_from");

/// A rate as a fraction: above zero.
pub fn rate(digits: &Digits) -> Result<Rate, FieldError> {
    let wrong = || {
        let text = "a rate is a number above 0 with a point and at most 12 decimals, such as 7.1234";
        FieldError::new("rate", "exchange_rates.bad_rate", text).value(digits)
    };
    Rate::decimal(digits.decimal()).ok_or_else(wrong)
}

pub fn sound(span: Span) -> Result<(), Refusal> {
    if span.is_sound() { Ok(()) } else { Err(ENDS_BEFORE_IT_BEGINS) }
}

/// No two of these share a day.
pub fn apart(spans: impl IntoIterator<Item = Span>, refusal: Refusal) -> Result<(), Refusal> {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_by_key(|span| span.from);
    if spans.windows(2).any(|pair| pair[0].overlaps(pair[1])) { Err(refusal) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_above_zero() {
        let rated = |text: &str| rate(&text.parse().unwrap());
        assert!(rated("0.000457123456").is_ok());
        assert_eq!(rated("0.0").unwrap_err().code, "exchange_rates.bad_rate");
    }

    #[test]
    fn two_spans_that_share_a_day_are_refused() {
        let day = |text: &str| Some(text.parse().unwrap());
        let before = Span::new(None, day("2026-03-31"));
        let after = Span::new(day("2026-04-01"), None);
        assert_eq!(apart([after, before], TWO_TERMS), Ok(()));
        assert_eq!(apart([after, before, Span::new(day("2026-03-31"), day("2026-03-31"))], TWO_TERMS), Err(TWO_TERMS));
        assert_eq!(
            sound(Span::new(day("2026-03-02"), day("2026-03-01"))).unwrap_err().code,
            "org.ends_before_it_begins"
        );
    }
}
