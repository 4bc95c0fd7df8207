//! Templates that come with the product: data to begin with, switched off.

use crate::report_template;
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
    template: Record,
}

/// A template to begin with.
#[derive(Debug, Serialize)]
pub struct Offer {
    pub code: String,
    /// The fields that a template is made of.
    pub template: Record,
    /// Whether there is a template of that name already.
    pub taken: bool,
}

fn entries() -> Vec<Entry> {
    serde_json::from_str(FILE).expect("the library is JSON; a test reads it")
}

/// What the actor could begin with, in their language.
///
/// # Errors
/// What the database says.
pub async fn offered(house: &House, actor: &Actor) -> Result<Vec<Offer>> {
    let reader = house.reader(actor);
    let names = reader.visible::<report_template::Entity>().select_only().column(report_template::Column::Name);
    let names: Vec<String> = names.into_tuple().all(reader.conn).await?;
    let offers = entries().into_iter().filter_map(|entry| {
        let [name, purpose] = entry.says.get(actor.locale).or_else(|| entry.says.get("en"))?.clone();
        // Whoever took it in another language has it already.
        let taken = entry.says.values().any(|[name, _]| names.contains(name));
        let mut template = entry.template;
        template.insert("name".into(), Value::String(name));
        template.insert("purpose".into(), Value::String(purpose));
        Some(Offer { code: entry.code, template, taken })
    });
    Ok(offers.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::{Enclose, Rhythm, Section};

    #[test]
    fn what_comes_with_the_product_can_be_read_in_both_languages() {
        for entry in entries() {
            assert_eq!(entry.says.keys().collect::<Vec<_>>(), ["en", "zh"], "{}", entry.code);
            serde_json::from_value::<Rhythm>(entry.template["rhythm"].clone()).unwrap();
            serde_json::from_value::<Enclose>(entry.template["enclose"].clone()).unwrap();
            for section in entry.template.get("sections").and_then(Value::as_array).into_iter().flatten() {
                assert!(Section::of(section.as_str().unwrap()).is_some(), "{section}");
            }
        }
    }
}
