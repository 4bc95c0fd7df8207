use crate::{
    duty, kpi, position, rules,
    sheet::{self, State},
};
use chrono::NaiveDate;
use kernel::{Action, BasisPoints, Form, Refusal, Result, Work};
use org::{Span, span::eve};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde::Deserialize;

/// The draft counts from a day on, and the edition before it until the day before.
#[derive(Deserialize, Form)]
pub struct PutInForce {
    /// Its first day; today where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
}

impl Action for PutInForce {
    const NAME: &'static str = "put_in_force";
    const LABEL: &'static str = "Put in force";
    const HELP: &'static str = "It counts from a day on, and is kept as it is from then";
    type On = sheet::Entity;

    fn ready(on: &sheet::Model) -> Result<(), Refusal> {
        if on.state == State::Draft { Ok(()) } else { Err(rules::NOT_A_DRAFT) }
    }

    async fn run(self, on: sheet::Model, work: &mut Work) -> Result<sheet::Model> {
        Self::ready(&on)?;
        let from = self.from.unwrap_or(work.today);
        // Two editions that are put in force at once wait for each other at their position.
        let position = work.every::<position::Entity>().filter(position::Column::Id.eq(on.position_id));
        if position.lock_exclusive().one(work.conn()).await?.is_none_or(|position| !position.active) {
            return Err(rules::RETIRED.into());
        }
        let others = sheet::of(work, on.position_id).await?;
        let duties = work.every::<duty::Entity>().filter(duty::Column::SheetId.eq(on.id)).count(work.conn()).await?;
        let kpis = work.every::<kpi::Entity>().filter(kpi::Column::SheetId.eq(on.id)).all(work.conn()).await?;
        let weights: Vec<Option<BasisPoints>> = kpis.into_iter().map(|kpi| kpi.weight).collect();
        rules::may_be_put_in_force(from, &others, duties, &weights)?;
        let (last, today) = (eve(from), work.today);
        for before in others.into_iter().filter(|sheet| sheet.state != State::Draft && !sheet.span().over(from)) {
            let state = rules::state_on(Span::new(before.from, Some(last)), today);
            work.update::<sheet::Entity>(before, |sheet| {
                sheet.to = Some(last);
                sheet.state = state;
            })
            .await?;
        }
        work.update::<sheet::Entity>(on, |sheet| {
            sheet.from = Some(from);
            sheet.state = rules::state_on(Span::new(Some(from), None), today);
        })
        .await
    }
}
