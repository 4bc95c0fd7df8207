//! A thing we sell.

use kernel::Resource;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ProductId of "products");

/// Something we sell: a device, a licence, a service.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "products")]
#[resource(label = "Product", plural = "Products", title = "name", group = "products", icon = "appstore")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProductId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// The short name on orders; other systems know the product by it.
    #[field(label = "Code", list, search, unique)]
    pub code: Option<String>,
    /// Products of one line are counted together.
    #[field(label = "Product line", list, search)]
    pub line: Option<String>,
    /// What one of it is: piece, licence, day.
    #[field(label = "Unit", list)]
    pub unit: Option<String>,
    /// Still sold. What is not is kept for the numbers of the past.
    #[field(label = "Active", list, default = true)]
    pub active: bool,
    #[field(label = "Description", search, kind = "LongText")]
    pub description: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
