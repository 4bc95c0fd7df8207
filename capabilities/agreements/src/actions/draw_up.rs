use crate::{agreement::AgreementId, drawing, rules};
use kernel::{Action, Choice, Form, Refusal, Result, Work};
use serde::{Deserialize, Serialize};
use targets::plan::{self, State};

/// Who gets an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    #[choice(label = "Leaders of units")]
    Leaders,
    #[choice(label = "People who sell")]
    People,
    #[choice(label = "Everybody in the plan")]
    Everybody,
}

/// Verb on a published plan: drafts an agreement for everybody who answers for a place in it and has none yet.
#[derive(Deserialize, Form)]
pub struct DrawUp {
    #[field(label = "For whom", default = "leaders")]
    whom: Whom,
    /// Its other KPIs, rules, clauses and terms are taken over.
    #[field(label = "Like")]
    like_id: Option<AgreementId>,
}

impl Action for DrawUp {
    const NAME: &'static str = "draw_up_agreements";
    const LABEL: &'static str = "Draw up agreements";
    const HELP: &'static str = "Drafts a target agreement for everybody in the plan who has none yet";
    type On = plan::Entity;

    fn ready(on: &plan::Model) -> Result<(), Refusal> {
        if on.state == State::Published { Ok(()) } else { Err(rules::NOT_PUBLISHED) }
    }

    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        Self::ready(&on)?;
        drawing::draw_up(work, &on, self.whom, self.like_id).await?;
        Ok(on)
    }
}
