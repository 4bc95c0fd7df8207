//! How much of its parent's target a node deserves.
//!
//! Each driver is made a share among siblings first, and the shares are blended then: `Σ weight × (own ÷ siblings' sum)`. So
//! a driver in yuan and one in heads count as they are weighed, not as large as their numbers are. A driver that no
//! sibling has, or that adds up to nothing among them, drops out, and the weights of the others grow in proportion.

use super::{
    answer::Warning,
    number::Number,
    plan::{NodePlan, Plan},
    refusal::Unsolvable,
    share::Weights,
    tree::{Origin, Tree},
};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::Zero;
use smol_str::SmolStr;

/// The driver that everybody has alike.
pub const EVEN: &str = "even";

/// What each place weighs, by driver.
#[derive(Clone, Debug)]
pub struct Drivers {
    /// Driver and weight, in the order of the blend, each name once and no weight zero.
    pub blend: Vec<(SmolStr, Number)>,
    /// By place and driver.
    values: Vec<Option<Number>>,
}

/// What one driver says among the children of a place.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its place in the blend.
    pub driver: usize,
    /// One for each child, in its own unit; never all zero.
    pub own: Vec<BigUint>,
    pub sum: BigUint,
}

impl Drivers {
    pub fn of(plan: &Plan, tree: &Tree) -> Result<Drivers, Unsolvable> {
        let reserved = |node: &&NodePlan| node.drivers.contains_key(EVEN);
        if let Some(node) = plan.nodes.iter().find(reserved) {
            return Err(Unsolvable::Reserved { node: node.id.to_string(), driver: EVEN.to_owned() });
        }
        let mut blend: Vec<(SmolStr, Number)> = Vec::new();
        for part in plan.blend.iter().filter(|part| !part.weight.is_zero()) {
            match blend.iter_mut().find(|(driver, _)| *driver == part.driver) {
                Some((_, weight)) => *weight = plus(*weight, part.weight)?,
                None => blend.push((part.driver.clone(), part.weight)),
            }
        }
        let mut drivers = Drivers { values: vec![None; tree.len() * blend.len()], blend };
        // From the bottom, so that a bucket finds what its members have.
        for place in (1..tree.len()).rev() {
            match tree.origins[place] {
                Origin::Top => {}
                Origin::Node(node) => drivers.take(place, &plan.nodes[node]),
                Origin::Bucket { .. } => drivers.gather(tree, place)?,
            }
        }
        Ok(drivers)
    }

    pub fn value(&self, place: usize, driver: usize) -> Option<Number> {
        self.values[place * self.blend.len() + driver]
    }

    /// What a node says of itself.
    pub fn take(&mut self, place: usize, node: &NodePlan) {
        let count = self.blend.len();
        let values = &mut self.values[place * count..(place + 1) * count];
        values.fill(None);
        // A blend is short: to compare names is quicker than to look them up.
        for (name, value) in &node.drivers {
            if let Some(at) = self.blend.iter().position(|(driver, _)| driver == name) {
                values[at] = *value;
            }
        }
    }

    fn set(&mut self, place: usize, driver: usize, value: Option<Number>) {
        let at = place * self.blend.len() + driver;
        self.values[at] = value;
    }

    /// A bucket weighs what its members weigh together.
    pub fn gather(&mut self, tree: &Tree, bucket: usize) -> Result<(), Unsolvable> {
        for driver in 0..self.blend.len() {
            let mut sum = None;
            for value in tree.below(bucket).filter_map(|place| self.value(place, driver)) {
                sum = Some(sum.map_or(Ok(value), |sum| plus(sum, value))?);
            }
            self.set(bucket, driver, sum);
        }
        Ok(())
    }

