//! The first start.

use crate::server::{GOOD, on_both};
use kernel::Actor;
use serde_json::{Value, json};

fn founding(login: &str, password: &str) -> Value {
    json!({ "login": login, "name": "Ada Owner", "password": password, "company": "Clearwater" })
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_try_at_once_one_becomes_the_owner() {
    on_both(async |server| {
        assert_eq!(server.browser().get("/setup").await.ok().body["needs_owner"], true);
        let tries = (0..8).map(|number| {
            let browser = server.browser();
            tokio::spawn(async move { browser.post("/setup", founding(&format!("owner{number}"), GOOD)).await })
        });
        let mut won = 0;
        for answer in tries.collect::<Vec<_>>() {
            let answer = answer.await.expect("a try ends");
            match answer.status {
                200 => won += 1,
                _ => assert_eq!(answer.problem(), (409, "setup.done")),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(server.browser().get("/setup").await.ok().body["needs_owner"], false);
        assert_eq!(access::command::users(&server.house).await.expect("users").len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_is_signed_in_and_leads_the_company() {
    on_both(async |server| {
        let mut owner = server.browser();
        let founded = owner.post("/setup", founding("Ada", GOOD)).await.ok();
        owner.take(&founded);
        assert_eq!(founded.body["user"]["login"], "ada");
        assert_eq!(founded.body["roles"], json!(["administrator"]));
        assert_eq!(founded.body["may"]["units"]["edit"], "all");
        let person = founded.body["user"]["person_id"].as_str().expect("the owner is a person").to_owned();
        assert_eq!(owner.get("/whoami").await.ok().body["person"], person.as_str());
        assert_eq!(server.house.company().name, "Clearwater");
        let operator = Actor::operator();
        let units = server.house.reader(&operator).visible::<org::unit::Entity>();
        let units = units.all(server.house.store.reader()).await.expect("units");
        assert_eq!(units.len(), 1);
        assert_eq!(units[0].leader_id.map(|leader| leader.to_string()), Some(person));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chinese_company_finds_roles_with_chinese_names() {
    on_both(async |server| {
        let browser = server.browser().carrying("accept-language", "zh-CN");
        browser.post("/setup", founding("ada", GOOD)).await.ok();
        let operator = Actor::operator();
        let roles = server.house.reader(&operator).visible::<access::role::Entity>();
        let roles = roles.all(server.house.store.reader()).await.expect("roles");
        let rep = roles.iter().find(|role| role.name == "rep").expect("a role");
        assert_eq!((rep.label.as_str(), rep.shipped), ("销售代表", true));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weak_password_founds_nothing() {
    on_both(async |server| {
        for (password, code) in [
            ("short", "passwords.too_short"),
            ("ada-lovelace-1815", "passwords.like_login"),
            ("password123", "passwords.common"),
            ("aaaaaaaaaaaaaa", "passwords.common"),
        ] {
            let refused = server.browser().post("/setup", founding("ada-lovelace", password)).await;
            assert_eq!(refused.wrong(), ("password", code));
        }
        let nameless = json!({ "login": "ada", "name": " ", "password": GOOD, "company": "" });
        let refused = server.browser().post("/setup", nameless).await;
        assert_eq!(refused.body["errors"].as_array().map(Vec::len), Some(2));
        assert_eq!(server.browser().get("/setup").await.ok().body["needs_owner"], true);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_demo_shows_passwords_and_only_while_they_are_the_demos() {
    on_both(async |server| {
        assert!(access::demo_sign_ins(&server.house).await.expect("sign-ins").is_empty());
        let new = access::NewUser {
            login: "anna".to_owned(),
            name: "Anna".to_owned(),
            password: Some("demo".to_owned()),
            roles: vec!["rep".to_owned()],
            ..access::NewUser::default()
        };
        access::create_demo_user(&server.house, new, "Sales representative").await.expect("a demo user");
        let shown = access::demo_sign_ins(&server.house).await.expect("sign-ins");
        assert_eq!((shown[0].login.as_str(), shown[0].password.as_str()), ("anna", "demo"));
        server.browser().sign_in("anna", "demo").await.ok();
        let changed = access::set_password(&server.house, Actor::operator(), "anna", GOOD.to_owned()).await;
        changed.expect("a password is set");
        assert!(access::demo_sign_ins(&server.house).await.expect("sign-ins").is_empty());
    })
    .await;
}
