//! What a deal may do and what follows from what. Pure: no database, no clock.

use kernel::{BasisPoints, Minor, Quantity, Record, Refusal, record};
use sea_orm::prelude::Date;

use crate::{
    reason::Explains,
    stage::{Forecast, Outcome},
};

/// The word for "at least one line" among what a stage needs.
pub const LINES: &str = "lines";

pub const WON: Refusal = Refusal::new("opportunities.won_already", "this deal is won already");
pub const LOST: Refusal = Refusal::new("opportunities.lost_already", "this deal is lost already");
pub const CLOSED: Refusal = Refusal::new("opportunities.closed_already", "this deal is closed; reopen it first");
pub const OPEN: Refusal = Refusal::new("opportunities.open_already", "this deal is open");
pub const MISSING: Refusal =
    Refusal::new("opportunities.missing", "before a deal enters \u{201c}{stage}\u{201d} it needs: {fields}");
pub const NO_STAGE: Refusal =
    Refusal::new("opportunities.no_stage", "the deal's pipeline has no such stage; add one in the settings");
pub const OTHER_PIPELINE: Refusal =
    Refusal::new("opportunities.other_pipeline", "this stage belongs to another pipeline").on("stage_id");
pub const OTHER_CURRENCY: Refusal =
    Refusal::new("opportunities.lines_keep_currency", "a deal with lines keeps its currency").on("currency");
const REASON: Refusal = Refusal::new("opportunities.reason_needed", "a lost deal needs a reason").on("reason_id");
const OTHER_REASON: Refusal =
    Refusal::new("opportunities.other_reason", "this reason does not explain how the deal ended").on("reason_id");
const FUTURE: Refusal = Refusal::new("opportunities.closed_in_future", "a deal is not closed in the future");
const BEFORE: Refusal = Refusal::new("opportunities.closed_before_opened", "a deal is not closed before it is opened");

/// What a deal is worth: a won one its close value, any other what was said by hand, else what its lines come to.
pub fn amount(
    outcome: Outcome,
    estimate: Option<Minor>,
    lines: Option<Minor>,
    close_value: Option<Minor>,
) -> Option<Minor> {
    match outcome {
        Outcome::Won => close_value.or(estimate).or(lines),
        Outcome::Open | Outcome::Lost => estimate.or(lines),
    }
}

/// What a line comes to: quantity × unit price, less the discount, rounded once, half away from zero.
/// `None` when it is more than can be counted.
pub fn line_amount(quantity: Quantity, unit_price: Minor, discount: BasisPoints) -> Option<Minor> {
    let paid = i128::from(BasisPoints::WHOLE.0 - discount.0);
    let whole = i128::from(Quantity::ONE.0) * i128::from(BasisPoints::WHOLE.0);
    unit_price.scaled(i128::from(quantity.0) * paid, whole)
}

/// A closed deal is certain, whatever its stage says.
pub fn probability(outcome: Outcome, said: BasisPoints) -> BasisPoints {
    match outcome {
        Outcome::Open => said,
        Outcome::Won => BasisPoints::WHOLE,
        Outcome::Lost => BasisPoints::ZERO,
    }
}

pub fn forecast(outcome: Outcome, said: Option<Forecast>) -> Forecast {
    match (outcome, said) {
        (Outcome::Won, _) => Forecast::Closed,
        (Outcome::Lost, _) => Forecast::Omitted,
        (Outcome::Open, Some(open @ (Forecast::Pipeline | Forecast::BestCase | Forecast::Commit))) => open,
        (Outcome::Open, Some(Forecast::Omitted)) => Forecast::Omitted,
        (Outcome::Open, Some(Forecast::Closed) | None) => Forecast::Pipeline,
    }
}

pub fn may_win(outcome: Outcome) -> Result<(), Refusal> {
    match outcome {
        Outcome::Open => Ok(()),
        Outcome::Won => Err(WON),
        Outcome::Lost => Err(CLOSED),
    }
}

pub fn may_lose(outcome: Outcome) -> Result<(), Refusal> {
    match outcome {
        Outcome::Open => Ok(()),
        Outcome::Won => Err(CLOSED),
        Outcome::Lost => Err(LOST),
    }
}

/// From stage to stage go deals that are on their way.
pub fn may_move(outcome: Outcome) -> Result<(), Refusal> {
    match outcome {
        Outcome::Open => Ok(()),
        Outcome::Won | Outcome::Lost => Err(CLOSED),
    }
}

pub fn may_reopen(outcome: Outcome) -> Result<(), Refusal> {
    match outcome {
        Outcome::Won | Outcome::Lost => Ok(()),
        Outcome::Open => Err(OPEN),
    }
}

