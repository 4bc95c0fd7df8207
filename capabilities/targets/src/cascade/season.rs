//! A year into its months, and into product lines before that.

use super::{answer::Warning, number::Number, plan::Plan, refusal::Unsolvable};
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

/// Weights whose sum fits 64 bits.
#[derive(Clone, Debug, Default)]
struct Curve {
    weights: Vec<u64>,
    sum: u64,
}

impl Seasons {
    pub fn of(plan: &Plan) -> Result<Seasons, Unsolvable> {
        let weights: Vec<Number> = plan.periods.iter().map(|period| period.weight).collect();
        for ids in [plan.periods.iter().map(|period| &period.id).collect::<Vec<_>>(), plan.lines.iter().map(|line| &line.id).collect()] {
            let mut seen = std::collections::HashSet::new();
            if let Some(id) = ids.into_iter().find(|id| !seen.insert(*id)) {
                return Err(Unsolvable::Twice { id: id.clone() });
            }
        }
        // A plan without periods has one, which is the whole.
        let own = if weights.is_empty() { Curve::of(&[Number::ONE])? } else { Curve::of(&weights)? };
        let curve = |line: &super::plan::LinePlan| match &line.periods {
            None => Ok(own.clone()),
            Some(given) if given.len() == weights.len() => Curve::of(given),
            Some(given) => {
                Err(Unsolvable::Curve { line: line.id.clone(), given: given.len(), periods: weights.len().max(1) })
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
        let mut parts = vec![0; self.lines.weights.len()];
        self.lines.spread(value, &mut parts);
        for ((part, curve), cells) in parts.into_iter().zip(&self.curves).zip(cells.chunks_exact_mut(self.periods)) {
            curve.spread(part, cells);
        }
    }

    /// Weights that add up to nothing mean evenly, which somebody may not have meant.
    pub fn warnings(&self, plan: &Plan) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !plan.periods.is_empty() && plan.periods.iter().all(|period| period.weight.is_zero()) {
            warnings.push(Warning::NoSeason { line: None });
        }
        for line in &plan.lines {
            if line.periods.as_ref().is_some_and(|given| !given.is_empty() && given.iter().all(|weight| weight.is_zero())) {
                warnings.push(Warning::NoSeason { line: Some(line.id.clone()) });
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
        let narrow = |weight: u128| if divisor == 0 { Some(1) } else { (weight / divisor).to_u64() };
        let weights: Vec<u64> = wide.into_iter().map(narrow).collect::<Option<_>>().ok_or(Unsolvable::TooLarge)?;
        let sum = weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight)).ok_or(Unsolvable::TooLarge)?;
        Ok(Curve { weights, sum })
    }

    /// Parts in proportion that add up to the value; the units left over go to the largest remainders, the earlier first.
    fn spread(&self, value: u64, parts: &mut [u64]) {
        // Nearly all amounts fit the machine's own words, in which a division takes a fraction of the time.
        if value.checked_mul(self.sum).is_some() {
            largest_remainders(value, parts, |at| {
                let product = value * self.weights[at];
                (product / self.sum, product % self.sum)
            });
        } else {
            let sum = u128::from(self.sum);
            largest_remainders(value, parts, |at| {
                let product = u128::from(value) * u128::from(self.weights[at]);
                // Both are below the value or the sum, which are 64 bits wide.
                ((product / sum) as u64, (product % sum) as u64)
            });
        }
    }
}

fn largest_remainders(value: u64, parts: &mut [u64], part: impl Fn(usize) -> (u64, u64)) {
    /// A year has at most 53 weeks.
    const FEW: usize = 64;
    let mut left = value;
    if parts.len() > FEW {
        let mut remainders = Vec::with_capacity(parts.len());
        for (at, slot) in parts.iter_mut().enumerate() {
            let (whole, remainder) = part(at);
            *slot = whole;
            left -= whole;
            remainders.push((std::cmp::Reverse(remainder), at));
        }
        remainders.sort_unstable();
        // Fewer units are left over than there are parts.
        for (_, at) in remainders.into_iter().take(left as usize) {
            parts[at] += 1;
        }
        return;
    }
    let mut few = [0u64; FEW];
    let remainders = &mut few[..parts.len()];
    for (at, (slot, remainder)) in parts.iter_mut().zip(remainders.iter_mut()).enumerate() {
        (*slot, *remainder) = part(at);
        left -= *slot;
    }
    // To look for the largest each time is quicker than to sort as few as these. A remainder that was served is zero, and
    // no unit is left for those that were zero before.
    for _ in 0..left {
        let mut largest = 0;
        for at in 1..remainders.len() {
            if remainders[at] > remainders[largest] {
                largest = at;
            }
        }
        parts[largest] += 1;
        remainders[largest] = 0;
    }
}
