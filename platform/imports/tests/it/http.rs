//! The steps as the mapping screen takes them.

use crate::world::{World, on_both_with_people};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use edge::{Context, Settings};
use imports::profile::Profile;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt;

pub struct Client {
    routes: Router,
    token: Option<String>,
}

impl Client {
    pub async fn of(world: &World, login: &str, roles: &[&str]) -> Self {
        let token = access::make_user_with_token(&world.house, login, login, None, roles).await.unwrap();
        Self { token: Some(token), ..Self::stranger(world) }
    }

    fn stranger(world: &World) -> Self {
        let context = Context::new(world.house.clone(), Settings::default());
        let routes = edge::with_problems(imports::routes().merge(jobs::routes()), &context).with_state(context);
        Self { routes, token: None }
    }

    pub async fn send(&self, method: Method, path: &str, kind: &str, body: String) -> (StatusCode, String) {
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let answer = self.routes.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    pub async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let (status, text) = self.send(method, path, "application/json", body.to_string()).await;
        (status.as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Uploads parts: name, file name (`None`: plain text) and content.
    pub async fn upload(&self, parts: &[(&str, Option<&str>, &str)]) -> (u16, Value) {
        let mut body = String::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body.push_str(&format!(
                "--xx\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str("--xx--\r\n");
        let (status, text) = self.send(Method::POST, "/imports", "multipart/form-data; boundary=xx", body).await;
        (status.as_u16(), serde_json::from_str(&text).unwrap())
    }

    /// Waits until the import is in that state.
    pub async fn until(&self, id: &str, state: &str) -> Value {
        let mut last = Value::Null;
        for _ in 0..600 {
            let (_, import) = self.ask(Method::GET, &format!("/imports/{id}"), Value::Null).await;
            if import["state"] == state {
                return import;
            }
            last = import;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the import never was {state}: {last}")
    }
}

pub fn profile() -> String {
    serde_json::to_string(&Profile::from_toml(crate::runs::PROFILE).unwrap()).unwrap()
}

#[test]
fn files_go_up_are_mended_run_and_come_back_down() {
    on_both_with_people(async |world| {
        let scheduler = jobs::Scheduler::start(&world.house, jobs::Pace::default());
        let client = Client::of(&world, "ada", &["administrator"]).await;
        let deals = crate::runs::DEALS.replace("Ann;", "Annn;");
        let (status, import) = client
            .upload(&[
                ("profile", None, &profile()),
                ("file", Some("team.csv"), crate::runs::TEAM),
                ("file:deals", Some("C:\\files\\whatever.csv"), &deals),
            ])
            .await;
        assert_eq!(
            (status, &import["state"], &import["files"][1]["name"]),
            (201, &json!("mapped"), &json!("whatever.csv")),
            "{import}"
        );
        let id = import["id"].as_str().unwrap().to_owned();
        let post = async |step: &str| client.ask(Method::POST, &format!("/imports/{id}/{step}"), Value::Null).await;

        let (_, refused) = post("run").await;
        assert_eq!((&refused["status"], &refused["code"]), (&json!(409), &json!("imports.faulty")));
        let (_, import) = post("check").await;
        assert_eq!((&import["state"], &import["report"]["errors"]), (&json!("faulty"), &json!(1)), "{import}");
        let (_, said) =
            client.ask(Method::GET, &format!("/imports/{id}/problems?code=imports.not_found"), Value::Null).await;
        let problem = &said["problems"][0];
        assert_eq!(
            (&problem["row"], &problem["column"], &problem["value"]),
            (&json!(2), &json!("who"), &json!("Annn"))
        );
        assert_eq!(problem["suggestion"], "Anna");
        let (_, file) = client.send(Method::GET, &format!("/imports/{id}/errors"), "text/plain", String::new()).await;
        let row = "D1,Annn,done,\"1.200,50\",13/01/2018,14/01/2018,";
        assert!(file.starts_with("\u{feff}id,who,state,amount,opened,won,Problem\r\n"), "{file}");
        assert!(file.contains(row) && file.lines().count() == 2, "{file}");

        let mut mended = import["profile"].clone();
        mended["aliases"]["names"]["Annn"] = "Anna".into();
        let mapping = json!({ "profile": mended });
        let (status, _) = client.ask(Method::PUT, &format!("/imports/{id}/mapping"), mapping).await;
        assert_eq!(status, 200);
        let (_, import) = post("dry-run").await;
        assert_eq!(
            (&import["state"], &import["report"]["nouns"]["deals"]["created"]),
            (&json!("checked"), &json!(3)),
            "{import}"
        );

        let (status, import) = post("run").await;
        assert_eq!((status, import["job_id"].is_string()), (202, true));
        let import = client.until(&id, "done").await;
        assert_eq!(import["report"]["nouns"]["traders"]["created"], 3);
        assert_eq!(world.rows("deals", "code").await.len(), 3);

        assert_eq!(post("undo").await.0, 202);
        let import = client.until(&id, "undone").await;
        assert_eq!((&import["undone"]["removed"], &import["undone"]["left"]), (&json!(6), &json!(0)));
        assert_eq!(world.rows("traders", "name").await.len(), 0);
        drop(scheduler);
    });
}

#[test]
fn columns_of_a_file_without_a_profile_are_guessed() {
    on_both_with_people(async |world| {
        let client = Client::of(&world, "ada", &["administrator"]).await;
        let deals = "Code,Trader,Opened date,Closed won,State\nD1,Anna,2018-03-01,,Under way\n";
        let (status, import) = client.upload(&[("noun", None, "deals"), ("file", Some("my deals.csv"), deals)]).await;
        assert_eq!(status, 201, "{import}");
        let make = &import["profile"]["make"][0];
        assert_eq!((&make["noun"], &make["key"]), (&json!("deals"), &json!(["code"])));
        assert_eq!(make["fields"]["trader_id"], json!({ "column": "Trader", "find": "traders" }));
        assert_eq!(make["fields"]["opened_on"]["column"], "Opened date");
        assert_eq!(make["fields"]["state"]["column"], "State");
    });
}

#[test]
fn an_import_is_its_makers_and_strangers_get_nothing() {
    on_both_with_people(async |world| {
        let maker = Client::of(&world, "ada", &["administrator"]).await;
        let (_, import) = maker.upload(&[("noun", None, "traders"), ("file", Some("t.csv"), "name\nAnna\n")]).await;
        let path = format!("/imports/{}", import["id"].as_str().unwrap());
        let other = Client::of(&world, "bob", &["rep"]).await;
        assert_eq!(other.ask(Method::GET, &path, Value::Null).await.0, 404);
        assert_eq!(other.ask(Method::GET, "/imports", Value::Null).await.1["rows"], json!([]));
        assert_eq!(Client::stranger(&world).ask(Method::GET, &path, Value::Null).await.0, 401);
        let (status, problem) = maker.upload(&[("noun", None, "traders")]).await;
        assert_eq!((status, &problem["code"]), (400, &json!("imports.no_file")));
    });
}
