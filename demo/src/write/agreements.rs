//! The year's target agreements, in every state: signed by both, with a reservation, disputed, late, amended, a draft.

use std::sync::Arc;

use ::agreements::agreement::AgreementId;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use kernel::{Actor, House, Origin, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::organization::Organization;
use super::rows::{Rows, id};

/// Ten-thousandths, as quantities are stored.
const fn units(whole: i64) -> i64 {
    whole * 10_000
}

/// An agreement: who with whom, about which unit, what is to be won in the year, and how far it has come.
struct Paper {
    name: &'static str,
    party: &'static str,
    superior: &'static str,
    unit: Option<&'static str>,
    /// Yuan.
    target: i64,
    state: &'static str,
    edition: i64,
    /// The place of the edition before it.
    amends: Option<usize>,
    said: Option<&'static str>,
    reply: Option<&'static str>,
}

const fn paper(
    name: &'static str,
    party: &'static str,
    superior: &'static str,
    unit: Option<&'static str>,
    target: i64,
    state: &'static str,
) -> Paper {
    Paper { name, party, superior, unit, target, state, edition: 1, amends: None, said: None, reply: None }
}

impl Paper {
    const fn says(mut self, said: &'static str, reply: Option<&'static str>) -> Self {
        (self.said, self.reply) = (Some(said), reply);
        self
    }

    const fn after(mut self, amends: usize) -> Self {
        (self.edition, self.amends) = (2, Some(amends));
        self
    }
}

const PAPERS: [Paper; 9] = [
    paper("华东大区目标责任书 East China", "east", "director", Some("east"), 46_000_000, "in_force").says(
        "新一代控制器样机须在三月底前到位，否则第二季度目标顺延。\nOnly if the demonstration units of the new controllers are there by the end of March.",
        Some("样机三月二十日前到齐；如有延误，第二季度按实际到位时间重新核定。\nThey are there by 20 March; if late, the second quarter is set anew."),
    ),
    paper("华南大区目标责任书 South China", "south", "director", Some("south"), 31_000_000, "in_force"),
    paper("华北大区目标责任书 North China", "north", "director", Some("north"), 27_000_000, "reserved").says(
        "青岛团队两个岗位空缺，请在四月底前补齐。\nTwo posts in Qingdao are vacant; please fill them by the end of April.",
        None,
    ),
    paper("西部大区目标责任书 West China", "west", "director", Some("west"), 18_000_000, "issued"),
    paper("国际业务目标责任书 International", "world", "director", Some("world"), 22_000_000, "disputed").says(
        "欧洲认证要到下半年才能完成，全年 2200 万不现实；建议 1800 万。\nThe European certificate comes in the second half; 22 million cannot be reached, I propose 18.",
        None,
    ),
    paper("上海团队目标责任书 Shanghai", "shanghai", "east", Some("shanghai"), 17_500_000, "replaced"),
    paper("上海团队目标责任书 Shanghai", "shanghai", "east", Some("shanghai"), 16_200_000, "in_force").after(5),
    paper("苏州团队目标责任书 Suzhou", "suzhou", "east", Some("suzhou"), 13_000_000, "draft"),
    paper("陈思齐个人目标责任书 Chen Siqi", "rep", "shanghai", None, 5_600_000, "issued"),
];

/// The second edition of Shanghai's counts since so many days.
const AMENDED: u64 = 75;

/// Rows are written as history, then documents are made, and months are scored.
pub async fn write(company: &Organization, house: &Arc<House>) -> Result<()> {
    let company = company.clone();
    house
        .write(Actor::system().through(Origin::Import), None, move |work| {
            Box::pin(async move {
                ::agreements::write_history(work);
                let mut made = Vec::new();
                for (nth, paper) in PAPERS.iter().enumerate() {
                    made.push(agreement(&company, nth, paper, work).await?);
                }
                for id in made {
                    ::agreements::document_history(work, AgreementId(id)).await?;
                }
                Ok(())
            })
        })
        .await?;
    ::agreements::score(house, house.today()).await.map(|_| ())
}

fn year(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(today.year(), month, day).unwrap_or(today);
    (day(1, 1), day(12, 31))
}

fn known(nth: usize, today: NaiveDate) -> Uuid {
    id("agreements", nth, year(today).0)
}

/// A morning in Shanghai.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(2, 20, 0).unwrap_or_default().and_utc()
}

