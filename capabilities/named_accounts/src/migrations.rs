//! The tables of named accounts.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(NamedAccounts)]
}

struct NamedAccounts;

impl MigrationName for NamedAccounts {
    fn name(&self) -> &str {
        "named_accounts_0001_named_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for NamedAccounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut lists = rows("named_account_lists");
        lists
            .col(text("name"))
            .col(uuid("unit_id"))
            .col(text("kind"))
            .col(date("from"))
            .col(date_null("to"))
            .col(uuid_null("owner_id"))
            .col(text_null("criteria"));
        let mut editions = rows("named_account_editions");
        editions
            .col(uuid("list_id"))
            .col(text_null("name"))
            .col(big_integer_null("edition"))
            .col(text("state"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(big_integer("accounts"))
            .col(big_integer("changes"))
            .col(text_null("note"));
        let mut named = rows("named_accounts");
        named
            .col(uuid("edition_id"))
            .col(uuid("account_id"))
            .col(text_null("name"))
            .col(uuid_null("person_id"))
            .col(text_null("grade"))
            .col(text_null("reason"))
            .col(big_integer_null("potential"))
            .col(text("currency"))
            .col(text("exclusivity"))
            .col(date_null("from"))
            .col(date_null("until"));
        for table in [lists, editions, named] {
            manager.create_table(table).await?;
        }
        let indices = [
            index("named_account_lists", &["unit_id"]),
            index("named_account_lists", &["kind"]),
            index("named_account_lists", &["owner_id"]),
            // Of two drafts that are made at once, one is refused here.
            index("named_account_editions", &["list_id", "edition"]).unique().take(),
            index("named_account_editions", &["state"]),
            index("named_accounts", &["edition_id"]),
            index("named_accounts", &["account_id", "from"]),
            index("named_accounts", &["person_id"]),
            index("named_accounts", &["exclusivity"]),
        ];
        for index in indices {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["named_accounts", "named_account_editions", "named_account_lists"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
