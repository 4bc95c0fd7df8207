//! The file: the places that the reader sees, with what is said of each and what comes out.

use super::{Column, paths};
use crate::{editing, grid, node, node::Basis, plan::TargetPlanId};
use imports::writing::Cell;
use kernel::{Actor, House, Result};
use std::collections::{BTreeSet, HashSet};

/// A file before it is written.
pub struct Sheet {
    pub title: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

pub async fn sheet(house: &House, actor: &Actor, id: TargetPlanId) -> Result<Sheet> {
    let (room, seen, _) = grid::opened(house, actor, id).await?;
    let basis = room.plan.basis();
    let calendar = &house.company().calendar;
    let periods: Vec<String> =
        grid::columns(&room.plan, &room.periods, calendar).into_iter().map(|column| column.label).collect();
    let shown: Vec<usize> =
        grid::order(&room.nodes).into_iter().filter(|at| seen.contains(&room.nodes[*at].id)).collect();
    let columns = columns(shown.iter().map(|at| &room.nodes[*at]), periods.len());
    let paths = paths_seen(&room.nodes, &seen);
    let amount = |amount: i64| Cell::Number(editing::text(amount, basis));
    let row = |at: usize| -> Vec<Cell> {
        let node = &room.nodes[at];
        let fixed = node.fixed(basis);
        let maybe = |value: Option<i64>| value.map_or(Cell::Empty, amount);
        let cell = |column: &Column| match column {
            Column::Place => Cell::from(paths[at].as_str()),
            Column::Name => Cell::from(node.name.as_str()),
            Column::Target => amount(room.cascade.value(at)),
            Column::Lock => maybe(fixed.lock),
            Column::Min => maybe(fixed.min),
            Column::Max => maybe(fixed.max),
            Column::Bucket => Cell::from(node.bucket.as_deref().unwrap_or_default()),
            Column::Proposed => maybe(node.proposed(basis)),
            Column::Driver(name) => match node.drivers.get(name).and_then(|value| value.as_str()) {
                Some(value) => Cell::Number(value.to_owned()),
                None => Cell::Empty,
            },
            Column::Period(period) => room.cascade.cells(at).nth(*period).map_or(Cell::Empty, amount),
            Column::Id => Cell::Text(node.id.0.to_string()),
        };
        columns.iter().map(cell).collect()
    };
    let rows = shown.iter().map(|at| row(*at)).collect();
    let words = &house.registry.words;
    let currency = match basis {
        Basis::Money(currency) => format!(" {}", currency.code()),
        Basis::Quantity => String::new(),
    };
    Ok(Sheet {
        title: format!("{}{currency}", room.plan.name),
        head: columns.iter().map(|column| column.head(words, actor.locale, &periods)).collect(),
        rows,
    })
}

/// Of places that somebody sees a part of, the way begins where their part does.
fn paths_seen(nodes: &[node::Model], seen: &HashSet<node::TargetNodeId>) -> Vec<String> {
    let within: Vec<node::Model> = nodes
        .iter()
        .map(|node| node::Model { parent_id: node.parent_id.filter(|parent| seen.contains(parent)), ..node.clone() })
        .collect();
    paths(&within)
}

fn columns<'a>(nodes: impl Iterator<Item = &'a node::Model>, periods: usize) -> Vec<Column> {
    let drivers: BTreeSet<&String> =
        nodes.filter_map(|node| node.drivers.as_object()).flat_map(|drivers| drivers.keys()).collect();
    let mut columns = vec![
        Column::Place,
        Column::Name,
        Column::Target,
        Column::Lock,
        Column::Min,
        Column::Max,
        Column::Bucket,
        Column::Proposed,
    ];
    columns.extend(drivers.into_iter().map(|name| Column::Driver(name.clone())));
    columns.extend((0..periods).map(Column::Period));
    columns.push(Column::Id);
    columns
}
