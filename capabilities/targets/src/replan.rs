//! A year whose plan changes in the middle: what is past stays.

use kernel::{Minor, money::allocate};

/// The months of a year after a change: before `from` (a place in the year) they are those of the old plan; from there on,
/// what the new yearly amount gives them by their weights. Nothing is caught up and nothing is given back. `None` when
/// weights are below zero or the lengths differ.
pub fn replanned(old: &[Minor], weights: &[i64], from: usize, annual: Minor) -> Option<Vec<Minor>> {
    if weights.len() != old.len() || from > old.len() {
        return None;
    }
    let mut months = allocate(annual, weights).ok()?;
    months[..from].copy_from_slice(&old[..from]);
    Some(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q12_more_from_july() {
        let old = allocate(Minor(1_200_000), &[1; 12]).unwrap();
        let months = replanned(&old, &[1; 12], 6, Minor(1_500_000)).unwrap();
        assert_eq!(Minor::checked_sum(months.iter().copied()), Some(Minor(1_350_000)));
        assert_eq!((months[5], months[6]), (Minor(100_000), Minor(125_000)));
    }

    #[test]
    fn lengths_that_differ_are_no_plan() {
        assert_eq!(replanned(&[Minor(1)], &[1, 1], 0, Minor(5)), None);
        assert_eq!(replanned(&[Minor(1)], &[1], 2, Minor(5)), None);
    }
}
