//! What is asked of a metric.

use crate::cut::{self, Cut};
use chrono::NaiveDate;
use kernel::{Error, FieldError, House, Metric, Result};

/// Whose organization teams, regions and managers are taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tree {
    /// That of the row's own date.
    #[default]
    Then,
    /// Today's.
    Now,
}

/// A metric, cut and limited.
#[derive(Clone, Debug)]
pub struct Question {
    pub metric: &'static Metric,
    pub by: Vec<Cut>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub as_of: Option<NaiveDate>,
    /// Which rows count: labels or ids of a dimension, `None` for rows without.
    pub only: Vec<(Cut, Vec<Option<String>>)>,
    pub tree: Tree,
}

/// One cell of an answer, for the rows behind it, and which page of them.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub values: Vec<(Cut, Vec<Option<String>>)>,
    pub limit: usize,
    pub offset: usize,
}

impl Cell {
    /// Every dimension that it names.
    pub fn cuts(&self) -> impl Iterator<Item = &Cut> {
        self.values.iter().map(|(cut, _)| cut)
    }
}

const MOST_CUTS: usize = 6;
const PAGE: usize = 50;
const MOST_ROWS: usize = 500;

impl Question {
    /// Reads the parameters of a request or a command: `by`, `from`, `to`, `as_of`, `where`, `tree`.
    pub fn read<'a>(
        house: &House,
        metric: &str,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Question> {
        let (question, rest) = Self::begin(house, metric, parameters)?;
        match rest.first() {
            None => Ok(question),
            Some((name, _)) => Err(unknown(name)),
        }
    }

    /// The same, and which cell of the answer: the dimensions' values by `region_id=` or `region=`, `limit`, `after`.
    pub fn read_cell<'a>(
        house: &House,
        metric: &str,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(Question, Cell)> {
        let (question, rest) = Self::begin(house, metric, parameters)?;
        let mut cell = Cell { limit: PAGE, ..Cell::default() };
        for (name, value) in rest {
            let number = || value.parse::<usize>();
            let wrong = |field, text| FieldError::new(field, "fields.not_integer", text).value(value);
            match name {
                "limit" => {
                    let limit = number().map_err(|_| wrong("limit", "this is not a whole number"))?;
                    cell.limit = limit.clamp(1, MOST_ROWS);
                }
                "after" => {
                    let malformed = |_| Error::malformed("list.cursor", "this cursor belongs to another list");
                    cell.offset = number().map_err(malformed)?;
                }
                _ => {
                    let all = cut::all(&house.registry, question.metric)?;
                    let called = |wanted: &str| all.iter().find(|(cut, _)| cut.name == wanted);
                    let cut = called(name).or_else(|| called(name.strip_suffix("_id")?));
                    let (cut, _) = cut.ok_or_else(|| unknown(name))?;
                    cell.values.push((cut.clone(), vec![some(value)]));
                }
            }
        }
        Ok((question, cell))
    }

    fn begin<'a>(
        house: &House,
        metric: &str,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(Question, Vec<(&'a str, &'a str)>)> {
        let registry = &house.registry;
        let metric = *registry.metrics.get(metric).ok_or_else(|| Error::NotFound("kpis".into()))?;
        let mut question =
            Question { metric, by: Vec::new(), from: None, to: None, as_of: None, only: Vec::new(), tree: Tree::Then };
        let mut rest = Vec::new();
        for (name, value) in parameters {
            match name {
                "by" => {
                    for name in value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                        let cut = cut::named(registry, metric, name, "by")?;
                        if !question.by.iter().any(|known| known.name == cut.name) {
                            question.by.push(cut);
                        }
                    }
                }
                "from" => question.from = date("from", value)?,
                "to" => question.to = date("to", value)?,
                "as_of" => question.as_of = date("as_of", value)?,
                "where" => {
                    for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
                        question.only.push(only(house, metric, part)?);
                    }
                }
                "tree" => {
                    question.tree = match value {
                        "then" | "" => Tree::Then,
                        "now" => Tree::Now,
                        other => {
                            let text = "the tree is that of `then` or of `now`";
                            return Err(FieldError::new("tree", "kpis.tree", text).value(other).into());
                        }
                    }
                }
                "locale" => {}
                _ => rest.push((name, value)),
            }
        }
        if question.by.len() > MOST_CUTS {
            return Err(FieldError::new("by", "kpis.too_many_dimensions", "at most six dimensions at once").into());
        }
        if let (Some(from), Some(to)) = (question.from, question.to)
            && to < from
        {
            return Err(FieldError::new("to", "period.backwards", "the end lies before the beginning")
                .value(to)
                .into());
        }
        Ok((question, rest))
    }

    /// Only rows that have one of these values in a dimension (or stand in one of these units); `None` is no value.
    pub fn only(mut self, house: &House, name: &str, values: Vec<Option<String>>) -> Result<Question> {
        self.only.push((cut::condition(&house.registry, self.metric, name)?, values));
        Ok(self)
    }

    /// Every dimension that it names.
    pub fn cuts(&self) -> impl Iterator<Item = &Cut> {
        self.by.iter().chain(self.only.iter().map(|(cut, _)| cut))
    }

    /// The day at whose end an open row is looked at.
    pub fn day(&self, house: &House) -> NaiveDate {
        self.as_of.or(self.to).unwrap_or_else(|| house.today())
    }
}

fn some(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

fn unknown(name: &str) -> Error {
    FieldError::new(name.to_owned(), "query.unknown", "there is no such parameter").into()
}

fn date(name: &'static str, text: &str) -> Result<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || FieldError::new(name, "fields.not_date", "a date is written like 2026-03-01").value(text);
    // Years beyond those that rows can have would only make mischief.
    let date: NaiveDate = text.parse().map_err(|_| wrong())?;
    if text.len() == 10 { Ok(Some(date)) } else { Err(wrong().into()) }
}

/// `outcome=won,lost`; nothing after the sign stands for rows without a value.
fn only(house: &House, metric: &'static Metric, part: &str) -> Result<(Cut, Vec<Option<String>>)> {
    let Some((name, values)) = part.split_once('=') else {
        let text = "a condition is written like outcome=won,lost";
        return Err(FieldError::new("where", "kpis.condition", text).value(part).into());
    };
    let cut = cut::condition(&house.registry, metric, name.trim())?;
    Ok((cut, values.split(',').map(|value| some(value.trim())).collect()))
}
