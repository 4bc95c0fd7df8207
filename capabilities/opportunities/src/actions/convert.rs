//! Verb on a lead: it becomes an account, a contact and a deal. It stands here because it makes a deal.

use accounts::{account::AccountId, contact::ContactId};
use kernel::{Action, FieldError, Form, Minor, Record, Refusal, Result, Work, record};
use leads::{
    events::Converted,
    lead::{Entity, Model, Status},
};
use sea_orm::prelude::{Date, Uuid};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::pipeline::PipelineId;

#[derive(Deserialize, Form)]
pub struct Convert {
    /// Left empty, a new account is made.
    #[field(label = "Account")]
    account_id: Option<AccountId>,
    /// Of the new account; left empty, it is the lead's company.
    #[field(label = "New account")]
    account_name: Option<String>,
    /// Left empty, a new contact is made, if the lead names a person.
    #[field(label = "Contact")]
    contact_id: Option<ContactId>,
    #[field(label = "Open a deal", default = true)]
    opportunity: bool,
    /// Left empty, it is called as the lead.
    #[field(label = "Name of the deal")]
    opportunity_name: Option<String>,
    #[field(label = "Pipeline")]
    pipeline_id: Option<PipelineId>,
    /// Left empty, it is the lead's estimate.
    #[field(label = "Amount")]
    amount: Option<Minor>,
    #[field(label = "Expected to close on")]
    expected_close_on: Option<Date>,
}

impl Action for Convert {
    const NAME: &'static str = "convert";
    const LABEL: &'static str = "Convert";
    const HELP: &'static str = "Make a customer of it: an account, a contact and a deal.";
    type On = Entity;

    fn ready(lead: &Model) -> Result<(), Refusal> {
        leads::rules::may_convert(lead.status)
    }

    /// What it makes is made with the actor's own rights: whoever may not make accounts chooses one.
    async fn run(self, lead: Model, work: &mut Work) -> Result<Model> {
        let account = match self.account_id {
            Some(account) => account,
            None => AccountId(self.open_account(&lead, work).await?),
        };
        let contact = match self.contact_id {
            Some(contact) => Some(contact),
            None => name_contact(&lead, account, work).await?.map(ContactId),
        };
        let deal = if self.opportunity { Some(self.open_deal(&lead, account, contact, work).await?) } else { None };
        let change = |lead: &mut Model| {
            lead.status = Status::Converted;
            lead.account_id = Some(account);
            lead.contact_id = contact;
            lead.opportunity_id = deal;
        };
        let lead = work.update::<Entity>(lead, change).await?;
        // What was said and done about the lead goes on where the work goes on.
        let onto = deal.map_or(("accounts", account.0), |deal| ("opportunities", deal));
        work.rehang_onto(("leads", lead.id.0), onto).await?;
        let news = Converted { lead_id: lead.id, account_id: account, contact_id: contact, opportunity_id: deal };
        work.announce("leads", lead.id.0, news).await?;
        Ok(lead)
    }
}

impl Convert {
    async fn open_account(&self, lead: &Model, work: &mut Work) -> Result<Uuid> {
        let name = [&self.account_name, &lead.company, &lead.name].into_iter().flatten().find(|name| !name.is_empty());
        let name = name.ok_or_else(|| FieldError::required("account_name"))?;
        let account = filled(json!({ "name": name, "website": lead.website, "owner_id": lead.owner_id }));
        record::id(&work.create_record("accounts", &account).await?)
    }

    async fn open_deal(
        &self,
        lead: &Model,
        account: AccountId,
        contact: Option<ContactId>,
        work: &mut Work,
    ) -> Result<Uuid> {
        let name = self.opportunity_name.as_ref().or(lead.name.as_ref()).or(lead.company.as_ref());
        let amount = self.amount.or(lead.estimate).map(|amount| amount.text(lead.currency));
        let deal = filled(json!({
            "name": name,
            "account_id": account,
            "contact_id": contact,
            "owner_id": lead.owner_id,
            "source": lead.source,
            "campaign": lead.campaign,
            "pipeline_id": self.pipeline_id,
            "currency": lead.currency,
            "amount": amount,
            "expected_close_on": self.expected_close_on,
        }));
        record::id(&work.create_record("opportunities", &deal).await?)
    }
}

async fn name_contact(lead: &Model, account: AccountId, work: &mut Work) -> Result<Option<Uuid>> {
    let Some(name) = lead.contact_name.as_ref().filter(|name| !name.trim().is_empty()) else { return Ok(None) };
    let contact = filled(json!({
        "account_id": account,
        "name": name,
        "title": lead.title,
        "email": lead.email,
        "phone": lead.phone,
    }));
    Ok(Some(record::id(&work.create_record("contacts", &contact).await?)?))
}

/// What the lead does not say is left to the new row's own defaults.
fn filled(fields: Value) -> Record {
    let Value::Object(mut fields) = fields else { unreachable!("written as an object above") };
    fields.retain(|_, value| !value.is_null());
    fields
}
