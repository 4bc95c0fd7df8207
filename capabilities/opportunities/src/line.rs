//! Noun: a line of a deal.

use kernel::{BasisPoints, Change, Currency, FieldError, Minor, Noun, Quantity, Refusal, Resource, Result, Work};
use products::product::ProductId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{opportunity::OpportunityId, price, rules, worth};

kernel::id!(LineId of "opportunity_lines");

/// What is sold in a deal: so much of a product at a price.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "opportunity_lines")]
#[resource(label = "Line", plural = "Lines", title = "name", group = "", icon = "rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LineId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Opportunity", follows)]
    pub opportunity_id: OpportunityId,
    #[field(label = "Product", list)]
    pub product_id: ProductId,
    /// Left empty, it is the product's name.
    #[field(label = "Name")]
    pub name: Option<String>,
    /// Left empty, it is 1.
    #[field(label = "Quantity", list)]
    pub quantity: Option<Quantity>,
    /// For one. Left empty, it is the list price.
    #[field(label = "Unit price", list)]
    pub unit_price: Option<Minor>,
    #[field(label = "Discount", list, range = "0..=100")]
    pub discount: Option<BasisPoints>,
    /// Quantity at the unit price, less the discount.
    #[field(label = "Amount", list, read_only)]
    pub amount: Option<Minor>,
    /// The deal's.
    #[field(label = "Currency", read_only)]
    pub currency: Option<Currency>,
    #[field(label = "Place")]
    pub position: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const TOO_MUCH: Refusal = Refusal::new("opportunity_lines.too_much", "this line comes to more than can be counted");

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .part()
        .settle::<Entity, _>(|change, work| Box::pin(settle(change, work)))
        .settled_together(|wrote, work| Box::pin(worth::follow(wrote, work)))
}

async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let Change { before, after: line } = change;
    let other_product = before.is_some_and(|before| before.product_id != line.product_id);
    // An import that knows the deal's currency says it, and spares a look for each of a million lines.
    let currency = match line.currency {
        Some(currency) if before.is_none_or(|before| before.opportunity_id == line.opportunity_id) => currency,
        Some(_) | None => work.fetch::<crate::opportunity::Entity>(line.opportunity_id.0).await?.currency,
    };
    line.currency = Some(currency);
    let same = |same: bool| other_product && same;
    if line.name.is_none() || same(before.is_some_and(|before| before.name == line.name)) {
        line.name = Some(price::name(line.product_id, work).await?.to_string());
    }
    if line.unit_price.is_none() || same(before.is_some_and(|before| before.unit_price == line.unit_price)) {
        line.unit_price = Some(price::list(line.product_id, currency, line.opportunity_id, work).await?);
    }
    let quantity = line.quantity.unwrap_or(Quantity::ONE);
    let discount = line.discount.unwrap_or(BasisPoints::ZERO);
    if quantity <= Quantity::ZERO {
        return Err(FieldError::new("quantity", "fields.not_positive", "this has to be more than 0").into());
    }
    line.quantity = Some(quantity);
    line.discount = Some(discount);
    let amount = line.unit_price.and_then(|price| rules::line_amount(quantity, price, discount));
    line.amount = Some(amount.ok_or(TOO_MUCH)?);
    Ok(())
}
