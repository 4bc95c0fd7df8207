//! A receiver of webhooks on loopback that keeps what it was sent, and answers as it is told.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
};

#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Default)]
struct Inside {
    requests: Vec<Request>,
    answers: VecDeque<(u16, String)>,
}

#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    pub query: HashMap<String, String>,
    pub headers: HeaderMap,
    pub raw: String,
    pub body: Value,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Receiver {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let receiver = Self { url: format!("http://{address}"), inside: Arc::default() };
        let router = Router::new().fallback(take).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    pub fn requests(&self) -> Vec<Request> {
        self.inside.lock().expect("the receiver").requests.clone()
    }

    /// The one request there was.
    #[track_caller]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests[0].clone()
    }

    /// The next request is answered so; others with 200 and what robots say when they are content.
    pub fn answer(&self, status: u16, body: &str) {
        self.inside.lock().expect("the receiver").answers.push_back((status, body.to_owned()));
    }
}

async fn take(State(receiver): State<Receiver>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let raw = String::from_utf8_lossy(&body).into_owned();
    let url = url::Url::parse(&format!("http://x{uri}")).expect("an address");
    let request = Request {
        path: uri.path().to_owned(),
        query: url.query_pairs().into_owned().collect(),
        headers,
        body: serde_json::from_str(&raw).unwrap_or_default(),
        raw,
    };
    let mut inside = receiver.inside.lock().expect("the receiver");
    inside.requests.push(request);
    let content = || (200, r#"{"errcode":0,"code":0}"#.to_owned());
    let (status, body) = inside.answers.pop_front().unwrap_or_else(content);
    let status = StatusCode::from_u16(status).expect("a status");
    let mut answer = (status, body).into_response();
    if status.is_redirection() {
        let elsewhere = format!("{}/elsewhere", receiver.url).parse().expect("an address");
        answer.headers_mut().insert(header::LOCATION, elsewhere);
    }
    answer
}
