use std::time::Instant;

use serde_json::json;

use super::*;
use crate::databases::{Trial, on_each};

fn sealer(trial: &Trial) -> Sealer {
    Sealer::new(trial.house.store.clone(), &trial.house.secrets, trial.file("head"))
}

async fn written(trial: &Trial, lines: std::ops::RangeInclusive<i64>) {
    let last = *lines.end();
    for line in lines {
        trial.note(json!({ "line": line })).await;
    }
    finished(trial, last).await;
}

/// Where a session of another role hides its transaction, those of other tests can be in the way.
async fn finished(trial: &Trial, line: i64) {
    let since = Instant::now();
    while crate::journal::head(trial.house.store.reader()).await.unwrap().line < line {
        assert!(since.elapsed() < Duration::from_secs(30), "line {line} is not finished");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Five lines in a first block and five in a second.
async fn sealed(trial: &Trial) {
    let sealer = sealer(trial);
    written(trial, 1..=5).await;
    assert_eq!(sealer.round().await.unwrap(), 5);
    written(trial, 6..=10).await;
    assert_eq!(sealer.round().await.unwrap(), 5);
}

async fn looked_at(trial: &Trial) -> Report {
    verify(trial.house.store.reader(), &trial.house.secrets, &trial.file("head")).await.unwrap()
}

async fn findings(trial: &Trial) -> Vec<Finding> {
    looked_at(trial).await.findings
}

#[tokio::test]
async fn an_untouched_journal_is_sound_and_its_tail_is_named() {
    on_each(async |trial| {
        assert!(looked_at(&trial).await.sound(), "an empty journal too");
        sealed(&trial).await;
        written(&trial, 11..=13).await;
        let report = looked_at(&trial).await;
        assert_eq!((report.blocks, report.lines, report.findings), (2, 10, vec![]));
        let tail = report.tail.unwrap();
        assert_eq!((tail.lines, tail.first.line, tail.last.line), (3, 11, 13));
        assert_eq!(sealer(&trial).round().await.unwrap(), 0, "another sealer still holds the lease");
    })
    .await;
}

#[tokio::test]
async fn a_changed_line_is_named() {
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper(r#"UPDATE journal SET changes = '{"line": 77}' WHERE id = 7"#).await;
        trial.tamper("UPDATE journal SET actor = 'somebody else' WHERE id = 2").await;
        trial.tamper("UPDATE journal SET at = '2017-01-01 00:00:00+00:00' WHERE id = 3").await;
        let changed = [2, 3, 7].map(|line| Finding::Changed { line });
        assert_eq!(findings(&trial).await, changed);
    })
    .await;
}

#[tokio::test]
async fn a_text_that_moves_from_column_to_column_is_a_change() {
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper("UPDATE journal SET noun = 'thingsn', verb = 'oted' WHERE id = 4").await;
        trial.tamper("UPDATE journal SET request = '' WHERE id = 5").await;
        assert_eq!(findings(&trial).await, [4, 5].map(|line| Finding::Changed { line }));
    })
    .await;
}

#[tokio::test]
async fn a_removed_line_is_named() {
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper("DELETE FROM journal WHERE id IN (1, 5, 10)").await;
        assert_eq!(findings(&trial).await, [1, 5, 10].map(|line| Finding::Removed { line }));
    })
    .await;
}

#[tokio::test]
async fn a_line_put_in_later_is_named() {
    on_each(async |trial| {
        sealed(&trial).await;
        let columns = "tx, at, actor, origin, kind, noun, verb, changes";
        let put = format!(
            "INSERT INTO journal (id, {columns}) SELECT 99, tx, at, 'a ghost', origin, kind, noun, verb, changes FROM journal WHERE id = 5"
        );
        trial.tamper(&put).await;
        assert_eq!(findings(&trial).await, [Finding::Inserted { line: 99 }]);
    })
    .await;
}

