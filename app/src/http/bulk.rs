//! `POST /api/v1/{noun}/bulk`: a verb to many rows, as a job with progress, cancel and an error file.

use access::Signed;
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse, response::Response};
use edge::{Answer, Body, Context, Segments};
use kernel::{Error, Filter, Record, list::Query};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::{Value, json};

/// More rows than this are an import, not a selection.
const MOST_IDS: usize = 100_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// `edit`, `delete` or one of the noun's verbs.
    verb: String,
    /// These rows, or
    ids: Option<Vec<Uuid>>,
    /// those that pass
    filter: Option<Value>,
    /// and hold these words: the rows that a list shows with the same filter and `q`.
    q: Option<String>,
    #[serde(default)]
    form: Record,
}

pub async fn bulk(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(noun): Segments<String>,
    Body(asked): Body<Asked>,
) -> Answer<Response> {
    let house = &context.house;
    let noun = house.registry.known(&noun)?;
    let verb = asked.verb.as_str();
    let known = matches!(verb, "edit" | "delete") || noun.find_verb(verb).is_some();
    if !known {
        return Err(Error::NotFound(format!("{}.{verb}", noun.name).into()).into());
    }
    if actor.reach(noun.name, verb).is_none() || (noun.system && matches!(verb, "edit" | "delete")) {
        return Err(Error::forbidden(noun.name, verb).into());
    }
    let words = asked.q.filter(|words| !words.trim().is_empty());
    let ids = match (asked.ids, asked.filter, words) {
        (Some(ids), None, None) => ids,
        (None, None, None) | (Some(_), _, _) => {
            return Err(Error::malformed("bulk.rows", "say which rows: either ids, or a filter and words").into());
        }
        (None, filter, words) => {
            let filter = filter.map(|filter| Filter::parse(&filter.to_string())).transpose()?;
            let query = Query { filter, text: words.unwrap_or_default(), ..Query::default() };
            house.reader(&actor).ids(noun, &query).await?
        }
    };
    if ids.len() > MOST_IDS {
        return Err(Error::malformed("bulk.too_many", "at most 100,000 rows at once; narrow the filter").into());
    }
    let what = json!({ "noun": noun.name, "verb": verb, "ids": ids, "form": asked.form });
    let job = jobs::enqueue_bulk(house, actor, what).await?;
    Ok((StatusCode::ACCEPTED, Json(job)).into_response())
}
