//! A server with nothing but this crate and what it stands on, and browsers that talk to it.

use access::{NewUser, Signed};
use axum::{Json, Router, body::Body, http::Request, routing::get};
use edge::{Context, Settings, with_problems};
use kernel::{Actor, House, Record, Result, Secrets};
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use std::{path::Path, sync::Arc};
use tower::ServiceExt;

pub const GOOD: &str = "correct horse battery";

pub struct Server {
    pub house: Arc<House>,
    pub router: Router,
    _folder: tempfile::TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where the tests have one.
pub async fn on_both(test: impl AsyncFn(Server)) {
    on_both_with(Settings::default, test).await;
}

pub async fn on_both_with(settings: fn() -> Settings, test: impl AsyncFn(Server)) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let url = format!("sqlite://{}", folder.path().join("access.db").display());
    test(Server::open(&url, settings(), folder).await).await;
    let Ok(server) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else { return };
    let name = format!("access_{}", uuid::Uuid::now_v7().simple());
    let admin = Database::connect(&server).await.expect("the tests' PostgreSQL answers");
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database is made");
    let url = Path::new(&server).with_file_name(&name).display().to_string();
    test(Server::open(&url, settings(), tempfile::tempdir().expect("a folder")).await).await;
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("a database is dropped");
}

impl Server {
    async fn open(url: &str, settings: Settings, folder: tempfile::TempDir) -> Self {
        let capabilities = vec![edge::capability(), org::capability(), access::capability()];
        let house = House::open(url, Secrets::new([7; 32]), capabilities).await.expect("the house opens");
        let context = Context::new(house.clone(), settings);
        let api = Router::new().route("/whoami", get(whoami).post(whoami)).merge(access::routes());
        let router = with_problems(api, &context).with_state(context);
        Self { house, router, _folder: folder }
    }

    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), headers: Vec::new() }
    }

    pub async fn user(&self, login: &str, roles: &[&str]) -> access::user::Model {
        let new = NewUser {
            login: login.to_owned(),
            name: format!("{login}'s name"),
            password: Some(GOOD.to_owned()),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            ..NewUser::default()
        };
        access::create_user(&self.house, Actor::operator(), new).await.expect("a user is made")
    }

    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        browser.sign_in(login, GOOD).await.ok();
        browser
    }

    pub async fn create(&self, actor: &Actor, noun: &'static str, row: Value) -> Result<Record> {
        let row = row.as_object().cloned().expect("a row");
        let actor = actor.clone();
        let made =
            self.house.write(actor, None, move |work| Box::pin(async move { work.create_record(noun, &row).await }));
        Ok(made.await?.0)
    }

    pub async fn edit(&self, actor: &Actor, noun: &'static str, id: uuid::Uuid, changes: Value) -> Result<Record> {
        let changes = changes.as_object().cloned().expect("changes");
        let actor = actor.clone();
        let edited = self.house.write(actor, None, move |work| {
            Box::pin(async move {
                let house = work.house.clone();
                let row = work.unscoped(house.registry.known(noun)?, id).await?;
                work.edit_record(noun, id, row["version"].as_i64().unwrap_or_default(), &changes).await
            })
        });
        Ok(edited.await?.0)
    }
}

async fn whoami(Signed(actor): Signed) -> Json<Value> {
    Json(json!({
        "name": &*actor.name,
        "person": actor.person,
        "locale": actor.locale,
        "origin": actor.origin,
        "units": { "read": actor.reach("units", "read"), "edit": actor.reach("units", "edit") },
    }))
}

#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub cookie: Option<String>,
    pub wait: Option<String>,
}

impl Answer {
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!((200..300).contains(&self.status), "{self:?}");
        self
    }

    #[track_caller]
    pub fn problem(&self) -> (u16, &str) {
        (self.status, self.body["code"].as_str().unwrap_or_else(|| panic!("no problem: {self:?}")))
    }

    #[track_caller]
    pub fn wrong(&self) -> (&str, &str) {
        assert_eq!(self.status, 422, "{self:?}");
        let first = &self.body["errors"][0];
        (first["field"].as_str().unwrap_or_default(), first["code"].as_str().unwrap_or_default())
    }
}

impl Browser {
    pub fn carrying(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(held, _)| held != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(held, _)| held != name);
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    /// Signs in, and from then on carries cookie and CSRF token as a page does.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let answer = self.post("/session", json!({ "login": login, "password": password })).await;
        self.take(&answer);
        answer
    }

    pub fn take(&mut self, answer: &Answer) {
        if let (Some(cookie), Some(csrf)) = (&answer.cookie, answer.body["csrf"].as_str()) {
            let cookie = cookie.split(';').next().expect("a cookie has a value").to_owned();
            *self = self.clone().carrying("cookie", &cookie).carrying("x-csrf-token", csrf);
        }
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("a router answers");
        let (parts, body) = response.into_parts();
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (status, cookie, wait) = (parts.status.as_u16(), header("set-cookie"), header("retry-after"));
        let bytes = axum::body::to_bytes(body, 1_000_000).await.expect("a body");
        Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null), cookie, wait }
    }
}