#[tokio::test]
async fn lines_that_trade_places_are_named() {
    on_each(async |trial| {
        sealed(&trial).await;
        for (from, to) in [(3, -1), (8, 3), (-1, 8)] {
            trial.tamper(&format!("UPDATE journal SET id = {to} WHERE id = {from}")).await;
        }
        assert_eq!(findings(&trial).await, [3, 8].map(|line| Finding::Moved { line }), "across blocks");
    })
    .await;
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper("UPDATE journal SET tx = (SELECT max(tx) FROM journal WHERE id = 9) WHERE id = 2").await;
        assert_eq!(findings(&trial).await, [Finding::Moved { line: 2 }], "into another transaction");
    })
    .await;
}

#[tokio::test]
async fn a_block_that_was_tampered_with_is_named() {
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper("UPDATE journal_seals SET last_line = 9 WHERE block = 2").await;
        assert_eq!(findings(&trial).await, [Finding::BlockChanged { block: 2 }]);
    })
    .await;
    on_each(async |trial| {
        sealed(&trial).await;
        trial
            .tamper("UPDATE journal_seals SET code = (SELECT code FROM journal_seals WHERE block = 2) WHERE block = 1")
            .await;
        let found = findings(&trial).await;
        assert!(found.contains(&Finding::BlockChanged { block: 1 }));
        assert!(found.contains(&Finding::PublishedOtherwise { block: 1 }));
    })
    .await;
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper("DELETE FROM journal_seals WHERE block = 1").await;
        trial.tamper("UPDATE journal SET verb = 'x' WHERE id = 6").await;
        assert_eq!(findings(&trial).await, [Finding::Changed { line: 6 }, Finding::BlockRemoved { block: 1 }]);
    })
    .await;
}

#[tokio::test]
async fn a_chain_cut_short_differs_from_what_was_published() {
    on_each(async |trial| {
        sealed(&trial).await;
        trial.tamper("DELETE FROM journal_seals WHERE block = 2").await;
        trial.tamper("DELETE FROM journal WHERE id > 5").await;
        assert_eq!(findings(&trial).await, [Finding::CutShort { published: 2, stored: 1 }]);
        // Whoever goes on from there, even with the key, cannot take back what was published.
        trial.tamper("UPDATE journal_sealer SET until = '1970-01-01 00:00:00+00:00'").await;
        trial.note(json!("another story")).await;
        finished(&trial, 11).await;
        assert_eq!(sealer(&trial).round().await.unwrap(), 1);
        assert_eq!(findings(&trial).await, [Finding::PublishedOtherwise { block: 2 }]);
    })
    .await;
}

#[tokio::test]
async fn the_published_file_heals_and_its_damage_is_named() {
    on_each(async |trial| {
        sealed(&trial).await;
        let head = trial.file("head");
        let whole = std::fs::read_to_string(&head).unwrap();
        assert_eq!(whole.lines().count(), 2, "{whole}");
        std::fs::write(&head, &whole[..whole.len() - 20]).unwrap();
        assert_eq!(findings(&trial).await, [], "a line cut off by a crash is no finding");
        trial.tamper("UPDATE journal_sealer SET until = '1970-01-01 00:00:00+00:00'").await;
        assert_eq!(sealer(&trial).round().await.unwrap(), 0, "there is nothing to seal");
        let healed = std::fs::read_to_string(&head).unwrap();
        assert_eq!(healed.lines().last(), whole.lines().last());
        assert_eq!(findings(&trial).await, []);
        std::fs::write(&head, format!("scribble\n{whole}")).unwrap();
        assert_eq!(findings(&trial).await, [Finding::PublishedUnreadable { line: 1 }]);
        std::fs::remove_file(&head).unwrap();
        assert_eq!(findings(&trial).await, [Finding::NotPublished]);
    })
    .await;
}

#[tokio::test]
async fn another_key_says_so() {
    on_each(async |trial| {
        sealed(&trial).await;
        let other = Secrets::fresh();
        let report = verify(trial.house.store.reader(), &other, &trial.file("head")).await.unwrap();
        let key = trial.house.secrets.fingerprint().to_owned();
        let expected = [1, 2].map(|block| Finding::OtherKey { block, key: key.clone() });
        assert_eq!(report.findings, expected);
    })
    .await;
}

