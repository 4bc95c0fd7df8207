//! What a reader sees of a report: rows within their own reach, numbers over rows that they may read.

use crate::{
    facts::{Facts, Item, List},
    report,
};
use kernel::{
    Actor, House, Registry, Resource, Result,
    list::Labels,
    metric::{Measure, Metric},
};
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};

pub struct Seen {
    /// Rows that the reader may see.
    rows: BTreeSet<(String, Uuid)>,
    /// Rows that are not there any more.
    gone: BTreeSet<(String, Uuid)>,
    /// What people are called.
    names: Labels,
    /// Nouns of which the reader sees as much as whoever the report is about.
    nouns: BTreeSet<&'static str>,
}

/// How a row is told to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Told,
    /// It was removed: that there was one, and what it came to, without its name.
    Gone,
    Hidden,
}

fn lists(facts: &Facts) -> Vec<&List> {
    let mut lists: Vec<&List> = facts.slips.iter().chain(&facts.initiatives).collect();
    if let Some(changes) = &facts.changes {
        lists.extend([&changes.won, &changes.lost, &changes.new, &changes.reopened, &changes.up, &changes.down]);
    }
    if let Some(alerts) = &facts.alerts {
        lists.extend([&alerts.raised, &alerts.ended, &alerts.open]);
    }
    if let Some(next) = &facts.next {
        lists.extend([&next.tasks, &next.without_step, &next.past_close]);
    }
    lists
}

impl Seen {
    /// # Errors
    /// What the database says.
    pub async fn of(house: &House, actor: &Actor, report: &report::Model, facts: &Facts) -> Result<Self> {
        let reader = house.reader(actor);
        let system = Actor::system();
        let items = || lists(facts).into_iter().flat_map(|list| &list.items);
        let mut wanted: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
        for item in items() {
            wanted.entry(item.noun.as_str()).or_default().push(item.id);
        }
        let (mut rows, mut gone) = (BTreeSet::new(), BTreeSet::new());
        for (name, ids) in wanted {
            let Some(noun) = house.registry.noun(name) else { continue };
            let seen = reader.among(noun, &ids, "read").await?;
            let there = house.reader(&system).among(noun, &ids, "read").await?;
            rows.extend(seen.into_iter().map(|id| (name.to_owned(), id)));
            let missing = ids.into_iter().filter(|id| !there.contains(id));
            gone.extend(missing.map(|id| (name.to_owned(), id)));
        }
        let behind = facts.pace.iter().flat_map(|pace| pace.worst.iter().chain(&pace.units));
        let people = behind.filter(|one| one.noun == "people").map(|one| one.id);
        let people = people.chain(items().filter_map(|item| item.owner)).collect();
        let names = reader.titles(house.registry.known("people")?, people).await?;
        let theirs = [report.whose_id, report.leader_id].into_iter().flatten();
        let own = theirs.map(|person| person.0).any(|person| actor.person == Some(person));
        let reach = actor.reach(report::Entity::NAME, "read");
        // Its numbers were counted with the reach of whoever it is about: others see them who reach as far.
        let as_far = |noun: &str| actor.reach(noun, "read").is_some_and(|seen| own || Some(seen) >= reach);
        let nouns = house.registry.nouns().map(|noun| noun.name).filter(|noun| as_far(noun)).collect();
        Ok(Self { rows, gone, names, nouns })
    }

    pub fn how(&self, item: &Item) -> How {
        let key = (item.noun.clone(), item.id);
        match (self.rows.contains(&key), self.gone.contains(&key)) {
            (true, _) => How::Told,
            // What was removed is told to those who saw all there was.
            (false, true) if self.nouns.contains(item.noun.as_str()) => How::Gone,
            (false, _) => How::Hidden,
        }
    }

    /// What somebody is called, where the reader may know it.
    pub fn name(&self, person: Option<Uuid>) -> Option<String> {
        person.and_then(|person| self.names.get(&person)).map(|name| name.to_string())
    }

    /// Whether a number may be told: its rows and the fields that it counts are the reader's to see.
    pub fn may_know(&self, registry: &Registry, actor: &Actor, metric: &str) -> bool {
        let Some(metric) = registry.metrics.get(metric) else { return false };
        let fields = fields(metric);
        let noun = registry.noun(metric.noun);
        let open = |name: &str| noun.is_some_and(|noun| noun.field(name).is_none_or(|field| actor.opens(noun, &field)));
        self.nouns.contains(metric.noun)
            && fields.into_iter().all(open)
            && metric.others().all(|other| self.may_know(registry, actor, other.metric))
    }

    pub fn sees_as_much(&self, noun: &str) -> bool {
        self.nouns.contains(noun)
    }
}

/// The fields whose contents a number tells.
fn fields(metric: &Metric) -> Vec<&'static str> {
    let parts = std::iter::once(&metric.numerator).chain(&metric.denominator);
    parts
        .flat_map(|part| match part {
            Measure::Sum(field, _) | Measure::Due(field, _) | Measure::Age { from: field, .. } => vec![*field],
            Measure::Weighted { field, percent, .. } => vec![*field, *percent],
            Measure::Days { from, to, .. } | Measure::MedianDays { from, to, .. } => vec![*from, *to],
            Measure::Count(_) | Measure::Of(_) => Vec::new(),
        })
        .collect()
}
