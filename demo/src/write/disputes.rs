//! Three disputes: one that waits for an answer, one that waits for a ruling, one that was ruled and can be appealed.

use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveTime};
use kernel::{Actor, House, Origin, Result, Work, calendar::Calendar};
use serde_json::{Value, json};
use uuid::Uuid;

use super::customers::account;
use super::deals::deal;
use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::deals::{Deal, Outcome};
use crate::plan::{Plan, leads::Status};

/// Whoever decides must be able to sign in: the sign-ins are made before.
pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    let company = company.clone();
    house
        .write(Actor::system().through(Origin::Import), None, move |work| {
            Box::pin(async move { make(&company, work).await })
        })
        .await?;
    Ok(())
}

async fn make(company: &Organization, work: &mut Work) -> Result<()> {
    let plan = Plan::of(work.today);
    let calendar = work.house.company().calendar.clone();
    let ago = |days: i32| calendar.add_working_days(plan.today, -days).unwrap_or(plan.today);
    let mut disputes = Rows::of("disputes");
    let mut evidence = Rows::of("dispute_evidence");
    let mut said = |nth: usize, dispute: Uuid, on: NaiveDate, by: &str, text: &str| {
        evidence.add(
            id("dispute_evidence", nth, on),
            json!({ "dispute_id": dispute, "person_id": company.person(by), "statement": text }),
        );
    };
    let mut activities = Rows::of("activities");
    let mut was_there = |nth: usize, days: i32, by: &str, kind: &str, noun: &str, row: Uuid, title: &str| {
        let at = ago(days).and_time(NaiveTime::MIN).and_utc() + Duration::hours(2);
        activities.add(
            id("activities/disputed", nth, ago(days)),
            json!({
                "kind": kind, "title": title, "subject_noun": noun, "subject_id": row, "owner_id": company.person(by),
                "at": at, "done": true, "done_at": at,
            }),
        );
    };
    let number = |nth, days| id("disputes", nth, ago(days));

    if let Some(nth) = plan.accounts.iter().position(|one| one.owner == "rep" && one.group.is_none()) {
        let asked = number(0, 1);
        let row = account(nth, &plan);
        disputes.add(asked, waits_for_an_answer(row, company, ago(1)));
        was_there(0, 9, "shi.rui", "visit", "accounts", row, "新厂参观 Tour of the new plant");
        was_there(1, 4, "shi.rui", "visit", "accounts", row, "与厂长会面 Met the plant manager");
        was_there(2, 3, "shi.rui", "call", "accounts", row, "约下次拜访 Arranged the next visit");
        said(
            0,
            asked,
            ago(1),
            "shi.rui",
            "两次现场拜访由我完成，记录在活动中。\nBoth site visits were mine; they are on record.",
        );
    }
    let works = |status| matches!(status, Status::New | Status::Contacted | Status::Nurturing);
    if let Some(nth) = plan.leads.iter().position(|one| one.owner == "rep" && works(one.status)) {
        let asked = number(1, 6);
        let row = id("leads", nth, plan.leads[nth].came);
        was_there(3, 12, "rep", "meeting", "leads", row, "展会洽谈 Talk at the fair");
        was_there(4, 9, "rep", "call", "leads", row, "回访 Called back");
        was_there(5, 7, "wu.jun", "call", "leads", row, "客户来电询价 They rang up for a quote");
        disputes.add(asked, waits_for_a_ruling(row, company, &calendar, ago(6), ago(3)));
        said(
            1,
            asked,
            ago(6),
            "rep",
            "展会名片和首次来电记录可以证明时间。\nThe card from the fair and the log of the first call show when.",
        );
        said(
            2,
            asked,
            ago(2),
            "wu.jun",
            "客户采购是我的老联系人，他指定找我。\nTheir buyer has known me for years and asked for me.",
        );
    }
    let told = |deal: usize| plan.activities.iter().any(|one| one.deal == deal && one.done);
    let won = |(nth, one): (usize, &Deal)| one.owner == "rep" && one.outcome == Outcome::Won && told(nth);
    if let Some(nth) = plan.deals.iter().enumerate().position(won) {
        disputes.add(number(2, 8), was_ruled(deal(nth, &plan), company, &calendar, ago(8), ago(2)));
        divided(deal(nth, &plan), company, work).await?;
        said(
            3,
            number(2, 8),
            ago(7),
            "key",
            "集团框架协议由大客户部谈下，价格按框架执行。\nThe group's framework was ours; the price follows it.",
        );
    }
    activities.write(work).await?;
    disputes.write(work).await?;
    evidence.write(work).await
}

