use crate::{closed, under, values};
use testing::{Company, json};

testing::both! {
    async fn a_past_period_keeps_its_teams_when_somebody_moves(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        closed(&adm, company.person("Bob"), "won", "2026-03-02", "100.00").await;
        closed(&adm, company.person("Bob"), "lost", "2026-03-03", "50.00").await;
        let ask = "kpis/win_rate?by=team&from=2026-01-01&to=2026-03-31";
        let before = adm.get(ask).await.ok().body;
        assert_eq!(values(&before, "team"), [under("Oak", 0.5)]);
        assert_eq!(before["rows"][0]["team_id"], company.unit("Oak"));

        let form = json!({ "unit_id": company.unit("Elm"), "from": "2026-04-01" });
        adm.post(&format!("people/{}/move", company.person("Bob")), form).await.ok();
        closed(&adm, company.person("Bob"), "won", "2026-04-02", "70.00").await;

        assert_eq!(adm.get(ask).await.ok().body, before, "the quarter of then");
        let now = adm.get(&format!("{ask}&tree=now")).await.ok().body;
        assert_eq!(values(&now, "team"), [under("Elm", 0.5)]);
        let all = adm.get("kpis/won_amount?by=region,quarter").await.ok().body;
        assert_eq!(all["currency"], "CNY");
        assert_eq!(values(&all, "region"), [under("North", "100.00"), under("South", "70.00")]);
        assert_eq!(values(&all, "quarter"), [under("2026-Q1", "100.00"), under("2026-Q2", "70.00")]);
        let managers = adm.get("kpis/won?by=manager").await.ok().body;
        assert_eq!(values(&managers, "manager"), [under("Ann", 1), under("Fay", 1)]);
    }
}
