//! Which numbers there are, and by what they can be cut.

use crate::cut::{self, GRAINS, Station};
use kernel::{Actor, Registry, Result, metric::When};
use serde_json::{Map, Value, json};

/// `{"metrics": [{"name", "label", "help", "unit", "direction", "noun", "counts", "date", "dimensions"}], "dimensions":
/// [{"name", "label", "nouns"}]}`
/// in the actor's language, as far as the actor may read the rows.
pub fn listing(registry: &Registry, actor: &Actor) -> Result<Value> {
    let say = |key: String, english: &str| registry.words.say(actor.locale, &key, english).to_owned();
    let mut metrics = Vec::new();
    let mut dimensions = Map::new();
    for metric in registry.metrics.values() {
        if actor.reach(metric.noun, "read").is_none() {
            continue;
        }
        let mut names = Vec::new();
        for (cut, label) in cut::all(registry, metric)? {
            if cut.allowed(registry, actor, metric.noun).is_err() {
                continue;
            }
            let label = say(format!("dimensions.{}", cut.name), &label);
            let entry =
                dimensions.entry(cut.name).or_insert_with(|| json!({ "name": cut.name, "label": label, "nouns": [] }));
            if let Some(nouns) = entry["nouns"].as_array_mut()
                && !nouns.iter().any(|noun| noun == metric.noun)
            {
                nouns.push(metric.noun.into());
            }
            names.push(cut.name);
        }
        metrics.push(json!({
            "name": metric.name,
            "label": say(format!("metrics.{}", metric.name), metric.label),
            "help": say(format!("metrics.{}.help", metric.name), metric.help),
            "unit": metric.unit,
            "direction": metric.direction,
            "noun": metric.noun,
            // Whether it counts what happened in a period, or what stood open at its end.
            "counts": match metric.when {
                When::On(_) | When::Over { .. } => "period",
                When::AsOf { .. } => "end",
            },
            "date": cut::date(metric),
            "dimensions": names,
        }));
    }
    let dimensions: Vec<Value> = dimensions.into_iter().map(|(_, dimension)| dimension).collect();
    Ok(json!({ "metrics": metrics, "dimensions": dimensions }))
}

/// The words of dimensions that every metric has, for the promise that each is translated.
pub fn own_words() -> Vec<(String, &'static str)> {
    let stations = Station::ALL.iter().map(|(name, label, _)| (*name, *label));
    let grains = GRAINS.iter().map(|(grain, label)| (grain.as_str(), *label));
    let words = stations.chain(grains).chain([("owner", "Owner")]);
    words.map(|(name, label)| (format!("dimensions.{name}"), label)).collect()
}
