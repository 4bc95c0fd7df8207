//! What was acknowledged stays, whatever kills the server.

use crate::program::Program;
use serde_json::json;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use testing::Client;

const KILLS: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_in_the_middle_of_writes_lose_no_acknowledged_write_and_leave_nothing_half_written() {
    let program = Program::new();
    let token = program.token();
    let acknowledged: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    for kill in 0..KILLS {
        let serving = program.serve();
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (url, token, acknowledged) = (serving.url.clone(), token.clone(), acknowledged.clone());
                tokio::spawn(async move {
                    let http = reqwest::Client::new();
                    for at in 0.. {
                        let name = format!("{kill}-{writer}-{at}");
                        let sent = http
                            .post(format!("{url}/api/v1/accounts"))
                            .bearer_auth(&token)
                            .json(&json!({ "name": name, "tier": "small" }))
                            .send()
                            .await;
                        match sent {
                            Ok(answer) if answer.status() == 201 => {
                                acknowledged.lock().expect("no writer panics").insert(name);
                            }
                            // The server is gone in the middle of this one: it may or may not stand.
                            _ => break,
                        }
                    }
                })
            })
            .collect();
        // In the middle: some are acknowledged, four more are always on their way.
        let enough = acknowledged.lock().expect("no writer panics").len() + 1 + kill % 7;
        for _ in 0..3_000 {
            if acknowledged.lock().expect("no writer panics").len() >= enough {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        serving.kill();
        for writer in writers {
            writer.await.expect("a writer ends");
        }
    }
    let serving = program.serve();
    let client = Client::new(&serving.url, Some(token));
    let mut there = BTreeSet::new();
    let mut after = String::new();
    loop {
        let page = client.get(&format!("accounts?limit=500&after={after}")).await.ok();
        for (name, id) in page.column("name").into_iter().zip(page.column("id")) {
            assert!(there.insert(name.clone()), "{name} stands there twice");
            if there.len() % 50 == 1 {
                let story = client.get(&format!("accounts/{id}/timeline?limit=5")).await;
                assert_eq!(story.ok().body["entries"].as_array().map(Vec::len), Some(1), "{name} has no story");
            }
        }
        match page.body["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    let acknowledged = acknowledged.lock().expect("no writer panics").clone();
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged writes are lost: {lost:?}", lost.len(), acknowledged.len());
    assert!(acknowledged.len() >= KILLS, "only {} writes were acknowledged", acknowledged.len());
    // The last server that was killed may have held the lease of the sealer, or have been killed between a seal and its
    // publication; this one seals and publishes the rest when the lease has run out.
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let done = program.run(&["journal", "verify", "--json"]);
        let report: serde_json::Value = serde_json::from_slice(&done.stdout).expect("a report");
        if done.status.success() && report["tail"].is_null() {
            break;
        }
        let findings = report["findings"].as_array().expect("a list");
        let sound = findings.iter().all(|finding| finding["finding"] == "not_published");
        assert!(sound && Instant::now() < patience, "the journal does not match its seals: {report}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    drop(serving);
    program.good(&["journal", "verify"]);
    // Rows and their lines come and go together.
    assert_eq!(orphans(&program).await, (0, 0));
}

/// Rows without a line that tells of their making, and such lines without a row.
#[expect(clippy::disallowed_methods, reason = "looks at the database from outside, as a stranger would")]
async fn orphans(program: &Program) -> (i64, i64) {
    use sea_orm::{ConnectionTrait, Database, Statement};
    let database = Database::connect(&program.url).await.expect("the database opens");
    let count = async |sql: &str| {
        let asked = Statement::from_string(database.get_database_backend(), sql);
        let row = database.query_one_raw(asked).await.expect("an answer").expect("a row");
        row.try_get_by_index::<i64>(0).expect("a count")
    };
    let silent = count(
        "SELECT count(*) FROM accounts a WHERE NOT EXISTS \
         (SELECT 1 FROM journal j WHERE j.row_id = a.id AND j.kind = 'created')",
    );
    let empty = count(
        "SELECT count(*) FROM journal j WHERE j.kind = 'created' AND j.noun = 'accounts' AND NOT EXISTS \
         (SELECT 1 FROM accounts a WHERE a.id = j.row_id)",
    );
    (silent.await, empty.await)
}

#[tokio::test]
async fn the_live_connection_syncs_every_commit_to_the_disk() {
    let program = Program::new();
    program.good(&["migrate"]);
    let store = kernel::store::Store::open(&program.url).await.expect("the store opens");
    let read = store.settings().await.expect("the settings can be read back");
    assert!(read.contains(&("journal_mode", "wal".to_owned())), "{read:?}");
    assert!(read.contains(&("synchronous", "2".to_owned())), "{read:?}");
}
