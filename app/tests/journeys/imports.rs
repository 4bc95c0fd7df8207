//! An import that dies in the middle goes on after the next start, and comes to what it would have come to; so does an
//! undoing.

use crate::program::{Program, Serving, write};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::time::Duration;

const ROWS: usize = 24_000;

fn file() -> String {
    let rows: String = (0..ROWS).map(|number| format!("Product {number:05},Line {}\n", number % 7)).collect();
    format!("name,line\n{rows}")
}

/// A server with somebody who asks it.
struct Desk {
    serving: Serving,
    http: Client,
    token: String,
}

impl Desk {
    fn open(program: &Program, token: &str) -> Self {
        Self { serving: program.serve(), http: Client::new(), token: token.to_owned() }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let mut asked = self.http.request(method, format!("{}/api/v1/{path}", self.serving.url));
        if let Some(body) = body {
            asked = asked.json(&body);
        }
        let answer = asked.bearer_auth(&self.token).send().await.expect("an answer");
        let status = answer.status();
        let body: Value = answer.json().await.expect("in JSON");
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, None).await
    }

    async fn step(&self, id: &str, step: &str) {
        self.ask(Method::POST, &format!("imports/{id}/{step}"), None).await;
    }

    /// Uploads products and checks them; the import's id.
    async fn checked(&self, file: &str) -> String {
        let body = format!(
            "--xx\r\nContent-Disposition: form-data; name=\"noun\"\r\n\r\nproducts\r\n\
             --xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"products.csv\"\r\n\r\n{file}\r\n--xx--\r\n"
        );
        let asked = self.http.post(format!("{}/api/v1/imports", self.serving.url)).body(body);
        let asked = asked.bearer_auth(&self.token).header("content-type", "multipart/form-data; boundary=xx");
        let import: Value = asked.send().await.expect("an answer").json().await.expect("an import");
        let id = import["id"].as_str().expect("its id").to_owned();
        self.step(&id, "check").await;
        id
    }

    /// The import, as soon as it has come to that.
    async fn until(&self, id: &str, state: &str) -> Value {
        let mut import = Value::Null;
        for _ in 0..1_800 {
            import = self.get(&format!("imports/{id}")).await;
            if import["state"] == state {
                return import;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("never {state}: {import}")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_in_the_middle_goes_on_and_comes_to_the_same() {
    let in_one_go = Program::new();
    let path = in_one_go.path("products.csv");
    write(&path, &file());
    in_one_go.good(&["import", &path.display().to_string(), "--noun", "products"]);

    let program = Program::new();
    let token = program.token();
    let desk = Desk::open(&program, &token);
    let id = desk.checked(&file()).await;
    desk.step(&id, "run").await;
    let mut done = 0;
    for _ in 0..6_000 {
        done = desk.get(&format!("imports/{id}")).await["done"].as_u64().unwrap_or_default();
        if done > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    desk.serving.kill();
    assert!(done > 0 && (done as usize) < ROWS, "killed in the middle, after {done} rows");

    let desk = Desk::open(&program, &token);
    let import = desk.until(&id, "done").await;
    assert_eq!(import["done"], ROWS, "{import}");
    assert_eq!(import["report"]["nouns"]["products"]["created"], ROWS);
    drop(desk);
    let rows = |program: &Program| program.good(&["export", "products", "--sort", "name", "--fields", "name,line"]);
    assert!(rows(&program) == rows(&in_one_go), "the rows differ");
    program.good(&["journal", "verify"]);
}

/// A catalogue of which every twelfth product was there before an import that changes it; one row of the import is
/// changed by hand before it is taken back. What the undoing said, and the rows that are left.
async fn taken_back(kill: bool) -> (Value, String) {
    let file = |line: &str, every: usize| -> String {
        let rows = (0..ROWS).step_by(every).map(|number| format!("P{number:05},Product {number:05},{line}\n"));
        format!("code,name,line\n{}", rows.collect::<String>())
    };
    let program = Program::new();
    let path = program.path("before.csv");
    write(&path, &file("Before", 12));
    program.good(&["import", &path.display().to_string(), "--noun", "products"]);
    let token = program.token();
    let mut desk = Desk::open(&program, &token);
    let id = desk.checked(&file("After", 1)).await;
    desk.step(&id, "run").await;
    desk.until(&id, "done").await;
    for code in ["P00006", "P23999", "P00012", "P23988"] {
        let filter = json!({ "field": "code", "op": "eq", "value": code });
        let row = desk.get(&format!("products?filter={filter}")).await["rows"][0].clone();
        let edit = json!({ "version": row["version"], "line": "By hand" });
        desk.ask(Method::PATCH, &format!("products/{}", row["id"].as_str().expect("its id")), Some(edit)).await;
    }

    desk.step(&id, "undo").await;
    if kill {
        let mut total = ROWS;
        for _ in 0..60_000 {
            let counted = desk.get("products?limit=1&total=true").await["total"].as_u64();
            total = counted.expect("a count") as usize;
            if total < ROWS {
                break;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        desk.serving.kill();
        assert!(total < ROWS && total > ROWS / 4, "killed in the middle, with {total} rows left");
        desk = Desk::open(&program, &token);
    }
    let undone = desk.until(&id, "undone").await["undone"].clone();
    drop(desk);
    program.good(&["journal", "verify"]);
    (undone, program.good(&["export", "products", "--sort", "code", "--fields", "code,name,line"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undoing_that_is_killed_in_the_middle_goes_on_and_comes_to_the_same() {
    let (killed, in_one_go) = tokio::join!(taken_back(true), taken_back(false));
    assert!(killed.1 == in_one_go.1, "the rows differ");
    let said = |undone: &Value| ["removed", "restored", "left"].map(|what| undone[what].as_u64());
    assert_eq!(said(&in_one_go.0), [Some(21_998), Some(1_998), Some(4)]);
    assert_eq!(said(&killed.0), said(&in_one_go.0));
}
