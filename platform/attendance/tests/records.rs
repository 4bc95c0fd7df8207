//! Part time and attendance days.

use crate::hr;
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn one_working_time_counts_at_a_time(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let time = async |share: i64, from: &str, to: Option<&str>| {
            let row = json!({ "person_id": company.person("Bob"), "share": share, "from": from, "to": to });
            hr.post("working_times", row).await
        };
        assert_eq!(time(60, "2026-01-01", Some("2026-06-30")).await.ok().row()["name"], "60 %");
        assert_eq!(time(80, "2026-06-30", None).await.problem(), (409, "working_times.two"));
        assert_eq!(time(80, "2026-07-02", Some("2026-07-01")).await.problem(), (409, "attendance.ends_before_it_begins"));
        assert_eq!(time(0, "2026-07-01", None).await.wrong(), ("share", "fields.too_small"));
        time(80, "2026-07-01", None).await.ok();
        assert_eq!(company.client("Bob").get("working_times?total=true").await.ok().total(), 2);
        assert_eq!(company.client("Eve").get("working_times?total=true").await.ok().total(), 0);
        let row = json!({ "person_id": company.person("Bob"), "share": 10 });
        assert_eq!(company.client("Bob").post("working_times", row).await.status, 403);
    }

    async fn a_day_is_recorded_once_and_not_ahead(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let (today, bob) = (server.house.today(), company.person("Bob"));
        let record = async |day: chrono::NaiveDate, presence: &str| {
            hr.post("attendance_days", json!({ "person_id": bob, "day": day, "presence": presence, "hours": 7.5 })).await
        };
        record(today, "in_the_field").await.ok();
        assert_eq!(record(today, "missing").await.problem(), (409, "attendance_days.same_day"));
        assert_eq!(record(today + Days::new(1), "present").await.problem(), (409, "attendance_days.ahead"));
        let wrong = json!({ "person_id": bob, "day": today - Days::new(1), "presence": "present", "hours": 25 });
        assert_eq!(hr.post("attendance_days", wrong).await.wrong(), ("hours", "fields.too_large"));
        assert_eq!(company.client("Ann").get("attendance_days?total=true").await.ok().total(), 1);
        assert_eq!(company.client("Dee").get("attendance_days?total=true").await.ok().total(), 0);
    }
}
