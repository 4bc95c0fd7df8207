//! The way down, and the way an edit takes.

use super::{
    answer::Warning,
    bounds::{Bounds, Range},
    number::{Factor, LARGEST, Number},
    plan::{NodePlan, Plan},
    refusal::Unsolvable,
    season::Seasons,
    share::{self, Free, Weights},
    tree::{Origin, Tree},
    weights::Drivers,
};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A solved plan that can be edited.
///
/// Amounts inside are whole multiples of the plan's unit.
#[derive(Clone, Debug)]
pub struct Cascade {
    pub(super) plan: Plan,
    pub(super) tree: Tree,
    pub(super) drivers: Drivers,
    pub(super) bounds: Bounds,
    /// What the children of each place weigh against each other.
    pub(super) weights: Vec<Weights>,
    pub(super) values: Vec<u64>,
    seasons: Seasons,
    /// By node of the plan, line and period.
    cells: Vec<u64>,
    warnings: Vec<Warning>,
}

/// Fewer nodes than this are spread over their months sooner than another thread is told of them.
const TOGETHER: usize = 1_000;

/// Something that a planner does to a plan. Nodes are named by their place in [`Plan::nodes`].
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Fixes a node's value; `None` lets it go.
    Lock {
        node: usize,
        value: Option<i64>,
    },
    Bounds {
        node: usize,
        min: Option<i64>,
        max: Option<i64>,
    },
    /// What a node weighs; `None` is "not known yet".
    Driver {
        node: usize,
        driver: String,
        value: Option<Number>,
    },
    Total(i64),
}

impl Cascade {
    /// Reads, checks and solves.
    pub fn of(plan: Plan) -> Result<Cascade, Unsolvable> {
        if plan.unit < 1 {
            return Err(Unsolvable::Unit);
        }
        let tree = Tree::of(&plan.nodes)?;
        let drivers = Drivers::of(&plan, &tree)?;
        let mut own = vec![Range::OPEN; tree.len()];
        own[0] = Range::exactly(padded(&plan)?);
        for (place, range) in own.iter_mut().enumerate() {
            if let Some(node) = tree.node(place) {
                *range = said(&plan.nodes[node], plan.unit)?;
            }
        }
        let factor = |place: usize| {
            let level = tree.assigned_level(place);
            level.and_then(|level| plan.over_assignment.get(level)).copied().unwrap_or(Factor::ONE)
        };
        let factors = (0..tree.len()).map(factor).collect();
        let (bounds, apart) = Bounds::of(&tree, own, factors);
        if !apart.is_empty() {
            return Err(
                bounds.refusal(&tree, &apart, plan.unit, |node| plan.nodes.get(node).map(|node| node.id.to_string()))
            );
        }
        let weights = (0..tree.len()).into_par_iter().map(|place| drivers.weights(&tree, place)).collect();
        let seasons = Seasons::of(&plan)?;
        let mut warnings = drivers.warnings(&plan, &tree);
        warnings.extend(seasons.warnings(&plan));
        let mut cascade = Cascade {
            values: vec![0; tree.len()],
            cells: vec![0; plan.nodes.len() * seasons.cells()],
            plan,
            tree,
            drivers,
            bounds,
            weights,
            seasons,
            warnings,
        };
        cascade.values[0] = cascade.bounds.own[0].least;
        let mut parts = Vec::new();
        for place in 0..cascade.tree.len() {
            cascade.divide(place, &mut parts);
            let below = cascade.tree.below(place);
            cascade.values[below].copy_from_slice(&parts);
        }
        let (seasons, values, places) = (&cascade.seasons, &cascade.values, &cascade.tree.places);
        let nodes = cascade.cells.par_chunks_exact_mut(seasons.cells()).zip(places.par_iter());
        nodes.with_min_len(TOGETHER).for_each(|(cells, place)| seasons.spread(values[*place], cells));
        Ok(cascade)
    }

