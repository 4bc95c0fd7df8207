//! Writes over HTTP: once, whole, and by whoever may.

use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

testing::both! {
    async fn a_repeated_request_with_its_key_writes_once(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let key = [("idempotency-key", "visit-1")];
        let row = json!({ "name": "Once" });
        let first = bob.send(Method::POST, "accounts", Some(row.clone()), &key).await.ok();
        let second = bob.send(Method::POST, "accounts", Some(row), &key).await.ok();
        assert_eq!(first.body, second.body);
        assert_eq!(bob.list("accounts", json!({ "field": "name", "op": "eq", "value": "Once" })).await.total(), 1);
        let other = bob.send(Method::POST, "accounts", Some(json!({ "name": "Twice" })), &key).await;
        assert_eq!(other.problem(), (409, "once.other_request"));
    }

    async fn a_stale_edit_is_told_both_values(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let made = bob.post("accounts", json!({ "name": "Old", "industry": "steel" })).await.ok();
        let path = format!("accounts/{}", made.id());
        bob.patch(&path, json!({ "name": "New", "version": 1 })).await.ok();
        let stale = bob.patch(&path, json!({ "name": "Mine", "version": 1 })).await;
        assert_eq!(stale.problem(), (409, "conflict"));
        assert_eq!(stale.body["conflict"]["current"]["name"], "New");
        assert_eq!(stale.body["conflict"]["yours"]["name"], "Mine");
        assert_eq!(bob.get(&path).await.ok().row()["name"], "New");
    }

    async fn a_story_says_who_changed_what_from_what(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let made = bob.post("accounts", json!({ "name": "Old", "tier": "small" })).await.ok();
        let path = format!("accounts/{}", made.id());
        company.client("Ann").patch(&path, json!({ "tier": "key_account", "version": 1 })).await.ok();
        let story = bob.get(&format!("{path}/timeline?locale=zh")).await.ok();
        let entry = &story.body["entries"][0];
        assert_eq!(entry["who"]["name"], "Ann");
        let change = &entry["changes"][0];
        assert_eq!(change["field"], "tier");
        assert_ne!(change["from"], change["to"]);
        assert_ne!(change["label"], "Tier", "the story is told in the reader's language");
    }

    async fn a_list_as_of_yesterday_is_the_list_of_yesterday(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let made = bob.post("accounts", json!({ "name": "Before" })).await.ok();
        tokio::time::sleep(Duration::from_millis(20)).await;
        let then = kernel::record::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        tokio::time::sleep(Duration::from_millis(20)).await;
        let path = format!("accounts/{}", made.id());
        bob.patch(&path, json!({ "name": "After", "version": 1 })).await.ok();
        bob.post("accounts", json!({ "name": "Later" })).await.ok();
        let was = bob.get(&format!("accounts?as_of={then}")).await.ok();
        assert_eq!(was.column("name"), ["Before"]);
        assert_eq!(bob.get(&format!("accounts?as_of={then}&at=0")).await.ok().body["total"], 1);
        let count = async |asked: &str| bob.get(asked).await.ok().body["rows"][0]["count"].as_i64();
        assert_eq!(count("accounts/groups?by=owner_id").await, Some(2));
        assert_eq!(count(&format!("accounts/groups?by=owner_id&as_of={then}")).await, Some(1));
        let file = company.client("Adm").get(&format!("accounts/export?fields=name&as_of={then}")).await.ok();
        assert_eq!(file.body.as_str().expect("a file").lines().skip(1).collect::<Vec<_>>(), ["Before"]);
        assert_eq!(bob.get(&format!("{path}?as_of={then}")).await.ok().row()["name"], "Before");
        // Whose row it was then decides who sees it, in the tree of today.
        let eve = company.client("Eve");
        assert!(eve.get(&format!("accounts?as_of={then}")).await.ok().column("name").is_empty());
        let hers = json!({ "owner_id": company.person("Eve"), "version": 2 });
        company.client("Adm").patch(&path, hers).await.ok();
        assert_eq!(bob.get(&format!("accounts?as_of={then}")).await.ok().column("name"), ["Before"]);
        assert!(eve.get(&format!("accounts?as_of={then}")).await.ok().column("name").is_empty());
    }

    async fn a_bulk_verb_is_a_job_that_names_what_it_could_not_do(server: Server) {
        let company = server.company().await;
        jobs::start(&server.house);
        let bob = company.client("Bob");
        let mut ids = Vec::new();
        for at in 0..30 {
            ids.push(bob.post("accounts", json!({ "name": format!("Number {at}") })).await.ok().id());
        }
        let hers = company.client("Eve").post("accounts", json!({ "name": "Hers" })).await.ok().id();
        ids.push(hers.clone());
        let asked = json!({ "verb": "edit", "ids": ids, "form": { "industry": "steel" } });
        let mut job = bob.post("accounts/bulk", asked).await.ok().body;
        for _ in 0..200 {
            if matches!(job["state"].as_str(), Some("done" | "failed")) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            job = bob.get(&format!("jobs/{}", job["id"].as_str().expect("an id"))).await.ok().body;
        }
        assert_eq!((&job["state"], &job["errors"]), (&json!("done"), &json!(1)), "{job}");
        let steel = json!({ "field": "industry", "op": "eq", "value": "steel" });
        assert_eq!(bob.list("accounts", steel).await.total(), 30);
        let errors = bob.get(&format!("jobs/{}/errors", job["id"].as_str().expect("an id"))).await.ok();
        assert!(errors.body.as_str().is_some_and(|text| text.contains(&hers)), "{}", errors.body);
    }

    async fn a_bulk_verb_takes_all_rows_that_a_list_shows(server: Server) {
        let company = server.company().await;
        jobs::start(&server.house);
        let bob = company.client("Bob");
        for at in 0..130 {
            let (name, tier) = if at < 120 { ("Harbour", "small") } else { ("Harbour", "key_account") };
            bob.post("accounts", json!({ "name": format!("{name} {at}"), "tier": tier })).await.ok();
        }
        bob.post("accounts", json!({ "name": "Hill", "tier": "small" })).await.ok();
        company.client("Eve").post("accounts", json!({ "name": "Harbour, hers", "tier": "small" })).await.ok();
        let small = json!({ "field": "tier", "op": "eq", "value": "small" });
        let filter: String = small.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let shown = bob.get(&format!("accounts?q=harbour&filter={filter}&total=true&limit=1")).await.ok();
        assert_eq!(shown.total(), 120);

        let asked = json!({ "verb": "edit", "filter": small, "q": "harbour", "form": { "industry": "steel" } });
        let mut job = bob.post("accounts/bulk", asked).await.ok().body;
        assert_eq!(job["total"], 120);
        for _ in 0..400 {
            if matches!(job["state"].as_str(), Some("done" | "failed")) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            job = bob.get(&format!("jobs/{}", job["id"].as_str().expect("an id"))).await.ok().body;
        }
        assert_eq!((&job["state"], &job["errors"]), (&json!("done"), &json!(0)), "{job}");
        let steel = json!({ "field": "industry", "op": "eq", "value": "steel" });
        assert_eq!(bob.list("accounts", steel).await.total(), 120);

        // Nothing said is not everything.
        for nothing in [json!({}), json!({ "q": " " }), json!({ "ids": [], "q": "harbour" })] {
            let mut asked = nothing;
            asked["verb"] = json!("edit");
            assert_eq!(bob.post("accounts/bulk", asked).await.problem(), (400, "bulk.rows"));
        }
    }

    async fn personal_data_is_masked_for_those_without_the_right(server: Server) {
        let company = server.company().await;
        let adm = company.client("Adm");
        let account = company.client("Bob").post("accounts", json!({ "name": "Home" })).await.ok().id();
        let contact = json!({ "account_id": account, "name": "Li Lei", "phone": "13800000000" });
        let made = company.client("Bob").post("contacts", contact).await.ok().id();
        let seen = company.client("Bob").get(&format!("contacts/{made}")).await.ok();
        assert_eq!(seen.row()["phone"], "13800000000");
        let grants = json!({ "contacts": { "read": "all" }, "accounts": { "read": "all" } });
        adm.post("roles", json!({ "name": "auditor", "label": "Auditor", "grants": grants })).await.ok();
        let token = access::make_user_with_token(&server.house, "aud", "Aud", None, &["auditor"]).await.expect("a user");
        let auditor = testing::Client::new(&server.url, Some(token));
        let masked = auditor.get(&format!("contacts/{made}")).await.ok();
        assert_eq!(masked.row()["phone"], Value::Null);
        assert!(masked.row()["masked"].as_array().is_some_and(|fields| fields.contains(&json!("phone"))));
        let filter = json!({ "field": "phone", "op": "eq", "value": "13800000000" });
        assert_eq!(auditor.list("contacts", filter).await.wrong(), ("phone", "fields.unknown"));
    }
}
