//! Assessments: who sees them, who writes them.

use crate::{hr, rows, who};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn assessments_are_seen_by_oneself_ones_line_and_human_resources(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let skill = hr.post("competencies", json!({ "name": "Negotiation", "level_3": "Closes alone." })).await.ok().id();
        let bob = who(&company, "Bob");
        let ann = company.client("Ann");
        let seen = json!({ "person_id": bob, "competency_id": skill, "level": 3, "evidence": "Closed Acme alone." });
        let made = ann.post("assessments", seen).await.ok();
        assert_eq!(made.row()["assessor_id"], json!(who(&company, "Ann")));
        assert_eq!(made.row()["assessed_on"], json!(server.house.today()));
        for reader in ["Bob", "Ann", "Una"] {
            let read = rows(&company.client(reader), "assessments", "person_id", bob).await;
            assert_eq!(read.len(), 1, "{reader}");
            assert_eq!((&read[0]["level"], &read[0]["evidence"]), (&json!(3), &json!("Closed Acme alone.")), "{reader}");
        }
        assert_eq!(rows(&hr, "assessments", "person_id", bob).await.len(), 1);
        for stranger in ["Cid", "Dee", "Gus", "Ops"] {
            assert_eq!(rows(&company.client(stranger), "assessments", "person_id", bob).await.len(), 0, "{stranger}");
        }
        let stranger = json!({ "person_id": bob, "competency_id": skill, "level": 1 });
        assert_eq!(company.client("Dee").post("assessments", stranger).await.status, 422, "not in her line");
    }

    async fn nobody_assesses_themselves_or_ahead_of_the_day(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let skill = hr.post("competencies", json!({ "name": "Negotiation" })).await.ok().id();
        let ann = company.client("Ann");
        let own = json!({ "person_id": who(&company, "Ann"), "competency_id": skill, "level": 5 });
        assert_eq!(ann.post("assessments", own).await.problem(), (409, "assessments.own"));
        let mut ahead = json!({ "person_id": who(&company, "Bob"), "competency_id": skill, "level": 4 });
        ahead["assessed_on"] = json!(server.house.today() + Days::new(1));
        assert_eq!(ann.post("assessments", ahead.clone()).await.problem(), (409, "assessments.ahead"));
        ahead["assessed_on"] = json!(server.house.today());
        ahead["level"] = json!(6);
        assert_eq!(ann.post("assessments", ahead).await.wrong(), ("level", "fields.too_large"));
        assert_eq!(company.client("Bob").post("assessments", json!({})).await.status, 403);
    }
}
