//! A file that comes back: what differs from the plan becomes edits of the plan, and what cannot is said by row and column.

use super::{Column, paths};
use crate::{
    cascade::Number,
    editing::{self, Edit, What},
    node::{self, Basis},
    room::Room,
    rules,
};
use imports::{
    problem::Problem,
    reading::{ReadOptions, Row, Table},
};
use kernel::{Error, FieldError, Quantity, Result, words::Words};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use sea_orm::prelude::Uuid;
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    str::FromStr,
};

/// What a file asks for.
#[derive(Debug)]
pub struct Taken {
    pub edits: Vec<Edit>,
    /// Rows that were read.
    pub rows: usize,
    /// Columns that are not read in: what comes out, and what nobody knows.
    pub ignored: Vec<String>,
}

type Said = fn(Option<String>) -> What;

const NOT_ROUND: (&str, &str) = ("target_plans.sheet_not_round", "“{value}” is no multiple of {unit}");
/// As many mistakes as anybody mends at once.
const MOST: usize = 100;

/// Reads a file against a plan. Everything that is wrong is told together, by row and column.
pub fn read(words: &Words, language: &str, room: &Room, file: &Path) -> Result<Taken> {
    let whole = |problem: Problem| {
        let error = FieldError::new("file", "target_plans.sheet_file", "{why}");
        Error::from(error.with("why", problem.what(language)))
    };
    let mut table = Table::open(file, &ReadOptions::default()).map_err(|error| whole(error.into_problem()))?;
    if let Some(problem) = table.header_problems().into_iter().find(Problem::is_error) {
        return Err(whole(problem));
    }
    let heads: Vec<String> = table.header().names().to_vec();
    let columns: Vec<Option<Column>> = heads.iter().map(|head| Column::called(words, head)).collect();
    let ignored = heads.iter().zip(&columns).filter(|(_, column)| column.is_none()).map(|(head, _)| head.clone());
    let ignored = ignored.filter(|head| !head.is_empty()).collect();
    let mut reader = Reader {
        words,
        language,
        room,
        heads: &heads,
        columns: &columns,
        found: Found::of(&room.nodes),
        seen: HashSet::new(),
        edits: Vec::new(),
        wrong: Vec::new(),
    };
    let mut rows = 0;
    while let Some((row, problems)) = table.next_row().map_err(|error| whole(error.into_problem()))? {
        rows += 1;
        for problem in problems.into_iter().filter(Problem::is_error) {
            let column = problem.column.clone().unwrap_or_default();
            reader.wrong.push(wrong(row.number, &column, problem.what(language)));
        }
        reader.row(&row);
        if reader.wrong.len() >= MOST {
            break;
        }
    }
    if reader.wrong.is_empty() {
        Ok(Taken { edits: reader.edits, rows, ignored })
    } else {
        Err(Error::Invalid(reader.wrong))
    }
}

/// What is wrong in a row (from 1, the header included) and column.
fn wrong(row: u64, column: &str, why: String) -> FieldError {
    let mut error =
        FieldError::new(column.to_owned(), "target_plans.sheet_cell", "row {row}, column “{column}”: {why}")
            .with("row", row)
            .with("column", column)
            .with("why", why);
    error.row = usize::try_from(row).ok().and_then(|row| row.checked_sub(1));
    error
}

/// Places by what a row may call them; none where several are called the same.
struct Found {
    ids: HashMap<Uuid, usize>,
    paths: HashMap<String, Option<usize>>,
    names: HashMap<String, Option<usize>>,
}

impl Found {
    fn of(nodes: &[node::Model]) -> Self {
        let once = |names: Vec<String>| {
            let mut found: HashMap<String, Option<usize>> = HashMap::new();
            for (at, name) in names.into_iter().enumerate() {
                found.entry(name).and_modify(|other| *other = None).or_insert(Some(at));
            }
            found
        };
        Found {
            ids: nodes.iter().enumerate().map(|(at, node)| (node.id.0, at)).collect(),
            paths: once(paths(nodes)),
            names: once(nodes.iter().map(|node| node.name.clone()).collect()),
        }
    }
}

struct Reader<'a> {
    words: &'a Words,
    language: &'a str,
    room: &'a Room,
    heads: &'a [String],
    columns: &'a [Option<Column>],
    found: Found,
    seen: HashSet<usize>,
    edits: Vec<Edit>,
    wrong: Vec<FieldError>,
}

