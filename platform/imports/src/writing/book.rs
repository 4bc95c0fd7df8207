//! A small workbook of several sheets, each with lines of text above its tables; all of it is held in memory.

use super::{Cell, workbook};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::collections::HashSet;

/// How a spreadsheet shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    /// `1,234`
    Whole,
    /// `1,234.50`
    Amount,
    /// 0.1234 as `12.3%`
    Ratio,
    /// `12.5`
    Decimal,
}

impl Form {
    fn format(self) -> Format {
        match self {
            Form::Plain => Format::new(),
            Form::Whole => Format::new().set_num_format("#,##0"),
            Form::Amount => Format::new().set_num_format("#,##0.00"),
            Form::Ratio => Format::new().set_num_format("0.0%"),
            Form::Decimal => Format::new().set_num_format("#,##0.0"),
        }
    }
}

/// A workbook that is being written, sheet by sheet, line by line.
#[derive(Default)]
pub struct Book {
    book: Workbook,
    names: HashSet<String>,
    line: u32,
}

impl Book {
    /// Begins a sheet. What a name may not hold is left out, and a second one of the same name gets a number.
    ///
    /// # Errors
    /// What the workbook says.
    pub fn sheet(&mut self, name: &str) -> Result<(), XlsxError> {
        let plain = workbook::plain(name);
        let mut unique = plain.clone();
        let mut number = 1;
        // Names differ by more than capitals.
        while !self.names.insert(unique.to_lowercase()) {
            number += 1;
            unique = format!("{plain} {number}");
        }
        self.book.add_worksheet().set_name(unique)?;
        self.line = 0;
        Ok(())
    }

    /// A line in bold.
    ///
    /// # Errors
    /// What the workbook says, and that no sheet was begun.
    pub fn head(&mut self, texts: &[String]) -> Result<(), XlsxError> {
        let (bold, line) = (Format::new().set_bold(), self.line);
        let sheet = self.last()?;
        for (column, text) in texts.iter().enumerate() {
            sheet.write_string_with_format(line, column as u16, text, &bold)?;
        }
        self.line += 1;
        Ok(())
    }

    /// # Errors
    /// As [`Book::head`].
    pub fn row(&mut self, cells: &[(Cell, Form)]) -> Result<(), XlsxError> {
        let line = self.line;
        let formats = workbook::Formats::new();
        let sheet = self.last()?;
        for (column, (cell, form)) in cells.iter().enumerate() {
            workbook::put(sheet, line, column as u16, cell, &formats)?;
            if *form != Form::Plain {
                sheet.set_cell_format(line, column as u16, &form.format())?;
            }
        }
        self.line += 1;
        Ok(())
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.line += 1;
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// What the workbook says, such as that it has no sheet.
    pub fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        for sheet in self.book.worksheets_mut() {
            sheet.set_autofit_max_width(420);
            sheet.autofit();
        }
        self.book.save_to_buffer()
    }

    fn last(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.book.worksheets_mut().last_mut().ok_or(XlsxError::UnknownWorksheetNameOrIndex("no sheet".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    #[test]
    fn sheets_have_names_of_their_own_and_numbers_stay_numbers() {
        let mut book = Book::default();
        for name in ["Won: by owner", "WON / by owner"] {
            book.sheet(name).unwrap();
            book.head(&["Owner".to_owned(), "Won".to_owned()]).unwrap();
            book.row(&[(Cell::from("=Bob"), Form::Plain), (Cell::Number("10.50".into()), Form::Amount)]).unwrap();
        }
        let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.bytes().unwrap())).unwrap();
        assert_eq!(read.sheet_names(), ["Won by owner", "WON  by owner"]);
        let sheet = read.worksheet_range("Won by owner").unwrap();
        assert_eq!(sheet.get_value((0, 1)).unwrap().to_string(), "Won");
        assert_eq!(sheet.get_value((1, 1)), Some(&calamine::Data::Float(10.5)));
        assert!(Book::default().head(&[]).is_err(), "a line stands on a sheet");
    }

    #[test]
    fn one_name_twice_gets_a_number() {
        let mut book = Book::default();
        for _ in 0..3 {
            book.sheet("漏斗").unwrap();
        }
        let read: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.bytes().unwrap())).unwrap();
        assert_eq!(read.sheet_names(), ["漏斗", "漏斗 2", "漏斗 3"]);
    }
}
