//! Where interest comes from, and what becomes of it.

use chrono::NaiveDate;

use crate::company::PEOPLE;
use crate::customers::{ALONE, FAMILY, GIVEN, Industry};
use crate::dice::Dice;

use super::accounts::Account;
use super::deals::Deal;
use super::{MONTHS, day_ago, month, worked, working_day};

/// A source: its name, its share of all leads, and how many in a hundred become a deal.
#[derive(Debug)]
pub struct Source {
    pub name: &'static str,
    pub share: f64,
    pub converts: f64,
    pub campaigns: &'static [&'static str],
}

pub const SOURCES: &[Source] = &[
    Source {
        name: "展会 Trade fair",
        share: 24.0,
        converts: 26.0,
        campaigns: &["工博会 Industry Fair", "慕尼黑自动化展 Automation Munich", "华南装备展 South China Machinery"],
    },
    Source {
        name: "网站 Website",
        share: 30.0,
        converts: 17.0,
        campaigns: &["CX-300 选型工具 Configurator", "EB-8 白皮书 White paper"],
    },
    Source { name: "转介绍 Referral", share: 12.0, converts: 58.0, campaigns: &[] },
    Source { name: "电话开发 Cold call", share: 16.0, converts: 9.0, campaigns: &[] },
    Source { name: "渠道伙伴 Partner", share: 10.0, converts: 38.0, campaigns: &[] },
    Source {
        name: "线上研讨会 Webinar",
        share: 8.0,
        converts: 14.0,
        campaigns: &["视觉检测入门 Vision in an hour", "伺服选型 Choosing a servo"],
    },
];

/// Where a deal comes from that no lead became: from whom one knows already, mostly.
const WITHOUT_LEAD: [(&str, usize); 3] = [("老客户 Existing customer", 6), ("招标 Tender", 2), ("转介绍 Referral", 1)];

/// The source of the nth deal, where no lead became it.
pub fn source_without_lead(deal: usize) -> &'static str {
    let all = WITHOUT_LEAD.iter().map(|(_, share)| share).sum::<usize>();
    // Dealt out in strides, so that neither a month nor an owner has one source only.
    let mut place = (deal * 5) % all;
    for (name, share) in WITHOUT_LEAD {
        if place < share {
            return name;
        }
        place -= share;
    }
    unreachable!("the shares add up to all")
}

const LEADS: usize = 700;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    New,
    Contacted,
    Nurturing,
    Disqualified,
    Converted,
}

#[derive(Debug)]
pub struct Lead {
    pub company: String,
    pub person: String,
    pub mail: String,
    /// Place in [`SOURCES`].
    pub source: usize,
    pub campaign: Option<&'static str>,
    pub industry: Industry,
    pub owner: &'static str,
    pub status: Status,
    pub came: NaiveDate,
    /// The deal it became, as a place in the plan's deals, and the day it did.
    pub became: Option<(usize, NaiveDate)>,
}

pub fn leads(today: NaiveDate, accounts: &[Account], deals: &[Deal], dice: &mut Dice) -> Vec<Lead> {
    // The leads that became something, from deals of customers that are not groups.
    let mut became: Vec<(usize, usize)> = Vec::new();
    let all: f64 = SOURCES.iter().map(|source| source.share).sum();
    for (at, source) in SOURCES.iter().enumerate() {
        let converted = (LEADS as f64 * source.share / all * source.converts / 100.0).round() as usize;
        became.extend(std::iter::repeat_n((at, 0), converted));
    }
    let candidates: Vec<usize> = (0..deals.len()).filter(|at| accounts[deals[*at].account].team != "key").collect();
    let step = candidates.len() as f64 / became.len() as f64;
    for (nth, (_, deal)) in became.iter_mut().enumerate() {
        // Every source has deals from every month: they are dealt out like cards, in strides that visit all.
        let turned = (nth * 37) % (candidates.len() as f64 / step).max(1.0) as usize;
        *deal = candidates[(turned as f64 * step) as usize];
    }
    became.sort_unstable_by_key(|(_, deal)| *deal);
    became.dedup_by_key(|(_, deal)| *deal);

    let mut leads: Vec<Lead> =
        became.iter().map(|(source, deal)| converted(today, accounts, deals, *source, *deal, dice)).collect();
    while leads.len() < LEADS {
        leads.push(unconverted(today, leads.len(), dice));
    }
    leads.sort_by_key(|lead| lead.came);
    leads
}