impl Reader<'_> {
    fn say(&self, key: &str, english: &str, value: &str) -> String {
        self.words.fill(self.language, key, english, &[("value", value.to_owned())])
    }

    fn not_round(&self, value: &str, unit: String) -> String {
        let figures = [("value", value.to_owned()), ("unit", unit)];
        self.words.fill(self.language, NOT_ROUND.0, NOT_ROUND.1, &figures)
    }

    fn column(&self, wanted: &Column) -> Option<usize> {
        self.columns.iter().position(|column| column.as_ref() == Some(wanted))
    }

    /// The place that a row is about: by its id, else by its path, else by its name.
    fn place(&self, row: &Row) -> std::result::Result<usize, FieldError> {
        let text = |column: &Column| {
            self.column(column).map(|at| (at, row.cell(at).text())).filter(|(_, text)| !text.is_empty())
        };
        if let Some(at) = text(&Column::Id).and_then(|(_, id)| self.found.ids.get(&Uuid::parse_str(id).ok()?)) {
            return Ok(*at);
        }
        let (mut column, mut value) = (0, "");
        for (wanted, names) in [(Column::Place, &self.found.paths), (Column::Name, &self.found.names)] {
            let Some((at, name)) = text(&wanted) else { continue };
            if let Some(Some(place)) = names.get(name) {
                return Ok(*place);
            }
            (column, value) = (at, name);
        }
        let why = self.say("target_plans.sheet_no_place", "“{value}” is not, or not only once, in this plan", value);
        Err(wrong(row.number, self.heads.get(column).map_or("", String::as_str), why))
    }

    fn row(&mut self, row: &Row) {
        let at = match self.place(row) {
            Ok(at) => at,
            Err(error) => return self.wrong.push(error),
        };
        let (room, columns, heads) = (self.room, self.columns, self.heads);
        let node = &room.nodes[at];
        if !self.seen.insert(at) {
            let why = self.say("target_plans.sheet_twice", "“{value}” stands in the file twice", &node.name);
            let column = heads.first().map_or("", String::as_str);
            return self.wrong.push(wrong(row.number, column, why));
        }
        self.fixed(row, node);
        for (cell, (column, head)) in columns.iter().zip(heads).enumerate() {
            let Some(column) = column else { continue };
            let text = row.cell(cell).text();
            let what = match column {
                Column::Bucket => {
                    let name = Some(text).filter(|text| !text.is_empty());
                    (node.bucket.as_deref() != name).then(|| What::Bucket(name.map(str::to_owned)))
                }
                Column::Proposed => match self.amount(text) {
                    Ok(amount) => {
                        let basis = room.plan.basis();
                        let written = amount.map(|amount| editing::text(amount, basis));
                        (node.proposed(basis) != amount).then_some(What::Proposed(written))
                    }
                    Err(why) => {
                        self.wrong.push(wrong(row.number, head, why));
                        None
                    }
                },
                Column::Driver(name) => match self.number(text) {
                    Ok(value) => {
                        let old = node.drivers.get(name).and_then(|old| old.as_str());
                        let old = old.and_then(|old| Number::from_str(old).ok());
                        (old != value).then(|| What::Driver { name: name.clone(), value })
                    }
                    Err(why) => {
                        self.wrong.push(wrong(row.number, head, why));
                        None
                    }
                },
                Column::Place
                | Column::Name
                | Column::Target
                | Column::Lock
                | Column::Min
                | Column::Max
                | Column::Period(_)
                | Column::Id => None,
            };
            self.edits.extend(what.map(|what| Edit { node: node.id.0, what }));
        }
    }

    /// Lock, minimum and maximum: together, since each has to fit the others.
    fn fixed(&mut self, row: &Row, node: &node::Model) {
        let (room, heads) = (self.room, self.heads);
        let basis = room.plan.basis();
        let unit = rules::rounding(&room.plan);
        let before = node.fixed(basis);
        let mut after = before;
        let mut last = None;
        let mut good = true;
        for wanted in [Column::Min, Column::Max, Column::Lock] {
            let Some(cell) = self.column(&wanted) else { continue };
            let head = &heads[cell];
            let text = row.cell(cell).text();
            let amount = self.amount(text).and_then(|amount| match amount {
                Some(amount) if amount % unit != 0 => Err(self.not_round(text, editing::text(unit, basis))),
                Some(_) | None => Ok(amount),
            });
            let (own, was) = match wanted {
                Column::Min => (&mut after.min, before.min),
                Column::Max => (&mut after.max, before.max),
                _ => (&mut after.lock, before.lock),
            };
            match amount {
                Ok(amount) => *own = amount,
                Err(why) => {
                    good = false;
                    self.wrong.push(wrong(row.number, head, why));
                }
            }
            if *own != was {
                last = Some(head);
            }
        }
        let Some(head) = last.filter(|_| good) else { return };
        if let Err(error) = rules::fixed_fits(after, unit) {
            let why = self.told(error);
            return self.wrong.push(wrong(row.number, head, why));
        }
        let text = |amount: Option<i64>| amount.map(|amount| editing::text(amount, basis));
        let said = [
            (before.min, after.min, What::Min as Said),
            (before.max, after.max, What::Max as Said),
            (before.lock, after.lock, What::Lock as Said),
        ];
        let changed: Vec<_> = said.into_iter().filter(|(was, now, _)| was != now).collect();
        let id = node.id.0;
        // Let go of what changes before anything is set: on the way from one to the other nothing may stand against it.
        let free = changed.iter().filter(|(was, _, _)| changed.len() > 1 && was.is_some());
        self.edits.extend(free.map(|(_, _, what)| Edit { node: id, what: what(None) }));
        let set = changed.iter().filter(|(_, now, _)| changed.len() == 1 || now.is_some());
        self.edits.extend(set.map(|(_, now, what)| Edit { node: id, what: what(text(*now)) }));
    }

    /// A rule's refusal as a sentence.
    fn told(&self, error: Error) -> String {
        match error {
            Error::Refused(refusal) => self.words.fill(self.language, refusal.code, refusal.text, &refusal.arguments),
            other => other.to_string(),
        }
    }

    /// An amount in the smallest unit of the plan; none of an empty cell. Why not, otherwise.
    fn amount(&self, text: &str) -> std::result::Result<Option<i64>, String> {
        let digits = match self.room.plan.basis() {
            Basis::Money(currency) => currency.exponent(),
            Basis::Quantity => Quantity::DECIMALS,
        };
        match amount(text, digits) {
            Some(amount) if amount.is_none_or(|amount| amount >= 0) => Ok(amount),
            Some(_) | None => Err(self.say("target_plans.sheet_not_amount", "“{value}” is not an amount", text)),
        }
    }

    fn number(&self, text: &str) -> std::result::Result<Option<Number>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        let number = ungrouped(text).and_then(|plain| Number::from_str(&plain).ok());
        match number {
            Some(number) => Ok(Some(number)),
            None => Err(self.say("target_plans.sheet_not_number", "“{value}” is not a number of 0 or more", text)),
        }
    }
}

