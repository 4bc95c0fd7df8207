//! Early warning: four rules that are on and one that is not, looked at as if they had been on for some weeks, and cases
//! that somebody has worked on.

use std::collections::HashMap;
use std::sync::Arc;

use ::alerts::alert::{self, Explanation, Judgement, State};
use chrono::{Days, NaiveDate};
use kernel::{Actor, House, Origin, Result, Work};
use sea_orm::{QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::{Plan, month};

/// Weeks back at which the rules are looked at for the first time.
const WEEKS: u64 = 3;

/// The numbers are there: rules are laid over them, and what they say becomes cases.
pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    let system = || Actor::system().through(Origin::Import);
    let owner = company.clone();
    house.write(system(), None, move |work| Box::pin(async move { rules(&owner, work).await })).await?;
    let now = kernel::record::now();
    for weeks in [WEEKS, 0] {
        let then = now.checked_sub_days(Days::new(7 * weeks)).unwrap_or(now);
        ::alerts::look_back(house, then).await?;
    }
    house.write(system(), None, |work| Box::pin(async move { worked_on(work).await })).await?;
    Ok(())
}

async fn rules(company: &Organization, work: &mut Work) -> Result<()> {
    let plan = Plan::of(work.today);
    let since = month(plan.today, 2);
    let (operations, director) = (company.person("operations"), company.person("director"));
    let mut rules = Rows::of("alert_rules");
    let mut add = |nth: usize, on: bool, fields: Value| {
        let mut rule = fields;
        rule["keeper_id"] = json!(operations);
        rule["active"] = json!(on);
        if on {
            rule["on_since"] = json!(since);
            rule["switched_by_id"] = json!(operations);
        }
        rules.add(id("alert_rules", nth, since), rule);
    };
    add(
        0,
        true,
        json!({
            "name": "线索不足 Too few leads", "metric": "leads", "per": "team", "grain": "week", "window": "closed",
            "test": "trend", "side": "below", "percent": 5_000, "periods": 8, "nothing": "nought",
            "severity": "warning", "charge": "whose", "quiet_days": 14, "escalate_days": 3,
            "purpose": "先看来源和市场活动，再看线索是否及时分配。\nLook at sources and campaigns first, then at whether leads are assigned.",
        }),
    );
    add(
        1,
        true,
        json!({
            "name": "跟进活动过少 Too few activities", "metric": "activities_done", "per": "person", "grain": "week",
            "window": "trailing", "trailing": 4, "test": "peers", "side": "below", "percent": 6_000,
            "nothing": "silent", "severity": "info", "charge": "superior", "quiet_days": 28, "escalate_days": 5,
            "purpose": "先问再判断：休假和项目常常是原因。\nAsk before you judge: leave and projects explain much.",
        }),
    );
    add(
        2,
        true,
        json!({
            "name": "商机储备不足 Pipeline too thin", "metric": "open_pipeline", "per": "region", "grain": "week",
            "window": "closed", "test": "trend", "side": "below", "percent": 1_500, "periods": 8,
            "severity": "critical", "charge": "whose", "told_id": director, "quiet_days": 14, "escalate_days": 3,
            "purpose": "今天没有的储备，季度末就是缺口。\nWhat is not in the pipeline today is missing at the end of the quarter.",
        }),
    );
    add(
        3,
        false,
        json!({
            "name": "转化率下滑 Conversion dropped", "metric": "conversion", "per": "region", "grain": "month",
            "window": "closed", "test": "change", "side": "below", "percent": 2_500, "against": "before",
            "least": 200_000, "severity": "warning", "charge": "whose", "quiet_days": 20,
        }),
    );
    add(
        4,
        true,
        json!({
            "name": "连续三周落后目标 Behind the target", "metric": "target_pace", "per": "person", "grain": "week", "window": "closed",
            "test": "running", "side": "below", "limit": 8_000, "periods": 3, "severity": "critical", "charge": "whose",
            "quiet_days": 14, "escalate_days": 3,
            "purpose": "和当事人一起过一遍：哪些能成交、还差多少、谁能帮忙。\nGo through what is open with them: what closes, what has to be found, who can help.",
        }),
    );
    add(
        5,
        false,
        json!({
            "name": "商机覆盖不足 Coverage below need", "metric": "target_coverage", "per": "region", "grain": "week",
            "window": "closed", "test": "running", "side": "below", "limit": 30_000, "periods": 2, "severity": "warning",
            "charge": "whose", "quiet_days": 21, "escalate_days": 5,
            "purpose": "三倍对应三分之一的赢率。\nThree times stands for a win rate of a third.",
        }),
    );
    add(
        6,
        false,
        json!({
            "name": "重点客户失联 Nobody talks to a key account", "metric": "days_quiet", "conditions": "tier=key_account",
            "per": "account", "grain": "week", "window": "closed", "test": "level", "side": "above", "limit": 300_000,
            "severity": "warning", "charge": "whose", "quiet_days": 30, "escalate_days": 5,
            "purpose": "请负责人了解情况，并约定下一次拜访。\nAsk whoever has it, and agree on the next visit.",
        }),
    );
    rules.write(work).await
}

