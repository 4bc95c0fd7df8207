//! Where the value of a field comes from.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize};

/// The source of one field. In short form it is the name of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Source {
    /// A column of the table, or `file.column` of a joined one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The same value for every row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<serde_json::Value>,
    /// Text with columns in it: `"{First} {Last}"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The alias list its spellings go through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases: Option<String>,
    /// Value by value; one that is not listed is kept.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub map: IndexMap<String, serde_json::Value>,
    /// For an empty cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// The value is a row of this noun …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// … found by this field of it (its title field if not said) …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// … among those with these values …
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub among: IndexMap<String, Source>,
    /// … and created if there is none.
    #[serde(skip_serializing_if = "is_false")]
    pub create: bool,
    /// Amounts are multiplied by it: 1000000 for a column in millions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Only set where this holds …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// … and this value elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<serde_json::Value>,
    /// Set when the row is created, left alone when it is found.
    #[serde(skip_serializing_if = "is_false")]
    pub only_new: bool,
}

/// A condition on a column: among values, not among values, or simply (not) empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub column: String,
    #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub among: Vec<String>,
    #[serde(default, rename = "not_in", skip_serializing_if = "Vec::is_empty")]
    pub not_among: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled: Option<bool>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Condition {
    pub fn holds(&self, cell: &str) -> bool {
        (self.among.is_empty() || self.among.iter().any(|value| value == cell))
            && !self.not_among.iter().any(|value| value == cell)
            && self.filled.is_none_or(|filled| filled != cell.is_empty())
    }
}

impl Source {
    pub fn of_column(column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..Self::default() }
    }

    /// Every column it needs, as written (`file.column` for joined tables).
    pub fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = self.column.as_deref().into_iter().collect();
        if let Some(text) = &self.text {
            columns.extend(text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)));
        }
        columns.extend(self.when.as_ref().map(|when| when.column.as_str()));
        columns.extend(self.among.values().flat_map(Self::columns));
        columns
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[derive(Default)]
        struct Long {
            column: Option<String>,
            is: Option<serde_json::Value>,
            text: Option<String>,
            aliases: Option<String>,
            map: IndexMap<String, serde_json::Value>,
            default: Option<serde_json::Value>,
            find: Option<String>,
            by: Option<String>,
            among: IndexMap<String, Source>,
            create: bool,
            factor: Option<i64>,
            currency: Option<String>,
            when: Option<Condition>,
            otherwise: Option<serde_json::Value>,
            only_new: bool,
        }

        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = Source;

            fn expecting(&self, words: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                words.write_str("the name of a column, or a table that says where the value comes from")
            }

            fn visit_str<E>(self, column: &str) -> Result<Source, E> {
                Ok(Source::of_column(column))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Source, A::Error> {
                let long = Long::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                let Long { column, is, text, aliases, map, default, find, by, among, create, .. } = long;
                let Long { factor, currency, when, otherwise, only_new, .. } = long;
                let source =
                    Source { column, is, text, aliases, map, default, find, by, among, create, ..Source::default() };
                Ok(Source { factor, currency, when, otherwise, only_new, ..source })
            }
        }
        deserializer.deserialize_any(Either)
    }
}