    /// Does changes one after the other and solves what they touch. Gives the nodes whose values are others now, in the
    /// plan's order; on a refusal everything is as it was.
    pub fn edit(&mut self, changes: &[Change]) -> Result<Vec<usize>, Unsolvable> {
        let mut touched = Touched::default();
        for change in changes {
            if let Err(refusal) = self.take(change, &mut touched) {
                for (place, own) in touched.own.iter().rev() {
                    self.bounds.own[*place] = *own;
                    // These went together before.
                    let _ = self.up(*place, &mut touched.dirty);
                }
                for (node, said) in touched.nodes.into_iter().rev() {
                    self.plan.nodes[node] = said;
                    self.weigh(node, &mut BTreeSet::new())?;
                }
                self.plan.total = touched.total.unwrap_or(self.plan.total);
                return Err(refusal);
            }
        }
        Ok(self.down(touched.dirty))
    }

    /// A node's value, in the plan's amounts.
    pub fn value(&self, node: usize) -> i64 {
        self.amount(self.values[self.tree.places[node]])
    }

    /// A node's value in each period, or in each line and period of it: as many as there are periods, for each line.
    pub fn cells(&self, node: usize) -> impl Iterator<Item = i64> + '_ {
        let cells = self.seasons.cells();
        self.cells[node * cells..(node + 1) * cells].iter().map(|cell| self.amount(*cell))
    }

    /// What the nodes without a parent add up to: the total with its padding.
    pub fn total(&self) -> i64 {
        self.amount(self.values[0])
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(super) fn amount(&self, units: u64) -> i64 {
        i64::try_from(units).unwrap_or(i64::MAX).saturating_mul(self.plan.unit)
    }

    /// What the children of a place divide among themselves.
    pub(super) fn given(&self, place: usize) -> u64 {
        // The bounds keep every place low enough for this to fit.
        self.bounds.factors[place].of(self.values[place]).unwrap_or(LARGEST)
    }

    /// The parts of the children of a place, as they have to be.
    pub(super) fn divide(&self, place: usize, parts: &mut Vec<u64>) -> Free {
        let below = self.tree.below(place);
        parts.clear();
        parts.resize(below.len(), 0);
        let ranges = &self.bounds.whole[below];
        let least: Vec<u64> = ranges.iter().map(|range| range.least).collect();
        let most: Vec<u64> = ranges.iter().map(|range| range.most).collect();
        share::divide(self.given(place), &self.weights[place], &least, &most, parts)
    }

    fn fill(&mut self, node: usize) {
        let cells = self.seasons.cells();
        let value = self.values[self.tree.places[node]];
        self.seasons.spread(value, &mut self.cells[node * cells..(node + 1) * cells]);
    }

    fn take(&mut self, change: &Change, touched: &mut Touched) -> Result<(), Unsolvable> {
        let node = match change {
            Change::Total(total) => {
                touched.total.get_or_insert(self.plan.total);
                self.plan.total = *total;
                let whole = Range::exactly(padded(&self.plan)?);
                return self.confine(0, whole, touched);
            }
            Change::Lock { node, .. } | Change::Bounds { node, .. } | Change::Driver { node, .. } => *node,
        };
        touched.nodes.push((node, self.plan.nodes[node].clone()));
        let said_of = &mut self.plan.nodes[node];
        match change {
            Change::Total(_) => {}
            Change::Lock { value, .. } => (said_of.locked, said_of.value) = (value.is_some(), *value),
            Change::Bounds { min, max, .. } => (said_of.min, said_of.max) = (*min, *max),
            Change::Driver { driver, value, .. } => {
                said_of.drivers.insert(driver.into(), *value);
                return self.weigh(node, &mut touched.dirty);
            }
        }
        let range = said(&self.plan.nodes[node], self.plan.unit)?;
        self.confine(self.tree.places[node], range, touched)
    }

    /// Says another range of a place and works out those above it.
    fn confine(&mut self, place: usize, range: Range, touched: &mut Touched) -> Result<(), Unsolvable> {
        touched.own.push((place, self.bounds.own[place]));
        self.bounds.own[place] = range;
        let apart = self.up(place, &mut touched.dirty);
        apart.map_err(|place| {
            self.bounds.refusal(&self.tree, &[place], self.plan.unit, |node| {
                self.plan.nodes.get(node).map(|node| node.id.to_string())
            })
        })
    }

    /// Works out the ranges from a place up to where nothing changes any more. What has other bounds is divided anew.
    fn up(&mut self, from: usize, dirty: &mut BTreeSet<usize>) -> Result<(), usize> {
        let mut place = from;
        loop {
            let changed = self.bounds.tighten(&self.tree, place).map_err(|_| place)?;
            if place == 0 {
                dirty.insert(0);
                return Ok(());
            }
            if changed || place == from {
                dirty.insert(self.tree.above(place));
            }
            if !changed {
                return Ok(());
            }
            place = self.tree.above(place);
        }
    }

    /// Takes what a node weighs from the plan, into its bucket as well.
    fn weigh(&mut self, node: usize, dirty: &mut BTreeSet<usize>) -> Result<(), Unsolvable> {
        let place = self.tree.places[node];
        self.drivers.take(place, &self.plan.nodes[node]);
        let mut above = self.tree.above(place);
        loop {
            self.weights[above] = self.drivers.weights(&self.tree, above);
            dirty.insert(above);
            if !matches!(self.tree.origins[above], Origin::Bucket { .. }) {
                return Ok(());
            }
            self.drivers.gather(&self.tree, above)?;
            above = self.tree.above(above);
        }
    }

    /// Divides what is named anew, from the top, and what gets another value by that.
    fn down(&mut self, mut dirty: BTreeSet<usize>) -> Vec<usize> {
        let mut others = Vec::new();
        let mut parts = Vec::new();
        while let Some(place) = dirty.pop_first() {
            if place == 0 {
                self.values[0] = self.bounds.own[0].least;
            }
            self.divide(place, &mut parts);
            for (child, part) in self.tree.below(place).zip(&parts) {
                if self.values[child] == *part {
                    continue;
                }
                self.values[child] = *part;
                dirty.insert(child);
                others.extend(self.tree.node(child));
            }
        }
        others.sort_unstable();
        for node in &others {
            self.fill(*node);
        }
        others
    }
}

