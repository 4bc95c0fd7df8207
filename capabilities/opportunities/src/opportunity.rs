//! Noun: an opportunity.

use accounts::{account::AccountId, contact::ContactId};
use kernel::{BasisPoints, Currency, Minor, Noun, Resource, Tags, alike::Same};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    actions, history,
    pipeline::PipelineId,
    reason::ReasonId,
    settling,
    stage::{Forecast, Outcome, StageId},
};

kernel::id!(OpportunityId of "opportunities");

/// A deal that may come about.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "opportunities")]
#[resource(label = "Opportunity", plural = "Opportunities", title = "name", group = "sell", icon = "target")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OpportunityId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    /// The number it has in another system; no two deals share one.
    #[field(label = "Code", search, unique)]
    pub code: Option<String>,
    #[field(label = "Account", list, follows)]
    pub account_id: Option<AccountId>,
    #[field(label = "Contact")]
    pub contact_id: Option<ContactId>,
    /// Whoever wins or loses it.
    #[field(label = "Owner", list, owner)]
    pub owner_id: Option<PersonId>,
    /// Where it came from, to the letter; empty is not the same as "unknown".
    #[field(label = "Source")]
    pub source: Option<String>,
    #[field(label = "Campaign")]
    pub campaign: Option<String>,
    #[field(label = "Tags")]
    pub tags: Option<Tags>,
    #[field(label = "Description", kind = "LongText")]
    pub description: Option<String>,

    /// Left empty, it is the usual one.
    #[field(label = "Pipeline", group = "progress")]
    pub pipeline_id: Option<PipelineId>,
    /// Left empty, it is the first of the pipeline.
    #[field(label = "Stage", list, group = "progress")]
    pub stage_id: Option<StageId>,
    /// What the stage means.
    #[field(label = "Outcome", list, read_only, default = "open", group = "progress")]
    pub outcome: Outcome,
    /// The day it entered its stage.
    #[field(label = "In stage since", read_only, group = "progress")]
    pub stage_since: Option<Date>,
    /// How likely it is won. A deal that moves takes over what its new stage says.
    #[field(label = "Probability", group = "progress", range = "0..=100")]
    pub probability: Option<BasisPoints>,
    #[field(label = "Forecast", group = "progress")]
    pub forecast_category: Option<Forecast>,
    #[field(label = "Next step", group = "progress")]
    pub next_step: Option<String>,
    #[field(label = "Next step on", group = "progress")]
    pub next_step_on: Option<Date>,

    /// Its close value once it is won; until then what somebody wrote here, else what its lines come to.
    #[field(label = "Amount", list, group = "worth")]
    pub amount: Option<Minor>,
    /// Of all its amounts.
    #[field(label = "Currency", group = "worth")]
    pub currency: Currency,
    /// The amount that somebody wrote by hand; the lines do not change it.
    #[field(label = "Amount by hand", read_only, group = "worth")]
    pub estimate: Option<Minor>,
    /// What its lines come to.
    #[field(label = "Amount of lines", read_only, group = "worth")]
    pub lines_amount: Option<Minor>,
    /// What it was won for.
    #[field(label = "Close value", group = "worth")]
    pub close_value: Option<Minor>,

    /// The day work on it began.
    #[field(label = "Opened on", list, group = "time")]
    pub opened_on: Option<Date>,
    #[field(label = "Expected to close on", list, group = "time")]
    pub expected_close_on: Option<Date>,
    /// The day it was won or lost.
    #[field(label = "Closed on", list, group = "time")]
    pub closed_on: Option<Date>,

    /// Why it was won or lost.
    #[field(label = "Reason", group = "outcome")]
    pub reason_id: Option<ReasonId>,
    #[field(label = "How it ended", kind = "LongText", group = "outcome")]
    pub closing_note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What may be the same deal already: one of the same customer with a name like it.
static SAME: [Same; 1] = [Same {
    field: "name",
    against: &[("opportunities", "name")],
    by: accounts::NAME,
    within: Some("account_id"),
    tells: false,
}];

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .alike(&SAME)
        .held(r#"{"field": "outcome", "op": "eq", "value": "open"}"#)
        .verb::<actions::Move>()
        .verb::<actions::Win>()
        .verb::<actions::Lose>()
        .verb::<actions::Reopen>()
        .verb::<actions::Assign>()
        .settle::<Entity, _>(|change, work| Box::pin(settling::settle(change, work)))
        .settled_together(|wrote, work| Box::pin(history::record(wrote, work)))
}
