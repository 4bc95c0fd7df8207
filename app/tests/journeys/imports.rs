//! An import that dies in the middle goes on after the next start, and comes to what it would have come to.

use crate::program::{Program, write};
use serde_json::Value;
use std::time::Duration;

const ROWS: usize = 24_000;

fn file() -> String {
    let rows: String = (0..ROWS).map(|number| format!("Product {number:05},Line {}\n", number % 7)).collect();
    format!("name,line\n{rows}")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_in_the_middle_goes_on_and_comes_to_the_same() {
    let in_one_go = Program::new();
    let path = in_one_go.path("products.csv");
    write(&path, &file());
    in_one_go.good(&["import", &path.display().to_string(), "--noun", "products"]);

    let program = Program::new();
    let token = program.token();
    let serving = program.serve();
    let http = reqwest::Client::new();
    let body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"noun\"\r\n\r\nproducts\r\n\
         --xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"products.csv\"\r\n\r\n{}\r\n--xx--\r\n",
        file()
    );
    let uploaded = http
        .post(format!("{}/api/v1/imports", serving.url))
        .bearer_auth(&token)
        .header("content-type", "multipart/form-data; boundary=xx")
        .body(body)
        .send()
        .await
        .expect("an answer");
    let import: Value = uploaded.json().await.expect("an import");
    let id = import["id"].as_str().expect("its id").to_owned();
    for step in ["check", "run"] {
        let sent = http.post(format!("{}/api/v1/imports/{id}/{step}", serving.url)).bearer_auth(&token).send();
        let status = sent.await.expect("an answer").status();
        assert!(status.is_success(), "{step}: {status}");
    }
    let state = async |url: &str| -> Value {
        let sent = http.get(format!("{url}/api/v1/imports/{id}")).bearer_auth(&token).send().await;
        sent.expect("an answer").json().await.expect("an import")
    };
    let mut done = 0;
    for _ in 0..6_000 {
        done = state(&serving.url).await["done"].as_u64().unwrap_or_default();
        if done > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    serving.kill();
    assert!(done > 0 && (done as usize) < ROWS, "killed in the middle, after {done} rows");

    let serving = program.serve();
    let mut import = Value::Null;
    for _ in 0..1_800 {
        import = state(&serving.url).await;
        if import["state"] == "done" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!((&import["state"], &import["done"]), (&Value::from("done"), &Value::from(ROWS)), "{import}");
    assert_eq!(import["report"]["nouns"]["products"]["created"], ROWS);
    drop(serving);
    let rows = |program: &Program| program.good(&["export", "products", "--sort", "name", "--fields", "name,line"]);
    assert!(rows(&program) == rows(&in_one_go), "the rows differ");
    program.good(&["journal", "verify"]);
}
