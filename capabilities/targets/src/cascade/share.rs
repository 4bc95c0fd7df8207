//! An amount divided in proportion, within bounds, to the last unit.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

/// What siblings weigh against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Everybody the same.
    Even,
    /// Their sum fits 64 bits, so that an amount times a weight fits 128.
    Narrow(Vec<u64>),
    Wide(Vec<BigUint>),
}

impl Weights {
    /// Weights divided by what divides them all. All zero means everybody the same.
    pub fn of(wide: Vec<BigUint>) -> Weights {
        let divisor = wide.iter().fold(BigUint::zero(), |divisor, weight| divisor.gcd(weight));
        if divisor.is_zero() {
            return Weights::Even;
        }
        let wide: Vec<BigUint> = wide.into_iter().map(|weight| weight / &divisor).collect();
        match wide.iter().map(ToPrimitive::to_u128).collect() {
            Some(narrow) => Weights::narrow(narrow),
            None => Weights::Wide(wide),
        }
    }

    /// The same for weights that are not that wide; they are divided only if they have to be.
    pub fn narrow(weights: Vec<u128>) -> Weights {
        let fits =
            |weights: &[u128]| weights.iter().try_fold(0u64, |sum, weight| sum.checked_add((*weight).try_into().ok()?));
        let narrow = |weights: &[u128]| Weights::Narrow(weights.iter().map(|weight| *weight as u64).collect());
        match fits(&weights) {
            Some(0) => return Weights::Even,
            Some(_) => return narrow(&weights),
            None => {}
        }
        let divisor = weights.iter().fold(0u128, |divisor, weight| divisor.gcd(weight));
        let weights: Vec<u128> = weights.into_iter().map(|weight| weight / divisor).collect();
        if fits(&weights).is_some() {
            narrow(&weights)
        } else {
            Weights::Wide(weights.into_iter().map(BigUint::from).collect())
        }
    }

    /// The share of one of `count`, as numerator and denominator.
    pub fn share(&self, at: usize, count: usize) -> (BigUint, BigUint) {
        match self {
            Weights::Even => (BigUint::from(1u8), BigUint::from(count)),
            Weights::Narrow(weights) => (weights[at].into(), weights.iter().copied().sum::<u64>().into()),
            Weights::Wide(weights) => (weights[at].clone(), weights.iter().sum()),
        }
    }
}

/// Who got a part by weight alone, and what those divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    pub who: Vec<usize>,
    pub rest: u64,
    /// None of them weighs anything, so that they shared evenly.
    pub evenly: bool,
}

/// Divides `amount` by weight so that each part lies between its `least` and its `most`: every part is the same multiple of
/// its weight, except those that a bound holds. What does not divide goes, a unit each, to the largest remainders, the
/// earlier first among equals.
///
/// The leasts must not add up to more than the amount, nor the mosts to less. Who weighs nothing gets nothing but its
/// least, unless nobody else can take what is left: then those share it evenly.
pub fn divide(amount: u64, weights: &Weights, least: &[u64], most: &[u64], parts: &mut [u64]) -> Free {
    match weights {
        Weights::Even => within(u128::from(amount), &vec![1u128; parts.len()], least, most, parts),
        Weights::Narrow(narrow) => {
            let wide: Vec<u128> = narrow.iter().map(|weight| u128::from(*weight)).collect();
            within(u128::from(amount), &wide, least, most, parts)
        }
        Weights::Wide(wide) => within(BigUint::from(amount), wide, least, most, parts),
    }
}

/// Whole numbers that are wide enough for an amount times the sum of the weights.
trait Whole: Integer + Clone + From<u64> + ToPrimitive {}
impl<N: Integer + Clone + From<u64> + ToPrimitive> Whole for N {}

fn within<N: Whole>(amount: N, weights: &[N], least: &[u64], most: &[u64], parts: &mut [u64]) -> Free {
    let mut rest = amount;
    let mut evenly = false;
    let mut free: Vec<usize> = (0..parts.len()).collect();
    let mut weights = std::borrow::Cow::Borrowed(weights);
    // A part between two equal bounds is decided.
    free.retain(|&at| {
        let open = least[at] < most[at];
        if !open {
            parts[at] = least[at];
            rest = rest.clone() - N::from(least[at]);
        }
        open
    });
    let sum = loop {
        let mut sum = sum_of(&weights, &free);
        if sum.is_zero() && !free.is_empty() {
            evenly = true;
            weights = vec![N::one(); parts.len()].into();
            sum = sum_of(&weights, &free);
        }
        // How far the leasts lift and the mosts press, times the sum of the weights. Whichever is more has certainly to
        // be kept: towards the other side the common multiple moves, and what is held there is held even more.
        let (mut lifted, mut pressed) = (N::zero(), N::zero());
        let mut held: Vec<(usize, bool)> = Vec::new();
        for &at in &free {
            let part = rest.clone() * weights[at].clone();
            let low = N::from(least[at]) * sum.clone();
            if part < low {
                lifted = lifted + (low - part);
                held.push((at, true));
                continue;
            }
            // A most above the rest holds nothing, and might not fit.
            if N::from(most[at]) < rest {
                let high = N::from(most[at]) * sum.clone();
                if part > high {
                    pressed = pressed + (part - high);
                    held.push((at, false));
                }
            }
        }
        if held.is_empty() {
            break sum;
        }
        let (up, down) = (lifted >= pressed, pressed >= lifted);
        held.retain(|(_, low)| if *low { up } else { down });
        for (at, low) in &held {
            parts[*at] = if *low { least[*at] } else { most[*at] };
            rest = rest - N::from(parts[*at]);
        }
        // Both lists are in the order of the siblings.
        let mut held = held.into_iter().map(|(at, _)| at).peekable();
        free.retain(|at| held.next_if_eq(at).is_none());
    };
    let left = rest.to_u64().expect("what is left is at most the amount");
    largest_remainders(rest, &weights, sum, &free, parts);
    Free { who: free, rest: left, evenly }
}

fn sum_of<N: Whole>(weights: &[N], free: &[usize]) -> N {
    free.iter().fold(N::zero(), |sum, at| sum + weights[*at].clone())
}

fn largest_remainders<N: Whole>(rest: N, weights: &[N], sum: N, free: &[usize], parts: &mut [u64]) {
    if free.is_empty() {
        return;
    }
    let mut left = rest.clone();
    let mut remainders: Vec<(N, usize)> = Vec::with_capacity(free.len());
    for &at in free {
        let (part, remainder) = (rest.clone() * weights[at].clone()).div_rem(&sum);
        parts[at] = part.to_u64().expect("a part is at most the amount");
        left = left - part;
        remainders.push((remainder, at));
    }
    let left = left.to_usize().expect("fewer units are left over than there are parts");
    if left > 0 {
        let order = |(a, earlier): &(N, usize), (b, later): &(N, usize)| b.cmp(a).then(earlier.cmp(later));
        if left < remainders.len() {
            remainders.select_nth_unstable_by(left, order);
        }
        for (_, at) in remainders.into_iter().take(left) {
            parts[at] += 1;
        }
    }
}
