//! What positions refuse. No database, no clock.

use crate::{
    position::PositionId,
    sheet::{self, State},
};
use chrono::{Datelike, NaiveDate};
use kernel::{BasisPoints, Refusal};
use org::{Span, person::PersonId};
use std::collections::HashMap;

pub const CIRCLE: Refusal =
    Refusal::new("positions.circle", "a position does not report to itself, directly or by way of others")
        .on("reports_to_id");
pub const RETIRED: Refusal = Refusal::new("positions.retired", "this position is retired");
pub const NOT_RETIRED: Refusal = Refusal::new("positions.not_retired", "this position is not retired");
pub const STILL_HELD: Refusal =
    Refusal::new("positions.still_held", "people hold it after today, end their appointments first: {names}");
pub const DRAFT_EXISTS: Refusal =
    Refusal::new("position_sheets.draft_exists", "there is a draft already; change that one or put it in force");
pub const SHEET_KEPT: Refusal = Refusal::new(
    "position_sheets.kept",
    "a sheet that was put in force is kept as it is; draft a new edition of the position to change it",
);
pub const OTHER_POSITION: Refusal =
    Refusal::new("position_sheets.other_position", "a sheet stays with its position").on("position_id");
pub const NOT_A_DRAFT: Refusal = Refusal::new("position_sheets.not_a_draft", "only a draft is put in force");
pub const NOT_PLANNED: Refusal =
    Refusal::new("position_sheets.not_planned", "only a sheet that is planned for later is withdrawn");
pub const NO_DUTY: Refusal =
    Refusal::new("position_sheets.no_duty", "a sheet without a duty says nothing: write down what is to be done");
pub const WEIGHTS: Refusal =
    Refusal::new("position_sheets.weights", "the weights of its KPIs come to {percent} %, not to 100 %");
pub const BEFORE_THE_LAST: Refusal =
    Refusal::new("position_sheets.before_the_last", "an edition begins after the one before it, which began on {date}")
        .on("from");
pub const UNKNOWN_METRIC: Refusal =
    Refusal::new("position_kpis.unknown_metric", "no number is called {metric}").on("metric");
pub const TWICE_REQUIRED: Refusal =
    Refusal::new("position_competencies.twice", "the sheet asks for this competency already").on("competency_id");
pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("appointments.ends_before_it_begins", "the last day lies before the first").on("to");
pub const OVER_FULL_TIME: Refusal = Refusal::new(
    "appointments.over_full_time",
    "with what they hold already it comes to {percent} % of full time; say that this is meant, or give a smaller share",
)
.on("share");
pub const ENDS_ALREADY: Refusal = Refusal::new("appointments.ends_already", "its last day is set already");
pub const NO_UNIT: Refusal =
    Refusal::new("appointments.no_unit", "they stand in no unit: say in which one they hold the position")
        .on("unit_id");
pub const HAS_LEFT: Refusal =
    Refusal::new("appointments.has_left", "they will not be here any more by then").on("person_id");
pub const OWN_ASSESSMENT: Refusal = Refusal::new("assessments.own", "nobody assesses themselves").on("person_id");
pub const ASSESSED_AHEAD: Refusal =
    Refusal::new("assessments.ahead", "nobody can be assessed on a day to come").on("assessed_on");
pub const TWICE_PLANNED: Refusal =
    Refusal::new("headcount_plans.twice", "there is a plan of this unit and position for this month already")
        .on("month");

/// `rows` say to whom each position reports.
pub fn no_circle(
    position: PositionId,
    above: PositionId,
    rows: &HashMap<PositionId, Option<PositionId>>,
) -> Result<(), Refusal> {
    let mut next = Some(above);
    // No chain is longer than there are positions.
    for _ in 0..=rows.len() {
        match next {
            Some(now) if now == position => return Err(CIRCLE),
            Some(now) => next = rows.get(&now).copied().flatten(),
            None => break,
        }
    }
    Ok(())
}

pub fn sound(span: Span) -> Result<(), Refusal> {
    if span.is_sound() { Ok(()) } else { Err(ENDS_BEFORE_IT_BEGINS) }
}

pub fn next_edition(sheets: &[sheet::Model]) -> i64 {
    sheets.iter().filter_map(|sheet| sheet.edition).max().unwrap_or_default() + 1
}

