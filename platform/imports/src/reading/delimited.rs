//! Rows of a text file with delimiters.

use super::delimiter::Delimiter;
use super::encoding::{Decoded, TextEncoding, UNREADABLE, Unreadable};
use super::row::Row;
use super::table::ReadError;
use crate::problem::{Code, Problem};
use csv::{Position, StringRecord};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A cell as long as this is no cell but a quotation mark that was never closed.
const LONGEST_RECORD: u64 = 8 * 1024 * 1024;

pub struct Delimited {
    csv: csv::Reader<Guarded<Decoded<File>>>,
    since_record: Arc<AtomicU64>,
    unreadable: Unreadable,
    encoding: TextEncoding,
    /// The row that was read last, and the line in the text where it ended.
    row: u64,
    line: u64,
}

impl Delimited {
    pub fn open(path: &Path, encoding: TextEncoding, delimiter: Delimiter) -> Result<Self, ReadError> {
        let decoded = Decoded::new(File::open(path)?, encoding);
        let unreadable = decoded.unreadable();
        let since_record = Arc::new(AtomicU64::new(0));
        let guarded = Guarded { source: decoded, read: since_record.clone() };
        let csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.byte())
            .buffer_capacity(64 * 1024)
            .from_reader(guarded);
        Ok(Self { csv, since_record, unreadable, encoding, row: 0, line: 1 })
    }

    /// The next row with anything in it at all, and how many entirely empty lines stood before it. Rows of delimiters
    /// only come out as rows: they are blank, but rows. `None` at the end, with the lines that stood there.
    pub fn next(&mut self) -> Result<(Option<Row>, u64), ReadError> {
        let mut record = StringRecord::new();
        let more = match self.csv.read_record(&mut record) {
            Ok(more) => more,
            Err(error) if is_too_long(&error) => {
                return Err(ReadError::Problem(Problem::new(Code::QuoteOpen).row(self.row + 1)));
            }
            Err(error) => return Err(ReadError::Csv(error)),
        };
        self.since_record.store(0, Ordering::Relaxed);
        // The library skips empty lines silently, but counts them: what is left of the lines between this record and
        // the last, after those inside its cells and its own end, were empty ones.
        let now = self.csv.position().line();
        let own = if more { 1 + record.iter().map(line_breaks).sum::<u64>() } else { 0 };
        let empty = (now - self.line).saturating_sub(own);
        self.line = now;
        self.row += empty;
        if !more {
            return Ok((None, empty));
        }
        self.row += 1;
        Ok((Some(Row::new(self.row, record)), empty))
    }

    /// The unreadable bytes of the row just read, if any, each with the column it stands in.
    pub fn unreadable_in(&mut self, row: &Row, names: &[String]) -> Vec<Problem> {
        let end = self.csv.position().byte();
        let mut noted = self.unreadable.lock().expect("no reader panics while noting");
        if noted.front().is_none_or(|(at, _)| *at >= end) {
            return Vec::new();
        }
        let bad = row.texts().enumerate().flat_map(|(index, text)| {
            let letters = text.matches(UNREADABLE).count();
            std::iter::repeat_n(index, letters)
        });
        let mut problems = Vec::new();
        for index in bad {
            let Some((_, bytes)) = noted.pop_front_if(|(at, _)| *at < end) else { break };
            let name = names.get(index).cloned().unwrap_or_else(|| super::header::column_letter(index));
            let problem = Problem::new(Code::Unreadable).row(row.number).column(&name).value(&bytes);
            problems.push(problem.with("encoding", self.encoding.name()));
        }
        problems
    }

    pub fn position(&self) -> &Position {
        self.csv.position()
    }
}

fn line_breaks(cell: &str) -> u64 {
    cell.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// Refuses to feed one record for ever.
struct Guarded<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.load(Ordering::Relaxed) > LONGEST_RECORD {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let got = self.source.read(buffer)?;
        self.read.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

fn is_too_long(error: &csv::Error) -> bool {
    matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge)
}
