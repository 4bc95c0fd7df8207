//! Splitting an amount so that the parts always add up to it.

use super::Minor;

/// Why an amount could not be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    #[error("a weight is below zero")]
    NegativeWeight,
    #[error("there is nobody to give the amount to")]
    Nobody,
}

impl AllocationError {
    /// The stable code that a problem document carries.
    pub fn code(self) -> &'static str {
        match self {
            AllocationError::NegativeWeight => "allocation.negative_weight",
            AllocationError::Nobody => "allocation.nobody",
        }
    }
}

/// Splits `total` in proportion to `weights` by the largest remainder: everybody gets the whole units of their share,
/// and the units left over go one each to the largest fractions, the earlier first among equals.
///
/// The parts add up to the total exactly, a larger weight never gets less, and all weights zero means equal shares. A
/// negative total is split as its positive twin with the sign put back, so that a reversal undoes each part exactly.
/// Nothing to split among nobody is no part at all.
pub fn allocate(total: Minor, weights: &[i64]) -> Result<Vec<Minor>, AllocationError> {
    if weights.is_empty() {
        return if total == Minor::ZERO { Ok(Vec::new()) } else { Err(AllocationError::Nobody) };
    }
    let mut shares = Vec::with_capacity(weights.len());
    for &weight in weights {
        shares.push(u128::try_from(weight).map_err(|_| AllocationError::NegativeWeight)?);
    }
    // A slice holds fewer than 2^60 weights of 63 bits, so their sum fits.
    let mut sum: u128 = shares.iter().sum();
    if sum == 0 {
        shares.fill(1);
        sum = weights.len() as u128;
    }
    // 63 bits of weight times 64 bits of amount fit 128.
    let amount = u128::from(total.0.unsigned_abs());
    let mut parts = Vec::with_capacity(shares.len());
    let mut rests = Vec::with_capacity(shares.len());
    for (index, share) in shares.iter().enumerate() {
        parts.push(amount * share / sum);
        rests.push((amount * share % sum, index));
    }
    let given: u128 = parts.iter().sum();
    let left = usize::try_from(amount - given).expect("fewer units are left over than there are parts");
    rests.sort_unstable_by(|(a, earlier), (b, later)| b.cmp(a).then(earlier.cmp(later)));
    for &(_, index) in rests.iter().take(left) {
        parts[index] += 1;
    }
    let sign = i128::from(total.0.signum());
    let signed = |part: u128| {
        let part = i128::try_from(part).expect("no part is larger than the amount");
        Minor(i64::try_from(sign * part).expect("no part is larger than the total"))
    };
    Ok(parts.into_iter().map(signed).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(total: i64, weights: &[i64]) -> Vec<i64> {
        allocate(Minor(total), weights).unwrap().into_iter().map(|part| part.0).collect()
    }

    #[test]
    fn a_million_among_three() {
        assert_eq!(split(1_000_000, &[1, 1, 1]), [333_334, 333_333, 333_333]);
        assert_eq!(split(-1_000_000, &[1, 1, 1]), [-333_334, -333_333, -333_333]);
    }

    #[test]
    fn the_largest_fraction_gets_the_unit_left_over() {
        assert_eq!(split(100, &[1, 2, 3]), [17, 33, 50]);
        assert_eq!(split(10, &[3, 3, 1]), [4, 4, 2], "4.29, 4.29 and 1.43");
        assert_eq!(split(1, &[0, 5, 5]), [0, 1, 0]);
    }

    #[test]
    fn no_weights_at_all_share_evenly() {
        assert_eq!(split(5, &[0, 0]), [3, 2]);
        assert_eq!(split(0, &[]), [0i64; 0]);
        assert_eq!(allocate(Minor(1), &[]), Err(AllocationError::Nobody));
        assert_eq!(allocate(Minor(1), &[1, -1]), Err(AllocationError::NegativeWeight));
    }

    #[test]
    fn the_extremes_fit() {
        assert_eq!(split(i64::MIN, &[i64::MAX]), [i64::MIN]);
        assert_eq!(split(i64::MAX, &[i64::MAX, i64::MAX]), [i64::MAX / 2 + 1, i64::MAX / 2]);
    }

    fn weights() -> impl Strategy<Value = Vec<i64>> {
        let weight = prop_oneof![Just(0), 0..5i64, 0..1_000_000i64, 0..=i64::MAX];
        proptest::collection::vec(weight, 1..30)
    }

    proptest! {
        #[test]
        fn the_parts_add_up(total: i64, weights in weights()) {
            let parts = split(total, &weights);
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.iter().map(|&part| i128::from(part)).sum::<i128>(), i128::from(total));
        }

        #[test]
        fn each_part_is_within_a_unit_of_its_share(total in 0i64..1_000_000_000_000, weights in proptest::collection::vec(0i64..1_000_000, 1..30)) {
            let sum: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
            prop_assume!(sum > 0);
            for (part, weight) in split(total, &weights).into_iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                prop_assert!((i128::from(part) * sum - exact).abs() < sum);
                prop_assert!(*weight > 0 || part == 0);
            }
        }

        #[test]
        fn a_larger_weight_never_gets_less(total in 0..=i64::MAX, weights in weights()) {
            let parts = split(total, &weights);
            for (a, weight_a) in parts.iter().zip(&weights) {
                for (b, weight_b) in parts.iter().zip(&weights) {
                    prop_assert!(weight_a <= weight_b || a >= b);
                }
            }
        }

        #[test]
        fn equal_weights_favour_the_earlier(total in 0..=i64::MAX, n in 1usize..20) {
            let parts = split(total, &vec![7; n]);
            prop_assert!(parts.is_sorted_by(|a, b| a >= b));
            prop_assert!(parts[0] - parts[n - 1] <= 1);
        }

        #[test]
        fn a_reversal_undoes_every_part(total in -i64::MAX..=i64::MAX, weights in weights()) {
            let there = split(total, &weights);
            let back = split(-total, &weights);
            prop_assert!(there.iter().zip(&back).all(|(a, b)| *a == -b));
        }
    }
}
