//! A stream of rows as a workbook in a temporary file.

use super::{Cell, guard::guarded};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use futures::{Stream, StreamExt};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::pin::pin;
use tempfile::NamedTempFile;

/// Rows a sheet holds, the header included; more rows go to another sheet.
const MOST_ROWS: u32 = 1_048_576;
/// Letters a cell holds.
const MOST_LETTERS: usize = 32_767;

/// Why no workbook came out.
#[derive(Debug, thiserror::Error)]
pub enum SheetError<E> {
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    #[error(transparent)]
    File(#[from] std::io::Error),
    #[error("{0}")]
    Rows(E),
}

/// Writes header and rows; finished rows leave memory at once. The file vanishes with the handle that is returned.
///
/// # Errors
/// The first error of a row, or what the disk says.
pub async fn workbook<E>(
    title: &str,
    header: &[String],
    rows: impl Stream<Item = Result<Vec<Cell>, E>> + Send,
) -> Result<NamedTempFile, SheetError<E>> {
    let file = tempfile::Builder::new().suffix(".xlsx").tempfile()?;
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let mut rows = pin!(rows);
    let (mut sheets, mut next) = (0, MOST_ROWS);
    while let Some(row) = rows.next().await {
        let row = row.map_err(SheetError::Rows)?;
        if next == MOST_ROWS {
            sheets += 1;
            begin(&mut workbook, title, sheets, header, &formats)?;
            next = 1;
        }
        let sheet = workbook.worksheet_from_index(sheets - 1)?;
        for (column, cell) in row.iter().enumerate() {
            put(sheet, next, column as u16, cell, &formats)?;
        }
        next += 1;
    }
    if sheets == 0 {
        begin(&mut workbook, title, 1, header, &formats)?;
    }
    workbook.save(file.path())?;
    Ok(file)
}

pub(super) struct Formats {
    head: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        Self {
            head: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

/// What a sheet may be called: no longer than leaves room for a number, and without the signs that formulae use.
pub(super) fn plain(title: &str) -> String {
    let plain: String = title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(24).collect();
    if plain.trim().is_empty() { "Sheet".to_owned() } else { plain }
}

fn begin(
    book: &mut Workbook,
    title: &str,
    number: usize,
    header: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    let plain = plain(title);
    sheet.set_name(if number == 1 { plain } else { format!("{plain} {number}") })?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in header.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, name, &formats.head)?;
    }
    Ok(())
}

pub(super) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) if text.encode_utf16().count() > MOST_LETTERS => {
            let cut: String = text.chars().take(MOST_LETTERS / 2 - 1).collect();
            sheet.write_string(row, column, cut + "…")?
        }
        // A workbook's text cell never runs; guarded all the same, for whoever saves it as CSV.
        Cell::Text(text) => sheet.write_string(row, column, guarded(text))?,
        // Beyond 15 digits a spreadsheet's number is no longer the number that was meant.
        Cell::Number(digits) if digits.bytes().filter(u8::is_ascii_digit).count() > 15 => {
            sheet.write_string(row, column, digits)?
        }
        Cell::Number(digits) => match digits.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number)?,
            Err(_) => sheet.write_string(row, column, digits)?,
        },
        Cell::Date(date) => match serial(date.and_time(NaiveTime::MIN)) {
            Some(day) => sheet.write_number_with_format(row, column, day, &formats.date)?,
            None => sheet.write_string(row, column, date.to_string())?,
        },
        Cell::Instant(at) => match serial(at.naive_utc()) {
            Some(day) => sheet.write_number_with_format(row, column, day, &formats.moment)?,
            None => sheet.write_string(row, column, at.to_rfc3339())?,
        },
        Cell::Bool(value) => sheet.write_boolean(row, column, *value)?,
    };
    Ok(())
}

/// Days since the end of 1899, as workbooks count; `None` before March 1900, where they count a day that never was.
fn serial(at: NaiveDateTime) -> Option<f64> {
    let since = at.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN));
    (since.num_days() > 60).then(|| since.num_milliseconds() as f64 / 86_400_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{ReadOptions, Table};

    #[test]
    fn a_workbook_that_was_written_is_read_back() {
        let date = chrono::NaiveDate::from_ymd_opt(2018, 3, 1).unwrap();
        let rows = vec![
            Ok::<_, ()>(vec![Cell::from("张三"), Cell::Number("1234.50".into()), Cell::Date(date)]),
            Ok(vec![Cell::from("=1+1"), Cell::Number("12345678901234567.89".into()), Cell::Empty]),
        ];
        let header = ["name".to_owned(), "amount".into(), "won".into()];
        let file = futures::executor::block_on(workbook("Deals/2018", &header, futures::stream::iter(rows))).unwrap();
        let mut table = Table::open(file.path(), &ReadOptions::default()).unwrap();
        let mut read = Vec::new();
        while let Some((row, _)) = table.next_row().unwrap() {
            read.push([0, 1, 2].map(|index| row.cell(index).text().to_owned()));
        }
        assert_eq!(table.format().name(), "XLSX, “Deals2018”");
        assert_eq!(read, [["张三", "1234.5", "2018-03-01"], ["=1+1", "12345678901234567.89", ""]]);
    }
}
