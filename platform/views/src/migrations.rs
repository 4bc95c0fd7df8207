//! Tables of views, dashboards and custom fields.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Views), Box::new(Demands), Box::new(Shortcuts), Box::new(Dashboards)]
}

struct Views;

impl MigrationName for Views {
    fn name(&self) -> &str {
        "views_0001_views"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Views {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                rows("views")
                    .col(text("noun"))
                    .col(text("name"))
                    .col(boolean("shared"))
                    .col(big_integer("position"))
                    .col(json_binary_null("state"))
                    .col(uuid_null("owner_id"))
                    .take(),
            )
            .await?;
        manager.create_index(index("views", &["noun", "owner_id"])).await?;
        manager
            .create_table(
                rows("custom_fields")
                    .col(text("noun"))
                    .col(text("key"))
                    .col(text("label"))
                    .col(text("kind"))
                    .col(text_null("refers"))
                    .col(json_binary_null("options"))
                    .col(text_null("help"))
                    .col(boolean("list"))
                    .col(big_integer("position"))
                    .take(),
            )
            .await?;
        // Named after the field that people see as taken.
        manager
            .create_index(
                Index::create().name("custom_fields_key").table("custom_fields").col("noun").col("key").unique().take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["custom_fields", "views"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

struct Demands;

impl MigrationName for Demands {
    fn name(&self) -> &str {
        "views_0002_demands"
    }
}

const DEMANDS: [&str; 3] = ["required", "personal", "indexed"];

#[async_trait::async_trait]
impl MigrationTrait for Demands {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column a statement.
        for name in DEMANDS {
            let column = boolean(name).default(false).take();
            manager.alter_table(Table::alter().table("custom_fields").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in DEMANDS {
            manager.alter_table(Table::alter().table("custom_fields").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

struct Shortcuts;

impl MigrationName for Shortcuts {
    fn name(&self) -> &str {
        "views_0003_shortcuts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Shortcuts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table(crate::shortcuts::TABLE)
            .col(uuid("user_id"))
            .col(text("address"))
            .col(big_integer_null("place"))
            .col(timestamp_with_time_zone_null("seen_at"))
            .primary_key(Index::create().col("user_id").col("address"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(crate::shortcuts::TABLE).take()).await
    }
}

struct Dashboards;

impl MigrationName for Dashboards {
    fn name(&self) -> &str {
        "views_0004_dashboards"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Dashboards {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                rows("dashboards")
                    .col(text("name"))
                    .col(boolean("shared"))
                    .col(text_null("home_of"))
                    .col(big_integer("position"))
                    .col(json_binary_null("state"))
                    .col(uuid_null("owner_id"))
                    .take(),
            )
            .await?;
        manager.create_index(index("dashboards", &["owner_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("dashboards").take()).await
    }
}
