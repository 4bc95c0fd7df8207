//! The state that all routers share.

use kernel::House;
use parking_lot::Mutex;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::Arc,
};

/// What the operator said about this server.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address people use, `https://sales.example.com`; cookies are `Secure` when it is https.
    pub public_address: Option<String>,
    /// A proxy stands in front: the last entry of `X-Forwarded-For` is the caller's address.
    pub behind_proxy: bool,
    /// Shows the demo's sign-ins on the sign-in page.
    pub demo_sign_ins: Vec<DemoSignIn>,
}

/// A sign-in of the demo company, shown before anybody has signed in.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct DemoSignIn {
    pub login: String,
    pub password: String,
    pub role: String,
}

impl Settings {
    pub fn https(&self) -> bool {
        self.public_address.as_deref().is_some_and(|address| address.starts_with("https://"))
    }
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Context {
    pub house: Arc<House>,
    pub settings: Arc<Settings>,
    kept: Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
}

impl Context {
    pub fn new(house: Arc<House>, settings: Settings) -> Self {
        Self { house, settings: Arc::new(settings), kept: Arc::default() }
    }

    /// The one `T` of this server, made when first asked for: a cache, a mirror, a limit.
    pub fn kept<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.kept.lock();
        let held = kept.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(make())).clone();
        drop(kept);
        held.downcast().expect("the entry of a type holds that type")
    }
}
