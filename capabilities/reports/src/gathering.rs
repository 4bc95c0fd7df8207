//! The facts of one unit or person, as of the close of a period, with the reach of whoever they are about.

mod alerts;
mod deals;
mod initiatives;
mod next;

pub use deals::Shared;

use crate::{
    choices::Section,
    counting,
    facts::{FORM, Facts},
    report_template::Model as Template,
    when::Close,
    whose::Node,
};
use kernel::{Actor, House, Minor, Result};
use kpis::Numbers;

/// What all reports of one close have in common.
pub struct Gathering<'a> {
    pub house: &'a House,
    pub numbers: &'a Numbers,
    pub template: &'a Template,
    pub close: &'a Close,
    pub shared: &'a Shared,
}

impl Gathering<'_> {
    /// Everything that the report says. `opening` is the pipeline that the report before closed with.
    ///
    /// # Errors
    /// What the database says. What is hidden from the actor is left out.
    pub async fn facts(&self, actor: &Actor, node: &Node, opening: Option<Minor>) -> Result<Facts> {
        let Self { house, numbers, template, close, .. } = self;
        let company = house.company();
        let wanted = counting::wanted(template, &company.calendar, close);
        let figures = counting::figures(house, numbers, actor, node, wanted).await?;
        let mut facts = Facts {
            form: FORM,
            rhythm: template.rhythm,
            from: close.from,
            to: close.to,
            at: kernel::record::now(),
            currency: company.currency,
            sections: template.parts(),
            figures,
            pace: None,
            changes: None,
            slips: None,
            alerts: None,
            initiatives: None,
            next: None,
            news: Vec::new(),
        };
        if template.has(Section::Pace) {
            facts.pace = counting::pace(house, numbers, actor, node, template, close).await?;
        }
        let about_deals = [Section::Changes, Section::Slips, Section::Next];
        if about_deals.into_iter().any(|section| template.has(section)) {
            let closing = facts.figure("pipeline.closing").and_then(|figure| figure.value.clone());
            let closing = closing.and_then(|text| Minor::parse(&text, company.currency).ok());
            if let Some(deals) = deals::of(self, actor, node).await? {
                if template.has(Section::Changes) {
                    facts.changes = deals.changes(template.top(), closing, opening);
                }
                if template.has(Section::Slips) {
                    facts.slips = Some(deals.slips(template.top()));
                }
                if template.has(Section::Next) {
                    facts.next = Some(next::of(self, actor, node, &deals).await?);
                }
            }
        }
        if template.has(Section::Alerts) {
            facts.alerts = alerts::of(self, actor, node).await?;
        }
        if template.has(Section::Initiatives) {
            facts.initiatives = initiatives::of(self, actor, node).await?;
        }
        Ok(facts)
    }
}
