//! Signing in and out, and what the page needs to know of whoever did.

use crate::{
    Caller, actor, credential, password,
    session::{self, COOKIE, LONGEST},
    sign_in::{self, Outcome},
    signed::{Origins, callers},
    throttle, user,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header::SET_COOKIE},
};
use edge::{Answer, Body, Context, Language, Problem, Segments};
use kernel::{Actor, Error, Grant, House, Reach, Result, Work};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// How often a sign-in is tried that somebody else's write to the same user came before.
const TRIES: usize = 5;

/// A session just opened: its cookie, and what `GET /session` answers.
pub type Opened = ([(HeaderName, String); 1], Json<Value>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    login: String,
    password: String,
}

pub async fn sign_in(
    State(context): State<Context>,
    origins: Origins,
    Language(language): Language,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Answer<Opened> {
    let house = &context.house;
    let typed: String = asked.login.trim().chars().take(100).collect();
    let login = typed.to_lowercase();
    let keys = throttle::keys(&login, origins.address.as_deref());
    throttle::count(house, keys.clone()).await?;
    let request = edge::request_id(&headers);
    let mut tries = 0;
    let kept = loop {
        tries += 1;
        let (login, origins) = (Login { typed: &typed, login: &login, keys: &keys }, origins.clone());
        match enter(house, login, &asked.password, origins, request.clone()).await {
            // The same user signs in somewhere else at this moment, or is being edited: they are looked at anew.
            Err(Error::Conflict { .. }) if tries < TRIES => {}
            kept => break kept?,
        }
    };
    let (user, session, cookie) = kept.ok_or_else(wrong)?;
    opened(&context, user, session, &cookie, language).await
}

/// What was typed, and what its tries are counted under.
struct Login<'a> {
    typed: &'a str,
    login: &'a str,
    keys: &'a [String],
}

/// One try, written down: the user and their new session, or nothing where login or password is wrong.
async fn enter(
    house: &Arc<House>,
    Login { typed, login, keys }: Login<'_>,
    password: &str,
    origins: Origins,
    request: Option<String>,
) -> Result<Option<(user::Model, Uuid, String)>> {
    let found = actor::find(house, login).await?;
    let secret = found.as_ref().filter(|user| user.active).and_then(|user| user.secret.clone());
    let right = password::verify(password.chars().take(1000).collect(), secret).await?;
    let outcome = match &found {
        None => Outcome::UnknownLogin,
        Some(user) if !user.active => Outcome::NotActive,
        Some(_) if right => Outcome::SignedIn,
        Some(_) => Outcome::WrongPassword,
    };
    let who = Actor {
        user: found.as_ref().map(|user| user.id.0),
        person: found.as_ref().and_then(|user| user.person_id),
        name: found.as_ref().map_or(typed, |user| &user.name).into(),
        ..Actor::system()
    };
    let (typed, keys) = (typed.to_owned(), keys.to_vec());
    let written = house.write(who, request, move |work| {
        Box::pin(async move {
            let tried = audit(work, typed, found.as_ref().map(|user| user.id), outcome, &origins);
            work.create::<sign_in::Entity>(tried).await?;
            let Some(user) = found.filter(|_| right) else { return Ok(None) };
            throttle::forgive(work, &keys).await?;
            let now = work.now;
            let user = work.update::<user::Entity>(user, |user| user.last_sign_in_at = Some(now)).await?;
            let (address, agent) = (origins.address.as_deref(), origins.agent.as_deref());
            let (session, cookie) = session::open(work, user.id.0, address, agent).await?;
            Ok(Some((user, session, cookie)))
        })
    });
    Ok(written.await?.0)
}

/// The same whether login or password is wrong.
fn wrong() -> Problem {
    Problem::said(StatusCode::UNAUTHORIZED, "session.wrong", "login or password is wrong")
}

fn audit(
    work: &Work,
    login: String,
    user_id: Option<user::UserId>,
    outcome: Outcome,
    origins: &Origins,
) -> sign_in::Model {
    sign_in::Model {
        id: sign_in::SignInId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        login,
        user_id,
        outcome,
        address: origins.address.clone(),
        agent: origins.agent.clone(),
    }
}

