//! The nodes of a plan as a tree that is quick to walk.

use super::{plan::NodePlan, refusal::Unsolvable};
use indexmap::IndexMap;
use std::{collections::HashMap, ops::Range};

/// Where a place of the tree comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The one place above the nodes without a parent; its value is the total.
    Top,
    /// A node, by its place in the plan.
    Node(usize),
    /// Siblings that share a bucket stand below a place of their own.
    Bucket { name: String, level: usize },
}

/// Places level by level, so that a place comes after the one above it and siblings stand beside each other, in the plan's
/// order. Place 0 is the top.
#[derive(Clone, Debug)]
pub struct Tree {
    pub origins: Vec<Origin>,
    above: Vec<usize>,
    below: Vec<Range<usize>>,
    /// Where each node of the plan stands.
    pub places: Vec<usize>,
    /// How many nodes lie above a place: 0 for the nodes without a parent.
    levels: Vec<usize>,
}

impl Tree {
    pub fn of(nodes: &[NodePlan]) -> Result<Tree, Unsolvable> {
        if nodes.is_empty() {
            return Err(Unsolvable::NoNodes);
        }
        let children = Children::of(nodes)?;
        let mut tree = Tree {
            origins: vec![Origin::Top],
            above: vec![0],
            below: Vec::with_capacity(nodes.len() + 1),
            places: vec![usize::MAX; nodes.len()],
            levels: vec![0],
        };
        // What stands below a place that was not walked yet; a bucket's members are known when it is made.
        let mut waiting: Vec<Vec<usize>> = vec![children.roots.clone()];
        let mut place = 0;
        while place < waiting.len() {
            let members = std::mem::take(&mut waiting[place]);
            let level = match &tree.origins[place] {
                Origin::Top => 0,
                Origin::Node(_) => tree.levels[place] + 1,
                Origin::Bucket { level, .. } => *level,
            };
            let inside = matches!(tree.origins[place], Origin::Bucket { .. });
            let first = tree.origins.len();
            for (origin, members) in if inside { each(&members) } else { bucketed(nodes, &members, level) } {
                let below = match origin {
                    Origin::Node(node) => {
                        tree.places[node] = tree.origins.len();
                        children.of_node(node).to_vec()
                    }
                    Origin::Top | Origin::Bucket { .. } => members,
                };
                tree.origins.push(origin);
                tree.above.push(place);
                tree.levels.push(level);
                waiting.push(below);
            }
            tree.below.push(first..tree.origins.len());
            place += 1;
        }
        match tree.places.iter().position(|place| *place == usize::MAX) {
            Some(node) => Err(Unsolvable::Circle { node: nodes[children.on_a_circle(node)].id.clone() }),
            None => Ok(tree),
        }
    }

    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// The place above; the top stands above itself.
    pub fn above(&self, place: usize) -> usize {
        self.above[place]
    }

    pub fn below(&self, place: usize) -> Range<usize> {
        self.below[place].clone()
    }

    /// The level of what stands below a place, for over-assignment: none for the top and for what is inside a bucket.
    pub fn assigned_level(&self, place: usize) -> Option<usize> {
        match self.origins[place] {
            Origin::Top | Origin::Bucket { .. } => None,
            Origin::Node(_) => Some(self.levels[place]),
        }
    }

    /// The node of the plan at a place.
    pub fn node(&self, place: usize) -> Option<usize> {
        match self.origins[place] {
            Origin::Node(node) => Some(node),
            Origin::Top | Origin::Bucket { .. } => None,
        }
    }
}

fn each(members: &[usize]) -> Vec<(Origin, Vec<usize>)> {
    members.iter().map(|member| (Origin::Node(*member), Vec::new())).collect()
}

/// Siblings as they stand below their parent: those without a bucket themselves, the others below their bucket, which
/// stands where its first member would.
fn bucketed(nodes: &[NodePlan], members: &[usize], level: usize) -> Vec<(Origin, Vec<usize>)> {
    if members.iter().all(|member| nodes[*member].bucket.is_none()) {
        return each(members);
    }
    let mut standing: IndexMap<(Option<&str>, usize), Vec<usize>> = IndexMap::new();
    for &member in members {
        let bucket = nodes[member].bucket.as_deref();
        standing.entry((bucket, if bucket.is_some() { 0 } else { member })).or_default().push(member);
    }
    standing
        .into_iter()
        .map(|((bucket, _), members)| match bucket {
            None => (Origin::Node(members[0]), Vec::new()),
            Some(name) => (Origin::Bucket { name: name.to_owned(), level }, members),
        })
        .collect()
}

/// Who stands below whom, in the plan's order.
struct Children {
    roots: Vec<usize>,
    parents: Vec<Option<usize>>,
    starts: Vec<usize>,
    flat: Vec<usize>,
}

impl Children {
    fn of(nodes: &[NodePlan]) -> Result<Children, Unsolvable> {
        let mut by_id: HashMap<&str, usize> = HashMap::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            if by_id.insert(&node.id, at).is_some() {
                return Err(Unsolvable::Twice { id: node.id.clone() });
            }
        }
        let parent = |node: &NodePlan| match &node.parent {
            None => Ok(None),
            Some(parent) => by_id.get(parent.as_str()).map(|at| Some(*at)).ok_or_else(|| Unsolvable::NoParent {
                node: node.id.clone(),
                parent: parent.clone(),
            }),
        };
        let parents = nodes.iter().map(parent).collect::<Result<Vec<Option<usize>>, Unsolvable>>()?;
        let mut starts = vec![0; nodes.len() + 1];
        for parent in parents.iter().flatten() {
            starts[parent + 1] += 1;
        }
        for at in 0..nodes.len() {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut flat = vec![0; starts[nodes.len()]];
        let mut roots = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            match parent {
                None => roots.push(at),
                Some(parent) => {
                    flat[next[*parent]] = at;
                    next[*parent] += 1;
                }
            }
        }
        Ok(Children { roots, parents, starts, flat })
    }

    fn of_node(&self, node: usize) -> &[usize] {
        &self.flat[self.starts[node]..self.starts[node + 1]]
    }

    /// From a node that no root leads to, a node that lies on the circle itself: after as many steps up as there are nodes.
    fn on_a_circle(&self, from: usize) -> usize {
        (0..self.parents.len()).fold(from, |node, _| self.parents[node].unwrap_or(node))
    }
}
