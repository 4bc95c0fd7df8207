//! Channels, dispatches, what comes by mail, and how far the journal has been read.

use crate::{preferences, reading};
use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Notices), Box::new(QuietGroups)]
}

struct Notices;

impl MigrationName for Notices {
    fn name(&self) -> &str {
        "notices_0001_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Notices {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in tables() {
            manager.create_table(table.take()).await?;
        }
        let unique = Index::create().name("dispatches_key").table("dispatches").col("key").unique().take();
        for index in [unique, index("dispatches", &["state", "next_at"]), index("dispatches", &["created_at"])] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [reading::TABLE, preferences::READERS, preferences::WAYS, "dispatches", "channels"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

/// Groups are left alone at night, as people are.
struct QuietGroups;

impl MigrationName for QuietGroups {
    fn name(&self) -> &str {
        "notices_0002_quiet_groups"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for QuietGroups {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("quiet").default(true).take();
        manager.alter_table(Table::alter().table("channels").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("channels").drop_column("quiet").take()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("channels")
            .col(text("name"))
            .col(text("kind"))
            .col(text("locale"))
            .col(json_binary_null("kinds"))
            .col(json_binary_null("events"))
            .col(boolean("active"))
            .col(text_null("host"))
            .col(uuid_null("user_id"))
            .col(text_null("address"))
            .col(text_null("secret"))
            .take(),
        rows("dispatches")
            .col(text("name"))
            .col(text("way"))
            .col(text("content"))
            .col(uuid_null("channel_id"))
            .col(uuid_null("person_id"))
            .col(uuid_null("user_id"))
            .col(text("state"))
            .col(big_integer("attempts"))
            .col(text_null("answer"))
            .col(timestamp_with_time_zone_null("next_at"))
            .col(timestamp_with_time_zone_null("sent_at"))
            .col(text_null("subject_noun"))
            .col(uuid_null("subject_id"))
            .col(uuid_null("by_id"))
            .col(text_null("what"))
            .col(timestamp_with_time_zone("happened_at"))
            .col(text("source"))
            .col(text("key"))
            .take(),
        Table::create()
            .table(preferences::WAYS)
            .col(uuid("reader_id"))
            .col(text("kind"))
            .col(text("way"))
            .primary_key(Index::create().col("reader_id").col("kind"))
            .take(),
        Table::create()
            .table(preferences::READERS)
            .col(ColumnDef::new("reader_id").uuid().not_null().primary_key())
            .col(big_integer("hour"))
            .col(boolean("quiet"))
            .col(date_null("digested_on"))
            .col(timestamp_with_time_zone_null("digested_until"))
            .take(),
        Table::create()
            .table(reading::TABLE)
            .col(ColumnDef::new("name").text().not_null().primary_key())
            .col(big_integer("tx"))
            .col(big_integer("line"))
            .take(),
    ]
}
