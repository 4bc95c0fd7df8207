//! Roles as data, and nobody handing out more than they have.

use crate::server::{Server, on_both};
use kernel::{Actor, Error, Grants, Origin, Reach};
use serde_json::json;

fn code(error: &Error) -> &str {
    match error {
        Error::Refused(refusal) => refusal.code,
        Error::Invalid(errors) => errors[0].code,
        Error::Forbidden(right) => right,
        other => panic!("{other:?}"),
    }
}

async fn acting(server: &Server, login: &str) -> Actor {
    access::actor_of(&server.house, login).await.expect("an actor").through(Origin::Web)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_names_what_is_wrong_with_its_grants() {
    on_both(async |server| {
        let operator = Actor::operator();
        for (grants, expected, value) in [
            (json!({ "unicorns": {} }), "roles.unknown_noun", Some("unicorns")),
            (json!({ "units": { "verbs": { "paint": "all" } } }), "roles.unknown_verb", Some("units.paint")),
            (json!({ "units": { "hidden": ["colour"] } }), "roles.unknown_field", Some("units.colour")),
            (json!({ "units": { "read": "everything" } }), "roles.not_grants", None),
        ] {
            let role = json!({ "name": "painter", "label": "Painter", "grants": grants });
            let error = server.create(&operator, "roles", role).await.expect_err("a wrong role");
            assert_eq!(code(&error), expected);
            let Error::Invalid(errors) = &error else { panic!("{error:?}") };
            assert_eq!((errors[0].field.as_ref(), errors[0].value.as_deref()), ("grants", value));
        }
        let good = json!({ "name": "painter", "label": "Painter", "grants": { "units": { "read": "all" } } });
        server.create(&operator, "roles", good).await.expect("a role");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_rights_take_effect_with_the_next_request() {
    on_both(async |server| {
        let operator = Actor::operator();
        let role = json!({ "name": "painter", "label": "Painter", "grants": { "units": { "read": "own" } } });
        let role = server.create(&operator, "roles", role).await.expect("a role");
        let user = server.user("anna", &["painter"]).await;
        let anna = server.signed_in("anna").await;
        for reach in ["own", "all", "team", "subtree"] {
            let grants = json!({ "grants": { "units": { "read": reach } } });
            let id = kernel::record::id(&role).expect("an id");
            server.edit(&operator, "roles", id, grants).await.expect("an edit");
            assert_eq!(anna.get("/whoami").await.ok().body["units"]["read"], reach);
        }
        server.edit(&operator, "users", user.id.0, json!({ "roles": ["hr"] })).await.expect("an edit");
        assert_eq!(anna.get("/whoami").await.ok().body["units"]["edit"], "all");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hands_out_more_than_they_have() {
    on_both(async |server| {
        let operator = Actor::operator();
        let helpdesk = json!({
            "users": { "read": "all", "create": "all", "edit": "all", "verbs": { "*": "all" } },
            "roles": { "read": "all", "create": "all", "edit": "all" },
            "units": { "read": "all" },
        });
        let role = json!({ "name": "helpdesk", "label": "Help desk", "grants": helpdesk });
        server.create(&operator, "roles", role).await.expect("a role");
        server.user("helga", &["helpdesk"]).await;
        let boss = server.user("boss", &["administrator"]).await;
        let helga = acting(&server, "helga").await;

        let administrator = json!({ "login": "evil", "name": "Evil", "roles": ["administrator"] });
        let error = server.create(&helga, "users", administrator).await.expect_err("too much");
        assert_eq!(code(&error), "users.beyond_you");
        let own = helga.user.expect("a user");
        let error =
            server.edit(&helga, "users", own, json!({ "roles": ["administrator"] })).await.expect_err("too much");
        assert_eq!(code(&error), "users.beyond_you");
        let error = server.edit(&helga, "users", boss.id.0, json!({ "name": "Puppet" })).await.expect_err("too much");
        assert_eq!(code(&error), "users.beyond_you");
        let wide = json!({ "name": "wide", "label": "Wide", "grants": { "*": { "read": "all" } } });
        let error = server.create(&helga, "roles", wide).await.expect_err("too much");
        assert_eq!(code(&error), "users.beyond_you");
        let form = json!({ "password": "a new long password" }).as_object().cloned().expect("a form");
        let set = server.house.write(helga.clone(), None, move |work| {
            Box::pin(async move { work.act("users", boss.id.0, "set_password", None, &form).await })
        });
        assert_eq!(code(&set.await.expect_err("too much")), "users.beyond_you");

        let peer = json!({ "login": "hugo", "name": "Hugo", "roles": ["helpdesk"] });
        server.create(&helga, "users", peer).await.expect("a peer");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_administrator_remains_and_stays_whole() {
    on_both(async |server| {
        let operator = Actor::operator();
        let first = server.user("first", &["administrator"]).await;
        let edit = async |changes| server.edit(&operator, "users", first.id.0, changes).await;
        for changes in [json!({ "active": false }), json!({ "roles": ["rep"] })] {
            assert_eq!(code(&edit(changes).await.expect_err("the last one")), "users.last_administrator");
        }
        server.user("second", &["administrator"]).await;
        edit(json!({ "roles": ["rep"] })).await.expect("an edit");

        let roles = server.house.reader(&operator);
        let noun = server.house.registry.noun("roles").expect("a noun");
        let page = roles.page(noun, &kernel::list::Query::default()).await.expect("roles");
        assert_eq!(page.rows.len(), 10);
        let administrator = page.rows.iter().find(|role| role["name"] == "administrator").expect("a role");
        let id = kernel::record::id(administrator).expect("an id");
        let narrowed = server.edit(&operator, "roles", id, json!({ "grants": {} })).await;
        assert_eq!(code(&narrowed.expect_err("it stays")), "roles.administrator_stays");
        let rep = page.rows.iter().find(|role| role["name"] == "rep").expect("a role");
        let id = kernel::record::id(rep).expect("an id");
        let gone = server.house.write(operator.clone(), None, move |work| {
            Box::pin(async move { work.delete_record("roles", id, None).await })
        });
        assert_eq!(code(&gone.await.expect_err("users have it")), "roles.in_use");
        let renamed = server.edit(&operator, "roles", id, json!({ "name": "seller" })).await;
        assert_eq!(code(&renamed.expect_err("it stays")), "roles.name_stays");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_needs_a_login_of_their_own_and_roles_that_exist() {
    on_both(async |server| {
        server.user("anna", &["rep"]).await;
        let operator = Actor::operator();
        let wrong = async |login: &str, role: &str| {
            let user = json!({ "login": login, "name": "X", "roles": [role] });
            server.create(&operator, "users", user).await.expect_err("a wrong user")
        };
        assert_eq!(code(&wrong("ANNA", "rep").await), "fields.taken");
        assert_eq!(code(&wrong("two words", "rep").await), "users.login_shape");
        assert_eq!(code(&wrong("bert", "wizard").await), "users.unknown_role");
    })
    .await;
}

#[test]
fn narrowing_is_what_both_allow() {
    let grants = |json| serde_json::from_value::<Grants>(json).expect("grants");
    let user = grants(json!({
        "*": { "read": "team" },
        "accounts": { "read": "subtree", "edit": "own", "export": true, "verbs": { "*": "own" }, "hidden": ["size"] },
    }));
    let scopes = grants(json!({
        "*": { "read": "all", "edit": "all" },
        "accounts": { "read": "team", "verbs": { "merge": "all" }, "locked": ["name"] },
        "leads": {},
    }));
    let narrow = access::narrow(&user, &scopes);
    let accounts = narrow.on("accounts").expect("a grant");
    assert_eq!((accounts.read, accounts.edit, accounts.export), (Some(Reach::Team), None, false));
    assert_eq!((accounts.verb("merge"), accounts.verb("win")), (Some(Reach::Own), None));
    assert!(accounts.hidden.contains("size") && accounts.locked.contains("name"));
    assert_eq!(narrow.on("leads").and_then(|leads| leads.read), None);
    assert_eq!(narrow.on("people").and_then(|people| people.read), Some(Reach::Team));
    assert_eq!(narrow.on("people").and_then(|people| people.edit), None);
    assert!(access::covers(&user, &narrow) && access::covers(&scopes, &narrow));
    assert!(!access::covers(&narrow, &user));
}