async fn agreement(company: &Organization, nth: usize, paper: &Paper, work: &mut Work) -> Result<Uuid> {
    let today = work.today;
    let (from, to) = year(today);
    let ago = |days: u64| today - Days::new(days);
    let amended = ago(AMENDED).max(from + Days::new(1));
    let signed = matches!(paper.state, "in_force" | "replaced");
    // What is not signed yet was issued lately; the others before the year began.
    let issued = match (paper.state, paper.amends) {
        (_, Some(_)) => amended - Days::new(9),
        ("issued", None) if paper.unit.is_some() => ago(23),
        ("issued" | "reserved" | "disputed", None) => ago(9),
        (_, None) => from - Days::new(24),
    };
    let answered = issued + Days::new(4);
    let sign_by = issued + Days::new(14);
    let is_issued = paper.state != "draft";
    let is_answered = is_issued && paper.state != "issued";
    let mut rows = Rows::of("agreements");
    let made = rows.add(
        known(nth, today),
        json!({
            "name": paper.name,
            "party_id": company.person(paper.party),
            "superior_id": company.person(paper.superior),
            "unit_id": paper.unit.map(|unit| company.unit(unit)),
            "state": paper.state,
            "from": from,
            "to": to,
            "scope": "区域内全部产品线与行业客户；大客户部直管的集团客户除外。\nAll products and industries of the region, without the groups that key accounts look after.",
            "base": units(paper.target),
            "stretch": units(paper.target / 100 * 112),
            "expense_cap": units(paper.target / 1000 * 35),
            "above_cap": "超出部分由责任人所在单位承担一半，从季度奖金中扣回。\nHalf of what is spent above it is charged back to the unit's quarterly bonus.",
            "pay": "季度奖金 = 奖金基数 × 季度平均得分 ÷ 100；低于 60 分不发。\nQuarterly bonus = base × average score of the quarter ÷ 100; none below 60.",
            "news": paper.amends.map(|_| "方毅调往杭州，其客户一并转出，全年目标相应下调 130 万。\nFang Yi and his customers moved to Hangzhou; the year's target is 1.3 million lower."),
            "sign_by": is_issued.then_some(sign_by),
            "edition": paper.edition,
            "amends_id": paper.amends.map(|before| known(before, today)),
            "first_id": paper.amends.map(|before| known(before, today)),
            "counts_from": signed.then_some(if paper.amends.is_some() { amended } else { from }),
            "counts_to": (paper.state == "replaced").then(|| amended - Days::new(1)),
            "issued_at": is_issued.then(|| morning(issued)),
            "issued_by_id": is_issued.then(|| company.person(paper.superior)),
            "answered_at": is_answered.then(|| morning(answered)),
            "reservation": paper.said,
            "reply": paper.reply,
            "countersigned_at": signed.then(|| morning(answered + Days::new(2))),
            "reminders": 0,
        }),
    );
    rows.write(work).await?;
    kpis(nth, made, paper, work).await?;
    clauses(nth, made, work).await?;
    Ok(made)
}

/// Of a hundred: the months of the year weigh as they do in this trade.
const SEASON: [i64; 12] = [6, 5, 8, 8, 8, 9, 8, 8, 9, 9, 10, 12];

async fn kpis(nth: usize, agreement: Uuid, paper: &Paper, work: &mut Work) -> Result<()> {
    let (from, _) = year(work.today);
    let months: serde_json::Map<String, Value> = SEASON
        .iter()
        .zip(1..)
        .map(|(part, month)| (format!("{}-{month:02}", from.year()), json!((paper.target / 100 * part).to_string())))
        .collect();
    let mut rows = Rows::of("agreement_kpis");
    let told = [
        json!({
            "title": "赢单金额 Won amount", "metric": "won_amount", "weight": 6000, "target": units(paper.target),
            "stretch": units(paper.target / 100 * 112), "months": months, "how": "linear", "up": 5_000, "down": 10_000,
            "cap": units(72), "gate": 6000,
        }),
        json!({
            "title": "赢单率 Win rate", "metric": "win_rate", "weight": 1500, "target": 3_500, "how": "bands",
            "bands": "70: 40, 85: 70, 100: 100, 115: 120",
        }),
        json!({
            "title": "客户活动 Visits and calls", "metric": "activities_done", "weight": 1500,
            "target": units(if paper.unit.is_some() { 3_000 } else { 260 }), "how": "linear", "up": 1_000, "down": 3_000,

        }),
        json!({
            "title": "月度述职 Monthly report", "weight": 1000, "how": "judged",
            "note": "每月五日前提交，当面述职。\nHanded in by the fifth, and told in person.",
        }),
    ];
    for (at, mut kpi) in told.into_iter().enumerate() {
        kpi["agreement_id"] = json!(agreement);
        kpi["place"] = json!(at + 1);
        rows.add(id(&format!("agreements/{nth}/kpis"), at, from), kpi);
    }
    rows.write(work).await
}

const CLAUSES: [(&str, &str); 6] = [
    (
        "right",
        "在费用上限内自主安排市场活动与样机投放。\nDecides on campaigns and demonstration units within the expense cap.",
    ),
    ("right", "折扣 8% 以内自行审批。\nGrants discounts of up to 8 % without asking."),
    (
        "duty",
        "每周更新商机阶段与预计成交日，每月五日前提交述职报告。\nKeeps stages and closing days up to date each week, and reports by the fifth of each month.",
    ),
    ("support", "按计划补齐编制，重大项目派售前支持。\nFills posts as planned, and sends presales to large projects."),
    (
        "amendment",
        "组织、价格政策或市场发生重大变化时，经双方签署新版本后调整。\nWhere the organization, prices or the market change a great deal, both sign a new edition.",
    ),
    (
        "termination",
        "责任人调离时终止，并按已关闭月份的得分结算。\nEnds when the party moves, and is settled by the months that are closed.",
    ),
];

async fn clauses(nth: usize, agreement: Uuid, work: &mut Work) -> Result<()> {
    let (from, _) = year(work.today);
    let mut rows = Rows::of("agreement_clauses");
    for (at, (kind, body)) in CLAUSES.iter().enumerate() {
        let row = json!({ "agreement_id": agreement, "kind": kind, "body": body, "place": at + 1 });
        rows.add(id(&format!("agreements/{nth}/clauses"), at, from), row);
    }
    rows.write(work).await
}
