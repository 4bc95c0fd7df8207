//! What comes out, in the shape that programs read.

use super::{plan::Plan, solve::Cascade, why::Reason};
use indexmap::IndexMap;
use serde::Serialize;

/// A solved plan: every node in the plan's order.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    pub nodes: Vec<NodeAnswer>,
    pub warnings: Vec<Warning>,
}

#[derive(Clone, Debug, Serialize)]
pub struct NodeAnswer {
    pub id: String,
    pub value: i64,
    /// By period. With lines, what the lines have together.
    pub periods: IndexMap<String, i64>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub lines: IndexMap<String, LineAnswer>,
    pub why: Vec<Reason>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct LineAnswer {
    pub value: i64,
    pub periods: IndexMap<String, i64>,
}

/// Something that was solved all the same, and that the planner may want to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code")]
pub enum Warning {
    /// Siblings have a number where this node has none: it counts 0 there.
    #[serde(rename = "targets.driver_missing")]
    DriverMissing { node: String, driver: String },
    /// Nobody at all has a number for this driver: it dropped out.
    #[serde(rename = "targets.driver_absent")]
    DriverAbsent { driver: String },
    /// The weights of the periods are all 0: they were taken as even.
    #[serde(rename = "targets.no_season")]
    NoSeason {
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<String>,
    },
}

impl Warning {
    /// English, for people at a terminal.
    pub fn text(&self) -> String {
        match self {
            Warning::DriverMissing { node, driver } => {
                format!("{node} has no {driver}, its siblings have: it counts 0")
            }
            Warning::DriverAbsent { driver } => format!("nobody has {driver}: it does not weigh"),
            Warning::NoSeason { line: None } => "the periods weigh nothing: they are taken as even".to_owned(),
            Warning::NoSeason { line: Some(line) } => {
                format!("the periods of {line} weigh nothing: they are taken as even")
            }
        }
    }
}

impl Cascade {
    pub fn answer(&self) -> Answer {
        let nodes = (0..self.plan().nodes.len()).map(|node| self.node(node)).collect();
        Answer { nodes, warnings: self.warnings().to_vec() }
    }

    pub fn node(&self, node: usize) -> NodeAnswer {
        let plan: &Plan = self.plan();
        let ids = || plan.periods.iter().map(|period| period.id.to_string());
        let cells: Vec<i64> = self.cells(node).collect();
        let mut periods: IndexMap<String, i64> = ids().map(|id| (id, 0)).collect();
        let mut lines = IndexMap::new();
        for (line, cells) in cells.chunks(plan.periods.len().max(1)).enumerate() {
            for (sum, cell) in periods.values_mut().zip(cells) {
                *sum += cell;
            }
            if let Some(line) = plan.lines.get(line) {
                let periods = ids().zip(cells.iter().copied()).collect();
                lines.insert(line.id.to_string(), LineAnswer { value: cells.iter().sum(), periods });
            }
        }
        NodeAnswer { id: plan.nodes[node].id.to_string(), value: self.value(node), periods, lines, why: self.why(node) }
    }
}
