use crate::{closed, under, values};
use testing::{Company, Value, json};

testing::both! {
    async fn every_metric_runs_by_every_dimension_on_an_empty_company(server: Server) {
        let adm = server.company().await.client("Adm");
        let listing = adm.get("kpis").await.ok().body;
        let metrics = listing["metrics"].as_array().expect("metrics");
        assert!(metrics.len() >= 17, "{listing}");
        for metric in metrics {
            let name = metric["name"].as_str().expect("a name");
            let total = adm.get(&format!("kpis/{name}")).await.ok().body;
            assert_eq!(total["rows"].as_array().map(Vec::len), Some(1), "{total}");
            for dimension in metric["dimensions"].as_array().expect("dimensions") {
                let by = dimension.as_str().expect("a name");
                let answer = adm.get(&format!("kpis/{name}?by={by}&from=2026-01-01&to=2026-12-31")).await.ok().body;
                assert_eq!(answer["rows"], json!([]), "{name} by {by}");
            }
        }
    }

    async fn an_answer_holds_what_was_written_before_it(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        let won = "kpis/won_amount?by=owner";
        assert_eq!(values(&adm.get(won).await.ok().body, "owner"), []);
        let id = closed(&adm, company.person("Bob"), "won", "2026-03-02", "10.50").await;
        assert_eq!(values(&adm.get(won).await.ok().body, "owner"), [under("Bob", "10.50")]);
        let row = adm.get(&format!("opportunities/{id}")).await.ok();
        let change = json!({ "version": row.version(), "owner_id": company.person("Gus") });
        adm.patch(&format!("opportunities/{id}"), change).await.ok();
        assert_eq!(values(&adm.get(won).await.ok().body, "owner"), [under("Gus", "10.50")]);
        adm.post(&format!("opportunities/{id}/reopen"), json!({})).await.ok();
        assert_eq!(values(&adm.get(won).await.ok().body, "owner"), []);
    }

    async fn a_condition_takes_the_place_of_the_metrics_own(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        closed(&adm, company.person("Bob"), "won", "2026-01-15", "10.00").await;
        closed(&adm, company.person("Bob"), "lost", "2026-01-25", "30.00").await;
        let value = async |ask: &str| adm.get(&format!("kpis/{ask}")).await.ok().body["rows"][0]["value"].clone();
        assert_eq!(value("cycle_days").await, 10);
        assert_eq!(value("cycle_days?where=outcome=won,lost").await, 15);
        assert_eq!(value("cycle_days_median?where=outcome=won,lost").await, 15);
        assert_eq!(value("won?where=outcome=lost").await, 0);
        assert_eq!(value("win_rate_value").await, 0.25);
        assert_eq!(value("average_deal").await, "10.00");
        assert_eq!(value("win_rate?where=month=2026-02").await, Value::Null);
        assert_eq!(value("win_rate?from=2026-01-15&to=2026-01-15").await, 1);
        assert_eq!(value("open_opportunities?as_of=2026-01-20").await, 1, "what was open then");
    }

    async fn what_cannot_be_asked_is_refused_by_name(server: Server) {
        let adm = server.company().await.client("Adm");
        assert_eq!(adm.get("kpis/beauty").await.status, 404);
        for (ask, field, code) in [
            ("by=colour", "by", "kpis.unknown_dimension"),
            ("from=2026-13-01", "from", "fields.not_date"),
            ("from=2026-02-01&to=2026-01-01", "to", "period.backwards"),
            ("where=outcome", "where", "kpis.condition"),
            ("where=outcome=perhaps", "where", "kpis.unknown_value"),
            ("where=month=2026-Q1", "where", "kpis.unknown_value"),
            ("tree=upside", "tree", "kpis.tree"),
            ("colour=red", "colour", "query.unknown"),
        ] {
            let answer = adm.get(&format!("kpis/win_rate?{ask}")).await;
            assert_eq!(answer.status, 422, "{ask}");
            assert_eq!(answer.wrong(), (field, code), "{ask}");
        }
    }
}
