//! `GET /api/v1/{noun}/alike?name=…`: rows that may be what somebody is about to make.

use super::present;
use access::Signed;
use axum::{Json, extract::State};
use edge::{Answer, Context, Parameters, Segments};
use kernel::{Error, Record, alike, record};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The fields that the noun compares are parameters, as text; `except` is the row that is being edited.
pub async fn alike(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(noun): Segments<String>,
    Parameters(mut typed): Parameters<BTreeMap<String, String>>,
) -> Answer<Json<Value>> {
    let house = &context.house;
    let noun = house.registry.known(&noun)?;
    let except = match typed.remove("except") {
        Some(id) => Some(Uuid::parse_str(&id).map_err(|_| Error::NotFound(noun.name.into()))?),
        None => None,
    };
    let reader = house.reader(&actor);
    let found = alike::find(&reader, noun, &typed, except).await?;
    let mut rows = Vec::with_capacity(found.rows.len());
    for one in &found.rows {
        let known = house.registry.known(one.noun)?;
        let owner = known.scope.owner().unwrap_or("owner_id");
        let held = Record::from_iter(one.row.get(owner).map(|id| (owner.to_owned(), id.clone())));
        let labels = reader.labels(known, std::slice::from_ref(&held)).await?;
        rows.push(json!({
            "noun": one.noun,
            "id": record::id(&one.row)?,
            "title": actor.title(known, &one.row),
            "owner": held.get(owner).and_then(|id| present::named(&labels, id)),
            "because": one.because,
            "sure": one.likeness >= 1.0,
        }));
    }
    Ok(Json(json!({ "rows": rows, "outside": found.outside })))
}
