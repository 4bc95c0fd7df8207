use crate::{
    edition::{self, State},
    line, rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::{Span, span::eve};
use serde::Deserialize;

/// The edition does not come into force after all: it is a draft again, and the one before it goes on.
#[derive(Deserialize, Form)]
pub struct Withdraw {}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "A planned edition becomes a draft again, and the one before it goes on";
    type On = edition::Entity;

    fn ready(on: &edition::Model) -> Result<(), Refusal> {
        if on.state == State::Planned { Ok(()) } else { Err(rules::NOT_PLANNED) }
    }

    async fn run(self, on: edition::Model, work: &mut Work) -> Result<edition::Model> {
        Self::ready(&on)?;
        let others = edition::of(work, on.list_id).await?;
        if others.iter().any(|edition| edition.state == State::Draft) {
            return Err(rules::DRAFT_EXISTS.into());
        }
        let (today, last, until) = (work.today, on.from.map(eve), on.to);
        let before = others.into_iter().find(|other| other.id != on.id && other.to.is_some() && other.to == last);
        if let Some(before) = before {
            let state = rules::state_on(Span::new(before.from, until), today);
            let replaced = line::of(work, before.id).await?;
            line::turn(work, replaced, |line| line.until = until.and_then(|until| until.succ_opt())).await?;
            work.update::<edition::Entity>(before, |edition| {
                edition.to = until;
                edition.state = state;
            })
            .await?;
        }
        let lines = line::of(work, on.id).await?;
        line::turn(work, lines, |line| (line.from, line.until) = (None, None)).await?;
        work.update::<edition::Entity>(on, |edition| {
            (edition.from, edition.to) = (None, None);
            edition.state = State::Draft;
        })
        .await
    }
}
