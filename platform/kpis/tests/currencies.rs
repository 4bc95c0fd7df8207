use crate::{under, values};
use testing::{Client, Company, Value, json};

/// A deal won in a currency.
async fn won(by: &Client, owner: &str, currency: &str, on: &str, amount: &str) -> String {
    let deal = json!({
        "name": "Racks", "owner_id": owner, "amount": amount, "currency": currency, "opened_on": "2026-01-05",
    });
    let id = by.post("opportunities", deal).await.ok().id();
    let explains = json!({ "field": "explains", "op": "eq", "value": "won" });
    let reason = by.list("reasons", explains).await.ok().body["rows"][0]["id"].clone();
    let form = json!({ "closed_on": on, "reason_id": reason, "close_value": amount });
    by.post(&format!("opportunities/{id}/win"), form).await.ok();
    id
}

async fn rate(by: &Client, currency: &str, rate: &str, from: &str) -> String {
    let row = json!({ "currency": currency, "rate": rate, "valid_from": from, "source": "the bank" });
    by.post("exchange_rates", row).await.ok().id()
}

fn cents(amount: &Value) -> i64 {
    amount.as_str().unwrap_or_else(|| panic!("{amount}")).replace('.', "").parse().expect("digits")
}

testing::both! {
    async fn an_amount_counts_at_the_rate_of_the_day_it_was_won(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        rate(&adm, "USD", "7.1", "2026-01-01").await;
        rate(&adm, "USD", "7.25", "2026-03-01").await;
        rate(&adm, "JPY", "0.0478", "2026-01-01").await;
        won(&adm, company.person("Bob"), "CNY", "2026-02-28", "100.00").await;
        won(&adm, company.person("Bob"), "USD", "2026-02-28", "10.00").await;
        won(&adm, company.person("Eve"), "USD", "2026-03-01", "10.00").await;
        won(&adm, company.person("Gus"), "JPY", "2026-03-01", "12345").await;
        let by_owner = adm.get("kpis/won_amount?by=owner").await.ok().body;
        assert_eq!(by_owner["currency"], "CNY");
        // 12,345 yen are 590.091 yuan.
        let expected = [under("Bob", "171.00"), under("Eve", "72.50"), under("Gus", "590.09")];
        assert_eq!(values(&by_owner, "owner"), expected);
        assert_eq!(
            by_owner["rates"],
            json!([
                { "currency": "JPY", "into": "CNY", "rate": "0.0478", "valid_from": "2026-01-01" },
                { "currency": "USD", "into": "CNY", "rate": "7.1", "valid_from": "2026-01-01" },
                { "currency": "USD", "into": "CNY", "rate": "7.25", "valid_from": "2026-03-01" },
            ])
        );
        let total = adm.get("kpis/won_amount").await.ok().body;
        assert_eq!(total["rows"][0]["value"], "833.59");
        let average = adm.get("kpis/average_deal").await.ok().body;
        assert_eq!(average["rows"][0]["value"], "208.40", "of four deals");
        let february = adm.get("kpis/won_amount?from=2026-02-01&to=2026-02-28").await.ok().body;
        assert_eq!(february["rows"][0]["value"], "171.00");
        assert_eq!(adm.get("kpis/win_rate_value").await.ok().body["rows"][0]["value"], 1);
    }

    async fn the_rows_behind_a_number_add_up_to_it(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        rate(&adm, "USD", "7.1234", "2026-01-01").await;
        // Each alone is 71.3052…34 yuan, half a fen and more: three of them rounded are not the rounding of three.
        for _ in 0..3 {
            won(&adm, company.person("Bob"), "USD", "2026-03-02", "10.01").await;
        }
        won(&adm, company.person("Bob"), "CNY", "2026-03-02", "5.00").await;
        let total = adm.get("kpis/won_amount").await.ok().body["rows"][0]["value"].clone();
        let behind = adm.get("kpis/won_amount/rows").await.ok().body;
        let rows = behind["rows"].as_array().expect("rows");
        let shown = rows.iter().map(|row| {
            let converted = &behind["worth"][row["id"].as_str().expect("an id")]["amount"];
            cents(if converted.is_null() { &row["amount"]["amount"] } else { converted })
        });
        assert_eq!(shown.sum::<i64>(), cents(&total));
        assert_eq!(total, "218.93", "3 × 71.31 + 5.00");
    }

    async fn what_is_open_counts_at_the_rate_of_the_day_asked_about(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        rate(&adm, "USD", "7", "2026-01-01").await;
        rate(&adm, "USD", "8", "2026-02-01").await;
        let stages = adm.get("stages?limit=100").await.ok().body;
        let mut stages = stages["rows"].as_array().expect("stages").iter();
        let half = stages.find(|stage| stage["meaning"] == "open").expect("an open stage");
        let deal = json!({
            "name": "Racks", "owner_id": company.person("Bob"), "amount": "10.01", "currency": "USD",
            "opened_on": "2026-01-05", "stage_id": half["id"], "probability": 50,
        });
        adm.post("opportunities", deal).await.ok();
        let value = async |ask: &str| adm.get(&format!("kpis/{ask}")).await.ok().body["rows"][0]["value"].clone();
        assert_eq!(value("open_pipeline?as_of=2026-01-31").await, "70.07");
        assert_eq!(value("open_pipeline?as_of=2026-02-01").await, "80.08");
        assert_eq!(value("weighted_pipeline?as_of=2026-01-31").await, "35.04", "half of 70.07, rounded once");
        assert_eq!(value("open_opportunities?as_of=2026-01-31").await, 1, "a count needs no rate");
    }

    async fn a_missing_rate_is_named_with_its_day(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        rate(&adm, "USD", "7.1", "2026-03-01").await;
        won(&adm, company.person("Bob"), "USD", "2026-02-28", "10.00").await;
        let refused = adm.get("kpis/won_amount").await;
        assert_eq!(refused.problem(), (409, "kpis.no_rate"));
        let detail = refused.body["detail"].as_str().expect("a sentence");
        assert!(detail.contains("USD") && detail.contains("CNY") && detail.contains("2026-02-28"), "{detail}");
        let chinese = adm.get("kpis/won_amount?locale=zh").await;
        assert!(chinese.body["detail"].as_str().is_some_and(|text| text.contains("2026-02-28 折算")), "{:?}", chinese.body);
        assert_eq!(adm.get("kpis/won").await.ok().body["rows"][0]["value"], 1, "a count needs no rate");
        assert_eq!(adm.get("kpis/won_amount?from=2026-03-01").await.ok().body["rows"][0]["value"], "0.00");
        rate(&adm, "USD", "7", "2026-02-01").await;
        assert_eq!(adm.get("kpis/won_amount").await.ok().body["rows"][0]["value"], "70.00");
    }

    async fn an_answer_without_other_currencies_names_no_rates(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        rate(&adm, "USD", "7.1", "2026-01-01").await;
        won(&adm, company.person("Bob"), "CNY", "2026-02-28", "10.00").await;
        let answer = adm.get("kpis/won_amount").await.ok().body;
        assert_eq!(answer.get("rates"), None);
        assert_eq!(adm.get("kpis/won_amount/rows").await.ok().body.get("worth"), None);
    }

    async fn rates_are_kept_by_finance_and_read_by_everybody(server: Server) {
        let company: Company = server.company().await;
        let row = json!({ "currency": "USD", "rate": "7.1", "valid_from": "2026-01-01" });
        let denied = company.client("Bob").post("exchange_rates", row.clone()).await;
        assert_eq!(denied.status, 403);
        company.client("Ops").post("exchange_rates", row).await.ok();
        assert_eq!(company.client("Bob").get("exchange_rates?total=true").await.ok().total(), 1);
        let file = company.client("Ops").get("exchange_rates/export?format=csv").await.ok();
        assert!(file.body.as_str().is_some_and(|text| text.contains("USD") && text.contains("7.1")), "{:?}", file.body);
    }
}
