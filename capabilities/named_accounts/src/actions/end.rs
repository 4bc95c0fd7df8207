use crate::{
    edition::{self, State},
    freely, line, list, rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// The list is given up: its accounts are named until a day and no longer. It stays in the history.
#[derive(Deserialize, Form)]
pub struct End {
    /// Its last day; today where nothing is said.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
}

impl Action for End {
    const NAME: &'static str = "end";
    const LABEL: &'static str = "End";
    const HELP: &'static str = "Its accounts are named until a day and no longer; it stays in the history";
    const DANGER: bool = true;
    type On = list::Entity;

    async fn run(self, on: list::Model, work: &mut Work) -> Result<list::Model> {
        let last = self.on.unwrap_or(work.today);
        let editions = edition::of(work, on.id).await?;
        if editions.iter().any(|edition| edition.state == State::Planned) {
            return Err(rules::PLANNED.into());
        }
        let Some(current) = editions.into_iter().find(|edition| edition.state == State::InForce) else {
            return Err(rules::ENDED.into());
        };
        if let Some(from) = current.from.filter(|from| last < *from) {
            return Err(rules::ENDS_TOO_EARLY.with("date", from).into());
        }
        // Longer than agreed it does not go on: that takes an edition of another list.
        let last = on.to.map_or(last, |to| to.min(last));
        let lines = line::of(work, current.id).await?;
        line::turn(work, lines, |line| line.until = last.succ_opt()).await?;
        let today = work.today;
        work.update::<edition::Entity>(current, |edition| {
            edition.to = Some(last);
            edition.state = rules::state_on(edition.span(), today);
        })
        .await?;
        freely::set(work, true);
        let list = work.update::<list::Entity>(on, |list| list.to = Some(last)).await;
        freely::set(work, false);
        list
    }
}
