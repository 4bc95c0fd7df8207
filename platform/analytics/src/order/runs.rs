//! Several sorted runs read as one.

use std::cmp::Ordering;

/// How many elements of all runs come before one of them, given as its run and itself.
pub(super) fn before<T: Copy>(
    runs: &[&[T]],
    one: (usize, T),
    compare: impl Fn((usize, T), (usize, T)) -> Ordering,
) -> usize {
    let counted = |(at, run): (usize, &&[T])| run.partition_point(|other| compare((at, *other), one).is_lt());
    runs.iter().enumerate().map(counted).sum()
}

/// The elements from a position on, each with the run it stands in.
pub(super) fn page<T: Copy>(
    runs: &[&[T]],
    position: usize,
    limit: usize,
    compare: impl Fn((usize, T), (usize, T)) -> Ordering,
) -> Vec<(usize, T)> {
    let mut heads = cut(runs, position, &compare);
    let mut page = Vec::new();
    while page.len() < limit {
        let standing = heads.iter().enumerate().filter_map(|(at, head)| Some((at, *runs[at].get(*head)?)));
        let Some(next) = standing.min_by(|a, b| compare(*a, *b)) else { break };
        heads[next.0] += 1;
        page.push(next);
    }
    page
}

/// For each run, how many of its elements are among the first `position` of all.
fn cut<T: Copy>(runs: &[&[T]], position: usize, compare: &impl Fn((usize, T), (usize, T)) -> Ordering) -> Vec<usize> {
    let mut low = vec![0; runs.len()];
    let mut high: Vec<usize> = runs.iter().map(|run| run.len()).collect();
    // The middle of the widest gap is put in its place among all; what is then known to lie on one side of the cut is
    // never looked at again.
    while let Some(widest) = (0..runs.len()).max_by_key(|at| high[*at] - low[*at]).filter(|at| high[*at] > low[*at]) {
        let middle = usize::midpoint(low[widest], high[widest]);
        let pivot = (widest, runs[widest][middle]);
        let counts: Vec<usize> = (0..runs.len())
            .map(|at| {
                let between = &runs[at][low[at]..high[at]];
                low[at] + between.partition_point(|other| compare((at, *other), pivot).is_lt())
            })
            .collect();
        match counts.iter().sum::<usize>().cmp(&position) {
            Ordering::Equal => return counts,
            Ordering::Less => {
                low = counts;
                low[widest] = middle + 1;
            }
            Ordering::Greater => high = counts,
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_page_of_runs_is_the_page_of_all_of_them_sorted(
            mut runs in prop::collection::vec(prop::collection::vec(0u32..60, 0..40), 0..7),
            position in 0usize..200,
            limit in 0usize..30,
        ) {
            runs.iter_mut().for_each(|run| {
                run.sort_unstable();
                run.dedup();
            });
            // Elements that are alike are told apart by their run, as rows are by their ids.
            let compare = |a: (usize, u32), b: (usize, u32)| (a.1, a.0).cmp(&(b.1, b.0));
            let mut all: Vec<(usize, u32)> =
                runs.iter().enumerate().flat_map(|(at, run)| run.iter().map(move |one| (at, *one))).collect();
            all.sort_by(|a, b| compare(*a, *b));
            let runs: Vec<&[u32]> = runs.iter().map(Vec::as_slice).collect();
            let expected: Vec<(usize, u32)> = all.iter().copied().skip(position).take(limit).collect();
            prop_assert_eq!(page(&runs, position, limit, compare), expected);
            for (place, one) in all.iter().enumerate() {
                prop_assert_eq!(before(&runs, *one, compare), place);
            }
        }
    }
}
