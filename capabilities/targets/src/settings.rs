//! What a plan is spread by: what there is to choose from, and what was chosen.

use crate::{
    cascade::Number,
    grid::{self, Column},
    node,
    plan::{self, Season, TargetPlanId},
    room::{Room, Weighed},
    rules, seasons,
};
use chrono::Months;
use kernel::{Actor, FieldError, House, Record, Resource, Result, Work};
use kpis::{Numbers, Question};
use org::unit;
use rust_decimal::Decimal;
use sea_orm::{QuerySelect, prelude::Json};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{collections::HashMap, sync::Arc};

#[derive(Clone, Debug, Serialize)]
pub struct Settings {
    pub drivers: Vec<Driver>,
    /// Numbers of the house that places can be compared by.
    pub metrics: Vec<Named>,
    /// What stands on each level below the top.
    pub levels: Vec<String>,
    pub periods: Vec<Column>,
    pub weights: Json,
    /// What the periods were in the years before, the last first; in whole units.
    pub history: Vec<Vec<i64>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Driver {
    pub name: String,
    pub label: String,
    /// How many have a number for it, of how many.
    pub people: usize,
    pub of: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub name: &'static str,
    pub label: String,
}

/// Years that a season is taken from.
const YEARS: u32 = 2;

/// What the plan can be set to, for whoever reads it.
pub async fn settings(house: &Arc<House>, actor: &Actor, numbers: &Numbers, id: TargetPlanId) -> Result<Settings> {
    let plan = house.reader(actor).find::<plan::Entity>(id.0).await?;
    let words = &house.registry.words;
    let say = |key: String, english: &str| words.say(actor.locale, &key, english).to_owned();
    let calendar = &house.company().calendar;
    let periods = seasons::periods(&plan, calendar);
    let drawn = Room::looked_at(house, id).await.ok();
    let nodes: &[node::Model] = drawn.as_ref().map_or(&[], |room| &room.nodes);
    let blend = plan.blended()?;
    let mut named: Vec<String> = blend.iter().map(|part| part.driver.clone()).collect();
    for driver in nodes.iter().filter_map(|node| node.drivers.as_object()).flat_map(|drivers| drivers.keys()) {
        if !named.contains(driver) {
            named.push(driver.clone());
        }
    }
    let people: Vec<&node::Model> = nodes.iter().filter(|node| node.person_id.is_some()).collect();
    let metric_label = |name: &str| {
        let metric = house.registry.metrics.get(name);
        metric.map(|metric| say(format!("metrics.{name}"), metric.label))
    };
    let driver = |name: &String| {
        let own = blend.iter().find(|part| part.driver == *name).and_then(|part| part.metric.as_deref());
        let known = |node: &&&node::Model| node.drivers.get(name).is_some_and(|number| !number.is_null());
        Driver {
            name: name.clone(),
            label: own.and_then(metric_label).or_else(|| metric_label(name)).unwrap_or_else(|| name.clone()),
            people: people.iter().filter(known).count(),
            of: people.len(),
        }
    };
    let listing = kpis::listing(&house.registry, actor)?;
    let by_owner =
        |metric: &&Json| metric["dimensions"].as_array().is_some_and(|names| names.iter().any(|name| name == "owner"));
    let metrics = listing["metrics"].as_array().into_iter().flatten().filter(by_owner).filter_map(|metric| {
        let (name, known) = house.registry.metrics.get_key_value(metric["name"].as_str()?)?;
        Some(Named { name, label: say(format!("metrics.{name}"), known.label) })
    });
    Ok(Settings {
        drivers: named.iter().filter(|name| *name != "even").map(driver).collect(),
        metrics: metrics.collect(),
        levels: levels(house, nodes, say).await?,
        periods: grid::columns(&plan, &periods, calendar),
        weights: json!(seasons::weights(&plan, &periods, calendar).iter().map(|weight| weight.0).collect::<Vec<_>>()),
        history: history(house, actor, numbers, &plan).await?,
    })
}

/// The kinds of units on each level, or that it is people.
async fn levels(house: &House, nodes: &[node::Model], say: impl Fn(String, &str) -> String) -> Result<Vec<String>> {
    let system = Actor::system();
    let kinds = house.reader(&system).visible::<unit::Entity>().select_only();
    let kinds = kinds.column(unit::Column::Id).column(unit::Column::Kind);
    let kinds: Vec<(unit::UnitId, unit::UnitKind)> = kinds.into_tuple().all(house.store.reader()).await?;
    let kinds: HashMap<_, _> = kinds.into_iter().collect();
    let mut depths: HashMap<node::TargetNodeId, usize> = HashMap::new();
    let mut levels: Vec<Option<String>> = Vec::new();
    for at in grid::order(nodes) {
        let node = &nodes[at];
        let depth = node.parent_id.and_then(|parent| depths.get(&parent)).map_or(0, |above| above + 1);
        depths.insert(node.id, depth);
        if depth == 0 {
            continue;
        }
        levels.resize(levels.len().max(depth), None);
        let level = &mut levels[depth - 1];
        let own = match node.unit_id.and_then(|unit| kinds.get(&unit)) {
            Some(kind) => {
                let word = json!(kind);
                let word = word.as_str().unwrap_or_default();
                let (first, rest) = word.split_at(word.len().min(1));
                say(format!("units.fields.kind.{word}"), &format!("{}{rest}", first.to_uppercase()))
            }
            None => say("people.plural".to_owned(), "People"),
        };
        // The first that stands there names it.
        level.get_or_insert(own);
    }
    Ok(levels.into_iter().flatten().collect())
}

/// The metric in the same periods of the years before, the last first.
pub async fn history(house: &House, actor: &Actor, numbers: &Numbers, plan: &plan::Model) -> Result<Vec<Vec<i64>>> {
    let calendar = &house.company().calendar;
    let mut years = Vec::new();
    for back in 1..=YEARS {
        let before = |day: chrono::NaiveDate| day - Months::new(12 * back);
        let mut year = Vec::new();
        let mut questions = Vec::new();
        for period in seasons::periods(plan, calendar) {
            let (from, to) = (before(period.from()).to_string(), before(period.to()).to_string());
            let given = [("from", from.as_str()), ("to", to.as_str()), ("where", "")];
            let mut question = Question::read(house, &plan.metric, given)?;
            question = question.only(house, "unit", vec![Some(plan.unit_id.0.to_string())])?;
            questions.push(Ok(question));
        }
        for answer in numbers.ask_all(actor, questions).await? {
            let value = answer?.rows.first().map(|row| row.value.clone()).unwrap_or_default();
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let whole = text.parse::<Decimal>().unwrap_or_default().max(Decimal::ZERO).round();
            year.push(i64::try_from(whole).unwrap_or(0));
        }
        years.push(year);
    }
    Ok(years)
}

/// The mean of each period's share of its year, in parts of a million, over the years that have anything.
pub fn season_of(years: &[Vec<i64>]) -> Option<Vec<i64>> {
    let lived: Vec<&Vec<i64>> = years.iter().filter(|year| year.iter().sum::<i64>() > 0).collect();
    let first = lived.first()?;
    let count = i128::try_from(lived.len()).ok()?;
    let share = |at: usize| {
        let millionths = lived.iter().map(|year| {
            let sum: i128 = year.iter().map(|amount| i128::from(*amount)).sum();
            i128::from(year.get(at).copied().unwrap_or(0)) * 1_000_000 / sum
        });
        i64::try_from(millionths.sum::<i128>() / count).unwrap_or(0)
    };
    Some((0..first.len()).map(share).collect())
}

/// What a plan is set to: its own fields as a row has them, and how it is spread.
#[derive(Clone, Debug, Deserialize)]
pub struct Set {
    pub version: i64,
    #[serde(default)]
    blend: Option<Vec<Json>>,
    #[serde(default)]
    over_assignment: Option<Json>,
    #[serde(default)]
    weights: Option<Vec<Number>>,
    #[serde(flatten)]
    fields: Record,
}

impl Set {
    /// Whether the season is to be taken from the years before.
    pub fn by_history(&self) -> bool {
        self.fields.get("season").is_some_and(|season| season == "history")
    }
}

/// The most periods that a plan can have.
const MOST_WEIGHTS: usize = 400;

/// Sets it: all of it or nothing. What cannot be solved is refused.
pub async fn set(work: &mut Work, id: TargetPlanId, set: Set, history: Option<Vec<Vec<i64>>>) -> Result<i64> {
    let wrong = |field: &'static str| FieldError::new(field, "target_plans.not_weights", "these are no weights");
    if let Some(blend) = &set.blend {
        let read: std::result::Result<Vec<Weighed>, _> = serde_json::from_value(json!(blend));
        let read = read.map_err(|_| wrong("blend"))?;
        for part in &read {
            let metric = part.metric.as_deref().unwrap_or("won_amount");
            if !work.house.registry.metrics.contains_key(metric) {
                return Err(FieldError::new("blend", "target_plans.no_metric", "there is no such number")
                    .value(metric)
                    .into());
            }
        }
        if !read.is_empty() && read.iter().all(|part| part.weight.is_zero()) {
            return Err(wrong("blend").into());
        }
    }
    if let Some(over) = &set.over_assignment {
        rules::percents(Some(over))?;
    }
    let plan = work.edit_record(plan::Entity::NAME, id.0, set.version, &set.fields).await?;
    let plan: plan::Model = kernel::record::to_row::<plan::Entity>(&plan)?;
    let weights = match plan.season {
        Season::History if history.is_some() => {
            let season = season_of(&history.unwrap_or_default()).ok_or(rules::NO_HISTORY)?;
            Some(json!(season))
        }
        Season::ByHand => {
            let periods = seasons::periods(&plan, &work.house.company().calendar).len();
            match &set.weights {
                Some(weights) if weights.len() != periods || weights.len() > MOST_WEIGHTS => {
                    return Err(wrong("weights").into());
                }
                Some(weights) => Some(json!(weights.iter().map(|weight| weight.0).collect::<Vec<_>>())),
                None => None,
            }
        }
        Season::History | Season::Even | Season::WorkingDays => None,
    };
    let plan = work
        .update::<plan::Entity>(plan, |plan| {
            if let Some(blend) = set.blend {
                plan.blend = Some(json!(blend));
            }
            if let Some(over) = set.over_assignment {
                plan.over_assignment = Some(over);
            }
            if let Some(weights) = weights {
                plan.weights = Some(weights);
            }
        })
        .await?;
    // Before anybody is in it there is nothing to solve.
    if !node::of(work, id).await?.is_empty() {
        Room::of(work, id).await?;
    }
    Ok(plan.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_the_mean_of_shares_and_not_of_amounts() {
        let season = season_of(&[vec![300, 100], vec![10, 30], vec![0, 0]]).unwrap();
        assert_eq!(season, [500_000, 500_000]);
        assert_eq!(season_of(&[vec![0, 0]]), None);
    }
}
