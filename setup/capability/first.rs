//! The table.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "__names___0001___names__"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = rows("__names__").col(schema::text("name")).col(schema::uuid_null("owner_id")).take();
        manager.create_table(table).await?;
        manager.create_index(index("__names__", &["owner_id"]).take()).await
    }
}
