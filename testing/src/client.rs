//! HTTP as a person or a program speaks it.

use reqwest::{
    Method, RequestBuilder,
    multipart::{Form, Part},
};
use serde_json::Value;

#[derive(Clone)]
pub struct Client {
    base: String,
    token: Option<String>,
    http: reqwest::Client,
}

impl Client {
    pub fn new(base: &str, token: Option<String>) -> Self {
        let http = reqwest::Client::builder().cookie_store(true).build().expect("a client");
        Self { base: base.to_owned(), token, http }
    }

    /// The same person at another server.
    pub fn at(&self, base: &str) -> Self {
        Self::new(base, self.token.clone())
    }

    /// What it signs its requests with, for one that is sent otherwise.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body), &[]).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None, &[]).await
    }

    /// A list narrowed by a filter.
    pub async fn list(&self, noun: &str, filter: Value) -> Answer {
        let filter: String = filter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.get(&format!("{noun}?total=true&limit=500&filter={filter}")).await
    }

    /// `path` is below `/api/v1/` unless it begins with a slash.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        answer(request, path).await
    }

    /// Sends a file and words beside it, as a browser's form does: `fields` by name, then the file called `name`.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], name: &str, content: &str) -> Answer {
        let file = Part::text(content.to_owned()).file_name(name.to_owned());
        let form =
            fields.iter().fold(Form::new(), |form, (field, value)| form.text((*field).to_owned(), (*value).to_owned()));
        answer(self.request(Method::POST, path).multipart(form.part("file", file)), path).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = match path.strip_prefix('/') {
            Some(path) => format!("{}/{path}", self.base),
            None => format!("{}/api/v1/{path}", self.base),
        };
        let request = self.http.request(method, &url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }
}

async fn answer(request: RequestBuilder, path: &str) -> Answer {
    let response = request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"));
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let bytes = response.bytes().await.unwrap_or_else(|error| panic!("{path}: {error}"));
    let body =
        serde_json::from_slice(&bytes).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
    Answer { status, body, headers }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    /// The answer, which must be a good one.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!((200..300).contains(&self.status), "{}: {:#}", self.status, self.body);
        self
    }

    /// The stable code of a problem, with its status: `(409, "opportunities.no_reason")`.
    #[track_caller]
    pub fn problem(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or_else(|| panic!("no problem: {:#}", self.body)))
    }

    /// The field and code of the first value that was not taken.
    #[track_caller]
    pub fn wrong(&self) -> (&str, &str) {
        assert_eq!(self.status, 422, "{:#}", self.body);
        let first = &self.body["errors"][0];
        (first["field"].as_str().unwrap_or_default(), first["code"].as_str().unwrap_or_default())
    }

    #[track_caller]
    pub fn row(&self) -> &Value {
        assert!(self.body["row"].is_object(), "no row in {}: {:#}", self.status, self.body);
        &self.body["row"]
    }

    #[track_caller]
    pub fn id(&self) -> String {
        self.row()["id"].as_str().expect("a row has an id").to_owned()
    }

    #[track_caller]
    pub fn version(&self) -> i64 {
        self.row()["version"].as_i64().expect("a row has a version")
    }

    /// One field of every row of a list, as text.
    #[track_caller]
    pub fn column(&self, field: &str) -> Vec<String> {
        let rows = self.body["rows"].as_array().unwrap_or_else(|| panic!("no list: {:#}", self.body));
        rows.iter().map(|row| row[field].as_str().map_or_else(|| row[field].to_string(), str::to_owned)).collect()
    }

    #[track_caller]
    pub fn total(&self) -> i64 {
        self.body["total"].as_i64().unwrap_or_else(|| panic!("no total: {:#}", self.body))
    }
}
