//! The tables of products and their prices.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Products)]
}

struct Products;

impl MigrationName for Products {
    fn name(&self) -> &str {
        "products_0001_products"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Products {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let products = rows("products")
            .col(text("name"))
            .col(text_null("code"))
            .col(text_null("line"))
            .col(text_null("unit"))
            .col(boolean("active"))
            .col(text_null("description"))
            .take();
        let lists = rows("price_lists")
            .col(text("name"))
            .col(text("currency"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(boolean("is_default"))
            .take();
        let prices = rows("prices")
            .col(uuid("price_list_id"))
            .col(uuid("product_id"))
            .col(big_integer("price"))
            .col(text("currency"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("note"))
            .take();
        for table in [products, lists, prices] {
            manager.create_table(table).await?;
        }
        let indices = [
            index("products", &["code"]).unique().take(),
            index("products", &["name"]),
            index("products", &["line"]),
            index("price_lists", &["name"]),
            index("prices", &["price_list_id", "product_id"]),
            index("prices", &["product_id"]),
        ];
        for index in indices {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["prices", "price_lists", "products"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