    /// The drivers that say something among the children of a place. `even` always does.
    pub fn parts(&self, tree: &Tree, place: usize) -> Vec<Part> {
        let below = tree.below(place);
        let part = |driver: usize| {
            let own: Vec<BigUint> = if self.blend[driver].0 == EVEN {
                vec![BigUint::from(1u8); below.len()]
            } else {
                whole(&below.clone().map(|child| self.value(child, driver).unwrap_or(Number::ZERO)).collect::<Vec<_>>())
            };
            let sum: BigUint = own.iter().sum();
            (!sum.is_zero()).then_some(Part { driver, own, sum })
        };
        (0..self.blend.len()).filter_map(part).collect()
    }

    /// What the children of a place weigh against each other, exactly.
    pub fn weights(&self, tree: &Tree, place: usize) -> Weights {
        if tree.below(place).is_empty() {
            return Weights::Even;
        }
        if let Some(narrow) = self.narrow(tree, place) {
            return Weights::narrow(narrow);
        }
        let parts = self.parts(tree, place);
        let blend = whole(&parts.iter().map(|part| self.blend[part.driver].1).collect::<Vec<_>>());
        // Σ w·own/sum over the common denominator of all sums.
        let denominator = parts.iter().fold(BigUint::from(1u8), |denominator, part| denominator.lcm(&part.sum));
        let factors: Vec<BigUint> =
            parts.iter().zip(blend).map(|(part, weight)| weight * &denominator / &part.sum).collect();
        let weight = |child: usize| parts.iter().zip(&factors).map(|(part, factor)| &part.own[child] * factor).sum();
        Weights::of((0..tree.below(place).len()).map(weight).collect())
    }

    /// The same in 128 bits, where they are enough: nearly everywhere, and many times as quick.
    fn narrow(&self, tree: &Tree, place: usize) -> Option<Vec<u128>> {
        let below = tree.below(place);
        let scale = self.blend.iter().map(|(_, weight)| weight.scale()).max().unwrap_or(0);
        let mut weights = vec![0u128; below.len()];
        // Weights so far are of this denominator.
        let mut denominator = 1u128;
        let mut own = Vec::with_capacity(below.len());
        for (driver, (name, weight)) in self.blend.iter().enumerate() {
            own.clear();
            if name == EVEN {
                own.resize(below.len(), 1u128);
            } else {
                let numbers = || below.clone().map(|child| self.value(child, driver).unwrap_or(Number::ZERO));
                let scale = numbers().map(Number::scale).max().unwrap_or(0);
                for number in numbers() {
                    own.push(number.at_scale(scale)?);
                }
            }
            let sum = own.iter().try_fold(0u128, |sum, own| sum.checked_add(*own))?;
            if sum == 0 {
                continue;
            }
            let common = (denominator / denominator.gcd(&sum)).checked_mul(sum)?;
            let (before, now) = (common / denominator, weight.at_scale(scale)?.checked_mul(common / sum)?);
            for (weight, own) in weights.iter_mut().zip(&own) {
                *weight = weight.checked_mul(before)?.checked_add(own.checked_mul(now)?)?;
            }
            denominator = common;
        }
        Some(weights)
    }

    /// Where a number is missing that siblings have, and where a driver is nowhere at all.
    pub fn warnings(&self, plan: &Plan, tree: &Tree) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for (driver, (name, _)) in self.blend.iter().enumerate().filter(|(_, (name, _))| name != EVEN) {
            if !(1..tree.len()).any(|place| self.value(place, driver).is_some()) {
                warnings.push(Warning::DriverAbsent { driver: name.to_string() });
            }
        }
        let mut missing: Vec<(usize, usize)> = Vec::new();
        for place in 0..tree.len() {
            for driver in 0..self.blend.len() {
                let says =
                    tree.below(place).any(|child| self.value(child, driver).is_some_and(|value| !value.is_zero()));
                if self.blend[driver].0 == EVEN || !says {
                    continue;
                }
                let lacking = tree.below(place).filter(|child| self.value(*child, driver).is_none());
                missing.extend(lacking.filter_map(|child| tree.node(child)).map(|node| (node, driver)));
            }
        }
        missing.sort_unstable();
        // What is locked does not miss anything.
        let missing = missing.into_iter().filter(|(node, _)| !plan.nodes[*node].locked);
        warnings.extend(missing.map(|(node, driver)| Warning::DriverMissing {
            node: plan.nodes[node].id.to_string(),
            driver: self.blend[driver].0.to_string(),
        }));
        warnings
    }
}

