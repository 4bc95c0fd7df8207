//! Whether a number is one to warn of. Values in, verdicts out: no database, no clock, no calendar.
//!
//! Values are whole millionths, so that what is exact in an answer stays exact here; nothing where no number came, which
//! is not nought.

use crate::alert_rule::Side;

/// Millionths of one.
pub const ONE: i128 = 1_000_000;

/// A value of one period; nothing where there was no number.
pub type Number = Option<i128>;

/// A share in hundredths of a percent, as [`kernel::BasisPoints`] keeps it.
type Share = i128;
const WHOLE: Share = 10_000;

/// By how much a number may differ from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Of the other one.
    Share(Share),
    Amount(i128),
}

/// What is asked of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Beyond a fixed value.
    Level { side: Side, limit: i128 },
    /// Beyond a fixed value so many periods in a row, this one included.
    Running { side: Side, limit: i128, times: usize },
    /// Fell or rose by so much against an earlier one.
    Change { side: Side, by: By },
    /// So far from the mean of the others.
    Peers { side: Side, by: Share },
    /// So far from the mean of its own past.
    Trend { side: Side, by: Share, periods: usize },
    /// Went the same way so many periods in a row, this one included.
    Slide { side: Side, times: usize },
    /// Further from the mean of its own past than so many (ten-thousandths of a) standard deviation.
    Band { side: Side, deviations: i128, periods: usize },
}

impl Test {
    /// Earlier periods that it looks at.
    pub fn looks_back(self) -> usize {
        match self {
            Test::Level { .. } | Test::Peers { .. } | Test::Change { .. } => 0,
            Test::Running { times, .. } => times.saturating_sub(1),
            Test::Slide { times, .. } => times,
            Test::Trend { periods, .. } | Test::Band { periods, .. } => periods,
        }
    }
}

/// What a number is judged by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    pub now: Number,
    /// Its own earlier periods, the oldest first.
    pub past: &'a [Number],
    /// What a change is measured from.
    pub earlier: Number,
    /// The same period of the others.
    pub peers: &'a [Number],
}

/// Fewest numbers that a mean or a spread is taken of: of one alone everything would be usual.
pub const FEWEST: usize = 2;
const FEWEST_OF_BAND: usize = 4;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub now: Number,
    /// What it was compared with: an earlier value, a mean.
    pub base: Number,
    /// The nearest value at which nothing would be wrong.
    pub limit: Number,
    /// Whether it lies beyond; nothing where there is no number, or nothing to compare it with.
    pub beyond: Option<bool>,
    /// Beyond, and for long enough.
    pub warns: bool,
}

impl Verdict {
    fn none(now: Number) -> Self {
        Self { now, base: None, limit: None, beyond: None, warns: false }
    }
}

pub fn judge(test: Test, facts: &Facts) -> Verdict {
    let Some(now) = facts.now else { return Verdict::none(None) };
    match test {
        Test::Level { side, limit } => against(now, side, limit, limit, None),
        Test::Running { side, limit, times } => {
            let verdict = against(now, side, limit, limit, None);
            let before: Vec<Number> = facts.past.iter().rev().take(times.saturating_sub(1)).copied().collect();
            let long = before.len() + 1 >= times;
            let every = before.iter().all(|past| past.is_some_and(|past| is_beyond(past, side, limit, limit)));
            Verdict { warns: verdict.warns && long && every, ..verdict }
        }
        Test::Change { side, by } => match facts.earlier {
            Some(earlier) => around(now, side, earlier, by),
            None => Verdict::none(facts.now),
        },
        Test::Peers { side, by } => match mean(facts.peers.iter().copied()) {
            Some(mean) => around(now, side, mean, By::Share(by)),
            None => Verdict::none(facts.now),
        },
        Test::Trend { side, by, periods } => match mean(last(facts.past, periods)) {
            Some(mean) => around(now, side, mean, By::Share(by)),
            None => Verdict::none(facts.now),
        },
        Test::Slide { side, times } => match facts.past.last().copied().flatten() {
            Some(before) => slide(facts, now, before, side, times),
            None => Verdict::none(facts.now),
        },
        Test::Band { side, deviations, periods } => match band(last(facts.past, periods), deviations) {
            Some((mean, low, high)) => against(now, side, low, high, Some(mean)),
            None => Verdict::none(facts.now),
        },
    }
}

/// Nothing came where something should have: a verdict of its own.
pub fn nothing_came(limit: Number) -> Verdict {
    Verdict { now: None, base: None, limit, beyond: Some(true), warns: true }
}

fn last(past: &[Number], periods: usize) -> impl Iterator<Item = Number> {
    past.iter().rev().take(periods).copied()
}

/// Below the lower or above the upper of two values.
fn is_beyond(now: i128, side: Side, low: i128, high: i128) -> bool {
    match side {
        Side::Below => now < low,
        Side::Above => now > high,
        Side::Either => now < low || now > high,
    }
}

