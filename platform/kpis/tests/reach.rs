use crate::closed;
use testing::Company;

testing::both! {
    async fn everybody_counts_the_rows_that_their_list_shows(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        for (owner, deals) in [("Ann", 1), ("Bob", 2), ("Cid", 3), ("Eve", 4), ("Gus", 5)] {
            for _ in 0..deals {
                closed(&adm, company.person(owner), "won", "2026-03-02", "10.00").await;
            }
        }
        for name in ["Una", "Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Ops", "Adm"] {
            let client = company.client(name);
            let listed = client.get("opportunities?total=true&limit=1").await.ok().total();
            let counted = client.get("kpis/opportunities").await.ok().body["rows"][0]["value"].as_i64();
            assert_eq!(counted, Some(listed), "{name}");
            let behind = client.get("kpis/won/rows?limit=2").await.ok().body;
            assert_eq!(behind["total"], listed, "{name}");
            assert_eq!(behind["outside"], 15 - listed, "{name}");
            assert_eq!(behind["rows"].as_array().map(Vec::len), Some(listed.min(2) as usize), "{name}");
        }
        let bob = company.client("Bob");
        let cell = format!("kpis/won/rows?team_id={}", company.unit("Oak"));
        let behind = bob.get(&cell).await.ok().body;
        assert_eq!((&behind["total"], &behind["outside"]), (&2.into(), &4.into()));
    }
}
