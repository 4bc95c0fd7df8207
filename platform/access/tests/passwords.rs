//! Passwords: guessed slowly, changed by whoever knows them.

use crate::server::{GOOD, on_both, on_both_with};
use edge::Settings;
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_login_gets_the_answer_of_a_wrong_password_as_slowly() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
        for round in 0..4 {
            let started = Instant::now();
            let wrong = server.browser().sign_in("anna", "a wrong password").await;
            known = known.min(started.elapsed());
            let started = Instant::now();
            let nobody = server.browser().sign_in(&format!("nobody{round}"), "a wrong password").await;
            unknown = unknown.min(started.elapsed());
            assert_eq!((wrong.status, &wrong.body), (nobody.status, &nobody.body));
        }
        let ratio = known.as_secs_f64() / unknown.as_secs_f64();
        assert!((0.2..5.0).contains(&ratio), "known {known:?}, unknown {unknown:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_passwords_the_right_one_has_to_wait_too() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        server.user("bert", &["rep"]).await;
        for _ in 0..5 {
            let wrong = server.browser().sign_in("anna", "a wrong password").await;
            assert_eq!(wrong.problem(), (401, "session.wrong"));
        }
        // On a busy machine the first wait may be over before the next try.
        let mut tries = 0;
        while server.browser().sign_in("anna", "a wrong password").await.status != 429 {
            tries += 1;
            assert!(tries < 10, "nobody has to wait");
        }
        let waits = server.browser().sign_in("Anna", GOOD).await;
        assert_eq!(waits.problem(), (429, "throttled"));
        let seconds: u64 = waits.wait.and_then(|seconds| seconds.parse().ok()).expect("seconds to wait");
        server.browser().sign_in("bert", GOOD).await.ok();
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        server.browser().sign_in("anna", GOOD).await.ok();
        assert_eq!(server.browser().sign_in("anna", "a wrong password").await.status, 401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_made_at_once_are_counted_one_by_one() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let guesses = (0..12).map(|_| {
            let mut browser = server.browser();
            tokio::spawn(async move { browser.sign_in("anna", "a wrong password").await.status })
        });
        let mut looked_at = 0;
        for guess in guesses.collect::<Vec<_>>() {
            looked_at += usize::from(guess.await.expect("a guess ends") == 401);
        }
        assert!((5..=8).contains(&looked_at), "{looked_at} guesses were looked at");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_does_not_guess_for_ever() {
    let settings = || Settings { behind_proxy: true, ..Settings::default() };
    on_both_with(settings, async |server| {
        let from = |address: &str| server.browser().carrying("x-forwarded-for", &format!("10.0.0.1, {address}"));
        for number in 0..20 {
            let wrong = from("203.0.113.9").sign_in(&format!("user{number}"), "a wrong password").await;
            assert_eq!(wrong.status, 401);
        }
        assert_eq!(from("203.0.113.9").sign_in("another", GOOD).await.problem(), (429, "throttled"));
        assert_eq!(from("203.0.113.10").sign_in("another", GOOD).await.status, 401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_the_password_takes_the_old_one_and_ends_the_other_sessions() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let (here, there) = (server.signed_in("anna").await, server.signed_in("anna").await);
        let change = async |current: &str, new: &str| {
            here.post("/session/password", json!({ "current": current, "new": new })).await
        };
        assert_eq!(change("not this one", "another good one").await.wrong(), ("current", "passwords.wrong"));
        assert_eq!(change(GOOD, "short").await.wrong(), ("new", "passwords.too_short"));
        change(GOOD, "another good one").await.ok();
        here.get("/session").await.ok();
        assert_eq!(there.get("/session").await.status, 401);
        assert_eq!(server.browser().sign_in("anna", GOOD).await.status, 401);
        server.browser().sign_in("anna", "another good one").await.ok();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_kept_as_an_argon2id_hash_and_never_enters_the_journal() {
    on_both(async |server| {
        let user = server.user("anna", &["rep"]).await;
        let secret = user.secret.expect("a hash");
        assert!(secret.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{secret}");
        let set =
            access::set_password(&server.house, kernel::Actor::operator(), "anna", "a second password".to_owned());
        set.await.expect("a password is set");
        // Readers of the journal wait for older transactions, those of tasks in the background among them.
        let patience = Instant::now() + Duration::from_secs(30);
        let lines = loop {
            let lines = kernel::journal::after(server.house.store.reader(), kernel::Position::default(), 1000).await;
            let lines = lines.expect("lines");
            if lines.iter().any(|line| line.verb == "set_password") {
                break lines;
            }
            assert!(Instant::now() < patience, "setting a password is not in the journal");
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert!(lines.iter().all(|line| !line.changes.to_string().contains("argon2id")), "a hash in the journal");
    })
    .await;
}