fn against(now: i128, side: Side, low: i128, high: i128, base: Number) -> Verdict {
    let beyond = is_beyond(now, side, low, high);
    let limit = match side {
        Side::Below => low,
        Side::Above => high,
        Side::Either if now.abs_diff(low) <= now.abs_diff(high) => low,
        Side::Either => high,
    };
    Verdict { now: Some(now), base, limit: Some(limit), beyond: Some(beyond), warns: beyond }
}

fn around(now: i128, side: Side, base: i128, by: By) -> Verdict {
    let apart = match by {
        // Of a negative base the share counts as much.
        By::Share(share) => base.abs().saturating_mul(share) / WHOLE,
        By::Amount(amount) => amount,
    };
    against(now, side, base.saturating_sub(apart), base.saturating_add(apart), Some(base))
}

/// A number that goes on in one direction; it stands against the one before, and tells of the one that it came from.
fn slide(facts: &Facts, now: i128, before: i128, side: Side, times: usize) -> Verdict {
    let verdict = against(now, side, before, before, None);
    let first = facts.past.len().saturating_sub(times);
    let course: Vec<Number> = facts.past[first..].iter().copied().chain([Some(now)]).collect();
    let goes = |pair: &[Number]| match pair {
        [Some(earlier), Some(later)] => is_beyond(*later, side, *earlier, *earlier),
        _ => false,
    };
    let warns = course.len() > times && course.windows(2).all(goes);
    Verdict { warns, base: course.first().copied().flatten(), ..verdict }
}

/// Of those that are there.
fn mean(numbers: impl IntoIterator<Item = Number>) -> Option<i128> {
    let known: Vec<i128> = numbers.into_iter().flatten().collect();
    let count = i128::try_from(known.len()).ok().filter(|_| known.len() >= FEWEST)?;
    let sum = known.iter().try_fold(0_i128, |sum, one| sum.checked_add(*one))?;
    Some(rounded(sum, count))
}

fn rounded(n: i128, d: i128) -> i128 {
    let up = n.rem_euclid(d) * 2 >= d;
    n.div_euclid(d) + i128::from(up)
}

