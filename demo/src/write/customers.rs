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

fn decision_role(post: &str) -> &'static str {
    match post.split(' ').next() {
        Some("厂长" | "总经理") => "decider",
        Some("采购经理") => "buyer",
        Some("自动化工程师") => "champion",
        Some("设备总监") => "budget",
        _ => "influencer",
    }
}
