//! One verb to many rows, as whoever asked.

use crate::{
    errors::{JobError, report},
    routes::shown,
    store,
};
use edge::Problem;
use kernel::{Actor, Error, Grants, House, Noun, Origin, Progress, Record, Refusal, Result, Work};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

pub const KIND: &str = "bulk";

/// Rows that one transaction changes.
const TOGETHER: usize = 200;

const REQUESTER_LEFT: Refusal = Refusal::new("jobs.requester_left", "whoever asked for this is no longer active");

/// What is asked: `edit`, `delete` or a verb's name, the rows, and the form's fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    noun: String,
    verb: String,
    ids: Vec<Uuid>,
    #[serde(default)]
    form: Record,
    /// Whoever asked with a narrowed token gets no more while nobody looks.
    #[serde(default)]
    within: Option<Grants>,
    #[serde(default)]
    locale: String,
}

/// Asks for a bulk verb: `{"noun", "verb", "ids", "form"}`; the caller has checked noun, verb and right. Answers with the
/// job as `GET /jobs/{id}` shows it.
pub async fn enqueue_bulk(house: &Arc<House>, actor: Actor, what: Value) -> Result<Value> {
    let mut asked: Asked = serde_json::from_value(what)?;
    asked.within = (actor.origin == Origin::Token).then(|| (*actor.grants).clone());
    asked.locale = actor.locale.to_owned();
    let (held, _) = house
        .write(actor, None, move |work| {
            Box::pin(async move {
                let total = asked.ids.len() as i64;
                let about = json!({ "kind": KIND, "noun": asked.noun, "verb": asked.verb, "total": total });
                let id = store::insert(work, KIND, serde_json::to_value(asked)?, total).await?;
                work.note(store::TABLE, Some(id), "ask", about).await?;
                store::find(work.conn(), id).await
            })
        })
        .await?;
    Ok(shown(&held.ok_or_else(|| Error::internal("a job is gone as soon as it was asked for"))?))
}

pub async fn run(house: &Arc<House>, progress: &dyn Progress) -> Result<Value> {
    let asked: Arc<Asked> = Arc::new(serde_json::from_value(progress.state())?);
    let held = store::find(house.store.reader(), progress.id()).await?;
    let held = held.ok_or_else(|| Error::NotFound("jobs".into()))?;
    let mut done = usize::try_from(held.done).unwrap_or_default();
    while done < asked.ids.len() {
        // Rights are those of the moment, asked for again before every transaction.
        let actor = requester(house, &held, &asked).await?;
        let (job, keep, asked) = (progress.id(), progress.within(), asked.clone());
        let next = (done + TOGETHER).min(asked.ids.len());
        house
            .write(actor, Some(job.to_string()), move |work| {
                Box::pin(async move {
                    work.cause = Some(json!({ "job": job }));
                    let mut errors = Vec::new();
                    for id in &asked.ids[done..next] {
                        errors.extend(one(work, &asked, *id).await?);
                    }
                    report(work, job, &errors).await?;
                    // With the rows: what was done is never done again, wherever the server dies.
                    keep(work, next as i64, asked.ids.len() as i64, Value::Null).await
                })
            })
            .await?;
        done = next;
    }
    let errors = store::find(house.store.reader(), progress.id()).await?.map_or(0, |held| held.errors);
    Ok(json!({ "changed": asked.ids.len() as i64 - errors, "failed": errors }))
}

async fn requester(house: &House, held: &store::Held, asked: &Asked) -> Result<Actor> {
    let mut actor = match held.user_id {
        Some(user) => access::actor_of_user(house, user).await?.ok_or(REQUESTER_LEFT)?,
        None if held.origin == Origin::Command.word() => Actor::operator(),
        None => return Err(REQUESTER_LEFT.into()),
    };
    if let Some(within) = &asked.within {
        actor.grants = Arc::new(access::narrow(&actor.grants, within));
    }
    actor.locale = kernel::words::language(&asked.locale);
    Ok(actor.through(Origin::Job))
}

/// Does it to one row; why not, where it could not be done.
async fn one(work: &mut Work, asked: &Asked, id: Uuid) -> Result<Option<JobError>> {
    let house = work.house.clone();
    let noun = house.registry.known(&asked.noun)?;
    let (name, verb, form) = (noun.name, asked.verb.clone(), asked.form.clone());
    let done = work
        .attempt(|work| {
            Box::pin(async move {
                let house = work.house.clone();
                match verb.as_str() {
                    "edit" => {
                        let noun = house.registry.known(name)?;
                        let version = work.reader().record(noun, id).await?["version"].as_i64().unwrap_or_default();
                        work.edit_record(name, id, version, &form).await.map(|_| ())
                    }
                    "delete" => work.delete_record(name, id, None).await,
                    verb => work.act(name, id, verb, None, &form).await.map(|_| ()),
                }
            })
        })
        .await;
    match done {
        Ok(()) => Ok(None),
        Err(error) => Ok(Some(said(work, noun, id, error).await)),
    }
}

async fn said(work: &Work, noun: &Noun, id: Uuid, error: Error) -> JobError {
    if let Error::Database(_) | Error::Internal(_) = &error {
        tracing::error!(%error, noun = noun.name, row = %id, "a row of a bulk verb failed");
    }
    // A row out of reach keeps its name to itself.
    let row = work.reader().record(noun, id).await.ok();
    let title = row.and_then(|row| work.actor.title(noun, &row).map(str::to_owned)).unwrap_or_default();
    let document = Problem::from(error).document(&work.house.registry.words, work.actor.locale);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let detail = match document["errors"].as_array() {
        Some(errors) if !errors.is_empty() => {
            let each = errors.iter().map(|error| format!("{}: {}", text(&error["field"]), text(&error["detail"])));
            each.collect::<Vec<_>>().join("; ")
        }
        _ => text(&document["detail"]),
    };
    JobError { row_id: Some(id), title, code: text(&document["code"]), detail }
}