/// Mean, lower and upper end. A spread is an estimate: fifteen digits of it are enough.
fn band(numbers: impl IntoIterator<Item = Number>, deviations: i128) -> Option<(i128, i128, i128)> {
    let known: Vec<i128> = numbers.into_iter().flatten().collect();
    if known.len() < FEWEST_OF_BAND {
        return None;
    }
    let mean = mean(known.iter().copied().map(Some))?;
    let squares: f64 = known.iter().map(|one| ((one - mean) as f64).powi(2)).sum();
    let spread = (squares / (known.len() - 1) as f64).sqrt();
    let apart = (spread * deviations as f64 / 10_000.0).round() as i128;
    Some((mean, mean.saturating_sub(apart), mean.saturating_add(apart)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(numbers: &[i64]) -> Vec<Number> {
        numbers.iter().map(|n| Some(i128::from(*n) * ONE)).collect()
    }

    fn warns(test: Test, now: i64, past: &[i64]) -> bool {
        let past = whole(past);
        judge(test, &Facts { now: Some(i128::from(now) * ONE), past: &past, ..Facts::default() }).warns
    }

    const FIVE: i128 = 5 * ONE;

    #[test]
    fn a_level_is_not_passed_by_reaching_it() {
        let below = Test::Level { side: Side::Below, limit: FIVE };
        assert_eq!([4, 5, 6].map(|now| warns(below, now, &[])), [true, false, false]);
        let above = Test::Level { side: Side::Above, limit: FIVE };
        assert_eq!([4, 5, 6].map(|now| warns(above, now, &[])), [false, false, true]);
    }

    #[test]
    fn running_takes_every_one_of_them_and_a_gap_breaks_it() {
        let test = Test::Running { side: Side::Below, limit: FIVE, times: 3 };
        assert!(warns(test, 4, &[9, 3, 4]));
        assert!(!warns(test, 4, &[3, 6, 4]));
        assert!(!warns(test, 4, &[3]), "it has not been so long yet");
        let past = [Some(3 * ONE), None];
        let verdict = judge(test, &Facts { now: Some(4 * ONE), past: &past, ..Facts::default() });
        assert_eq!((verdict.warns, verdict.beyond), (false, Some(true)));
    }

    #[test]
    fn peers_are_compared_with_the_mean_of_the_others() {
        let test = Test::Peers { side: Side::Below, by: 2_000 };
        let peers = whole(&[10, 12, 8]);
        let judged = |now: i64, peers: &[Number]| {
            judge(test, &Facts { now: Some(i128::from(now) * ONE), peers, ..Facts::default() })
        };
        assert!(judged(7, &peers).warns && !judged(8, &peers).warns);
        assert_eq!(judged(7, &peers).limit, Some(8 * ONE));
        assert_eq!(judged(0, &peers[..1]).beyond, None, "one other is no team");
    }

    #[test]
    fn a_change_is_measured_from_what_there_was() {
        let judged = |now: i64, earlier: Number, by| {
            let test = Test::Change { side: Side::Below, by };
            judge(test, &Facts { now: Some(i128::from(now) * ONE), earlier, ..Facts::default() })
        };
        assert!(judged(69, Some(100 * ONE), By::Share(3_000)).warns);
        assert!(!judged(70, Some(100 * ONE), By::Share(3_000)).warns);
        assert!(judged(94, Some(100 * ONE), By::Amount(FIVE)).warns);
        assert_eq!(judged(0, None, By::Share(3_000)).beyond, None);
    }

    #[test]
    fn a_band_is_as_wide_as_the_past_was_uneven() {
        let test = Test::Band { side: Side::Either, deviations: 20_000, periods: 6 };
        // Mean 10, standard deviation 2: the band goes from 6 to 14.
        let past = [8, 12, 8, 12, 10];
        assert_eq!([6, 7, 13, 14].map(|now| warns(test, now, &past)), [false; 4]);
        assert_eq!([5, 15].map(|now| warns(test, now, &past)), [true; 2]);
        assert!(!warns(test, 99, &[1, 2, 3]), "three numbers have no spread worth the name");
    }

    #[test]
    fn a_slide_takes_every_step_of_it() {
        let test = Test::Slide { side: Side::Below, times: 3 };
        assert!(warns(test, 6, &[9, 8, 7]));
        assert!(!warns(test, 6, &[9, 8, 8]), "it stood still once");
        assert!(!warns(test, 6, &[8, 7]), "it has not been so long yet");
        let past = whole(&[9, 8, 7]);
        let verdict = judge(test, &Facts { now: Some(7 * ONE), past: &past, ..Facts::default() });
        assert_eq!((verdict.warns, verdict.beyond, verdict.base), (false, Some(false), Some(9 * ONE)));
    }

    #[test]
    fn no_number_is_not_nought() {
        let below = Test::Level { side: Side::Below, limit: FIVE };
        let verdict = judge(below, &Facts::default());
        assert_eq!((verdict.warns, verdict.beyond), (false, None));
        assert!(nothing_came(Some(FIVE)).warns);
    }

    fn any_test() -> impl Strategy<Value = Test> {
        let side = prop_oneof![Just(Side::Below), Just(Side::Above)];
        (side, 0..6_usize, -50..50_i128, 1..5_usize).prop_map(|(side, kind, level, times)| match kind {
            0 => Test::Level { side, limit: level * ONE },
            1 => Test::Running { side, limit: level * ONE, times },
            2 => Test::Change { side, by: By::Share(level.abs() * 100) },
            3 => Test::Peers { side, by: level.abs() * 100 },
            4 => Test::Slide { side, times },
            _ => Test::Band { side, deviations: level.abs() * 1_000, periods: times + 3 },
        })
    }

    fn side(test: Test) -> Side {
        match test {
            Test::Level { side, .. }
            | Test::Running { side, .. }
            | Test::Change { side, .. }
            | Test::Peers { side, .. }
            | Test::Trend { side, .. }
            | Test::Slide { side, .. }
            | Test::Band { side, .. } => side,
        }
    }

    fn numbers() -> impl Strategy<Value = Vec<Number>> {
        prop::collection::vec(prop::option::weighted(0.8, (-100..100_i128).prop_map(|n| n * ONE)), 0..10)
    }

    proptest! {
        #[test]
        fn what_warns_is_beyond(test in any_test(), now in -100..100_i128, past in numbers(), peers in numbers()) {
            let facts = Facts { now: Some(now * ONE), past: &past, earlier: past.last().copied().flatten(), peers: &peers };
            let verdict = judge(test, &facts);
            prop_assert!(!verdict.warns || verdict.beyond == Some(true));
                    }

        #[test]
        fn worse_is_never_better(test in any_test(), now in -100..100_i128, worse in 0..50_i128, past in numbers(), peers in numbers()) {
            let further = match side(test) { Side::Above => now + worse, Side::Below | Side::Either => now - worse };
            let facts = |now: i128| Facts { now: Some(now * ONE), past: &past, earlier: past.first().copied().flatten(), peers: &peers };
            prop_assert!(!judge(test, &facts(now)).warns || judge(test, &facts(further)).warns);
        }

        #[test]
        fn a_number_at_its_limit_is_well(test in any_test(), now in -100..100_i128, past in numbers(), peers in numbers()) {
            let facts = Facts { now: Some(now * ONE), past: &past, earlier: past.last().copied().flatten(), peers: &peers };
            if let Some(limit) = judge(test, &facts).limit {
                prop_assert_eq!(judge(test, &Facts { now: Some(limit), ..facts }).beyond, Some(false));
            }
        }

        #[test]
        fn without_a_number_nothing_is_said(test in any_test(), past in numbers(), peers in numbers()) {
            let verdict = judge(test, &Facts { now: None, past: &past, peers: &peers, ..Facts::default() });
            prop_assert_eq!((verdict.warns, verdict.beyond), (false, None));
        }
    }
}
