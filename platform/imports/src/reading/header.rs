//! The names of a file's columns.

use super::row::{Row, is_blank};
use crate::problem::{Code, Problem};

/// The header of a table: the names as written, trailing columns without name and data left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    names: Vec<String>,
    /// The row it stands in.
    pub row: u64,
}

impl Header {
    pub(super) fn of(row: &Row) -> Self {
        let mut names: Vec<String> =
            row.texts().map(|name| name.trim_matches(is_blank).replace(['\r', '\n'], " ")).collect();
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        Self { names, row: row.number }
    }

    /// The header of rows that stand in no file.
    pub fn named(names: Vec<String>) -> Self {
        Self { names, row: 0 }
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The column of that name; a name that differs only in case, blanks, hyphens and underscores is the same.
    pub fn position(&self, name: &str) -> Option<usize> {
        let exact = self.names.iter().position(|have| have == name);
        exact.or_else(|| {
            let name = plain(name);
            self.names.iter().position(|have| plain(have) == name)
        })
    }

    /// What is wrong with the names: nameless columns between others, and names that occur twice.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.names.is_empty() {
            problems.push(Problem::new(Code::HeaderMissing).row(self.row));
        }
        for (index, name) in self.names.iter().enumerate() {
            if name.is_empty() {
                let letter = column_letter(index);
                problems.push(Problem::new(Code::ColumnNameless).row(self.row).column(&letter));
            } else if self.names[..index].iter().any(|earlier| plain(earlier) == plain(name)) {
                problems.push(Problem::new(Code::ColumnTwice).row(self.row).column(name));
            }
        }
        problems
    }

    /// Somebody pasted two files together: the header stands in the middle again.
    pub(super) fn repeated_in(&self, row: &Row) -> bool {
        self.names.len() > 1
            && row.filled_len() == self.names.len()
            && self.names.iter().enumerate().all(|(index, name)| row.cell(index).text() == name)
    }
}

/// A name for comparing: lower case, without blanks, hyphens, underscores, dots and brackets.
pub fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| {
            !is_blank(*letter) && !matches!(letter, '_' | '-' | '.' | '(' | ')' | '（' | '）' | '*' | ':' | '：')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a spreadsheet calls the column at `index`: `A`, `B` … `AA`.
pub fn column_letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut left = index + 1;
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}
