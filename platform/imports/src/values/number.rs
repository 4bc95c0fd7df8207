//! Numbers with their separators, currency signs and units.

use super::date::ascii;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What stands before the decimals; the other one, apostrophes and blanks may then group thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.name() == name)
    }

    fn letter(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn other(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// A number under each decimal mark, and whether a percent sign followed it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amounts {
    pub point: Option<Decimal>,
    pub comma: Option<Decimal>,
    pub percent: bool,
}

impl Amounts {
    pub fn under(&self, mark: DecimalMark) -> Option<Decimal> {
        match mark {
            DecimalMark::Point => self.point,
            DecimalMark::Comma => self.comma,
        }
    }

    fn both(number: Decimal) -> Self {
        Self { point: Some(number), comma: Some(number), percent: false }
    }
}

/// Everything the text may mean as a number; `None` if it is none under either mark.
pub fn amounts(text: &str) -> Option<Amounts> {
    // Most cells of most files are plain digits.
    if text.len() < 18 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<i64>().ok().map(|number| Amounts::both(number.into()));
    }
    let text = ascii(text);
    let mut body = text.trim();
    let mut negative = false;
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (body, negative) = (inner.trim(), true);
    }
    let mut percent = false;
    let mut scale = Decimal::ONE;
    // Sign, currency and unit may stand on either side, in any order.
    loop {
        let before = body;
        if let Some(rest) = body.strip_prefix(['-', '+']).or_else(|| body.strip_suffix('-')) {
            negative ^= body.starts_with('-') || !body.starts_with('+') && body.ends_with('-');
            body = rest.trim();
        }
        if let Some(rest) = body.strip_suffix('%') {
            (body, percent) = (rest.trim_end(), true);
        }
        for (unit, factor) in [("万", 10_000), ("亿", 100_000_000)] {
            if let Some(rest) = body.strip_suffix(unit).filter(|_| scale == Decimal::ONE) {
                (body, scale) = (rest.trim_end(), factor.into());
            }
        }
        body = without_currency(body);
        if body == before {
            break;
        }
    }
    let read = |mark| digits(body, mark)?.checked_mul(scale).map(|number| if negative { -number } else { number });
    let (point, comma) = (read(DecimalMark::Point), read(DecimalMark::Comma));
    (point.is_some() || comma.is_some()).then_some(Amounts { point, comma, percent })
}

fn without_currency(body: &str) -> &str {
    const SIGNS: [&str; 10] = ["R$", "US$", "¥", "￥", "$", "€", "£", "元", "₹", "₩"];
    for sign in SIGNS {
        if let Some(rest) = body.strip_prefix(sign).or_else(|| body.strip_suffix(sign)) {
            return rest.trim();
        }
    }
    let code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    match (body.get(..3), body.len().checked_sub(3).and_then(|at| body.get(at..))) {
        (Some(front), _) if code(front) => body[3..].trim(),
        (_, Some(back)) if code(back) => body[..body.len() - 3].trim(),
        _ => body,
    }
}

/// Digits with that decimal mark, grouped properly or not at all.
fn digits(body: &str, mark: DecimalMark) -> Option<Decimal> {
    if body.contains(['e', 'E']) {
        let plain = body.replace(mark.letter(), ".");
        return Decimal::from_scientific(&plain).ok().filter(|_| !body.contains(mark.other()));
    }
    let (whole, fraction) = body.split_once(mark.letter()).unwrap_or((body, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut plain = ungrouped(whole, mark.other())?;
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    Decimal::from_str(&plain).ok()
}

fn ungrouped(whole: &str, separator: char) -> Option<String> {
    let Some(separator) = whole
        .chars()
        .find(|letter| !letter.is_ascii_digit())
        .map(|found| (found == separator || matches!(found, '\'' | ' ' | '_')).then_some(found))
    else {
        return Some(if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    };
    let groups: Vec<&str> = whole.split(separator?).collect();
    let (last, front) = groups.split_last()?;
    let (first, middle) = front.split_first()?;
    // Groups of three; or of two before the last three, as in India. No number is grouped behind a leading zero.
    let regular = |length| middle.iter().all(|group| group.len() == length) && (1..=length).contains(&first.len());
    let even = last.len() == 3 && (regular(3) || regular(2)) && !first.starts_with('0');
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    (even && digits).then(|| groups.concat())
}

/// A number that a workbook stored as a binary fraction: 15 digits of it are meant, the rest is noise.
pub fn stored(text: &str) -> Option<Decimal> {
    let number: f64 = text.parse().ok()?;
    Decimal::from_scientific(&format!("{number:.14e}")).ok().map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (String, String) {
        let shown = |number: Option<Decimal>| number.map_or("-".to_owned(), |number| number.normalize().to_string());
        amounts(text).map_or(("-".into(), "-".into()), |found| (shown(found.point), shown(found.comma)))
    }

    #[test]
    fn numbers_are_read_under_both_marks() {
        for (text, point, comma) in [
            ("1054", "1054", "1054"),
            ("1,234", "1234", "1.234"),
            ("1.234", "1.234", "1234"),
            ("1,234.50", "1234.5", "-"),
            ("1.234,50", "-", "1234.5"),
            ("12,34,567", "1234567", "-"),
            ("1 234 567,8", "-", "1234567.8"),
            ("1 234", "1234", "1234"),
            ("1'234.5", "1234.5", "-"),
            ("0.125", "0.125", "-"),
            ("0,125", "-", "0.125"),
            (".5", "0.5", "-"),
            ("-12", "-12", "-12"),
            ("12-", "-12", "-12"),
            ("(1,000)", "-1000", "-1"),
            ("¥1,200.00", "1200", "-"),
            ("R$ 1.200,00", "-", "1200"),
            ("1200 CNY", "1200", "1200"),
            ("-$5", "-5", "-5"),
            ("１２３", "123", "123"),
            ("3.5万", "35000", "-"),
            ("2亿", "200000000", "200000000"),
            ("1.5E+6", "1500000", "-"),
            ("12,5%", "-", "12.5"),
        ] {
            assert_eq!(read(text), (point.to_owned(), comma.to_owned()), "{text}");
        }
        for text in ["", "abc", "1.2.3", "1,23,4", "12 34", "--", "5-20", "1e", "-", "1-2"] {
            assert_eq!(read(text), ("-".into(), "-".into()), "{text}");
        }
    }

    #[test]
    fn the_noise_of_a_stored_fraction_is_dropped() {
        assert_eq!(stored("0.30000000000000004").unwrap().to_string(), "0.3");
        assert_eq!(stored("26768").unwrap().to_string(), "26768");
    }

    proptest! {
        #[test]
        fn a_number_written_with_a_mark_is_read_back_with_it(minor in -1_000_000_000_000i64..1_000_000_000_000) {
            let number = Decimal::new(minor, 2);
            let whole = number.trunc().abs().to_string();
            let mut grouped = String::new();
            for (index, digit) in whole.chars().enumerate() {
                if index > 0 && (whole.len() - index).is_multiple_of(3) {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            let sign = if minor < 0 { "-" } else { "" };
            let text = format!("{sign}{grouped}.{:02}", (minor % 100).abs());
            prop_assert_eq!(amounts(&text).unwrap().point, Some(number));
            let swapped: String = text.chars().map(|letter| match letter { ',' => '.', '.' => ',', other => other }).collect();
            prop_assert_eq!(amounts(&swapped).unwrap().comma, Some(number));
        }

        #[test]
        fn no_text_breaks_the_reading(text in "\\PC{0,30}") {
            let _ = amounts(&text);
        }
    }
}
