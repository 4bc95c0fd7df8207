//! A year into its months, and into product lines before that.

use super::{
    answer::Warning,
    number::{LARGEST, Number},
    plan::Plan,
    refusal::Unsolvable,
};
use num_traits::ToPrimitive;

/// Curves as whole numbers, ready to be asked many times.
#[derive(Clone, Debug)]
pub struct Seasons {
    /// Weights of the lines; empty where there are none.
    lines: Curve,
    /// One curve for each line, or the one of the plan.
    curves: Vec<Curve>,
    periods: usize,
}

/// Weights whose sum fits 63 bits, with what makes a division by their sum a multiplication.
#[derive(Clone, Debug, Default)]
struct Curve {
    weights: Vec<u64>,
    sum: u64,
    /// `weight ÷ sum` in units of 2⁻⁶⁴, rounded down.
    ratios: Vec<u64>,
}

impl Seasons {
    pub fn of(plan: &Plan) -> Result<Seasons, Unsolvable> {
        let weights: Vec<Number> = plan.periods.iter().map(|period| period.weight).collect();
        for ids in [
            plan.periods.iter().map(|period| &period.id).collect::<Vec<_>>(),
            plan.lines.iter().map(|line| &line.id).collect(),
        ] {
            let mut seen = std::collections::HashSet::new();
            if let Some(id) = ids.into_iter().find(|id| !seen.insert(*id)) {
                return Err(Unsolvable::Twice { id: id.to_string() });
            }
        }
        // A plan without periods has one, which is the whole.
        let own = if weights.is_empty() { Curve::of(&[Number::ONE])? } else { Curve::of(&weights)? };
        let curve = |line: &super::plan::LinePlan| match &line.periods {
            None => Ok(own.clone()),
            Some(given) if given.len() == weights.len() => Curve::of(given),
            Some(given) => {
                Err(Unsolvable::Curve { line: line.id.to_string(), given: given.len(), periods: weights.len().max(1) })
            }
        };
        let curves: Vec<Curve> = plan.lines.iter().map(curve).collect::<Result<_, Unsolvable>>()?;
        let lines = Curve::of(&plan.lines.iter().map(|line| line.weight).collect::<Vec<_>>())?;
        Ok(Seasons { lines, curves: if curves.is_empty() { vec![own] } else { curves }, periods: weights.len().max(1) })
    }

    /// How many cells a node has.
    pub fn cells(&self) -> usize {
        self.curves.len() * self.periods
    }

    /// Fills the cells of one node: line by line, period by period.
    pub fn spread(&self, value: u64, cells: &mut [u64]) {
        if self.lines.weights.is_empty() {
            return self.curves[0].spread(value, cells);
        }
        // As many as fit are kept where no memory has to be asked for.
        let mut few = [0; FEW];
        let mut many = Vec::new();
        let parts = match few.get_mut(..self.curves.len()) {
            Some(parts) => parts,
            None => {
                many.resize(self.curves.len(), 0);
                &mut many[..]
            }
        };
        self.lines.spread(value, parts);
        for ((part, curve), cells) in parts.iter().zip(&self.curves).zip(cells.chunks_exact_mut(self.periods)) {
            curve.spread(*part, cells);
        }
    }

    /// Weights that add up to nothing mean evenly, which somebody may not have meant.
    pub fn warnings(&self, plan: &Plan) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !plan.periods.is_empty() && plan.periods.iter().all(|period| period.weight.is_zero()) {
            warnings.push(Warning::NoSeason { line: None });
        }
        for line in &plan.lines {
            if line
                .periods
                .as_ref()
                .is_some_and(|given| !given.is_empty() && given.iter().all(|weight| weight.is_zero()))
            {
                warnings.push(Warning::NoSeason { line: Some(line.id.to_string()) });
            }
        }
        warnings
    }
}

