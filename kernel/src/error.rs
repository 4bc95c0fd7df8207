//! Everything that can go wrong, said so that a person can mend it.

use crate::Record;
use sea_orm::{DbErr, RuntimeErr};
use std::borrow::Cow;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A business rule said no. The code is stable and translated; the text is English, with `{name}` where an argument goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub text: &'static str,
    /// The field that would have to change, where there is one.
    pub field: Option<&'static str>,
    /// Names of what the row has to hold first, so that whoever asked can be offered to fill it in on the spot.
    pub needs: Vec<String>,
    pub arguments: Vec<(&'static str, String)>,
    /// Members of the problem document that say more than a sentence can, by their names.
    pub more: Option<Box<Record>>,
}

impl Refusal {
    pub const fn new(code: &'static str, text: &'static str) -> Self {
        Self { code, text, field: None, needs: Vec::new(), arguments: Vec::new(), more: None }
    }

    pub const fn on(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    pub fn saying(mut self, name: &str, value: serde_json::Value) -> Self {
        self.more.get_or_insert_default().insert(name.to_owned(), value);
        self
    }

    pub fn needing(mut self, names: impl IntoIterator<Item = impl ToString>) -> Self {
        self.needs.extend(names.into_iter().map(|name| name.to_string()));
        self
    }
}

/// One value that cannot be taken, named by its field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    pub field: Cow<'static, str>,
    /// Stable and translated, `fields.required` for example.
    pub code: &'static str,
    pub text: &'static str,
    pub arguments: Vec<(&'static str, String)>,
    /// What was given, as text, where it helps to see it.
    pub value: Option<String>,
    /// Position in a list of rows (from 0), where several came at once.
    pub row: Option<usize>,
}

impl FieldError {
    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str, text: &'static str) -> Self {
        Self { field: field.into(), code, text, arguments: Vec::new(), value: None, row: None }
    }

    pub fn required(field: impl Into<Cow<'static, str>>) -> Self {
        Self::new(field, "fields.required", "this is needed")
    }

    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    pub fn value(mut self, value: impl ToString) -> Self {
        self.value = Some(value.to_string());
        self
    }
}

/// What PostgreSQL says to a character it cannot keep, such as NUL, in text and in JSON.
const NOT_TEXT: [&str; 2] = ["22021", "22P05"];

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such row, or none within reach: a stranger is not told which.
    #[error("no such {0}")]
    NotFound(Cow<'static, str>),
    /// The actor's roles do not give this right, named `noun.verb`.
    #[error("not permitted: {0}")]
    Forbidden(String),
    #[error("refused: {}", .0.code)]
    Refused(Refusal),
    #[error("invalid values")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the row since it was read.
    #[error("stale edit")]
    Conflict { current: Box<Record>, yours: Box<Record> },
    /// The request itself cannot be read.
    #[error("malformed: {text}")]
    Malformed { code: &'static str, text: String },
    #[error("sign in")]
    Unauthenticated,
    /// Too many tries; seconds to wait.
    #[error("wait {0} seconds")]
    Throttled(u64),
    #[error("database: {0}")]
    Database(#[source] DbErr),
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    pub fn malformed(code: &'static str, text: impl Into<String>) -> Self {
        Self::Malformed { code, text: text.into() }
    }

    pub fn internal(what: impl ToString) -> Self {
        Self::Internal(what.to_string())
    }

    pub fn forbidden(noun: &str, verb: &str) -> Self {
        Self::Forbidden(format!("{noun}.{verb}"))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        let text = match &error {
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
                cause.as_database_error().and_then(|cause| cause.code()).is_some_and(|code| NOT_TEXT.contains(&&*code))
            }
            _ => false,
        };
        if text {
            return Self::malformed("fields.not_text", "this holds characters that are not text");
        }
        Self::Database(error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(format!("a row does not have the shape its type says: {error}"))
    }
}
