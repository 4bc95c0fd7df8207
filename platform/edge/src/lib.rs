#![doc = include_str!("../README.md")]

mod context;
mod extract;
mod language;
mod problem;

pub use context::{Context, DemoSignIn, Settings};
pub use extract::{Body, Parameters, Segments};
pub use language::Language;
pub use problem::{Answer, Problem, with_problems};

/// What this crate says, in other languages.
pub fn capability() -> kernel::Capability {
    kernel::Capability::new("edge")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .words("zh", include_str!("../locales/zh.json"))
}

/// The request's id, where the server gave it one; the journal keeps it.
pub fn request_id(headers: &axum::http::HeaderMap) -> Option<String> {
    headers.get("x-request-id").and_then(|id| id.to_str().ok()).map(|id| id.chars().take(100).collect())
}
