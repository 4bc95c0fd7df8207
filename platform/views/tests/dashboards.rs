//! Dashboards that people copy, change and share, through HTTP.

use serde_json::{Value, json};

fn board(name: &str, more: Value) -> Value {
    let mut board = json!({ "name": name, "state": { "cards": [{ "id": "a", "kind": "number", "metric": "won" }] } });
    for (field, value) in more.as_object().into_iter().flatten() {
        board[field] = value.clone();
    }
    board
}

testing::both! {
    async fn a_dashboard_is_its_owners_alone_until_it_is_shared(server: Server) {
        let company = server.company().await;
        let (bob, eve) = (company.client("Bob"), company.client("Eve"));
        let made = bob.post("dashboards", board("My week", json!({}))).await.ok();
        assert_eq!(made.row()["state"]["cards"][0]["metric"], "won");
        let address = format!("dashboards/{}", made.id());
        assert_eq!(eve.get(&address).await.status, 404);
        bob.patch(&address, json!({ "version": made.version(), "shared": true })).await.ok();
        let seen = eve.get(&address).await.ok();
        let refused = eve.patch(&address, json!({ "version": seen.version(), "name": "Mine" })).await;
        assert_eq!(refused.status, 403);
    }

    async fn who_may_edit_roles_says_where_a_role_begins(server: Server) {
        let company = server.company().await;
        let (adm, bob) = (company.client("Adm"), company.client("Bob"));
        let home = json!({ "home_of": "rep", "shared": true });
        assert_eq!(bob.post("dashboards", board("Mine for all", home.clone())).await.status, 403);
        let alone = adm.post("dashboards", board("Not shared", json!({ "home_of": "rep" }))).await;
        assert_eq!(alone.wrong(), ("home_of", "dashboards.not_shared"));
        let made = adm.post("dashboards", board("Our day", home)).await.ok();
        let seen = bob.get(&format!("dashboards/{}", made.id())).await.ok();
        assert_eq!(seen.row()["home_of"], "rep");
    }

    async fn a_state_is_a_list_of_cards_and_not_too_many(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        for wrong in [json!([]), json!({}), json!({ "cards": "many" }), json!({ "cards": [1] })] {
            let refused = bob.post("dashboards", json!({ "name": "Odd", "state": wrong })).await;
            assert_eq!(refused.wrong(), ("state", "dashboards.not_a_state"));
        }
        let cards: Vec<Value> = (0..41).map(|n| json!({ "id": n.to_string() })).collect();
        let refused = bob.post("dashboards", json!({ "name": "Wall", "state": { "cards": cards } })).await;
        assert_eq!(refused.wrong(), ("state", "dashboards.too_large"));
        let empty = bob.post("dashboards", json!({ "name": "Empty" })).await.ok();
        assert_eq!(empty.row()["state"], json!({ "cards": [] }));
    }
}
