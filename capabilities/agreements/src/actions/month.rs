use crate::{
    agreement,
    kpi::{self, How},
    line, rules,
    score::{self, State},
    scoring, signing, turn,
};
use kernel::{Action, Form, Quantity, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// The month stays as it is from now on.
#[derive(Deserialize, Form)]
pub struct Close {}

impl Action for Close {
    const NAME: &'static str = "close";
    const LABEL: &'static str = "Close the month";
    const HELP: &'static str = "Its points stay as they are, whatever becomes of their numbers";
    type On = score::Entity;

    fn ready(on: &score::Model) -> Result<(), Refusal> {
        if on.state == State::Open { Ok(()) } else { Err(rules::MONTH_CLOSED) }
    }

    async fn run(self, on: score::Model, work: &mut Work) -> Result<score::Model> {
        Self::ready(&on)?;
        if work.today <= rules::last_of(on.month) {
            return Err(rules::MONTH_RUNS.into());
        }
        let lines = line::of(work, on.id).await?;
        let missing: Vec<&str> =
            lines.iter().filter(|line| line.points.is_none()).map(|line| line.title.as_str()).collect();
        if !missing.is_empty() {
            return Err(rules::NOT_ALL_JUDGED.with("titles", missing.join(", ")).into());
        }
        turn::close(work, on).await
    }
}

/// Whom the agreement names says how many points it is worth.
#[derive(Deserialize, Form)]
pub struct Judge {
    #[field(label = "Points", range = "-100..=200")]
    points: Quantity,
    /// What speaks for it.
    #[field(label = "Note", kind = "LongText")]
    note: Option<String>,
}

impl Action for Judge {
    const NAME: &'static str = "judge";
    const LABEL: &'static str = "Judge";
    const HELP: &'static str = "How many points it is worth, and why";
    type On = line::Entity;

    async fn run(self, on: line::Model, work: &mut Work) -> Result<line::Model> {
        let score = work.fetch::<score::Entity>(on.score_id.0).await?;
        Close::ready(&score)?;
        let kpi = work.fetch::<kpi::Entity>(on.kpi_id.0).await?;
        if kpi.how != How::Judged {
            return Err(rules::NOT_JUDGED.into());
        }
        let agreement = work.fetch::<agreement::Entity>(score.agreement_id.0).await?;
        signing::only(work, kpi.judge_id.or(agreement.superior_id), rules::NOT_THE_JUDGE)?;
        let rule = kpi.rule();
        let scored = scoring::score(&rule, None, Some(self.points), false);
        if scored.points != Some(self.points) {
            return Err(rules::TOO_MANY_POINTS.with("least", rule.floor).with("most", rule.cap).into());
        }
        let by = work.actor.person.map(PersonId);
        let judged = work
            .update::<line::Entity>(on, |row| {
                (row.actual, row.points, row.decided) = (Some(self.points), scored.points, line::word(scored.by));
                (row.judged_by_id, row.note) = (by, self.note);
            })
            .await?;
        turn::add_up(work, score).await?;
        Ok(judged)
    }
}
