//! `GET /api/v1/{noun}/groups?by=stage_id&sum=amount`: a list in groups with counts and subtotals. `by=closed_on.month`
//! groups by the month of a date, `sum=amount*probability` weights what it adds up.

use super::query::{ListParameters, split};
use access::Signed;
use axum::{Json, extract::State};
use edge::{Answer, Context, Parameters, Segments};
use kernel::{Currency, Kind, Record, list::Query, record};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
pub struct Asked {
    by: Option<String>,
    sum: Option<String>,
    filter: Option<String>,
    q: Option<String>,
    as_of: Option<chrono::DateTime<chrono::Utc>>,
    locale: Option<String>,
}

pub async fn groups(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(noun): Segments<String>,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Value>> {
    let house = &context.house;
    let noun = house.registry.known(&noun)?;
    let (by, sum): (Vec<String>, Vec<String>) = (split(asked.by.as_deref()), split(asked.sum.as_deref()));
    let list = ListParameters { filter: asked.filter, q: asked.q, locale: asked.locale, ..ListParameters::default() };
    let query: Query = list.query()?;
    let reader = house.reader(&actor);
    let groups = match asked.as_of {
        None => reader.groups(noun, &query, &by, &sum).await?,
        Some(at) => house.then(&actor, noun, at).await?.reader(house, &actor).groups(noun, &query, &by, &sum).await?,
    };
    let company = house.company();
    let keys: Vec<Record> = groups.rows.iter().map(|group| group.key.clone()).collect();
    let labels = reader.labels(noun, &keys).await?;
    let rows: Vec<Value> = groups
        .rows
        .iter()
        .map(|group| {
            let mut row = Record::new();
            for key in &groups.by {
                let name = key.name();
                let value = group.key.get(&name).cloned().unwrap_or(Value::Null);
                let kind = if key.month { &Kind::Text } else { &key.field.kind };
                row.insert(name, record::show(kind, &value, company.currency));
            }
            row.insert("count".into(), group.count.into());
            let mut sums = Record::new();
            for (sum, (name, totals)) in groups.sum.iter().zip(&group.sums) {
                sums.insert(name.clone(), total(&sum.field.kind, totals, company.currency));
            }
            row.insert("sum".into(), Value::Object(sums));
            Value::Object(row)
        })
        .collect();
    Ok(Json(json!({ "rows": rows, "labels": labels })))
}

/// One total; amounts of several currencies are a list, for they do not add up.
fn total(kind: &Kind, totals: &[(Option<String>, i64)], company: Currency) -> Value {
    let shown = |currency: &Option<String>, total: i64| {
        let currency = currency.as_deref().and_then(|code| code.parse().ok()).unwrap_or(company);
        record::show(kind, &json!(total), currency)
    };
    match totals {
        [] => Value::Null,
        [(currency, only)] => shown(currency, *only),
        several => several.iter().map(|(currency, total)| shown(currency, *total)).collect(),
    }
}
