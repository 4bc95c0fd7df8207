//! Tables of imports. But for the profiles that people keep they hold no rows of nouns: what an import did stands in the
//! journal.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Imports), Box::new(Profiles)]
}

struct Imports;

impl MigrationName for Imports {
    fn name(&self) -> &str {
        "imports_0001_imports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Imports {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("imports")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("finished_at"))
                    .col(uuid_null("user_id"))
                    .col(text("actor"))
                    .col(text("state"))
                    .col(json_binary("profile"))
                    .col(json_binary("options"))
                    .col(json_binary("report"))
                    .col(json_binary("position"))
                    .col(json_binary("tally"))
                    .col(big_integer("done"))
                    .col(big_integer("total"))
                    .col(text("since"))
                    .col(json_binary_null("undone"))
                    .col(uuid_null("job_id"))
                    .take(),
            )
            .await?;
        manager.create_index(index("imports", &["user_id", "created_at"]).take()).await?;
        manager
            .create_table(
                Table::create()
                    .table("import_files")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(uuid("import_id"))
                    .col(text_null("table_name"))
                    .col(text("name"))
                    .col(big_integer("size"))
                    .take(),
            )
            .await?;
        manager.create_index(index("import_files", &["import_id"]).take()).await?;
        manager
            .create_table(
                Table::create()
                    .table("import_pieces")
                    .col(uuid("file_id"))
                    .col(big_integer("place"))
                    .col(blob("bytes"))
                    .primary_key(Index::create().col("file_id").col("place"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["import_pieces", "import_files", "imports"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

struct Profiles;

impl MigrationName for Profiles {
    fn name(&self) -> &str {
        "imports_0002_profiles"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Profiles {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                rows("import_profiles")
                    .col(text("name"))
                    .col(boolean("shared"))
                    .col(json_binary("profile"))
                    .col(uuid_null("owner_id"))
                    .take(),
            )
            .await?;
        manager.create_index(index("import_profiles", &["owner_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("import_profiles").take()).await
    }
}