impl Curve {
    fn of(numbers: &[Number]) -> Result<Curve, Unsolvable> {
        let scale = numbers.iter().map(|number| number.scale()).max().unwrap_or(0);
        let wide: Option<Vec<u128>> = numbers.iter().map(|number| number.at_scale(scale)).collect();
        let wide = wide.ok_or(Unsolvable::TooLarge)?;
        let divisor = wide.iter().fold(0, |divisor, weight| num_integer::gcd(divisor, *weight));
        // All zero means everybody the same.
        let narrow = |weight: u128| weight.checked_div(divisor).map_or(Some(1), |weight| weight.to_u64());
        let weights: Vec<u64> = wide.into_iter().map(narrow).collect::<Option<_>>().ok_or(Unsolvable::TooLarge)?;
        let sum = weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight));
        let sum = sum.filter(|sum| *sum <= LARGEST).ok_or(Unsolvable::TooLarge)?;
        // All of the sum would need a 65th bit; one less is mended like every other ratio that was rounded down.
        let ratio =
            |weight: &u64| u64::try_from((u128::from(*weight) << 64) / u128::from(sum.max(1))).unwrap_or(u64::MAX);
        Ok(Curve { ratios: weights.iter().map(ratio).collect(), weights, sum })
    }

    /// Parts in proportion that add up to the value; the units left over go to the largest remainders, the earlier first.
    fn spread(&self, value: u64, parts: &mut [u64]) {
        if self.sum < 1 << (31 - INDEX) && parts.len() <= FEW {
            self.spread_few(value, parts);
        } else {
            self.spread_any(value, parts);
        }
    }

    /// With remainders and their places in one small number each, all of which are compared with all others at once: for
    /// the months of a year that is several times as quick as looking for the largest.
    fn spread_few(&self, value: u64, parts: &mut [u64]) {
        // What is not there is smaller than everything that is.
        let mut keys = [-1i32; FEW];
        let mut left = value;
        let curve = self.ratios.iter().zip(&self.weights);
        for (at, ((ratio, weight), (slot, key))) in curve.zip(parts.iter_mut().zip(&mut keys)).enumerate() {
            let (part, remainder) = part(value, *ratio, *weight, self.sum);
            *slot = part;
            left -= part;
            *key = ((remainder as i32) << INDEX) | (FEW - 1 - at) as i32;
        }
        if left == 0 {
            return;
        }
        let mut larger = [0i32; FEW];
        for key in &keys[..parts.len()] {
            for (other, larger) in keys.iter().zip(&mut larger) {
                *larger += i32::from(key > other);
            }
        }
        let left = left as i32;
        for (slot, larger) in parts.iter_mut().zip(larger) {
            *slot += u64::from(larger < left);
        }
    }

    fn spread_any(&self, value: u64, parts: &mut [u64]) {
        let mut left = value;
        let mut remainders = Vec::with_capacity(parts.len());
        for (at, slot) in parts.iter_mut().enumerate() {
            let (part, remainder) = part(value, self.ratios[at], self.weights[at], self.sum);
            *slot = part;
            left -= part;
            remainders.push((std::cmp::Reverse(remainder), at));
        }
        // Fewer units are left over than there are parts.
        let left = left as usize;
        if left > 0 {
            remainders.select_nth_unstable(left - 1);
        }
        for (_, at) in &remainders[..left] {
            parts[*at] += 1;
        }
    }
}

/// The whole units of a share, and what remains of the next, in parts of the sum.
fn part(value: u64, ratio: u64, weight: u64, sum: u64) -> (u64, u64) {
    // value × ratio falls short of the exact quotient by less than 1, so the part is right or one too few; the remainder is
    // below twice the sum then, and is right although its two terms may not fit.
    let part = ((u128::from(value) * u128::from(ratio)) >> 64) as u64;
    let remainder = value.wrapping_mul(weight).wrapping_sub(part.wrapping_mul(sum));
    let one_more = remainder >= sum;
    (part + u64::from(one_more), remainder - if one_more { sum } else { 0 })
}

/// As many parts as are compared at once; a year has twelve months.
const FEW: usize = 16;
/// Bits that a place among as many takes.
const INDEX: u32 = FEW.ilog2();
