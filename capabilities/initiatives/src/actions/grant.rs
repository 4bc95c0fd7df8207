use crate::{
    keeping,
    resource::{self, State},
    rules,
};
use kernel::{Action, Form, Minor, Quantity, Refusal, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde::Deserialize;

/// Whoever may decide about it says yes, to all of it or to less. Approval flows guard this.
#[derive(Deserialize, Form)]
pub struct Grant {
    /// In the resource's currency; left empty, what was asked for.
    #[field(label = "Amount", range = "0..")]
    amount: Option<Minor>,
    /// Left empty, what was asked for.
    #[field(label = "Headcount", range = "0..")]
    heads: Option<Quantity>,
    #[field(label = "Note", kind = "LongText")]
    note: Option<String>,
}

impl Action for Grant {
    const NAME: &'static str = "grant";
    const LABEL: &'static str = "Grant";
    const HELP: &'static str = "All of what was asked for, or less";
    type On = resource::Entity;

    fn ready(on: &resource::Model) -> Result<(), Refusal> {
        rules::may_grant(on.state)
    }

    async fn run(self, on: resource::Model, work: &mut Work) -> Result<resource::Model> {
        let rows = work.every::<resource::Entity>().filter(resource::Column::Id.eq(on.id));
        let on = rows.lock_exclusive().one(work.conn()).await?.unwrap_or(on);
        Self::ready(&on)?;
        if self.amount.zip(on.amount).is_some_and(|(given, asked)| given > asked) {
            return Err(rules::MORE_THAN_ASKED.on("amount").into());
        }
        if self.heads.zip(on.heads).is_some_and(|(given, asked)| given > asked) {
            return Err(rules::MORE_THAN_ASKED.on("heads").into());
        }
        let (today, by) = (work.today, work.actor.person.map(PersonId));
        let granted = work
            .update::<resource::Entity>(on, |row| {
                row.state = State::Granted;
                row.granted_amount = self.amount.or(row.amount);
                row.granted_heads = self.heads.or(row.heads);
                (row.granted_on, row.granted_by_id, row.granted_note) = (Some(today), by, self.note);
            })
            .await?;
        keeping::handed_over(work, resource::Entity::NAME, granted.id.0, granted.owner_id, granted.version).await?;
        Ok(granted)
    }
}

/// What is left of it is not needed any more.
#[derive(Deserialize, Form)]
pub struct Release {}

impl Action for Release {
    const NAME: &'static str = "release";
    const LABEL: &'static str = "Give back";
    const HELP: &'static str = "What is left of it is free for others";
    type On = resource::Entity;

    fn ready(on: &resource::Model) -> Result<(), Refusal> {
        rules::may_release(on.state)
    }

    async fn run(self, on: resource::Model, work: &mut Work) -> Result<resource::Model> {
        work.update::<resource::Entity>(on, |row| row.state = State::Released).await
    }
}
