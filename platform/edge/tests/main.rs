//! Wrong requests are answered with problem documents, whoever refused them.

use axum::{Router, body::Body, http::Request, routing::post};
use edge::{Answer, Context, Parameters, Segments, Settings, with_problems};
use kernel::{Error, FieldError, House, Refusal, Secrets};
use serde::Deserialize;
use serde_json::{Value, json};
use tower::ServiceExt;

#[derive(Deserialize)]
struct Greeting {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    limit: Option<u64>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn greet(
    Segments(times): Segments<u8>,
    Parameters(asked): Parameters<Asked>,
    edge::Body(greeting): edge::Body<Greeting>,
) -> Answer<String> {
    if greeting.name.is_empty() {
        return Err(FieldError::required("name").into());
    }
    if asked.limit == Some(0) {
        return Err(Refusal::new("greetings.none", "not {what}").with("what", "none").into());
    }
    if greeting.name == "slow" {
        return Err(Error::Throttled(7).into());
    }
    if greeting.name == "broken" {
        return Err(Error::internal("the password of the database is wrong").into());
    }
    Ok(greeting.name.repeat(times.into()))
}

struct Asker {
    router: Router,
    _folder: tempfile::TempDir,
}

async fn asker() -> Asker {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let url = format!("sqlite://{}/edge.db", folder.path().display());
    let house = House::open(&url, Secrets::new([7; 32]), vec![edge::capability()]).await.expect("the house opens");
    let context = Context::new(house, Settings::default());
    let routes = Router::new().route("/greet/{times}", post(greet));
    Asker { router: with_problems(routes, &context).with_state(context), _folder: folder }
}

impl Asker {
    async fn ask(&self, method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> (u16, String, Value) {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("a router answers");
        let media = response.headers().get("content-type").and_then(|media| media.to_str().ok());
        let (status, media) = (response.status().as_u16(), media.unwrap_or_default().to_owned());
        let bytes = axum::body::to_bytes(response.into_body(), 100_000).await.expect("a body");
        (status, media, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn refused(&self, method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let (status, media, problem) = self.ask(method, uri, headers, body).await;
        assert_eq!(media, "application/problem+json", "{method} {uri}");
        assert_eq!(problem["status"], status);
        assert!(!problem["detail"].as_str().unwrap_or_default().is_empty());
        (status, problem["code"].as_str().unwrap_or_default().to_owned())
    }
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn every_wrong_request_is_answered_with_a_problem_document() {
    let asker = asker().await;
    let cases = [
        ("POST", "/greet/2", &[][..], "{}", 415, "body.not_json_type"),
        ("POST", "/greet/2", &[JSON], "{", 400, "body.not_json"),
        ("POST", "/greet/2", &[JSON], "{} 1", 400, "body.wrong_shape"),
        ("POST", "/greet/2", &[JSON], r#"{"name":"x"} 1"#, 400, "body.not_json"),
        ("POST", "/greet/2", &[JSON], r#"{"name":5}"#, 400, "body.wrong_shape"),
        ("POST", "/greet/many", &[JSON], r#"{"name":"x"}"#, 404, "not_found"),
        ("POST", "/greet/2?limit=x", &[JSON], r#"{"name":"x"}"#, 400, "query.malformed"),
        ("POST", "/greet/2?other=1", &[JSON], r#"{"name":"x"}"#, 400, "query.malformed"),
        ("POST", "/greet/2?limit=0", &[JSON], r#"{"name":"x"}"#, 409, "greetings.none"),
        ("POST", "/greet/2", &[JSON], r#"{"name":""}"#, 422, "invalid"),
        ("POST", "/greet/2", &[JSON], r#"{"name":"slow"}"#, 429, "throttled"),
        ("GET", "/greet/2", &[], "", 405, "method_not_allowed"),
        ("GET", "/nowhere", &[], "", 404, "not_found"),
    ];
    for (method, uri, headers, body, status, code) in cases {
        assert_eq!(asker.refused(method, uri, headers, body).await, (status, code.to_owned()), "{method} {uri} {body}");
    }
}

#[tokio::test]
async fn a_problem_is_told_in_the_readers_language() {
    let asker = asker().await;
    let (_, _, problem) = asker.ask("POST", "/greet/1", &[JSON, ("accept-language", "zh-CN,en")], "{").await;
    assert_eq!(problem["title"], "请求无法读取");
    let (_, _, problem) = asker.ask("POST", "/greet/1?locale=zh", &[JSON], r#"{"name":"slow"}"#).await;
    assert_eq!(problem["detail"], "尝试次数过多，请等待 7 秒");
}

#[tokio::test]
async fn wrong_values_are_named() {
    let asker = asker().await;
    let (_, _, problem) = asker.ask("POST", "/greet/1", &[JSON], r#"{"name":""}"#).await;
    let named = json!([{ "field": "name", "code": "fields.required", "detail": "this is needed" }]);
    assert_eq!(problem["errors"], named);
}

#[tokio::test]
async fn what_broke_inside_is_not_shown_outside() {
    let asker = asker().await;
    let (status, _, problem) = asker.ask("POST", "/greet/1", &[JSON], r#"{"name":"broken"}"#).await;
    assert_eq!(status, 500);
    assert!(!problem.to_string().contains("password"), "{problem}");
}

#[test]
fn a_files_name_travels_in_a_header_whatever_it_is() {
    let said = edge::attachment("报价 \"final\"\r\n100%.docx");
    assert_eq!(
        said,
        "attachment; filename=\"__ _final___100_.docx\"; filename*=UTF-8''%E6%8A%A5%E4%BB%B7%20%22final%22%0D%0A100%25.docx"
    );
    assert!(axum::http::HeaderValue::from_str(&said).is_ok());
}
