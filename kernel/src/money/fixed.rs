//! Decimal text of whole numbers with a fixed number of decimals.

/// Why a text is not a number of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("not a number (expected digits with a point, such as 1234.5)")]
    Malformed,
    #[error("at most {allowed} decimals are allowed")]
    TooManyDecimals { allowed: u32 },
    #[error("the number is too large")]
    TooLarge,
}

impl NumberError {
    /// The stable code that a problem document carries.
    pub fn code(self) -> &'static str {
        match self {
            NumberError::Malformed => "number.malformed",
            NumberError::TooManyDecimals { .. } => "number.too_many_decimals",
            NumberError::TooLarge => "number.too_large",
        }
    }
}

/// Reads an optional minus, digits, and optionally a point with 1 to `decimals` digits.
///
/// No sign but minus, no exponent, no separators, no spaces: whoever reads people's spreadsheets cleans the text first
/// and knows why it may. Zeros past the allowed decimals are refused too, because in much of the world `12.340` is
/// twelve thousand.
pub(super) fn parse(text: &str, decimals: u32) -> Result<i64, NumberError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) => return Err(NumberError::Malformed),
        Some(parts) => parts,
        None => (digits, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(NumberError::Malformed);
    }
    let missing = usize::try_from(decimals)
        .ok()
        .and_then(|allowed| allowed.checked_sub(fraction.len()))
        .ok_or(NumberError::TooManyDecimals { allowed: decimals })?;
    let mut value = 0i128;
    for digit in whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', missing)) {
        value = value * 10 + i128::from(digit - b'0');
        // One past i64::MAX is still needed for i64::MIN; anything beyond can only grow.
        if value > -i128::from(i64::MIN) {
            return Err(NumberError::TooLarge);
        }
    }
    i64::try_from(if negative { -value } else { value }).map_err(|_| NumberError::TooLarge)
}

/// All decimals: `12.30`.
pub(super) fn padded(value: i64, decimals: u32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let magnitude = value.unsigned_abs();
    if decimals == 0 {
        return format!("{sign}{magnitude}");
    }
    let unit = 10u64.pow(decimals);
    let width = decimals as usize;
    format!("{sign}{}.{:0width$}", magnitude / unit, magnitude % unit)
}

/// Only the decimals that say something: `12.3`, `12`.
pub(super) fn shortest(value: i64, decimals: u32) -> String {
    let text = padded(value, decimals);
    if decimals == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

/// The quotient rounded half away from zero; `None` for a zero divisor or one result that does not fit.
pub(super) fn divide_half_away(dividend: i128, divisor: i128) -> Option<i128> {
    let quotient = dividend.checked_div(divisor)?;
    let rest = dividend.checked_rem(divisor)?.unsigned_abs();
    // `rest ≥ divisor − rest` instead of `2 × rest ≥ divisor`, which could overflow.
    if rest == 0 || rest < divisor.unsigned_abs() - rest {
        return Some(quotient);
    }
    let away = if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
    quotient.checked_add(away)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_texts_are_refused() {
        for bad in
            ["", "-", ".", ".5", "5.", "+5", "1,000", "1 000", " 1", "1e3", "--1", "１２", "0x1", "1.2.3", "NaN", "-.5"]
        {
            assert_eq!(parse(bad, 2), Err(NumberError::Malformed), "{bad:?}");
        }
        assert_eq!(parse("1.000", 2), Err(NumberError::TooManyDecimals { allowed: 2 }));
    }

    #[test]
    fn the_whole_range_fits_and_nothing_more() {
        assert_eq!(parse("92233720368547758.07", 2), Ok(i64::MAX));
        assert_eq!(parse("-92233720368547758.08", 2), Ok(i64::MIN));
        assert_eq!(parse("92233720368547758.08", 2), Err(NumberError::TooLarge));
        assert_eq!(parse("-92233720368547758.09", 2), Err(NumberError::TooLarge));
        assert_eq!(parse(&"9".repeat(400), 2), Err(NumberError::TooLarge));
        assert_eq!(parse(&format!("{}1", "0".repeat(400)), 2), Ok(100));
        assert_eq!(padded(i64::MIN, 2), "-92233720368547758.08");
        assert_eq!(shortest(-1250, 2), "-12.5");
        assert_eq!(shortest(120_000, 4), "12");
        assert_eq!(shortest(100, 0), "100");
        assert_eq!(shortest(0, 4), "0");
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(divide_half_away(5, 2), Some(3));
        assert_eq!(divide_half_away(-5, 2), Some(-3));
        assert_eq!(divide_half_away(5, -2), Some(-3));
        assert_eq!(divide_half_away(4, 3), Some(1));
        assert_eq!(divide_half_away(-5, 3), Some(-2));
        assert_eq!(divide_half_away(1, 0), None);
        assert_eq!(divide_half_away(i128::MIN, -1), None);
    }
}
