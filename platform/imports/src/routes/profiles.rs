//! Profiles to choose from, to keep, and to carry away as files.

use super::unusable;
use crate::import::Import;
use crate::profile::Profile;
use crate::{profiles, shipped};
use access::Signed;
use axum::Json;
use axum::extract::State as Shared;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use edge::{Answer, Body, Context, Segments};
use kernel::{Actor, Error};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::{Value, json};

pub async fn list(Shared(context): Shared<Context>, Signed(actor): Signed) -> Answer<Json<Value>> {
    let shipped = shipped::names().into_iter().filter_map(shipped::profile);
    let mut rows: Vec<Value> = shipped.map(|profile| shown(&profile, &actor, json!({ "shipped": true }))).collect();
    for row in profiles::kept(&context.house, &actor).await? {
        let more = json!({
            "shipped": false,
            "id": row.id,
            "version": row.version,
            "shared": row.shared,
            "mine": row.owner_id == actor.person,
        });
        // One that an older release wrote and this one cannot read is left out rather than all of them.
        if let Ok(mut profile) = Profile::from_json(row.profile) {
            profile.name = row.name;
            rows.push(shown(&profile, &actor, more));
        }
    }
    Ok(Json(json!({ "rows": rows })))
}

fn shown(profile: &Profile, actor: &Actor, mut more: Value) -> Value {
    let said = |words: &indexmap::IndexMap<String, String>| words.get(actor.locale).or(words.get("en")).cloned();
    let files = profile.files.iter().filter(|(_, file)| file.rows.is_empty());
    let files = files.map(|(name, file)| json!({ "table": name, "names": file.names, "optional": file.optional }));
    more["name"] = json!(profile.name);
    more["label"] = json!(said(&profile.label).unwrap_or_else(|| profile.name.clone()));
    more["help"] = json!(said(&profile.help));
    more["files"] = files.collect();
    more["profile"] = json!(profile);
    more
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    name: String,
    /// Everybody may use it.
    #[serde(default)]
    shared: bool,
    /// The mapping of this import …
    import: Option<Uuid>,
    /// … or a profile file's text …
    toml: Option<String>,
    /// … or a whole profile.
    profile: Option<Value>,
}

/// Keeps a mapping under a name; one's own of that name is replaced.
pub async fn keep(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Body(kept): Body<Kept>,
) -> Answer<(StatusCode, Json<Value>)> {
    let house = &context.house;
    let profile = match (kept.import, kept.toml, kept.profile) {
        (Some(import), None, None) => Import::find(house, &actor, import).await?.profile,
        (None, Some(text), None) => Profile::from_toml(&text).map_err(|fault| unusable(fault.to_string()))?,
        (None, None, Some(whole)) => Profile::from_json(whole).map_err(|fault| unusable(fault.to_string()))?,
        _ => return Err(unusable("send exactly one of import, toml and profile".into()).into()),
    };
    let row = profiles::keep(house, &actor, kept.name.trim(), kept.shared, &profile).await?;
    Ok((StatusCode::CREATED, Json(Value::Object(row))))
}

/// The profile as a file that the command line takes, and that can be kept again elsewhere.
pub async fn file(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(name): Segments<String>,
) -> Answer<Response> {
    let found = profiles::named(&context.house, &actor, &name).await?;
    let profile = found.ok_or_else(|| Error::NotFound("import_profiles".into()))?;
    let name = edge::attachment(&format!("{}.toml", profile.name));
    let headers = [(header::CONTENT_TYPE, "application/toml".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, profile.to_toml()).into_response())
}
