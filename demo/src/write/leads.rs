//! Leads, and the deals that some of them became.

use kernel::{Result, Work};
use serde_json::json;

use super::customers::account;
use super::deals::deal;
use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::CURRENCY;
use crate::plan::Plan;
use crate::plan::leads::{SOURCES, Status};

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let mut leads = Rows::of("leads");
    for (nth, lead) in plan.leads.iter().enumerate() {
        let status = match lead.status {
            Status::New => "new",
            Status::Contacted => "working",
            Status::Nurturing => "qualified",
            Status::Disqualified => "unqualified",
            Status::Converted => "converted",
        };
        let became = lead.became.map(|(at, on)| (deal(at, plan), account(plan.deals[at].account, plan), on));
        leads.add(
            id("leads", nth, lead.came),
            json!({
                "name": lead.company,
                "code": format!("L{:05}", 30_001 + nth),
                "status": status,
                "company": lead.company,
                "segment": lead.industry.name(),
                "owner_id": company.person(lead.owner),
                "contact_name": lead.person,
                "email": lead.mail,
                "source": SOURCES[lead.source].name,
                "campaign": lead.campaign,
                "first_contact_on": lead.came,
                "currency": CURRENCY,
                "obstacle": (lead.status == Status::Disqualified).then_some(["no_need", "no_budget", "not_reached", "not_now"][nth % 4]),
                "converted_on": became.map(|(_, _, on)| on),
                "account_id": became.map(|(_, account, _)| account),
                "opportunity_id": became.map(|(deal, _, _)| deal),
            }),
        );
    }
    leads.write(work).await
}
