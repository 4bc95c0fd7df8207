//! Opportunities: who sold what to whom, how it went, and what stands open today.

use chrono::{Datelike, NaiveDate};

use crate::catalogue::{INTERNATIONAL, Line, PRODUCTS, win_points};
use crate::company::{Role, win_rate};
use crate::dice::Dice;

use super::accounts::{Account, Tier};
use super::{MONTHS, day_ago, month, unit_on, who, worked, working_day};

/// Open stages in their order; won and lost come after them.
pub const STAGES: usize = 4;

/// Share of a deal's life after which it enters each open stage, roughly.
const ENTERED: [f64; STAGES] = [0.0, 0.18, 0.45, 0.72];

/// Deals opened in an ordinary month.
const A_MONTH: f64 = 98.0;

/// How busy each month is: the Spring Festival is quiet, quarters end loud, and December loudest.
const SEASON: [f64; 12] = [0.85, 0.55, 1.2, 1.0, 1.0, 1.15, 0.9, 0.85, 1.15, 0.9, 1.1, 1.2];

/// Why a deal ended as it did: the reasons every house starts with, and one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    Price,
    Fit,
    Relationship,
    Competitor,
    Budget,
    Decision,
    Delivery,
}

impl Reason {
    pub const ALL: [Reason; 7] = [
        Reason::Price,
        Reason::Fit,
        Reason::Relationship,
        Reason::Competitor,
        Reason::Budget,
        Reason::Decision,
        Reason::Delivery,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Reason::Price => "价格 Price",
            Reason::Fit => "方案匹配 Product fit",
            Reason::Relationship => "客户关系 Relationship",
            Reason::Competitor => "选择对手 Competitor chosen",
            Reason::Budget => "没有预算 No budget",
            Reason::Decision => "项目搁置 No decision",
            Reason::Delivery => "交付与服务 Delivery and service",
        }
    }

    fn of_won(dice: &mut Dice) -> Self {
        const WON: [Reason; 4] = [Reason::Fit, Reason::Price, Reason::Delivery, Reason::Relationship];
        WON[dice.weighted([36.0, 14.0, 28.0, 22.0])]
    }

    fn of_lost(dice: &mut Dice) -> Self {
        const LOST: [Reason; 5] = [Reason::Price, Reason::Competitor, Reason::Budget, Reason::Decision, Reason::Fit];
        LOST[dice.weighted([32.0, 24.0, 16.0, 18.0, 10.0])]
    }
}

pub const COMPETITORS: &[&str] =
    &["恒拓自控 Hengtuo", "北辰电气 Beichen Electric", "Nordwerk", "Helix Motion", "Mitaka Drives"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Won,
    Lost,
}

/// A line of a deal.
#[derive(Debug)]
pub struct Item {
    /// Place in [`PRODUCTS`].
    pub product: usize,
    pub quantity: i64,
    /// Whole yuan each, before discount.
    pub list: i64,
    /// Per cent off.
    pub discount: i64,
}

impl Item {
    /// In fen.
    pub fn amount(&self) -> i64 {
        self.quantity * self.list * (100 - self.discount)
    }
}

