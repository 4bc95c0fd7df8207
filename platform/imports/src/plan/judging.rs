//! Every file read once: its shape, its columns judged.

use super::Options;
use super::tables::{Place, Tables};
use crate::problem::{Code, Problem, Weight};
use crate::profile::Profile;
use crate::reading::{FileFormat, Header, Tally};
use crate::report::{ColumnReport, FileReport};
use crate::values::{DateOrder, Judge, Kind, Reading, Said};
use indexmap::IndexMap;
use std::collections::HashMap;

/// What one table turned out to be.
#[derive(Debug, Default)]
pub struct Judged {
    pub header: Header,
    pub report: FileReport,
    /// How to read a column, by its name and what is wanted of it.
    pub readings: HashMap<(String, usize), Reading>,
}

/// A column that some field reads, and as what; `index` tells wishes for the same column apart.
#[derive(Clone, Debug)]
pub struct Wish {
    pub table: String,
    pub column: String,
    pub index: usize,
    pub kind: Kind,
}

pub fn header(tables: &Tables, table: &str) -> Result<Header, Problem> {
    match tables.open(table) {
        Ok(rows) => Ok(rows.header().clone()),
        Err(error) => Err(error.into_problem().file(table)),
    }
}

/// Reads a table through and judges the columns that are wished for.
pub fn judge(
    profile: &Profile,
    tables: &Tables,
    table: &str,
    wishes: &[&Wish],
    options: &Options,
    problems: &mut Vec<Problem>,
) -> Judged {
    let mut judged = Judged::default();
    let mut rows = match tables.open(table) {
        Ok(rows) => rows,
        Err(error) => {
            problems.push(error.into_problem().file(table));
            return judged;
        }
    };
    judged.header = rows.header().clone();
    let spec = profile.files.get(table);
    let names = judged.header.names().to_vec();
    let mut judges: Vec<(usize, &Wish, Judge)> = Vec::new();
    for wish in wishes {
        let Some(column) = judged.header.position(&wish.column) else { continue };
        let spec = spec.and_then(|spec| spec.columns.get(&wish.column));
        let exact = options.date_orders.get(&format!("{table}.{}", wish.column));
        let said = Said {
            order: exact.copied().or(spec.and_then(|spec| spec.date_order)),
            mark: spec.and_then(|spec| spec.decimal),
            doubtful_order: options.date_order,
            doubtful_mark: options.decimal,
        };
        judges.push((column, wish, Judge::new(wish.kind.clone(), said)));
    }
    let mut filled = vec![0u64; names.len()];
    let mut shape = Vec::new();
    loop {
        match rows.next_row() {
            Ok(Some((row, found))) => {
                for problem in found {
                    shape.push(problem.file(table));
                }
                for (index, count) in filled.iter_mut().enumerate() {
                    *count += u64::from(!row.cell(index).is_empty());
                }
                for (column, _, judge) in &mut judges {
                    judge.see(row.number, row.cell(*column));
                }
            }
            Ok(None) => break,
            Err(error) => {
                shape.push(error.into_problem().file(table));
                break;
            }
        }
    }
    let mut orders: IndexMap<usize, DateOrder> = IndexMap::new();
    for (column, wish, judge) in judges {
        let dated = matches!(wish.kind, Kind::Date | Kind::Instant { .. }) && judge.filled() > 0;
        match judge.verdict() {
            Ok((reading, notices)) => {
                if dated {
                    orders.insert(column, reading.order);
                }
                for notice in notices {
                    let notice = notice.file(table).column(&names[column]);
                    if !shape.contains(&notice) {
                        shape.push(notice);
                    }
                }
                judged.readings.insert((wish.column.clone(), wish.index), reading);
            }
            Err(problem) => {
                let problem = problem.file(table).column(&names[column]);
                if !shape.contains(&problem) {
                    shape.push(problem);
                }
            }
        }
    }
    let unused = |name: &String| {
        let known = spec.and_then(|spec| spec.columns.get(name)).is_some_and(|spec| spec.unused);
        !name.is_empty()
            && !known
            && !wishes.iter().any(|wish| judged.header.position(&wish.column) == judged.header.position(name))
    };
    let mut columns = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let is_unused = unused(name) && !matches!(tables.place(table), Place::Inline { .. });
        if is_unused {
            shape.push(Problem::new(Code::ColumnUnused).file(table).column(name));
        }
        let order = orders.get(&index).copied();
        columns.push(ColumnReport {
            name: name.clone(),
            filled: filled[index],
            date_order: order,
            used: !is_unused,
            ..Default::default()
        });
    }
    judged.report = FileReport { table: table.to_owned(), columns, ..FileReport::default() };
    match (&rows, tables.place(table)) {
        (super::Rows::File(file, _), Place::File { shown, .. }) => {
            shape.extend(file.header_problems().into_iter().map(|problem| problem.file(table)));
            let Tally { rows, blank, repeated_headers } = file.tally();
            if rows == 0 && !shape.iter().any(|problem| problem.weight() == Weight::Error) {
                shape.push(Problem::new(Code::FileEmpty).file(table));
            }
            judged.report.name = shown.clone();
            judged.report.format = file.format().name();
            if let FileFormat::Workbook { other_sheets, .. } = file.format() {
                judged.report.other_sheets = other_sheets.clone();
            }
            (judged.report.rows, judged.report.blank_rows, judged.report.repeated_headers) =
                (rows, blank, repeated_headers);
        }
        _ => judged.report.inline = true,
    }
    problems.extend(shape);
    judged
}
