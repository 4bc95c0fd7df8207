//! Numbers, days and names as reports say them, in a language.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::{Currency, House, Minor, calendar::PeriodName, metric::Unit};

/// The words of reports: `reports.page.{key}`, English beside it.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub house: &'a House,
    pub language: &'static str,
    /// Of the report's amounts.
    pub currency: Currency,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Nobody reads the cents of so much.
const WHOLE_FROM: i64 = 1_000;

impl Words<'_> {
    pub fn say(&self, key: &str, english: &str) -> String {
        self.house.registry.words.say(self.language, &format!("reports.page.{key}"), english).to_owned()
    }

    pub fn fill(&self, key: &str, english: &str, with: &[(&str, String)]) -> String {
        self.house.registry.words.fill(self.language, &format!("reports.page.{key}"), english, with)
    }

    fn chinese(&self) -> bool {
        self.language == "zh"
    }

    pub fn day(&self, day: NaiveDate) -> String {
        if self.chinese() {
            return format!("{}年{}月{}日", day.year(), day.month(), day.day());
        }
        format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
    }

    pub fn span(&self, from: NaiveDate, to: NaiveDate) -> String {
        if from == to {
            return self.day(from);
        }
        let between = if self.chinese() { "至" } else { " – " };
        format!("{}{between}{}", self.day(from), self.day(to))
    }

    /// Where the company is.
    pub fn instant(&self, at: DateTime<Utc>) -> String {
        let there = at.with_timezone(&self.house.company().calendar.time_zone());
        format!("{} {}", self.day(there.date_naive()), there.format("%H:%M"))
    }

    /// `2026-W47` → `Week 47, 2026`
    pub fn period(&self, name: &str) -> String {
        let Ok(name) = name.parse::<PeriodName>() else { return name.to_owned() };
        match (name, self.chinese()) {
            (PeriodName::Day(day), _) => self.day(day),
            (PeriodName::Week(year, week), true) => format!("{year}年第{week}周"),
            (PeriodName::Week(year, week), false) => format!("Week {week}, {year}"),
            (PeriodName::Month(year, month), true) => format!("{year}年{month}月"),
            (PeriodName::Month(year, month), false) => {
                let month = usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
                format!("{} {year}", month.copied().unwrap_or_default())
            }
            (PeriodName::Part(year, part), true) => format!("{year}年第{part}期"),
            (PeriodName::Part(year, part), false) => format!("P{part} {year}"),
            (PeriodName::Quarter(year, quarter), true) => format!("{year}年第{quarter}季度"),
            (PeriodName::Quarter(year, quarter), false) => format!("Q{quarter} {year}"),
            (PeriodName::Half(year, half), true) => format!("{year}年{}半年", if half == 1 { "上" } else { "下" }),
            (PeriodName::Half(year, half), false) => format!("H{half} {year}"),
            (PeriodName::Year(year), true) => format!("{year}年"),
            (PeriodName::Year(year), false) => year.to_string(),
        }
    }

    /// An amount of the report's currency; of large ones without cents.
    pub fn money(&self, amount: Minor) -> String {
        let one = 10_i64.saturating_pow(self.currency.exponent());
        let shown = if amount.0.saturating_abs() >= WHOLE_FROM.saturating_mul(one) {
            let halves = amount.0.rem_euclid(one) * 2 >= one;
            (amount.0.div_euclid(one) + i64::from(halves)).to_string()
        } else {
            amount.text(self.currency)
        };
        format!("{} {}", self.currency.code(), grouped(&shown))
    }

    /// A number as answers have it, in its unit.
    pub fn number(&self, text: &str, unit: Unit) -> String {
        match unit {
            Unit::Money => {
                Minor::parse(text, self.currency).map_or_else(|_| text.to_owned(), |amount| self.money(amount))
            }
            Unit::Ratio => percent(text),
            Unit::Count | Unit::Days => grouped(&shortened(text)),
        }
    }

    pub fn unit(&self, metric: &str) -> Unit {
        self.house.registry.metrics.get(metric).map_or(Unit::Count, |metric| metric.unit)
    }

    /// What a number of the product is called.
    pub fn metric(&self, name: &str) -> String {
        let english = self.house.registry.metrics.get(name).map_or(name, |metric| metric.label);
        self.house.registry.words.say(self.language, &format!("metrics.{name}"), english).to_owned()
    }
}

/// `0.639395` → `63.9%`
pub fn percent(text: &str) -> String {
    text.parse::<f64>().map_or_else(|_| text.to_owned(), |share| format!("{:.1}%", share * 100.0).replace('-', "−"))
}

/// One decimal is enough for whoever reads; the workbook has them all.
fn shortened(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, rest)) => match rest.chars().next() {
            Some('0') | None => whole.to_owned(),
            Some(first) => format!("{whole}.{first}"),
        },
        None => text.to_owned(),
    }
}

/// `1234567.5` → `1,234,567.5`
fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut said = String::from(sign);
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if let Some(rest) = rest {
        said.push('.');
        said.push_str(rest);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_and_shares_are_percent() {
        assert_eq!(["1", "123", "1234", "-1234567.5"].map(grouped), ["1", "123", "1,234", "−1,234,567.5"]);
        assert_eq!([percent("0.639395"), percent("1.2"), percent("-0.05")], ["63.9%", "120.0%", "−5.0%"]);
        assert_eq!([shortened("12.0"), shortened("12.345"), shortened("7")], ["12", "12.3", "7"]);
    }
}
