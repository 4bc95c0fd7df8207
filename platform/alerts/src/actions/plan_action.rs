use crate::{
    alert::{self, State},
    rules,
};
use activities::activity::{self, ActivityId};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Resource, Result, Work, record};
use org::person::PersonId;
use serde::Deserialize;
use serde_json::json;

/// What is done about it: a task on the case.
#[derive(Deserialize, Form)]
pub struct PlanAction {
    /// What is to be done.
    #[field(label = "Action", kind = "LongText")]
    action: String,
    #[field(label = "Due on")]
    due_on: Option<NaiveDate>,
    /// Left empty, it is whoever is in charge of the case.
    #[field(label = "By")]
    person_id: Option<PersonId>,
}

impl Action for PlanAction {
    const NAME: &'static str = "plan_action";
    const LABEL: &'static str = "Plan an action";
    const HELP: &'static str = "Makes a task of what is done about it";
    type On = alert::Entity;

    fn ready(on: &alert::Model) -> Result<(), Refusal> {
        rules::under_way(on.state)
    }

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        Self::ready(&on)?;
        // As whoever plans it: a task is given to whom they may give one.
        let task = json!({
            "kind": "task",
            "body": self.action,
            "subject_noun": alert::Entity::NAME,
            "subject_id": on.id,
            "owner_id": self.person_id.or(on.assignee_id),
            "due_on": self.due_on,
        });
        let task = task.as_object().cloned().unwrap_or_default();
        let made = work.create_record(activity::Entity::NAME, &task).await?;
        let task = ActivityId(record::id(&made)?);
        work.update::<alert::Entity>(on, |alert| {
            // What was planned before stays in the story of the case, as its tasks do.
            alert.action = Some(self.action);
            alert.task_id = Some(task);
            alert.state = State::Acting;
            alert.act_by = None;
        })
        .await
    }
}
