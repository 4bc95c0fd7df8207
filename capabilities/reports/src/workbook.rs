//! A report as a workbook: a sheet for each part, numbers as numbers.

use crate::{
    page::{Line, Number, Page},
    paper,
    saying::Words,
};
use imports::writing::{Book, Cell, Form};
use kernel::{Error, Result, metric::Unit};

/// The file's bytes.
///
/// # Errors
/// What the writer of workbooks says, which would be a mistake in here.
pub fn bytes(words: &Words<'_>, page: &Page) -> Result<Vec<u8>> {
    let mut book = Book::default();
    book.sheet(&words.say("short", "In short")).map_err(Error::internal)?;
    head(&mut book, &[&page.title])?;
    text(&mut book, &page.period)?;
    for (label, value) in [
        (words.say("whose", "Whose"), page.whose.clone()),
        (words.say("written", "Written"), Some(words.instant(page.written_at))),
        (words.say("remark", "Remark"), page.remark.clone()),
    ] {
        if let Some(value) = value {
            row(&mut book, vec![Cell::from(label.as_str()).into(), Cell::from(value.as_str()).into()])?;
        }
    }
    book.gap();
    for line in &page.headline {
        text(&mut book, line)?;
    }
    for part in &page.parts {
        book.sheet(&part.title).map_err(Error::internal)?;
        head(&mut book, &[&part.title])?;
        if let Some(note) = &part.note {
            text(&mut book, note)?;
        }
        for number in &part.numbers {
            row(&mut book, of_number(number))?;
        }
        for list in &part.lists {
            book.gap();
            head(&mut book, &[&paper::heading(words, list)])?;
            for line in &list.items {
                row(&mut book, of_line(line))?;
            }
            if let Some(below) = paper::below(words, list) {
                text(&mut book, &below)?;
            }
        }
    }
    book.bytes().map_err(Error::internal)
}

/// A cell with its form.
struct Formed(Cell, Form);

impl From<Cell> for Formed {
    fn from(cell: Cell) -> Self {
        Self(cell, Form::Plain)
    }
}

fn head(book: &mut Book, texts: &[&String]) -> Result<()> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).clone()).collect();
    book.head(&texts).map_err(Error::internal)
}

fn row(book: &mut Book, cells: Vec<Formed>) -> Result<()> {
    let cells: Vec<(Cell, Form)> = cells.into_iter().map(|Formed(cell, form)| (cell, form)).collect();
    book.row(&cells).map_err(Error::internal)
}

fn text(book: &mut Book, text: &str) -> Result<()> {
    row(book, vec![Cell::from(text).into()])
}

fn form(unit: Unit) -> Form {
    match unit {
        Unit::Count => Form::Whole,
        Unit::Ratio => Form::Ratio,
        Unit::Money => Form::Amount,
        Unit::Days => Form::Decimal,
    }
}

fn exact(digits: Option<&String>, form: Form) -> Formed {
    digits.map_or(Formed(Cell::Empty, Form::Plain), |digits| Formed(Cell::Number(digits.clone()), form))
}

fn of_number(number: &Number) -> Vec<Formed> {
    vec![
        Cell::from(number.label.as_str()).into(),
        exact(number.exact.as_ref(), form(number.unit)),
        Cell::from(number.note.as_deref().unwrap_or_default()).into(),
    ]
}

fn of_line(line: &Line) -> Vec<Formed> {
    // What is no amount is a share: of those who are off pace.
    let share = line.amount.as_deref().is_some_and(|text| text.ends_with('%'));
    vec![
        Cell::from(line.text.as_str()).into(),
        exact(line.exact.as_ref(), if share { Form::Ratio } else { Form::Amount }),
        Cell::from(line.note.as_deref().unwrap_or_default()).into(),
    ]
}
