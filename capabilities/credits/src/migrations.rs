//! The tables of the ledger.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Credits)]
}

struct Credits;

impl MigrationName for Credits {
    fn name(&self) -> &str {
        "credits_0001_credits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Credits {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [credits(), shares("credit_splits"), shares("credit_overlays"), closings()] {
            manager.create_table(table.take()).await?;
        }
        // Every index is paid for by every won deal of an import: these are what is asked for again and again.
        for columns in [&["opportunity_id"][..], &["person_id", "happened_on"], &["happened_on"]] {
            manager.create_index(index("credits", columns)).await?;
        }
        // Asked before a row that lines point to is deleted.
        for column in ["account_id", "unit_id"] {
            manager.create_index(index("credits", &[column])).await?;
        }
        let some = Expr::col("reverses_id").is_not_null();
        manager.create_index(index("credits", &["reverses_id"]).and_where(some).take()).await?;
        for table in ["credit_splits", "credit_overlays"] {
            manager.create_index(index(table, &["opportunity_id"])).await?;
            manager.create_index(index(table, &["person_id"])).await?;
        }
        manager.create_index(index("credit_closings", &["through"]).unique().take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["credit_closings", "credit_overlays", "credit_splits", "credits"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn credits() -> TableCreateStatement {
    rows("credits")
        .col(text("name"))
        .col(uuid("opportunity_id"))
        .col(uuid_null("account_id"))
        .col(uuid_null("person_id"))
        .col(uuid_null("unit_id"))
        .col(text("kind"))
        .col(big_integer("share"))
        .col(big_integer("amount"))
        .col(text("currency"))
        .col(date_null("happened_on"))
        .col(date_null("closed_on"))
        .col(text("why"))
        .col(text_null("note"))
        .col(uuid_null("reverses_id"))
        .take()
}

fn shares(table: &'static str) -> TableCreateStatement {
    rows(table)
        .col(uuid("opportunity_id"))
        .col(uuid("person_id"))
        .col(big_integer("share"))
        .col(big_integer("position"))
        .col(text_null("reason"))
        .take()
}

fn closings() -> TableCreateStatement {
    rows("credit_closings").col(text("name")).col(date("through")).col(text_null("note")).take()
}
