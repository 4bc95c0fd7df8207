//! Tables of entries and of what somebody does not want.

use crate::{entry, preferences};
use kernel::migrations::index;
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Inbox), Box::new(Passed)]
}

struct Inbox;

impl MigrationName for Inbox {
    fn name(&self) -> &str {
        "inbox_0001_inbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Inbox {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(entry::TABLE)
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(uuid("reader_id"))
                    .col(text("kind"))
                    .col(text("noun"))
                    .col(uuid("row_id"))
                    .col(uuid_null("about_id"))
                    .col(uuid_null("by_id"))
                    .col(uuid("fold"))
                    .col(text("key"))
                    .col(timestamp_with_time_zone("at"))
                    .col(timestamp_with_time_zone("shown_at"))
                    .col(timestamp_with_time_zone_null("read_at"))
                    .col(boolean("put_away"))
                    .take(),
            )
            .await?;
        let once = Index::create().name("inbox_once").table(entry::TABLE).col("reader_id").col("key").unique().take();
        manager.create_index(once).await?;
        manager.create_index(index(entry::TABLE, &["reader_id", "shown_at"])).await?;
        manager
            .create_table(
                Table::create()
                    .table(preferences::TABLE)
                    .col(uuid("reader_id"))
                    .col(text("kind"))
                    .primary_key(Index::create().col("reader_id").col("kind"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [preferences::TABLE, entry::TABLE] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// What was told before anything left the house is not told outside afterwards.
struct Passed;

impl MigrationName for Passed {
    fn name(&self) -> &str {
        "inbox_0002_passed"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Passed {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let passed = boolean("passed").default(true).take();
        manager.alter_table(Table::alter().table(entry::TABLE).add_column(passed).take()).await?;
        manager.create_index(index(entry::TABLE, &["passed", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("inbox_passed_id").table(entry::TABLE).to_owned()).await?;
        manager.alter_table(Table::alter().table(entry::TABLE).drop_column("passed").take()).await
    }
}
