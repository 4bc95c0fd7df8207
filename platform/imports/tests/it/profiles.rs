//! Mappings are kept under a name, shared, carried away and brought in.

use crate::http::Client;
use crate::runs::{DEALS, TEAM};
use crate::world::on_both_with_people;
use axum::http::Method;
use imports::command::{Order, import};
use imports::import::State;
use imports::profile::Profile;
use kernel::Actor;
use serde_json::{Value, json};

#[test]
fn a_mapping_is_kept_found_again_exported_and_brought_in() {
    on_both_with_people(async |world| {
        let client = Client::of(&world, "ada", &["administrator"]).await;
        let profile = crate::http::profile();
        let (_, made) = client.upload(&[("profile", None, &profile), ("file", Some("team.csv"), TEAM)]).await;
        let keep = async |body: Value| client.ask(Method::POST, "/imports/profiles", body).await;
        let (status, row) = keep(json!({ "name": "Fair", "shared": true, "import": made["id"] })).await;
        assert_eq!((status, &row["name"], &row["version"]), (201, &json!("Fair"), &json!(1)), "{row}");

        let (_, listed) = client.ask(Method::GET, "/imports/profiles", Value::Null).await;
        let named =
            |name: &str| listed["rows"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
        assert_eq!((&named("olist")["shipped"], &named("Fair")["shipped"]), (&json!(true), &json!(false)));
        assert_eq!(named("Fair")["files"].as_array().unwrap().len(), 2);
        let (_, import) = client.upload(&[("profile", None, "Fair"), ("file", Some("team.csv"), TEAM)]).await;
        assert_eq!(import["profile"]["make"], made["profile"]["make"]);

        let (_, text) = client.send(Method::GET, "/imports/profiles/Fair/file", "text/plain", String::new()).await;
        assert_eq!(Profile::from_toml(&text).unwrap().make.len(), 2);
        let (status, again) = keep(json!({ "name": "Fair", "toml": text.replace("Ann =", "Anne =") })).await;
        assert_eq!((status, &again["id"], &again["version"]), (201, &row["id"], &json!(2)), "one's own is replaced");
        assert_eq!(again["shared"], false);

        for (body, code) in [
            (json!({ "name": "olist", "import": made["id"] }), "invalid"),
            (json!({ "name": "x", "toml": "name = " }), "imports.profile"),
            (json!({ "name": "x" }), "imports.profile"),
        ] {
            assert_eq!(keep(body).await.1["code"], code);
        }
        let (status, _) = client.ask(Method::GET, "/imports/profiles/Nothing/file", Value::Null).await;
        assert_eq!(status, 404);

        world.file("team.csv", TEAM);
        world.file("deals.csv", &DEALS.replace("Ann;", "Anne;").replace("done;1.200,50", "done;1"));
        let order = Order { profile: Some("Fair".into()), path: Some(world.path().to_owned()), ..Order::default() };
        let answer = import_at_the_command_line(&world, order).await;
        assert_eq!(answer.import.state, State::Done, "{}", answer.text("en"));
        assert!(answer.text("zh").contains("新建 3"), "{}", answer.text("zh"));
    });
}

async fn import_at_the_command_line(world: &crate::world::World, order: Order) -> imports::command::Answer {
    import(&world.house, &Actor::operator(), order).await.unwrap()
}

#[test]
fn a_mapping_that_is_not_shared_is_its_owners() {
    on_both_with_people(async |world| {
        let maker = Client::of(&world, "ada", &["administrator"]).await;
        let toml = Profile::from_toml(crate::runs::PROFILE).unwrap().to_toml();
        maker.ask(Method::POST, "/imports/profiles", json!({ "name": "Mine", "toml": toml })).await;
        let other = Client::of(&world, "bob", &["sales_operations"]).await;
        let names = async |client: &Client| {
            let (_, listed) = client.ask(Method::GET, "/imports/profiles", Value::Null).await;
            listed["rows"].as_array().unwrap().iter().any(|one| one["name"] == "Mine")
        };
        assert_eq!((names(&maker).await, names(&other).await), (true, false));
        maker.ask(Method::POST, "/imports/profiles", json!({ "name": "Mine", "shared": true, "toml": toml })).await;
        assert!(names(&other).await);
    });
}
