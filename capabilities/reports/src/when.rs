//! When reports are written, and of which days. Pure: the company's calendar and the moment are given.

use crate::choices::Rhythm;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kernel::{Calendar, Period};

/// The close of a period: what a report is about. Both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// `2026-W47`
    pub name: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Close {
    pub fn over(&self) -> Option<Period> {
        Period::new(self.from, self.to).ok()
    }

    /// The first moment after it.
    pub fn at(&self, calendar: &Calendar) -> DateTime<Utc> {
        calendar.start_of(self.to.succ_opt().unwrap_or(self.to))
    }
}

/// The close that a day belongs to. Of days it is that day, with the free ones before it: what came in over a weekend stands
/// in Monday's report.
pub fn holding(rhythm: Rhythm, calendar: &Calendar, day: NaiveDate) -> Close {
    let name = calendar.label(rhythm.grain(), day);
    match rhythm {
        Rhythm::Day => {
            let before = calendar.add_working_days(day, -1).and_then(|before| before.succ_opt());
            Close { name, from: before.unwrap_or(day).min(day), to: day }
        }
        Rhythm::Week | Rhythm::Month => {
            let period = calendar.period(rhythm.grain(), day);
            Close { name, from: period.from(), to: period.to() }
        }
    }
}

/// The one before it, which it is compared with.
pub fn before(rhythm: Rhythm, calendar: &Calendar, close: &Close) -> Close {
    let day = close.from.pred_opt().unwrap_or(close.from);
    holding(rhythm, calendar, day)
}

/// The moment at which a close is written: at this hour of the first working day after it.
pub fn writes_at(calendar: &Calendar, close: &Close, hour: u32) -> Option<DateTime<Utc>> {
    moment(calendar.add_working_days(close.to, 1)?, hour, calendar)
}

/// An hour of a day of the company; the first moment after it where the clocks are put forward over it.
fn moment(day: NaiveDate, hour: u32, calendar: &Calendar) -> Option<DateTime<Utc>> {
    (hour..24).find_map(|hour| {
        let time = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
        Some(time.and_local_timezone(calendar.time_zone()).earliest()?.with_timezone(&Utc))
    })
}

/// Closes after a day (exclusively) whose hour has come, the oldest first.
pub fn due(rhythm: Rhythm, calendar: &Calendar, now: DateTime<Utc>, hour: u32, after: NaiveDate) -> Vec<Close> {
    let today = calendar.day_of(now);
    let ends = (0..=rhythm.most()).rev().filter_map(|back| match rhythm {
        Rhythm::Day => calendar.add_working_days(today, -back).filter(|day| calendar.is_working_day(*day)),
        Rhythm::Week | Rhythm::Month => Some(calendar.shift(rhythm.grain(), today, -back)?.to()),
    });
    ends.filter(|end| *end > after && *end < today)
        .map(|end| holding(rhythm, calendar, end))
        .filter(|close| writes_at(calendar, close, hour).is_some_and(|at| at <= now))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::new(chrono_tz::Asia::Shanghai)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Closes that are due at a moment in Shanghai.
    fn at(rhythm: Rhythm, moment: &str, after: &str) -> Vec<String> {
        let now = format!("{moment}+08:00").parse::<DateTime<chrono::FixedOffset>>().unwrap().to_utc();
        due(rhythm, &calendar(), now, 7, day(after)).into_iter().map(|close| close.name).collect()
    }

    #[test]
    fn a_week_is_written_on_the_first_working_day_after_it_at_its_hour() {
        // The 22nd of November 2026 is a Sunday.
        assert_eq!(at(Rhythm::Week, "2026-11-23T06:59:00", "2026-11-15"), Vec::<String>::new());
        assert_eq!(at(Rhythm::Week, "2026-11-23T07:00:00", "2026-11-15"), ["2026-W47"]);
        assert_eq!(at(Rhythm::Week, "2026-11-23T07:00:00", "2026-11-22"), Vec::<String>::new());
    }

    #[test]
    fn what_closed_while_no_server_ran_is_made_up_for_in_order_and_not_without_end() {
        assert_eq!(at(Rhythm::Week, "2026-11-25T09:00:00", "2026-11-01"), ["2026-W45", "2026-W46", "2026-W47"]);
        assert_eq!(at(Rhythm::Week, "2026-11-25T09:00:00", "2020-01-01").len(), 4);
        assert_eq!(at(Rhythm::Month, "2026-11-25T09:00:00", "2020-01-01"), ["2026-08", "2026-09", "2026-10"]);
    }

    #[test]
    fn mondays_report_has_the_weekend_and_friday_is_written_on_monday() {
        let monday = holding(Rhythm::Day, &calendar(), day("2026-11-23"));
        assert_eq!((monday.from, monday.to), (day("2026-11-21"), day("2026-11-23")));
        assert_eq!(before(Rhythm::Day, &calendar(), &monday).to, day("2026-11-20"));
        assert_eq!(at(Rhythm::Day, "2026-11-21T09:00:00", "2026-11-19"), Vec::<String>::new());
        assert_eq!(at(Rhythm::Day, "2026-11-23T09:00:00", "2026-11-19"), ["2026-11-20"]);
    }

    #[test]
    fn a_month_closes_with_its_last_moment() {
        let october = holding(Rhythm::Month, &calendar(), day("2026-10-15"));
        assert_eq!(october.at(&calendar()).to_rfc3339(), "2026-10-31T16:00:00+00:00");
        assert_eq!(before(Rhythm::Month, &calendar(), &october).name, "2026-09");
    }
}
