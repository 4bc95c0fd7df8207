//! What somebody may decide, on one page, and the question asked of the page.

use crate::{appoint, hr, position, right, who};
use chrono::Days;
use serde_json::{Value, json};
use testing::{Client, Server};

/// Ann leads Oak as a team lead with 10 % and 700 yuan, Dee is regional manager of North with 20 %.
async fn staffed(server: &Server, company: &testing::Company, hr: &Client) -> (String, String) {
    let [lead, head] = [position(hr, "Team lead").await, position(hr, "Regional manager").await];
    right(hr, json!({ "position_id": lead, "percentage": 10, "amount": "700.00", "note": "Board, May" })).await;
    right(hr, json!({ "position_id": head, "percentage": 20 })).await;
    let from = json!({ "from": server.house.today() - Days::new(10) });
    appoint(hr, &lead, who(company, "Ann"), company.unit("Oak"), from).await;
    appoint(hr, &head, who(company, "Dee"), company.unit("North"), json!({})).await;
    (lead, head)
}

async fn ask(client: &Client, person: &str, more: Value) -> testing::Answer {
    let mut question = json!({ "act": "approve", "kind": "discount" });
    question.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
    client.post(&format!("people/{person}/authority/ask"), question).await
}

fn codes(answer: &Value) -> Vec<&str> {
    let against = answer["against"].as_array().expect("reasons");
    against.iter().map(|why| why["code"].as_str().expect("a code")).collect()
}

