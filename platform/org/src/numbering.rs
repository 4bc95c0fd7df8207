//! Numbers for a tree: a unit and all below it are one range, its own people stand on the range's low number.
//!
//! Ranges have room to spare, so that a new unit takes some of its parent's instead of moving everyone else. Only when
//! a parent has none left are all of them spread out again.

/// Both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub low: i64,
    pub high: i64,
}

/// All the numbers there are; the lowest belongs to nobody.
pub const ALL: Range = Range { low: 0, high: 1 << 62 };

/// New branches take this part of the room that is left, so that the next ones find some too.
const SHARE: i64 = 8;

impl Range {
    /// The room between a unit's own place and the first unit below it (`None`: nothing stands below).
    pub fn room(self, first_below: Option<i64>) -> Option<Range> {
        let room = Range { low: self.low + 1, high: first_below.map_or(self.high, |first| first - 1) };
        (room.low <= room.high).then_some(room)
    }

    fn len(self) -> i64 {
        self.high - self.low + 1
    }

    /// The part of this room that a branch of so many units takes: from its end. `None` when it does not fit.
    pub fn take(self, units: usize) -> Option<Range> {
        let units = i64::try_from(units).ok()?;
        let length = (self.len() / SHARE).max(units);
        (length <= self.len()).then_some(Range { low: self.high - length + 1, high: self.high })
    }

    /// Gives each unit of a branch its range; `sizes` are the numbers of units in each one's branch (itself included),
    /// every unit followed by those below it. `None` when there are more units than numbers.
    pub fn spread(self, sizes: &[usize]) -> Option<Vec<Range>> {
        let count = i64::try_from(sizes.len()).ok()?;
        let width = self.len().checked_div(count).filter(|width| *width > 0)?;
        let range = |(at, size): (usize, &usize)| {
            let at = i64::try_from(at).ok()?;
            let low = self.low + at * width;
            Some(Range { low, high: low + i64::try_from(*size).ok()? * width - 1 })
        };
        sizes.iter().enumerate().map(range).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_branch_takes_the_end_of_the_room() {
        let parent = Range { low: 10, high: 99 };
        let first = parent.room(None).unwrap().take(1).unwrap();
        assert_eq!(first, Range { low: 89, high: 99 });
        let second = parent.room(Some(first.low)).unwrap().take(1).unwrap();
        assert_eq!(second, Range { low: 80, high: 88 });
        assert_eq!(Range { low: 5, high: 5 }.room(None), None);
        assert_eq!(Range { low: 1, high: 3 }.take(4), None);
    }

    #[test]
    fn room_for_hundreds_beside_each_other_without_moving_anyone() {
        let mut first = None;
        for _ in 0..250 {
            let taken = ALL.room(first).and_then(|room| room.take(1)).unwrap();
            first = Some(taken.low);
        }
    }

    proptest! {
        #[test]
        fn spreading_keeps_branches_together(parents in proptest::collection::vec(0usize..1000, 1..60)) {
            // Unit n stands below one of the units before it; in preorder that is a stack of open branches.
            let mut sizes = vec![1; parents.len()];
            let mut open: Vec<usize> = vec![];
            let mut above = vec![None; parents.len()];
            for (at, pick) in parents.iter().enumerate() {
                open.truncate(if open.is_empty() { 0 } else { 1 + pick % open.len() });
                above[at] = open.last().copied();
                for &ancestor in &open { sizes[ancestor] += 1; }
                open.push(at);
            }
            let ranges = ALL.spread(&sizes).unwrap();
            for at in 0..ranges.len() {
                prop_assert!(ranges[at].low <= ranges[at].high && ranges[at].high <= ALL.high);
                if let Some(parent) = above[at] {
                    prop_assert!(ranges[parent].low < ranges[at].low && ranges[at].high <= ranges[parent].high);
                }
                for other in 0..at {
                    let (a, b) = (ranges[at], ranges[other]);
                    let nested = b.low < a.low && a.high <= b.high;
                    prop_assert!(nested || a.low > b.high, "{a:?} {b:?}");
                }
            }
        }
    }
}
