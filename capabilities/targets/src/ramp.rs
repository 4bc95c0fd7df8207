//! How much of a full quota somebody new can carry, month by month.

use chrono::{Datelike, Days, Months, NaiveDate};
use kernel::{BasisPoints, Minor};

/// Whoever begins by this day of a month begins their ramp with that month, others with the next.
const LAST_DAY_THAT_COUNTS: u32 = 15;

/// Shares of a full month's quota from the first month on; everything after the last is a full month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ramp(pub Vec<BasisPoints>);

/// A year of somebody new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ramped {
    /// One amount for each month asked for.
    pub months: Vec<Minor>,
    /// What they add up to.
    pub quota: Minor,
    /// What the same months would be without a ramp, from the first month that counts.
    pub full: Minor,
}

impl Ramped {
    /// What the ramp takes off: a relief that has a reason.
    pub fn relief(&self) -> Minor {
        Minor(self.full.0 - self.quota.0)
    }
}

impl Ramp {
    /// The share of the month that begins on `month`, for whoever was hired on `hired`.
    pub fn share(&self, hired: NaiveDate, month: NaiveDate) -> BasisPoints {
        let first = first_month(hired);
        if month < first {
            return BasisPoints::ZERO;
        }
        let since = (month.year() - first.year()) * 12 + month.month0().cast_signed() - first.month0().cast_signed();
        usize::try_from(since).ok().and_then(|since| self.0.get(since)).copied().unwrap_or(BasisPoints::WHOLE)
    }

    /// The quota of each of these months (by their first days), where a full month is `full`. `None` when the sum does not
    /// fit an amount.
    pub fn over(&self, full: Minor, hired: NaiveDate, months: &[NaiveDate]) -> Option<Ramped> {
        let first = first_month(hired);
        let parts = months.iter().map(|month| self.share(hired, *month).of(full)).collect::<Option<Vec<Minor>>>()?;
        let counted = i64::try_from(months.iter().filter(|month| **month >= first).count()).ok()?;
        Some(Ramped {
            quota: Minor::checked_sum(parts.iter().copied())?,
            full: full.checked_mul(counted)?,
            months: parts,
        })
    }
}

/// The month that the ramp begins with.
fn first_month(hired: NaiveDate) -> NaiveDate {
    let this = hired - Days::new(u64::from(hired.day0()));
    if hired.day() <= LAST_DAY_THAT_COUNTS { this } else { this + Months::new(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn year() -> Vec<NaiveDate> {
        (1..=12).map(|month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap()).collect()
    }

    fn quarters() -> Ramp {
        Ramp([0, 25, 50, 100].map(|percent| BasisPoints(percent * 100)).to_vec())
    }

    #[test]
    fn q9_a_ramp_over_four_months() {
        let ramped = quarters().over(Minor(100_000), day("2026-04-01"), &year()).unwrap();
        assert_eq!((ramped.quota, ramped.full, ramped.relief()), (Minor(675_000), Minor(900_000), Minor(225_000)));
        assert_eq!(ramped.months[2..7], [0, 0, 25_000, 50_000, 100_000].map(Minor));
    }

    #[test]
    fn the_second_half_of_a_month_counts_for_the_next() {
        let first =
            |hired: &str| year().iter().position(|month| quarters().share(day(hired), *month) == BasisPoints(2500));
        assert_eq!(first("2026-04-15"), Some(4), "May is the second month");
        assert_eq!(first("2026-04-16"), Some(5), "June is");
        assert_eq!(quarters().share(day("2025-12-20"), day("2026-01-01")), BasisPoints::ZERO);
        assert_eq!(quarters().share(day("2020-01-01"), day("2026-01-01")), BasisPoints::WHOLE);
    }
}
