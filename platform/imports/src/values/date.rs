//! Dates as people and programs write them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// In which order a column writes day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    Ymd,
    Dmy,
    Mdy,
    /// Not written at all: the number of days since the end of 1899, as spreadsheets count.
    Serial,
}

impl DateOrder {
    pub const ALL: [Self; 4] = [Self::Ymd, Self::Dmy, Self::Mdy, Self::Serial];

    pub fn name(self) -> &'static str {
        match self {
            Self::Ymd => "ymd",
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Serial => "serial",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// What a cell may mean under each order, in the order of [`DateOrder::ALL`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meanings {
    dates: [Option<NaiveDate>; 4],
    time: NaiveTime,
    offset: Option<FixedOffset>,
    /// Only one order is possible, or the month is a word: says nothing about how others in the column are meant.
    pub plain: bool,
}

impl Meanings {
    pub fn under(&self, order: DateOrder) -> Option<NaiveDate> {
        self.dates[order as usize]
    }

    pub fn moment(&self, order: DateOrder) -> Option<(NaiveDateTime, Option<FixedOffset>)> {
        Some((self.under(order)?.and_time(self.time), self.offset))
    }

    pub fn any(&self) -> bool {
        self.dates.iter().any(Option::is_some)
    }

    fn plain(date: NaiveDate, time: NaiveTime, offset: Option<FixedOffset>) -> Self {
        Self { dates: [Some(date), Some(date), Some(date), None], time, offset, plain: true }
    }

    fn open(dates: [Option<NaiveDate>; 3], time: NaiveTime, offset: Option<FixedOffset>) -> Self {
        Self { dates: [dates[0], dates[1], dates[2], None], time, offset, plain: false }
    }
}

/// Everything the text may mean as a date; `None` if it is none under any order.
pub fn meanings(text: &str) -> Option<Meanings> {
    let text = ascii(text);
    let text = text.trim();
    if !text.starts_with(|letter: char| letter.is_ascii_alphanumeric()) || text.len() > 60 {
        return None;
    }
    let found = if let Some(rest) = text.strip_suffix('Z').filter(|rest| rest.contains('T')) {
        FixedOffset::east_opt(0).and_then(|zone| split(rest, Some(zone)))
    } else if text.contains('T') && text.len() > 19 {
        let (local, zone) = match DateTime::parse_from_rfc3339(text) {
            Ok(at) => (at.naive_local(), Some(*at.offset())),
            Err(_) => (text.parse::<NaiveDateTime>().ok()?, None),
        };
        Some(Meanings::plain(local.date(), local.time(), zone))
    } else {
        split(text, None)
    };
    found.filter(Meanings::any)
}

fn split(text: &str, zone: Option<FixedOffset>) -> Option<Meanings> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.matches('.').count() <= 1 {
        return numeric(text);
    }
    let (date, time) = match text.find(':') {
        Some(colon) => {
            let hour = text[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
            let before = text[..hour].trim_end();
            let (before, half) = half_of_day(before);
            let before = before.trim_end_matches(['T', ',']).trim_end();
            (before, clock(&text[hour..], half)?)
        }
        None => (text, NaiveTime::MIN),
    };
    spelled(date, time, zone).or_else(|| with_month_name(date, time, zone))
}

/// Day, month and year as numbers between separators; `年`, `月`, `日` separate too.
fn spelled(date: &str, time: NaiveTime, zone: Option<FixedOffset>) -> Option<Meanings> {
    let chinese = date.contains('年');
    let date = date.strip_suffix(['日', '号']).unwrap_or(date);
    let mut parts = date.split(['/', '-', '.', '年', '月']).map(str::trim);
    let parts = [parts.next()?, parts.next()?, parts.next().filter(|_| parts.next().is_none())?];
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let [first, second, third] = parts;
    let ymd = dated(first, second, third);
    if chinese || first.len() == 4 {
        return Some(Meanings::plain(ymd?, time, zone));
    }
    Some(Meanings::open([ymd, dated(third, second, first), dated(third, first, second)], time, zone))
}

/// `1 Mar 2018`, `01-Mar-18`, `March 1, 2018`.
fn with_month_name(date: &str, time: NaiveTime, zone: Option<FixedOffset>) -> Option<Meanings> {
    let mut parts = date.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty());
    let parts = [parts.next()?, parts.next()?, parts.next().filter(|_| parts.next().is_none())?];
    let (day, month, year) = match (month_named(parts[0]), month_named(parts[1])) {
        (Some(month), _) => (parts[1], month, parts[2]),
        (None, Some(month)) if parts[0].len() == 4 => (parts[2], month, parts[0]),
        (None, Some(month)) => (parts[0], month, parts[2]),
        (None, None) => return None,
    };
    let day = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    Some(Meanings::plain(dated(year, &month.to_string(), day)?, time, zone))
}

