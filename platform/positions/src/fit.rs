//! How a person fits a position: what the sheet asks for beside what was last seen. No database, no clock.

use kernel::BasisPoints;
use serde::Serialize;

/// What a sheet asks for, and the level that was last seen, if anybody ever looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    pub required: i64,
    pub weight: i64,
    pub level: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// At the level or above it.
    Met,
    /// Below it.
    Gap,
    /// Nobody has looked yet: that is no level 0.
    NotAssessed,
}

impl Measured {
    pub fn standing(self) -> Standing {
        match self.level {
            Some(level) if level >= self.required => Standing::Met,
            Some(_) => Standing::Gap,
            None => Standing::NotAssessed,
        }
    }

    /// Levels that are missing; nothing can be said where nobody looked.
    pub fn gap(self) -> Option<i64> {
        self.level.map(|level| (self.required - level).max(0))
    }
}

/// All of a sheet's competencies together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// How much of what is asked for is there, by weight, among what was assessed: more than asked for counts as asked
    /// for. `None` where nothing was assessed.
    pub share: Option<BasisPoints>,
    /// How much of what is asked for was assessed, by weight. `None` where nothing is asked for.
    pub assessed: Option<BasisPoints>,
}

pub fn fit(measured: &[Measured]) -> Fit {
    let asked: i64 = measured.iter().map(|one| one.weight * one.required).sum();
    let looked = || measured.iter().filter_map(|one| one.level.map(|level| (one, level)));
    let seen: i64 = looked().map(|(one, _)| one.weight * one.required).sum();
    let there: i64 = looked().map(|(one, level)| one.weight * level.min(one.required)).sum();
    Fit { share: part(there, seen), assessed: part(seen, asked) }
}

/// Rounded half up to hundredths of a percent.
fn part(of: i64, whole: i64) -> Option<BasisPoints> {
    (whole > 0).then(|| BasisPoints((of * BasisPoints::WHOLE.0 * 2 + whole) / (whole * 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(required: i64, weight: i64, level: Option<i64>) -> Measured {
        Measured { required, weight, level }
    }

    #[test]
    fn a_gap_is_levels_that_are_missing_and_never_less_than_none() {
        assert_eq!((one(4, 1, Some(2)).gap(), one(4, 1, Some(2)).standing()), (Some(2), Standing::Gap));
        assert_eq!((one(3, 1, Some(5)).gap(), one(3, 1, Some(5)).standing()), (Some(0), Standing::Met));
        assert_eq!((one(3, 1, None).gap(), one(3, 1, None).standing()), (None, Standing::NotAssessed));
    }

    #[test]
    fn what_nobody_assessed_is_left_out_and_said() {
        // Asked for: 4×3 + 3×1 + 5×2 = 25, of which 12 + 3 were looked at; there: 2×3 + 3×1 = 9.
        let fit = fit(&[one(4, 3, Some(2)), one(3, 1, Some(5)), one(5, 2, None)]);
        assert_eq!(fit.share, Some(BasisPoints(6000)), "9 of 15");
        assert_eq!(fit.assessed, Some(BasisPoints(6000)), "15 of 25");
    }

    #[test]
    fn nothing_assessed_is_no_zero_and_nothing_asked_is_no_whole() {
        let none = fit(&[one(4, 1, None)]);
        assert_eq!((none.share, none.assessed), (None, Some(BasisPoints(0))));
        assert_eq!(fit(&[]), Fit { share: None, assessed: None });
        assert_eq!(fit(&[one(3, 1, Some(1))]).share, Some(BasisPoints(3333)));
        assert_eq!(fit(&[one(3, 1, Some(2))]).share, Some(BasisPoints(6667)));
    }
}
