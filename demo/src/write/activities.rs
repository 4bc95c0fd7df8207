//! What people did with their deals, and what they have to do next.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use kernel::{Result, Work};
use serde_json::{Value, json};

use super::deals::deal;
use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::Plan;
use crate::plan::activities::{Activity, Kind};

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let mut activities = Rows::of("activities");
    for (nth, activity) in plan.activities.iter().enumerate() {
        let at = time_of_day(activity, nth);
        let (at, due) = match activity.kind {
            Kind::Task => (None, Some(activity.on)),
            Kind::Visit | Kind::Call | Kind::Meeting | Kind::Mail => (Some(at), None),
        };
        let minutes: Value = match activity.kind {
            Kind::Visit => 90.into(),
            Kind::Meeting => 60.into(),
            Kind::Call => 15.into(),
            Kind::Mail | Kind::Task => Value::Null,
        };
        activities.add(
            id("activities", nth, activity.on),
            json!({
                "kind": kind(activity.kind),
                "title": activity.subject,
                "body": (!activity.notes.is_empty()).then_some(activity.notes),
                "subject_noun": "opportunities",
                "subject_id": deal(activity.deal, plan),
                "owner_id": company.person(activity.owner),
                "at": at,
                "due_on": due,
                "done": activity.done,
                "done_at": at.filter(|_| activity.done),
                "duration_minutes": minutes,
            }),
        );
    }
    activities.write(work).await
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Visit => "visit",
        Kind::Call => "call",
        Kind::Meeting => "meeting",
        Kind::Mail => "mail",
        Kind::Task => "task",
    }
}

/// Some quarter of an hour between nine and half past four in Shanghai, which is eight hours ahead of UTC.
fn time_of_day(activity: &Activity, nth: usize) -> DateTime<Utc> {
    let quarters = (nth * 7 % 31) as i64;
    activity.on.and_time(NaiveTime::MIN).and_utc() + Duration::minutes(60 + 15 * quarters)
}
