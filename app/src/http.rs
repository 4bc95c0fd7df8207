//! HTTP: the API, the embedded web, and what every request passes through.

mod alike;
pub mod bulk;
pub mod export;
mod groups;
mod health;
mod help;
mod meta;
mod numbers;
pub mod openapi;
pub mod present;
mod query;
mod rows;
mod story;
mod timeline;
mod web;
mod workbook;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use edge::Context;
use std::time::Instant;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
};

/// A request's body, unless its route takes files.
const BODY: usize = 4 * 1024 * 1024;

/// Everything a server answers.
pub fn router(context: Context) -> Router {
    health::recorder();
    let api = Router::new()
        .route("/meta", get(meta::meta))
        .route("/help", get(help::contents))
        .route("/help/{about}", get(help::guide))
        .merge(access::routes())
        .merge(positions::routes())
        .merge(authority::routes())
        .merge(jobs::routes())
        .merge(views::routes())
        .merge(activities::routes())
        .merge(inbox::routes())
        .merge(notices::routes())
        .merge(approvals::routes())
        .merge(attendance::routes())
        .merge(reorganizations::routes())
        .merge(alerts::routes())
        .merge(initiatives::routes())
        .merge(named_accounts::routes())
        .merge(targets::routes())
        .merge(agreements::routes())
        .merge(policies::routes())
        .merge(disputes::routes())
        .merge(reports::routes())
        .merge(imports::routes())
        .merge(search::routes())
        .merge(numbers::routes())
        .merge(rows::routes());
    let api = edge::with_problems(api, &context).layer(DefaultBodyLimit::max(BODY));
    let request_id = HeaderName::from_static("x-request-id");
    Router::new()
        .nest("/api/v1", api)
        .route("/api/openapi.json", get(described))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::counted))
        .fallback(web::page)
        .layer(middleware::from_fn(counted))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(fixed(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
             frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
        ))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(context)
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

async fn described(axum::extract::State(context): axum::extract::State<Context>) -> Json<serde_json::Value> {
    Json(openapi::document(&context.house.registry))
}

/// One line in the log and one count for every request.
async fn counted(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("web", |path| path.as_str()).to_owned();
    let path = request.uri().path().to_owned();
    let id = edge::request_id(request.headers()).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    let labels = [("method", method.to_string()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(seconds);
    tracing::info!(target: "requests", %method, path, status, seconds, request = id);
    response
}
