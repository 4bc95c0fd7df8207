//! Paths and initiatives that are brought in, and taken out.

use crate::{house, rows};
use imports::command::{Order, import, undo};
use kernel::Actor;
use serde_json::json;
use testing::Server;

async fn brought_in(server: &Server, noun: &str, text: &str) -> sea_orm::prelude::Uuid {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("{noun}.csv"));
    std::fs::write(&path, text).expect("a file");
    let order = Order { noun: Some(noun.into()), path: Some(path), ..Order::default() };
    let answer = import(&server.house, &Actor::operator(), order).await.expect("it is imported");
    assert!(!answer.refused, "{:#?}", answer.import.report.problems);
    answer.import.id
}

testing::both! {
    async fn what_is_brought_in_follows_the_same_rules(server: Server) {
        let house = house(&server).await;
        let paths = "name,owner_id,metric,from,to,target,trend\nOak 2026,Ann,won_amount,2026-01-01,2026-12-31,160,100\n";
        brought_in(&server, "paths", paths).await;
        let initiatives = "name,kind,path_id,owner_id,from,to,lift,ramp\n\
             Fairs,new_customers,Oak 2026,Bob,2026-01-01,2026-12-31,50,\"0, 50, 100\"\n";
        let id = brought_in(&server, "initiatives", initiatives).await;
        let found = rows(&house.adm, "paths", "name", "Oak 2026").await;
        assert_eq!(found[0]["gap"], json!(60));
        let initiative = rows(&house.adm, "initiatives", "name", "Fairs").await;
        assert_eq!((&initiative[0]["path_id"], &initiative[0]["state"]), (&found[0]["id"], &json!("idea")));
        assert_eq!(house.of("Bob").get(&format!("paths/{}", found[0]["id"].as_str().expect("an id"))).await.status, 200);
        // Taken back, it was never there.
        let (_, undone) = undo(&server.house, &Actor::operator(), id).await.expect("it is taken back");
        assert_eq!(undone.left, 0, "{:?}", undone.left_rows);
        assert_eq!(rows(&house.adm, "initiatives", "name", "Fairs").await.len(), 0);
    }

    async fn what_is_exported_is_what_its_reader_sees(server: Server) {
        let house = house(&server).await;
        house.initiative("Fairs", "Bob", json!({})).await;
        house.initiative("Push", "Eve", json!({})).await;
        let file = house.of("Ann").get("initiatives/export?format=csv&fields=name,lift").await.ok();
        let text = file.body.to_string();
        assert!(text.contains("Fairs") && !text.contains("Push"), "{text}");
    }
}
