//! The language to answer in.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header::ACCEPT_LANGUAGE, request::Parts},
};
use std::convert::Infallible;

/// What the request itself asks for: `?locale=zh`, then `Accept-Language`; `None` when it says neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(pub Option<&'static str>);

impl Language {
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let asked = uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("locale="));
        let header = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).filter(|text| *text != "*");
        Self(asked.filter(|text| !text.is_empty()).or_else(header).map(kernel::words::language))
    }

    pub fn or_english(self) -> &'static str {
        self.0.unwrap_or("en")
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}