#[tokio::test]
async fn a_line_is_sealed_within_a_second_and_one_server_at_a_time_works() {
    on_each(async |trial| {
        let house = &trial.house;
        let servers: Vec<_> = (0..3)
            .map(|server| {
                let head = trial.file(&format!("head-{server}"));
                let sealer = Sealer::new(house.store.clone(), &house.secrets, head);
                tokio::spawn(sealer.run(house.written()))
            })
            .collect();
        for round in 1..=3 {
            written(&trial, round..=round).await;
            let since = Instant::now();
            while schema::last(house.store.reader()).await.unwrap().position.line < round {
                assert!(since.elapsed() < Duration::from_secs(1), "line {round} was not sealed in time");
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        // Whoever holds the lease publishes; on a slow machine it may have passed on.
        let heads: Vec<_> = (0..3).map(|server| trial.file(&format!("head-{server}"))).collect();
        let since = Instant::now();
        while !heads.iter().any(|head| head.exists()) {
            assert!(since.elapsed() < Duration::from_secs(10), "nothing was published");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        servers.iter().for_each(tokio::task::JoinHandle::abort);
        for head in heads.iter().filter(|head| head.exists()) {
            let report = verify(house.store.reader(), &house.secrets, head).await.unwrap();
            assert_eq!((report.lines, report.findings, report.tail), (3, vec![], None));
        }
    })
    .await;
}

#[tokio::test]
async fn a_sealer_that_ends_leaves_nothing_open_and_lets_go() {
    on_each(async |trial| {
        written(&trial, 1..=3).await;
        sealer(&trial).finish().await.unwrap();
        written(&trial, 4..=4).await;
        assert_eq!(sealer(&trial).round().await.unwrap(), 1);
        let report = looked_at(&trial).await;
        assert_eq!((report.blocks, report.lines, report.findings, report.tail), (2, 4, vec![], None));
    })
    .await;
}

#[tokio::test]
async fn what_a_running_transaction_could_still_come_before_waits() {
    on_each(async |trial| {
        let sealer = sealer(&trial);
        let (started, running) = tokio::sync::oneshot::channel();
        let (go_on, told) = tokio::sync::oneshot::channel::<()>();
        let house = trial.house.clone();
        let slow = tokio::spawn(async move {
            let written = house.write(crate::Actor::system(), None, |work| {
                Box::pin(async move {
                    work.note("things", None, "slow", json!(1)).await?;
                    // The line is written before what may be taken back, and with it PostgreSQL numbers the transaction.
                    work.attempt(|_| Box::pin(async { Ok(()) })).await?;
                    started.send(()).unwrap();
                    told.await.unwrap();
                    Ok(())
                })
            });
            written.await.unwrap();
        });
        running.await.unwrap();
        let sqlite = trial.house.store.backend() == sea_orm::DbBackend::Sqlite;
        if !sqlite {
            trial.note(json!("quick")).await;
        }
        assert_eq!(sealer.round().await.unwrap(), 0);
        go_on.send(()).unwrap();
        slow.await.unwrap();
        let lines = if sqlite { 1 } else { 2 };
        finished(&trial, lines).await;
        assert_eq!(sealer.round().await.unwrap(), lines as u64);
        assert_eq!(findings(&trial).await, []);
    })
    .await;
}

/// As after `pg_restore` on a machine whose PostgreSQL has numbered few transactions so far.
#[tokio::test]
async fn after_a_move_to_a_younger_cluster_new_lines_still_come_last_and_are_sealed() {
    on_each(async |trial| {
        written(&trial, 1..=5).await;
        if trial.house.store.backend() == sea_orm::DbBackend::Postgres {
            trial.tamper("UPDATE journal SET tx = tx + 1000000000").await;
            trial.tamper("UPDATE journal_numbering SET ahead = 0").await;
        }
        let again = crate::House::open(trial.house.store.url(), crate::Secrets::fresh(), Vec::new()).await.unwrap();
        finished(&trial, 5).await;
        assert_eq!(crate::journal::head(again.store.reader()).await.unwrap().line, 5);
        written(&trial, 6..=7).await;
        let lines = crate::journal::after(trial.house.store.reader(), Default::default(), 100).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(sealer(&trial).round().await.unwrap(), 7);
        assert!(looked_at(&trial).await.sound());
    })
    .await;
}