/// Found as of today: they begin when their period had closed, and some have been dealt with.
async fn worked_on(work: &mut Work) -> Result<()> {
    let select = work.every::<alert::Entity>().order_by_asc(alert::Column::Title).order_by_asc(alert::Column::From);
    let today = work.today;
    let mut seen: HashMap<String, usize> = HashMap::new();
    for found in select.limit(400).all(work.conn()).await? {
        let nth = seen.entry(found.metric.clone()).or_default();
        let at = *nth;
        *nth += 1;
        work.update::<alert::Entity>(found, |alert| {
            alert.first_seen_on = alert.to.succ_opt().unwrap_or(alert.to).min(today);
            if alert.state == State::Recovered {
                // Whatever came back was a warning worth having; most of them are closed by now.
                alert.end(State::Recovered, today);
                alert.judgement = Some(Judgement::Right);
                if !at.is_multiple_of(3) {
                    alert.state = State::Closed;
                    alert.result = Some("数字已恢复，继续观察。\nIt has come back; we keep an eye on it.".to_owned());
                }
                return;
            }
            dealt_with(alert, at, today);
        })
        .await?;
    }
    Ok(())
}

/// What people did about the first few of each kind; the rest wait.
fn dealt_with(alert: &mut alert::Model, at: usize, today: NaiveDate) {
    match (alert.metric.as_str(), at) {
        ("leads", 0) => {
            let cause = "展会推迟到下月。\nThe fair was moved to next month.";
            acts(alert, cause, "安排两场线上研讨会补充线索。\nTwo webinars to make up for it.");
        }
        ("leads", 1) => {
            let why = "团队成员本月轮岗培训。\nThe team is at its rotation training this month.";
            explained(alert, Explanation::Known, why, today);
        }
        ("leads" | "activities_done", 2) => {
            let why = "记录登记晚了一周。\nIt was all there, entered a week late.";
            explained(alert, Explanation::FalseAlarm, why, today);
            alert.state = State::Closed;
            alert.result = Some("改为当天登记。\nIt is entered on the same day now.".to_owned());
        }
        ("activities_done", 0) => {
            let why = "正在休年假，客户由同事跟进。\nOn leave; a colleague looks after the customers.";
            explained(alert, Explanation::Known, why, today);
        }
        ("open_pipeline", 0) => {
            let cause = "两个大项目同月成交，新项目尚未立项。\nTwo large deals were won in one month and nothing has followed yet.";
            acts(
                alert,
                cause,
                "盘点沉寂客户，本月每人新增两个商机。\nGo through quiet accounts: two new deals each this month.",
            );
        }
        ("target_pace", 0) => {
            let cause = "两个订单客户预算推迟到下季度。\nTwo customers moved their budgets to the next quarter.";
            acts(
                alert,
                cause,
                "主管陪访前五大客户，争取提前签约。\nVisit the five largest customers together and sign earlier.",
            );
        }
        _ => {}
    }
}

fn acts(alert: &mut alert::Model, cause: &str, action: &str) {
    alert.cause = Some(cause.to_owned());
    alert.action = Some(action.to_owned());
    alert.state = State::Acting;
    alert.act_by = None;
}

fn explained(alert: &mut alert::Model, why: Explanation, text: &str, today: NaiveDate) {
    alert.explained_as = Some(why);
    alert.explanation = Some(text.to_owned());
    alert.judgement = Some(match why {
        Explanation::FalseAlarm => Judgement::Wrong,
        Explanation::Known => Judgement::Right,
    });
    alert.end(State::Explained, today);
}
