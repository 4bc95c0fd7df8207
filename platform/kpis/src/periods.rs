//! The periods that people speak of, as the company's calendar has them, each with what it is compared with.

use chrono::NaiveDate;
use kernel::{
    Calendar,
    calendar::{Grain, PeriodName},
    period::Period,
};
use serde_json::{Map, Value, json};

const GRAINS: [Grain; 5] = [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year];

/// `{"this_month": {"from", "to", "name", "before": {"from", "to"}, "year_before": {"from", "to"}}, "last_month": …}`:
/// both ends included, `name` as dimensions show it; `before` is the period of the same length that ended before it
/// began, `year_before` the one of the same name a fiscal year ago.
pub fn named(calendar: &Calendar, today: NaiveDate) -> Value {
    let mut named = Map::new();
    for grain in GRAINS {
        for (word, back) in [("this", 0), ("last", -1)] {
            let Some(period) = calendar.shift(grain, today, back) else { continue };
            let before = calendar.shift(grain, today, back - 1);
            let shown = json!({
                "from": period.from(),
                "to": period.to(),
                "name": calendar.label(grain, period.from()),
                "before": before.map(ends),
                "year_before": year_before(calendar, grain, period).map(ends),
            });
            named.insert(format!("{word}_{grain}"), shown);
        }
    }
    Value::Object(named)
}

fn ends(period: Period) -> Value {
    json!({ "from": period.from(), "to": period.to() })
}

fn year_before(calendar: &Calendar, grain: Grain, period: Period) -> Option<Period> {
    let of = |year: i32, name: PeriodName| match name {
        PeriodName::Year(_) => PeriodName::Year(year),
        PeriodName::Half(_, half) => PeriodName::Half(year, half),
        PeriodName::Quarter(_, quarter) => PeriodName::Quarter(year, quarter),
        PeriodName::Part(_, part) => PeriodName::Part(year, part),
        PeriodName::Month(_, month) => PeriodName::Month(year, month),
        PeriodName::Week(_, week) => PeriodName::Week(year, week),
        PeriodName::Day(day) => PeriodName::Day(day),
    };
    let name = calendar.name(grain, period.from());
    let year = match name {
        PeriodName::Year(year)
        | PeriodName::Half(year, _)
        | PeriodName::Quarter(year, _)
        | PeriodName::Part(year, _)
        | PeriodName::Month(year, _)
        | PeriodName::Week(year, _) => year,
        PeriodName::Day(_) => return None,
    };
    // A year of 53 weeks has one that the year before may not have; then it is the 52nd.
    calendar.days(of(year - 1, name)).or_else(|| calendar.days(of(year - 1, PeriodName::Week(year, 52))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_and_years_are_fiscal_and_compared_with_their_own_kind() {
        let mut settings = kernel::calendar::CalendarSettings::new(chrono_tz::Asia::Shanghai);
        settings.fiscal_year_start = 4;
        let calendar = Calendar::try_from(settings).unwrap();
        let named = named(&calendar, "2026-11-22".parse().unwrap());
        let period =
            |name: &str| [&named[name]["from"], &named[name]["to"]].map(|day| day.as_str().unwrap().to_owned());
        assert_eq!(period("this_quarter"), ["2026-10-01", "2026-12-31"]);
        assert_eq!(period("this_year"), ["2026-04-01", "2027-03-31"]);
        assert_eq!(period("last_month"), ["2026-10-01", "2026-10-31"]);
        assert_eq!(named["this_quarter"]["before"], json!({ "from": "2026-07-01", "to": "2026-09-30" }));
        assert_eq!(named["this_quarter"]["year_before"], json!({ "from": "2025-10-01", "to": "2025-12-31" }));
        assert_eq!(named["this_month"]["year_before"], json!({ "from": "2025-11-01", "to": "2025-11-30" }));
    }
}
