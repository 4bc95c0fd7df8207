//! The units as they stand today, read once a work.

use crate::{person::PersonId, unit, unit::UnitId};
use kernel::{Result, Work};
use sea_orm::QuerySelect;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub parent: Option<UnitId>,
    pub leader: Option<PersonId>,
}

#[derive(Clone, Debug, Default)]
pub struct Tree(pub HashMap<UnitId, Node>);

const KEPT: &str = "org.tree";

impl Tree {
    pub async fn of(work: &mut Work) -> Result<Arc<Tree>> {
        if let Some(tree) = work.kept::<Arc<Tree>>(KEPT) {
            return Ok(tree.clone());
        }
        Self::read(work).await
    }

    /// Reads it again, for rows were written since.
    pub async fn read(work: &mut Work) -> Result<Arc<Tree>> {
        let rows: Vec<(UnitId, Option<UnitId>, Option<PersonId>)> = work
            .every::<unit::Entity>()
            .select_only()
            .columns([unit::Column::Id, unit::Column::ParentId, unit::Column::LeaderId])
            .into_tuple()
            .all(work.conn())
            .await?;
        let tree = Arc::new(Tree(rows.into_iter().map(|(id, parent, leader)| (id, Node { parent, leader })).collect()));
        work.keep(KEPT, tree.clone());
        Ok(tree)
    }

    /// The next one who asks reads it again.
    pub fn forget(work: &mut Work) {
        work.keep(KEPT, ());
    }

    /// The unit and those above it, up to the root. A circle ends where it began.
    pub fn up(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let mut next = Some(unit);
        let mut left = self.0.len() + 1;
        std::iter::from_fn(move || {
            let now = next.filter(|_| left > 0)?;
            left -= 1;
            next = self.0.get(&now).and_then(|node| node.parent).filter(|parent| *parent != unit);
            Some(now)
        })
    }

    /// Whether the unit would stand below itself if it stood below that parent.
    pub fn would_circle(&self, unit: UnitId, parent: UnitId) -> bool {
        self.up(parent).any(|above| above == unit)
    }

    /// Whether following the parents from a unit ends nowhere.
    pub fn circles(&self, unit: UnitId) -> bool {
        self.up(unit).last().is_some_and(|top| self.0.get(&top).is_some_and(|node| node.parent.is_some()))
    }

    /// Who leads somebody of a unit: its leader, of a leader the next one up.
    pub fn manager(&self, person: PersonId, unit: UnitId) -> Option<PersonId> {
        self.up(unit).filter_map(|above| self.0.get(&above)?.leader).find(|leader| *leader != person)
    }

    /// All units, each followed by those below it, with the size of its branch. Units of a circle are left out.
    pub fn preorder(&self) -> Vec<(UnitId, usize)> {
        let mut below: BTreeMap<Option<UnitId>, Vec<UnitId>> = BTreeMap::new();
        for (unit, node) in &self.0 {
            // A parent that is not there any more makes a root.
            below.entry(node.parent.filter(|parent| self.0.contains_key(parent))).or_default().push(*unit);
        }
        for units in below.values_mut() {
            units.sort();
        }
        self.walk(below.remove(&None).unwrap_or_default(), &below)
    }

    /// One unit and those below it, in the same form.
    pub fn branch(&self, unit: UnitId) -> Vec<(UnitId, usize)> {
        let mut below: BTreeMap<Option<UnitId>, Vec<UnitId>> = BTreeMap::new();
        for (unit, node) in &self.0 {
            below.entry(node.parent).or_default().push(*unit);
        }
        self.walk(vec![unit], &below)
    }

    fn walk(&self, tops: Vec<UnitId>, below: &BTreeMap<Option<UnitId>, Vec<UnitId>>) -> Vec<(UnitId, usize)> {
        enum Step {
            Into(UnitId),
            OutOf(usize),
        }
        let mut order: Vec<(UnitId, usize)> = Vec::with_capacity(self.0.len());
        let mut steps: Vec<Step> = tops.into_iter().rev().map(Step::Into).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Into(unit) => {
                    steps.push(Step::OutOf(order.len()));
                    order.push((unit, 1));
                    steps.extend(below.get(&Some(unit)).into_iter().flatten().rev().copied().map(Step::Into));
                }
                Step::OutOf(at) => order[at].1 = order.len() - at,
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(UnitId, Option<UnitId>, Option<PersonId>)]) -> Tree {
        Tree(rows.iter().map(|(id, parent, leader)| (*id, Node { parent: *parent, leader: *leader })).collect())
    }

    #[test]
    fn a_leader_reports_to_the_leader_above() {
        let [company, region, team] = [UnitId::new(), UnitId::new(), UnitId::new()];
        let [boss, head, rep] = [PersonId::new(), PersonId::new(), PersonId::new()];
        let tree =
            tree(&[(company, None, Some(boss)), (region, Some(company), Some(head)), (team, Some(region), None)]);
        assert_eq!(tree.manager(rep, team), Some(head));
        assert_eq!(tree.manager(head, region), Some(boss));
        assert_eq!(tree.manager(boss, company), None);
        assert!(tree.would_circle(company, team) && tree.would_circle(team, team));
        assert!(!tree.would_circle(team, company));
        let order = tree.preorder();
        assert_eq!(order, vec![(company, 3), (region, 2), (team, 1)]);
        assert_eq!(tree.branch(region), vec![(region, 2), (team, 1)]);
    }

    #[test]
    fn a_circle_is_seen_and_does_not_hang() {
        let [a, b, c] = [UnitId::new(), UnitId::new(), UnitId::new()];
        let tree = tree(&[(a, Some(b), None), (b, Some(a), None), (c, Some(a), None)]);
        assert!(tree.circles(a) && tree.circles(c));
        assert!(tree.preorder().is_empty());
        assert_eq!(tree.manager(PersonId::new(), c), None);
    }
}
