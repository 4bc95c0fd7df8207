//! Deals that were won before they came here.

use crate::{House, house, own};
use imports::command::{Order, import, undo};
use kernel::Actor;
use sea_orm::{ConnectionTrait, sea_query::Query};
use serde_json::json;
use testing::Server;

async fn brought_in(server: &Server) -> kernel::Result<sea_orm::prelude::Uuid> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("opportunities.csv");
    let rows = "code,name,owner_id,stage_id,opened_on,closed_on,close_value\n\
         A,Racks,Bob,Won,2016-10-20,2017-03-01,1054\n\
         B,Shelves,Eve,Won,2016-10-20,,300.30\n\
         C,Boxes,Bob,Proposal,2016-10-20,,\n";
    std::fs::write(&path, rows).expect("a file");
    let order = Order { noun: Some("opportunities".into()), path: Some(path), ..Order::default() };
    let answer = import(&server.house, &Actor::operator(), order).await?;
    assert!(!answer.refused, "{:#?}", answer.import.report.problems);
    Ok(answer.import.id)
}

async fn deal(house: &House, code: &str) -> String {
    let found = house.adm.list("opportunities", json!({ "field": "code", "op": "eq", "value": code })).await.ok();
    found.body["rows"][0]["id"].as_str().unwrap_or_else(|| panic!("no deal {code}")).to_owned()
}

testing::both! {
    async fn imported_deals_are_credited_as_of_their_day(server: Server) {
        let house = house(&server).await;
        let id = brought_in(&server).await.expect("it is imported");
        let racks = deal(&house, "A").await;
        assert_eq!(house.standing(&racks).await, ["Ann rollup 1054.00", "Bob direct 1054.00", "Una rollup 1054.00"]);
        assert!(house.lines(&racks).await.iter().all(|line| line["happened_on"] == "2017-03-01"));
        let undated = house.lines(&deal(&house, "B").await).await;
        assert_eq!(own(&undated), 30_030);
        assert!(undated.iter().all(|line| line["happened_on"].is_null()), "nobody knows when");
        assert_eq!(house.lines(&deal(&house, "C").await).await.len(), 0);
        let sum = |metric: &'static str| {
            let adm = house.adm.clone();
            async move { adm.get(&format!("kpis/{metric}")).await.ok().body["rows"][0]["value"].clone() }
        };
        assert_eq!(sum("credited_amount").await, sum("won_amount").await);
        // Taken back, it was never there.
        let (_, undone) = undo(&server.house, &Actor::operator(), id).await.expect("it is taken back");
        assert_eq!(undone.left, 0, "{:?}", undone.left_rows);
        assert_eq!(house.adm.get("credits?total=true").await.total(), 0);
    }

    async fn a_house_that_won_deals_before_gets_its_ledger(server: Server) {
        let house = house(&server).await;
        let (one, other) = (house.won("Bob", "500", "2026-03-02").await, house.won("Eve", "70", "2026-04-02").await);
        let was = house.standing(&one).await;
        let forgotten = server.house.write(Actor::operator(), None, |work| {
            Box::pin(async move {
                let mut delete = Query::delete();
                Ok(work.conn().execute(delete.from_table("credits")).await.map(|_| ())?)
            })
        });
        forgotten.await.expect("no ledger");
        assert_eq!(credits::fill(&server.house).await.expect("it runs"), 2);
        assert_eq!(house.standing(&one).await, was);
        assert_eq!(own(&house.lines(&other).await), 7_000);
        assert_eq!(credits::fill(&server.house).await.expect("it runs"), 0, "once is enough");
        assert_eq!(house.lines(&one).await.len(), 3);
    }

    async fn what_is_credited_again_is_not_written_twice(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        for _ in 0..2 {
            house.act(&deal, "credit_again", json!({})).await.ok();
        }
        assert_eq!(house.lines(&deal).await.len(), 3);
    }
}
