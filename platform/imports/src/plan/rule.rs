//! One rule of the profile, ready to read rows.

use crate::problem::{Code, Problem};
use crate::profile::{Condition, DatesInOrder};
use crate::reading::{Cell, Row};
use crate::values::{Kind, Reading, Value};
use chrono::NaiveDate;
use indexmap::IndexMap;
use kernel::Currency;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::Arc;

/// A column of the rule's table or of a joined one; no `index`: the file does not have it.
#[derive(Clone, Debug, PartialEq)]
pub struct At {
    pub join: Option<usize>,
    pub index: Option<usize>,
    pub table: String,
    pub name: String,
}

/// Where a field's text comes from.
#[derive(Clone, Debug)]
pub enum From {
    Column(At),
    Constant(String),
    Text(Vec<Piece>),
}

#[derive(Clone, Debug)]
pub enum Piece {
    Word(String),
    Column(At),
}

/// A row of another noun, found by a field of it.
#[derive(Clone, Debug)]
pub struct Lookup {
    pub noun: &'static str,
    /// What people call its rows.
    pub called: String,
    pub by: String,
    pub among: Vec<(String, Filling)>,
    pub create: bool,
}

/// What becomes of the text.
#[derive(Clone, Debug)]
pub enum Target {
    Read(Reading),
    Find(Box<Lookup>),
}

/// One field of a rule.
#[derive(Clone, Debug)]
pub struct Filling {
    pub field: String,
    pub label: String,
    pub from: From,
    pub target: Target,
    pub aliases: Arc<IndexMap<String, String>>,
    pub map: IndexMap<String, String>,
    pub default: Option<String>,
    pub when: Option<(At, Condition)>,
    pub otherwise: Option<String>,
    pub only_new: bool,
    pub required: bool,
}

/// A joined table in memory: its rows by their key.
#[derive(Clone, Debug)]
pub struct Joined {
    pub table: String,
    pub here: At,
    pub there: String,
    pub every: bool,
    pub rows: Arc<HashMap<String, Row>>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    pub noun: &'static str,
    pub table: String,
    /// Positions of the key's fields among the fillings.
    pub key: Vec<usize>,
    pub fillings: Vec<Filling>,
    pub distinct: bool,
    pub update_only: bool,
    /// Its rows were counted by an earlier rule.
    pub completes: bool,
    /// Nouns that have to be empty for the rule to apply.
    pub unless_any: Vec<String>,
    pub when: Option<(At, Condition)>,
    pub joins: Vec<Joined>,
    pub checks: Vec<(At, At, DatesInOrder)>,
    /// How the dates of the checks are read, by filling.
    pub dates: HashMap<String, Reading>,
    /// The filling that names the row's currency.
    pub currency: Option<usize>,
}

/// The value of one field for one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Filled {
    /// The file says nothing about it.
    Keep,
    Stored(Json),
    /// A row of another noun, to be found by this text among rows with these values.
    Find(String, Vec<Filled>),
}

/// A row as the rule reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub row: u64,
    pub values: Vec<Filled>,
}

/// A row with its joined ones.
struct Line<'a> {
    row: &'a Row,
    joined: Vec<Option<&'a Row>>,
}

impl<'a> Line<'a> {
    /// `None` where the file has no such column.
    fn cell(&self, at: &At) -> Option<Cell<'a>> {
        let index = at.index?;
        let row = match at.join {
            None => Some(self.row),
            Some(join) => self.joined.get(join).copied().flatten(),
        };
        Some(row.map_or(Cell::Text(""), |row| row.cell(index)))
    }

    fn holds(&self, when: Option<&(At, Condition)>) -> bool {
        when.is_none_or(|(at, condition)| condition.holds(self.cell(at).map_or("", Cell::text)))
    }

    /// Where a problem with that column stands.
    fn place(&self, at: &At, problem: Problem) -> Problem {
        let row = match at.join {
            None => self.row.number,
            Some(join) => self.joined.get(join).copied().flatten().map_or(self.row.number, |row| row.number),
        };
        problem.file(&at.table).row(row).column(&at.name)
    }
}

