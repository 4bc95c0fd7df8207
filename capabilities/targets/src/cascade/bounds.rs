//! Between which values each place has to stay so that everything fixed below it can be kept.
//!
//! A lock deep in the tree lifts those above it: nobody has to fix a team by hand because one of its people is fixed. What
//! cannot be kept at all is found on the way up, where the ranges of a place and of what is below it do not meet.

use super::{
    number::{Factor, LARGEST},
    refusal::{Conflict, Unsolvable},
    tree::Tree,
};
use std::borrow::Cow;

/// A range of amounts, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub least: u64,
    pub most: u64,
}

impl Range {
    pub const OPEN: Range = Range { least: 0, most: LARGEST };

    pub fn exactly(amount: u64) -> Range {
        Range { least: amount, most: amount }
    }

    fn within(self, other: Range) -> Option<Range> {
        let both = Range { least: self.least.max(other.least), most: self.most.min(other.most) };
        (both.least <= both.most).then_some(both)
    }
}

#[derive(Clone, Debug)]
pub struct Bounds {
    /// What is said of a place itself: its lock, or its minimum and maximum.
    pub own: Vec<Range>,
    /// With what is fixed below it, too.
    pub whole: Vec<Range>,
    /// By what the children of a place get more than it has.
    pub factors: Vec<Factor>,
}

/// The ranges of a place and of what stands below it do not meet.
pub struct Apart;

impl Bounds {
    /// All ranges from the bottom to the top, and where they do not meet.
    pub fn of(tree: &Tree, own: Vec<Range>, factors: Vec<Factor>) -> (Bounds, Vec<usize>) {
        let mut bounds = Bounds { whole: own.clone(), own, factors };
        let mut apart = Vec::new();
        for place in (0..tree.len()).rev() {
            // Further up it counts as what is said of it, so that each conflict is told once.
            if bounds.tighten(tree, place).is_err() {
                apart.push(place);
            }
        }
        (bounds, apart)
    }

    /// Works out a place anew from itself and its children; says whether that changed anything.
    pub fn tighten(&mut self, tree: &Tree, place: usize) -> Result<bool, Apart> {
        let before = self.whole[place];
        self.whole[place] = self.own[place];
        if !tree.below(place).is_empty() {
            let children = self.children(tree, place);
            let factor = self.factors[place];
            let least = factor.least_for(children.least);
            let implied = least.map(|least| Range { least, most: factor.most_for(children.most) });
            self.whole[place] = implied.and_then(|implied| self.own[place].within(implied)).ok_or(Apart)?;
        }
        Ok(self.whole[place] != before)
    }

    fn children(&self, tree: &Tree, place: usize) -> Range {
        let (mut least, mut most) = (0u64, 0u64);
        for child in tree.below(place) {
            least = least.saturating_add(self.whole[child].least);
            most = most.saturating_add(self.whole[child].most);
        }
        Range { least, most: most.min(LARGEST) }
    }

    /// What is fixed and does not go together, as a refusal. Whoever lets go of all that it names has a plan that can be
    /// solved.
    pub fn refusal(&self, tree: &Tree, apart: &[usize], unit: i64, id: impl Fn(usize) -> Option<String>) -> Unsolvable {
        let (mut conflicts, mut all) = (Vec::new(), Vec::new());
        let mut bounds = Cow::Borrowed(self);
        let mut apart = apart.to_vec();
        while !apart.is_empty() {
            let mut causes: Vec<usize> = Vec::new();
            for &place in &apart {
                let (conflict, nodes) = bounds.conflict(tree, place, unit, &id);
                conflicts.push(conflict);
                causes.extend(nodes);
            }
            if causes.is_empty() {
                return Unsolvable::TooLarge;
            }
            // Behind a conflict there may be another, which only shows when the first is out of the way.
            let mut own = bounds.own.clone();
            for node in &causes {
                own[tree.places[*node]] = Range::OPEN;
            }
            all.append(&mut causes);
            let (freed, still) = Bounds::of(tree, own, bounds.factors.clone());
            (bounds, apart) = (Cow::Owned(freed), still);
        }
        all.sort_unstable();
        all.dedup();
        Unsolvable::LocksConflict { nodes: all.into_iter().filter_map(id).collect(), conflicts }
    }

    /// Where a place and what is below it do not meet, and the nodes whose bounds make it so.
    fn conflict(
        &self,
        tree: &Tree,
        place: usize,
        unit: i64,
        id: impl Fn(usize) -> Option<String>,
    ) -> (Conflict, Vec<usize>) {
        let (own, factor) = (self.own[place], self.factors[place]);
        let children = self.children(tree, place);
        let floor = factor.least_for(children.least).unwrap_or(u64::MAX);
        let ceiling = factor.most_for(children.most);
        let mut causes = Vec::new();
        if floor > own.most || floor > ceiling {
            self.lifting(tree, place, &mut causes);
        }
        if ceiling < own.least || floor > ceiling {
            self.pressing(tree, place, &mut causes);
        }
        if floor > own.most || ceiling < own.least {
            causes.push(place);
        }
        let mut nodes: Vec<usize> = causes.into_iter().filter_map(|place| tree.node(place)).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let amount = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX).saturating_mul(unit);
        let limit = |most: u64| (most < LARGEST).then(|| amount(most));
        let conflict = Conflict {
            at: tree.node(place).and_then(&id),
            least: amount(children.least),
            most: limit(children.most),
            from: amount(factor.of(own.least).unwrap_or(LARGEST)),
            to: factor.of(own.most).and_then(limit),
            nodes: nodes.iter().copied().filter_map(id).collect(),
        };
        (conflict, nodes)
    }

    /// Who makes what is below a place as much as it is at least.
    fn lifting(&self, tree: &Tree, place: usize, found: &mut Vec<usize>) {
        let mut waiting: Vec<usize> = tree.below(place).collect();
        while let Some(place) = waiting.pop() {
            let whole = self.whole[place];
            if whole.least == 0 {
                continue;
            }
            if self.own[place].least == whole.least {
                found.push(place);
            } else {
                waiting.extend(tree.below(place));
            }
        }
    }

    /// Who keeps what is below a place from being more than it is at most.
    fn pressing(&self, tree: &Tree, place: usize, found: &mut Vec<usize>) {
        let mut waiting: Vec<usize> = tree.below(place).collect();
        while let Some(place) = waiting.pop() {
            let whole = self.whole[place];
            if whole.most == LARGEST {
                continue;
            }
            if self.own[place].most == whole.most {
                found.push(place);
            } else {
                waiting.extend(tree.below(place));
            }
        }
    }
}
