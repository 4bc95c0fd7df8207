use crate::{
    alert::{self, Explanation, Judgement, State},
    rules, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// Why it is no matter.
#[derive(Deserialize, Form)]
pub struct Explain {
    #[field(label = "Explained as")]
    explained_as: Explanation,
    /// So that whoever reads the case later understands.
    #[field(label = "Explanation", kind = "LongText")]
    explanation: String,
}

impl Action for Explain {
    const NAME: &'static str = "explain";
    const LABEL: &'static str = "Explain";
    const HELP: &'static str = "Why it is no matter: a false alarm, or known; the case ends";
    type On = alert::Entity;

    fn ready(on: &alert::Model) -> Result<(), Refusal> {
        rules::under_way(on.state)
    }

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        Self::ready(&on)?;
        let (today, by) = (work.today, work.actor.person.map(PersonId));
        let explained = work
            .update::<alert::Entity>(on, |alert| {
                alert.explained_as = Some(self.explained_as);
                alert.explanation = Some(self.explanation);
                alert.judgement = Some(match self.explained_as {
                    Explanation::FalseAlarm => Judgement::Wrong,
                    Explanation::Known => Judgement::Right,
                });
                alert.judged_by_id = by;
                alert.end(State::Explained, today);
            })
            .await?;
        telling::stands(work, &explained).await?;
        Ok(explained)
    }
}
