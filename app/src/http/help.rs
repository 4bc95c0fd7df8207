//! `GET /api/v1/help` and `/help/{about}`: the README of a capability, to be read beside the work.

use axum::{Json, extract::State};
use edge::{Answer, Context, Language, Segments};
use kernel::{Error, Guide, Registry};
use serde_json::{Value, json};

/// Every capability that has something to read, in the order of the list.
pub async fn contents(
    State(context): State<Context>,
    access::Signed(actor): access::Signed,
    Language(asked): Language,
) -> Json<Value> {
    let language = asked.unwrap_or(actor.locale);
    let guides: Vec<Value> = context
        .house
        .registry
        .guides
        .iter()
        .filter(|guide| !guide.text(language).is_empty())
        .map(|guide| json!({ "capability": guide.capability, "title": read(guide, language).0 }))
        .collect();
    Json(json!({ "guides": guides }))
}

/// `about` is a capability, or a noun, which stands for the capability that brings it.
pub async fn guide(
    State(context): State<Context>,
    access::Signed(actor): access::Signed,
    Language(asked): Language,
    Segments(about): Segments<String>,
) -> Answer<Json<Value>> {
    let guide = find(&context.house.registry, &about).ok_or_else(|| Error::NotFound(about.into()))?;
    let (title, text) = read(guide, asked.unwrap_or(actor.locale));
    Ok(Json(json!({ "capability": guide.capability, "title": title, "text": text })))
}

fn find<'a>(registry: &'a Registry, about: &str) -> Option<&'a Guide> {
    let guides = || registry.guides.iter();
    guides().find(|guide| guide.capability == about).or_else(|| guides().find(|guide| guide.nouns.contains(&about)))
}

/// The first heading, and what stands below it.
fn read(guide: &Guide, language: &str) -> (&'static str, &'static str) {
    let text = guide.text(language).trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.strip_prefix("# ") {
        Some(title) => (title.trim(), rest.trim_start()),
        None => (guide.capability, text),
    }
}