pub async fn opened(
    context: &Context,
    user: user::Model,
    session: Uuid,
    secret: &str,
    language: Option<&'static str>,
) -> Answer<Opened> {
    let mut who = actor::of(&context.house, user.clone()).await?;
    who.locale = language.unwrap_or(who.locale);
    let shown = shown(&context.house, &user, &who, session);
    Ok(([(SET_COOKIE, bake(context, secret, LONGEST.num_seconds()))], Json(shown)))
}

fn bake(context: &Context, secret: &str, seconds: i64) -> String {
    let secure = if context.settings.https() { "; Secure" } else { "" };
    format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

pub async fn show(State(context): State<Context>, caller: Caller) -> Answer<Json<Value>> {
    let user = me(&context.house, &caller).await?;
    Ok(Json(shown(&context.house, &user, &caller.actor, caller.session().unwrap_or_default())))
}

/// What the signed-in user may set about themselves.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    #[serde(default, with = "given")]
    locale: Option<Option<user::Locale>>,
    #[serde(default, with = "given")]
    theme: Option<Option<user::Theme>>,
    #[serde(default, with = "given")]
    density: Option<Option<user::Density>>,
}

/// Tells `null`, which empties the field, from a field that is not there.
mod given {
    use serde::{Deserialize, Deserializer};

    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
        Option::<T>::deserialize(from).map(Some)
    }
}

pub async fn choose(
    State(context): State<Context>,
    caller: Caller,
    headers: HeaderMap,
    Body(choices): Body<Choices>,
) -> Answer<Json<Value>> {
    let session = caller.session()?;
    let user = me(&context.house, &caller).await?;
    let (user, _) = context
        .house
        .write(caller.actor.clone(), edge::request_id(&headers), move |work| {
            Box::pin(async move {
                work.update::<user::Entity>(user, |user| {
                    user.locale = choices.locale.unwrap_or(user.locale);
                    user.theme = choices.theme.unwrap_or(user.theme);
                    user.density = choices.density.unwrap_or(user.density);
                })
                .await
            })
        })
        .await?;
    Ok(Json(shown(&context.house, &user, &caller.actor, session)))
}

/// Ends this session; whoever is not signed in is signed out already.
pub async fn sign_out(
    State(context): State<Context>,
    caller: Result<Caller, Problem>,
    headers: HeaderMap,
) -> Answer<SignedOut> {
    let caller = match caller {
        Ok(caller) => Some(caller),
        Err(problem) if problem.status() == StatusCode::UNAUTHORIZED => None,
        Err(problem) => return Err(problem),
    };
    if let Some(caller) = caller {
        let (session, user) = (caller.session()?, caller.user()?);
        note(&context, caller.actor, &headers, user, "sign_out", move |work| {
            Box::pin(async move { session::end(work.conn(), session).await })
        })
        .await?;
    }
    Ok(signed_out(&context))
}

pub async fn sign_out_everywhere(
    State(context): State<Context>,
    caller: Caller,
    headers: HeaderMap,
) -> Answer<SignedOut> {
    caller.session()?;
    let user = caller.user()?;
    note(&context, caller.actor, &headers, user, "sign_out_everywhere", move |work| {
        Box::pin(async move { session::end_all(work.conn(), user, None).await })
    })
    .await?;
    Ok(signed_out(&context))
}

