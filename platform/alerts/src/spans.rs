//! The days that a number is taken of, and when they are due to be looked at. Pure: the company's calendar is given.

use crate::alert_rule::{Against, Model, Window};
use chrono::NaiveDate;
use kernel::{Calendar, Period};

/// The days of the number `back` periods before the one that holds `day`.
///
/// Of a period so far the earlier ones are as many days long: half a week is not less than a whole one for being half.
pub fn days(rule: &Model, calendar: &Calendar, day: NaiveDate, back: i32) -> Option<Period> {
    let grain = rule.grain.grain();
    let period = calendar.shift(grain, day, -back)?;
    match rule.window {
        Window::Closed => Some(period),
        Window::SoFar => {
            let gone = day - calendar.period(grain, day).from();
            let to = period.from().checked_add_signed(gone)?.min(period.to());
            Period::new(period.from(), to).ok()
        }
        Window::Trailing => {
            let first = calendar.shift(grain, day, 1 - back - rule.together())?;
            Period::new(first.from(), period.to()).ok()
        }
    }
}

/// How far back lies what a change is measured from.
pub fn earlier(rule: &Model) -> i32 {
    match rule.against.unwrap_or(Against::Before) {
        // Several together are compared with as many before them, not with most of themselves.
        Against::Before => rule.together(),
        Against::YearBefore => rule.grain.a_year(),
    }
}

/// What a period is called.
pub fn name(rule: &Model, calendar: &Calendar, day: NaiveDate) -> String {
    calendar.label(rule.grain.grain(), day)
}

/// After so long a time without a server, earlier closes are let go.
const MOST: i32 = 12;

/// The last days of periods that have closed since `after` (exclusively), the oldest first; without it only the last.
pub fn closed(rule: &Model, calendar: &Calendar, today: NaiveDate, after: Option<NaiveDate>) -> Vec<NaiveDate> {
    let grain = rule.grain.grain();
    let ends = (1..=MOST).rev().filter_map(|back| Some(calendar.shift(grain, today, -back)?.to()));
    let ends: Vec<NaiveDate> = ends.collect();
    match after {
        Some(after) => ends.into_iter().filter(|end| *end > after).collect(),
        None => ends.last().copied().into_iter().collect(),
    }
}

/// The days by which a back-test looks: the ends of the periods that lie between two days.
pub fn looked(rule: &Model, calendar: &Calendar, over: Period, today: NaiveDate) -> Vec<NaiveDate> {
    let grain = rule.grain.grain();
    let mut ends = Vec::new();
    let mut period = calendar.period(grain, over.from());
    while period.from() <= over.to() {
        if period.to() < today {
            ends.push(period.to());
        }
        let Some(next) = calendar.shift(grain, period.from(), 1) else { break };
        period = next;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rule(window: Window) -> Model {
        Model { window, trailing: Some(4), ..library::blank() }
    }

    fn shown(window: Window, on: &str, back: i32) -> [String; 2] {
        let period = days(&rule(window), &Calendar::new(chrono_tz::Asia::Shanghai), day(on), back).unwrap();
        [period.from().to_string(), period.to().to_string()]
    }

    #[test]
    fn a_period_so_far_is_compared_with_as_many_days() {
        // The 25th of November 2026 is a Wednesday.
        assert_eq!(shown(Window::SoFar, "2026-11-25", 0), ["2026-11-23", "2026-11-25"]);
        assert_eq!(shown(Window::SoFar, "2026-11-25", 1), ["2026-11-16", "2026-11-18"]);
        assert_eq!(shown(Window::Closed, "2026-11-25", 1), ["2026-11-16", "2026-11-22"]);
    }

    #[test]
    fn several_periods_end_with_the_one_that_is_named() {
        assert_eq!(shown(Window::Trailing, "2026-11-22", 0), ["2026-10-26", "2026-11-22"]);
        assert_eq!(shown(Window::Trailing, "2026-11-22", 4), ["2026-09-28", "2026-10-25"]);
        assert_eq!(earlier(&rule(Window::Trailing)), 4);
    }

    #[test]
    fn what_closed_while_nobody_looked_is_made_up_for_in_order() {
        let calendar = Calendar::new(chrono_tz::Asia::Shanghai);
        let closed = |after: Option<&str>| {
            let ends = closed(&rule(Window::Closed), &calendar, day("2026-11-25"), after.map(day));
            ends.iter().map(NaiveDate::to_string).collect::<Vec<_>>()
        };
        assert_eq!(closed(None), ["2026-11-22"]);
        assert_eq!(closed(Some("2026-11-22")), Vec::<String>::new());
        assert_eq!(closed(Some("2026-11-01")), ["2026-11-08", "2026-11-15", "2026-11-22"]);
        assert_eq!(closed(Some("2020-01-01")).len(), 12);
    }
}
