//! How East China closes its gap: a path, and one that nothing is done about yet; four initiatives in different states, what
//! they need, what may go wrong, and whether they land.

use chrono::{Days, Months, NaiveDate};
use kernel::{Result, Work};
use serde_json::{Value, json};
use uuid::Uuid;

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::plan::{Plan, month};

/// Ten-thousandths, as quantities are stored.
const fn units(whole: i64) -> i64 {
    whole * 10_000
}

/// Hundredths, as amounts in yuan are stored.
const fn yuan(whole: i64) -> i64 {
    whole * 100
}

/// Months since the path began.
const BEGAN: u32 = 5;

/// When all of it happens.
struct Course {
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
}

impl Course {
    fn ago(&self, days: u64) -> NaiveDate {
        self.today - Days::new(days)
    }

    fn ahead(&self, days: u64) -> NaiveDate {
        self.today + Days::new(days)
    }
}

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let from = month(plan.today, BEGAN);
    let to = from.checked_add_months(Months::new(12)).and_then(|next| next.pred_opt()).unwrap_or(plan.today);
    let days = Course { from, to, today: plan.today };
    let path = path(company, &days, work).await?;
    let four = initiatives(company, path, &days, work).await?;
    milestones(company, &four, &days, work).await?;
    resources(company, &four, &days, work).await?;
    risks(company, &four, &days, work).await?;
    checks(company, &four, &days, work).await
}

async fn path(company: &Organization, days: &Course, work: &mut Work) -> Result<Uuid> {
    let mut paths = Rows::of("paths");
    let path = paths.add(
        id("paths", 0, days.from),
        json!({
            "name": "华东增长路径 East China growth", "owner_id": company.person("east"), "metric": "won_amount",
            "unit_id": company.unit("east"), "from": days.from, "to": days.to, "target_how": "typed", "target": units(48_000_000),
            "trend": units(38_500_000), "trend_how": "same_period", "trend_on": days.from,
            "notes": "年中测算：按去年同期推算，距目标约差两成。\n\
                Mid-year: going on as last year, the target is missed by a fifth.",
        }),
    );
    // Nobody does anything about this one yet.
    paths.add(
        id("paths", 1, days.from),
        json!({
            "name": "华东赢单率 East China win rate", "owner_id": company.person("east"), "metric": "win_rate",
            "unit_id": company.unit("east"), "from": days.from, "to": days.to, "target_how": "typed", "target": 5_050, "trend": 4_600,
            "trend_how": "trailing_mean", "trend_months": 6, "trend_on": days.from,
            "notes": "赢单率提升四个半百分点。\nFour and a half points more of the deals decided.",
        }),
    );
    paths.write(work).await?;
    Ok(path)
}

/// New customers runs, channel sinking has landed, the product push is planned, the win rate is an idea.
async fn initiatives(company: &Organization, path: Uuid, days: &Course, work: &mut Work) -> Result<[Uuid; 4]> {
    let mut rows = Rows::of("initiatives");
    let mut add = |nth: usize, name: &str, kind: &str, owner: &str, more: Value| {
        let mut row = json!({
            "name": name, "kind": kind, "owner_id": company.person(owner), "path_id": path, "from": days.from,
            "to": days.to,
        });
        if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
            row.extend(more);
        }
        rows.add(id("initiatives", nth, days.from), row)
    };
    let started = days.from + Days::new(9);
    let four = [
        add(
            0,
            "长三角新客户开发 New customers in the delta",
            "new_customers",
            "shanghai",
            json!({
                "state": "running", "started_on": started, "lift": units(5_200_000), "confidence": 6500,
                "ramp": "0, 25, 50, 100",
                "purpose": "按行业名单逐户拜访：水务、化工、新能源；每月新增 12 家有效客户。\n\
                    Visits by industry list, water, chemicals, new energy: twelve new customers a month.",
            }),
        ),
        add(
            1,
            "苏州渠道下沉 Channel partners around Suzhou",
            "channel_sinking",
            "suzhou",
            json!({
                "state": "landed", "started_on": started, "ended_on": days.ago(20), "lift": units(2_800_000),
                "ramp": "50, 100",
                "purpose": "昆山、常熟、张家港各签约一家集成商。\nOne integrator each in Kunshan, Changshu, Zhangjiagang.",
                "outcome": "三家集成商均已独立出单，可复制到杭州。\n\
                    All three integrators sell by themselves; Hangzhou can do the same.",
            }),
        ),
        add(
            2,
            "新一代控制器推广 Push of the new controllers",
            "product_push",
            "hangzhou",
            json!({
                "state": "planned", "from": days.ahead(14), "lift": units(3_600_000), "confidence": 5000,
                "ramp": "0, 50, 100",
                "prerequisites": "新品认证完成，样机到位。\nCertified, and demonstration units on site.",
            }),
        ),
        add(
            3,
            "方案评审提升赢单率 Reviewed offers win more often",
            "win_rate",
            "rep",
            json!({
                "lift": units(1_500_000),
                "purpose": "百万以上报价先经方案评审。\nOffers above a million are reviewed before they go out.",
            }),
        ),
    ];
    rows.write(work).await?;
    Ok(four)
}