/// Ends another browser's session of the same user, or this one.
pub async fn sign_out_one(
    State(context): State<Context>,
    caller: Caller,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
) -> Answer<StatusCode> {
    caller.session()?;
    let user = caller.user()?;
    let mine = session::of_user(context.house.store.reader(), user, chrono::Utc::now()).await?;
    if !mine.iter().any(|session| session.id == id) {
        return Err(kernel::Error::NotFound("sessions".into()).into());
    }
    note(&context, caller.actor, &headers, user, "sign_out", move |work| {
        Box::pin(async move { session::end(work.conn(), id).await })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

type SignedOut = (StatusCode, [(HeaderName, String); 1]);

fn signed_out(context: &Context) -> SignedOut {
    (StatusCode::NO_CONTENT, [(SET_COOKIE, bake(context, "", 0))])
}

pub async fn list(State(context): State<Context>, caller: Caller) -> Answer<Json<Value>> {
    let here = caller.session()?;
    let sessions = session::of_user(context.house.store.reader(), caller.user()?, chrono::Utc::now()).await?;
    let rows: Vec<Value> = sessions
        .iter()
        .map(|session| {
            let mut shown = json!(session);
            shown["current"] = (session.id == here).into();
            shown
        })
        .collect();
    Ok(Json(json!({ "rows": rows, "next": null, "total": rows.len() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    current: String,
    new: String,
}

pub async fn change_password(
    State(context): State<Context>,
    caller: Caller,
    origins: Origins,
    headers: HeaderMap,
    Body(asked): Body<NewPassword>,
) -> Answer<StatusCode> {
    let here = caller.session()?;
    let house = &context.house;
    let user = me(house, &caller).await?;
    // A browser left open is a place to guess from, too.
    let keys = throttle::keys(&user.login, origins.address.as_deref());
    throttle::count(house, keys.clone()).await?;
    if !password::verify(asked.current.chars().take(1000).collect(), user.secret.clone()).await? {
        return Err(kernel::FieldError::new("current", "passwords.wrong", "this is not your password").into());
    }
    password::check(&asked.new, &user.login, "new")?;
    let secret = password::hash(asked.new).await?;
    let id = user.id.0;
    note(&context, caller.actor, &headers, id, "change_password", move |work| {
        Box::pin(async move {
            throttle::forgive(work, &keys).await?;
            session::end_all(work.conn(), id, Some(here)).await?;
            work.update::<user::Entity>(user, |user| user.secret = Some(secret)).await?;
            Ok(())
        })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Does it, and writes into the journal that it was done.
async fn note<F>(
    context: &Context,
    actor: Actor,
    headers: &HeaderMap,
    user: Uuid,
    verb: &'static str,
    act: F,
) -> Result<()>
where
    F: for<'a> FnOnce(&'a mut Work) -> kernel::BoxFuture<'a, Result<()>> + Send + 'static,
{
    context
        .house
        .write(actor, edge::request_id(headers), move |work| {
            Box::pin(async move {
                act(work).await?;
                work.note("users", Some(user), verb, json!({})).await
            })
        })
        .await?;
    callers(context).forget_all();
    Ok(())
}

async fn me(house: &House, caller: &Caller) -> Answer<user::Model> {
    let user = caller.user()?;
    let system = Actor::system();
    Ok(house.reader(&system).find::<user::Entity>(user).await?)
}

fn shown(house: &Arc<House>, user: &user::Model, actor: &Actor, session: Uuid) -> Value {
    json!({
        "user": {
            "id": user.id,
            "login": user.login,
            "name": user.name,
            "person_id": user.person_id,
            "locale": user.locale,
            "theme": user.theme,
            "density": user.density,
        },
        "roles": user.roles,
        "csrf": credential::csrf(house, session),
        "may": may(house, actor),
    })
}

/// Per noun how far each right reaches; nouns that the actor may not even read are left out.
fn may(house: &House, actor: &Actor) -> Value {
    let mut all = Map::new();
    for noun in house.registry.nouns() {
        let Some(grant) = actor.grant(noun.name).filter(|grant| grant.read.is_some()) else { continue };
        let writes = |reach: Option<Reach>| reach.filter(|_| !noun.system);
        let verbs: Map<String, Value> =
            noun.verbs.iter().filter_map(|verb| Some((verb.name.to_owned(), json!(grant.verb(verb.name)?)))).collect();
        let Grant { read, create, edit, delete, import, export, personal, .. } = grant;
        all.insert(
            noun.name.to_owned(),
            json!({
                "read": read,
                "create": writes(*create),
                "edit": writes(*edit),
                "delete": writes(*delete),
                "import": *import && !noun.system,
                "export": export,
                "personal": personal,
                "verbs": verbs,
            }),
        );
    }
    Value::Object(all)
}
