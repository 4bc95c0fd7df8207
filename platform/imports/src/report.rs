//! What an import found and did.

use crate::problem::{Code, Problem, Weight};
use crate::values::DateOrder;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Problems that are listed; the rest is counted.
pub const LISTED: usize = 2_000;
/// … and of one code at most.
pub const LISTED_ALIKE: u64 = 500;

/// The whole account of an import, at any of its steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    pub profile: String,
    pub files: Vec<FileReport>,
    /// What becomes of the rows, noun by noun.
    pub nouns: IndexMap<String, Counts>,
    pub problems: Vec<Problem>,
    /// How often each problem occurs, listed or not.
    pub counts: IndexMap<String, u64>,
    pub errors: u64,
    pub notices: u64,
    /// Every problem is listed, however many there are: for the file of the rows that were left out.
    #[serde(skip)]
    pub unabridged: bool,
}

/// One file as it was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileReport {
    pub table: String,
    pub name: String,
    pub format: String,
    pub rows: u64,
    pub blank_rows: u64,
    pub repeated_headers: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_sheets: Vec<String>,
    /// Written in the profile, not in a file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inline: bool,
    pub columns: Vec<ColumnReport>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnReport {
    pub name: String,
    pub filled: u64,
    pub used: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The least and greatest date, where it is read as one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

/// Rows of one noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    pub created: u64,
    pub updated: u64,
    /// Already as the file says.
    pub skipped: u64,
    /// Left out because of a problem.
    pub failed: u64,
}

impl Report {
    pub fn add(&mut self, problem: Problem) {
        let code = problem.code.text().to_owned();
        let count = self.counts.entry(code).or_default();
        *count += 1;
        match problem.weight() {
            Weight::Error => self.errors += 1,
            Weight::Notice => self.notices += 1,
        }
        if self.unabridged || (*count <= LISTED_ALIKE && self.problems.len() < LISTED) {
            self.problems.push(problem);
        }
    }

    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        problems.into_iter().for_each(|problem| self.add(problem));
    }

    /// Lists no more than is listed of any import; the counts stay.
    pub fn abridge(&mut self) {
        self.unabridged = false;
        let mut alike: IndexMap<Code, u64> = IndexMap::new();
        self.problems.retain(|problem| {
            let listed = alike.entry(problem.code).or_default();
            *listed += 1;
            *listed <= LISTED_ALIKE
        });
        self.problems.truncate(LISTED);
    }

    pub fn refused(&self) -> bool {
        self.errors > 0
    }

    /// Errors of files and columns: with them, no row can be read at all.
    pub fn unreadable(&self) -> bool {
        let of_row =
            |code: Code| matches!(code, Code::RowTooLong | Code::RowTooShort | Code::Unreadable | Code::FormulaError);
        self.problems.iter().any(|problem| problem.is_error() && !(problem.row.is_some() && of_row(problem.code)))
    }

    /// Rows that a dry run expects to go through, of all nouns.
    pub fn expected(&self) -> u64 {
        self.nouns.values().map(|counts| counts.created + counts.updated + counts.skipped + counts.failed).sum()
    }

    pub fn noun(&mut self, noun: &str) -> &mut Counts {
        self.nouns.entry(noun.to_owned()).or_default()
    }

    /// Notes a date of a column, so that the report says from when to when.
    pub fn dated(&mut self, table: &str, column: &str, date: &str) {
        let file = self.files.iter_mut().find(|file| file.table == table);
        let Some(column) = file.and_then(|file| file.columns.iter_mut().find(|have| have.name == column)) else {
            return;
        };
        if column.first.as_deref().is_none_or(|first| date < first) {
            column.first = Some(date.to_owned());
        }
        if column.last.as_deref().is_none_or(|last| date > last) {
            column.last = Some(date.to_owned());
        }
    }
}