/// Reads `1200`, `1,200.50` and what a spreadsheet makes of it, such as `1200.5000000000001`. The outer none is what is no
/// amount or finer than the smallest unit, the inner one an empty cell.
fn amount(text: &str, digits: u32) -> Option<Option<i64>> {
    if text.is_empty() {
        return Some(None);
    }
    let plain = ungrouped(text)?;
    let number = Decimal::from_str(&plain).or_else(|_| Decimal::from_scientific(&plain)).ok()?;
    let units = number.checked_mul(Decimal::from(10_u64.checked_pow(digits)?))?;
    let whole = units.round();
    // A float of fifteen digits is off by less than this.
    let off = (units - whole).abs();
    (off < Decimal::new(1, 4)).then(|| whole.to_i64()).flatten().map(Some)
}

/// Digits without the commas that part thousands; none where commas stand otherwise.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let parted = whole.contains(',');
    let sound = groups.all(|group| group.len() == 3 && group.bytes().all(|digit| digit.is_ascii_digit()));
    let begins = !parted || (1..=4).contains(&first.len());
    (sound && begins && !rest.contains(',')).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_spreadsheets_write_them() {
        let read = |text: &str| amount(text, 2);
        assert_eq!(
            ["", "1200", "1,200.50", "1200.5000000000001"].map(read),
            [Some(None), Some(Some(120_000)), Some(Some(120_050)), Some(Some(120_050))]
        );
        assert_eq!(read("1.2e3"), Some(Some(120_000)));
        for bad in ["a lot", "1,20", "1.234", "12,34,567", "0.5%", "1200,50"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
