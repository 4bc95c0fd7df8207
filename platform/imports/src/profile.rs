//! A mapping profile: which files, what their rows become, and how.
//!
//! A profile is a TOML file (or the same shape in JSON, for the mapping screen). Its `files` are named tables, on disk or
//! written inline; its `make` rules run in order, each turning the rows of one table into rows of one noun. A rule finds
//! rows that are there already by its `key`, so that importing the same file twice changes nothing.
//!
//! ```
//! # use imports::profile::Profile;
//! let profile = Profile::from_toml(r#"
//!     name = "contacts-from-fair"
//!
//!     [files.cards]
//!     names = ["cards*.csv"]
//!
//!     [[make]]
//!     noun = "contacts"
//!     from = "cards"
//!     key = ["email"]
//!     fields.email = "E-mail"
//!     fields.name = { text = "{First} {Last}" }
//!     fields.account_id = { column = "Company", find = "accounts", by = "name", create = true }
//! "#).unwrap();
//! assert_eq!(profile.make[0].noun, "contacts");
//! ```

mod faults;
mod names;
mod source;

pub use faults::Fault;
pub use source::{Condition, Source};

use crate::values::{DateOrder, DecimalMark};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A whole profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub name: String,
    /// What people call it, by language.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub label: IndexMap<String, String>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub help: IndexMap<String, String>,
    /// Of amounts that do not say theirs; the organization's otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    pub files: IndexMap<String, FileSpec>,
    /// Named lists of spellings: what the file says → what is meant. Everything else is kept to the letter.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub aliases: IndexMap<String, IndexMap<String, String>>,
    pub make: Vec<Make>,
}

/// One table of the profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSpec {
    /// File names that are recognised, `*` for anything; case does not matter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The import goes on without it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// Rows written in the profile itself instead of a file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<IndexMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// What is said about a column instead of judged.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub columns: IndexMap<String, ColumnSpec>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// A file without the column is fine.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// Known and deliberately not imported: no notice about it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unused: bool,
}

/// One rule: the rows of a table become rows of a noun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Make {
    pub noun: String,
    pub from: String,
    /// Fields by which an existing row is found; empty means every row is new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// Several rows of the table may describe the same row of the noun; they must agree.
    #[serde(default, skip_serializing_if = "is_false")]
    pub distinct: bool,
    /// Only change rows that exist; those that do not are a problem. Without a key it is the noun's only row.
    #[serde(default, skip_serializing_if = "is_false")]
    pub update_only: bool,
    /// Its rows stand in the report already, for an earlier rule made them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub completes: bool,
    /// The rule is passed over where any of these nouns has rows already: for what a first import settles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless_any: Vec<String>,
    /// Rows that do not satisfy it are passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub join: Vec<Join>,
    pub fields: IndexMap<String, Source>,
    /// Pairs of dates whose order is worth a look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check: Vec<DatesInOrder>,
}

/// Columns of another table beside those of the rule's own, as `file.column`, where the named columns are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    pub file: String,
    /// The column of the rule's table (or of an earlier join, as `file.column`).
    pub here: String,
    pub there: String,
    /// Every row of the other table must find its counterpart.
    #[serde(default, skip_serializing_if = "is_false")]
    pub every: bool,
}

/// `then` lies on or after `first`; otherwise the row is imported and pointed at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatesInOrder {
    pub first: String,
    pub then: String,
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Profile {
    /// Reads a profile and checks that its parts belong together.
    ///
    /// # Errors
    /// A sentence with the place: a word that is no part of a profile, a table or alias list that does not exist.
    pub fn from_toml(text: &str) -> Result<Self, Fault> {
        let profile: Self = toml::from_str(text).map_err(|error| Fault::Malformed(error.to_string()))?;
        profile.checked()
    }

    /// The same from JSON, as the mapping screen sends it.
    ///
    /// # Errors
    /// As [`Self::from_toml`].
    pub fn from_json(value: serde_json::Value) -> Result<Self, Fault> {
        let profile: Self = serde_json::from_value(value).map_err(|error| Fault::Malformed(error.to_string()))?;
        profile.checked()
    }

    /// # Panics
    /// Never: a profile is strings, lists and maps.
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("a profile is strings, lists and maps")
    }

    /// The table a file of that name is, if any.
    pub fn file_for(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|(_, spec)| spec.names.iter().any(|glob| names::fits(glob, name))).map(|(key, _)| &**key)
    }

    /// The meaning of a spelling under an alias list; the spelling itself if it has none.
    pub fn meant<'a>(&'a self, list: &str, spelling: &'a str) -> &'a str {
        self.aliases.get(list).and_then(|list| list.get(spelling)).map_or(spelling, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_survives_its_own_writing() {
        let text = r#"
            name = "x"
            currency = "USD"
            label = { en = "X", zh = "某" }
            [files.a]
            names = ["a*.csv"]
            columns.when = { date_order = "dmy", optional = true }
            [files.b]
            rows = [{ name = "One" }]
            [aliases.product]
            GTXPro = "GTX Pro"
            [[make]]
            noun = "things"
            from = "a"
            key = ["name"]
            when = { column = "state", in = ["on"] }
            join = [{ file = "b", here = "name", there = "name" }]
            fields.name = "name"
            fields.kind = { is = "thing" }
            fields.product_id = { column = "product", aliases = "product", find = "products", by = "name" }
        "#;
        let profile = Profile::from_toml(text).unwrap();
        assert_eq!(Profile::from_toml(&profile.to_toml()).unwrap(), profile);
        assert_eq!(Profile::from_json(serde_json::to_value(&profile).unwrap()).unwrap(), profile);
        assert_eq!(profile.file_for("A_2018.CSV"), Some("a"));
        assert_eq!(profile.file_for("b.csv"), None);
        assert_eq!(profile.meant("product", "GTXPro"), "GTX Pro");
        assert_eq!(profile.meant("product", "GTX"), "GTX");
    }

    #[test]
    fn a_profile_that_contradicts_itself_is_refused_with_the_place() {
        let refuse = |text: &str| Profile::from_toml(text).unwrap_err().to_string();
        let base = "name = \"x\"\n[files.a]\nnames = [\"a\"]\n[[make]]\nnoun = \"n\"\n";
        assert_eq!(refuse(&format!("{base}from = \"c\"\nfields.x = \"y\"")), "rule 1 (n): there is no table “c”");
        assert_eq!(
            refuse(&format!("{base}from = \"a\"\nkey = [\"k\"]\nfields.x = \"y\"")),
            "rule 1 (n): the key field “k” is not filled"
        );
        assert_eq!(
            refuse(&format!("{base}from = \"a\"\nfields.x = {{ column = \"y\", aliases = \"z\" }}")),
            "rule 1 (n), field “x”: there is no alias list “z”"
        );
        assert_eq!(
            refuse(&format!("{base}from = \"a\"\nfields.x = {{ column = \"b.y\" , is = 1 }}")),
            "rule 1 (n), field “x”: exactly one of column, is and text says where the value comes from"
        );
        assert!(refuse(&format!("{base}from = \"a\"\nfelds.x = \"y\"")).contains("unknown field `felds`"));
    }
}
