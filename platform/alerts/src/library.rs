//! Rules that come with the product: data to begin with, switched off, to be looked at against one's own past.

use crate::alert_rule;
use kernel::{Actor, House, Record, Result};
use sea_orm::QuerySelect;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

const FILE: &str = include_str!("library.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    /// Language → name and purpose.
    says: BTreeMap<String, [String; 2]>,
    rule: Record,
}

/// A rule to begin with.
#[derive(Debug, Serialize)]
pub struct Offer {
    pub code: String,
    /// The fields that a rule is made of.
    pub rule: Record,
    /// Whether there is a rule of that name already.
    pub taken: bool,
}

fn entries() -> Vec<Entry> {
    serde_json::from_str(FILE).expect("the library is JSON; a test reads it")
}

/// What the actor could begin with, in their language; rules over numbers that they may not see, or that this
/// installation does not have, are left out.
///
/// # Errors
/// What the database says.
pub async fn offered(house: &House, actor: &Actor) -> Result<Vec<Offer>> {
    let reader = house.reader(actor);
    let names = reader.visible::<alert_rule::Entity>().select_only().column(alert_rule::Column::Name);
    let names: Vec<String> = names.into_tuple().all(reader.conn).await?;
    let offers = entries().into_iter().filter_map(|entry| {
        let metric = house.registry.metrics.get(entry.rule["metric"].as_str()?)?;
        actor.reach(metric.noun, "read")?;
        let [name, purpose] = entry.says.get(actor.locale).or_else(|| entry.says.get("en"))?.clone();
        // Whoever took it in another language has it already.
        let taken = entry.says.values().any(|[name, _]| names.contains(name));
        let mut rule = entry.rule;
        rule.insert("name".into(), Value::String(name));
        rule.insert("purpose".into(), Value::String(purpose));
        Some(Offer { code: entry.code, rule, taken })
    });
    Ok(offers.collect())
}

/// A rule that says nothing yet.
#[cfg(test)]
pub fn blank() -> alert_rule::Model {
    use crate::alert_rule::{AlertRuleId, Charge, Every, Kind, Nothing, Per, Severity, Side, Window};
    let now = kernel::record::now();
    alert_rule::Model {
        id: AlertRuleId::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        custom: serde_json::json!({}),
        name: "Leads".to_owned(),
        purpose: None,
        severity: Severity::Warning,
        active: false,
        metric: "leads".to_owned(),
        conditions: None,
        within_id: None,
        per: Per::Company,
        grain: Every::Week,
        window: Window::Closed,
        trailing: None,
        test: Kind::Level,
        side: Side::Below,
        limit: None,
        percent: None,
        amount: None,
        against: None,
        periods: None,
        deviations: None,
        nothing: Nothing::Silent,
        least: None,
        keeper_id: None,
        charge: Charge::Whose,
        charged_id: None,
        told_id: None,
        quiet_days: 7,
        escalate_days: None,
        edition: 1,
        on_since: None,
        switched_by_id: None,
        trouble: None,
        found_right: 0,
        found_wrong: 0,
        precision: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_of_the_library_has_both_languages_and_a_code_of_its_own() {
        let entries = entries();
        let codes: BTreeSet<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
        assert_eq!(codes.len(), entries.len());
        for entry in &entries {
            let languages: Vec<&str> = entry.says.keys().map(String::as_str).collect();
            assert_eq!(languages, ["en", "zh"], "{}", entry.code);
            assert!(!entry.rule.contains_key("active"), "{} comes switched off", entry.code);
        }
    }
}