fn converted(
    today: NaiveDate,
    accounts: &[Account],
    deals: &[Deal],
    source: usize,
    at: usize,
    dice: &mut Dice,
) -> Lead {
    let deal = &deals[at];
    let account = &accounts[deal.account];
    let earliest = month(today, MONTHS);
    let came = (deal.opened - chrono::Days::new(dice.between(3, 55) as u64)).max(earliest);
    let (person, mail) = somebody(at, dice);
    Lead {
        company: account.name.clone(),
        person,
        mail,
        source,
        campaign: campaign(source, dice),
        industry: account.industry,
        owner: deal.owner,
        status: Status::Converted,
        came,
        became: Some((at, deal.opened)),
    }
}

fn unconverted(today: NaiveDate, at: usize, dice: &mut Dice) -> Lead {
    let source = dice.weighted(SOURCES.iter().map(|source| source.share * (100.0 - source.converts)));
    let first = month(today, MONTHS);
    let came = working_day(first, dice.between(0, (today - first).num_days())).min(today);
    let age = (today - came).num_days();
    let status = match age {
        0..=14 => [Status::New, Status::Contacted][dice.weighted([80.0, 20.0])],
        15..=60 => [Status::New, Status::Contacted, Status::Nurturing, Status::Disqualified]
            [dice.weighted([24.0, 36.0, 22.0, 18.0])],
        _ => [Status::Contacted, Status::Nurturing, Status::Disqualified][dice.weighted([6.0, 24.0, 70.0])],
    };
    let (team, names) = dice.one(ALONE);
    let (_, industry) = dice.one(names);
    let place = ["宏", "瑞", "联", "博", "天", "新", "中", "远", "华", "金"];
    let kind = ["达精密", "盛机械", "泰电子", "丰食品", "源包装", "成科技", "信自动化", "通物流"];
    let company = match *team {
        "munich" => format!(
            "{} {}",
            dice.one(&["Keller", "Novotny", "Ricci", "Lindner", "Moreau"]),
            dice.one(&["Technik", "Systems", "Automation", "Werke"])
        ),
        "singapore" => format!(
            "{} {}",
            dice.one(&["Sentosa", "Kinta", "Siam", "Cebu", "Hanoi"]),
            dice.one(&["Industries", "Foods", "Components", "Plastics"])
        ),
        _ => format!("{}{}", dice.one(&place), dice.one(&kind)),
    };
    let here: Vec<&str> = PEOPLE
        .iter()
        .filter(|person| person.sells() && person.unit == *team && worked(person, today, today))
        .map(|person| person.login)
        .collect();
    let (person, mail) = somebody(at, dice);
    Lead {
        company,
        person,
        mail,
        source,
        campaign: campaign(source, dice),
        industry: *industry,
        owner: dice.one::<&str>(&here),
        status,
        came: came.min(day_ago(today, 0)),
        became: None,
    }
}

fn campaign(source: usize, dice: &mut Dice) -> Option<&'static str> {
    let campaigns = SOURCES[source].campaigns;
    (!campaigns.is_empty() && dice.happens(0.8)).then(|| *dice.one(campaigns))
}

fn somebody(at: usize, dice: &mut Dice) -> (String, String) {
    let (family, given) = (*dice.one(FAMILY), *dice.one(GIVEN));
    let family = family.split(' ').next().expect("a family name in two scripts");
    let (given, spelled) = given.split_once(' ').expect("a given name in two scripts");
    (format!("{family}{given}"), format!("{}.{at}@prospect.example", spelled.to_lowercase()))
}
