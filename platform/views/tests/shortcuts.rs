//! What somebody pins and looks at last, through HTTP.

use reqwest::Method;
use serde_json::{Value, json};
use testing::{Answer, Client};

testing::both! {
    async fn what_is_pinned_stands_in_the_order_its_user_gave_it(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let valves = account(&bob, "Valves").await;
        for address in ["numbers", "accounts", &valves] {
            pin(&bob, address, None).await.ok();
        }
        let moved = pin(&bob, &valves, Some(0)).await.ok();
        assert_eq!(addresses(&moved.body["pinned"]), [valves.as_str(), "numbers", "accounts"]);
        assert_eq!(moved.body["pinned"][0]["title"], "Valves");
        assert_eq!(moved.body["pinned"][2]["noun"], "accounts");
        // Said again it stays where it stands.
        let again = pin(&bob, "numbers", None).await.ok();
        assert_eq!(addresses(&again.body["pinned"]), [valves.as_str(), "numbers", "accounts"]);
        let unpinned = bob.delete("shortcuts/pinned?address=numbers").await.ok();
        assert_eq!(addresses(&unpinned.body["pinned"]), [valves.as_str(), "accounts"]);
        // Nobody else's order is touched.
        assert_eq!(company.client("Ann").get("shortcuts").await.ok().body, json!({ "pinned": [], "recent": [] }));
    }

    async fn what_was_looked_at_last_comes_first_and_once(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let (one, other) = (account(&bob, "One").await, account(&bob, "Other").await);
        for address in [&one, &other, &one] {
            bob.post("shortcuts/recent", json!({ "address": address })).await.ok();
        }
        pin(&bob, &other, None).await.ok();
        bob.delete(&format!("shortcuts/pinned?address={other}")).await.ok();
        let all = bob.get("shortcuts").await.ok();
        assert_eq!(addresses(&all.body["recent"]), [one.as_str(), other.as_str()]);
    }

    async fn what_is_gone_or_out_of_reach_disappears(server: Server) {
        let company = server.company().await;
        let (bob, eve) = (company.client("Bob"), company.client("Eve"));
        let mine = account(&bob, "Mine").await;
        assert_eq!(pin(&eve, &mine, None).await.status, 404);
        eve.post("shortcuts/recent", json!({ "address": mine })).await.ok();
        assert_eq!(eve.get("shortcuts").await.ok().body["recent"], json!([]));

        pin(&bob, &mine, None).await.ok();
        let view = bob.post("views", json!({ "noun": "accounts", "name": "Big ones" })).await.ok();
        let seen = pin(&bob, &format!("views/{}", view.id()), None).await.ok();
        assert_eq!((&seen.body["pinned"][1]["title"], &seen.body["pinned"][1]["list"]), (&json!("Big ones"), &json!("accounts")));

        let id = mine.trim_start_matches("accounts/");
        company.client("Adm").patch(&mine, json!({ "version": 1, "owner_id": company.person("Eve") })).await.ok();
        let left = bob.get("shortcuts").await.ok();
        assert_eq!(addresses(&left.body["pinned"]), [format!("views/{}", view.id())]);
        assert_eq!(eve.get("shortcuts").await.ok().body["recent"][0]["id"], id);
    }

    async fn only_places_of_ours_are_kept_and_not_too_many(server: Server) {
        let bob = server.company().await.client("Bob");
        assert_eq!(pin(&bob, "//elsewhere.example", None).await.wrong(), ("address", "shortcuts.bad_address"));
        for n in 0..50 {
            pin(&bob, &format!("page_{n}"), None).await.ok();
        }
        assert_eq!(pin(&bob, "page_50", None).await.problem(), (409, "shortcuts.too_many"));
        pin(&bob, "page_49", Some(0)).await.ok();
        for n in 0..40 {
            bob.post("shortcuts/recent", json!({ "address": format!("page_{n}") })).await.ok();
        }
        let all = bob.get("shortcuts").await.ok();
        assert_eq!((count(&all.body["pinned"]), count(&all.body["recent"])), (50, 30));
    }
}

async fn account(client: &Client, name: &str) -> String {
    format!("accounts/{}", client.post("accounts", json!({ "name": name })).await.ok().id())
}

async fn pin(client: &Client, address: &str, place: Option<usize>) -> Answer {
    client.send(Method::PUT, "shortcuts/pinned", Some(json!({ "address": address, "place": place })), &[]).await
}

fn addresses(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(|one| one["address"].as_str()).collect()
}

fn count(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}
