//! Two scenarios beside each other, place by place.

use crate::{
    grid::{self, Grid, Line},
    plan::TargetPlanId,
};
use kernel::{Actor, House, Result};
use org::{person::PersonId, unit::UnitId};
use serde::Serialize;
use std::collections::HashMap;

#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    pub left: TargetPlanId,
    pub right: TargetPlanId,
    pub rows: Vec<Pair>,
}

/// A unit or person in both, or in one of them.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    pub name: String,
    pub depth: usize,
    pub unit: Option<UnitId>,
    pub person: Option<PersonId>,
    pub left: Option<i64>,
    pub right: Option<i64>,
}

/// In the order of the first plan; who is in the second only comes last. Both as far as the reader sees them.
pub async fn compare(house: &House, actor: &Actor, left: TargetPlanId, right: TargetPlanId) -> Result<Comparison> {
    let (first, second) = (grid::grid(house, actor, left).await?, grid::grid(house, actor, right).await?);
    Ok(Comparison { left, right, rows: pairs(first, second) })
}

fn pairs(first: Grid, second: Grid) -> Vec<Pair> {
    let whose = |line: &Line| (line.unit, line.person);
    let mut others: HashMap<_, Line> = second.rows.iter().map(|line| (whose(line), line.clone())).collect();
    let mut rows: Vec<Pair> = first
        .rows
        .into_iter()
        .map(|line| {
            let other = others.remove(&whose(&line));
            let right = other.map(|other| other.value);
            Pair {
                name: line.name,
                depth: line.depth,
                unit: line.unit,
                person: line.person,
                left: Some(line.value),
                right,
            }
        })
        .collect();
    for line in second.rows.into_iter().filter(|line| others.contains_key(&whose(line))) {
        let right = Some(line.value);
        rows.push(Pair { name: line.name, depth: line.depth, unit: line.unit, person: line.person, left: None, right });
    }
    rows
}