fn plus(a: Number, b: Number) -> Result<Number, Unsolvable> {
    a.0.checked_add(b.0).map(Number).ok_or(Unsolvable::TooLarge)
}

/// Decimals in the smallest unit that all of them have.
fn whole(numbers: &[Number]) -> Vec<BigUint> {
    let scale = numbers.iter().map(|number| number.scale()).max().unwrap_or(0);
    let wide = |number: &Number| match number.at_scale(scale) {
        Some(narrow) => BigUint::from(narrow),
        None => BigUint::from(number.0.mantissa().unsigned_abs()) * BigUint::from(10u8).pow(scale - number.scale()),
    };
    numbers.iter().map(wide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_share_is_the_blend_of_the_shares_of_its_drivers(
            own in prop::collection::vec((prop::option::of(0u32..2_000), prop::option::of(0u32..2_000_000_000)), 1..12),
            blend in prop::array::uniform3(0u32..100),
            large in any::<bool>(),
        ) {
            // Numbers with many digits need more than a machine word.
            let scale = if large { "0000000000000001" } else { "" };
            let node = |(at, (x, y)): (usize, &(Option<u32>, Option<u32>))| {
                serde_json::json!({"id": at.to_string(), "drivers": {"x": x.map(|x| format!("{x}.5")), "y": y.map(|y| format!("{y}{scale}"))}})
            };
            let nodes: Vec<serde_json::Value> = own.iter().enumerate().map(node).collect();
            let names = ["x", "y", EVEN];
            let parts: Vec<_> = names.iter().zip(blend).map(|(driver, weight)| serde_json::json!({"driver": driver, "weight": f64::from(weight) / 10.0})).collect();
            let plan: Plan = serde_json::from_value(serde_json::json!({"total": 0, "nodes": nodes, "blend": parts})).unwrap();
            let tree = Tree::of(&plan.nodes).unwrap();
            let drivers = Drivers::of(&plan, &tree).unwrap();
            let weights = drivers.weights(&tree, 0);
            // The same in fractions, driver by driver, as one would on paper.
            let mut paper = vec![(BigUint::zero(), BigUint::from(1u8)); own.len()];
            for (name, weight) in names.iter().zip(blend) {
                let numbers: Vec<BigUint> = plan.nodes.iter().map(|node| match node.drivers.get(*name) {
                    _ if *name == EVEN => BigUint::from(1u8),
                    Some(Some(number)) => BigUint::from(number.0.mantissa().unsigned_abs()) * BigUint::from(10u8).pow(28 - number.scale()),
                    Some(None) | None => BigUint::zero(),
                }).collect();
                let sum: BigUint = numbers.iter().sum();
                if !sum.is_zero() {
                    for ((above, below), number) in paper.iter_mut().zip(numbers) {
                        *above = &*above * &sum + number * weight * &*below;
                        *below = &*below * &sum;
                    }
                }
            }
            let whole = paper.iter().fold((BigUint::zero(), BigUint::from(1u8)), |sum, part| (sum.0 * &part.1 + &part.0 * &sum.1, sum.1 * &part.1));
            for (at, (above, below)) in paper.iter().enumerate() {
                let (share, all) = weights.share(at, own.len());
                if whole.0.is_zero() {
                    prop_assert_eq!((share, all), (BigUint::from(1u8), BigUint::from(own.len())));
                } else {
                    prop_assert_eq!(share * below * &whole.0, all * above * &whole.1);
                }
            }
        }
    }
}
