//! A question as JSON, for requests that ask several.

use crate::Question;
use kernel::{Error, House, Result};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// `{"metric", "by", "from", "to", "as_of", "where", "tree"}`: what `GET /kpis/{metric}` takes, with lists for lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    metric: String,
    #[serde(default)]
    by: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    as_of: Option<String>,
    /// Dimension → labels or ids that count; `null` is a row without one.
    #[serde(rename = "where", default)]
    only: BTreeMap<String, Vec<Option<String>>>,
    tree: Option<String>,
}

/// Refuses what has not this shape, so that it spoils no other question of the request.
pub fn read(asked: &Value) -> Result<Asked> {
    Asked::deserialize(asked).map_err(|error| Error::malformed("kpis.question", error.to_string()))
}

impl Asked {
    /// Made out against this house's metrics and dimensions.
    pub fn question(&self, house: &House) -> Result<Question> {
        let by = self.by.join(",");
        let given = [
            ("by", Some(&by)),
            ("from", self.from.as_ref()),
            ("to", self.to.as_ref()),
            ("as_of", self.as_of.as_ref()),
            ("tree", self.tree.as_ref()),
        ];
        let given = given.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?.as_str())));
        let mut question = Question::read(house, &self.metric, given)?;
        for (name, values) in &self.only {
            question = question.only(house, name, values.clone())?;
        }
        Ok(question)
    }
}