#[derive(Debug)]
pub struct Deal {
    pub name: String,
    pub account: usize,
    pub owner: &'static str,
    pub line: Line,
    pub items: Vec<Item>,
    pub opened: NaiveDate,
    pub outcome: Outcome,
    /// Set for won and lost deals.
    pub closed: Option<NaiveDate>,
    /// When a decision is (or was) expected.
    pub expected: NaiveDate,
    /// Open stages it went through, with the day it entered each.
    pub stages: Vec<(usize, NaiveDate)>,
    pub reason: Option<Reason>,
    pub competitors: Vec<&'static str>,
    /// What has to be done next, and by when; a few are late.
    pub next_step: Option<(&'static str, NaiveDate)>,
}

impl Deal {
    /// What its lines come to, in fen; exact, for prices are whole yuan and discounts whole per cents.
    pub fn amount(&self) -> i64 {
        self.items.iter().map(Item::amount).sum()
    }
}

pub fn deals(today: NaiveDate, accounts: &[Account], dice: &mut Dice) -> Vec<Deal> {
    let mut deals = Vec::new();
    for ago in (0..MONTHS).rev() {
        let first = month(today, ago);
        let days = if ago == 0 { i64::from(today.day()) } else { 28 };
        // The company grows by a fifth over the two years.
        let growth = 1.1 - 0.2 * f64::from(ago) / f64::from(MONTHS);
        let count = A_MONTH * SEASON[first.month0() as usize] * growth * days as f64 / 28.0;
        let mut month: Vec<NaiveDate> =
            (0..count.round() as i64).map(|_| working_day(first, dice.between(0, days - 1)).min(today)).collect();
        month.sort_unstable();
        for opened in month {
            let account = pick(accounts, opened, dice);
            deals.push(deal(today, opened, ago, account, &accounts[account], dice));
        }
    }
    deals
}

fn pick(accounts: &[Account], opened: NaiveDate, dice: &mut Dice) -> usize {
    let weight = |account: &Account| if account.since <= opened { account.weight } else { 0.0 };
    dice.weighted(accounts.iter().map(weight))
}

fn deal(today: NaiveDate, opened: NaiveDate, ago: u32, at: usize, account: &Account, dice: &mut Dice) -> Deal {
    let line = Line::ALL[dice.weighted(account.industry.taste())];
    let items = items(line, account, dice);
    let amount: i64 = items.iter().map(Item::amount).sum();
    // A large deal takes longer, and so does a key account.
    let size = (amount as f64 / 15_000_000.0).clamp(0.3, 6.0).sqrt();
    let patience = if account.tier == Tier::Key { 1.4 } else { 1.0 };
    let days = dice.skewed(58.0 * size * patience).clamp(9.0, 260.0) as i64;
    let decided = month_end_rush(opened, working_day(opened, days), dice);

    let seller = seller(account, opened, today);
    let chance = chance(seller, opened, today, line, ago, account.tier);
    let won = dice.happens(chance);
    // One in thirty-five is never decided: the forgotten deals that every pipeline has.
    let forgotten = ago >= 5 && dice.happens(0.028);
    let over = decided <= today && !forgotten;
    let outcome = match (over, won) {
        (false, _) => Outcome::Open,
        (true, true) => Outcome::Won,
        (true, false) => Outcome::Lost,
    };
    let lived = (decided - opened).num_days().max(1);
    let share = (today - opened).num_days() as f64 / lived as f64;
    let reached = match outcome {
        Outcome::Won => STAGES,
        // Most are lost late, after the offer.
        Outcome::Lost => 1 + dice.weighted([0.16, 0.22, 0.34, 0.28]),
        Outcome::Open if forgotten => 1 + dice.weighted([0.3, 0.4, 0.3]),
        Outcome::Open => ENTERED.iter().filter(|entered| **entered <= share).count().max(1),
    };
    let stages = (0..reached)
        .map(|stage| (stage, working_day(opened, (ENTERED[stage] * lived as f64) as i64).min(decided).min(today)))
        .collect();

    let owner = if outcome == Outcome::Open { account.owner } else { seller };
    let reason = match outcome {
        Outcome::Open => None,
        Outcome::Won => Some(Reason::of_won(dice)),
        Outcome::Lost => Some(Reason::of_lost(dice)),
    };
    Deal {
        name: name(account, line, opened, dice),
        account: at,
        owner,
        line,
        items,
        opened,
        outcome,
        closed: over.then_some(decided),
        expected: if forgotten { working_day(opened, days / 2) } else { decided },
        stages,
        reason,
        competitors: if dice.happens(0.45) { vec![*dice.one(COMPETITORS)] } else { Vec::new() },
        next_step: (outcome == Outcome::Open && !forgotten).then(|| next_step(today, dice)),
    }
}

fn next_step(today: NaiveDate, dice: &mut Dice) -> (&'static str, NaiveDate) {
    let step = *dice.one(NEXT_STEPS);
    let late = dice.happens(0.1);
    let days = dice.between(0, 13);
    (step, if late { today - chrono::Days::new(1 + days as u64 / 3) } else { working_day(today, days) })
}

const NEXT_STEPS: &[&str] = &[
    "安排现场演示 Arrange a demonstration on site",
    "发送修订报价 Send the revised offer",
    "与采购确认付款条件 Settle terms of payment with purchasing",
    "样机测试报告 Hand over the test report of the sample",
    "约厂长会面 Meet the plant manager",
];

/// Decisions crowd at the end of a quarter: some of those that would fall just after are pulled before it.
fn month_end_rush(opened: NaiveDate, day: NaiveDate, dice: &mut Dice) -> NaiveDate {
    let early_in_quarter = day.month0().is_multiple_of(3) && day.day() <= 12 && (day - opened).num_days() > 30;
    if early_in_quarter && dice.happens(0.45) {
        let first = day.with_day(1).expect("every month has a first day");
        // Two to five days before the quarter ends, and never on a weekend.
        let before = first - chrono::Days::new(dice.between(2, 5) as u64);
        return if before.weekday().number_from_monday() > 5 { before - chrono::Days::new(2) } else { before };
    }
    day
}

/// Who looked after the customer on that day.
fn seller(account: &Account, on: NaiveDate, today: NaiveDate) -> &'static str {
    let before = account.before.filter(|login| worked(who(login), on, today));
    let now = worked(who(account.owner), on, today);
    match (before, now) {
        (Some(before), _) => before,
        (None, true) => account.owner,
        // Before the owner came, the team's lead did it.
        (None, false) => {
            let lead = crate::company::PEOPLE.iter().find(|person| person.leads && person.unit == account.team);
            lead.map_or(account.owner, |lead| lead.login)
        }
    }
}

