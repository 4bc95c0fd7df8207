//! Tables of activities and the content of files.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Activities), Box::new(SentWith), Box::new(Met)]
}

struct Activities;

impl MigrationName for Activities {
    fn name(&self) -> &str {
        "activities_0001_activities"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Activities {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                rows("activities")
                    .col(text("kind"))
                    .col(text_null("title"))
                    .col(text_null("body"))
                    .col(text("subject_noun"))
                    .col(uuid("subject_id"))
                    .col(uuid_null("subject_owner_id"))
                    .col(uuid_null("owner_id"))
                    .col(timestamp_with_time_zone_null("at"))
                    .col(date_null("due_on"))
                    .col(boolean("done"))
                    .col(timestamp_with_time_zone_null("done_at"))
                    .col(big_integer_null("duration_minutes"))
                    .col(text_null("place"))
                    .col(text_null("outcome"))
                    .col(json_binary_null("mentions"))
                    .col(text_null("file_name"))
                    .col(text_null("media_type"))
                    .col(big_integer_null("file_size"))
                    .take(),
            )
            .await?;
        for columns in
            [&["subject_id", "subject_noun"][..], &["subject_owner_id", "at"], &["owner_id", "done", "due_on"], &["at"]]
        {
            manager.create_index(index("activities", columns)).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table(crate::store::TABLE)
                    .col(ColumnDef::new("activity_id").uuid().not_null().primary_key())
                    .col(text("digest"))
                    .col(blob("content"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [crate::store::TABLE, "activities"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

struct SentWith;

impl MigrationName for SentWith {
    fn name(&self) -> &str {
        "activities_0002_sent_with"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SentWith {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = uuid_null("comment_id");
        manager.alter_table(Table::alter().table("activities").add_column(column).take()).await?;
        manager.create_index(index("activities", &["comment_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("activities_comment_id").table("activities").to_owned()).await?;
        manager.alter_table(Table::alter().table("activities").drop_column("comment_id").take()).await
    }
}

struct Met;

impl MigrationName for Met {
    fn name(&self) -> &str {
        "activities_0003_met"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Met {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no two at once.
        for column in [text_null("met_noun"), uuid_null("met_id")] {
            manager.alter_table(Table::alter().table("activities").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["met_noun", "met_id"] {
            manager.alter_table(Table::alter().table("activities").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
