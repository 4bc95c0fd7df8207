//! What is wrong with an import, as a list, as a report and as a file.

use crate::command::shown;
use crate::import::Import;
use crate::writing::{Cell, CsvOptions, csv};
use crate::{background, steps};
use access::Signed;
use axum::Json;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use edge::{Answer, Context, Parameters, Segments};
use kernel::House;
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::{Value, json};
use std::convert::Infallible;

#[derive(Deserialize)]
pub struct Asked {
    /// Only this kind.
    code: Option<String>,
    #[serde(default)]
    offset: usize,
    limit: Option<usize>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

pub async fn problems(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Value>> {
    let import = background::current(&context.house, &actor, id).await?;
    let wanted = |code: &str| asked.code.as_deref().is_none_or(|wanted| wanted == code);
    let mut listed: Vec<_> = import.report.problems.iter().filter(|problem| wanted(problem.code.text())).collect();
    listed.sort_by_key(|problem| std::cmp::Reverse(problem.weight()));
    let total = listed.len();
    let page = listed.into_iter().skip(asked.offset).take(asked.limit.unwrap_or(200).min(2_000));
    Ok(Json(json!({
        "problems": page.map(|problem| shown(problem, actor.locale)).collect::<Vec<_>>(),
        "listed": total,
        "counts": import.report.counts,
        "errors": import.report.errors,
        "notices": import.report.notices,
    })))
}

pub async fn report(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Value>> {
    let import = background::current(&context.house, &actor, id).await?;
    let mut report = serde_json::to_value(&import.report).map_err(kernel::Error::from)?;
    report["problems"] = import.report.problems.iter().map(|problem| shown(problem, actor.locale)).collect();
    report["state"] = json!(import.state);
    report["undone"] = json!(import.undone);
    Ok(Json(report))
}

#[derive(Deserialize)]
pub struct WhichFile {
    /// The profile's name of the file; without it, the one with most rows left out.
    file: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// The rows that have an error, whole, with what is wrong behind them: CSV that a spreadsheet opens, and that can be
/// corrected and imported again.
pub async fn errors(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<WhichFile>,
) -> Answer<Response> {
    let house = &context.house;
    let import = background::current(house, &actor, id).await?;
    let called = house.registry.words.say(actor.locale, "imports.errors.problem", "Problem").to_owned();
    let mut leftovers = steps::leftovers(house, &actor, &import, &called).await?;
    let found = match &asked.file {
        Some(file) => leftovers.iter().position(|leftover| leftover.table == *file),
        None => (!leftovers.is_empty()).then_some(0),
    };
    let (header, rows) = match found {
        Some(at) => {
            let leftover = leftovers.swap_remove(at);
            (leftover.header, leftover.rows)
        }
        None => listed(house, &import, actor.locale),
    };
    let rows: Vec<Result<Vec<Cell>, Infallible>> = rows.into_iter().map(Ok).collect();
    let body = Body::from_stream(csv(header, futures::stream::iter(rows), CsvOptions { mark: true }));
    let name = edge::attachment(&format!("import-{}-problems.csv", import.id));
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}

/// What is wrong with files whose rows are not at hand, or with no row in particular.
fn listed(house: &House, import: &Import, locale: &'static str) -> (Vec<String>, Vec<Vec<Cell>>) {
    let said = |key: &str, english: &str| house.registry.words.say(locale, key, english).to_owned();
    let header = vec![
        said("imports.errors.file", "File"),
        said("imports.errors.row", "Row"),
        said("imports.errors.column", "Column"),
        said("imports.errors.value", "Value"),
        said("imports.errors.problem", "Problem"),
        said("imports.errors.fix", "How to mend it"),
        said("imports.errors.code", "Code"),
    ];
    let problems = import.report.problems.iter().filter(|problem| problem.is_error());
    let rows = problems.map(|problem| {
        vec![
            Cell::from(problem.file.as_str()),
            problem.row.map_or(Cell::Empty, |row| Cell::Number(row.to_string())),
            Cell::from(problem.column.as_deref().unwrap_or_default()),
            Cell::from(problem.value.as_deref().unwrap_or_default()),
            Cell::from(problem.what(locale).as_str()),
            Cell::from(problem.fix(locale).as_str()),
            Cell::from(problem.code.text()),
        ]
    });
    (header, rows.collect())
}
