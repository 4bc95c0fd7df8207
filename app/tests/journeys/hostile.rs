//! What somebody tries who wants to learn more than they may, or to bring the server down.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use std::time::Duration;
use testing::{Client, Server};

async fn finance(server: &Server) -> Client {
    signed_in(server, "fin", "finance").await
}

async fn signed_in(server: &Server, login: &str, role: &str) -> Client {
    let token = access::make_user_with_token(&server.house, login, login, None, &[role]).await.expect("a user");
    Client::new(&server.url, Some(token))
}

/// A moment between what was done and what is done next.
async fn between() -> String {
    tokio::time::sleep(Duration::from_millis(20)).await;
    let now = kernel::record::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    tokio::time::sleep(Duration::from_millis(20)).await;
    now
}

fn encoded(filter: &Value) -> String {
    filter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

testing::both! {
    async fn a_condition_that_goes_on_and_on_along_references_is_refused(server: Server) {
        let bob = server.company().await.client("Bob");
        let near = json!({ "field": "parent_id.parent_id.name", "op": "eq", "value": "x" });
        bob.list("accounts", near).await.ok();
        let far = json!({ "field": format!("{}name", "parent_id.".repeat(2_000)), "op": "eq", "value": "x" });
        assert_eq!(bob.list("accounts", far.clone()).await.problem(), (400, "filter.malformed"));
        let bulk = json!({ "verb": "edit", "filter": far, "form": { "industry": "steel" } });
        assert_eq!(bob.post("accounts/bulk", bulk).await.problem(), (400, "filter.malformed"));
        bob.get("accounts").await.ok();
    }

    async fn names_that_are_personal_are_not_told_by_rows_that_refer_to_them(server: Server) {
        let company = server.company().await;
        let (ann, bob, fin) = (company.client("Ann"), company.client("Bob"), finance(&server).await);
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let cleo = bob.post("contacts", json!({ "name": "Cleo Secret", "account_id": acme })).await.ok().id();
        let deal = json!({ "name": "Deal", "account_id": acme, "contact_id": cleo, "amount": { "amount": "1", "currency": "CNY" } });
        let deal = bob.post("opportunities", deal).await.ok().id();
        let visit = json!({ "subject_noun": "accounts", "subject_id": acme, "kind": "visit", "title": "Seen", "met_noun": "contacts", "met_id": cleo });
        bob.post("activities", visit).await.ok();
        let asked = [
            "opportunities".to_owned(),
            format!("opportunities/{deal}"),
            format!("accounts/{acme}/timeline"),
            "opportunities/export?format=csv&fields=name,contact_id".to_owned(),
            "opportunities/groups?by=contact_id".to_owned(),
        ];
        for path in asked {
            let hers = fin.get(&path).await.ok().body.to_string();
            assert!(!hers.contains("Cleo"), "{path}: {hers}");
            let theirs = ann.get(&path).await.ok().body.to_string();
            assert!(theirs.contains("Cleo"), "{path}: {theirs}");
        }
    }

    async fn a_reference_that_is_hidden_is_not_told_by_its_name(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let grants = json!({
            "accounts": { "read": "all", "create": "all", "hidden": ["owner_id"] },
            "people": { "read": "all" },
        });
        let role = json!({ "name": "blind", "label": "Blind", "grants": grants });
        company.client("Adm").post("roles", role).await.ok();
        let blind = signed_in(&server, "blind", "blind").await;
        for path in ["accounts".to_owned(), format!("accounts/{acme}"), "accounts/alike?name=Acme".to_owned()] {
            let told = blind.get(&path).await.ok().body.to_string();
            assert!(told.contains("Acme") && !told.contains("Bob"), "{path}: {told}");
        }
    }

    async fn what_is_masked_now_cannot_be_spelled_out_in_the_past(server: Server) {
        let company = server.company().await;
        let (bob, fin) = (company.client("Bob"), finance(&server).await);
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let cleo = json!({ "name": "Cleo", "email": "cleo@example.com", "account_id": acme });
        let cleo = bob.post("contacts", cleo).await.ok();
        let then = between().await;
        bob.patch(&format!("contacts/{}", cleo.id()), json!({ "title": "Buyer", "version": 1 })).await.ok();
        let path = format!("contacts?as_of={then}&q=cleo@");
        assert_eq!(bob.get(&path).await.ok().body["rows"].as_array().map(Vec::len), Some(1));
        assert_eq!(fin.get(&path).await.ok().body["rows"].as_array().map(Vec::len), Some(0));
    }

    async fn a_list_of_then_is_filtered_and_sorted_like_one_of_today(server: Server) {
        let company = server.company().await;
        let (bob, adm) = (company.client("Bob"), company.client("Adm"));
        let field = json!({ "noun": "accounts", "key": "level", "label": "Level", "kind": "text" });
        adm.post("custom_fields", field).await.ok();
        let group = bob.post("accounts", json!({ "name": "Group" })).await.ok().id();
        let mut ids = Vec::new();
        for (name, level) in [("One", "b"), ("Two", "a"), ("Three", "c")] {
            let account = json!({ "name": name, "parent_id": group, "custom": { "level": level } });
            ids.push(bob.post("accounts", account).await.ok().id());
        }
        let then = between().await;
        for id in &ids {
            bob.patch(&format!("accounts/{id}"), json!({ "version": 1, "name": "Renamed" })).await.ok();
        }
        let below = encoded(&json!({ "field": "parent_id.name", "op": "eq", "value": "Group" }));
        let first = bob.get(&format!("accounts?as_of={then}&sort=custom.level&limit=2&filter={below}")).await.ok();
        assert_eq!(first.column("name"), ["Two", "One"]);
        let after = first.body["next"].as_str().expect("a second page");
        let second = format!("accounts?as_of={then}&sort=custom.level&limit=2&filter={below}&after={after}");
        assert_eq!(bob.get(&second).await.ok().column("name"), ["Three"]);
        let one = encoded(&json!({ "field": "id", "op": "in", "value": [ids[0]] }));
        assert_eq!(bob.get(&format!("accounts?as_of={then}&filter={one}")).await.ok().column("name"), ["One"]);
    }

    async fn letters_that_no_database_keeps_are_refused_and_never_an_error_of_ours(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let not_text = ["fields.not_text", "fields.too_long_address"];
        let address = format!("https://{}.example", "a".repeat(3_000));
        for (field, value) in [
            ("name", json!("a\u{0}b")),
            ("website", json!("https://\u{0}.example")),
            ("website", json!(address)),
            ("tags", json!(["a\u{0}b"])),
        ] {
            let mut account = json!({ "name": "Acme" });
            account[field] = value;
            let answer = bob.post("accounts", account).await;
            let (wrong, code) = answer.wrong();
            assert!(wrong == field && not_text.contains(&code), "{field}: {code}");
        }
        let contains = json!({ "field": "name", "op": "contains", "value": "a\u{0}b" });
        for path in [
            "accounts?q=a%00b".to_owned(),
            format!("accounts?filter={}", encoded(&contains)),
            "accounts/alike?website=https%3A%2F%2Fa%00b.example".to_owned(),
            "search?q=a%00b".to_owned(),
        ] {
            let answer = bob.get(&path).await;
            assert!(answer.status < 500, "{path}: {:#}", answer.body);
        }
        let sign_in = json!({ "login": "a\u{0}b", "password": "a\u{0}b" });
        let answer = Client::new(&server.url, None).send(Method::POST, "session", Some(sign_in), &[]).await;
        assert!(answer.status < 500, "{:#}", answer.body);
    }

    async fn a_files_title_is_a_title(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let token = access::make_user_with_token(&server.house, "extra", "Extra", None, &["director"]).await.expect("a user");
        let send = async |title: String| {
            let form = Form::new()
                .text("subject_noun", "accounts")
                .text("subject_id", acme.clone())
                .text("title", title)
                .part("file", Part::bytes(b"x".to_vec()).file_name("x.txt"));
            let request = reqwest::Client::new().post(format!("{}/api/v1/files", server.url));
            let answer = request.bearer_auth(&token).multipart(form).send().await.expect("an answer");
            (answer.status().as_u16(), answer.json::<Value>().await.expect("JSON"))
        };
        let (status, problem) = send("long ".repeat(100)).await;
        assert_eq!((status, &problem["errors"][0]["code"]), (422, &json!("fields.too_long")));
        let (status, problem) = send("a\u{0}b".to_owned()).await;
        assert_eq!((status, &problem["errors"][0]["code"]), (422, &json!("fields.not_text")));
        assert_eq!(send("Offer".to_owned()).await.0, 201);
    }

    async fn the_list_of_what_a_bulk_verb_could_not_do_masks_names_too(server: Server) {
        let company = server.company().await;
        jobs::start(&server.house);
        let bob = company.client("Bob");
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let cleo = bob.post("contacts", json!({ "name": "Cleo Secret", "account_id": acme })).await.ok().id();
        let deal = json!({ "name": "Deal", "account_id": acme, "contact_id": cleo });
        bob.post("opportunities", deal).await.ok();
        let grants = json!({ "contacts": { "read": "all", "delete": "all" }, "accounts": { "read": "all" } });
        let role = json!({ "name": "sweeper", "label": "Sweeper", "grants": grants });
        company.client("Adm").post("roles", role).await.ok();
        let sweeper = signed_in(&server, "sweeper", "sweeper").await;
        let mut job = sweeper.post("contacts/bulk", json!({ "verb": "delete", "ids": [cleo] })).await.ok().body;
        let id = job["id"].as_str().expect("a job").to_owned();
        while !matches!(job["state"].as_str(), Some("done" | "failed")) {
            tokio::time::sleep(Duration::from_millis(50)).await;
            job = sweeper.get(&format!("jobs/{id}")).await.ok().body;
        }
        let errors = sweeper.get(&format!("jobs/{id}/errors")).await.ok().body.to_string();
        assert!(errors.contains(&cleo) && !errors.contains("Cleo"), "{errors}");
    }
}
