//! The tables of reorganizations.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Reorganizations)]
}

struct Reorganizations;

impl MigrationName for Reorganizations {
    fn name(&self) -> &str {
        "reorganizations_0001_reorganizations"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Reorganizations {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in tables() {
            manager.create_table(table.take()).await?;
        }
        for mut index in indices() {
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["reorganization_moves", "reorganizations"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("reorganizations")
            .col(text("name"))
            .col(text("state"))
            .col(date("effective_on"))
            .col(uuid_null("owner_id"))
            .col(text_null("reason"))
            .col(big_integer("moves"))
            .col(big_integer("revision"))
            .col(uuid_null("adopted_by_id"))
            .col(timestamp_with_time_zone_null("adopted_at"))
            .col(date_null("in_effect_since"))
            .col(text_null("outcome"))
            .take(),
        rows("reorganization_moves")
            .col(uuid("reorganization_id"))
            .col(big_integer("position"))
            .col(text("kind"))
            .col(text_null("title"))
            .col(text_null("name"))
            .col(text_null("unit_kind"))
            .col(uuid_null("unit_id"))
            .col(uuid_null("person_id"))
            .col(uuid_null("to_unit_id"))
            .col(uuid_null("to_new_id"))
            .col(uuid_null("to_person_id"))
            .col(text_null("row_noun"))
            .col(uuid_null("row_id"))
            .col(text_null("note"))
            .col(uuid_null("made_id"))
            .take(),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("reorganizations", &["state", "effective_on"]),
        index("reorganizations", &["owner_id"]),
        index("reorganizations", &["adopted_by_id"]),
        index("reorganization_moves", &["reorganization_id"]),
        // A unit, a person or a move that somebody wants to delete is looked for here.
        index("reorganization_moves", &["unit_id"]),
        index("reorganization_moves", &["person_id"]),
        index("reorganization_moves", &["to_unit_id"]),
        index("reorganization_moves", &["to_new_id"]),
        index("reorganization_moves", &["to_person_id"]),
        index("reorganization_moves", &["made_id"]),
    ]
}
