//! Who holds which position: shares, days, and what ends.

use crate::{change, hr, one, position, rows, who};
use chrono::Days;
use serde_json::{Value, json};

testing::both! {
    async fn somebody_is_appointed_where_they_stand_unless_it_is_said_otherwise(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let (today, rep) = (server.house.today(), position(&hr, "Sales representative").await);
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": who(&company, "Bob") })).await.ok();
        let held = rows(&hr, "appointments", "position_id", &rep).await;
        let [held] = held.as_slice() else { panic!("one appointment: {held:#?}") };
        assert_eq!((&held["unit_id"], &held["share"]), (&json!(company.unit("Oak")), &json!(100)));
        assert_eq!((&held["from"], &held["to"]), (&json!(today), &json!(null)));

        let form = json!({ "position_id": rep, "unit_id": company.unit("Elm"), "from": "2026-01-05", "to": "2026-03-31", "share": 50 });
        hr.post(&format!("people/{}/appoint", who(&company, "Cid")), form).await.ok();
        let cid = rows(&hr, "appointments", "person_id", who(&company, "Cid")).await;
        assert_eq!((&cid[0]["unit_id"], &cid[0]["share"], &cid[0]["to"]), (&json!(company.unit("Elm")), &json!(50), &json!("2026-03-31")));
        let form = json!({ "person_id": who(&company, "Eve"), "from": "2026-03-02", "to": "2026-03-01" });
        let backwards = hr.post(&format!("positions/{rep}/appoint"), form).await;
        assert_eq!(backwards.problem(), (409, "appointments.ends_before_it_begins"));
        let manager = company.client("Ann").post(&format!("positions/{rep}/appoint"), json!({ "person_id": who(&company, "Bob") })).await;
        assert_eq!(manager.status, 403, "a manager appoints nobody");
    }

    async fn nobody_holds_more_than_full_time_unless_it_is_meant(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let [rep, trainer] = [position(&hr, "Sales representative").await, position(&hr, "Trainer").await];
        let bob = who(&company, "Bob");
        let appoint = async |position: &str, mut form: Value| {
            form["person_id"] = json!(bob);
            hr.post(&format!("positions/{position}/appoint"), form).await
        };
        appoint(&rep, json!({ "from": "2026-01-01", "share": 70 })).await.ok();
        appoint(&trainer, json!({ "from": "2026-01-01", "to": "2026-06-30", "share": 30 })).await.ok();
        let more = appoint(&trainer, json!({ "from": "2026-06-30", "share": 40 })).await;
        assert_eq!(more.problem(), (409, "appointments.over_full_time"));
        assert!(more.body["detail"].as_str().is_some_and(|text| text.contains("140 %")), "{:#}", more.body);
        appoint(&trainer, json!({ "from": "2026-07-01", "share": 30 })).await.ok();
        appoint(&trainer, json!({ "from": "2026-08-01", "to": "2026-08-31", "share": 40, "over_full_time": true })).await.ok();
        let held = rows(&hr, "appointments", "person_id", bob).await;
        assert_eq!(held.len(), 4);
        let first = held.iter().find(|row| row["share"] == 70).expect("the first")["id"].as_str().expect("an id").to_owned();
        let raised = change(&hr, "appointments", &first, json!({ "share": 80 })).await;
        assert_eq!(raised.problem(), (409, "appointments.over_full_time"), "an edit is asked as well");
    }

    async fn an_appointment_ends_with_a_day_and_with_whoever_leaves(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let today = server.house.today();
        let rep = position(&hr, "Sales representative").await;
        let (bob, cid) = (who(&company, "Bob"), who(&company, "Cid"));
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": bob, "from": "2026-01-01" })).await.ok();
        let held = rows(&hr, "appointments", "person_id", bob).await[0]["id"].as_str().expect("an id").to_owned();
        hr.post(&format!("appointments/{held}/end"), json!({ "on": "2026-02-28" })).await.ok();
        assert_eq!(one(&hr, "appointments", &held).await["to"], "2026-02-28");
        let again = hr.post(&format!("appointments/{held}/end"), json!({})).await;
        assert_eq!(again.problem(), (409, "appointments.ends_already"));

        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": cid, "from": "2026-01-01", "share": 60 })).await.ok();
        let later = json!({ "person_id": cid, "from": today + Days::new(30), "share": 40 });
        hr.post(&format!("positions/{rep}/appoint"), later).await.ok();
        hr.post(&format!("people/{cid}/leave"), json!({ "on": today })).await.ok();
        let theirs = rows(&hr, "appointments", "person_id", cid).await;
        assert_eq!(theirs.len(), 1, "what would only have begun is gone");
        assert_eq!(theirs[0]["to"], json!(today));
        let gone = json!({ "person_id": cid, "from": today + Days::new(1) });
        let gone = hr.post(&format!("positions/{rep}/appoint"), gone).await;
        assert_eq!(gone.problem(), (409, "appointments.has_left"));
    }
}
