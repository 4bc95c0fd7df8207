use crate::{report, rules};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// What whoever the report is about says to it, before it goes out.
#[derive(Deserialize, Form)]
pub struct Remark {
    /// Stands at the top of the report.
    #[field(label = "Remark", kind = "LongText")]
    remark: Option<String>,
}

impl Action for Remark {
    const NAME: &'static str = "remark";
    const LABEL: &'static str = "Add a remark";
    const HELP: &'static str = "Stands at the top of the report when it goes out";
    type On = report::Entity;

    fn ready(on: &report::Model) -> Result<(), Refusal> {
        rules::before_it_goes_out(on.state)
    }

    async fn run(self, on: report::Model, work: &mut Work) -> Result<report::Model> {
        let on = report::locked(work, on.id).await?;
        Self::ready(&on)?;
        let me = work.actor.person;
        let theirs = [on.leader_id, on.whose_id].into_iter().flatten().any(|person| Some(person.0) == me);
        if !theirs {
            return Err(rules::NOT_THEIRS.into());
        }
        let now = work.now;
        let said = self.remark.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        work.update::<report::Entity>(on, |report| {
            report.remark_by_id = me.filter(|_| said.is_some()).map(org::person::PersonId);
            report.remark_at = said.is_some().then_some(now);
            report.remark = said;
        })
        .await
    }
}
