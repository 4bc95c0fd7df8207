use crate::{
    asking, checkup,
    edition::{self, State},
    policy, reminding, rules, turn,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;

/// Nobody has to keep to the policy any more after a day. What was stays in the history.
#[derive(Deserialize, Form)]
pub struct Withdraw {
    /// The last day on which it counts; yesterday where nothing is said, so that it is over at once.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "Nobody has to keep to it any more; what was stays in the history";
    const DANGER: bool = true;
    type On = policy::Entity;

    fn ready(on: &policy::Model) -> Result<(), Refusal> {
        match on.state {
            policy::State::Published | policy::State::InForce => Ok(()),
            policy::State::Draft | policy::State::Withdrawn => Err(rules::NOT_PUBLISHED),
        }
    }

    async fn run(self, on: policy::Model, work: &mut Work) -> Result<policy::Model> {
        let last = self.on.unwrap_or_else(|| org::span::eve(work.today));
        policy::locked(work, on.id).await?;
        for edition in edition::of(work, on.id).await? {
            match edition.state {
                State::InForce => {
                    // What came in force today is over today: no day of it is left.
                    let begun = edition.from.unwrap_or(last);
                    if last < begun && self.on.is_some() {
                        return Err(rules::ENDS_BEFORE_IT_BEGINS.with("date", begun).into());
                    }
                    let over = last < work.today;
                    work.update::<edition::Entity>(edition, |edition| {
                        edition.to = Some(last.max(begun));
                        if over {
                            edition.state = State::Withdrawn;
                        }
                    })
                    .await?;
                }
                State::Planned => {
                    work.update::<edition::Entity>(edition, |edition| {
                        (edition.to, edition.state) = (edition.from, State::Withdrawn);
                    })
                    .await?;
                }
                State::Draft | State::Replaced | State::Withdrawn => {}
            }
        }
        turn::editions(work, on.id).await?;
        asking::bring_up(work, on.id).await?;
        let planned = work
            .every::<checkup::Entity>()
            .filter(checkup::Column::PolicyId.eq(on.id))
            .filter(checkup::Column::State.eq(checkup::State::Planned));
        let policy = policy::locked(work, on.id).await?;
        if policy.state == policy::State::Withdrawn {
            for row in planned.all(work.conn()).await? {
                reminding::checked(work, &row).await?;
                work.update::<checkup::Entity>(row, |row| row.state = checkup::State::Cancelled).await?;
            }
            reminding::reviewed(work, &policy).await?;
        }
        Ok(policy)
    }
}
