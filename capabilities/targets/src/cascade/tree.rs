//! The nodes of a plan as a tree that is quick to walk.

use super::{plan::NodePlan, refusal::Unsolvable};
use hashbrown::HashMap;
use indexmap::IndexMap;
use std::ops::Range;

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
        // What stands below each place; a bucket's members are known when it is made.
        let mut waiting: Vec<Members> = vec![Members::Roots];
        waiting.reserve(nodes.len());
        let mut place = 0;
        while place < waiting.len() {
            let listed = std::mem::replace(&mut waiting[place], Members::Roots);
            let (level, members) = match (&tree.origins[place], &listed) {
                (Origin::Bucket { level, .. }, Members::Listed(members)) => (*level, &members[..]),
                (Origin::Node(node), _) => (tree.levels[place] + 1, children.of_node(*node)),
                (Origin::Top | Origin::Bucket { .. }, _) => (0, &children.roots[..]),
            };
            let inside = matches!(listed, Members::Listed(_));
            let first = tree.origins.len();
            let mut stand = |origin: Origin, members: Members| {
                if let Origin::Node(node) = origin {
                    tree.places[node] = tree.origins.len();
                }
                tree.origins.push(origin);
                tree.above.push(place);
                tree.levels.push(level);
                waiting.push(members);
            };
            if inside || members.iter().all(|member| nodes[*member].bucket.is_none()) {
                for member in members {
                    stand(Origin::Node(*member), Members::OfNode);
                }
            } else {
                for (bucket, members) in bucketed(nodes, members) {
                    match bucket {
                        None => stand(Origin::Node(members[0]), Members::OfNode),
                        Some(name) => stand(Origin::Bucket { name: name.to_owned(), level }, Members::Listed(members)),
                    }
                }
            }
            tree.below.push(first..tree.origins.len());
            place += 1;
        }
        match tree.places.iter().position(|place| *place == usize::MAX) {
            Some(node) => Err(Unsolvable::Circle { node: nodes[children.on_a_circle(node)].id.to_string() }),
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

/// Who stands below a place.
enum Members {
    Roots,
    OfNode,
    Listed(Vec<usize>),
}

/// Siblings as they stand below their parent: those without a bucket themselves, the others together, where the first of
/// their bucket would stand.
fn bucketed<'a>(nodes: &'a [NodePlan], members: &[usize]) -> impl Iterator<Item = (Option<&'a str>, Vec<usize>)> {
    let mut standing: IndexMap<(Option<&str>, usize), Vec<usize>> = IndexMap::new();
    for &member in members {
        let bucket = nodes[member].bucket.as_deref();
        standing.entry((bucket, if bucket.is_some() { 0 } else { member })).or_default().push(member);
    }
    standing.into_iter().map(|((bucket, _), members)| (bucket, members))
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
                return Err(Unsolvable::Twice { id: node.id.to_string() });
            }
        }
        let parent = |node: &NodePlan| match &node.parent {
            None => Ok(None),
            Some(parent) => by_id
                .get(parent.as_str())
                .map(|at| Some(*at))
                .ok_or_else(|| Unsolvable::NoParent { node: node.id.to_string(), parent: parent.to_string() }),
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
