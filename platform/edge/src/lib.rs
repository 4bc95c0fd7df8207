#![doc = include_str!("../README.md")]

mod context;
mod extract;
mod language;
mod problem;

pub use context::{Context, DemoSignIn, Settings};
pub use extract::{Body, Parameters, Segments};
pub use language::Language;
pub use problem::{Answer, Problem, with_problems};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

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

/// The value of `Content-Disposition` for a file to be kept under this name. Names beyond ASCII travel as RFC 6266 has it;
/// a reader that does not know that sees every letter beyond ASCII as `_`.
pub fn attachment(name: &str) -> String {
    /// What RFC 5987 lets stand for itself, beside letters and digits.
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    let plain = |letter: char| {
        if letter.is_ascii_graphic() && !"\"\\%".contains(letter) || letter == ' ' { letter } else { '_' }
    };
    let fallback: String = name.chars().map(plain).collect();
    format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}
