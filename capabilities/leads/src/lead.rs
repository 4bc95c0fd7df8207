//! Noun: a lead.

use accounts::{account::AccountId, contact::ContactId};
use kernel::{
    Choice, Currency, FieldError, Minor, Noun, Origin, Resource, Result, Tags, Work,
    alike::{By, Same},
};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{actions, rules};

kernel::id!(LeadId of "leads");

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[choice(label = "New", tone = "blue")]
    New,
    #[choice(label = "Working", tone = "cyan")]
    Working,
    #[choice(label = "Qualified", tone = "gold")]
    Qualified,
    #[choice(label = "Unqualified", tone = "default")]
    Unqualified,
    #[choice(label = "Converted", tone = "green")]
    Converted,
}

/// Why nothing will come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    #[choice(label = "No need")]
    NoNeed,
    #[choice(label = "No budget")]
    NoBudget,
    #[choice(label = "Nobody who decides")]
    NoAuthority,
    #[choice(label = "Not now")]
    NotNow,
    #[choice(label = "Not reached")]
    NotReached,
    #[choice(label = "With a competitor")]
    Competitor,
    #[choice(label = "Known already")]
    Duplicate,
    #[choice(label = "Not serious")]
    NotSerious,
    #[choice(label = "Something else")]
    Other,
}

/// Somebody who may become a customer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "leads")]
#[resource(label = "Lead", plural = "Leads", title = "name", group = "sell", icon = "filter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LeadId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// What it is called in lists; left empty, it is the company, else the code.
    #[field(label = "Name", list, search)]
    pub name: Option<String>,
    /// The number it has in another system; no two leads share one.
    #[field(label = "Code", search, unique)]
    pub code: Option<String>,
    #[field(label = "Status", list, default = "new")]
    pub status: Status,
    #[field(label = "Company", search)]
    pub company: Option<String>,
    #[field(label = "Segment")]
    pub segment: Option<String>,
    #[field(label = "Tags")]
    pub tags: Option<Tags>,
    /// Whoever works on it.
    #[field(label = "Owner", list, owner)]
    pub owner_id: Option<PersonId>,
    /// Whoever found out that it is worth an owner's time, where that is somebody else.
    #[field(label = "Developed by")]
    pub developer_id: Option<PersonId>,
    #[field(label = "Description", kind = "LongText")]
    pub description: Option<String>,

    #[field(label = "Contact", search, personal, group = "contact")]
    pub contact_name: Option<String>,
    #[field(label = "Title", group = "contact")]
    pub title: Option<String>,
    #[field(label = "Mail", kind = "Email", search, personal, group = "contact")]
    pub email: Option<String>,
    #[field(label = "Telephone", kind = "Phone", search, personal, group = "contact")]
    pub phone: Option<String>,
    #[field(label = "Website", kind = "Url", group = "contact")]
    pub website: Option<String>,

    /// Where it came from, to the letter; empty is not the same as "unknown".
    #[field(label = "Source", list, group = "origin")]
    pub source: Option<String>,
    #[field(label = "Campaign", group = "origin")]
    pub campaign: Option<String>,
    #[field(label = "Landing page", group = "origin")]
    pub landing_page: Option<String>,
    /// The day we first heard of it: leads are counted by it.
    #[field(label = "First contact", list, group = "origin")]
    pub first_contact_on: Option<Date>,

    /// What it might be worth.
    #[field(label = "Estimate", group = "outcome")]
    pub estimate: Option<Minor>,
    #[field(label = "Currency", group = "outcome")]
    pub currency: Currency,
    #[field(label = "Obstacle", group = "outcome")]
    pub obstacle: Option<Obstacle>,
    #[field(label = "Converted on", list, group = "outcome")]
    pub converted_on: Option<Date>,
    #[field(label = "Account", group = "outcome")]
    pub account_id: Option<AccountId>,
    #[field(label = "Customer contact", group = "outcome")]
    pub contact_id: Option<ContactId>,
    /// The deal it became.
    #[field(label = "Opportunity", refers = "opportunities", group = "outcome")]
    pub opportunity_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What may be the same already: a lead of the same company, or a company that is a customer.
static SAME: [Same; 5] = [
    Same { field: "name", against: &[("leads", "name")], by: accounts::NAME, within: None, tells: true },
    Same {
        field: "company",
        against: &[("leads", "company"), ("accounts", "name")],
        by: accounts::NAME,
        within: None,
        tells: true,
    },
    Same {
        field: "email",
        against: &[("leads", "email"), ("contacts", "email")],
        by: By::Email,
        within: None,
        tells: true,
    },
    Same {
        field: "phone",
        against: &[("leads", "phone"), ("contacts", "phone")],
        by: By::Phone,
        within: None,
        tells: true,
    },
    Same {
        field: "website",
        against: &[("leads", "website"), ("accounts", "website")],
        by: By::Domain,
        within: None,
        tells: true,
    },
];

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .alike(&SAME)
        .held(r#"{"field": "status", "op": "in", "value": ["new", "working", "qualified"]}"#)
        .verb::<actions::Assign>()
        .verb::<actions::Qualify>()
        .verb::<actions::Disqualify>()
        .verb::<actions::Reopen>()
        .settle::<Entity, _>(|change, work| Box::pin(async move { settle(change, work) }))
}

fn settle(change: kernel::Change<'_, Model>, work: &Work) -> Result<()> {
    let kernel::Change { before, after: lead } = change;
    if work.takes_back() {
        return Ok(());
    }
    // History is taken as it is told; what people do today has to make sense today.
    let told = work.actor.origin == Origin::Import;
    if blank(lead.name.as_deref()) {
        lead.name = lead.company.clone().filter(|name| !blank(Some(name))).or_else(|| lead.code.clone());
    }
    if blank(lead.name.as_deref()) {
        return Err(FieldError::required("name").into());
    }
    if before.is_none() && !told {
        lead.first_contact_on.get_or_insert(work.today);
    }
    let became = lead.account_id.is_some() || lead.opportunity_id.is_some();
    let (status, converted_on) = rules::conversion(lead.status, lead.converted_on, became && before.is_none());
    lead.status = status;
    lead.converted_on = converted_on;
    if lead.status != Status::Unqualified {
        lead.obstacle = None;
    }
    if told {
        return Ok(());
    }
    if lead.status == Status::Converted {
        lead.converted_on.get_or_insert(work.today);
    }
    rules::may_become(before.map(|lead| lead.status), lead.status, became)?;
    rules::dates(lead.converted_on, work.today)?;
    Ok(())
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
