//! What a mirror table is made of.

use crate::Fault;
use datafusion::arrow::datatypes::DataType;
use serde::{Deserialize, Serialize};

/// A table of the mirror: its name and its columns, in order. The row id is implied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSpec {
    pub name: String,
    pub columns: Vec<ColumnSpec>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSpec {
    pub name: String,
    pub kind: Kind,
}

/// What a column holds. Every column may be empty in any row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A code of the named dictionary; two columns may share one.
    Code {
        dictionary: String,
    },
    /// Minor units of money, counts, basis points: any whole number.
    Int,
    /// Days since 1970-01-01.
    Day,
    Bool,
}

/// One value of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Null,
    Code(u32),
    Int(i64),
    Day(i32),
    Bool(bool),
}

impl TableSpec {
    /// Starts a table; columns follow with [`code`](Self::code), [`int`](Self::int), [`day`](Self::day) and
    /// [`flag`](Self::flag).
    pub fn new(name: impl Into<String>) -> Self {
        TableSpec { name: name.into(), columns: Vec::new() }
    }

    pub fn code(self, name: impl Into<String>, dictionary: impl Into<String>) -> Self {
        self.column(name, Kind::Code { dictionary: dictionary.into() })
    }

    pub fn int(self, name: impl Into<String>) -> Self {
        self.column(name, Kind::Int)
    }

    pub fn day(self, name: impl Into<String>) -> Self {
        self.column(name, Kind::Day)
    }

    pub fn flag(self, name: impl Into<String>) -> Self {
        self.column(name, Kind::Bool)
    }

    /// Adds one column of any kind.
    pub fn column(mut self, name: impl Into<String>, kind: Kind) -> Self {
        self.columns.push(ColumnSpec { name: name.into(), kind });
        self
    }

    /// Where a column stands, or the fault that names it.
    pub(crate) fn position(&self, column: &str) -> Result<usize, Fault> {
        self.columns
            .iter()
            .position(|c| c.name == column)
            .ok_or_else(|| Fault::UnknownColumn { table: self.name.clone(), column: column.to_owned() })
    }

    /// Where a column of the wanted kind stands.
    pub(crate) fn position_of(
        &self,
        column: &str,
        wanted: &'static str,
        fits: impl Fn(&Kind) -> bool,
    ) -> Result<usize, Fault> {
        let at = self.position(column)?;
        if fits(&self.columns[at].kind) {
            Ok(at)
        } else {
            Err(Fault::WrongKind { table: self.name.clone(), column: column.to_owned(), wanted })
        }
    }
}

impl Kind {
    pub(crate) fn arrow(&self) -> DataType {
        match self {
            Kind::Code { .. } => DataType::UInt32,
            Kind::Int => DataType::Int64,
            Kind::Day => DataType::Int32,
            Kind::Bool => DataType::Boolean,
        }
    }
}
