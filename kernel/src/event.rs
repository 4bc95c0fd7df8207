//! News: what happened, told to whoever stands further down the list. Down by call, up by news.

use crate::{BasisPoints, BoxFuture, Currency, Minor, Quantity, Result, Work};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::sync::Arc;

/// What says nothing about a person by itself: ids, days, numbers, options. Text does not: it may be a name or a number
/// to call, and the journal keeps news for ever, beyond the reach of an erasure. `#[derive(Plain)]` on a struct compiles
/// only if each of its fields is plain.
pub trait Plain {}

macro_rules! plain {
    ($($ty:ty),* $(,)?) => { $(impl Plain for $ty {})* };
}

plain!(bool, i64, uuid::Uuid, NaiveDate, DateTime<Utc>, Minor, BasisPoints, Quantity, Currency);

impl<T: Plain> Plain for Option<T> {}
impl<T: Plain> Plain for Vec<T> {}

/// Something that happened, announced in the transaction in which it did. It names rows and carries no personal value.
pub trait Event: Plain + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `opportunities.won`
    const NAME: &'static str;
}

type Hear = Arc<dyn for<'a> Fn(&'a Value, &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// Somebody who listens; runs in the transaction of the event, in the order of the list of capabilities.
#[derive(Clone)]
pub struct Listener {
    pub event: &'static str,
    /// The capability that listens.
    pub by: &'static str,
    hear: Hear,
}

impl Listener {
    pub fn to<E, F>(by: &'static str, hear: F) -> Self
    where
        E: Event,
        F: for<'a> Fn(E, &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    {
        let hear = Arc::new(hear);
        Self {
            event: E::NAME,
            by,
            hear: Arc::new(move |event, work| {
                let hear = hear.clone();
                Box::pin(async move {
                    let event: E = serde_json::from_value(event.clone())?;
                    hear(event, work).await
                })
            }),
        }
    }

    pub(crate) fn hear<'a>(&self, event: &'a Value, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
        (self.hear)(event, work)
    }
}
