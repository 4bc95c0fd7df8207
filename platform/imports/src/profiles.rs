//! Profiles by their name: shipped ones, which nobody changes, and those that people keep.

use crate::profile::Profile;
use crate::{import_profile, shipped};
use kernel::list::{Query, Sort};
use kernel::{Actor, Filter, House, Record, Result, Row};
use serde_json::json;
use std::sync::Arc;

const NOUN: &str = "import_profiles";

type Kept = Row<import_profile::Entity>;

/// The profiles that people keep and the actor may use, by name.
///
/// # Errors
/// What the database says.
pub async fn kept(house: &House, actor: &Actor) -> Result<Vec<Kept>> {
    rows(house, actor, None).await
}

async fn rows(house: &House, actor: &Actor, filter: Option<Filter>) -> Result<Vec<Kept>> {
    if actor.reach(NOUN, "read").is_none() {
        return Ok(Vec::new());
    }
    let mut query = Query { filter, sort: Sort::parse("name"), limit: Some(500), ..Query::default() };
    let noun = house.registry.known(NOUN)?;
    let mut all = Vec::new();
    loop {
        let page = house.reader(actor).page(noun, &query).await?;
        all.extend(page.rows.iter().map(kernel::record::to_row::<import_profile::Entity>).collect::<Result<Vec<_>>>()?);
        query.after = page.next;
        if query.after.is_none() {
            return Ok(all);
        }
    }
}

/// The kept profile of that name: one's own before one that somebody shares.
///
/// # Errors
/// What the database says.
pub async fn row(house: &House, actor: &Actor, name: &str) -> Result<Option<Kept>> {
    let filter = json!({ "field": "name", "op": "eq", "value": name });
    let mut found = rows(house, actor, Some(Filter::parse(&filter.to_string())?)).await?;
    found.sort_by_key(|row| row.owner_id != actor.person);
    Ok((!found.is_empty()).then(|| found.swap_remove(0)))
}

/// The profile of that name, shipped or kept.
///
/// # Errors
/// What the database says.
pub async fn named(house: &House, actor: &Actor, name: &str) -> Result<Option<Profile>> {
    if let Some(profile) = shipped::profile(name) {
        return Ok(Some(profile));
    }
    let Some(row) = row(house, actor, name).await? else { return Ok(None) };
    Profile::from_json(row.profile).map(Some).map_err(|fault| crate::routes::unusable(fault.to_string()))
}

/// Keeps a profile under a name; one's own of that name is replaced. Answers with the row.
///
/// # Errors
/// A name that a shipped profile has, a missing right, what the database says.
pub async fn keep(house: &Arc<House>, actor: &Actor, name: &str, shared: bool, profile: &Profile) -> Result<Record> {
    let mine = row(house, actor, name).await?.filter(|row| row.owner_id == actor.person);
    let mut input = Record::new();
    input.insert("name".into(), name.into());
    input.insert("shared".into(), shared.into());
    input.insert("profile".into(), serde_json::to_value(profile)?);
    let write = house.write(actor.clone(), None, move |work| {
        Box::pin(async move {
            match mine {
                Some(row) => work.edit_record(NOUN, row.id.0, row.version, &input).await,
                None => work.create_record(NOUN, &input).await,
            }
        })
    });
    Ok(write.await?.0)
}
