//! How a node got its number.

use super::{
    number::{Factor, LARGEST},
    share::Weights,
    solve::Cascade,
    tree::Origin,
    weights::EVEN,
};
use num_bigint::BigUint;
use num_traits::ToPrimitive;
use serde::Serialize;

/// One step on the way to a number. Shares and ratios are decimal texts (six decimals, rounded half up), for people and
/// charts; the steps were done with exact fractions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Reason {
    /// What the nodes without a parent divide.
    Total {
        total: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        padding: Option<String>,
        amount: i64,
    },
    /// What the children of the parent divide: its value and the over-assignment of the level.
    Parent {
        parent: String,
        value: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        over_assignment: Option<String>,
        amount: i64,
    },
    /// Of that, what its bucket divides.
    Bucket { bucket: String, share: String, amount: i64 },
    /// It was said, and nothing else counts.
    Locked { value: i64 },
    /// What a driver says: the node's own number of what the siblings have together, and the driver's part in the blend.
    Driver { driver: String, weight: String, own: String, of: String, share: String },
    /// A driver of the blend that says nothing among these siblings.
    Dropped { driver: String },
    /// Its share of what is divided.
    Share { share: String, siblings: usize, amount: i64 },
    /// A bound holds it: its own, or what is fixed below it.
    Held { at: Side, bound: i64, below: bool },
    /// Others are locked or held by a bound: what is left, or lacks, is divided by weight among those that are free.
    Rest { free: usize, amount: i64 },
    /// Units that the largest remainders gave it.
    Rounded { amount: i64 },
}

/// Which bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Min,
    Max,
}

impl Reason {
    /// English, for people at a terminal.
    pub fn text(&self) -> String {
        let more = |ratio: &Option<String>, what: &str| {
            ratio.as_ref().map_or_else(String::new, |ratio| format!(" with {what} of {ratio}"))
        };
        match self {
            Reason::Total { total, padding, amount } => {
                format!("the total is {total}{}: {amount} to divide", more(padding, "padding"))
            }
            Reason::Parent { parent, value, over_assignment, amount } => {
                format!("{parent} has {value}{}: {amount} to divide", more(over_assignment, "over-assignment"))
            }
            Reason::Bucket { bucket, share, amount } => format!("bucket {bucket} gets {share} of it: {amount}"),
            Reason::Locked { value } => format!("locked at {value}"),
            Reason::Driver { driver, weight, own, of, share } => {
                format!("{driver}: {own} of {of} is {share}, which counts {weight}")
            }
            Reason::Dropped { driver } => format!("{driver}: says nothing here and does not count"),
            Reason::Share { share, siblings, amount } => format!("its share among {siblings} is {share}: {amount}"),
            Reason::Held { at, bound, below } => {
                let side = match at {
                    Side::Min => "minimum",
                    Side::Max => "maximum",
                };
                let whose = if *below { "what is fixed below it" } else { "its own" };
                format!("held at the {side} {bound}, {whose}")
            }
            Reason::Rest { free, amount } => format!("others are fixed: {amount} left for {free} by weight"),
            Reason::Rounded { amount } => format!("{amount} more, from the units left over"),
        }
    }
}

impl Cascade {
    /// The steps to a node's value, from the top.
    pub fn why(&self, node: usize) -> Vec<Reason> {
        let place = self.tree.places[node];
        let mut above = self.tree.above(place);
        let mut buckets = Vec::new();
        while let Origin::Bucket { name, .. } = &self.tree.origins[above] {
            let (own, all) = self.share_of(above);
            let share = decimal(&own, &all);
            buckets.push(Reason::Bucket { bucket: name.clone(), share, amount: self.amount(self.values[above]) });
            above = self.tree.above(above);
        }
        let amount = self.amount(self.given(above));
        let mut reasons = vec![match self.tree.node(above) {
            None => Reason::Total { total: self.plan.total, padding: more(self.plan.padding), amount },
            Some(parent) => Reason::Parent {
                parent: self.plan.nodes[parent].id.to_string(),
                value: self.value(parent),
                over_assignment: more(self.bounds.factors[above]),
                amount,
            },
        }];
        reasons.extend(buckets.into_iter().rev());
        if self.plan.nodes[node].locked {
            reasons.push(Reason::Locked { value: self.value(node) });
            return reasons;
        }
        self.weighed(place, &mut reasons);
        self.divided(place, &mut reasons);
        reasons
    }

