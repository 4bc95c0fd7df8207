//! One or several servers on one database.

use axum::{Router, body::Body, http::Request};
use edge::{Context, Settings, with_problems};
use jobs::{Held, Pace, State};
use kernel::{Actor, House, Secrets, list::Query, record};
use sea_orm::{ConnectionTrait, Database, prelude::Uuid};
use serde_json::{Value, json};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tower::ServiceExt;

pub const QUICK: Pace = Pace { look: Duration::from_millis(50), lease: Duration::from_millis(900), together: 2 };

pub struct Server {
    pub house: Arc<House>,
    router: Router,
    url: String,
    _folder: tempfile::TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where the tests have one.
pub async fn on_both(test: impl AsyncFn(Server)) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let url = format!("sqlite://{}", folder.path().join("jobs.db").display());
    test(Server::open(&url, folder).await).await;
    let Ok(server) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else { return };
    let name = format!("jobs_{}", Uuid::now_v7().simple());
    let admin = Database::connect(&server).await.expect("the tests' PostgreSQL answers");
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database is made");
    let url = Path::new(&server).with_file_name(&name).display().to_string();
    test(Server::open(&url, tempfile::tempdir().expect("a folder")).await).await;
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("a database is dropped");
}

impl Server {
    async fn open(url: &str, folder: tempfile::TempDir) -> Self {
        let house = house(url).await;
        let context = Context::new(house.clone(), Settings::default());
        let router = with_problems(jobs::routes(), &context).with_state(context);
        Self { house, router, url: url.to_owned(), _folder: folder }
    }

    /// A second server on the same database.
    pub async fn another(&self) -> Arc<House> {
        house(&self.url).await
    }

    /// Asks for a job as the system.
    pub async fn ask(&self, kind: &'static str, notes: Value) -> Uuid {
        let asked = self
            .house
            .write(Actor::system(), None, move |work| Box::pin(async move { jobs::enqueue(work, kind, notes).await }));
        asked.await.expect("a job is asked for").0
    }

    pub async fn job(&self, id: Uuid) -> Held {
        jobs::find(self.house.store.reader(), id).await.expect("the table is read").expect("the job is there")
    }

    /// Waits until the job has come so far.
    pub async fn until(&self, id: Uuid, what: &str, come: impl Fn(&Held) -> bool) -> Held {
        let started = Instant::now();
        loop {
            let held = self.job(id).await;
            if come(&held) {
                return held;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "not {what} after a minute: {held:?}");
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    pub async fn over(&self, id: Uuid) -> Held {
        self.until(id, "over", |held| !matches!(held.state, State::Waiting | State::Running)).await
    }

    pub async fn boxes(&self) -> Vec<kernel::Record> {
        let operator = Actor::operator();
        let noun = self.house.registry.noun("boxes").expect("a noun");
        let query = Query { limit: Some(500), ..Query::default() };
        self.house.reader(&operator).page(noun, &query).await.expect("boxes").rows
    }

    /// Makes so many boxes; their ids.
    pub async fn pile(&self, boxes: usize, more: Value) -> Vec<Uuid> {
        let made = self.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let mut ids = Vec::new();
                for number in 0..boxes {
                    let mut row = json!({ "name": format!("box {number}") });
                    row.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
                    let made = work.create_record("boxes", row.as_object().expect("an object")).await?;
                    ids.push(record::id(&made)?);
                }
                Ok(ids)
            })
        });
        made.await.expect("boxes are made").0
    }

    /// A user with these grants, as an actor and with a token.
    pub async fn user(&self, login: &'static str, grants: Value) -> (Actor, String) {
        let role = json!({ "name": login, "label": login, "grants": grants });
        let made = self.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.create_record("roles", role.as_object().expect("an object")).await })
        });
        made.await.expect("a role is made");
        let token = access::make_user_with_token(&self.house, login, login, None, &[login]).await.expect("a token");
        (access::actor_of(&self.house, login).await.expect("an actor"), token)
    }

    /// Status and body.
    pub async fn send(&self, token: &str, method: &str, path: &str) -> (u16, String) {
        let request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
        let request = request.body(Body::empty()).expect("a request");
        let (parts, body) = self.router.clone().oneshot(request).await.expect("a router answers").into_parts();
        let bytes = axum::body::to_bytes(body, 10_000_000).await.expect("a body");
        (parts.status.as_u16(), String::from_utf8(bytes.to_vec()).expect("text"))
    }
}

async fn house(url: &str) -> Arc<House> {
    let capabilities = vec![
        edge::capability(),
        org::capability(),
        access::capability(),
        jobs::capability(),
        crate::boxes::capability(),
    ];
    House::open(url, Secrets::new([7; 32]), capabilities).await.expect("the house opens")
}
