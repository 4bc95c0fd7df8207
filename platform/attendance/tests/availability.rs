//! How many working days somebody is there.

use crate::{act, ask, ask_with, hr};
use kernel::{Actor, BasisPoints, Quantity};
use org::person::PersonId;
use serde_json::{Value, json};

fn person(month: &Value, id: &str) -> Value {
    let people = month["people"].as_array().expect("people");
    people.iter().find(|person| person["id"] == id).cloned().unwrap_or_default()
}

testing::both! {
    async fn availability_is_what_was_agreed_less_what_was_missed(server: Server) {
        let company = server.company().await;
        let (bob, ann, hr) = (company.client("Bob"), company.client("Ann"), hr(&server).await);
        // March 2026 has 22 working days; one of them is free here, a Saturday is worked.
        hr.post("holidays", json!({ "date": "2026-03-16", "name": "Founders' day" })).await.ok();
        hr.post("holidays", json!({ "date": "2026-03-14", "name": "In exchange", "make_up": true })).await.ok();
        let part = json!({ "person_id": company.person("Bob"), "share": 50, "from": "2026-03-23" });
        hr.post("working_times", part).await.ok();
        let away = ask_with(&bob, &company, "Bob", json!({ "from": "2026-03-12", "to": "2026-03-17", "until_noon": true })).await.ok().id();
        act(&ann, &away, "approve", json!({})).await.ok();
        ask(&bob, &company, "Bob", "2026-03-30", "2026-03-30").await.ok();
        let seen = json!({ "person_id": company.person("Bob"), "day": "2026-03-24", "presence": "missing" });
        hr.post("attendance_days", seen).await.ok();
        let month = ann.get("attendance?month=2026-03-20").await.ok().body;
        assert_eq!((&month["month"], month["days"].as_array().map(Vec::len)), (&json!("2026-03-01"), Some(31)));
        assert_eq!(month["days"][15], json!({ "day": "2026-03-16", "worked": false, "name": "Founders' day" }));
        let row = person(&month, company.person("Bob"));
        // 15 days before the 23rd, 7 halves from then on; away on the 12th, 13th, 14th and until noon of the 17th,
        // missing for half a day.
        let figures = ["working_days", "agreed", "absent", "available", "share"].map(|name| row[name].clone());
        assert_eq!(figures, [json!(22), json!(18.5), json!(4), json!(14.5), json!(65.9)]);
        assert_eq!(row["days"][16], json!({ "worked": true, "absent": 1, "asked": 0, "presence": null }));
        assert_eq!((&row["days"][29]["absent"], &row["days"][29]["asked"]), (&json!(0), &json!(2)), "nobody has said yes");
        let ids = [company.person("Bob"), company.person("Cid")].map(|id| PersonId(id.parse().expect("an id")));
        let system = Actor::system();
        let day = |text: &str| text.parse().expect("a date");
        let reader = server.house.reader(&system);
        let found = attendance::of_people(&server.house, &reader, &ids, day("2026-03-01"), day("2026-03-31")).await.expect("figures");
        assert_eq!((found[&ids[0]].available(), found[&ids[0]].share()), (Quantity(145_000), Some(BasisPoints(6590))));
        assert_eq!((found[&ids[1]].available(), found[&ids[1]].share()), (Quantity(220_000), Some(BasisPoints::WHOLE)));
    }

    async fn a_month_shows_those_within_reach_who_were_here_then(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let eve = company.person("Eve");
        let version = hr.get(&format!("people/{eve}")).await.ok().version();
        hr.patch(&format!("people/{eve}"), json!({ "version": version, "hired_on": "2026-02-15" })).await.ok();
        let names = async |who: &str, query: &str| {
            let client = if who == "Hedy" { hr.at(&server.url) } else { company.client(who) };
            let month = client.get(&format!("attendance?{query}")).await.ok().body;
            let people = month["people"].as_array().expect("people").clone();
            people.iter().map(|person| person["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names("Bob", "month=2026-03-01").await, "Bob");
        assert_eq!(names("Ann", "month=2026-03-01").await, "Ann Bob Cid");
        assert_eq!(names("Hedy", "month=2026-03-01").await, "Ann Bob Cid Dee Eve Fay Gus Una");
        assert_eq!(names("Hedy", "month=2026-01-01").await, "Ann Bob Cid Dee Fay Gus Una", "Eve was not here");
        let north = company.unit("North");
        assert_eq!(names("Hedy", &format!("month=2026-03-01&unit={north}")).await, "Ann Bob Cid Dee Eve");
        assert_eq!(names("Hedy", &format!("month=2026-03-01&after=Dee~{}", company.person("Dee"))).await, "Eve Fay Gus Una");
        let eve = hr.get("attendance?month=2026-02-01").await.ok().body;
        let figures = person(&eve, company.person("Eve"));
        assert_eq!((&figures["working_days"], &figures["agreed"]), (&json!(20), &json!(10)), "half of February");
        assert_eq!(hr.get("attendance?after=nonsense").await.status, 404);
        assert_eq!(hr.get("attendance?unit=00000000-0000-7000-8000-000000000000").await.status, 404);
        assert_eq!(hr.get("attendance?month=2026-13-01").await.status, 400);
    }

    async fn attendance_is_a_number_like_any_other(server: Server) {
        let company = server.company().await;
        let (bob, ann, hr) = (company.client("Bob"), company.client("Ann"), hr(&server).await);
        for (day, presence) in [("2026-03-02", "present"), ("2026-03-03", "late"), ("2026-03-04", "missing"), ("2026-03-05", "in_the_field")] {
            hr.post("attendance_days", json!({ "person_id": company.person("Bob"), "day": day, "presence": presence })).await.ok();
        }
        let away = ask_with(&bob, &company, "Bob", json!({ "from": "2026-03-10", "to": "2026-03-11", "until_noon": true })).await.ok().id();
        act(&ann, &away, "approve", json!({})).await.ok();
        let rate = ann.get("kpis/attendance_rate?from=2026-03-01&to=2026-03-31").await.ok().body;
        assert_eq!(rate["rows"][0]["value"], json!(0.75), "{rate}");
        let days = ann.get("kpis/absence_days?from=2026-03-01&to=2026-03-31").await.ok().body;
        assert_eq!(days["rows"][0]["value"], json!(1.5), "{days}");
        let none = company.client("Dee").get("kpis/absence_days?from=2026-03-01&to=2026-03-31").await.ok().body;
        assert_eq!(none["rows"][0]["value"], json!(0), "{none}");
    }
}
