//! From a day to a day, both included; open where nothing is said.

use chrono::{Days, NaiveDate};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// `None`: from the beginning.
    pub from: Option<NaiveDate>,
    /// `None`: until further notice.
    pub to: Option<NaiveDate>,
}

impl Span {
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        Self { from, to }
    }

    pub fn holds(self, day: NaiveDate) -> bool {
        self.begun(day) && !self.over(day)
    }

    pub fn begun(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    /// Every day there is.
    pub fn always(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Ended before that day.
    pub fn over(self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }

    pub fn overlaps(self, other: Span) -> bool {
        let reaches = |from: Option<NaiveDate>, to: Option<NaiveDate>| match (from, to) {
            (Some(from), Some(to)) => from <= to,
            (None, _) | (_, None) => true,
        };
        reaches(self.from, other.to) && reaches(other.from, self.to)
    }

    /// Ends no earlier than it begins.
    pub fn is_sound(self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => from <= to,
            (None, _) | (_, None) => true,
        }
    }
}

/// The last day before.
pub fn eve(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// The one of several spans that do not overlap in which somebody stands on a day: the one that holds it, else the last
/// that was over, else the first to come.
pub fn standing<T>(spans: impl IntoIterator<Item = (Span, T)>, day: NaiveDate) -> Option<T> {
    let rank = |span: Span| {
        if span.holds(day) {
            (2, 0)
        } else if span.over(day) {
            (1, span.to.map_or(i64::MAX, days))
        } else {
            (0, -span.from.map_or(i64::MIN + 1, days))
        }
    };
    spans.into_iter().max_by_key(|(span, _)| rank(*span)).map(|(_, what)| what)
}

fn days(day: NaiveDate) -> i64 {
    i64::from(chrono::Datelike::num_days_from_ce(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    fn span(from: &str, to: &str) -> Span {
        Span::new(day(from), day(to))
    }

    #[test]
    fn both_ends_are_included() {
        let march = span("2026-03-01", "2026-03-31");
        assert!(march.holds(day("2026-03-01").unwrap()) && march.holds(day("2026-03-31").unwrap()));
        assert!(!march.holds(day("2026-04-01").unwrap()));
        assert!(span("", "").holds(day("1900-01-01").unwrap()));
    }

    #[test]
    fn neighbours_do_not_overlap_and_open_ends_do() {
        assert!(!span("", "2026-03-31").overlaps(span("2026-04-01", "")));
        assert!(span("", "2026-04-01").overlaps(span("2026-04-01", "")));
        assert!(span("", "").overlaps(span("2026-04-01", "2026-04-02")));
        assert!(!span("2026-04-01", "2026-03-31").is_sound());
    }

    #[test]
    fn who_left_stands_where_they_stood_last() {
        let spans = || [(span("", "2025-12-31"), "a"), (span("2026-01-01", "2026-02-28"), "b")];
        assert_eq!(standing(spans(), day("2025-05-05").unwrap()), Some("a"));
        assert_eq!(standing(spans(), day("2026-02-28").unwrap()), Some("b"));
        assert_eq!(standing(spans(), day("2026-08-01").unwrap()), Some("b"));
        let coming = [(span("2027-01-01", ""), "later"), (span("2026-10-01", "2026-12-31"), "sooner")];
        assert_eq!(standing(coming, day("2026-08-01").unwrap()), Some("sooner"));
    }
}