/// Whether a reason has to be there, and fits.
pub fn reason(outcome: Outcome, explains: Option<Explains>) -> Result<(), Refusal> {
    match (outcome, explains) {
        (Outcome::Open, _) | (Outcome::Won, None) => Ok(()),
        (Outcome::Won, Some(Explains::Won | Explains::Both)) => Ok(()),
        (Outcome::Lost, Some(Explains::Lost | Explains::Both)) => Ok(()),
        (Outcome::Lost, None) => Err(REASON),
        (Outcome::Won, Some(Explains::Lost)) | (Outcome::Lost, Some(Explains::Won)) => Err(OTHER_REASON),
    }
}

pub fn dates(opened_on: Option<Date>, closed_on: Option<Date>, today: Date) -> Result<(), Refusal> {
    match (opened_on, closed_on) {
        (_, Some(closed)) if closed > today => Err(FUTURE.on("closed_on")),
        (Some(opened), Some(closed)) if closed < opened => Err(BEFORE.on("closed_on")),
        (None | Some(_), None | Some(_)) => Ok(()),
    }
}

/// Whether what a stage wants before it is left counts: going back and giving up need nothing.
pub fn goes_on(from_position: i64, to: Outcome, to_position: i64) -> bool {
    match to {
        Outcome::Open => to_position > from_position,
        Outcome::Won => true,
        Outcome::Lost => false,
    }
}

/// What of the needed is not there, in the order in which it was asked for.
pub fn missing<'a>(needs: impl Iterator<Item = &'a str>, deal: &Record, lines: bool) -> Vec<&'a str> {
    let mut missing = Vec::new();
    for need in needs {
        let own = need.strip_prefix("custom.").map(|key| deal.get("custom").and_then(|custom| custom.get(key)));
        let there = match own {
            Some(value) => value.is_some_and(|value| !record::is_blank(value)),
            None if need == LINES => lines,
            None => deal.get(need).is_some_and(|value| !record::is_blank(value)),
        };
        if !there && !missing.contains(&need) {
            missing.push(need);
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const LIST: Option<Minor> = Some(Minor(52_000));

    #[test]
    fn an_open_deal_is_worth_its_lines_unless_somebody_said_otherwise() {
        assert_eq!(amount(Outcome::Open, None, LIST, None), LIST);
        assert_eq!(amount(Outcome::Open, Some(Minor(9)), LIST, None), Some(Minor(9)));
        assert_eq!(amount(Outcome::Open, None, None, None), None);
    }

    #[test]
    fn a_won_deal_is_worth_its_close_value_and_a_lost_one_what_it_would_have_been() {
        assert_eq!(amount(Outcome::Won, Some(Minor(9)), LIST, Some(Minor(7))), Some(Minor(7)));
        assert_eq!(amount(Outcome::Lost, None, LIST, Some(Minor(0))), LIST);
    }

    #[test]
    fn a_line_is_rounded_once() {
        // 3 × 33.33 less 12.5 % is 87.49125.
        assert_eq!(line_amount(Quantity(30_000), Minor(3_333), BasisPoints(1_250)), Some(Minor(8_749)));
        assert_eq!(line_amount(Quantity::ONE, Minor(55_000), BasisPoints::ZERO), Some(Minor(55_000)));
        assert_eq!(line_amount(Quantity(i64::MAX), Minor(i64::MAX), BasisPoints::ZERO), None);
    }

    #[test]
    fn what_is_missing_is_named_in_order() {
        let deal = json!({"account_id": null, "amount": 5, "next_step": " ", "custom": {"budget": 3}});
        let deal = deal.as_object().expect("written as an object");
        let needs = ["amount", "account_id", "next_step", "custom.budget", "custom.site", "lines", "account_id"];
        let found = missing(needs.into_iter(), deal, false);
        assert_eq!(found, ["account_id", "next_step", "custom.site", "lines"]);
    }

    #[test]
    fn giving_up_and_going_back_need_nothing() {
        assert!(goes_on(2, Outcome::Open, 3));
        assert!(goes_on(2, Outcome::Won, 9));
        assert!(!goes_on(2, Outcome::Open, 1));
        assert!(!goes_on(2, Outcome::Lost, 9));
    }

    #[test]
    fn a_closed_deal_is_reopened_before_anything_else() {
        for closed in [Outcome::Won, Outcome::Lost] {
            assert_eq!(may_move(closed).unwrap_err().code, "opportunities.closed_already");
            assert!(may_reopen(closed).is_ok());
        }
        assert_eq!(may_lose(Outcome::Won).unwrap_err().code, "opportunities.closed_already");
        assert_eq!(may_win(Outcome::Lost).unwrap_err().code, "opportunities.closed_already");
        assert!([may_move(Outcome::Open), may_win(Outcome::Open), may_lose(Outcome::Open)].iter().all(Result::is_ok));
    }

    #[test]
    fn a_lost_deal_has_a_reason_that_fits() {
        assert_eq!(reason(Outcome::Lost, None).unwrap_err().code, "opportunities.reason_needed");
        assert_eq!(reason(Outcome::Lost, Some(Explains::Won)).unwrap_err().code, "opportunities.other_reason");
        assert!(reason(Outcome::Won, None).is_ok());
    }
}
