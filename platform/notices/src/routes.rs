//! `/api/v1/notices`: what comes to one by mail, and how mail is set up.

use crate::{
    collecting::{self, To},
    dispatch::{self, State},
    post::Post,
    preferences::{self, ByMail, Chosen},
    receiver, rules, said,
};
use access::Signed;
use axum::{
    Json, Router, extract,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use edge::{Answer, Body, Context};
use inbox::Kind;
use kernel::{Actor, Error, FieldError, House, Result};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, prelude::Uuid};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/notices/preferences", get(mine).put(choose))
        .route("/notices/mail", get(mail))
        .route("/notices/mail/test", post(test))
}

#[derive(Serialize)]
struct Preferences {
    /// Whether this installation sends mail at all.
    sends: bool,
    /// Where it goes; `null`: nobody has entered an address.
    address: Option<String>,
    /// The hour of the company's day at which the summary comes.
    hour: u32,
    /// Nothing from nine in the evening to eight in the morning.
    quiet: bool,
    kinds: Vec<OfKind>,
}

#[derive(Serialize)]
struct OfKind {
    kind: Kind,
    label: String,
    mail: ByMail,
}

async fn mine(extract::State(context): extract::State<Context>, Signed(actor): Signed) -> Answer<Json<Preferences>> {
    Ok(Json(chosen(&context.house, &actor).await?))
}

async fn chosen(house: &House, actor: &Actor) -> Result<Preferences> {
    let reader = inbox::reader_of(actor).ok_or(Error::Unauthenticated)?;
    let of = preferences::of(house.store.reader(), &[reader]).await?;
    let chosen = of.get(&reader).cloned().unwrap_or_default();
    let receiver = receiver::of(house, reader, actor.locale).await?;
    let words = &house.registry.words;
    let of_kind = |kind: Kind| OfKind { kind, label: said::kind(words, actor.locale, kind), mail: chosen.way(kind) };
    Ok(Preferences {
        sends: house.given::<Post>().is_some_and(|post| post.smtp.is_some()),
        address: receiver.and_then(|receiver| receiver.address),
        hour: Chosen::hour(&chosen),
        quiet: chosen.quiet(),
        kinds: Kind::ALL.iter().map(|(kind, _)| of_kind(*kind)).collect(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    kind: Option<String>,
    mail: Option<ByMail>,
    hour: Option<u32>,
    quiet: Option<bool>,
}

async fn choose(
    extract::State(context): extract::State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Body(choice): Body<Choice>,
) -> Answer<Json<Preferences>> {
    let reader = inbox::reader_of(&actor).ok_or(Error::Unauthenticated)?;
    let way = match (&choice.kind, choice.mail) {
        (Some(word), Some(way)) => {
            let unknown = || FieldError::new("kind", "inbox.unknown_kind", "the inbox has no such kind").value(word);
            Some((Kind::of(word).ok_or_else(unknown).map_err(Error::from)?, way))
        }
        (None, None) => None,
        (Some(_), None) => return Err(Error::from(FieldError::required("mail")).into()),
        (None, Some(_)) => return Err(Error::from(FieldError::required("kind")).into()),
    };
    if choice.hour.is_some_and(|hour| hour > 23) {
        let beyond = FieldError::new("hour", "notices.no_hour", "an hour is a number from 0 to 23");
        return Err(Error::from(beyond).into());
    }
    let write = context.house.write(actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move {
            if let Some((kind, way)) = way {
                preferences::choose(work, reader, kind, way).await?;
            }
            if choice.hour.is_some() || choice.quiet.is_some() {
                preferences::set(work, reader, choice.hour, choice.quiet).await?;
            }
            Ok(())
        })
    });
    write.await?;
    Ok(Json(chosen(&context.house, &actor).await?))
}

/// Whoever sees the dispatches runs the ways out.
fn may_look(actor: &Actor) -> Result<()> {
    actor.reach("dispatches", "read").map(|_| ()).ok_or_else(|| Error::forbidden("dispatches", "read"))
}

async fn mail(extract::State(context): extract::State<Context>, Signed(actor): Signed) -> Answer<Json<Value>> {
    may_look(&actor)?;
    let house = &context.house;
    let post = house.given::<Post>();
    let smtp = post.as_ref().and_then(|post| post.smtp.as_ref());
    let mut counts = serde_json::Map::new();
    for (state, word) in [(State::Waiting, "waiting"), (State::Failed, "failed"), (State::Dead, "dead")] {
        let rows = house.reader(&actor).visible::<dispatch::Entity>().filter(dispatch::Column::State.eq(state));
        counts.insert(word.to_owned(), rows.count(house.store.reader()).await?.into());
    }
    Ok(Json(json!({
        "sends": smtp.is_some(),
        "host": smtp.map(|smtp| &smtp.host),
        "port": smtp.map(|smtp| smtp.port),
        "security": smtp.map(|smtp| smtp.security.word()),
        "from": smtp.map(|smtp| smtp.from()),
        "public_address": post.as_ref().and_then(|post| post.link("")),
        "private_webhooks": post.as_ref().is_some_and(|post| post.private),
        "dispatches": counts,
    })))
}

#[derive(Serialize)]
struct Asked {
    /// The dispatch, which tells what became of it.
    id: Uuid,
}

async fn test(
    extract::State(context): extract::State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
) -> Answer<(StatusCode, Json<Asked>)> {
    may_look(&actor)?;
    let house = &context.house;
    let reader = inbox::reader_of(&actor).ok_or(Error::Unauthenticated)?;
    let post = house.given::<Post>().filter(|post| post.smtp.is_some());
    let Some(post) = post else { return Err(Error::from(rules::NO_MAIL).into()) };
    let receiver = receiver::of(house, reader, post.language).await?;
    if receiver.and_then(|receiver| receiver.address).is_none() {
        return Err(Error::from(rules::NO_ADDRESS).into());
    }
    let is_person = actor.person == Some(reader);
    let write = house.write(actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let mut test = collecting::test(work, To::Reader(reader, is_person));
            test.name = said::say(&work.house.registry.words, work.actor.locale, "test");
            work.create::<dispatch::Entity>(test).await
        })
    });
    let (row, _) = write.await?;
    Ok((StatusCode::ACCEPTED, Json(Asked { id: row.id.0 })))
}
