//! Who sees and changes what.

use crate::{change, house, one};
use serde_json::json;

testing::both! {
    async fn an_initiative_is_seen_by_its_owner_and_those_above(server: Server) {
        let house = house(&server).await;
        let id = house.initiative("Fairs", "Bob", json!({})).await;
        let status = async |who: &str| house.of(who).get(&format!("initiatives/{id}")).await.status;
        for (who, expected) in [("Bob", 200), ("Ann", 200), ("Una", 200), ("Cid", 404), ("Dee", 404), ("Eve", 404)] {
            assert_eq!(status(who).await, expected, "{who}");
        }
    }

    async fn whoever_does_something_about_a_path_sees_it_and_the_rest_of_it(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        let bobs = house.initiative("Fairs", "Bob", json!({ "path_id": path })).await;
        assert_eq!(house.of("Eve").get(&format!("paths/{path}")).await.status, 404);
        let eves = house.initiative("Push", "Eve", json!({ "path_id": path })).await;
        let eve = house.of("Eve");
        one(&eve, "paths", &path).await;
        one(&eve, "initiatives", &bobs).await;
        one(&house.of("Ann"), "initiatives", &eves).await;
        assert_eq!(change(&eve, "paths", &path, json!({ "target": 1 })).await.status, 403, "to see is not to change");
        house.adm.delete(&format!("initiatives/{eves}")).await.ok();
        assert_eq!(eve.get(&format!("paths/{path}")).await.status, 404, "and no longer than that");
    }

    async fn whoever_carries_a_part_sees_the_whole(server: Server) {
        let house = house(&server).await;
        let id = house.initiative("Fairs", "Bob", json!({})).await;
        let milestone = json!({ "initiative_id": id, "name": "Leaflets", "due_on": "2030-01-01", "owner_id": house.who("Eve") });
        let milestone = house.adm.post("initiative_milestones", milestone).await.ok().id();
        let eve = house.of("Eve");
        one(&eve, "initiatives", &id).await;
        one(&house.of("Bob"), "initiative_milestones", &milestone).await;
        one(&house.of("Ann"), "initiative_milestones", &milestone).await;
        change(&house.adm, "initiative_milestones", &milestone, json!({ "owner_id": house.who("Cid") })).await.ok();
        assert_eq!(eve.get(&format!("initiatives/{id}")).await.status, 404);
        one(&house.of("Cid"), "initiatives", &id).await;
    }

    async fn parts_stay_with_their_initiative_and_go_with_it(server: Server) {
        let house = house(&server).await;
        let (id, other) = (house.initiative("Fairs", "Bob", json!({})).await, house.initiative("Push", "Bob", json!({})).await);
        let bob = house.of("Bob");
        let milestone = json!({ "initiative_id": id, "name": "Leaflets", "due_on": "2030-01-01" });
        let milestone = bob.post("initiative_milestones", milestone).await.ok().id();
        let moved = change(&bob, "initiative_milestones", &milestone, json!({ "initiative_id": other })).await;
        assert_eq!(moved.problem(), (409, "initiatives.other_initiative"));
        house.adm.delete(&format!("initiatives/{id}")).await.ok();
        assert_eq!(bob.get(&format!("initiative_milestones/{milestone}")).await.status, 404);
    }
}
