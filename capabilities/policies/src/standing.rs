//! Whether the rules that a policy is kept to by still stand as they did when somebody last looked.

use crate::{edition, enforcement};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, House, Noun, Record, Result, Scope, record};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Stands,
    /// It, or a part of it, was changed after somebody last looked.
    Changed,
    /// It does not count any more.
    Ended,
    Gone,
}

#[derive(Clone, Debug, Serialize)]
pub struct Enforced {
    pub id: Uuid,
    pub version: i64,
    pub section: Option<String>,
    pub how: enforcement::How,
    pub how_label: String,
    pub noun: String,
    pub noun_label: String,
    pub row: Option<Uuid>,
    pub name: String,
    pub note: Option<String>,
    /// Whether the reader may open it.
    pub open: bool,
    pub standing: Standing,
    /// When it was changed, where it was.
    pub changed_at: Option<DateTime<Utc>>,
}

/// What a policy is kept to by, each with how it stands.
pub async fn of(
    house: &House,
    actor: &Actor,
    rows: Vec<enforcement::Model>,
    edition: Option<&edition::Model>,
) -> Result<Vec<Enforced>> {
    let mut wanted: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for row in &rows {
        wanted.entry(&row.rule_noun).or_default().extend(row.rule_id);
    }
    let mut known: HashMap<Uuid, (Record, Option<DateTime<Utc>>)> = HashMap::new();
    let mut open: HashSet<Uuid> = HashSet::new();
    // How a rule stands may be known to those who may not see all of the rule.
    let system = Actor::system();
    for (name, ids) in wanted {
        let Some(noun) = house.registry.noun(name).filter(|_| !ids.is_empty()) else { continue };
        if actor.reach(name, "read").is_some() {
            open.extend(house.reader(actor).among(noun, &ids, "read").await?);
        }
        for row in house.reader(&system).records(noun, &ids).await? {
            let id = record::id(&row)?;
            let changed = changed(house, noun, &row, id).await?;
            known.insert(id, (row, changed));
        }
    }
    let today = house.today();
    let published = edition.and_then(|edition| edition.published_at);
    Ok(rows
        .into_iter()
        .map(|row| {
            let noun = house.registry.noun(&row.rule_noun);
            let rule = row.rule_id.and_then(|id| known.get(&id));
            let looked = Ord::max(published, row.looked_at);
            let changed_at = rule.and_then(|(_, changed)| *changed).filter(|at| looked.is_some_and(|then| *at > then));
            let part = noun.zip(row.rule_part.as_deref());
            let part = part.map(|(noun, part)| enforcement::part_of(house, actor.locale, noun, part));
            let standing = match (row.rule_id, rule, noun) {
                (_, _, None) | (Some(_), None, _) => Standing::Gone,
                (_, _, Some(_)) if part == Some(None) => Standing::Gone,
                (Some(_), Some((rule, _)), Some(_)) if ended(rule, today) => Standing::Ended,
                (Some(_), Some(_), Some(_)) if changed_at.is_some() => Standing::Changed,
                (Some(_), Some(_), Some(_)) | (None, _, Some(_)) => Standing::Stands,
            };
            let say = |key: &str, english: &str| house.registry.words.say(actor.locale, key, english).to_owned();
            let noun_label = noun.map_or_else(|| row.rule_noun.clone(), |noun| say(noun.name, noun.label));
            let title = noun.zip(rule).filter(|_| row.rule_id.is_some_and(|id| open.contains(&id)));
            let title = title.and_then(|(noun, (rule, _))| actor.title(noun, rule)).map(str::to_owned);
            let all = noun.filter(|_| row.rule_id.is_none());
            let all_open = all.is_some_and(|noun| actor.reach(noun.name, "read").is_some());
            let all = all.map(|noun| say(&format!("{}.plural", noun.name), noun.plural));
            Enforced {
                id: row.id.0,
                version: row.version,
                section: row.section,
                how_label: positions::whole::choice(house, actor, "policy_enforcements", "how", &row.how),
                how: row.how,
                noun_label,
                open: row.rule_id.map_or(all_open, |id| open.contains(&id)),
                name: match (title.or(all), part) {
                    (Some(name), Some(None)) => enforcement::named(name, row.rule_part),
                    (Some(name), part) => enforcement::named(name, part.flatten()),
                    (None, _) => row.name.unwrap_or_default(),
                },
                noun: row.rule_noun,
                row: row.rule_id,
                note: row.note,
                standing,
                changed_at,
            }
        })
        .collect())
}

/// Whether a row says of itself that it does not count any more: its last day has passed, it is not active, or its state
/// is one of those that nothing follows.
fn ended(row: &Record, today: NaiveDate) -> bool {
    let day = |name: &str| row.get(name).and_then(Value::as_str).and_then(|text| text.parse::<NaiveDate>().ok());
    let over = ["to", "left_on", "closed_on"].into_iter().filter_map(day).any(|last| last < today);
    let inactive = row.get("active").and_then(Value::as_bool) == Some(false);
    let state = row.get("state").and_then(Value::as_str).unwrap_or_default();
    over || inactive || matches!(state, "retired" | "replaced" | "withdrawn" | "cancelled" | "ended")
}

/// When the row, or one that belongs to it such as an edition of a flow, was last written.
async fn changed(house: &House, noun: &Noun, row: &Record, id: Uuid) -> Result<Option<DateTime<Utc>>> {
    let own = row.get("updated_at").and_then(Value::as_str).and_then(|text| text.parse::<DateTime<Utc>>().ok());
    let mut last = own;
    for part in house.registry.nouns() {
        let Scope::Follows(parents) = &part.scope else { continue };
        for (field, _) in parents.iter().filter(|(_, parent)| *parent == noun.name) {
            let select = Query::select()
                .column((part.name, "updated_at"))
                .from(part.name)
                .and_where(Expr::col((part.name, Alias::new(*field))).eq(id))
                .order_by((part.name, "updated_at"), sea_orm::Order::Desc)
                .limit(1)
                .take();
            if let Some(found) = house.store.reader().query_one(&select).await? {
                last = Ord::max(last, Some(found.try_get_by_index(0)?));
            }
        }
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_says_by_itself_that_it_does_not_count_any_more() {
        let today = "2026-03-10".parse().expect("a date");
        let told = |row: Value| ended(row.as_object().expect("a row"), today);
        assert!(told(json!({ "to": "2026-03-09" })) && told(json!({ "active": false })));
        assert!(told(json!({ "state": "retired" })));
        assert!(!told(json!({ "to": "2026-03-10", "active": true, "state": "in_force" })) && !told(json!({})));
    }
}