/// Whether a draft with so many duties and these weights may be put in force on a day, after the editions there are.
pub fn may_be_put_in_force(
    from: NaiveDate,
    sheets: &[sheet::Model],
    duties: u64,
    weights: &[Option<BasisPoints>],
) -> Result<(), Refusal> {
    if duties == 0 {
        return Err(NO_DUTY);
    }
    let total: i64 = weights.iter().flatten().map(|weight| weight.0).sum();
    if weights.iter().any(Option::is_some) && total != BasisPoints::WHOLE.0 {
        return Err(WEIGHTS.with("percent", BasisPoints(total)));
    }
    let begun = sheets.iter().filter(|sheet| sheet.state != State::Draft).filter_map(|sheet| sheet.from).max();
    match begun {
        Some(last) if last >= from => Err(BEFORE_THE_LAST.with("date", last)),
        Some(_) | None => Ok(()),
    }
}

/// The state of an edition that is not a draft.
pub fn state_on(span: Span, day: NaiveDate) -> State {
    if !span.begun(day) {
        State::Planned
    } else if span.over(day) {
        State::Replaced
    } else {
        State::InForce
    }
}

/// The most of full time that these come to on any day of a span.
pub fn peak(held: &[(Span, BasisPoints)], within: Span) -> BasisPoints {
    let first = within.from.unwrap_or(NaiveDate::MIN);
    // A sum only grows on a day on which something begins.
    let begin = held.iter().filter_map(|(span, _)| span.from).filter(|day| within.holds(*day));
    let on = |day: NaiveDate| held.iter().filter(|(span, _)| span.holds(day)).map(|(_, share)| share.0).sum();
    BasisPoints(std::iter::once(first).chain(begin).map(on).max().unwrap_or_default())
}

pub fn within_full_time(held: &[(Span, BasisPoints)], within: Span) -> Result<(), Refusal> {
    let most = peak(held, within);
    if most > BasisPoints::WHOLE { Err(OVER_FULL_TIME.with("percent", most)) } else { Ok(()) }
}

pub fn assessed(
    person: PersonId,
    assessor: Option<PersonId>,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if assessor == Some(person) {
        return Err(OWN_ASSESSMENT);
    }
    if on.is_some_and(|on| on > today) { Err(ASSESSED_AHEAD) } else { Ok(()) }
}

/// The first day of its month.
pub fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    fn part(from: &str, to: &str, percent: i64) -> (Span, BasisPoints) {
        (Span::new(day(from), day(to)), BasisPoints(percent * 100))
    }

    #[test]
    fn shares_are_added_up_on_the_fullest_day() {
        let held = [
            part("", "2026-03-31", 60),
            part("2026-03-01", "", 40),
            part("2026-04-01", "2026-04-30", 60),
            part("2026-04-15", "", 20),
        ];
        let within = |from: &str, to: &str| peak(&held, Span::new(day(from), day(to))).0 / 100;
        assert_eq!(within("", "2026-02-28"), 60);
        assert_eq!(within("", "2026-04-14"), 100);
        assert_eq!(within("2026-04-01", ""), 120);
        assert_eq!(within("2026-05-01", ""), 60);
        let refused = within_full_time(&held, Span::new(day("2026-04-01"), None)).unwrap_err();
        assert_eq!((refused.code, refused.arguments), ("appointments.over_full_time", vec![("percent", "120".into())]));
        assert_eq!(within_full_time(&held, Span::new(None, day("2026-04-14"))), Ok(()));
    }

    #[test]
    fn a_position_reports_to_no_one_below_it() {
        let [a, b, c] = [PositionId::new(), PositionId::new(), PositionId::new()];
        let rows = HashMap::from([(a, None), (b, Some(a)), (c, Some(b))]);
        assert_eq!(no_circle(c, b, &rows), Ok(()));
        assert_eq!(no_circle(a, c, &rows), Err(CIRCLE));
        assert_eq!(no_circle(a, a, &rows), Err(CIRCLE));
        let broken = HashMap::from([(b, Some(c)), (c, Some(b))]);
        assert_eq!(no_circle(a, b, &broken), Ok(()), "a circle of others does not hang");
    }

    #[test]
    fn an_edition_is_planned_then_in_force_then_replaced() {
        let span = Span::new(day("2026-03-01"), day("2026-03-31"));
        let on = |text: &str| state_on(span, day(text).unwrap());
        assert_eq!(
            [on("2026-02-28"), on("2026-03-01"), on("2026-03-31"), on("2026-04-01")],
            [State::Planned, State::InForce, State::InForce, State::Replaced]
        );
    }
}
