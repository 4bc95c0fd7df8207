//! Browsers that sign in and out.

use crate::server::{GOOD, on_both, on_both_with};
use edge::Settings;
use kernel::Actor;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_says_who_it_is_and_what_they_may_do() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let mut browser = server.browser();
        assert_eq!(browser.get("/session").await.problem(), (401, "unauthenticated"));
        let opened = browser.sign_in(" ANNA ", GOOD).await.ok();
        let cookie = opened.cookie.clone().expect("a cookie");
        assert!(cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
        let session = browser.get("/session").await.ok().body;
        assert_eq!(session["user"]["login"], "anna");
        assert_eq!(session["may"]["units"]["read"], "all");
        assert_eq!(session["may"]["units"]["edit"], json!(null));
        assert_eq!(session["may"]["users"], json!(null));
        assert_eq!(session["csrf"], opened.body["csrf"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_signs_in_at_several_places_in_the_same_moment() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let at_once = (0..4).map(async |_| server.browser().sign_in("anna", GOOD).await.status);
        assert_eq!(futures::future::join_all(at_once).await, [200; 4]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_https_the_cookie_is_secure() {
    let settings = || Settings { public_address: Some("https://sales.example.com".to_owned()), ..Settings::default() };
    on_both_with(settings, async |server| {
        server.user("anna", &["rep"]).await;
        let cookie = server.browser().sign_in("anna", GOOD).await.ok().cookie.expect("a cookie");
        assert!(cookie.ends_with("; Secure"), "{cookie}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_by_cookie_needs_the_sessions_csrf_token() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let anna = server.signed_in("anna").await;
        anna.post("/whoami", json!({})).await.ok();
        let without = anna.clone().without("x-csrf-token");
        assert_eq!(without.post("/whoami", json!({})).await.problem(), (403, "session.csrf"));
        without.get("/whoami").await.ok();
        let other = server.signed_in("anna").await.get("/session").await.ok().body["csrf"].clone();
        let wrong = anna.clone().carrying("x-csrf-token", other.as_str().expect("a token"));
        assert_eq!(wrong.post("/whoami", json!({})).await.problem(), (403, "session.csrf"));
        assert_eq!(without.delete("/session").await.problem(), (403, "session.csrf"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_and_everywhere_all_of_them() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let (first, second, third) =
            (server.signed_in("anna").await, server.signed_in("anna").await, server.signed_in("anna").await);
        assert_eq!(first.get("/sessions").await.ok().body["rows"].as_array().map(Vec::len), Some(3));
        let left = first.delete("/session").await.ok();
        assert!(left.cookie.is_some_and(|cookie| cookie.contains("Max-Age=0")));
        assert_eq!(first.get("/session").await.status, 401);
        second.get("/session").await.ok();
        second.delete("/sessions").await.ok();
        assert_eq!(second.get("/session").await.status, 401);
        assert_eq!(third.get("/session").await.status, 401);
        first.delete("/session").await.ok();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_session_ends_from_another_of_the_same_user_only() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        server.user("bert", &["rep"]).await;
        let (here, there) = (server.signed_in("anna").await, server.signed_in("anna").await);
        let rows = here.get("/sessions").await.ok().body["rows"].clone();
        let other = rows.as_array().expect("rows").iter().find(|row| row["current"] == false).expect("the other one");
        let path = format!("/sessions/{}", other["id"].as_str().expect("an id"));
        assert_eq!(server.signed_in("bert").await.delete(&path).await.status, 404);
        there.get("/session").await.ok();
        here.delete(&path).await.ok();
        assert_eq!(there.get("/session").await.status, 401);
        here.get("/session").await.ok();
        assert_eq!(here.delete(&path).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_is_no_longer_active_is_out_at_once() {
    on_both(async |server| {
        let user = server.user("anna", &["rep"]).await;
        let anna = server.signed_in("anna").await;
        anna.get("/whoami").await.ok();
        let operator = Actor::operator();
        server.edit(&operator, "users", user.id.0, json!({ "active": false })).await.expect("an edit");
        assert_eq!(anna.get("/whoami").await.status, 401);
        assert_eq!(server.browser().sign_in("anna", GOOD).await.problem(), (401, "session.wrong"));
        server.edit(&operator, "users", user.id.0, json!({ "active": true })).await.expect("an edit");
        assert_eq!(anna.get("/whoami").await.status, 401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_try_to_sign_in_is_kept() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        server.browser().sign_in("anna", "wrong password").await;
        server.browser().sign_in("nobody", "wrong password").await;
        server.browser().carrying("user-agent", "A browser").sign_in("anna", GOOD).await.ok();
        let operator = Actor::operator();
        let tried = server.house.reader(&operator).visible::<access::sign_in::Entity>();
        let mut tried = tried.all(server.house.store.reader()).await.expect("sign-ins");
        tried.sort_by_key(|sign_in| sign_in.id);
        let told: Vec<_> = tried.iter().map(|tried| (tried.login.as_str(), tried.outcome)).collect();
        use access::sign_in::Outcome::{SignedIn, UnknownLogin, WrongPassword};
        assert_eq!(told, [("anna", WrongPassword), ("nobody", UnknownLogin), ("anna", SignedIn)]);
        assert_eq!(tried[2].agent.as_deref(), Some("A browser"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_its_language_and_the_user_for_programs() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let anna = server.signed_in("anna").await;
        assert_eq!(anna.get("/whoami").await.ok().body["locale"], "en");
        anna.send("PATCH", "/session", Some(json!({ "locale": "zh" }))).await.ok();
        assert_eq!(anna.get("/whoami").await.ok().body["locale"], "zh");
        let english = anna.clone().carrying("accept-language", "en-GB,en;q=0.8");
        assert_eq!(english.get("/whoami").await.ok().body["locale"], "en");
        assert_eq!(english.get("/whoami?locale=zh").await.ok().body["locale"], "zh");
        anna.send("PATCH", "/session", Some(json!({ "locale": null, "theme": "dark", "density": "compact" })))
            .await
            .ok();
        let session = anna.get("/session").await.ok().body;
        assert_eq!((&session["user"]["locale"], &session["user"]["theme"]), (&json!(null), &json!("dark")));
        assert_eq!(session["user"]["density"], "compact");
        let wrong = anna.send("PATCH", "/session", Some(json!({ "roles": ["administrator"] }))).await;
        assert_eq!(wrong.problem(), (400, "body.wrong_shape"));
    })
    .await;
}