    /// What the drivers say of a place among its siblings.
    fn weighed(&self, place: usize, reasons: &mut Vec<Reason>) {
        let above = self.tree.above(place);
        let at = place - self.tree.below(above).start;
        let parts = self.drivers.parts(&self.tree, above);
        let blend = &self.drivers.blend;
        // Weights are decimals, so in their common unit they are whole numbers.
        let scale = blend.iter().map(|(_, weight)| weight.scale()).max().unwrap_or(0);
        let weight = |driver: usize| BigUint::from(blend[driver].1.at_scale(scale).unwrap_or(0));
        let all: BigUint = parts.iter().map(|part| weight(part.driver)).sum();
        for (driver, (name, _)) in blend.iter().enumerate() {
            let Some(part) = parts.iter().find(|part| part.driver == driver) else {
                reasons.push(Reason::Dropped { driver: name.to_string() });
                continue;
            };
            let written =
                |number: Option<super::number::Number>| number.map_or_else(|| "0".to_owned(), |own| own.0.to_string());
            let (own, of) = if name == EVEN {
                ("1".to_owned(), part.own.len().to_string())
            } else {
                let siblings = self.tree.below(above).filter_map(|sibling| self.drivers.value(sibling, driver));
                let of: rust_decimal::Decimal = siblings.map(|number| number.0).sum();
                (written(self.drivers.value(place, driver)), of.normalize().to_string())
            };
            reasons.push(Reason::Driver {
                driver: name.to_string(),
                weight: decimal(&weight(driver), &all),
                own,
                of,
                share: decimal(&part.own[at], &part.sum),
            });
        }
    }

    /// How the share became an amount.
    fn divided(&self, place: usize, reasons: &mut Vec<Reason>) {
        let above = self.tree.above(place);
        let below = self.tree.below(above);
        let given = self.given(above);
        let (own, all) = self.share_of(place);
        let by_weight = part(given, &own, &all);
        reasons.push(Reason::Share {
            share: decimal(&own, &all),
            siblings: below.len(),
            amount: self.amount(by_weight),
        });
        let value = self.values[place];
        let at = place - below.start;
        let mut parts = Vec::new();
        let free = self.divide(above, &mut parts);
        if !free.who.contains(&at) {
            let (whole, own) = (self.bounds.whole[place], self.bounds.own[place]);
            // Between two equal bounds it is the one that moved it.
            let lifted = if whole.least == whole.most { value > by_weight } else { value == whole.least };
            let (at, said) = if lifted { (Side::Min, own.least) } else { (Side::Max, own.most) };
            reasons.push(Reason::Held { at, bound: self.amount(value), below: value != said });
            return;
        }
        let mut exact = by_weight;
        if free.who.len() < below.len() {
            let weight = |at: &usize| if free.evenly { BigUint::from(1u8) } else { self.weight_of(below.start + at) };
            let all: BigUint = free.who.iter().map(weight).sum();
            exact = part(free.rest, &weight(&at), &all);
            reasons.push(Reason::Rest { free: free.who.len(), amount: self.amount(free.rest) });
        }
        if value > exact {
            reasons.push(Reason::Rounded { amount: self.amount(value - exact) });
        }
    }

    fn share_of(&self, place: usize) -> (BigUint, BigUint) {
        let below = self.tree.below(self.tree.above(place));
        self.weights[self.tree.above(place)].share(place - below.start, below.len())
    }

    fn weight_of(&self, place: usize) -> BigUint {
        let above = self.tree.above(place);
        let at = place - self.tree.below(above).start;
        match &self.weights[above] {
            Weights::Even => BigUint::from(1u8),
            Weights::Narrow(weights) => weights[at].into(),
            Weights::Wide(weights) => weights[at].clone(),
        }
    }
}

/// The whole units of a share.
fn part(amount: u64, own: &BigUint, all: &BigUint) -> u64 {
    (BigUint::from(amount) * own / all).to_u64().unwrap_or(LARGEST)
}

fn more(factor: Factor) -> Option<String> {
    (!factor.ratio.is_zero()).then(|| factor.ratio.to_string())
}

/// A fraction from 0 to 1 as a decimal with at most six digits.
fn decimal(own: &BigUint, all: &BigUint) -> String {
    const MILLION: u32 = 1_000_000;
    let doubled: BigUint = own * 2u8 * MILLION + all;
    let millionths = (doubled / (all * 2u8)).to_i64().unwrap_or(0);
    rust_decimal::Decimal::new(millionths, 6).normalize().to_string()
}
