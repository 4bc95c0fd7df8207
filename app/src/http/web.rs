//! The web, embedded in the binary.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use rust_embed::RustEmbed;

/// What `npm run build` made; empty when the binary was built without Node.
#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Built;

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Quartermaster</title>\
<body style=\"font:16px system-ui;max-width:40em;margin:15vh auto;padding:0 1em\">\
<h1>Quartermaster 军需官</h1><p>The web was not built into this binary. Build it with <code>make release</code>, \
or use the API: <a href=/api/openapi.json>/api/openapi.json</a>.</p>\
<p>这个程序没有包含网页。请用 <code>make release</code> 构建，或直接使用 API。</p>";

/// Files by their name; everything else is a screen, which the page finds by its address.
pub async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = Built::get(path).filter(|_| !path.is_empty()) {
        let hashed = path.starts_with("assets/");
        let cache = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        let kind = HeaderValue::from_str(file.metadata.mimetype()).unwrap_or(HeaderValue::from_static("text/plain"));
        let head = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static(cache))];
        return (head, Body::from(file.data)).into_response();
    }
    if path.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match Built::get("index.html") {
        Some(index) => ([(header::CACHE_CONTROL, "no-cache")], Html(String::from_utf8_lossy(&index.data).into_owned()))
            .into_response(),
        None => Html(NOT_BUILT).into_response(),
    }
}
