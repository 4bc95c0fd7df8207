//! What waits to be signed, by whom and by when.

use crate::house;
use chrono::Days;
use serde_json::{Value, json};
use testing::Client;

/// Names, steps and days of what is open, and names of what the reader waits for.
async fn to_sign(client: &Client) -> (Vec<String>, Vec<String>) {
    let told = client.get("agreements/to_sign").await.ok().body.clone();
    let said = |paper: &Value| {
        let word = |field: &str| paper[field].as_str().expect("a word").to_owned();
        format!("{} {} {}", word("name"), word("step"), word("due_on"))
    };
    let of = |part: &str| told[part].as_array().expect("papers").iter().map(said).collect();
    (of("open"), of("waiting"))
}

testing::both! {
    async fn it_waits_for_the_party_then_for_the_superior_and_then_for_nobody(server: Server) {
        let house = house(&server).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let agreement = house.issued("Bob").await;
        let by = house.today + Days::new(14);
        let signs = format!("Year of Bob sign {by}");
        assert_eq!(to_sign(&bob).await, (vec![signs.clone()], vec![]));
        assert_eq!(to_sign(&ann).await, (vec![], vec![signs]), "she waits for him");
        assert_eq!(to_sign(&house.of("Cid")).await, (vec![], vec![]));
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        let countersigns = format!("Year of Bob countersign {}", house.today + Days::new(7));
        assert_eq!(to_sign(&bob).await, (vec![], vec![countersigns.clone()]));
        assert_eq!(to_sign(&ann).await, (vec![countersigns], vec![]));
        house.act("Ann", &agreement, "countersign", json!({})).await.ok();
        assert_eq!(to_sign(&ann).await, (vec![], vec![]));
    }

    async fn what_is_due_first_stands_first_and_what_is_disputed_is_settled(server: Server) {
        let house = house(&server).await;
        let first = house.draft("Bob").await;
        house.act("Ops", &first, "issue", json!({ "sign_by": house.today + Days::new(20) })).await.ok();
        let second = house.issued("Cid").await;
        house.act("Cid", &second, "dispute", json!({ "text": "Too much." })).await.ok();
        let (open, waiting) = to_sign(&house.of("Ann")).await;
        assert_eq!(open, [format!("Year of Cid settle {}", house.today + Days::new(7))]);
        assert_eq!(waiting, [format!("Year of Bob sign {}", house.today + Days::new(20))]);
        let third = house.issued("Bob").await;
        let (open, _) = to_sign(&house.of("Bob")).await;
        assert_eq!(open.len(), 2);
        assert!(open[0].ends_with(&(house.today + Days::new(14)).to_string()), "{third} is due first");
    }

    async fn who_is_nobody_in_particular_has_nothing_to_sign(server: Server) {
        let house = house(&server).await;
        house.issued("Bob").await;
        assert_eq!(to_sign(&house.ops).await, (vec![], vec![]));
    }
}
