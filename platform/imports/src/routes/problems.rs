//! What is wrong with an import, as a list, as a report and as a file.

use crate::command::shown;
use crate::import::Import;
use crate::writing::{Cell, CsvOptions, csv};
use access::Signed;
use axum::Json;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use edge::{Answer, Context, Parameters, Segments};
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
    let import = Import::find(&context.house, &actor, id).await?;
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
    let import = Import::find(&context.house, &actor, id).await?;
    let mut report = serde_json::to_value(&import.report).map_err(kernel::Error::from)?;
    report["problems"] = import.report.problems.iter().map(|problem| shown(problem, actor.locale)).collect();
    report["state"] = json!(import.state);
    report["undone"] = json!(import.undone);
    Ok(Json(report))
}

/// The error file: CSV that a spreadsheet opens.
pub async fn errors(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Response> {
    let import = Import::find(&context.house, &actor, id).await?;
    let words = &context.house.registry.words;
    let said = |key: &str, english: &str| words.say(actor.locale, key, english).to_owned();
    let header = vec![
        said("imports.errors.file", "File"),
        said("imports.errors.row", "Row"),
        said("imports.errors.column", "Column"),
        said("imports.errors.value", "Value"),
        said("imports.errors.problem", "Problem"),
        said("imports.errors.fix", "How to mend it"),
        said("imports.errors.code", "Code"),
    ];
    let rows: Vec<Result<Vec<Cell>, Infallible>> = import
        .report
        .problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(|problem| {
            Ok(vec![
                Cell::from(problem.file.as_str()),
                problem.row.map_or(Cell::Empty, |row| Cell::Number(row.to_string())),
                Cell::from(problem.column.as_deref().unwrap_or_default()),
                Cell::from(problem.value.as_deref().unwrap_or_default()),
                Cell::from(problem.what(actor.locale).as_str()),
                Cell::from(problem.fix(actor.locale).as_str()),
                Cell::from(problem.code.text()),
            ])
        })
        .collect();
    let body = Body::from_stream(csv(header, futures::stream::iter(rows), CsvOptions { mark: true }));
    let name = format!("attachment; filename=\"import-{}-problems.csv\"", import.id);
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}