/// What an edit has done so far: to take it back, and to solve on from.
#[derive(Default)]
struct Touched {
    own: Vec<(usize, Range)>,
    nodes: Vec<(usize, NodePlan)>,
    total: Option<i64>,
    dirty: BTreeSet<usize>,
}

fn padded(plan: &Plan) -> Result<u64, Unsolvable> {
    let total = units(None, "total", plan.total, plan.unit)?;
    plan.padding.of(total).ok_or(Unsolvable::TooLarge)
}

/// What is said of a node itself.
fn said(node: &NodePlan, unit: i64) -> Result<Range, Unsolvable> {
    let amount =
        |field, amount: Option<i64>| amount.map(|amount| units(Some(&node.id), field, amount, unit)).transpose();
    let value = amount("value", node.value)?;
    let least = amount("min", node.min)?.unwrap_or(0);
    let most = amount("max", node.max)?.unwrap_or(LARGEST);
    if least > most {
        let (min, max) = (node.min.unwrap_or(0), node.max.unwrap_or(i64::MAX));
        return Err(Unsolvable::Bounds { node: node.id.to_string(), min, max });
    }
    if !node.locked {
        return Ok(Range { least, most });
    }
    let Some(value) = value else {
        return Err(Unsolvable::LockedWithoutValue { node: node.id.to_string() });
    };
    if value < least || value > most {
        return Err(Unsolvable::LockOutside { node: node.id.to_string(), value: node.value.unwrap_or(0) });
    }
    Ok(Range::exactly(value))
}

fn units(node: Option<&str>, field: &'static str, amount: i64, unit: i64) -> Result<u64, Unsolvable> {
    let node = || node.map(str::to_owned);
    if amount % unit != 0 {
        return Err(Unsolvable::NotAMultiple { node: node(), field, amount, unit });
    }
    u64::try_from(amount / unit).map_err(|_| Unsolvable::BelowZero { node: node(), field, amount })
}
