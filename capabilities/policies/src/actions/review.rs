use crate::{policy, reminding};
use chrono::{Months, NaiveDate};
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// Somebody has looked at the policy and found that it still fits.
#[derive(Deserialize, Form)]
pub struct Review {
    /// The day of the next review; left empty, as many months from today as the policy says.
    #[field(label = "Next review")]
    next: Option<NaiveDate>,
}

impl Action for Review {
    const NAME: &'static str = "review";
    const LABEL: &'static str = "Reviewed";
    const HELP: &'static str = "It was looked at and still fits; says when it is looked at again";
    type On = policy::Entity;

    async fn run(self, on: policy::Model, work: &mut Work) -> Result<policy::Model> {
        let today = work.today;
        let months = on.review_every.and_then(|months| u32::try_from(months).ok());
        let next = self.next.or_else(|| months.and_then(|months| today.checked_add_months(Months::new(months))));
        reminding::reviewed(work, &on).await?;
        work.update::<policy::Entity>(on, |policy| (policy.reviewed_on, policy.review_on) = (Some(today), next)).await
    }
}