testing::both! {
    async fn a_page_says_each_right_and_where_it_comes_from(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let (lead, head) = staffed(&server, &company, &hr).await;
        let today = server.house.today();
        let ann = who(&company, "Ann");
        // Of two positions both count, with where each holds.
        appoint(&hr, &head, ann, company.unit("Pine"), json!({ "from": today + Days::new(3), "over_full_time": true })).await;
        let page = company.client("Bob").get(&format!("people/{ann}/authority")).await.ok().body;
        assert_eq!((&page["person"]["name"], &page["unit"]["name"], &page["on"]), (&json!("Ann"), &json!("Oak"), &json!(today)));
        assert_eq!(page["superiors"][0]["name"], "Una");
        let rights = page["rights"].as_array().expect("rights");
        assert_eq!(rights.len(), 1, "{page:#}");
        let only = &rights[0];
        assert_eq!((&only["act"], &only["kind_label"], &only["percentage"]), (&json!("approve"), &json!("Discount"), &json!(10)));
        assert_eq!((&only["amount"], &only["place"]), (&json!({ "amount": "700.00", "currency": "CNY" }), &json!("Oak and below")));
        let source = &only["source"];
        assert_eq!((&source["via"], &source["name"], &source["id"]), (&json!("position"), &json!("Team lead"), &json!(lead)));
        assert_eq!((&source["unit"]["name"], &source["from"]), (&json!("Oak"), &json!(today - Days::new(10))));
        let chinese = company.client("Bob").get(&format!("people/{ann}/authority?locale=zh")).await.ok().body;
        assert_eq!((&chinese["rights"][0]["kind_label"], &chinese["rights"][0]["place"]), (&json!("折扣"), &json!("Oak及其下级")));
        let on = async |day| {
            let page = hr.get(&format!("people/{ann}/authority?on={day}")).await.ok().body;
            page["rights"].as_array().map_or(0, Vec::len)
        };
        assert_eq!([on(today - Days::new(11)).await, on(today + Days::new(3)).await], [0, 2]);
        hr.post(&format!("people/{ann}/leave"), json!({ "on": today, "successor_id": who(&company, "Bob") })).await.ok();
        assert_eq!([on(today).await, on(today + Days::new(1)).await], [1, 0], "nothing after the last day");
    }

    async fn the_question_is_answered_with_the_right_or_with_why_not_and_who_may(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        staffed(&server, &company, &hr).await;
        let (ann, bob) = (who(&company, "Ann"), company.client("Bob"));
        let oak = company.unit("Oak");
        let money = |amount: &str, currency: &str| json!({ "amount": amount, "currency": currency });
        let within = json!({ "percentage": 10, "amount": money("700.00", "CNY"), "unit_id": oak });
        let yes = ask(&bob, ann, within).await.ok().body;
        assert_eq!((&yes["allowed"], &yes["by"][0]["source"]["name"]), (&json!(true), &json!("Team lead")));
        assert_eq!((&yes["against"], &yes["holders"]), (&json!([]), &json!([])));
        let beyond = json!({ "percentage": 15, "amount": money("700.01", "CNY"), "unit_id": oak });
        let no = ask(&bob, ann, beyond).await.ok().body;
        assert_eq!(no["allowed"], false);
        assert_eq!(codes(&no), ["authority.above_amount", "authority.above_percentage"]);
        assert_eq!(no["against"][0]["text"], "0.01 CNY above the limit of 700.00 CNY");
        assert_eq!((&no["against"][1]["field"], &no["against"][1]["right"]["note"]), (&json!("percentage"), &json!("Board, May")));
        assert_eq!((&no["holders"][0]["name"], &no["more"]), (&json!("Dee"), &json!(0)));
        let dollars = json!({ "percentage": 10, "amount": money("1.00", "USD"), "unit_id": oak });
        assert_eq!(codes(&ask(&bob, ann, dollars.clone()).await.ok().body), ["authority.no_rate"]);
        let today = server.house.today();
        let rate = json!({ "currency": "USD", "rate": "7", "valid_from": today });
        company.client("Adm").post("exchange_rates", rate).await.ok();
        assert_eq!(ask(&bob, ann, dollars).await.ok().body["allowed"], true);
        let dollars = json!({ "percentage": 10, "amount": money("100.01", "USD"), "unit_id": oak });
        assert_eq!(codes(&ask(&bob, ann, dollars).await.ok().body), ["authority.above_amount"]);
        let elsewhere = json!({ "percentage": 10, "amount": money("1.00", "CNY"), "unit_id": company.unit("Pine") });
        assert_eq!(codes(&ask(&bob, ann, elsewhere).await.ok().body), ["authority.other_unit"]);
        let other = ask(&bob, ann, json!({ "act": "veto", "unit_id": oak })).await.ok().body;
        assert_eq!((codes(&other), &other["against"][0]["right"]), (vec!["authority.no_right"], &json!(null)));
        let earlier = json!({ "percentage": 1, "amount": money("1.00", "CNY"), "unit_id": oak, "on": today - Days::new(11) });
        assert_eq!(codes(&ask(&bob, ann, earlier).await.ok().body), ["authority.holding_begins"]);
    }

    async fn what_cannot_be_asked_is_said(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let ann = who(&company, "Ann");
        assert_eq!(ask(&bob, ann, json!({ "percentage": "much" })).await.wrong().0, "percentage");
        let nowhere = json!({ "unit_id": "00000000-0000-7000-8000-000000000000" });
        assert_eq!(ask(&bob, ann, nowhere).await.wrong(), ("unit_id", "fields.not_found"));
        assert_eq!(ask(&bob, ann, json!({ "kind": "weather" })).await.status, 400);
        assert_eq!(ask(&bob, "00000000-0000-7000-8000-000000000000", json!({})).await.status, 404);
        assert_eq!(ask(&server.stranger(), ann, json!({})).await.status, 401);
    }

    async fn who_is_out_of_reach_is_not_found_and_oneself_always_is(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        staffed(&server, &company, &hr).await;
        let (ann, dee) = (who(&company, "Ann"), who(&company, "Dee"));
        // A role that sees nobody, nor any right.
        let role = json!({ "name": "inward", "label": "Inward", "grants": { "accounts": { "read": "own" } } });
        company.client("Adm").post("roles", role).await.ok();
        let token = access::make_user_with_token(&server.house, "ann2", "Ann", ann.parse().ok(), &["inward"]).await;
        let inward = Client::new(&server.url, Some(token.expect("a token")));
        let own = inward.get(&format!("people/{ann}/authority")).await.ok().body;
        assert_eq!(own["rights"].as_array().map(Vec::len), Some(1));
        assert_eq!(own["superiors"], json!([]), "those whom they may not see are not named");
        assert_eq!(inward.get(&format!("people/{dee}/authority")).await.status, 403);
        assert_eq!(inward.get("authority/matrix").await.status, 403);
        let no = ask(&inward, ann, json!({ "percentage": 15, "unit_id": null })).await.ok().body;
        assert_eq!((&no["allowed"], &no["holders"]), (&json!(false), &json!([])));
        // A role that sees people of its own line only, and rights without their limits.
        let role = json!({ "name": "narrow", "label": "Narrow", "grants": {
            "people": { "read": "own" }, "rights": { "read": "all", "hidden": ["percentage", "amount"] },
        } });
        company.client("Adm").post("roles", role).await.ok();
        let gus = access::make_user_with_token(&server.house, "gus2", "Gus", who(&company, "Gus").parse().ok(), &["narrow"]);
        let narrow = Client::new(&server.url, Some(gus.await.expect("a token")));
        let matrix = narrow.get("authority/matrix").await.ok().body;
        let told = matrix.to_string();
        assert!(!told.contains("700.00") && !told.contains("\"percentage\":10"), "{matrix:#}");
    }

    async fn the_matrix_shows_positions_and_all_others_who_have_rights(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        staffed(&server, &company, &hr).await;
        position(&hr, "Trainer").await;
        right(&hr, json!({ "holder": "role", "role": "director", "kind": "budget" })).await;
        right(&hr, json!({ "holder": "unit_head", "head_of_id": company.unit("Oak") })).await;
        right(&hr, json!({ "holder": "person", "person_id": who(&company, "Eve"), "to": server.house.today() - Days::new(1) })).await;
        let matrix = company.client("Bob").get("authority/matrix").await.ok().body;
        let rows = matrix["rows"].as_array().expect("rows");
        let told: Vec<(String, String, usize)> = rows
            .iter()
            .map(|row| {
                let rights = row["rights"].as_array().expect("rights").len();
                (row["holder"].as_str().unwrap_or_default().into(), row["name"].as_str().unwrap_or_default().into(), rights)
            })
            .collect();
        let row = |holder: &str, name: &str, rights| (holder.to_owned(), name.to_owned(), rights);
        let wanted = vec![
            row("position", "Regional manager", 1),
            row("position", "Team lead", 1),
            row("position", "Trainer", 0),
            row("unit_head", "Oak", 1),
            row("role", "Sales director", 1),
        ];
        assert_eq!(told, wanted);
        assert_eq!(matrix["kinds"].as_array().map(Vec::len), Some(12));
        assert_eq!(rows[3]["rights"][0]["place"], "Oak and below");
    }
}
