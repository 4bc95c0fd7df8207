//! Reports: a weekly one for every unit and everybody, a monthly one that its readers may still add a remark to, and a daily
//! one that is off.

use std::sync::Arc;

use ::reports::report::{self, State};
use chrono::Days;
use kernel::{Actor, House, Origin, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::{Plan, month};

/// Days back to which templates have been on: the last week that has closed is in them, and the last month.
const WEEKS: u64 = 8;
const MONTHS: u64 = 32;

/// Written as if the templates had been on when the last week and the last month closed.
pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    let system = || Actor::system().through(Origin::Import);
    let owner = company.clone();
    house.write(system(), None, move |work| Box::pin(async move { templates(&owner, work).await })).await?;
    ::reports::look_back(house, kernel::record::now()).await?;
    house.write(system(), None, |work| Box::pin(async move { remarks(work).await })).await?;
    Ok(())
}

async fn templates(company: &Organization, work: &mut Work) -> Result<()> {
    let plan = Plan::of(work.today);
    let made = month(plan.today, 2);
    let operations = company.person("operations");
    let mut rows = Rows::of("report_templates");
    let mut add = |nth: usize, back: Option<u64>, fields: Value| {
        let mut row = fields;
        row["keeper_id"] = json!(operations);
        row["active"] = json!(back.is_some());
        row["on_since"] = json!(back.and_then(|back| plan.today.checked_sub_days(Days::new(back))));
        rows.add(id("report_templates", nth, made), row);
    };
    add(
        0,
        Some(WEEKS),
        json!({
            "name": "销售周报 Weekly sales review", "rhythm": "week", "hour": 7, "own_pages": true, "superior": true,
            "enclose": "pdf", "lines": 5,
            "purpose": "只看变化：完成到哪里，谁需要支持，哪些商机延期，下一步做什么。\nChanges only: how far we are, who needs help, which deals slip, what comes next.",
        }),
    );
    add(
        1,
        Some(MONTHS),
        json!({
            "name": "经营月报 Monthly business report", "rhythm": "month", "hour": 8, "grace": 720, "superior": true,
            "enclose": "both", "lines": 10, "kinds": ["company", "region"],
            "sections": ["attainment", "numbers", "changes", "pace", "initiatives", "alerts", "slips", "next"],
            "measures": ["won_amount", "won", "lost", "win_rate", "average_deal", "leads", "conversion", "open_pipeline"],
            "purpose": "目标、结果、原因和对策：月度经营会之前阅读。\nTarget, result, why, and what is done about it: before the monthly review.",
        }),
    );
    add(
        2,
        None,
        json!({
            "name": "销售日报 Daily report", "rhythm": "day", "hour": 7, "own_pages": true, "enclose": "nothing", "lines": 5,
            "sections": ["changes", "slips", "alerts", "next"],
            "purpose": "昨天以来有哪些变化，今天要做什么。\nWhat changed since yesterday, and what is to be done today.",
        }),
    );
    rows.write(work).await
}

/// What those who lead said to some of them.
async fn remarks(work: &mut Work) -> Result<()> {
    let said = [
        "两个大单客户要到月底才过会，已约总部一起拜访。\nTwo large customers decide at the end of the month; we visit them together with head office.",
        "新人开始出单，下周重点跟进延期的三个项目。\nThe newcomers have begun to sell; next week we go through the three deals that slipped.",
    ];
    let select = work.every::<report::Entity>().filter(report::Column::UnitId.is_not_null());
    let select = select.filter(report::Column::State.eq(State::Out)).order_by_asc(report::Column::Name);
    let rows = select.all(work.conn()).await?;
    for (row, text) in rows.into_iter().zip(said) {
        let now = work.now;
        work.update::<report::Entity>(row, |row| {
            row.remark = Some(text.to_owned());
            row.remark_by_id = row.whose_id;
            row.remark_at = Some(now);
        })
        .await?;
    }
    Ok(())
}
