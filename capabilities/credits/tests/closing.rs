//! A period that is closed stands as it is.

use crate::house;
use serde_json::json;

testing::both! {
    async fn what_is_corrected_after_a_closing_counts_today(server: Server) {
        let house = house(&server).await;
        let today = server.house.today().to_string();
        let (old, new) = (house.won("Bob", "500", "2026-03-31").await, house.won("Bob", "300", "2026-04-01").await);
        let finance = house.adm.clone();
        let early = finance.post("credit_closings", json!({ "name": "Ahead", "through": today })).await;
        assert_eq!(early.problem(), (409, "credit_closings.not_over"));
        let closing = finance.post("credit_closings", json!({ "name": "2026 Q1", "through": "2026-03-31" })).await.ok().id();
        house.edit(&old, json!({ "amount": "450" })).await.ok();
        house.edit(&new, json!({ "amount": "310" })).await.ok();
        let days = |lines: Vec<serde_json::Value>| -> Vec<(String, String, String)> {
            let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
            let own = lines.into_iter().filter(|line| line["kind"] == "direct");
            own.map(|line| (text(&line["amount"]["amount"]), text(&line["happened_on"]), text(&line["closed_on"]))).collect()
        };
        let line = |amount: &str, on: &str, closed: &str| (amount.to_owned(), on.to_owned(), closed.to_owned());
        assert_eq!(days(house.lines(&old).await), [
            line("500.00", "2026-03-31", "2026-03-31"),
            line("-500.00", &today, "2026-03-31"),
            line("450.00", &today, "2026-03-31"),
        ]);
        assert_eq!(days(house.lines(&new).await), [
            line("300.00", "2026-04-01", "2026-04-01"),
            line("-300.00", "2026-04-01", "2026-04-01"),
            line("310.00", "2026-04-01", "2026-04-01"),
        ]);
        // What is told of the period only now counts now.
        let late = house.won("Cid", "40", "2026-02-02").await;
        assert_eq!(days(house.lines(&late).await), [line("40.00", &today, "2026-02-02")]);
        // The first quarter shows what it showed when it was closed.
        let sum = house.adm.get("kpis/credited_amount?from=2026-01-01&to=2026-03-31").await.ok().body["rows"][0]["value"].clone();
        assert_eq!(sum, json!("500.00"));
        assert_eq!(house.of("Ann").delete(&format!("credit_closings/{closing}")).await.problem().0, 403);
        assert_eq!(house.of("Bob").get("credit_closings?total=true").await.total(), 1, "everybody may know");
    }
}
