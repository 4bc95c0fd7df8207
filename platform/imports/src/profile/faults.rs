//! What is wrong with a profile itself.

use super::source::Source;
use super::{Make, Profile};

/// Why a profile cannot be used.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    #[error("{0}")]
    Malformed(String),
    #[error("{place}: there is no table “{table}”")]
    NoTable { place: String, table: String },
    #[error("{place}: there is no alias list “{list}”")]
    NoAliases { place: String, list: String },
    #[error("{place}: the key field “{field}” is not filled")]
    KeyNotFilled { place: String, field: String },
    #[error("{place}: exactly one of column, is and text says where the value comes from")]
    NoSource { place: String },
    #[error("table “{0}” has neither file names nor rows")]
    NamelessTable(String),
    #[error("{place}: rows can only be told apart by a key")]
    NoKey { place: String },
}

impl Profile {
    pub(super) fn checked(self) -> Result<Self, Fault> {
        for (name, file) in &self.files {
            if file.names.is_empty() && file.rows.is_empty() {
                return Err(Fault::NamelessTable(name.clone()));
            }
        }
        for (index, make) in self.make.iter().enumerate() {
            self.check_rule(make, &format!("rule {} ({})", index + 1, make.noun))?;
        }
        Ok(self)
    }

    fn check_rule(&self, make: &Make, place: &str) -> Result<(), Fault> {
        let tables = std::iter::once(&make.from).chain(make.join.iter().map(|join| &join.file));
        for table in tables {
            if !self.files.contains_key(table) {
                return Err(Fault::NoTable { place: place.to_owned(), table: table.clone() });
            }
        }
        if let Some(field) = make.key.iter().find(|field| !make.fields.contains_key(*field)) {
            return Err(Fault::KeyNotFilled { place: place.to_owned(), field: field.clone() });
        }
        if make.key.is_empty() && make.distinct {
            return Err(Fault::NoKey { place: place.to_owned() });
        }
        for (field, source) in &make.fields {
            self.check_source(make, source, &format!("{place}, field “{field}”"))?;
        }
        Ok(())
    }

    fn check_source(&self, make: &Make, source: &Source, place: &str) -> Result<(), Fault> {
        let sources = [source.column.is_some(), source.is.is_some(), source.text.is_some()];
        if sources.iter().filter(|there| **there).count() != 1 {
            return Err(Fault::NoSource { place: place.to_owned() });
        }
        if let Some(list) = source.aliases.as_ref().filter(|list| !self.aliases.contains_key(*list)) {
            return Err(Fault::NoAliases { place: place.to_owned(), list: list.clone() });
        }
        for column in source.columns() {
            if let Some((table, _)) = column.split_once('.')
                && self.files.contains_key(table)
                && !make.join.iter().any(|join| join.file == table)
            {
                return Err(Fault::NoTable { place: place.to_owned(), table: table.to_owned() });
            }
        }
        source.among.values().try_for_each(|inner| self.check_source(make, inner, place))
    }
}
