//! What a team can carry, against what it is given.

use kernel::{BasisPoints, Minor};

/// A team's year: what everybody carries by their own (ramp, leave and leaving in it), and how much of it is usually sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// What everybody would carry at full productivity, less what leavers take away.
    pub carried: Vec<Minor>,
    /// What of that a team brings in, by experience.
    pub productivity: BasisPoints,
}

/// Capacity beside a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    pub capacity: Minor,
    /// What is lacking; below zero if there is more capacity than target.
    pub gap: Minor,
    /// Capacity ÷ target, in hundredths of a percent; none for a target of 0.
    pub cover: Option<BasisPoints>,
}

impl Capacity {
    /// `Σ carried × productivity`, rounded once; `None` when it does not fit an amount.
    pub fn total(&self) -> Option<Minor> {
        self.productivity.of(Minor::checked_sum(self.carried.iter().copied())?)
    }

    pub fn against(&self, target: Minor) -> Option<Cover> {
        let capacity = self.total()?;
        let cover = capacity.scaled(i128::from(BasisPoints::WHOLE.0), i128::from(target.0));
        Some(Cover { capacity, gap: target.checked_sub(capacity)?, cover: cover.map(|part| BasisPoints(part.0)) })
    }

    /// How many more people a gap needs, where one brings `each` in the time that is left. None if nobody is needed or
    /// nobody could help.
    pub fn hires(gap: Minor, each: Minor) -> Option<i64> {
        (gap.0 > 0 && each.0 > 0).then(|| (gap.0 - 1) / each.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q10_eight_stay_two_come_one_leaves() {
        let mut carried = vec![Minor(1_200_000); 8];
        carried.extend([Minor(675_000); 2]);
        carried.push(Minor(-600_000));
        let capacity = Capacity { carried, productivity: BasisPoints(8500) };
        let cover = capacity.against(Minor(9_500_000)).unwrap();
        assert_eq!(cover, Cover { capacity: Minor(8_797_500), gap: Minor(702_500), cover: Some(BasisPoints(9261)) });
        assert_eq!(Capacity::hires(cover.gap, Minor(573_750)), Some(2), "each 675 000 × 85 %");
    }

    #[test]
    fn nobody_is_hired_for_no_gap() {
        assert_eq!(Capacity::hires(Minor(0), Minor(10)), None);
        assert_eq!(Capacity::hires(Minor(10), Minor(0)), None);
        assert_eq!(Capacity::hires(Minor(10), Minor(10)), Some(1));
        let none = Capacity { carried: vec![], productivity: BasisPoints::WHOLE };
        assert_eq!(none.against(Minor(0)).unwrap().cover, None, "of nothing there is no share");
    }
}
