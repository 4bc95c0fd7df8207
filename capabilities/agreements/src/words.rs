//! Numbers, days and names as documents and scores say them, in a language.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::{House, Quantity, metric::Unit};

/// The words of documents: `agreements.paper.{key}`, English beside it.
pub struct Words<'a> {
    pub house: &'a House,
    pub language: &'static str,
}

/// Months in English, as dates say them.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words<'_> {
    pub fn say(&self, key: &str, english: &'static str) -> String {
        self.house.registry.words.say(self.language, &format!("agreements.paper.{key}"), english).to_owned()
    }

    pub fn fill(&self, key: &str, english: &'static str, with: &[(&str, String)]) -> String {
        self.house.registry.words.fill(self.language, &format!("agreements.paper.{key}"), english, with)
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

    pub fn month(&self, month: NaiveDate) -> String {
        if self.chinese() {
            return format!("{}年{}月", month.year(), month.month());
        }
        format!("{} {}", MONTHS[month.month0() as usize], month.year())
    }

    pub fn span(&self, from: NaiveDate, to: NaiveDate) -> String {
        let between = if self.chinese() { "至" } else { " – " };
        format!("{}{between}{}", self.day(from), self.day(to))
    }

    /// Where the company is.
    pub fn instant(&self, at: DateTime<Utc>) -> String {
        let there = at.with_timezone(&self.house.company().calendar.time_zone());
        format!("{} {}", self.day(there.date_naive()), there.format("%H:%M"))
    }

    /// A number in its unit: `CNY 1,200,000`, `30%`, `120`.
    pub fn number(&self, number: Quantity, unit: Unit) -> String {
        match unit {
            Unit::Money => format!("{} {}", self.house.company().currency.code(), grouped(&number.to_string())),
            Unit::Ratio => format!("{}%", grouped(&Quantity(number.0.saturating_mul(100)).to_string())),
            Unit::Count | Unit::Days => grouped(&number.to_string()),
        }
    }

    /// What a number of the product is called.
    pub fn metric(&self, name: &str) -> String {
        let english = self.house.registry.metrics.get(name).map_or(name, |metric| metric.label);
        self.house.registry.words.say(self.language, &format!("metrics.{name}"), english).to_owned()
    }

    /// A choice of a field.
    pub fn choice(&self, noun: &str, field: &str, value: &str, english: &str) -> String {
        self.house.registry.words.say(self.language, &format!("{noun}.fields.{field}.{value}"), english).to_owned()
    }
}

/// The unit of a number by its name; of what somebody judges, points.
pub fn unit_of(house: &House, metric: Option<&str>) -> Unit {
    metric.and_then(|name| house.registry.metrics.get(name)).map_or(Unit::Count, |metric| metric.unit)
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
    use super::grouped;

    #[test]
    fn thousands_are_parted() {
        let said = ["1", "123", "1234", "-1234567.5"].map(grouped);
        assert_eq!(said, ["1", "123", "1,234", "−1,234,567.5"]);
    }
}
