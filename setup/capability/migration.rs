//! Says in one line what changes, and why.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "__capability_____number_____name__"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // For instance: manager.alter_table(Table::alter().table("leads").add_column(schema::text_null("need")).take()).await
        let _ = manager;
        Ok(())
    }
}