impl Rule {
    /// Reads a row: `None` if the rule passes it over, else its values and what is worth a notice; or what is wrong.
    ///
    /// # Errors
    /// Every problem of the row, placed.
    pub fn draft(&self, row: &Row) -> Result<Option<(Draft, Vec<Problem>)>, Vec<Problem>> {
        let mut line = Line { row, joined: Vec::with_capacity(self.joins.len()) };
        for join in &self.joins {
            let found = line.cell(&join.here).and_then(|cell| join.rows.get(cell.text()));
            line.joined.push(found);
        }
        if !line.holds(self.when.as_ref()) {
            return Ok(None);
        }
        let mut problems = Vec::new();
        let mut values = Vec::with_capacity(self.fillings.len());
        let currency = self.currency.and_then(|index| match self.fillings[index].value(&line, None) {
            Ok(Filled::Stored(Json::String(code))) => code.parse().ok(),
            _ => None,
        });
        for filling in &self.fillings {
            match filling.value(&line, currency) {
                Ok(value) => values.push(value),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            for key in &self.key {
                if values[*key] == Filled::Stored(Json::Null) {
                    let filling = &self.fillings[*key];
                    problems.push(filling.place(&line, Problem::new(Code::KeyEmpty)));
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let notices = self.reversed(&line);
        Ok(Some((Draft { row: row.number, values }, notices)))
    }

    fn reversed(&self, line: &Line<'_>) -> Vec<Problem> {
        let date = |at: &At| -> Option<NaiveDate> {
            let reading = self.dates.get(&format!("{}.{}", at.table, at.name))?;
            match reading.read(line.cell(at)?).ok()? {
                Value::Date(date) => Some(date),
                _ => None,
            }
        };
        let mut notices = Vec::new();
        for (first, then, names) in &self.checks {
            if let (Some(earlier), Some(later)) = (date(first), date(then))
                && later < earlier
            {
                let days = (earlier - later).num_days();
                let problem = Problem::new(Code::DatesReversed).value(&later.to_string()).with("days", days);
                let problem = problem.with("first", earlier).with("second", later);
                let problem = problem.with("first_field", &names.first).with("second_field", &names.then);
                notices.push(line.place(then, problem));
            }
        }
        notices
    }
}

impl Filling {
    fn place(&self, line: &Line<'_>, problem: Problem) -> Problem {
        let at = match &self.from {
            From::Column(at) => Some(at),
            From::Text(pieces) => pieces.iter().find_map(|piece| match piece {
                Piece::Column(at) => Some(at),
                Piece::Word(_) => None,
            }),
            From::Constant(_) => None,
        };
        match at {
            Some(at) => line.place(at, problem),
            None => problem.row(line.row.number).column(&self.field),
        }
        .with("field", &self.label)
    }

    fn value(&self, line: &Line<'_>, currency: Option<Currency>) -> Result<Filled, Problem> {
        if !line.holds(self.when.as_ref()) {
            return match &self.otherwise {
                Some(text) => self.read(line, Cell::Text(text), currency),
                None => Ok(Filled::Stored(Json::Null)),
            };
        }
        match &self.from {
            From::Constant(text) => self.read(line, Cell::Text(text), currency),
            From::Column(at) => match line.cell(at) {
                Some(cell) => self.meant(line, cell, currency),
                None => Ok(Filled::Keep),
            },
            From::Text(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Word(word) => text.push_str(word),
                        Piece::Column(at) => {
                            let part = line.cell(at).map_or("", Cell::text);
                            text.push_str(self.aliases.get(part).map_or(part, String::as_str));
                        }
                    }
                }
                // What stood between two parts means nothing where one of them is empty.
                let text = text.trim_matches(|letter: char| letter.is_whitespace() || "·–-,/|".contains(letter));
                self.meant(line, Cell::Text(text), currency)
            }
        }
    }

    /// The text after aliases, map and default.
    fn meant(&self, line: &Line<'_>, cell: Cell<'_>, currency: Option<Currency>) -> Result<Filled, Problem> {
        let text = cell.text();
        let other =
            self.aliases.get(text).or_else(|| self.map.get(self.aliases.get(text).map_or(text, String::as_str)));
        let other = match other {
            Some(alias) => self.map.get(alias).or(Some(alias)),
            None => self.default.as_ref().filter(|_| text.is_empty()),
        };
        match other {
            Some(other) => self.read(line, Cell::Text(other), currency),
            None => self.read(line, cell, currency),
        }
    }

    fn read(&self, line: &Line<'_>, cell: Cell<'_>, currency: Option<Currency>) -> Result<Filled, Problem> {
        let placed = |problem| Err(self.place(line, problem));
        if cell.is_empty() {
            return if self.required { placed(Problem::new(Code::Required)) } else { Ok(Filled::Stored(Json::Null)) };
        }
        match &self.target {
            Target::Find(lookup) => {
                let among = lookup.among.iter().map(|(_, filling)| filling.value(line, None));
                Ok(Filled::Find(cell.text().to_owned(), among.collect::<Result<_, _>>()?))
            }
            Target::Read(reading) => {
                let read = match (&reading.kind, currency) {
                    (Kind::Money { factor, .. }, Some(currency)) => {
                        let (code, decimals) = (currency.code().into(), currency.exponent());
                        let kind = Kind::Money { currency: code, decimals, factor: *factor };
                        Reading { kind, ..reading.clone() }.read(cell)
                    }
                    _ => reading.read(cell),
                };
                match read {
                    Ok(value) => Ok(Filled::Stored(value.stored())),
                    Err(problem) => placed(problem),
                }
            }
        }
    }
}