fn month_named(name: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let fits = |month: &&str| {
        month.starts_with(&name) && (name.len() == 3 || **month == name) || name == "sept" && month.starts_with("sept")
    };
    Some(MONTHS.iter().position(|month| name.len() >= 3 && fits(month))? + 1)
}

/// Digits alone: `20180301` under each order, or a spreadsheet's day number.
fn numeric(text: &str) -> Option<Meanings> {
    let none = Meanings { dates: [None; 4], time: NaiveTime::MIN, offset: None, plain: false };
    if text.len() == 8 && !text.contains('.') {
        let plausible = |date: &NaiveDate| (1900..2200).contains(&chrono::Datelike::year(date));
        let date = |year: &str, month, day| dated(year, month, day).filter(plausible);
        return Some(Meanings::open(
            [
                date(&text[..4], &text[4..6], &text[6..]),
                date(&text[4..], &text[2..4], &text[..2]),
                date(&text[4..], &text[..2], &text[2..4]),
            ],
            NaiveTime::MIN,
            None,
        ));
    }
    let (days, fraction) = text.split_once('.').unwrap_or((text, ""));
    let days: i64 = days.parse().ok().filter(|days| (10_000..80_000).contains(days))?;
    let fraction: f64 = format!("0.{fraction}0").parse().ok()?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(TimeDelta::days(days))?;
    let second = (fraction * 86_400.0).round().min(86_399.0) as u32;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0)?;
    Some(Meanings { dates: [None, None, None, Some(date)], time, ..none })
}

