//! What other currencies are worth in the company's, and since when.

use crate::rules;
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Currency, FieldError, Resource, Result, Work, calendar::Grain, money::Digits};
use sea_orm::{PaginatorTrait, QueryFilter, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(ExchangeRateId of "exchange_rates");

/// What one unit of a currency is worth in the company's, from a day until the next rate of that currency begins.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "exchange_rates")]
#[resource(
    label = "Exchange rate",
    plural = "Exchange rates",
    title = "currency",
    group = "organization",
    icon = "dollar"
)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExchangeRateId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    /// The currency that amounts are converted from.
    #[field(label = "Currency", list)]
    pub currency: Currency,
    /// The company's currency on the day the rate was written down.
    #[field(label = "Into", list, read_only)]
    pub to_currency: Currency,
    /// What one unit is worth, exactly, with a point: 7.1234.
    #[field(label = "Rate", list)]
    pub rate: Digits,
    /// The first day it holds.
    #[field(label = "Valid from", list)]
    pub valid_from: NaiveDate,
    /// Who says so: a central bank, a contract, a budget.
    #[field(label = "Source", list, search)]
    pub source: Option<String>,
    /// Why it was changed after its month was over.
    #[field(label = "Restated because", read_only)]
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What the verb `restate` leaves in the work, so that the rule lets its change pass.
pub(crate) const RESTATING: &str = "exchange_rates.restating";

/// The verb, and with it the right to say anew what closed months were worth.
pub(crate) const RESTATE: &str = "restate";

impl Model {
    /// What numbers depend on.
    fn says(&self) -> (Currency, Currency, &Digits, NaiveDate) {
        (self.currency, self.to_currency, &self.rate, self.valid_from)
    }
}

/// The first day of the month that is not over yet: what lies before is closed.
fn open_from(work: &Work) -> NaiveDate {
    work.house.company().calendar.period(Grain::Month, work.today).from()
}

fn may_restate(work: &Work) -> bool {
    work.kept::<bool>(RESTATING).is_some() || work.actor.reach("exchange_rates", RESTATE).is_some()
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_none() && !work.takes_back() {
            after.to_currency = work.house.company().currency;
        }
        if after.currency == after.to_currency {
            return Err(rules::OWN_CURRENCY.into());
        }
        rules::rate(&after.rate)?;
        if before.is_some_and(|before| before.says() == after.says()) {
            return Ok(());
        }
        let others = work
            .every::<Entity>()
            .filter(Column::Currency.eq(after.currency))
            .filter(Column::ToCurrency.eq(after.to_currency))
            .filter(Column::Id.ne(after.id));
        if others.clone().filter(Column::ValidFrom.eq(after.valid_from)).count(work.conn()).await? > 0 {
            let taken = FieldError::new("valid_from", "exchange_rates.taken", "there is a rate from this day already");
            return Err(taken.value(after.valid_from).into());
        }
        let open_from = open_from(work);
        if before.is_some_and(|before| before.valid_from < open_from) && work.kept::<bool>(RESTATING).is_none() {
            return Err(rules::RATE_IS_CLOSED.into());
        }
        // Closed days without a rate had no numbers in this currency: the first rate changes none.
        let held = others.filter(Column::ValidFrom.lt(after.valid_from));
        if after.valid_from < open_from && !may_restate(work) && held.count(work.conn()).await? > 0 {
            return Err(rules::MONTH_IS_CLOSED.with("date", open_from).into());
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let gone = before.filter(|_| after.is_none());
        if gone.is_some_and(|gone| gone.valid_from < open_from(work)) && !may_restate(work) {
            return Err(rules::RATE_IS_CLOSED.into());
        }
        Ok(())
    })
}
