use super::me;
use crate::{
    dispute::{self, State},
    filing, rules, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The respondent says how they see it.
#[derive(Deserialize, Form)]
pub struct Answer {
    /// How you see it, and why the row should stay where it is, or go.
    #[field(label = "Answer", kind = "LongText")]
    answer: String,
}

impl Action for Answer {
    const NAME: &'static str = "answer";
    const LABEL: &'static str = "Answer";
    const HELP: &'static str = "How the respondent sees it";
    type On = dispute::Entity;

    fn ready(on: &dispute::Model) -> Result<(), Refusal> {
        rules::may_answer(on.state)
    }

    async fn run(self, on: dispute::Model, work: &mut Work) -> Result<dispute::Model> {
        let on = dispute::locked(work, on.id).await?;
        Self::ready(&on)?;
        if Some(me(work, rules::NOT_RESPONDENT)?) != on.respondent_id {
            return Err(rules::NOT_RESPONDENT.into());
        }
        let (today, due) = (work.today, filing::after(work, work.today));
        let answered = work
            .update::<dispute::Entity>(on, |row| {
                row.state = State::Answered;
                row.answer = Some(self.answer);
                row.answered_on = Some(today);
                row.ruling_due = due;
                row.reminded_on = None;
            })
            .await?;
        telling::stands(work, &answered).await?;
        Ok(answered)
    }
}
