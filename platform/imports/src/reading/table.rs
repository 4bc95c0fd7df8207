//! A file opened as a table: its header, its rows, and what was left out on the way.

use super::delimited::Delimited;
use super::delimiter::Delimiter;
use super::encoding::{Decoded, TextEncoding};
use super::header::Header;
use super::row::Row;
use super::sheet::Sheet;
use crate::problem::{Code, Problem};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What the reader would otherwise judge by itself.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    pub encoding: Option<TextEncoding>,
    pub delimiter: Option<Delimiter>,
    pub sheet: Option<String>,
    /// The row the header stands in, from 1; by default the first row with anything in it.
    pub header_row: Option<u64>,
}

/// How the file is written; what the check step reports.
#[derive(Clone, Debug, PartialEq)]
pub enum FileFormat {
    Text { encoding: TextEncoding, delimiter: Delimiter },
    Workbook { sheet: String, other_sheets: Vec<String> },
}

impl FileFormat {
    /// Such as `CSV, UTF-8, comma` or `XLSX, sheet “Leads”`.
    pub fn name(&self) -> String {
        match self {
            Self::Text { encoding, delimiter } => format!("CSV, {}, {}", encoding.name(), delimiter.name()),
            Self::Workbook { sheet, .. } => format!("XLSX, “{sheet}”"),
        }
    }
}

/// How many rows there were of each kind, the header not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub rows: u64,
    pub blank: u64,
    pub repeated_headers: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error("{0}")]
    Workbook(String),
    #[error("the workbook has no visible sheet “{0}”")]
    NoSheet(String),
    #[error("{}", .0.what("en"))]
    Problem(Problem),
}

impl ReadError {
    /// The problem to show for it.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            other => Problem::new(Code::FileUnreadable).with("detail", other),
        }
    }
}

enum Source {
    Delimited(Box<Delimited>),
    Sheet(Sheet),
}

/// An open file. Rows come one by one; nothing is kept.
pub struct Table {
    source: Source,
    header: Header,
    format: FileFormat,
    tally: Tally,
}

impl Table {
    /// Opens a CSV or XLSX file and reads its header.
    ///
    /// # Errors
    /// When the file cannot be opened, is neither text nor a workbook, or has no sheet of the wanted name.
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Self, ReadError> {
        let (source, format) = if is_workbook(path)? {
            let mut sheet = Sheet::open(path, options.sheet.as_deref())?;
            let format =
                FileFormat::Workbook { sheet: sheet.name.clone(), other_sheets: std::mem::take(&mut sheet.others) };
            (Source::Sheet(sheet), format)
        } else {
            let encoding = match options.encoding {
                Some(encoding) => encoding,
                None => TextEncoding::of_file(path)?,
            };
            let delimiter = match options.delimiter {
                Some(delimiter) => delimiter,
                None => Delimiter::guess(&sample(path, encoding)?),
            };
            let text = Delimited::open(path, encoding, delimiter)?;
            (Source::Delimited(Box::new(text)), FileFormat::Text { encoding, delimiter })
        };
        let mut table = Self { source, header: Header::default(), format, tally: Tally::default() };
        table.read_header(options.header_row)?;
        Ok(table)
    }

    fn read_header(&mut self, wanted: Option<u64>) -> Result<(), ReadError> {
        loop {
            let (row, empty) = self.advance()?;
            self.tally.blank += empty;
            let Some(row) = row else { return Ok(()) };
            if wanted.is_some_and(|wanted| row.number < wanted) {
                continue;
            }
            if !row.is_empty() {
                self.header = Header::of(&row);
                return Ok(());
            }
            self.tally.blank += 1;
        }
    }

    fn advance(&mut self) -> Result<(Option<Row>, u64), ReadError> {
        match &mut self.source {
            Source::Delimited(text) => text.next(),
            Source::Sheet(sheet) => sheet.next(),
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn format(&self) -> &FileFormat {
        &self.format
    }

    /// Counts of what was read so far; complete once [`Self::next_row`] answered `None`.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// What is wrong with the header.
    pub fn header_problems(&self) -> Vec<Problem> {
        self.header.problems()
    }

    /// The next row that is neither blank nor the header again, and what is wrong with its shape or letters.
    ///
    /// # Errors
    /// When the file cannot be read further: a device error, a damaged workbook, a quotation mark never closed.
    pub fn next_row(&mut self) -> Result<Option<(Row, Vec<Problem>)>, ReadError> {
        loop {
            let (row, empty) = self.advance()?;
            self.tally.blank += empty;
            let Some(row) = row else { return Ok(None) };
            if row.is_empty() {
                self.tally.blank += 1;
                continue;
            }
            if self.header.repeated_in(&row) {
                self.tally.repeated_headers += 1;
                continue;
            }
            self.tally.rows += 1;
            let problems = self.problems_of(&row);
            return Ok(Some((row, problems)));
        }
    }

    fn problems_of(&mut self, row: &Row) -> Vec<Problem> {
        let columns = self.header.len();
        let mut problems = match &mut self.source {
            Source::Delimited(text) => text.unreadable_in(row, self.header.names()),
            Source::Sheet(_) => Vec::new(),
        };
        let shape = match &self.source {
            _ if row.filled_len() > columns => Some((Code::RowTooLong, row.filled_len())),
            // A workbook stores no cells behind the last filled one; a text file does, or something is missing.
            Source::Delimited(_) if row.len() < columns => Some((Code::RowTooShort, row.len())),
            Source::Delimited(_) | Source::Sheet(_) => None,
        };
        if let Some((code, cells)) = shape {
            problems.push(Problem::new(code).row(row.number).with("cells", cells).with("columns", columns));
        }
        problems
    }

    /// Bytes of the text that were read, for progress; `None` for a workbook.
    pub fn bytes_read(&self) -> Option<u64> {
        match &self.source {
            Source::Delimited(text) => Some(text.position().byte()),
            Source::Sheet(_) => None,
        }
    }
}

/// A workbook is a zip archive; no text file begins like one.
fn is_workbook(path: &Path) -> Result<bool, ReadError> {
    let mut head = [0; 4];
    let mut file = File::open(path)?;
    Ok(file.read(&mut head)? == 4 && head == *b"PK\x03\x04")
}

fn sample(path: &Path, encoding: TextEncoding) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    Decoded::new(File::open(path)?, encoding).take(64 * 1024).read_to_end(&mut bytes)?;
    // The cut may have gone through a letter; half a line more or less does not change the guess.
    let text = String::from_utf8_lossy(&bytes);
    let whole = text.rfind('\n').map_or(text.as_ref(), |end| &text[..=end]);
    Ok(whole.to_owned())
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
