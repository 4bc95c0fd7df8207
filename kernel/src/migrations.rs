//! The kernel's own tables, and the columns that every row has.

use sea_orm::sea_query::{ColumnDef, Expr, Index, IndexCreateStatement, Table, TableCreateStatement};
use sea_orm_migration::{prelude::*, schema};

/// A table with the columns that every row has; add the noun's own.
pub fn rows(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("version").big_integer().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("custom").json_binary().not_null().default(Expr::cust("'{}'")))
        .take()
}

/// An index on columns of a table, named after them.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(Journal),
        crate::secrecy::migration(),
        crate::seal::migration(),
        crate::journal::migration(),
        crate::secrecy::retiring(),
        crate::secrecy::replacing(),
        crate::once::lasting(),
    ]
}

struct Journal;

impl MigrationName for Journal {
    fn name(&self) -> &str {
        "kernel_0001_journal"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Journal {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("journal")
                    .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
                    .col(ColumnDef::new("tx").big_integer().not_null())
                    .col(ColumnDef::new("at").timestamp_with_time_zone().not_null())
                    .col(schema::uuid_null("user_id"))
                    .col(schema::uuid_null("person_id"))
                    .col(schema::text("actor"))
                    .col(schema::text("origin"))
                    .col(schema::text_null("request"))
                    .col(schema::text("kind"))
                    .col(schema::text("noun"))
                    .col(schema::uuid_null("row_id"))
                    .col(schema::uuid_null("row_from"))
                    .col(schema::uuid_null("row_to"))
                    .col(schema::text("verb"))
                    .col(schema::json_binary("changes"))
                    .col(schema::json_binary_null("cause"))
                    .take(),
            )
            .await?;
        manager.create_index(index("journal", &["tx", "id"]).take()).await?;
        manager.create_index(index("journal", &["row_id"]).take()).await?;
        manager.create_index(index("journal", &["noun", "kind", "at"]).take()).await?;
        manager
            .create_table(
                Table::create()
                    .table(crate::scope::PLACES)
                    .col(ColumnDef::new("person_id").uuid().not_null().primary_key())
                    .col(schema::big_integer("place"))
                    .take(),
            )
            .await?;
        manager.create_index(index(crate::scope::PLACES, &["place"]).take()).await?;
        manager
            .create_table(
                Table::create()
                    .table(crate::scope::ROW_TEAMS)
                    .col(schema::text("noun"))
                    .col(schema::uuid("row_id"))
                    .col(schema::uuid("person_id"))
                    .primary_key(Index::create().col("noun").col("row_id").col("person_id"))
                    .take(),
            )
            .await?;
        manager.create_index(index(crate::scope::ROW_TEAMS, &["person_id", "noun"]).take()).await?;
        manager
            .create_table(
                Table::create()
                    .table(crate::once::TABLE)
                    .col(ColumnDef::new("key").text().not_null().primary_key())
                    .col(schema::text("digest"))
                    .col(schema::json_binary("answer"))
                    .col(schema::timestamp_with_time_zone("at"))
                    .take(),
            )
            .await?;
        manager.create_index(index(crate::once::TABLE, &["at"]).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [crate::once::TABLE, crate::scope::ROW_TEAMS, crate::scope::PLACES, "journal"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
