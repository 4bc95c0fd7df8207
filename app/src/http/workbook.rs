//! `POST /api/v1/kpis/workbook`: numbers and lists as one workbook, a sheet for each card of a dashboard.

use super::export;
use access::Signed;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use edge::{Answer, Body, Context, Problem};
use futures::{StreamExt, TryStreamExt};
use imports::writing::{Book, Cell, Form};
use kernel::{Actor, Error, FieldError, Filter, House, list, metric::Unit};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};

const MOST_SHEETS: usize = 60;
/// Rows of a list on its sheet; the whole list has an export of its own.
const MOST_ROWS: usize = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Names the file.
    title: String,
    sheets: Vec<Sheet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    /// What stands above the numbers: period, unit, product.
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    blocks: Vec<Block>,
    list: Option<List>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    #[serde(default)]
    title: String,
    question: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    noun: String,
    filter: Option<Value>,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    fields: Vec<String>,
}

pub async fn write(
    State(context): State<Context>,
    Signed(actor): Signed,
    Body(asked): Body<Asked>,
) -> Answer<Response> {
    let house = &context.house;
    if asked.sheets.is_empty() || asked.sheets.len() > MOST_SHEETS {
        let text = "a workbook has between 1 and 60 sheets";
        return Err(FieldError::new("sheets", "kpis.too_many_sheets", text).into());
    }
    let questions: Vec<Value> =
        asked.sheets.iter().flat_map(|sheet| &sheet.blocks).map(|block| block.question.clone()).collect();
    let mut answers = kpis::answers(&context, &actor, &questions).await?.into_iter();
    let words = Words::of(house, &actor)?;
    let mut book = Book::default();
    for sheet in &asked.sheets {
        book.sheet(&sheet.name).map_err(Error::internal)?;
        book.head(std::slice::from_ref(&sheet.name)).map_err(Error::internal)?;
        for line in &sheet.lines {
            text(&mut book, line)?;
        }
        for (block, answer) in sheet.blocks.iter().zip(&mut answers) {
            book.gap();
            if !block.title.is_empty() {
                book.head(std::slice::from_ref(&block.title)).map_err(Error::internal)?;
            }
            match answer {
                Ok(answer) => words.block(&mut book, &answer)?,
                Err(error) => words.refused(&mut book, error)?,
            }
        }
        if let Some(list) = &sheet.list {
            book.gap();
            if let Err(error) = rows(house, &actor, list, &mut book).await {
                words.refused(&mut book, error)?;
            }
        }
    }
    let bytes = book.bytes().map_err(Error::internal)?;
    let head = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned()),
        (header::CONTENT_DISPOSITION, edge::attachment(&format!("{} {}.xlsx", asked.title, house.today()))),
    ];
    Ok((head, bytes).into_response())
}

fn text(book: &mut Book, text: &str) -> kernel::Result<()> {
    book.row(&[(Cell::from(text), Form::Plain)]).map_err(Error::internal)
}

/// What columns are called in the reader's language.
struct Words<'a> {
    house: &'a House,
    locale: &'static str,
    dimensions: HashMap<String, String>,
}

impl<'a> Words<'a> {
    fn of(house: &'a House, actor: &Actor) -> kernel::Result<Self> {
        let listing = kpis::listing(&house.registry, actor)?;
        let label = |one: &Value| Some((one["name"].as_str()?.to_owned(), one["label"].as_str()?.to_owned()));
        let dimensions = listing["dimensions"].as_array().into_iter().flatten().filter_map(label).collect();
        Ok(Self { house, locale: actor.locale, dimensions })
    }

    fn say(&self, key: &str, english: &str) -> String {
        self.house.registry.words.say(self.locale, key, english).to_owned()
    }

    /// The formula in words, and a table: dimensions, parts of a quotient, value.
    fn block(&self, book: &mut Book, answer: &kpis::Answer) -> kernel::Result<()> {
        let metric = self.house.registry.metrics.get(answer.kpi).ok_or_else(|| Error::NotFound("kpis".into()))?;
        text(book, &self.say(&format!("metrics.{}.help", metric.name), metric.help))?;
        let divided = metric.denominator.is_some();
        let dimension = |name: &&str| self.dimensions.get(*name).cloned().unwrap_or_else(|| (*name).to_owned());
        let mut head: Vec<String> = answer.by.iter().map(dimension).collect();
        if divided {
            head.extend([self.say("kpis.numerator", "Numerator"), self.say("kpis.denominator", "Denominator")]);
        }
        let label = self.say(&format!("metrics.{}", metric.name), metric.label);
        head.push(answer.currency.map_or(label.clone(), |currency| format!("{label} ({})", currency.code())));
        book.head(&head).map_err(Error::internal)?;
        for row in &answer.rows {
            let mut cells: Vec<(Cell, Form)> = Vec::with_capacity(head.len());
            let label = |cell: &kpis::Shown| Cell::from(cell.label.as_deref().unwrap_or_default());
            cells.extend(row.cells.iter().map(|cell| (label(cell), Form::Plain)));
            if divided {
                cells.extend([number(&row.numerator, Form::Plain), number(&row.denominator, Form::Plain)]);
            }
            cells.push(number(&row.value, form(answer.unit)));
            book.row(&cells).map_err(Error::internal)?;
        }
        Ok(())
    }

    /// The sentence in the place of what could not be answered.
    fn refused(&self, book: &mut Book, error: Error) -> kernel::Result<()> {
        if matches!(error, Error::Database(_) | Error::Internal(_)) {
            return Err(error);
        }
        let document = Problem::from(error).document(&self.house.registry.words, self.locale);
        text(book, document["detail"].as_str().unwrap_or_default())
    }
}

fn form(unit: Unit) -> Form {
    match unit {
        Unit::Count => Form::Whole,
        Unit::Ratio => Form::Ratio,
        Unit::Money => Form::Amount,
        Unit::Days => Form::Decimal,
    }
}

fn number(value: &Value, form: Form) -> (Cell, Form) {
    match value {
        Value::Null => (Cell::Empty, Form::Plain),
        Value::String(digits) => (Cell::Number(digits.clone()), form),
        other => (Cell::Number(other.to_string()), form),
    }
}

/// A list as its own export would have it, as far as a sheet of a dashboard goes.
async fn rows(house: &Arc<House>, actor: &Actor, asked: &List, book: &mut Book) -> kernel::Result<()> {
    let noun = house.registry.known(&asked.noun)?.name;
    let query = list::Query {
        filter: asked.filter.as_ref().map(|filter| Filter::parse(&filter.to_string())).transpose()?,
        sort: list::Sort::parse(&asked.sort),
        ..list::Query::default()
    };
    let sheet = export::Sheet::of(house, actor, noun, query, None, &asked.fields).await?;
    book.head(&sheet.header()).map_err(Error::internal)?;
    let mut rows = std::pin::pin!(sheet.rows().take(MOST_ROWS));
    while let Some(row) = rows.try_next().await? {
        let cells: Vec<(Cell, Form)> = row.into_iter().map(|cell| (cell, Form::Plain)).collect();
        book.row(&cells).map_err(Error::internal)?;
    }
    Ok(())
}
