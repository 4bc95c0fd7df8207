//! Who is behind a credential, remembered for a few seconds.
//!
//! What this server writes about users, roles, tokens or the organization takes effect with the next request: the journal
//! is asked whether it has such a line whenever something was written. Another server's writes are seen when the few
//! seconds are over.

use crate::{Via, actor, credential, grants, session, token};
use chrono::{DateTime, Utc};
use kernel::{Actor, Error, Grants, House, Origin, Position, Result, journal};
use parking_lot::Mutex;
use sea_orm::{
    ConnectionTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// What a caller's rights are made of.
const MADE_OF: [&str; 8] =
    ["users", "roles", "tokens", "people", "units", "unit_terms", "memberships", "reporting_lines"];
const FRESH: Duration = Duration::from_secs(5);
/// On PostgreSQL a line may become visible after one with a greater number; so far back we look again.
const LATE: i64 = 500;
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
    written: watch::Receiver<Position>,
    state: Mutex<State>,
    /// One request asks the journal; those beside it wait for its answer.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    /// What had been written when the journal was last asked.
    asked: Option<Position>,
    /// The last line about what callers are made of.
    newest: i64,
    known: HashMap<String, (Instant, Known)>,
}

impl Callers {
    pub fn new(house: Arc<House>) -> Self {
        let written = house.written();
        Self { house, written, state: Mutex::default(), asking: tokio::sync::Mutex::default() }
    }

    /// Whoever this secret belongs to.
    pub async fn find(&self, secret: &str) -> Result<Known> {
        self.heed_changes().await?;
        let digest = credential::digest(secret);
        let now = Utc::now();
        let newest = {
            let state = self.state.lock();
            if let Some((since, known)) = state.known.get(&digest)
                && since.elapsed() < FRESH
                && known.until > now
            {
                return Ok(known.clone());
            }
            state.newest
        };
        let known = if secret.starts_with(credential::TOKEN_PREFIX) {
            self.by_token(&digest, now).await?
        } else {
            self.by_session(&digest, now).await?
        };
        let mut state = self.state.lock();
        // What changed while it was being read is read again next time.
        if state.newest == newest {
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

    async fn heed_changes(&self) -> Result<()> {
        let unasked = || {
            let now = *self.written.borrow();
            (self.state.lock().asked != Some(now)).then_some(now)
        };
        if unasked().is_none() {
            return Ok(());
        }
        let _turn = self.asking.lock().await;
        let Some(now) = unasked() else { return Ok(()) };
        let from = self.state.lock().asked;
        let from = match from {
            Some(asked) => std::cmp::min(asked.line, now.line),
            None => journal::head(self.house.store.reader()).await?.line,
        };
        let newest = Query::select()
            .expr(Expr::col("id").max())
            .from(journal::TABLE)
            .and_where(Expr::col("id").gt(from - LATE))
            .and_where(Expr::col("noun").is_in(MADE_OF))
            .take();
        let row = self.house.store.reader().query_one(&newest).await?;
        let newest: i64 = row.and_then(|row| row.try_get_by_index(0).ok()).unwrap_or_default();
        let mut state = self.state.lock();
        if newest > state.newest {
            state.newest = newest;
            state.known.clear();
        }
        state.asked = Some(now);
        Ok(())
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