/// A year has two or four digits; of two, 69 to 99 are of the last century.
fn dated(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    if month.len() > 2 || day.len() > 2 {
        return None;
    }
    let number: i32 = year.parse().ok()?;
    let year = match (year.len(), number) {
        (4, 1000..) => number,
        (2, 69..) => 1900 + number,
        (2, _) => 2000 + number,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (&str, Option<Half>) {
    if let Some(rest) = text.strip_suffix("上午") {
        (rest.trim_end(), Some(Half::Morning))
    } else if let Some(rest) = text.strip_suffix("下午") {
        (rest.trim_end(), Some(Half::Afternoon))
    } else {
        (text, None)
    }
}

/// `9:05`, `19:58:54`, `7:58 PM`, `19:58:54.250`.
fn clock(text: &str, half: Option<Half>) -> Option<NaiveTime> {
    let lower = text.to_ascii_lowercase();
    let (digits, half) = if let Some(rest) = lower.strip_suffix("am").or_else(|| lower.strip_suffix("a.m.")) {
        (rest.trim_end(), Some(Half::Morning))
    } else if let Some(rest) = lower.strip_suffix("pm").or_else(|| lower.strip_suffix("p.m.")) {
        (rest.trim_end(), Some(Half::Afternoon))
    } else {
        (lower.as_str(), half)
    };
    let mut parts = digits.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next().filter(|part| part.len() == 2)?.parse().ok()?;
    let second = parts.next().unwrap_or("0");
    if parts.next().is_some() {
        return None;
    }
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let milli: u32 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let hour = match half {
        None => hour,
        Some(Half::Morning) => (1..=12).contains(&hour).then_some(hour % 12)?,
        Some(Half::Afternoon) => (1..=12).contains(&hour).then_some(hour % 12 + 12)?,
    };
    NaiveTime::from_hms_milli_opt(hour, minute, second.parse().ok()?, milli)
}

/// Full-width digits and signs as a Chinese keyboard writes them become plain ones.
pub fn ascii(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        '\u{2212}' | '\u{2013}' => '-',
        '\u{2019}' => '\'',
        other => other,
    };
    text.chars().map(narrow).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, order: DateOrder) -> String {
        meanings(text).and_then(|meanings| meanings.moment(order)).map_or("none".into(), |(at, zone)| {
            format!("{at}{}", zone.map(|zone| zone.to_string()).unwrap_or_default())
        })
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        use DateOrder::{Dmy, Mdy, Serial, Ymd};
        for (text, order, expected) in [
            ("2018-03-01", Dmy, "2018-03-01 00:00:00"),
            ("2018/3/1", Mdy, "2018-03-01 00:00:00"),
            ("2018年3月1日", Dmy, "2018-03-01 00:00:00"),
            ("２０１８年３月１日 下午2:05", Dmy, "2018-03-01 14:05:00"),
            ("2018-02-26 19:58:54", Ymd, "2018-02-26 19:58:54"),
            ("2018-02-26T19:58:54Z", Ymd, "2018-02-26 19:58:54+00:00"),
            ("2018-02-26T19:58:54.250+08:00", Ymd, "2018-02-26 19:58:54.250+08:00"),
            ("26-02-2018 19:58", Dmy, "2018-02-26 19:58:00"),
            ("2/26/2018 7:58 PM", Mdy, "2018-02-26 19:58:00"),
            ("01.02.18", Dmy, "2018-02-01 00:00:00"),
            ("01.02.18", Mdy, "2018-01-02 00:00:00"),
            ("01.02.18", Ymd, "2001-02-18 00:00:00"),
            ("1/2/99", Dmy, "1999-02-01 00:00:00"),
            ("1 Mar 2018", Ymd, "2018-03-01 00:00:00"),
            ("01-Mar-18", Mdy, "2018-03-01 00:00:00"),
            ("March 1st, 2018", Dmy, "2018-03-01 00:00:00"),
            ("20180301", Ymd, "2018-03-01 00:00:00"),
            ("13022018", Dmy, "2018-02-13 00:00:00"),
            ("43160", Serial, "2018-03-01 00:00:00"),
            ("43160.75", Serial, "2018-03-01 18:00:00"),
        ] {
            assert_eq!(read(text, order), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "May-20",
            "01-May",
            "2018-13-01",
            "31/02/2018",
            "5-20",
            "2018-03",
            "1/2/3",
            "12:30",
            "2018-03-01x",
            "2018-03-01 25:00",
            "7",
            "0.5",
        ] {
            assert_eq!(meanings(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_date_written_in_an_order_is_read_back_in_it(days in 0i32..40_000, separator in "[/.-]", padded: bool) {
            let date = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + TimeDelta::days(days.into());
            let (d, m) = if padded { ("%d", "%m") } else { ("%-d", "%-m") };
            for (order, format) in [
                (DateOrder::Dmy, format!("{d}{separator}{m}{separator}%Y")),
                (DateOrder::Mdy, format!("{m}{separator}{d}{separator}%Y")),
                (DateOrder::Ymd, format!("%Y{separator}{m}{separator}{d}")),
            ] {
                let text = date.format(&format).to_string();
                prop_assert_eq!(meanings(&text).unwrap().under(order), Some(date));
            }
        }

        #[test]
        fn no_text_breaks_the_reading(text in "\\PC{0,30}") {
            let _ = meanings(&text);
        }
    }
}
