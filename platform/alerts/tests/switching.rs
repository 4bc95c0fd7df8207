//! Rules are data, tried before they are switched on.

use crate::{house, look, made, mark, switch_on};
use serde_json::json;

testing::both! {
    async fn a_rule_starts_off_and_is_switched_on_by_whoever_saw_a_back_test(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        let rule = house.rule(json!({})).await;
        assert_eq!(look(&server, house.today).await.looks, 0);
        let path = format!("alert_rules/{rule}/switch_on");
        assert_eq!(house.adm.post(&path, json!({ "backtest": "seen" })).await.problem(), (409, "alert_rules.not_tried"));
        switch_on(&house.adm, &rule).await.ok();
        assert_eq!(switch_on(&house.adm, &rule).await.problem(), (409, "alert_rules.on"));
        assert_eq!(look(&server, house.today).await.looks, 1);
        house.adm.post(&format!("alert_rules/{rule}/switch_off"), json!({})).await.ok();
        assert_eq!(house.adm.post(&format!("alert_rules/{rule}/switch_off"), json!({})).await.problem(), (409, "alert_rules.off"));
    }

    async fn a_rule_that_asks_something_else_is_another_edition_and_off(server: Server) {
        let house = house(&server).await;
        let rule = house.watch(json!({})).await;
        let seen = mark(&house.adm, &rule).await;
        let path = format!("alert_rules/{rule}");
        let change = async |fields: serde_json::Value| {
            let mut fields = fields;
            fields["version"] = json!(house.adm.get(&path).await.ok().version());
            house.adm.patch(&path, fields).await.ok().row().clone()
        };
        let named = change(json!({ "name": "Leads are few", "quiet_days": 3 })).await;
        assert_eq!((&named["edition"], &named["active"]), (&json!(1), &json!(true)), "that asks the same");
        let other = change(json!({ "limit": 4 })).await;
        assert_eq!((&other["edition"], &other["active"]), (&json!(2), &json!(false)));
        let again = house.adm.post(&format!("{path}/switch_on"), json!({ "backtest": seen })).await;
        assert_eq!(again.problem(), (409, "alert_rules.not_tried"), "that back-test was of another rule");
    }

    async fn a_rule_has_what_its_test_needs(server: Server) {
        let house = house(&server).await;
        let wrong = async |more: serde_json::Value| made(&house.adm, more).await;
        assert_eq!(wrong(json!({ "metric": "beauty" })).await.problem(), (409, "alert_rules.unknown_metric"));
        assert_eq!(wrong(json!({ "limit": null })).await.wrong(), ("limit", "fields.required"));
        assert_eq!(wrong(json!({ "window": "trailing" })).await.wrong(), ("trailing", "fields.required"));
        assert_eq!(wrong(json!({ "charge": "named" })).await.wrong(), ("charged_id", "fields.required"));
        assert_eq!(wrong(json!({ "side": "either" })).await.problem(), (409, "alert_rules.either"));
        assert_eq!(wrong(json!({ "test": "running", "window": "so_far" })).await.problem(), (409, "alert_rules.not_closed"));
        assert_eq!(wrong(json!({ "test": "change", "percent": 10, "amount": 3 })).await.problem(), (409, "alert_rules.change_twice"));
        assert_eq!(wrong(json!({ "per": "account" })).await.wrong(), ("per", "kpis.unknown_dimension"), "leads have none");
        assert_eq!(wrong(json!({ "conditions": "colour=red" })).await.wrong(), ("conditions", "kpis.unknown_dimension"));
    }

    async fn rules_are_read_by_all_and_written_by_few(server: Server) {
        let house = house(&server).await;
        let rule = house.rule(json!({})).await;
        assert_eq!(house.of("Bob").get(&format!("alert_rules/{rule}")).await.status, 200);
        for name in ["Bob", "Ann"] {
            assert_eq!(made(&house.of(name), json!({})).await.status, 403, "{name}");
            assert_eq!(switch_on(&house.of(name), &rule).await.status, 403, "{name}");
        }
        made(&house.of("Ops"), json!({ "keeper_id": house.company.person("Una") })).await.ok();
    }
}
