//! Several servers on one database: a write at one is seen at the other.

use serde_json::json;

testing::both! {
    async fn a_write_at_one_server_is_read_at_another(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let (_, other) = server.another().await;
        let made = bob.post("accounts", json!({ "name": "Two roofs" })).await.ok();
        let there = bob.at(&other).get(&format!("accounts/{}", made.id())).await.ok();
        assert_eq!(there.row()["name"], "Two roofs");
    }

    async fn both_servers_refuse_the_stale_edit(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let (_, other) = server.another().await;
        let made = bob.post("accounts", json!({ "name": "Old" })).await.ok();
        let path = format!("accounts/{}", made.id());
        let change = |name: &str| json!({ "name": name, "version": made.version() });
        let there = bob.at(&other);
        let (one, two) = tokio::join!(bob.patch(&path, change("Here")), there.patch(&path, change("There")));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.body, two.body);
    }
}
