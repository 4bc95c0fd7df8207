//! Accounts, contacts, and who works on an account besides its owner.

use kernel::{Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::json;

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::{CURRENCY, UNITS};
use crate::plan::accounts::{Account, Tier};
use crate::plan::deals::Outcome;
use crate::plan::{MONTHS, Plan, month};

/// The id of the nth account of the plan.
pub fn account(nth: usize, plan: &Plan) -> Uuid {
    id("accounts", nth, plan.accounts[nth].since)
}

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let mut accounts = Rows::of("accounts");
    let mut team = Rows::of("account_team_members");
    for (nth, customer) in plan.accounts.iter().enumerate() {
        let won = plan.deals.iter().filter(|deal| deal.account == nth && deal.outcome == Outcome::Won).count();
        let tier = match (customer.tier, won) {
            (Tier::Key, _) => "key_account",
            (Tier::Potential, _) => "potential",
            (Tier::Standard, 4..) => "mid",
            (Tier::Standard, _) => "small",
        };
        accounts.add(
            account(nth, plan),
            json!({
                "name": customer.name,
                "code": format!("K{:05}", 10_001 + nth),
                "owner_id": company.person(customer.owner),
                "tier": tier,
                "status": if won > 0 { "customer" } else { "prospect" },
                "industry": customer.industry.name(),
                "region": region(customer),
                "country": country(customer),
                "tags": customer.tags,
                "parent_id": customer.group.map(|group| account(group, plan)),
                "currency": CURRENCY,
                "address": address(nth, customer),
                "phone": switchboard(nth, customer),
            }),
        );
        // Whoever looks after the group works on its sites too.
        if let Some(group) = customer.group {
            let keeper = plan.accounts[group].owner;
            team.add(
                id("account_team_members", nth, customer.since),
                json!({"account_id": account(nth, plan), "person_id": company.person(keeper), "role": "sponsor"}),
            );
        }
    }
    accounts.write(work).await?;
    team.write(work).await?;

    let mut contacts = Rows::of("contacts");
    for (nth, contact) in plan.contacts.iter().enumerate() {
        contacts.add(
            id("contacts", nth, month(plan.today, MONTHS)),
            json!({
                "name": contact.name,
                "account_id": account(contact.account, plan),
                "title": contact.post,
                "decision_role": decision_role(contact.post),
                "email": contact.mail,
                "phone": contact.phone,
                "owner_id": company.person(plan.accounts[contact.account].owner),
            }),
        );
    }
    contacts.write(work).await
}

/// The region that the customer's team stands in; of a group, the company.
fn region(customer: &Account) -> Option<&'static str> {
    let team = UNITS.iter().find(|unit| unit.key == customer.team)?;
    UNITS.iter().find(|unit| Some(unit.key) == team.above).filter(|unit| unit.key != "company").map(|unit| unit.name)
}

fn country(customer: &Account) -> Option<&'static str> {
    match customer.team {
        "munich" => Some("Germany"),
        "singapore" => Some("Singapore"),
        "key" if customer.name.is_ascii() => None,
        _ => Some("China"),
    }
}

/// Where one drives to: a street of the team's city; the house is made up.
fn address(nth: usize, customer: &Account) -> Option<String> {
    let (city, streets): (&str, [&str; 3]) = match customer.team {
        "shanghai" | "key" if !customer.name.is_ascii() => {
            ("上海市", ["浦东新区金海路", "闵行区都会路", "嘉定区汇旺路"])
        }
        "suzhou" => ("苏州市", ["工业园区星龙街", "高新区泰山路", "吴中区旺山路"]),
        "hangzhou" => ("杭州市", ["钱塘区下沙路", "萧山区建设一路", "滨江区江南大道"]),
        "shenzhen" => ("深圳市", ["宝安区洲石路", "龙岗区宝龙大道", "光明区观光路"]),
        "guangzhou" => ("广州市", ["黄埔区开源大道", "番禺区东环路", "南沙区环市大道"]),
        "beijing" => ("北京市", ["亦庄荣华南路", "顺义区天竺路", "昌平区科技园路"]),
        "qingdao" => ("青岛市", ["黄岛区前湾港路", "城阳区春阳路", "即墨区烟青路"]),
        "chengdu" => ("成都市", ["龙泉驿区成龙大道", "高新区西芯大道", "郫都区现代工业港路"]),
        "xian" => ("西安市", ["高新区锦业路", "经开区凤城路", "长安区航天大道"]),
        _ => return None,
    };
    Some(format!("{city}{}{}号", streets[nth % streets.len()], 18 + nth * 37 % 900))
}

/// A number that nobody has.
fn switchboard(nth: usize, customer: &Account) -> Option<String> {
    address(nth, customer).map(|_| format!("+86 400 000 {:04}", nth * 7 % 10_000))
}

fn decision_role(post: &str) -> &'static str {
    match post.split(' ').next() {
        Some("厂长" | "总经理") => "decider",
        Some("采购经理") => "buyer",
        Some("自动化工程师") => "champion",
        Some("设备总监") => "budget",
        _ => "influencer",
    }
}
