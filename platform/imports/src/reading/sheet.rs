//! Rows of a workbook's sheet, read cell by cell in a thread of their own.

use super::row::Row;
use super::table::ReadError;
use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use csv::StringRecord;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Columns that a sheet can have: a cell further to the right is an error, or an attempt to fill the memory with empty ones.
const COLUMNS: u32 = 16_384;

type Workbook = Xlsx<BufReader<File>>;

/// Rows wait here until they are asked for; a reader that goes away ends the thread.
pub struct Sheet {
    rows: Receiver<Result<Row, ReadError>>,
    row: u64,
    pub name: String,
    pub others: Vec<String>,
}

impl Sheet {
    /// Opens the sheet of that name, or the first that is not hidden.
    pub fn open(path: &Path, wanted: Option<&str>) -> Result<Self, ReadError> {
        let workbook = open(path)?;
        let visible = workbook.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        let mut others: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
        let place = match wanted {
            Some(wanted) => others.iter().position(|name| name == wanted),
            None => (!others.is_empty()).then_some(0),
        };
        let place = place.ok_or_else(|| ReadError::NoSheet(wanted.unwrap_or_default().to_owned()))?;
        let name = others.remove(place);
        let (send, rows) = sync_channel(256);
        let (path, sheet) = (PathBuf::from(path), name.clone());
        std::thread::Builder::new().name("sheet".into()).spawn(move || {
            if let Err(error) = pour(&path, &sheet, &send) {
                // Whoever asked for rows may have left already; then nobody needs the error.
                let _ = send.send(Err(error));
            }
        })?;
        Ok(Self { rows, row: 0, name, others })
    }

    /// The next row that has a cell, and how many rows without any stood before it.
    pub fn next(&mut self) -> Result<(Option<Row>, u64), ReadError> {
        match self.rows.recv() {
            Ok(row) => {
                let row = row?;
                let empty = row.number - self.row - 1;
                self.row = row.number;
                Ok((Some(row), empty))
            }
            Err(_) => Ok((None, 0)),
        }
    }
}

fn open(path: &Path) -> Result<Workbook, ReadError> {
    Ok(Xlsx::new(BufReader::new(File::open(path)?))?)
}

fn pour(path: &Path, sheet: &str, send: &SyncSender<Result<Row, ReadError>>) -> Result<(), ReadError> {
    let mut workbook = open(path)?;
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let (mut number, mut record, mut typed) = (0, StringRecord::new(), Vec::new());
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let row = u64::from(row) + 1;
        if column >= COLUMNS || row < number || (row == number && (column as usize) < record.len()) {
            return Err(ReadError::Workbook(format!(
                "cell {}:{} does not stand where a cell can stand",
                row,
                column + 1
            )));
        }
        if row != number {
            if number > 0 && send.send(Ok(Row::typed(number, record, typed))).is_err() {
                return Ok(());
            }
            (number, record, typed) = (row, StringRecord::new(), Vec::new());
        }
        while record.len() < column as usize {
            record.push_field("");
            typed.push(false);
        }
        let (text, is_number) = written(cell.get_value());
        record.push_field(&text);
        typed.push(is_number);
    }
    if number > 0 {
        let _ = send.send(Ok(Row::typed(number, record, typed)));
    }
    Ok(())
}

/// A cell as text, and whether the workbook holds it as a number. Dates come out year first.
fn written(value: &DataRef<'_>) -> (String, bool) {
    match value {
        DataRef::Empty => (String::new(), false),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), false),
        DataRef::SharedString(text) => ((*text).to_owned(), false),
        DataRef::Int(number) => (number.to_string(), true),
        DataRef::Float(number) => (number.to_string(), true),
        DataRef::Bool(value) => (value.to_string(), false),
        DataRef::DateTime(moment) => (moment_text(moment), false),
        DataRef::Error(error) => (error.to_string(), false),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    use calamine::DataType;
    match DataRef::DateTime(*moment).as_datetime() {
        Some(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
        Some(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        None => moment.as_f64().to_string(),
    }
}

impl From<XlsxError> for ReadError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error.to_string())
    }
}
