//! Extractors that refuse with problem documents.

use crate::Problem;
use axum::{
    extract::{FromRequest, FromRequestParts, Path, Query, Request, rejection::PathRejection},
    http::{StatusCode, header::CONTENT_TYPE, request::Parts},
};
use bytes::Bytes;
use kernel::Error;
use serde::de::DeserializeOwned;

/// A JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if media != "application/json" && !media.ends_with("+json") {
            return Err(Problem::said(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "body.not_json_type",
                "the body has to be application/json",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Problem::said(StatusCode::PAYLOAD_TOO_LARGE, "body.too_large", "the body is too large")
            }
            _ => Error::malformed("body.unreadable", "the body cannot be read").into(),
        })?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let (at, inner) = (error.path().to_string(), error.into_inner());
            match inner.classify() {
                serde_json::error::Category::Data => {
                    Error::malformed("body.wrong_shape", format!("the body does not fit at {at}: {inner}"))
                }
                _ => Error::malformed("body.not_json", format!("the body is not JSON: {inner}")),
            }
        })?;
        json.end().map_err(|error| Error::malformed("body.not_json", format!("the body is not JSON: {error}")))?;
        Ok(Self(read))
    }
}

/// The parameters after `?`.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(read)) => Ok(Self(read)),
            Err(rejection) => Err(Error::malformed("query.malformed", rejection.body_text()).into()),
        }
    }
}

/// The variable parts of the path. What cannot be read (an id that is no id) names nothing that exists.
#[derive(Clone, Copy, Debug)]
pub struct Segments<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segments<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(read)) => Ok(Self(read)),
            Err(PathRejection::MissingPathParams(missing)) => Err(Error::internal(missing).into()),
            Err(_) => Err(Error::NotFound("address".into()).into()),
        }
    }
}
