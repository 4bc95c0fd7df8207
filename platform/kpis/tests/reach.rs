use crate::closed;
use kernel::{Actor, Batch};
use sea_orm::prelude::Uuid;
use testing::{Company, json};

testing::both! {
    async fn everybody_counts_the_rows_that_their_list_shows(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        for (owner, deals) in [("Ann", 1), ("Bob", 2), ("Cid", 3), ("Eve", 4), ("Gus", 5)] {
            for _ in 0..deals {
                closed(&adm, company.person(owner), "won", "2026-03-02", "10.00").await;
            }
        }
        for name in ["Una", "Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Ops", "Adm"] {
            let client = company.client(name);
            let listed = client.get("opportunities?total=true&limit=1").await.ok().total();
            let counted = client.get("kpis/opportunities").await.ok().body["rows"][0]["value"].as_i64();
            assert_eq!(counted, Some(listed), "{name}");
            let behind = client.get("kpis/won/rows?limit=2").await.ok().body;
            assert_eq!(behind["total"], listed, "{name}");
            assert_eq!(behind["outside"], 15 - listed, "{name}");
            assert_eq!(behind["rows"].as_array().map(Vec::len), Some(listed.min(2) as usize), "{name}");
        }
        let bob = company.client("Bob");
        let cell = format!("kpis/won/rows?team_id={}", company.unit("Oak"));
        let behind = bob.get(&cell).await.ok().body;
        assert_eq!((&behind["total"], &behind["outside"]), (&2.into(), &4.into()));
    }

    async fn a_number_does_not_tell_names_that_are_hidden_in_the_list(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        closed(&adm, company.person("Bob"), "won", "2026-03-02", "10.00").await;
        let all = json!({ "read": "all" });
        let grants = json!({ "opportunities": all, "people": { "read": "all", "hidden": ["name"] }, "units": all });
        adm.post("roles", json!({ "name": "nameless", "label": "Nameless", "grants": grants })).await.ok();
        let made = access::make_user_with_token(&server.house, "nan", "nan", None, &["nameless"]).await;
        let nan = testing::Client::new(&server.url, Some(made.expect("a user")));
        let told = nan.get("kpis/won?by=owner,team").await.ok().body;
        assert_eq!(told["rows"][0]["owner"], json!(null), "{told}");
        assert_eq!(told["rows"][0]["owner_id"], company.person("Bob"));
        assert_eq!(told["rows"][0]["team"], adm.get("kpis/won?by=team").await.ok().body["rows"][0]["team"]);
        assert_eq!(adm.get("kpis/won?by=owner").await.ok().body["rows"][0]["owner"], "Bob");
    }

    async fn what_was_done_about_a_row_counts_for_whoever_has_the_row_now(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        let account = json!({ "name": "Acme", "owner_id": company.person("Bob") });
        let account = adm.post("accounts", account).await.ok();
        let call = json!({
            "kind": "call", "title": "Called", "subject_noun": "accounts", "subject_id": account.id(),
            "owner_id": company.person("Bob"), "at": "2026-03-02T04:00:00Z",
        });
        adm.post("activities", call).await.ok();
        let done = async |name: &str| {
            company.client(name).get("kpis/activities_done").await.ok().body["rows"][0]["value"].clone()
        };
        assert_eq!([done("Bob").await, done("Cid").await, done("Eve").await], [1, 0, 0]);

        let change = json!({ "version": account.version(), "owner_id": company.person("Cid") });
        adm.patch(&format!("accounts/{}", account.id()), change).await.ok();
        assert_eq!([done("Bob").await, done("Cid").await, done("Eve").await], [0, 1, 0]);

        // Many at once are one line of the journal.
        let id: Uuid = account.id().parse().expect("an id");
        let eve = json!(company.person("Eve"));
        let batch = server.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let house = work.house.clone();
                let before = work.unscoped(house.registry.known("accounts")?, id).await?;
                let mut after = before.clone();
                after.insert("owner_id".into(), eve);
                work.write_batch("accounts", Batch { changed: vec![(before, after)], ..Batch::default() }).await
            })
        });
        batch.await.expect("it is written");
        assert_eq!([done("Bob").await, done("Cid").await, done("Eve").await], [0, 0, 1]);
    }
}
