//! Nothing leaves the house that whoever set the channel up could not read.

use crate::{Out, account, change, connected, out, receivers::Receiver, round};
use serde_json::json;
use testing::{Client, Server};

const SECRET: &str = "a secret of this test";

/// Somebody who stands where Ann stands, sees accounts of her team, and sets channels up.
async fn porter(server: &Server, out: &Out) -> Client {
    let all = json!({ "read": "all", "create": "all", "edit": "all", "delete": "all", "verbs": { "*": "all" } });
    let grants = json!({ "accounts": { "read": "subtree" }, "channels": all });
    out.adm.post("roles", json!({ "name": "porter", "label": "Porter", "grants": grants })).await.ok();
    let ann = out.company.person("Ann").parse().expect("an id");
    let token = access::make_user_with_token(&server.house, "porter", "Porter", Some(ann), &["porter"]).await;
    Client::new(&server.url, Some(token.expect("a user")))
}

testing::both! {
    async fn a_channel_hears_what_whoever_set_it_up_may_read(server: Server) {
        let out = out(&server).await;
        let porter = porter(&server, &out).await;
        let receiver = Receiver::open().await;
        let events = json!({ "events": ["accounts.*", "leads.*"] });
        let channel = connected(&porter, "webhook", &receiver.url, SECRET, events).await;
        round(&server).await;
        account(&out.of("Bob"), "Of Oak").await;
        let elm = account(&out.of("Gus"), "Of Elm").await;
        out.of("Bob").post("leads", json!({ "name": "A lead" })).await.ok();
        out.adm.delete(&format!("accounts/{elm}?version=1")).await.ok();
        round(&server).await;
        let titles: Vec<String> = receiver.requests().iter().map(|one| one.raw.clone()).collect();
        assert!(titles.len() == 1 && titles[0].contains("Of Oak"), "{titles:?}");

        // Whoever changes what it hears lends it their own reach; renaming it lends nothing.
        change(&out.adm, "channels", &channel, json!({ "name": "Renamed" })).await;
        account(&out.of("Gus"), "Of Elm, too").await;
        round(&server).await;
        assert_eq!(receiver.requests().len(), 1);
        change(&out.adm, "channels", &channel, json!({ "events": ["accounts.create"] })).await;
        account(&out.of("Gus"), "Of Elm, three").await;
        round(&server).await;
        assert_eq!(receiver.requests().len(), 2);
        change(&porter, "channels", &channel, json!({ "events": ["accounts.*"] })).await;
        account(&out.of("Gus"), "Of Elm, four").await;
        round(&server).await;
        assert_eq!(receiver.requests().len(), 2, "and nobody keeps another's");
    }

    async fn whoever_connects_a_channel_elsewhere_does_not_get_anothers_reach(server: Server) {
        let out = out(&server).await;
        let porter = porter(&server, &out).await;
        let (first, second) = (Receiver::open().await, Receiver::open().await);
        let channel = out.channel("webhook", &first.url, SECRET, json!({ "events": ["accounts.*"] })).await;
        round(&server).await;
        let connect = json!({ "address": second.url, "secret": SECRET });
        porter.post(&format!("channels/{channel}/connect"), connect).await.ok();
        account(&out.of("Gus"), "Of Elm").await;
        round(&server).await;
        assert_eq!((first.requests().len(), second.requests().len()), (0, 0));
        account(&out.of("Bob"), "Of Oak").await;
        round(&server).await;
        assert_eq!((first.requests().len(), second.requests().len()), (0, 1));
    }

    async fn a_channel_of_somebody_who_left_hears_nothing(server: Server) {
        let out = out(&server).await;
        let porter = porter(&server, &out).await;
        let receiver = Receiver::open().await;
        connected(&porter, "webhook", &receiver.url, SECRET, json!({ "events": ["accounts.*"] })).await;
        round(&server).await;
        let user = json!({ "field": "login", "op": "eq", "value": "porter" });
        let user = out.adm.list("users", user).await.ok().column("id").remove(0);
        change(&out.adm, "users", &user, json!({ "active": false })).await;
        account(&out.of("Bob"), "Of Oak").await;
        round(&server).await;
        assert_eq!((receiver.requests().len(), out.states().await), (0, vec!["dropped".to_owned()]));
    }
}