fn waits_for_an_answer(row: Uuid, company: &Organization, filed: NaiveDate) -> Value {
    json!({
        "kind": "account", "row_noun": "accounts", "row_id": row, "claimant_id": company.person("shi.rui"),
        "respondent_id": company.person("rep"), "filed_on": filed,
        "claim": "客户新厂在苏州工业园区，决策人已迁到苏州，应由苏州团队跟进。\n\
            The new plant is in Suzhou and whoever decides has moved there: the Suzhou team should look after them.",
    })
}

fn waits_for_a_ruling(
    row: Uuid,
    company: &Organization,
    calendar: &Calendar,
    filed: NaiveDate,
    answered: NaiveDate,
) -> Value {
    json!({
        "kind": "lead", "row_noun": "leads", "row_id": row, "claimant_id": company.person("rep"),
        "respondent_id": company.person("wu.jun"), "wanted_id": company.person("rep"),
        "state": "answered", "filed_on": filed, "answered_on": answered,
        "answer_due": calendar.add_working_days(filed, 5), "ruling_due": calendar.add_working_days(answered, 5),
        "claim": "我在展会上接触并跟进此线索，吴俊已直接向客户报价，请明确归属。\n\
            I met them at the fair and follow up; Wu Jun has quoted to them directly. Please say whose lead it is.",
        "answer": "客户采购主动联系我，我并不知道线索已有负责人。\n\
            Their buyer called me; I did not know that the lead was somebody's.",
    })
}

/// What the ruling did: a quarter of the deal is credited to key accounts.
async fn divided(deal: Uuid, company: &Organization, work: &mut Work) -> Result<()> {
    let Value::Object(form) = json!({
        "splits": [
            { "person_id": company.person("key"), "share": 25 },
            { "person_id": company.person("rep"), "share": 75 },
        ],
        "reason": "争议裁决 Ruling on a dispute",
    }) else {
        unreachable!("written as an object")
    };
    ::credits::ruling(work, true);
    let done = work.act("opportunities", deal, "share_credit", None, &form).await;
    ::credits::ruling(work, false);
    done.map(|_| ())
}

fn was_ruled(row: Uuid, company: &Organization, calendar: &Calendar, filed: NaiveDate, ruled: NaiveDate) -> Value {
    json!({
        "kind": "split", "row_noun": "opportunities", "row_id": row, "claimant_id": company.person("key"),
        "respondent_id": company.person("rep"), "share": 4000, "state": "ruled",
        "filed_on": filed, "answer_due": calendar.add_working_days(filed, 5),
        "answered_on": calendar.add_working_days(filed, 2),
        "ruling_due": calendar.add_working_days(filed, 7), "ruled_on": ruled,
        "appeal_until": calendar.add_working_days(ruled, 5), "days_to_ruling": 6,
        "claim": "此单按集团框架协议成交，大客户部应分得四成。\nIt was won under the group's framework: 40 % should be ours.",
        "answer": "现场方案和交付协调由我完成，框架只定了价格。\nSolution and delivery on site were mine; the framework set the price.",
        "decision": "shared", "ruled_share": 2500, "ruled_by_id": company.person("director"),
        "reasons": "框架协议缩短了报价，但成交靠现场方案：大客户部占二成五。\n\
            The framework shortened the quote; the solution on site won it: a quarter for key accounts.",
    })
}
