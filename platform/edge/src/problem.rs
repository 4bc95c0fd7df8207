//! What went wrong, as RFC 9457 problem documents.
//!
//! A handler's error does not know who reads it; it travels in the response's extensions until [`with_problems`], which
//! has seen the request, writes it down in the reader's language.

use crate::{Context, Language};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use kernel::{Error, FieldError, words::Words};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// What a handler returns.
pub type Answer<T> = std::result::Result<T, Problem>;

pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error on its way to its reader.
#[derive(Debug)]
pub struct Problem(Cause);

#[derive(Debug)]
enum Cause {
    Error(Error),
    /// Of HTTP itself, which the kernel has no word for.
    Said {
        status: StatusCode,
        code: &'static str,
        text: &'static str,
    },
}

impl Problem {
    /// A refusal that is HTTP's own: a wrong media type, an unknown method. The text is English; the code translates it.
    pub fn said(status: StatusCode, code: &'static str, text: &'static str) -> Self {
        Self(Cause::Said { status, code, text })
    }

    pub fn status(&self) -> StatusCode {
        match &self.0 {
            Cause::Said { status, .. } => *status,
            Cause::Error(error) => match error {
                Error::NotFound(_) => StatusCode::NOT_FOUND,
                Error::Forbidden(_) => StatusCode::FORBIDDEN,
                Error::Refused(_) | Error::Conflict { .. } => StatusCode::CONFLICT,
                Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::Malformed { .. } => StatusCode::BAD_REQUEST,
                Error::Unauthenticated => StatusCode::UNAUTHORIZED,
                Error::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
                Error::Database(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// The document, in that language.
    pub fn document(&self, words: &Words, language: &str) -> Value {
        let status = self.status();
        let mut more = Map::new();
        let (code, detail) = match &self.0 {
            Cause::Said { code, text, .. } => (*code, words.say(language, code, text).to_owned()),
            Cause::Error(error) => self::detail(error, words, language, &mut more),
        };
        let title = status.canonical_reason().unwrap_or("Error");
        let mut document = Map::new();
        document.insert("type".into(), "about:blank".into());
        let title = words.say(language, &format!("problems.{}", status.as_u16()), title);
        document.insert("title".into(), title.into());
        document.insert("status".into(), status.as_u16().into());
        document.insert("code".into(), code.into());
        document.insert("detail".into(), detail.into());
        document.extend(more);
        Value::Object(document)
    }

    /// What is wrong in one line of that language, to be kept or shown where no form stands beside it.
    pub fn in_one_line(self, words: &Words, language: &str) -> String {
        let document = self.document(words, language);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match document["errors"].as_array() {
            Some(errors) if !errors.is_empty() => {
                let each = errors.iter().map(|error| format!("{}: {}", text(&error["field"]), text(&error["detail"])));
                each.collect::<Vec<_>>().join("; ")
            }
            _ => text(&document["detail"]),
        }
    }

    /// Seconds to wait, where waiting helps.
    fn wait(&self) -> Option<u64> {
        match &self.0 {
            Cause::Error(Error::Throttled(seconds)) => Some(*seconds),
            Cause::Error(_) | Cause::Said { .. } => None,
        }
    }
}

/// The stable code and the sentence of an error; what else its document carries goes to `more`.
fn detail(error: &Error, words: &Words, language: &str, more: &mut Map<String, Value>) -> (&'static str, String) {
    let say = |code: &'static str, english: &str| (code, words.say(language, code, english).to_owned());
    let fill = |code: &'static str, english: &str, name: &str, value: String| {
        (code, words.fill(language, code, english, &[(name, value)]))
    };
    match error {
        Error::NotFound(what) => {
            let name = words.say(language, what, what).to_owned();
            fill("not_found", "there is nothing like this within your reach: {what}", "what", name)
        }
        Error::Forbidden(right) => {
            fill("forbidden", "your roles do not give you this right: {right}", "right", right.clone())
        }
        Error::Refused(refusal) => {
            if let Some(field) = refusal.field {
                more.insert("errors".into(), json!([{ "field": field, "code": refusal.code }]));
            }
            if !refusal.needs.is_empty() {
                more.insert("needs".into(), json!(refusal.needs));
            }
            more.extend(refusal.more.iter().flat_map(|said| (**said).clone()));
            let text = words.fill(language, refusal.code, refusal.text, &refusal.arguments);
            if let Some(first) = more.get_mut("errors").and_then(|errors| errors.get_mut(0)) {
                first["detail"] = text.clone().into();
            }
            (refusal.code, text)
        }
        Error::Invalid(errors) => {
            let errors: Vec<Value> = errors.iter().map(|error| wrong_value(error, words, language)).collect();
            more.insert("errors".into(), errors.into());
            say("invalid", "some values cannot be taken")
        }
        Error::Conflict { current, yours } => {
            more.insert("conflict".into(), json!({ "current": current, "yours": yours }));
            say("conflict", "somebody else has changed this since you read it")
        }
        Error::Malformed { code, text } => (*code, words.say(language, code, text).to_owned()),
        Error::Unauthenticated => say("unauthenticated", "sign in first"),
        Error::Throttled(seconds) => {
            fill("throttled", "too many tries: wait {seconds} seconds", "seconds", seconds.to_string())
        }
        Error::Database(_) | Error::Internal(_) => {
            say("internal", "something went wrong on our side; the log has it under this request's id")
        }
    }
}

/// One wrong value: `{"field", "code", "detail", "row"?, "value"?}`.
fn wrong_value(error: &FieldError, words: &Words, language: &str) -> Value {
    let mut shown = json!({
        "field": error.field,
        "code": error.code,
        "detail": words.fill(language, error.code, error.text, &error.arguments),
    });
    if let Some(row) = error.row {
        shown["row"] = row.into();
    }
    if let Some(value) = &error.value {
        shown["value"] = value.as_str().into();
    }
    shown
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(Cause::Error(error))
    }
}

impl From<kernel::Refusal> for Problem {
    fn from(refusal: kernel::Refusal) -> Self {
        Error::from(refusal).into()
    }
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Error::from(error).into()
    }
}

impl From<sea_orm::DbErr> for Problem {
    fn from(error: sea_orm::DbErr) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Writes the problems of these routes down: those of handlers, and those of the router itself.
pub fn with_problems(routes: Router<Context>, context: &Context) -> Router<Context> {
    routes
        .fallback(async || Problem::from(Error::NotFound("address".into())))
        .method_not_allowed_fallback(async || {
            Problem::said(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "this address has no such method")
        })
        .layer(middleware::from_fn_with_state(context.clone(), write_down))
}

async fn write_down(State(context): State<Context>, request: Request, next: Next) -> Response {
    let language = Language::of(request.uri(), request.headers()).or_english();
    let id = crate::request_id(request.headers());
    let place = format!("{} {}", request.method(), request.uri().path());
    let response = next.run(request).await;
    let problem = match response.extensions().get::<Arc<Problem>>() {
        Some(problem) => problem.clone(),
        None => match unwritten(&response) {
            Some(problem) => Arc::new(problem),
            None => return response,
        },
    };
    if let Cause::Error(error @ (Error::Database(_) | Error::Internal(_))) = &problem.0 {
        tracing::error!(%error, request = id, place, "a request failed");
    }
    render(&problem, response, &context.house.registry.words, language)
}

/// What axum or a layer refused by itself, as plain text.
fn unwritten(response: &Response) -> Option<Problem> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let media = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media.starts_with(MEDIA_TYPE) {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => Error::NotFound("address".into()).into(),
        StatusCode::UNAUTHORIZED => Error::Unauthenticated.into(),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::said(status, "body.too_large", "the body is too large"),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::said(status, "method_not_allowed", "this address has no such method")
        }
        _ if status.is_client_error() => Problem::said(status, "malformed", "this request cannot be understood"),
        _ => Problem::said(status, "unavailable", "the server cannot answer this now"),
    })
}

const REPLACED: [HeaderName; 3] = [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];

/// The document in place of the body; headers that say something of their own (`Allow`, cookies) stay.
fn render(problem: &Problem, response: Response, words: &Words, language: &'static str) -> Response {
    let (mut parts, _) = response.into_parts();
    for header in REPLACED {
        parts.headers.remove(header);
    }
    parts.extensions.remove::<Arc<Problem>>();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
    if let Some(seconds) = problem.wait() {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Response::from_parts(parts, Body::from(problem.document(words, language).to_string()))
}
