//! What somebody carries goes to somebody else when they leave.

use crate::{act, house, one};
use serde_json::json;

testing::both! {
    async fn a_leaver_hands_over_what_is_open_and_keeps_what_has_ended(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({ "owner_id": house.who("Bob") })).await;
        let open = house.initiative("Fairs", "Bob", json!({ "path_id": path })).await;
        let ended = house.initiative("Push", "Bob", json!({})).await;
        act(&house.of("Bob"), "initiatives", &ended, "stop", json!({ "reason": "Enough" })).await.ok();
        let milestone = json!({ "initiative_id": open, "name": "Leaflets", "due_on": "2030-01-01" });
        let milestone = house.of("Bob").post("initiative_milestones", milestone).await.ok().id();
        let budget = house.resource("Fair budget", "Bob", json!({})).await;
        house.uses(&budget, &open, json!(null)).await.ok();
        act(&house.adm, "people", house.who("Bob"), "hand_over", json!({ "to_id": house.who("Cid") })).await.ok();
        let cid = json!(house.who("Cid"));
        assert_eq!(one(&house.adm, "paths", &path).await["owner_id"], cid);
        let row = one(&house.adm, "initiatives", &open).await;
        assert_eq!((&row["owner_id"], &row["path_owner_id"]), (&cid, &cid));
        assert_eq!(one(&house.adm, "initiatives", &ended).await["owner_id"], json!(house.who("Bob")), "it counts for him");
        let row = one(&house.adm, "initiative_milestones", &milestone).await;
        assert_eq!(row["owner_id"], cid);
        assert_eq!(one(&house.adm, "initiative_resources", &budget).await["owner_id"], cid);
        one(&house.of("Cid"), "initiatives", &open).await;
    }
}
