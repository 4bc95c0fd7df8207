use crate::{right, rules};
use chrono::NaiveDate;
use kernel::{Action, BasisPoints, Form, Minor, Refusal, Result, Work};
use org::span::eve;
use serde::Deserialize;

/// The right has other limits from a day on; until the day before it stays as it was. Limits that are not named stay, so
/// that none is lost by leaving a field empty: whoever wants none ends the right and makes another.
#[derive(Deserialize, Form)]
pub struct Revise {
    /// The first day of the new limits; today where nothing is said.
    #[field(label = "From")]
    on: Option<NaiveDate>,
    /// Up to and including this amount; left empty, it stays as it is.
    #[field(label = "Up to amount", range = "0..")]
    amount: Option<Minor>,
    /// Up to and including this percentage; left empty, it stays as it is.
    #[field(label = "Up to per cent", range = "0..=1000")]
    percentage: Option<BasisPoints>,
    /// Only where at least this margin is left; left empty, it stays as it is.
    #[field(label = "Least margin", range = "-1000..=100")]
    margin: Option<BasisPoints>,
    /// Why, or by which decision.
    #[field(label = "Note")]
    note: Option<String>,
}

impl Action for Revise {
    const NAME: &'static str = "revise";
    const LABEL: &'static str = "Revise";
    const HELP: &'static str = "Other limits from a day on; what was before stays in the history";
    type On = right::Entity;

    fn ready(_: &right::Model) -> Result<(), Refusal> {
        Ok(())
    }

    /// Answers with the right that counts from the day on.
    async fn run(self, on: right::Model, work: &mut Work) -> Result<right::Model> {
        let day = self.on.unwrap_or(work.today);
        if day < work.today {
            return Err(rules::TOO_EARLY.into());
        }
        if on.to.is_some_and(|last| last < day) {
            return Err(rules::OVER_ALREADY.into());
        }
        let next = right::Model {
            id: right::RightId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            from: Some(day),
            amount: self.amount.or(on.amount),
            percentage: self.percentage.or(on.percentage),
            margin: self.margin.or(on.margin),
            note: self.note.or_else(|| on.note.clone()),
            ..on.clone()
        };
        if on.from.is_some_and(|from| from >= day) {
            // It has not begun by then: there is nothing to keep.
            let next =
                right::Model { id: on.id, version: on.version, created_at: on.created_at, from: on.from, ..next };
            return work.update::<right::Entity>(on, |right| *right = next).await;
        }
        work.update::<right::Entity>(on, |right| right.to = Some(eve(day))).await?;
        work.create::<right::Entity>(next).await
    }
}
