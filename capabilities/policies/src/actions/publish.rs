use crate::{
    asking, audience, checkup,
    edition::{self, State},
    policy, rules, section, turn,
};
use chrono::{Months, NaiveDate};
use kernel::{Action, Form, Refusal, Result, Work};
use org::span::eve;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use serde::Deserialize;

/// The draft counts from a day on, the edition before it until the day before, and those it is for are asked to read it.
#[derive(Deserialize, Form)]
pub struct Publish {
    /// The first day on which it counts; today where nothing is said.
    #[field(label = "In force from")]
    from: Option<NaiveDate>,
}

impl Action for Publish {
    const NAME: &'static str = "publish";
    const LABEL: &'static str = "Publish";
    const HELP: &'static str = "It counts from a day on, those it is for are asked to read it, and it is kept as it is";
    type On = edition::Entity;

    fn ready(on: &edition::Model) -> Result<(), Refusal> {
        if on.state == State::Draft { Ok(()) } else { Err(rules::NOT_A_DRAFT) }
    }

    async fn run(self, on: edition::Model, work: &mut Work) -> Result<edition::Model> {
        let from = self.from.unwrap_or(work.today);
        // Two editions that are published at once wait for each other here.
        let policy = policy::locked(work, on.policy_id).await?;
        let others = edition::of(work, on.policy_id).await?;
        let sections =
            work.every::<section::Entity>().filter(section::Column::EditionId.eq(on.id)).count(work.conn()).await?;
        let addressed = !audience::of(work, on.policy_id).await?.is_empty();
        rules::may_be_published(from, &others, sections, addressed)?;
        let last = eve(from);
        for before in others.into_iter().filter(|edition| edition.state.counts() && !edition.span().over(from)) {
            work.update::<edition::Entity>(before, |edition| edition.to = Some(last)).await?;
        }
        let now = work.now;
        let published = work
            .update::<edition::Entity>(on, |edition| {
                (edition.from, edition.published_at) = (Some(from), Some(now));
                edition.state = State::Planned;
            })
            .await?;
        let next = policy.review_every.and_then(|months| u32::try_from(months).ok());
        let next = next.and_then(|months| from.checked_add_months(Months::new(months)));
        work.update::<policy::Entity>(policy, |policy| {
            if next.is_some() && policy.review_on.is_none_or(|day| day <= from) {
                policy.review_on = next;
            }
        })
        .await?;
        turn::editions(work, published.policy_id).await?;
        asking::bring_up(work, published.policy_id).await?;
        let policy = policy::locked(work, published.policy_id).await?;
        checkup::plan_next(work, &policy).await?;
        work.fetch::<edition::Entity>(published.id.0).await
    }
}
