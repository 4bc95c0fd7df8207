//! Who is behind a credential, remembered for a few seconds.
//!
//! What this server writes about users, roles, tokens or the organization takes effect with the next request; another
//! server's writes are seen within about a second.

use crate::{Via, actor, credential, grants, session, token};
use chrono::{DateTime, Utc};
use kernel::{Actor, Error, Grants, House, Origin, Result};
use parking_lot::Mutex;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// What a caller's rights are made of.
const MADE_OF: [&str; 8] =
    ["users", "roles", "tokens", "people", "units", "unit_terms", "memberships", "reporting_lines"];
const FRESH: Duration = Duration::from_secs(5);
const MOST: usize = 10_000;

#[derive(Clone)]
pub(crate) struct Known {
    pub actor: Actor,
    pub via: Via,
    /// The user said so; otherwise the browser does.
    pub locale: Option<&'static str>,
    until: DateTime<Utc>,
}

pub(crate) struct Callers {
    house: Arc<House>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How often what callers are made of had been written when the first of those below was read.
    written: u64,
    known: HashMap<String, (Instant, Known)>,
}

impl Callers {
    pub fn new(house: Arc<House>) -> Self {
        Self { house, state: Mutex::default() }
    }

    /// Whoever this secret belongs to.
    pub async fn find(&self, secret: &str) -> Result<Known> {
        let written = self.house.written_of(&MADE_OF).await?;
        let digest = credential::digest(secret);
        let now = Utc::now();
        {
            let mut state = self.state.lock();
            if state.written != written {
                state.written = written;
                state.known.clear();
            }
            if let Some((since, known)) = state.known.get(&digest)
                && since.elapsed() < FRESH
                && known.until > now
            {
                return Ok(known.clone());
            }
        }
        let known = if secret.starts_with(credential::TOKEN_PREFIX) {
            self.by_token(&digest, now).await?
        } else {
            self.by_session(&digest, now).await?
        };
        let mut state = self.state.lock();
        // What changed while it was being read is read again next time.
        if state.written == written {
            if state.known.len() >= MOST {
                state.known.clear();
            }
            state.known.insert(digest, (Instant::now(), known.clone()));
        }
        Ok(known)
    }

    /// Forgets sessions that were ended here.
    pub fn forget_all(&self) {
        self.state.lock().known.clear();
    }

    async fn by_session(&self, digest: &str, now: DateTime<Utc>) -> Result<Known> {
        let session = session::find(self.house.store.reader(), digest, now).await?;
        let session = session.ok_or(Error::Unauthenticated)?;
        let user = self.user(session.user_id).await?;
        session::seen(&self.house, &session, now);
        let locale = user.locale.map(crate::user::Locale::word);
        Ok(Known {
            actor: actor::of(&self.house, user).await?,
            via: Via::Session(session.id),
            locale,
            until: session.expires_at,
        })
    }

    async fn by_token(&self, digest: &str, now: DateTime<Utc>) -> Result<Known> {
        let system = Actor::system();
        let found = self.house.reader(&system).visible::<token::Entity>().filter(token::Column::Digest.eq(digest));
        let token = found.one(self.house.store.reader()).await?.ok_or(Error::Unauthenticated)?;
        if token.revoked || token.expires_at.is_some_and(|expires| expires <= now) {
            return Err(Error::Unauthenticated);
        }
        let user = self.user(token.user_id.0).await?;
        let locale = user.locale.map(crate::user::Locale::word);
        let mut actor = actor::of(&self.house, user).await?.through(Origin::Token);
        if let Some(scopes) = &token.scopes {
            actor.grants = Arc::new(grants::narrow(&actor.grants, &Grants::deserialize(scopes)?));
        }
        if token.last_used_at.is_none_or(|used| now - used > chrono::Duration::minutes(5)) {
            session::touch(&self.house, "tokens", "last_used_at", token.id.0, now);
        }
        let until = token.expires_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
        Ok(Known { actor, via: Via::Token(token.id.0), locale, until })
    }

    async fn user(&self, id: uuid::Uuid) -> Result<crate::user::Model> {
        let system = Actor::system();
        let found = self.house.reader(&system).visible::<crate::user::Entity>().filter(crate::user::Column::Id.eq(id));
        let user = found.one(self.house.store.reader()).await?;
        user.filter(|user| user.active).ok_or(Error::Unauthenticated)
    }
}
