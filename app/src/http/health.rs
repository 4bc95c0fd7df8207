//! Whether the server lives, whether it is ready, and what it counts.

use axum::{Json, extract::State, http::StatusCode, response::IntoResponse, response::Response};
use edge::Context;
use metrics_exporter_prometheus::PrometheusHandle;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::sync::OnceLock;

static PROMETHEUS: OnceLock<PrometheusHandle> = OnceLock::new();

/// The process answers.
pub async fn alive() -> Response {
    Json(json!({ "status": "alive" })).into_response()
}

/// The database answers, too.
#[expect(clippy::disallowed_methods, reason = "a question about no row")]
pub async fn ready(State(context): State<Context>) -> Response {
    let store = &context.house.store;
    let asked = sea_orm::Statement::from_string(store.backend(), "SELECT 1");
    match store.reader().query_one_raw(asked).await {
        Ok(_) => Json(json!({ "status": "ready" })).into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "database" }))).into_response()
        }
    }
}

/// Counters and timings as Prometheus reads them.
pub async fn counted() -> Response {
    let text = recorder().render();
    ([("content-type", "text/plain; version=0.0.4")], text).into_response()
}

/// Installed once in a process, whoever asks first.
pub fn recorder() -> &'static PrometheusHandle {
    PROMETHEUS.get_or_init(|| {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder of metrics is installed");
        }
        handle
    })
}
