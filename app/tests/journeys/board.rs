//! What a board of deals asks: columns that add up within the reader's reach, and moves that say what they lack.

use serde_json::{Value, json};
use testing::Client;

async fn stages(client: &Client) -> Vec<Value> {
    let stages = client.get("stages?sort=position&limit=100").await.ok();
    stages.body["rows"].as_array().cloned().expect("stages")
}

testing::both! {
    async fn columns_add_up_what_the_reader_may_see_currencies_apart(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let stages = stages(&company.client("Adm")).await;
        for (amount, currency, day) in
            [("100.05", "CNY", "2026-11-30"), ("0.15", "CNY", "2026-12-01"), ("7", "USD", "2026-12-31")]
        {
            bob.post("opportunities", json!({
                "name": "Racks", "amount": amount, "currency": currency, "expected_close_on": day,
            })).await.ok();
        }
        // Of a colleague whom Bob does not see.
        company.client("Fay").post("opportunities", json!({ "name": "Boxes", "amount": "5000" })).await.ok();
        let sums = "sum=amount,amount*probability";
        let column = bob.get(&format!("opportunities/groups?by=stage_id&{sums}")).await.ok().body["rows"].clone();
        assert_eq!(column.as_array().map(Vec::len), Some(1), "{column}");
        assert_eq!((&column[0]["stage_id"], &column[0]["count"]), (&stages[0]["id"], &json!(3)));
        let cny = |amount: &str| json!({ "amount": amount, "currency": "CNY" });
        let usd = |amount: &str| json!({ "amount": amount, "currency": "USD" });
        let of = |name: &str| {
            let mut totals = column[0]["sum"][name].as_array().cloned().expect("a total for each currency");
            totals.sort_by_key(|total| total["currency"].to_string());
            totals
        };
        assert_eq!(of("amount"), [cny("100.20"), usd("7.00")]);
        assert_eq!(of("amount*probability"), [cny("10.02"), usd("0.70")], "ten per cent, rounded once");
        let months = bob.get(&format!("opportunities/groups?by=stage_id,expected_close_on.month&{sums}")).await.ok();
        let months = months.body["rows"].as_array().cloned().expect("rows");
        let told: Vec<(&Value, &Value)> =
            months.iter().map(|row| (&row["expected_close_on.month"], &row["count"])).collect();
        assert_eq!(told, [(&json!("2026-11"), &json!(1)), (&json!("2026-12"), &json!(2))]);
        let wrong = bob.get("opportunities/groups?by=stage_id&sum=amount*name").await;
        assert_eq!(wrong.wrong(), ("amount*name", "list.not_number"));
    }

    async fn a_move_that_lacks_something_names_it_and_goes_through_once_it_is_filled_in(server: Server) {
        let company = server.company().await;
        let (bob, adm) = (company.client("Bob"), company.client("Adm"));
        let stages = stages(&adm).await;
        let (analysis, version) = (stages[1]["id"].as_str().expect("an id"), &stages[1]["version"]);
        let needs = json!({ "enter_needs": ["next_step"], "deal_limit": 3, "version": version });
        adm.patch(&format!("stages/{analysis}"), needs).await.ok();
        let deal = bob.post("opportunities", json!({ "name": "Racks" })).await.ok();
        let path = format!("opportunities/{}", deal.id());
        let form = |version: i64| json!({ "stage_id": analysis, "version": version });
        let refused = bob.post(&format!("{path}/move"), form(1)).await;
        assert_eq!(refused.problem(), (409, "opportunities.missing"));
        assert_eq!(refused.body["needs"], json!(["next_step"]));
        let filled = bob.patch(&path, json!({ "next_step": "Call", "version": 1 })).await.ok();
        let stale = bob.post(&format!("{path}/move"), form(1)).await;
        assert_eq!(stale.problem(), (409, "conflict"));
        let moved = bob.post(&format!("{path}/move"), form(filled.version())).await.ok();
        assert_eq!(moved.row()["stage_id"], analysis);
    }

    async fn a_stage_has_room_for_at_least_one_deal(server: Server) {
        let adm = server.company().await.client("Adm");
        let first = stages(&adm).await.remove(0);
        let path = format!("stages/{}", first["id"].as_str().expect("an id"));
        let none = adm.patch(&path, json!({ "deal_limit": 0, "version": first["version"] })).await;
        assert_eq!(none.wrong(), ("deal_limit", "fields.too_small"));
    }
}