/// How likely a deal is won: team, person, product line, kind of customer, and one team that is losing its grip.
fn chance(seller: &str, opened: NaiveDate, today: NaiveDate, line: Line, ago: u32, tier: Tier) -> f64 {
    let person = who(seller);
    let team = unit_on(person, opened, today);
    let tier_points = match (tier, person.role) {
        (Tier::Key, Role::KeyAccountManager) => 2,
        (Tier::Key, _) => 4,
        (Tier::Standard, _) => 0,
        (Tier::Potential, _) => -9,
    };
    let slump = if team == "guangzhou" && opened >= day_ago(today, 7) { -14 } else { 0 };
    let points = win_rate(team) + person.knack + win_points(line, ago) + tier_points + slump;
    (points as f64 / 100.0).clamp(0.05, 0.9)
}

fn items(line: Line, account: &Account, dice: &mut Dice) -> Vec<Item> {
    let of_line: Vec<usize> = (0..PRODUCTS.len()).filter(|at| PRODUCTS[*at].line == line).collect();
    let mut chosen = vec![*dice.one(&of_line)];
    for _ in 0..dice.weighted([0.5, 0.35, 0.15]) {
        let more = dice.between(0, PRODUCTS.len() as i64 - 1) as usize;
        if !chosen.contains(&more) {
            chosen.push(more);
        }
    }
    let abroad = matches!(account.team, "munich" | "singapore");
    let size = if account.tier == Tier::Key { 1.9 } else { 0.8 };
    chosen
        .into_iter()
        .map(|product| Item {
            product,
            quantity: (dice.skewed(PRODUCTS[product].usual as f64 * size).round() as i64).max(1),
            list: if abroad { (PRODUCTS[product].list as f64 * INTERNATIONAL) as i64 } else { PRODUCTS[product].list },
            discount: [0, 3, 5, 8, 12][dice.weighted([40.0, 20.0, 20.0, 14.0, 6.0])],
        })
        .collect()
}

fn name(account: &Account, line: Line, opened: NaiveDate, dice: &mut Dice) -> String {
    let short = account.name.split(' ').next().expect("a name has a first word");
    let what: &[&str] = match line {
        Line::Control => &[
            "控制系统改造 Control retrofit",
            "新产线控制 New line controls",
            "备件框架 Spare parts",
            "配料系统 Batching system",
        ],
        Line::Motion => {
            &["伺服升级 Servo upgrade", "包装机轴组 Packaging axes", "搬运模组 Handling axes", "装配线 Assembly line"]
        }
        Line::Edge => &[
            "产线监控 Line monitoring",
            "视觉检测 Vision inspection",
            "能耗采集 Energy metering",
            "设备联网 Machine connectivity",
        ],
    };
    format!("{short} {} {}", dice.one(what), opened.format("%y%m"))
}
