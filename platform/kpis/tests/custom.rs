use crate::{under, values};
use testing::{Client, Company, Value, json};

async fn deal(by: &Client, owner: &str, custom: Value) {
    let deal =
        json!({ "name": "Racks", "owner_id": owner, "amount": "10.00", "opened_on": "2026-01-05", "custom": custom });
    by.post("opportunities", deal).await.ok();
}

async fn field(by: &Client, key: &str, kind: &str, more: Value) -> String {
    let mut field = json!({ "noun": "opportunities", "key": key, "label": key, "kind": kind });
    for (name, value) in more.as_object().expect("an object") {
        field[name] = value.clone();
    }
    by.post("custom_fields", field).await.ok().id()
}

testing::both! {
    async fn numbers_go_by_what_the_customer_added(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        let bob = company.person("Bob");
        deal(&adm, bob, json!({})).await;
        assert_eq!(adm.get("kpis/opportunities").await.ok().body["rows"][0]["value"], 1, "the mirror stands");

        field(&adm, "channel", "choice", json!({ "options": ["web", "fair"] })).await;
        field(&adm, "hot", "bool", json!({})).await;
        field(&adm, "coach", "ref", json!({ "refers": "people" })).await;
        let city = field(&adm, "city", "text", json!({})).await;
        field(&adm, "seats", "integer", json!({})).await;
        let eve = company.person("Eve");
        deal(&adm, bob, json!({ "channel": "web", "hot": true, "coach": eve, "city": "Xi'an", "seats": 7 })).await;
        deal(&adm, bob, json!({ "channel": "web", "hot": false, "city": "Bonn", "seats": 7 })).await;
        deal(&adm, bob, json!({ "channel": "fair" })).await;
        let by = async |what: &str| {
            let answer = adm.get(&format!("kpis/opportunities?by=custom.{what}")).await.ok().body;
            values(&answer, &format!("custom.{what}"))
        };
        let none = |count: i64| (None, Value::from(count));
        assert_eq!(by("channel").await, [under("fair", 1), under("web", 2), none(1)]);
        assert_eq!(by("hot").await, [under("false", 1), under("true", 1), none(2)]);
        assert_eq!(by("coach").await, [under("Eve", 1), none(3)]);
        assert_eq!(by("city").await, [under("Bonn", 1), under("Xi'an", 1), none(2)]);
        assert_eq!(by("seats").await, [under("7", 2), none(2)]);

        let won = adm.get("kpis/open_pipeline?by=custom.coach&as_of=2026-02-01").await.ok().body;
        assert_eq!(won["rows"][0]["custom.coach_id"], eve);
        let web = adm.get("kpis/opportunities?where=custom.channel=web").await.ok().body;
        assert_eq!(web["rows"][0]["value"], 2);
        let behind = adm.get("kpis/opportunities/rows?custom.channel=web").await.ok().body;
        assert_eq!(behind["total"], 2);
        let listed = adm.get("kpis").await.ok().body;
        let names = listed["dimensions"].as_array().expect("dimensions").iter().map(|each| each["name"].clone());
        assert!(names.collect::<Vec<_>>().contains(&json!("custom.channel")), "{listed}");

        adm.delete(&format!("custom_fields/{city}")).await.ok();
        let gone = adm.get("kpis/opportunities?by=custom.city").await;
        assert_eq!(gone.wrong(), ("by", "kpis.unknown_dimension"));
        assert_eq!(by("channel").await.len(), 3, "the others stay");
    }

    async fn nobody_learns_from_a_number_what_is_personal(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        field(&adm, "mood", "text", json!({ "personal": true })).await;
        deal(&adm, company.person("Bob"), json!({ "mood": "hopeful" })).await;
        let seen = adm.get("kpis/opportunities?by=custom.mood").await.ok().body;
        assert_eq!(values(&seen, "custom.mood"), [under("hopeful", 1)]);
        let token = access::make_user_with_token(&server.house, "analyst", "Lin", None, &["analyst"]).await.expect("a user");
        let analyst = Client::new(&server.url, Some(token));
        assert_eq!(analyst.get("kpis/opportunities?by=custom.mood").await.status, 403);
        let listed = analyst.get("kpis").await.ok().body.to_string();
        assert!(!listed.contains("custom.mood"), "{listed}");
        let rows = analyst.get("opportunities").await.ok().body;
        assert_eq!((&rows["rows"][0]["custom"]["mood"], &rows["rows"][0]["masked"]), (&Value::Null, &json!(["custom.mood"])));
    }

    async fn a_number_tells_nothing_that_a_filter_of_the_list_would_not(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        field(&adm, "level", "choice", json!({ "options": ["gold", "tin"] })).await;
        deal(&adm, company.person("Bob"), json!({ "level": "gold" })).await;
        let grants = json!({ "opportunities": { "read": "all", "hidden": ["custom.level"] } });
        adm.post("roles", json!({ "name": "clerk", "label": "Clerk", "grants": grants })).await.ok();
        let token = access::make_user_with_token(&server.house, "clerk", "Kim", None, &["clerk"]).await.expect("a user");
        let clerk = Client::new(&server.url, Some(token));
        for asked in [
            "/rows?custom.level=gold",
            "/rows?where=custom.level=gold",
            "?by=custom.level",
            // Of nouns on which the clerk has no rights at all.
            "?by=industry",
            "/rows?industry=",
            "?by=product",
        ] {
            assert_eq!(clerk.get(&format!("kpis/opportunities{asked}")).await.status, 403, "{asked}");
            adm.get(&format!("kpis/opportunities{asked}")).await.ok();
        }
        assert_eq!(adm.get("kpis/opportunities/rows?custom.level=gold").await.ok().body["total"], 1);
        for asked in ["?by=owner,manager,team,region", "?by=outcome,month", "/rows", "/rows?outcome=open"] {
            clerk.get(&format!("kpis/opportunities{asked}")).await.ok();
        }
        let listed = clerk.get("kpis").await.ok().body;
        let names = listed["dimensions"].as_array().expect("dimensions").iter().map(|each| each["name"].clone());
        let names: Vec<Value> = names.collect();
        assert!(names.contains(&json!("team")) && !names.contains(&json!("industry")), "{names:?}");
    }
}
