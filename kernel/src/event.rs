//! News: what happened, told to whoever stands further down the list. Down by call, up by news.

use crate::{BoxFuture, Result, Work};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::sync::Arc;

/// Something that happened, announced in the transaction in which it did.
pub trait Event: Serialize + DeserializeOwned + Send + Sync + 'static {
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
