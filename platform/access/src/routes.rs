//! `/api/v1/setup`, `/session`, `/sessions` and one of them, `/session/tokens`.

mod session;
mod setup;
mod tokens;

pub use setup::OWNER_MADE;

use axum::{
    Router,
    routing::{delete, get, post},
};
use edge::Context;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/setup", get(setup::show).post(setup::found))
        .route("/session", get(session::show).post(session::sign_in).patch(session::choose).delete(session::sign_out))
        .route("/session/password", post(session::change_password))
        .route("/session/tokens", get(tokens::list).post(tokens::issue))
        .route("/session/tokens/{id}", delete(tokens::revoke))
        .route("/sessions", get(session::list).delete(session::sign_out_everywhere))
        .route("/sessions/{id}", delete(session::sign_out_one))
}