async fn milestones(company: &Organization, four: &[Uuid; 4], days: &Course, work: &mut Work) -> Result<()> {
    let mut rows = Rows::of("initiative_milestones");
    let told = [
        (0, "行业名单确定 Industry list agreed", "shanghai", days.from + Days::new(20), Some(18)),
        (0, "首批 30 家拜访完成 First thirty visited", "wu.jun", days.from + Days::new(75), Some(80)),
        (0, "水务行业样板客户 Reference customer in water", "he.lin", days.ago(6), None),
        (0, "第二批名单 Second list", "wu.jun", days.ahead(25), None),
        (1, "三家集成商签约 Three integrators signed", "suzhou", days.from + Days::new(45), Some(41)),
        (1, "集成商独立出单 Integrators sell by themselves", "suzhou", days.from + Days::new(110), Some(112)),
        (2, "样机到位 Demonstration units on site", "hangzhou", days.ahead(10), None),
        (2, "代表培训 Representatives trained", "fang.yi", days.ahead(18), None),
    ];
    for (nth, (which, name, owner, due, reached)) in told.into_iter().enumerate() {
        let done_on = reached.map(|after: u64| (days.from + Days::new(after)).min(days.today));
        rows.add(
            id("initiative_milestones", nth, days.from),
            json!({
                "initiative_id": four[which], "name": name, "owner_id": company.person(owner), "due_on": due,
                "done": reached.is_some(), "done_on": done_on,
                "evidence": reached.map(|_| "会议纪要已归档。\nMinutes are on file."),
            }),
        );
    }
    rows.write(work).await
}

/// A budget for two, a promotion, people who work and were never granted, and demonstration units that serve nothing.
async fn resources(company: &Organization, four: &[Uuid; 4], days: &Course, work: &mut Work) -> Result<()> {
    let mut rows = Rows::of("initiative_resources");
    let mut add = |nth: usize, name: &str, kind: &str, owner: &str, more: Value| {
        let mut row = json!({
            "name": name, "kind": kind, "owner_id": company.person(owner), "currency": "CNY", "from": days.from,
            "to": days.to,
        });
        if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
            row.extend(more);
        }
        rows.add(id("initiative_resources", nth, days.from), row)
    };
    let granted = |amount: i64| json!({ "granted_amount": amount, "granted_on": days.from, "granted_by_id": company.person("director") });
    let with = |mut row: Value, more: Value| {
        if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
            row.extend(more);
        }
        row
    };
    let budget = json!({ "state": "granted", "amount": yuan(350_000), "used_amount": yuan(182_400) });
    let budget = add(0, "华东市场费用 Market expense East", "budget", "east", with(budget, granted(yuan(350_000))));
    let rebate = json!({ "state": "granted", "amount": yuan(200_000), "used_amount": yuan(168_000) });
    let rebate = add(1, "渠道返点 Partner rebate", "promotion", "suzhou", with(rebate, granted(yuan(180_000))));
    let people = add(2, "方案工程师 Solution engineers", "people", "shanghai", json!({ "heads": units(2) }));
    let demo_units = json!({ "quantity": units(5), "measure": "台 units" });
    add(3, "展会样机 Demonstration units", "other", "east", demo_units);
    rows.write(work).await?;
    let mut uses = Rows::of("initiative_resource_uses");
    for (nth, (resource, which, share)) in
        [(budget, 0, Some(6000)), (budget, 2, Some(4000)), (rebate, 1, None), (people, 0, None)].into_iter().enumerate()
    {
        uses.add(
            id("initiative_resource_uses", nth, days.from),
            json!({ "resource_id": resource, "initiative_id": four[which], "share": share }),
        );
    }
    uses.write(work).await
}

