//! `GET /api/v1/kpis/{metric}/rows`: the rows behind a number, as a list shows them.

use super::{present, workbook};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use edge::{Answer, Context, Parameters, Segments};
use kpis::Question;
use serde_json::{Value, json};

pub fn routes() -> Router<Context> {
    kpis::routes().route("/kpis/workbook", post(workbook::write)).route("/kpis/{metric}/rows", get(rows))
}

async fn rows(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(metric): Segments<String>,
    Parameters(given): Parameters<Vec<(String, String)>>,
) -> Answer<Json<Value>> {
    let house = &context.house;
    let given = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (question, cell) = Question::read_cell(house, &metric, given)?;
    let behind =
        kpis::numbers(&context, question.cuts().chain(cell.cuts())).await?.rows(&actor, &question, &cell).await?;
    let noun = house.registry.known(behind.noun)?;
    let labels = house.reader(&actor).labels(noun, &behind.rows).await?;
    let rows: Vec<Value> = behind.rows.into_iter().map(|row| present::row(house, &actor, noun, row)).collect();
    let mut answer = json!({
        "noun": noun.name,
        "rows": rows,
        "next": behind.next,
        "total": behind.total,
        "outside": behind.outside,
        "labels": labels,
    });
    if !behind.worth.is_empty() {
        answer["worth"] = json!(behind.worth);
    }
    Ok(Json(answer))
}
