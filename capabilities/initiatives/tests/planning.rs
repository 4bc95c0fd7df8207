//! Paths, their gaps, and what is planned against them.

use crate::{act, change, house, one};
use serde_json::{Value, json};

testing::both! {
    async fn a_gap_is_what_the_trend_misses(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        let ann = house.of("Ann");
        let row = one(&ann, "paths", &path).await;
        assert_eq!((&row["gap"], &row["trend_how"], &row["trend_on"]), (&json!(60), &json!("typed"), &json!(server.house.today())));
        change(&ann, "paths", &path, json!({ "target": 90 })).await.ok();
        assert_eq!(one(&ann, "paths", &path).await["gap"], json!(-10));
    }

    async fn less_is_better_where_the_kpi_says_so(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({ "metric": "cycle_days", "target": 40, "trend": 52 })).await;
        assert_eq!(one(&house.adm, "paths", &path).await["gap"], json!(12));
    }

    async fn what_cannot_be_is_refused_at_its_field(server: Server) {
        let house = house(&server).await;
        let path = json!({ "name": "P", "owner_id": house.who("Ann"), "metric": "won_amount", "from": "2026-01-01", "to": "2026-12-31" });
        let wrong = async |more| house.adm.post("paths", crate::with(path.clone(), more)).await;
        assert_eq!(wrong(json!({ "metric": "luck" })).await.wrong(), ("metric", "initiatives.unknown_metric"));
        assert_eq!(wrong(json!({ "conditions": "weather=fair" })).await.wrong(), ("conditions", "initiatives.unreadable_conditions"));
        assert_eq!(wrong(json!({ "to": "2025-12-31" })).await.problem(), (409, "initiatives.ends_before_it_begins"));
        let both = json!({ "unit_id": house.company.unit("Oak"), "person_id": house.who("Bob") });
        assert_eq!(wrong(both).await.problem(), (409, "paths.unit_or_person"));
        let id = house.initiative("Fairs", "Bob", json!({})).await;
        let wrong = async |more| change(&house.adm, "initiatives", &id, more).await;
        assert_eq!(wrong(json!({ "ramp": "fast" })).await.wrong(), ("ramp", "initiatives.unreadable_ramp"));
        assert_eq!(wrong(json!({ "lift": -1 })).await.problem(), (409, "initiatives.negative_lift"));
        assert_eq!(wrong(json!({ "conditions": "source=fair" })).await.problem(), (409, "initiatives.conditions_of_nothing"));
        assert_eq!(wrong(json!({ "baseline_from": "2025-01-01" })).await.problem(), (409, "initiatives.baseline_half"));
        assert_eq!(wrong(json!({ "confidence": 101 })).await.status, 422);
        assert_eq!(wrong(json!({ "state": "landed" })).await.status, 422, "only verbs move it");
    }

    async fn a_path_is_covered_by_what_is_planned_weighted_by_confidence(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        let board = async || house.of("Ann").get(&format!("paths/{path}/board")).await.ok().body.clone();
        let standing = async || board().await["paths"][0]["standing"].clone();
        assert_eq!(standing().await, "open");
        let first = house.initiative("Fairs", "Bob", json!({ "path_id": path })).await;
        assert_eq!(standing().await, "open", "an idea is not counted on");
        act(&house.of("Bob"), "initiatives", &first, "plan", json!({})).await.ok();
        let told = board().await["paths"][0].clone();
        assert_eq!((&told["standing"], &told["sum"], &told["weighted"], &told["short"]), (&json!("uncovered"), &json!(50), &json!(25), &json!(10)));
        let second = house.initiative("Push", "Cid", json!({ "path_id": path, "confidence": 90 })).await;
        act(&house.of("Cid"), "initiatives", &second, "plan", json!({})).await.ok();
        assert_eq!(standing().await, "covered", "25 and 45 against 60");
        change(&house.of("Bob"), "initiatives", &first, json!({ "confidence": 10 })).await.ok();
        assert_eq!(standing().await, "stretched");
        act(&house.of("Cid"), "initiatives", &second, "stop", json!({ "reason": "Too dear" })).await.ok();
        assert_eq!(standing().await, "uncovered");
    }

    async fn only_the_days_of_the_path_count(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({ "from": "2026-01-01", "to": "2026-06-30" })).await;
        let late = json!({ "path_id": path, "from": "2026-07-01", "to": "2026-12-31" });
        let late = house.initiative("Late", "Bob", late).await;
        act(&house.of("Bob"), "initiatives", &late, "plan", json!({})).await.ok();
        let board = house.adm.get(&format!("paths/{path}/board")).await.ok().body.clone();
        assert_eq!((&board["paths"][0]["sum"], &board["initiatives"][0]["counted"]), (&json!(0), &json!(0)));
    }

    async fn an_initiative_waits_for_the_one_before_it(server: Server) {
        let house = house(&server).await;
        let first = house.initiative("First", "Bob", json!({})).await;
        let second = house.initiative("Second", "Bob", json!({ "after_id": first })).await;
        let bob = house.of("Bob");
        assert_eq!(act(&bob, "initiatives", &second, "start", json!({})).await.problem(), (409, "initiatives.waits"));
        let round = change(&bob, "initiatives", &first, json!({ "after_id": second })).await;
        assert_eq!(round.problem(), (409, "initiatives.waits_for_itself"));
    }

    async fn a_trend_is_worked_out_from_the_past(server: Server) {
        let house = house(&server).await;
        let (bob, today) = (house.of("Bob"), server.house.today());
        crate::landing::win(&house, "Bob", "120.00", today.checked_sub_months(chrono::Months::new(12)).expect("a day")).await;
        let year = json!({ "from": today - chrono::Days::new(10), "to": today + chrono::Days::new(10), "trend_how": "same_period", "trend": null });
        let path = house.path(year).await;
        let ann = house.of("Ann");
        assert_eq!(one(&ann, "paths", &path).await["gap"], json!(null));
        let taken = ann.post(&format!("paths/{path}/trend"), json!({})).await.ok();
        assert_eq!((&taken.body["trend"], &taken.body["gap"]), (&json!(120), &json!(40)));
        let row = one(&ann, "paths", &path).await;
        assert_eq!((&row["trend_how"], &row["trend_on"]), (&json!("same_period"), &json!(today)));
        let told = ann.get(&format!("paths/{path}/trend")).await.ok().body.clone();
        assert_eq!((&told["then"], &told["now"]["trend"]), (&json!(120), &json!(120)));
        change(&ann, "paths", &path, json!({ "to": today + chrono::Days::new(20) })).await.ok();
        assert_eq!(one(&ann, "paths", &path).await["trend_on"], json!(null), "it has to be worked out anew");
        change(&ann, "paths", &path, json!({ "trend": 130 })).await.ok();
        let row = one(&ann, "paths", &path).await;
        assert_eq!((&row["trend_how"], &row["gap"]), (&json!("typed"), &json!(30)));
        assert_eq!(ann.post(&format!("paths/{path}/trend"), json!({})).await.problem(), (409, "paths.nothing_to_work_out"));
        assert!(matches!(bob.post(&format!("paths/{path}/trend"), json!({})).await.status, 403 | 404));
    }

    async fn a_path_is_closed_when_nothing_runs(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        let id = house.initiative("Fairs", "Bob", json!({ "path_id": path })).await;
        act(&house.of("Bob"), "initiatives", &id, "start", json!({})).await.ok();
        let ann = house.of("Ann");
        assert_eq!(act(&ann, "paths", &path, "close", json!({})).await.problem(), (409, "paths.still_running"));
        act(&house.of("Bob"), "initiatives", &id, "stop", json!({ "reason": "Enough" })).await.ok();
        act(&ann, "paths", &path, "close", json!({})).await.ok();
        let more = json!({ "name": "More", "kind": "price", "owner_id": house.who("Bob"), "path_id": path, "from": "2026-01-01", "to": "2026-12-31" });
        assert_eq!(house.adm.post("initiatives", more).await.problem(), (409, "paths.closed"));
    }

    async fn a_gap_is_split_at_one_go(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        let ann = house.of("Ann");
        let line = |name: &str, lift: i64| json!({ "name": name, "kind": "new_customers", "owner_id": house.who("Bob"), "lift": lift });
        let split = async |lines: Value| ann.post(&format!("paths/{path}/split"), json!({ "lines": lines })).await;
        let made = split(json!([line("Fairs", 40), line("Push", 20)])).await.ok();
        let ids: Vec<String> = serde_json::from_value(made.body["ids"].clone()).expect("ids");
        let row = one(&house.of("Bob"), "initiatives", &ids[0]).await;
        assert_eq!((&row["path_id"], &row["from"], &row["to"], &row["state"]), (&json!(path), &json!("2026-01-01"), &json!("2026-12-31"), &json!("idea")));
        // Those that are there get another lift beside a new one, and keep everything else.
        let again = crate::with(line("Fairs", 30), json!({ "id": ids[0], "version": row["version"], "confidence": 80 }));
        split(json!([again, line("Partners", 10)])).await.ok();
        let row = one(&ann, "initiatives", &ids[0]).await;
        assert_eq!((&row["lift"], &row["confidence"]), (&json!(30), &json!(80)));
        assert_eq!(crate::rows(&ann, "initiatives", "path_id", &path).await.len(), 3);
        split(json!([{ "id": ids[0], "lift": 45 }])).await.ok();
        let row = one(&ann, "initiatives", &ids[0]).await;
        assert_eq!((&row["lift"], &row["confidence"]), (&json!(45), &json!(80)), "what is not said stays");
        let moved = split(json!([{ "id": ids[0], "path_id": null }])).await;
        assert_eq!(moved.wrong(), ("path_id", "fields.unknown"));
        // All of it or nothing, and in which line.
        let wrong = split(json!([line("More", 5), crate::with(line("", 5), json!({ "lift": -1 }))])).await;
        let errors = wrong.body["errors"].as_array().expect("errors");
        assert!(errors.iter().all(|one| one["row"] == json!(1)) && wrong.status == 422, "{:#}", wrong.body);
        assert_eq!(crate::rows(&ann, "initiatives", "path_id", &path).await.len(), 3);
        assert_eq!(house.of("Eve").post(&format!("paths/{path}/split"), json!({ "lines": [] })).await.status, 404);
        let stale = crate::with(line("Fairs", 35), json!({ "id": ids[0], "version": 1 }));
        assert_eq!(split(json!([stale])).await.problem().0, 409);
        let planned = json!({ "lines": [line("Bundles", 10)], "plan": true });
        let planned = ann.post(&format!("paths/{path}/split"), planned).await.ok();
        assert_eq!(one(&ann, "initiatives", planned.body["ids"][0].as_str().expect("an id")).await["state"], "planned");
    }
}
