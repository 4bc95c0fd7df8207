//! Programs that sign in.

use crate::server::{Browser, Server, on_both};
use serde_json::{Value, json};

async fn issue(browser: &Browser, new: Value) -> (String, String) {
    let made = browser.post("/session/tokens", new).await.ok().body;
    let text = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
    (text("id"), text("token"))
}

fn program(server: &Server, token: &str) -> Browser {
    server.browser().carrying("authorization", &format!("Bearer {token}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_acts_as_its_user_without_cookie_or_csrf() {
    on_both(async |server| {
        server.user("olga", &["sales_operations"]).await;
        let olga = server.signed_in("olga").await;
        let (_, token) = issue(&olga, json!({ "name": "nightly load" })).await;
        assert!(token.starts_with("qm_"), "{token}");
        let program = program(&server, &token);
        let me = program.post("/whoami", json!({})).await.ok().body;
        assert_eq!((&me["name"], &me["origin"]), (&json!("olga's name"), &json!("token")));
        let listed = olga.get("/session/tokens").await.ok().body;
        assert_eq!(listed["rows"][0]["prefix"], token[..10]);
        assert!(!listed.to_string().contains(&token), "the token is shown again");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn scopes_narrow_and_never_widen() {
    on_both(async |server| {
        server.user("olga", &["sales_operations"]).await;
        let olga = server.signed_in("olga").await;
        let (_, narrow) = issue(&olga, json!({ "name": "reader", "scopes": { "units": { "read": "own" } } })).await;
        let me = program(&server, &narrow).get("/whoami").await.ok().body;
        assert_eq!(me["units"], json!({ "read": "own", "edit": null }));
        server.user("rita", &["rep"]).await;
        let rita = server.signed_in("rita").await;
        let (_, wide) =
            issue(&rita, json!({ "name": "all", "scopes": { "*": { "read": "all", "edit": "all" } } })).await;
        let me = program(&server, &wide).get("/whoami").await.ok().body;
        assert_eq!(me["units"], json!({ "read": "all", "edit": null }));
        let unknown = json!({ "name": "x", "scopes": { "unicorns": { "read": "all" } } });
        assert_eq!(olga.post("/session/tokens", unknown).await.wrong(), ("scopes", "roles.unknown_noun"));
        let malformed = json!({ "name": "x", "scopes": { "units": { "raed": "all" } } });
        assert_eq!(olga.post("/session/tokens", malformed).await.wrong(), ("scopes", "roles.not_grants"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_or_expired_token_opens_nothing() {
    on_both(async |server| {
        server.user("olga", &["sales_operations"]).await;
        let olga = server.signed_in("olga").await;
        let (id, token) = issue(&olga, json!({ "name": "one" })).await;
        let (_, second) = issue(&olga, json!({ "name": "two" })).await;
        program(&server, &token).get("/whoami").await.ok();
        olga.delete(&format!("/session/tokens/{id}")).await.ok();
        assert_eq!(program(&server, &token).get("/whoami").await.status, 401);
        program(&server, &second).get("/whoami").await.ok();
        access::command::revoke_token(&server.house, &second[..10]).await.expect("a token is revoked");
        assert_eq!(program(&server, &second).get("/whoami").await.status, 401);
        let soon = chrono::Utc::now() + chrono::Duration::milliseconds(1500);
        let (_, third) = issue(&olga, json!({ "name": "three", "expires_at": soon })).await;
        program(&server, &third).get("/whoami").await.ok();
        tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
        assert_eq!(program(&server, &third).get("/whoami").await.status, 401);
        let past = json!({ "name": "four", "expires_at": "2020-01-01T00:00:00Z" });
        assert_eq!(olga.post("/session/tokens", past).await.wrong(), ("expires_at", "tokens.expired"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_cannot_make_tokens_or_change_passwords() {
    on_both(async |server| {
        let token = access::make_user_with_token(&server.house, "robot", "Robot", None, &["administrator"]).await;
        let robot = program(&server, &token.expect("a token"));
        robot.get("/session").await.ok();
        for (path, body) in [
            ("/session/tokens", json!({ "name": "more" })),
            ("/session/password", json!({ "current": "x", "new": "a longer password" })),
        ] {
            assert_eq!(robot.post(path, body).await.problem(), (403, "session.needed"));
        }
        assert_eq!(robot.delete("/sessions").await.problem(), (403, "session.needed"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_uses_or_ends_the_tokens_of_others() {
    on_both(async |server| {
        server.user("olga", &["sales_operations"]).await;
        server.user("rita", &["rep"]).await;
        let (id, token) = issue(&server.signed_in("olga").await, json!({ "name": "one" })).await;
        let rita = server.signed_in("rita").await;
        assert_eq!(rita.delete(&format!("/session/tokens/{id}")).await.status, 404);
        assert_eq!(rita.get("/session/tokens").await.ok().body["total"], 0);
        assert_eq!(
            server.browser().carrying("cookie", &format!("qm_session={token}")).get("/whoami").await.status,
            401
        );
        assert_eq!(program(&server, "qm_nonsense").get("/whoami").await.status, 401);
        assert_eq!(server.browser().carrying("authorization", "Basic YTpi").get("/whoami").await.status, 401);
    })
    .await;
}
