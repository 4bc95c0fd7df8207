//! A row of a file as its reader sees it.

use crate::writing::unguarded;
use csv::StringRecord;

/// One row. `number` counts from 1 with the header included, blank rows too: what a spreadsheet shows in its margin.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub number: u64,
    cells: StringRecord,
    /// Which cells a workbook stored as numbers; empty for text files.
    typed: Vec<bool>,
}

/// A cell's text with its outer blanks gone, and how sure one may be of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// As somebody typed or exported it.
    Text(&'a str),
    /// A number that a workbook stored as one: always with a decimal point, never with separators.
    Number(&'a str),
}

impl<'a> Cell<'a> {
    pub fn text(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }

    pub fn is_empty(self) -> bool {
        self.text().is_empty()
    }
}

impl Row {
    pub(super) fn new(number: u64, cells: StringRecord) -> Self {
        Self { number, cells, typed: Vec::new() }
    }

    /// A row that stands in no file.
    pub fn of_cells<'a>(number: u64, cells: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(number, cells.into_iter().collect::<Vec<_>>().into())
    }

    pub(super) fn typed(number: u64, cells: StringRecord, typed: Vec<bool>) -> Self {
        Self { number, cells, typed }
    }

    /// The cell at `index`; beyond the row's end it is empty.
    pub fn cell(&self, index: usize) -> Cell<'_> {
        let text = unguarded(self.cells.get(index).unwrap_or_default().trim_matches(is_blank));
        if self.typed.get(index).copied().unwrap_or_default() { Cell::Number(text) } else { Cell::Text(text) }
    }

    /// The row with another text in the cell at `index`.
    pub fn saying(&self, index: usize, text: &str) -> Self {
        let mut cells: Vec<&str> = self.cells.iter().collect();
        if cells.len() <= index {
            cells.resize(index + 1, "");
        }
        cells[index] = text;
        let mut typed = self.typed.clone();
        if let Some(typed) = typed.get_mut(index) {
            *typed = false;
        }
        Self { number: self.number, cells: cells.into(), typed }
    }

    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Nothing but delimiters and white space.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.chars().all(is_blank))
    }

    /// How many cells it has up to the last one with something in it.
    pub fn filled_len(&self) -> usize {
        (0..self.cells.len()).rev().find(|index| !self.cells[*index].chars().all(is_blank)).map_or(0, |last| last + 1)
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }
}

/// White space, also the wide and the unbreakable ones that web pages and Chinese input methods leave behind.
pub fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}')
}
