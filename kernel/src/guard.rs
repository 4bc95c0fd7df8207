//! Guards: asked before anything is written, whoever writes and by whichever way.
//!
//! What a guard refuses is not written, neither by a verb of another noun whose work would do it on the side, nor by an
//! import, a bulk verb, a listener or a program. A guard reads and decides; it writes nothing.

use crate::{Actor, BoxFuture, Noun, Record, Result, Work, record};
use sea_orm::prelude::Uuid;
use std::{any::Any, sync::Arc};

/// Something that is about to be done to a row.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    pub noun: &'a Noun,
    /// `create`, `edit`, `delete`, or the name of the verb that somebody asked for.
    pub verb: &'a str,
    /// The row as it is; `None` where it is about to be made.
    pub before: Option<&'a Record>,
    /// The row as it would be; `None` where it would be gone, and for verbs, whose writes are asked about one by one.
    pub after: Option<&'a Record>,
    /// What the verb was given.
    pub form: Option<&'a Record>,
}

impl Attempt<'_> {
    /// The row, there or about to be.
    ///
    /// # Errors
    /// A record without an id is an error of ours.
    pub fn row(&self) -> Result<Uuid> {
        self.before.or(self.after).map_or_else(|| Err(crate::Error::internal("an attempt at no row")), record::id)
    }
}

/// Refuses what may not be done, or lets it pass.
pub type Guard = Arc<dyn for<'a> Fn(&'a Attempt<'a>, &'a Work) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// What a guard is shown by the one who made it: that something was decided already, or that this is only a trial.
pub type Pass = Arc<dyn Any + Send + Sync>;

impl Actor {
    /// Whether nobody asks for this: the system's own jobs and what it sets up.
    pub fn is_system(&self) -> bool {
        self.user.is_none() && self.person.is_none() && &*self.name == Self::SYSTEM
    }
}

impl Work {
    /// Does something with a pass in hand; guards know theirs by its type. What follows from it goes under the same pass,
    /// and the journal calls it what it is, not what led to it.
    pub async fn passing<T, F>(&mut self, pass: Pass, act: F) -> Result<T>
    where
        F: for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, Result<T>>,
    {
        let (outer, verb) = (self.pass.replace(pass), self.verb.take());
        let done = act(self).await;
        (self.pass, self.verb) = (outer, verb);
        done
    }

    /// The pass that this work goes under, if it is of that type.
    pub fn pass<T: Any + Send + Sync>(&self) -> Option<&T> {
        self.pass.as_ref().and_then(|pass| pass.downcast_ref())
    }

    /// Asks every guard. The system itself is not asked, nor is who puts back what was.
    pub(crate) async fn guarded(&self, attempt: Attempt<'_>) -> Result<()> {
        if self.house.registry.guards.is_empty() || self.takes_back() || self.actor.is_system() {
            return Ok(());
        }
        for guard in &self.house.registry.guards {
            guard(&attempt, self).await?;
        }
        Ok(())
    }
}
