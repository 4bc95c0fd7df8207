//! How many are wanted.

use crate::{hr, one, position, who};
use serde_json::{Value, json};

testing::both! {
    async fn a_unit_plans_a_position_once_a_month(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let rep = position(&hr, "Sales representative").await;
        let plan = json!({ "unit_id": company.unit("Oak"), "position_id": rep, "month": "2026-03-17", "planned": 2.5 });
        let made = hr.post("headcount_plans", plan.clone()).await.ok().id();
        assert_eq!(one(&hr, "headcount_plans", &made).await["month"], "2026-03-01", "the first of the month");
        assert_eq!(hr.post("headcount_plans", plan).await.problem(), (409, "headcount_plans.twice"));
        let less = json!({ "unit_id": company.unit("Oak"), "position_id": rep, "month": "2026-04-01", "planned": -1 });
        assert_eq!(hr.post("headcount_plans", less).await.wrong(), ("planned", "fields.too_small"));
        assert_eq!(company.client("Bob").get("headcount_plans").await.status, 403);
        assert_eq!(company.client("Ann").get("headcount_plans?total=true").await.ok().total(), 1);
    }

    async fn vacancies_are_what_is_planned_less_what_is_held_month_by_month(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let [rep, lead] = [position(&hr, "Sales representative").await, position(&hr, "Team lead").await];
        let plan = async |unit: &str, position: &str, month: &str, planned: f64| {
            let row = json!({ "unit_id": company.unit(unit), "position_id": position, "month": month, "planned": planned });
            hr.post("headcount_plans", row).await.ok();
        };
        plan("Oak", &rep, "2026-01-01", 2.0).await;
        plan("Oak", &rep, "2026-03-01", 3.0).await;
        plan("Oak", &lead, "2026-01-01", 1.0).await;
        plan("Elm", &rep, "2026-01-01", 1.0).await;
        plan("Elm", &rep, "2026-04-01", 0.0).await;
        let appoint = async |position: &str, person: &str, mut form: Value| {
            form["person_id"] = json!(who(&company, person));
            hr.post(&format!("positions/{position}/appoint"), form).await.ok();
        };
        appoint(&rep, "Bob", json!({ "from": "2026-01-15" })).await;
        appoint(&rep, "Cid", json!({ "from": "2026-02-01", "to": "2026-03-30", "share": 50 })).await;
        appoint(&rep, "Gus", json!({ "from": "2026-01-01" })).await;
        let board = async |month: &str| hr.get(&format!("headcount?month={month}")).await.ok().body;
        let cell = |board: &Value, unit: &str, position: &str| {
            let cells = board["cells"].as_array().expect("cells");
            let here = |cell: &&Value| cell["unit_id"] == company.unit(unit) && cell["position_id"] == position;
            let cell = cells.iter().find(here).cloned().unwrap_or_default();
            ["planned", "actual", "vacant", "over"].map(|name| cell[name].as_f64().unwrap_or(-1.0))
        };
        let february = board("2026-02-10").await;
        assert_eq!((&february["month"], &february["on"]), (&json!("2026-02-01"), &json!("2026-02-28")));
        assert_eq!(cell(&february, "Oak", &rep), [2.0, 1.5, 0.5, 0.0]);
        assert_eq!(cell(&february, "Oak", &lead), [1.0, 0.0, 1.0, 0.0]);
        let march = board("2026-03-01").await;
        assert_eq!(cell(&march, "Oak", &rep), [3.0, 1.0, 2.0, 0.0], "Cid went the day before the month ended");
        let april = board("2026-04-01").await;
        assert_eq!(cell(&april, "Elm", &rep), [0.0, 1.0, 0.0, 1.0], "a plan that ended, and one too many");
        assert_eq!(cell(&april, "Pine", &rep), [-1.0; 4], "nothing planned and nobody there");
        let course = april["course"].as_array().expect("months");
        assert_eq!(course.len(), 12);
        let february = course.iter().find(|month| month["month"] == "2026-02-01").expect("february");
        let figures = ["planned", "actual", "vacant", "over"].map(|name| february[name].as_f64());
        assert_eq!(figures, [Some(4.0), Some(2.5), Some(1.5), Some(0.0)]);
        assert_eq!(company.client("Bob").get("headcount").await.status, 403);
    }

    async fn whoever_will_have_left_fills_no_place_by_then(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let rep = position(&hr, "Sales representative").await;
        let (today, cid) = (server.house.today(), who(&company, "Cid"));
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": cid })).await.ok();
        let last = today + chrono::Days::new(40);
        hr.post(&format!("people/{cid}/leave"), json!({ "on": last })).await.ok();
        let actual = async |month: chrono::NaiveDate| {
            let board = hr.get(&format!("headcount?month={month}")).await.ok().body;
            board["cells"].as_array().expect("cells").len()
        };
        assert_eq!(actual(today).await, 1);
        assert_eq!(actual(today + chrono::Days::new(90)).await, 0);
    }
}
