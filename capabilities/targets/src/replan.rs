//! A year whose plan changes in the middle: what is past stays.

use kernel::{Minor, money::allocate};

/// The months of a year after a change: before `from` (a place in the year) they are those of the old plan; from there on,
/// what the new yearly amount gives them by their weights, in multiples of `unit`. Nothing is caught up and nothing is given
/// back. `None` when weights are below zero, the lengths differ, or the amount is no multiple of the unit.
pub fn replanned(old: &[Minor], weights: &[i64], from: usize, annual: Minor, unit: i64) -> Option<Vec<Minor>> {
    if weights.len() != old.len() || from > old.len() || unit <= 0 || annual.0 % unit != 0 {
        return None;
    }
    let units = allocate(Minor(annual.0 / unit), weights).ok()?;
    let mut months = units.into_iter().map(|units| units.checked_mul(unit)).collect::<Option<Vec<Minor>>>()?;
    months[..from].copy_from_slice(&old[..from]);
    Some(months)
}

/// What of a yearly amount falls on the months from `from` on; `None` as [`replanned`].
pub fn rest(weights: &[i64], from: usize, annual: Minor, unit: i64) -> Option<Minor> {
    let months = replanned(&vec![Minor::ZERO; weights.len()], weights, from, annual, unit)?;
    Minor::checked_sum(months[from..].iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn q12_more_from_july() {
        let old = allocate(Minor(1_200_000), &[1; 12]).unwrap();
        let months = replanned(&old, &[1; 12], 6, Minor(1_500_000), 1).unwrap();
        assert_eq!(Minor::checked_sum(months.iter().copied()), Some(Minor(1_350_000)));
        assert_eq!((months[5], months[6]), (Minor(100_000), Minor(125_000)));
        assert_eq!(rest(&[1; 12], 6, Minor(1_500_000), 1), Some(Minor(750_000)));
    }

    #[test]
    fn what_is_left_is_made_of_whole_units() {
        let months = replanned(&[Minor(7); 3], &[1, 1, 1], 1, Minor(500), 100).unwrap();
        assert_eq!(months, [7, 200, 100].map(Minor), "of five units two each, and the odd one to the second");
        assert_eq!(rest(&[1, 1, 1], 1, Minor(500), 100), Some(Minor(300)));
    }

    #[test]
    fn lengths_that_differ_are_no_plan() {
        assert_eq!(replanned(&[Minor(1)], &[1, 1], 0, Minor(5), 1), None);
        assert_eq!(replanned(&[Minor(1)], &[1], 2, Minor(5), 1), None);
        assert_eq!(replanned(&[Minor(1)], &[1], 0, Minor(5), 2), None);
    }

    proptest! {
        /// Whatever the weights: the past is untouched, and what is left is what those months would have had all along.
        #[test]
        fn the_past_stays_and_the_rest_is_that_of_a_whole_year(
            months in prop::collection::vec((0i64..1_000_000, 0i64..1_000), 1..30),
            from in 0usize..30,
            units in 0i64..1_000_000,
            unit in 1i64..1_000,
        ) {
            let (old, weights): (Vec<Minor>, Vec<i64>) = months.into_iter().map(|(old, weight)| (Minor(old), weight)).unzip();
            let from = from.min(old.len());
            let annual = Minor(units * unit);
            let new = replanned(&old, &weights, from, annual, unit).expect("a plan");
            let whole = replanned(&old, &weights, 0, annual, unit).expect("a plan");
            prop_assert_eq!(&new[..from], &old[..from]);
            prop_assert_eq!(&new[from..], &whole[from..]);
            prop_assert_eq!(Minor::checked_sum(whole.iter().copied()), Some(annual));
            prop_assert!(new[from..].iter().all(|month| month.0 % unit == 0));
            prop_assert_eq!(rest(&weights, from, annual, unit), Minor::checked_sum(new[from..].iter().copied()));
        }
    }
}
