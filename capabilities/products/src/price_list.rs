//! A list of prices in one currency.

use crate::{list_price, rules};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Currency, Resource, Result, Work, Wrote};
use org::Span;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(PriceListId of "price_lists");

/// What products cost, in one currency, from a day to a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "price_lists")]
#[resource(label = "Price list", plural = "Price lists", title = "name", group = "products", icon = "profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriceListId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Currency", list)]
    pub currency: Currency,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// Deals are priced by it. One list of a currency at a time.
    #[field(label = "Default", list, default = false)]
    pub is_default: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        rules::sound(after.span())?;
        if change.before.is_some_and(|before| before.currency != after.currency) {
            let prices = work.every::<crate::price::Entity>().filter(crate::price::Column::PriceListId.eq(after.id));
            if prices.one(work.conn()).await?.is_some() {
                return Err(rules::CURRENCY_IN_USE.into());
            }
        }
        if after.is_default {
            let others = work
                .every::<Entity>()
                .filter(Column::IsDefault.eq(true))
                .filter(Column::Currency.eq(after.currency))
                .filter(Column::Id.ne(after.id));
            let others = others.all(work.conn()).await?;
            rules::apart(after.span(), others.iter().map(Model::span), rules::TWO_DEFAULTS)?;
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(_: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    list_price::forget(work);
    Box::pin(async { Ok(()) })
}
