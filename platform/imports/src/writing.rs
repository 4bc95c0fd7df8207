//! Rows become files: CSV and XLSX, streamed, safe to open in a spreadsheet.

mod book;
mod delimited;
mod guard;
mod workbook;

pub use book::{Book, Form};
pub use delimited::{CsvOptions, csv};
pub use guard::{guarded, unguarded};
pub use workbook::{SheetError, workbook};

use chrono::{DateTime, NaiveDate, Utc};

/// A cell to write.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Exact decimal digits, with a point: `-12.50`.
    Number(String),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Bool(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}