async fn risks(company: &Organization, four: &[Uuid; 4], days: &Course, work: &mut Work) -> Result<()> {
    let mut rows = Rows::of("initiative_risks");
    let told = [
        (
            0,
            "客户年末冻结预算 Customers freeze their budgets at the end of the year",
            4,
            4,
            "shanghai",
            "open",
            Some("十月前锁定意向，提供跨年付款方案。\nLetters of intent by October; payment across the year's end."),
            Some("询价减少三成 A third fewer enquiries"),
        ),
        (
            0,
            "竞争对手低价抢单 Competitors undercut",
            3,
            4,
            "wu.jun",
            "open",
            None,
            Some("连续两单因价格丢失 Two deals lost on price"),
        ),
        (
            1,
            "集成商与直销撞单 Partners and our own sellers meet at one customer",
            3,
            3,
            "suzhou",
            "averted",
            Some("客户报备制度。\nCustomers are registered first."),
            None,
        ),
        (
            2,
            "认证延期 Certification is late",
            2,
            5,
            "hangzhou",
            "open",
            Some("先以现有型号替代报价。\nOffers with the present model meanwhile."),
            None,
        ),
    ];
    for (nth, (which, what, likelihood, effect, owner, state, safeguard, trigger)) in told.into_iter().enumerate() {
        rows.add(
            id("initiative_risks", nth, days.from),
            json!({
                "initiative_id": four[which], "what": what, "likelihood": likelihood, "effect": effect,
                "owner_id": company.person(owner), "state": state, "safeguard": safeguard, "trigger": trigger,
            }),
        );
    }
    rows.write(work).await
}

async fn checks(company: &Organization, four: &[Uuid; 4], days: &Course, work: &mut Work) -> Result<()> {
    let mut rows = Rows::of("landing_checks");
    let told = [
        (
            0,
            "shanghai",
            95,
            "partly",
            310_000,
            420_000,
            "名单客户转化偏慢，拜访量达标。\nVisits as planned; they decide slowly.",
        ),
        (
            0,
            "shanghai",
            55,
            "partly",
            960_000,
            1_080_000,
            "新增 19 家客户，两家已复购。\nNineteen new customers, two bought again.",
        ),
        (1, "suzhou", 90, "partly", 540_000, 620_000, "两家集成商已出单。\nTwo integrators have sold."),
        (
            1,
            "suzhou",
            24,
            "landed",
            1_390_000,
            1_280_000,
            "三家均独立出单，返点核销完成。\nAll three sell; rebates are settled.",
        ),
    ];
    let next = told.len();
    for (nth, (which, checker, ago, verdict, measured, expected, evidence)) in told.into_iter().enumerate() {
        let day = days.ago(ago);
        rows.add(
            id("landing_checks", nth, days.from),
            json!({
                "initiative_id": four[which], "owner_id": company.person(checker), "due_on": day, "state": "done",
                "checked_on": day, "verdict": verdict, "measured": units(measured), "expected": units(expected),
                "evidence": evidence,
            }),
        );
    }
    rows.add(
        id("landing_checks", next, days.from),
        json!({ "initiative_id": four[0], "owner_id": company.person("shanghai"), "due_on": days.ahead(4) }),
    );
    rows.write(work).await
}
