//! Jobs, their error rows, and when periodic kinds run next.

use kernel::migrations::index;
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Jobs)]
}

struct Jobs;

impl MigrationName for Jobs {
    fn name(&self) -> &str {
        "jobs_0001_jobs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Jobs {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table(crate::store::TABLE)
                .col(ColumnDef::new("id").uuid().not_null().primary_key())
                .col(text("kind"))
                .col(text("state"))
                .col(uuid_null("user_id"))
                .col(text("origin"))
                .col(json_binary("notes"))
                .col(big_integer("done"))
                .col(big_integer("total"))
                .col(big_integer("errors"))
                .col(json_binary_null("result"))
                .col(text_null("failure"))
                .col(boolean("cancel"))
                .col(big_integer("attempts"))
                .col(uuid_null("lease"))
                .col(timestamp_with_time_zone_null("lease_until"))
                .col(timestamp_with_time_zone("run_at"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("finished_at"))
                .take(),
            Table::create()
                .table(crate::errors::TABLE)
                .col(uuid("job_id"))
                .col(big_integer("number"))
                .col(uuid_null("row_id"))
                .col(text("title"))
                .col(text("code"))
                .col(text("detail"))
                .primary_key(Index::create().col("job_id").col("number"))
                .take(),
            Table::create()
                .table(crate::schedule::TABLE)
                .col(ColumnDef::new("kind").text().not_null().primary_key())
                .col(timestamp_with_time_zone("next_at"))
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        manager.create_index(index("jobs", &["state", "run_at"]).take()).await?;
        manager.create_index(index("jobs", &["user_id", "created_at"]).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [crate::schedule::TABLE, crate::errors::TABLE, crate::store::TABLE] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
