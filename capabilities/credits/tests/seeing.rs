//! One sees one's own lines, and managers those below.

use crate::house;
use serde_json::json;

testing::both! {
    async fn a_rep_sees_their_own_and_a_manager_the_teams(server: Server) {
        let house = house(&server).await;
        let deal = house.deal("Bob", "500").await;
        house.share(&deal, &[("Bob", 60.0), ("Eve", 40.0)]).await.ok();
        house.act(&deal, "win", json!({ "closed_on": "2026-03-02" })).await.ok();
        for (name, sees) in [("Bob", 1), ("Eve", 1), ("Cid", 0), ("Ann", 2), ("Dee", 2), ("Una", 5), ("Gus", 0)] {
            let client = house.of(name);
            assert_eq!(client.get("credits?total=true").await.total(), sees, "{name}");
            let exported = client.get("credits/export?format=csv").await;
            if ["Ann", "Dee", "Una"].contains(&name) {
                let text = exported.ok().body.as_str().expect("a file").to_owned();
                assert_eq!(text.lines().count(), sees as usize + 1, "{name}: {text}");
            } else {
                assert_eq!(exported.problem().0, 403, "{name}");
            }
        }
        // Shares are seen with the deal.
        assert_eq!(house.of("Bob").get("credit_splits?total=true").await.total(), 2);
        assert_eq!(house.of("Eve").get("credit_splits?total=true").await.total(), 0);
        // A number is made of what its reader sees.
        let sum = |client: testing::Client| async move {
            client.get("kpis/credited_amount").await.ok().body["rows"][0]["value"].clone()
        };
        assert_eq!(sum(house.of("Bob")).await, json!("300.00"));
        assert_eq!(sum(house.of("Dee")).await, json!("200.00"));
        assert_eq!(sum(house.of("Una")).await, json!("500.00"));
    }
}
