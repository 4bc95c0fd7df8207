//! Visits, calls and meetings of the last months, and what is planned for the next days.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::dice::Dice;

use super::deals::{Deal, Outcome};
use super::{day_ago, working_day};

/// How far back activities were recorded, in months.
const RECORDED: u32 = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Visit,
    Call,
    Meeting,
    Mail,
    Task,
}

#[derive(Debug)]
pub struct Activity {
    /// Place in the plan's deals.
    pub deal: usize,
    pub owner: &'static str,
    pub kind: Kind,
    pub on: NaiveDate,
    pub subject: &'static str,
    pub notes: &'static str,
    pub done: bool,
}

const DONE: &[(Kind, &str, &str)] = &[
    (
        Kind::Visit,
        "现场勘查 Site survey",
        "看了两条产线，旧控制柜需整体更换。 Saw both lines; the old cabinets have to go as a whole.",
    ),
    (
        Kind::Visit,
        "厂长拜访 Visit to the plant manager",
        "关注停机时间，要求分批切换。 Worried about downtime; wants the change-over in steps.",
    ),
    (
        Kind::Call,
        "需求确认 Call about needs",
        "确认轴数与防护等级，图纸下周给。 Number of axes and protection class are settled, drawings next week.",
    ),
    (
        Kind::Call,
        "报价跟进 Follow-up on the offer",
        "采购认为比对手高约百分之六。 Purchasing says we are some six per cent above the other bid.",
    ),
    (
        Kind::Meeting,
        "技术交流 Technical meeting",
        "演示了冗余切换，对方工程师认可。 Showed the redundant switch-over; their engineers were convinced.",
    ),
    (
        Kind::Meeting,
        "商务谈判 Commercial negotiation",
        "付款条件谈到三七，交期八周。 Terms now thirty–seventy, eight weeks to delivery.",
    ),
    (Kind::Mail, "发送资料 Documents sent", "已发选型表与案例。 Selection table and reference case sent."),
];

const PLANNED: &[(Kind, &str, &str)] = &[
    (Kind::Task, "更新报价 Update the offer", "按新数量重算。 Recalculate with the new quantities."),
    (Kind::Visit, "样机验收 Acceptance of the sample", "带上测试报告。 Bring the test report."),
    (Kind::Call, "确认预算批复 Ask whether the budget was approved", ""),
    (Kind::Task, "准备演示 Prepare the demonstration", ""),
];

fn done(at: usize, deal: &Deal, on: NaiveDate, dice: &mut Dice) -> Activity {
    let (kind, subject, notes) = DONE[dice.weighted([16.0, 10.0, 24.0, 16.0, 14.0, 8.0, 12.0])];
    Activity { deal: at, owner: deal.owner, kind, on, subject, notes, done: true }
}

pub fn activities(today: NaiveDate, deals: &[Deal], dice: &mut Dice) -> Vec<Activity> {
    let from = day_ago(today, RECORDED);
    let mut activities = Vec::new();
    for (at, deal) in deals.iter().enumerate() {
        let until = deal.closed.unwrap_or(today);
        if until < from {
            continue;
        }
        let began = deal.opened.max(from);
        let lived = (until - began).num_days().max(1);
        let open = deal.outcome == Outcome::Open;
        let most = if open { 4 } else { 2 };
        for _ in 0..dice.between(1, most) {
            let on = working_day(began, dice.between(0, lived - 1)).min(until);
            activities.push(done(at, deal, on, dice));
        }
        // Half of what is open was worked on in the last days.
        if open && dice.happens(0.5) {
            let on = working_day(today - Days::new(6), dice.between(0, 5)).clamp(began, today);
            activities.push(done(at, deal, on, dice));
        }
        if open && deal.next_step.is_some() && dice.happens(0.6) {
            let (kind, subject, notes) = *dice.one(PLANNED);
            // One in eight is late already.
            let on = if dice.happens(0.12) {
                today - Days::new(dice.between(1, 6) as u64)
            } else {
                working_day(today, dice.between(0, 12))
            };
            activities.push(Activity { deal: at, owner: deal.owner, kind, on, subject, notes, done: false });
        }
    }
    activities.extend(of_today(today, deals));
    activities.sort_by_key(|activity| activity.on);
    activities
}

/// What everybody who sells has before them today, a Sunday as well as a Monday: so the demo shows a day at work
/// whenever somebody looks at it. Mostly tasks, for a visit whose hour has passed counts as done.
fn of_today(today: NaiveDate, deals: &[Deal]) -> Vec<Activity> {
    const DAY: [(Kind, &str, &str); 4] = [
        (
            Kind::Task,
            "报价回访 Call back about the offer",
            "问清采购的时间表。 Find out when purchasing means to decide.",
        ),
        (Kind::Task, "发送选型表 Send the selection table", ""),
        (Kind::Task, "准备方案评审 Prepare the review of the solution", ""),
        (
            Kind::Visit,
            "客户拜访 Visit to the customer",
            "看现场，定改造范围。 See the site and settle what is to be rebuilt.",
        ),
    ];
    let mut planned: HashMap<&str, usize> = HashMap::new();
    let mut activities = Vec::new();
    for (at, deal) in deals.iter().enumerate().filter(|(_, deal)| deal.outcome == Outcome::Open) {
        let count = planned.entry(deal.owner).or_default();
        if let Some((kind, subject, notes)) = DAY.get(*count) {
            *count += 1;
            let (kind, on) = (*kind, today);
            activities.push(Activity { deal: at, owner: deal.owner, kind, on, subject, notes, done: false });
        }
    }
    activities
}
