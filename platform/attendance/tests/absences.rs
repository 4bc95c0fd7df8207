//! Asking for days, deciding about them, taking them back.

use crate::{act, ask, ask_with, hr};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde_json::json;

/// A Monday at least so many days ahead.
fn monday(server: &testing::Server, ahead: u64) -> NaiveDate {
    let day = server.house.today() + Days::new(ahead);
    day.iter_days().find(|day| day.weekday() == Weekday::Mon).expect("a week has a Monday")
}

testing::both! {
    async fn leave_is_asked_for_by_whoever_wants_it_and_decided_by_their_line(server: Server) {
        let company = server.company().await;
        let (bob, ann, eve) = (company.client("Bob"), company.client("Ann"), company.client("Eve"));
        let asked = ask(&bob, &company, "Bob", "2031-03-06", "2031-03-11").await.ok();
        let row = asked.row().clone();
        assert_eq!((&row["days"], &row["state"], &row["name"]), (&json!(4), &json!("requested"), &json!("2031-03-06 – 2031-03-11")));
        let id = asked.id();
        assert_eq!(act(&bob, &id, "approve", json!({})).await.status, 403, "a rep decides nothing");
        assert_eq!(eve.get(&format!("absences/{id}")).await.status, 404, "another team sees nothing of it");
        assert_eq!(company.client("Dee").get(&format!("absences/{id}")).await.status, 404);
        let approved = act(&ann, &id, "approve", json!({ "answer": "Enjoy" })).await.ok().row().clone();
        assert_eq!((&approved["state"], &approved["answer"]), (&json!("approved"), &json!("Enjoy")));
        assert_eq!(approved["decided_by_id"], company.person("Ann"));
        assert_eq!(act(&ann, &id, "refuse", json!({ "answer": "No" })).await.problem(), (409, "absences.not_requested"));
    }

    async fn whoever_decides_and_whoever_asked_is_told(server: Server) {
        let company = server.company().await;
        let (bob, ann) = (company.client("Bob"), company.client("Ann"));
        let inbox = async |client: &testing::Client| {
            let entries = client.get("inbox").await.ok().body["entries"].as_array().expect("entries").clone();
            let said = entries.iter().map(|entry| format!("{} {}", entry["kind"].as_str().expect("a kind"), entry["text"].as_str().unwrap_or_default()));
            said.collect::<Vec<_>>().join("; ")
        };
        let wish = json!({ "from": "2031-03-06", "to": "2031-03-07", "reason": "Moving house" });
        let id = ask_with(&bob, &company, "Bob", wish).await.ok().id();
        assert_eq!(inbox(&ann).await, "approval asks for your decision");
        assert!(ann.get("inbox").await.ok().body.to_string().contains("Moving house"));
        act(&ann, &id, "approve", json!({})).await.ok();
        assert_eq!(inbox(&ann).await, "", "nothing is left to decide");
        assert_eq!(inbox(&bob).await, "decided Approved");
        let day = json!({ "person_id": company.person("Cid"), "day": "2026-03-02", "presence": "present" });
        hr(&server).await.post("attendance_days", day).await.ok();
        assert_eq!(inbox(&company.client("Cid")).await, "", "a row about somebody is not handed over to them");
    }

    async fn nobody_decides_about_their_own_absence(server: Server) {
        let company = server.company().await;
        let ann = company.client("Ann");
        let own = ask(&ann, &company, "Ann", "2031-03-06", "2031-03-06").await.ok().id();
        assert_eq!(act(&ann, &own, "approve", json!({})).await.problem(), (409, "absences.own"));
        act(&company.client("Una"), &own, "approve", json!({})).await.ok();
    }

    async fn one_asks_for_days_that_are_worked_and_not_taken_yet(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        hr(&server).await.post("holidays", json!({ "date": "2031-03-10", "name": "Founders' day" })).await.ok();
        // The 8th and 9th of March 2031 are a weekend.
        assert_eq!(ask(&bob, &company, "Bob", "2031-03-08", "2031-03-10").await.problem(), (409, "absences.no_working_day"));
        assert_eq!(ask(&bob, &company, "Bob", "2031-03-11", "2031-03-07").await.problem(), (409, "attendance.ends_before_it_begins"));
        assert_eq!(ask(&bob, &company, "Bob", "2031-03-11", "2034-03-11").await.problem(), (409, "absences.too_long"));
        let first = ask_with(&bob, &company, "Bob", json!({ "from": "2031-03-07", "to": "2031-03-11", "until_noon": true })).await.ok();
        assert_eq!(first.row()["days"], json!(1.5));
        assert_eq!(ask(&bob, &company, "Bob", "2031-03-11", "2031-03-12").await.problem(), (409, "absences.overlap"));
        ask_with(&bob, &company, "Bob", json!({ "from": "2031-03-11", "to": "2031-03-12", "from_noon": true })).await.ok();
        act(&bob, &first.id(), "withdraw", json!({})).await.ok();
        ask(&bob, &company, "Bob", "2031-03-07", "2031-03-07").await.ok();
    }

    async fn what_was_decided_is_not_changed_by_hand(server: Server) {
        let company = server.company().await;
        let (bob, ann) = (company.client("Bob"), company.client("Ann"));
        let day = monday(&server, 30);
        let (from, to) = (day.to_string(), (day + Days::new(2)).to_string());
        let id = ask(&bob, &company, "Bob", &from, &to).await.ok().id();
        let change = async |to: NaiveDate| {
            let version = bob.get(&format!("absences/{id}")).await.ok().version();
            bob.patch(&format!("absences/{id}"), json!({ "version": version, "to": to })).await
        };
        assert_eq!(change(day + Days::new(1)).await.ok().row()["days"], json!(2), "while nobody has decided");
        act(&ann, &id, "approve", json!({})).await.ok();
        assert_eq!(change(day + Days::new(3)).await.problem(), (409, "absences.decided"));
        let state = json!({ "version": bob.get(&format!("absences/{id}")).await.version(), "state": "requested" });
        assert_eq!(bob.patch(&format!("absences/{id}"), state).await.wrong(), ("state", "fields.read_only"));
        assert_eq!(act(&ann, &id, "return_early", json!({})).await.problem(), (409, "absences.not_earlier"));
        act(&bob, &id, "withdraw", json!({})).await.ok();
        assert_eq!(act(&bob, &id, "withdraw", json!({})).await.problem(), (409, "absences.not_taken"));
    }

    async fn somebody_who_was_back_earlier_gave_the_rest_of_the_days_back(server: Server) {
        let company = server.company().await;
        let (bob, ann) = (company.client("Bob"), company.client("Ann"));
        let id = ask(&bob, &company, "Bob", "2024-03-04", "2024-03-08").await.ok().id();
        act(&ann, &id, "approve", json!({})).await.ok();
        assert_eq!(act(&bob, &id, "withdraw", json!({})).await.problem(), (409, "absences.has_begun"));
        assert_eq!(act(&ann, &id, "return_early", json!({ "on": "2024-03-04" })).await.problem(), (409, "absences.not_earlier"));
        let back = act(&ann, &id, "return_early", json!({ "on": "2024-03-07" })).await.ok().row().clone();
        assert_eq!((&back["to"], &back["days"], &back["back_on"]), (&json!("2024-03-06"), &json!(3), &json!("2024-03-07")));
        ask(&bob, &company, "Bob", "2024-03-07", "2024-03-08").await.ok();
    }

    async fn why_somebody_is_away_is_for_those_who_may_know(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let sick = json!({ "from": "2031-03-06", "to": "2031-03-06", "kind": "sick", "reason": "Back pain" });
        let id = ask_with(&bob, &company, "Bob", sick).await.ok().id();
        let role = json!({ "name": "planner", "label": "Planner", "grants": { "absences": { "read": "all" }, "people": { "read": "all" } } });
        company.client("Adm").post("roles", role).await.ok();
        let token = access::make_user_with_token(&server.house, "pla", "Pla", None, &["planner"]).await.expect("a user");
        let planner = testing::Client::new(&server.url, Some(token));
        let seen = planner.get(&format!("absences/{id}")).await.ok();
        assert!(!seen.body.to_string().contains("Back pain") && !seen.body.to_string().contains("sick"), "{}", seen.body);
        let month = planner.get("attendance?month=2031-03-01").await.ok().body;
        let people = month["people"].as_array().expect("people");
        let away = people.iter().find(|person| person["id"] == company.person("Bob")).expect("Bob");
        assert_eq!((&away["absences"][0]["kind"], &away["days"][5]["asked"]), (&json!(null), &json!(2)));
    }

    async fn whoever_leaves_is_not_absent_any_longer(server: Server) {
        let company = server.company().await;
        let (cid, hr) = (company.client("Cid"), hr(&server).await);
        let today = server.house.today();
        let day = monday(&server, 3);
        let last = day + Days::new(1);
        let running = ask(&cid, &company, "Cid", &day.to_string(), &(day + Days::new(4)).to_string()).await.ok().id();
        let later = ask(&cid, &company, "Cid", &(day + Days::new(14)).to_string(), &(day + Days::new(15)).to_string()).await.ok().id();
        let time = json!({ "person_id": company.person("Cid"), "share": 50, "from": today });
        let time = hr.post("working_times", time).await.ok().id();
        hr.post(&format!("people/{}/leave", company.person("Cid")), json!({ "on": last })).await.ok();
        // Their last day is ahead; what follows from it follows on that day.
        assert_eq!(hr.get(&format!("absences/{later}")).await.ok().row()["state"], "requested");
        assert_eq!(ask(&hr, &company, "Cid", &(day + Days::new(7)).to_string(), &(day + Days::new(7)).to_string()).await.problem(), (409, "absences.not_here"));
        hr.post(&format!("people/{}/leave", company.person("Cid")), json!({ "on": today })).await.ok();
        for id in [&running, &later] {
            assert_eq!(hr.get(&format!("absences/{id}")).await.ok().row()["state"], "withdrawn");
        }
        assert_eq!(hr.get(&format!("working_times/{time}")).await.ok().row()["to"], json!(today));
    }
}
