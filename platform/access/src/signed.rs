//! From a request to whoever sent it.

use crate::{callers::Callers, credential, session};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
};
use edge::{Context, Language, Problem};
use kernel::{Actor, Error};
use sea_orm::prelude::Uuid;
use std::{net::SocketAddr, sync::Arc};

/// By what a caller showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    Session(Uuid),
    Token(Uuid),
}

/// Whoever sent the request, for handlers that need no more than that.
///
/// Refuses with 401 whoever shows no good session or token, and with 403 a write by cookie without its CSRF token.
#[derive(Clone, Debug)]
pub struct Signed(pub Actor);

/// The same, with the means by which they signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    pub via: Via,
}

impl Caller {
    /// The browser's session: what only a person may do, no program with a token.
    pub fn session(&self) -> Result<Uuid, Problem> {
        match self.via {
            Via::Session(session) => Ok(session),
            Via::Token(_) => Err(Problem::said(
                StatusCode::FORBIDDEN,
                "session.needed",
                "this is done after signing in with a password, not with a token",
            )),
        }
    }

    /// The user; whoever came in through the web has one.
    pub fn user(&self) -> Result<Uuid, Problem> {
        self.actor.user.ok_or_else(|| Error::Unauthenticated.into())
    }
}

impl FromRequestParts<Context> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Problem> {
        Ok(Self(Caller::from_request_parts(parts, context).await?.actor))
    }
}

impl FromRequestParts<Context> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Problem> {
        let callers = callers(context);
        let bearer = bearer(&parts.headers)?;
        let cookie = if bearer.is_none() { cookie(&parts.headers) } else { None };
        let secret = bearer.or(cookie).ok_or(Error::Unauthenticated)?;
        let known = callers.find(secret).await?;
        if let Via::Session(session) = known.via {
            let safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
            if !safe && !repeats(&parts.headers, &credential::csrf(&context.house, session)) {
                return Err(Problem::said(
                    StatusCode::FORBIDDEN,
                    "session.csrf",
                    "a write by cookie carries the session's X-CSRF-Token",
                ));
            }
        }
        let mut actor = known.actor;
        // The page says its language with every request; the user's own choice is for programs that say none.
        if let Some(locale) = Language::of(&parts.uri, &parts.headers).0.or(known.locale) {
            actor.locale = locale;
        }
        Ok(Self { actor, via: known.via })
    }
}

pub(crate) fn callers(context: &Context) -> Arc<Callers> {
    context.kept(|| Callers::new(context.house.clone()))
}

fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token =
        value.to_str().ok().and_then(|value| value.split_once(' ')).map(|(scheme, token)| (scheme, token.trim()));
    match token {
        Some((scheme, token))
            if scheme.eq_ignore_ascii_case("bearer") && token.starts_with(credential::TOKEN_PREFIX) =>
        {
            Ok(Some(token))
        }
        _ => Err(Error::Unauthenticated.into()),
    }
}

pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    // A session's secret never looks like a token, so a cookie cannot pass for one.
    pairs
        .find(|(name, _)| *name == session::COOKIE)
        .map(|(_, value)| value)
        .filter(|value| !value.starts_with(credential::TOKEN_PREFIX))
}

fn repeats(headers: &HeaderMap, csrf: &str) -> bool {
    let given = headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    given.is_some_and(|given| credential::same(given, csrf))
}

/// Where a request comes from, and with what: for the audit and for slowing down guesses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    pub address: Option<String>,
    pub agent: Option<String>,
}

impl FromRequestParts<Context> for Origins {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Self::Rejection> {
        let header = |name: &str| parts.headers.get_all(name).iter().next_back().and_then(|value| value.to_str().ok());
        // Only the last entry was written by our own proxy; those before it are whatever the caller claimed.
        let forwarded = header("x-forwarded-for").and_then(|list| list.rsplit(',').next()).map(str::trim);
        let peer = || {
            let peer = parts.extensions.get::<axum::extract::ConnectInfo<SocketAddr>>();
            peer.map(|peer| peer.0.ip().to_string())
        };
        let claimed = forwarded.filter(|_| context.settings.behind_proxy).map(|ip| ip.chars().take(60).collect());
        let agent = header("user-agent").map(|agent| agent.chars().take(300).collect());
        Ok(Self { address: claimed.or_else(peer), agent })
    }
}
