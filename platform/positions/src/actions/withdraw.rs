use crate::{
    rules,
    sheet::{self, State},
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::{Span, span::eve};
use serde::Deserialize;

/// The edition is not put in force after all: it is a draft again, and the one before it goes on.
#[derive(Deserialize, Form)]
pub struct Withdraw {}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "A planned edition becomes a draft again, and the one before it goes on";
    type On = sheet::Entity;

    fn ready(on: &sheet::Model) -> Result<(), Refusal> {
        if on.state == State::Planned { Ok(()) } else { Err(rules::NOT_PLANNED) }
    }

    async fn run(self, on: sheet::Model, work: &mut Work) -> Result<sheet::Model> {
        Self::ready(&on)?;
        let others = sheet::of(work, on.position_id).await?;
        if others.iter().any(|sheet| sheet.state == State::Draft) {
            return Err(rules::DRAFT_EXISTS.into());
        }
        let (today, last) = (work.today, on.from.map(eve));
        let (until, withdrawn) = (on.to, on.id);
        let before = others.into_iter().find(|sheet| sheet.id != withdrawn && sheet.to.is_some() && sheet.to == last);
        if let Some(before) = before {
            let state = rules::state_on(Span::new(before.from, until), today);
            work.update::<sheet::Entity>(before, |sheet| {
                sheet.to = until;
                sheet.state = state;
            })
            .await?;
        }
        work.update::<sheet::Entity>(on, |sheet| {
            sheet.from = None;
            sheet.to = None;
            sheet.state = State::Draft;
        })
        .await
    }
}
