//! The table of rights.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Rights)]
}

struct Rights;

impl MigrationName for Rights {
    fn name(&self) -> &str {
        "authority_0001_rights"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Rights {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = rows("rights")
            .col(text_null("name"))
            .col(text("holder"))
            .col(uuid_null("position_id"))
            .col(uuid_null("head_of_id"))
            .col(text_null("role"))
            .col(uuid_null("person_id"))
            .col(text("act"))
            .col(text("kind"))
            .col(text("currency"))
            .col(big_integer_null("amount"))
            .col(big_integer_null("percentage"))
            .col(big_integer_null("margin"))
            .col(text("extent"))
            .col(uuid_null("unit_id"))
            .col(text_null("products"))
            .col(text_null("tier"))
            .col(text_null("industries"))
            .col(text_null("channels"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("note"))
            .take();
        manager.create_table(table).await?;
        let indices: [IndexCreateStatement; 6] = [
            index("rights", &["kind", "act"]),
            index("rights", &["position_id"]),
            index("rights", &["head_of_id"]),
            index("rights", &["role"]),
            index("rights", &["person_id"]),
            index("rights", &["unit_id"]),
        ];
        for index in indices {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("rights").take()).await
    }
}
