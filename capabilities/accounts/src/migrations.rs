//! The tables of accounts and the people at them.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Accounts)]
}

struct Accounts;

impl MigrationName for Accounts {
    fn name(&self) -> &str {
        "accounts_0001_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Accounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        let indices = [
            index("accounts", &["code"]).unique().take(),
            index("accounts", &["name"]),
            index("accounts", &["owner_id"]),
            index("accounts", &["parent_id"]),
            index("accounts", &["tier"]),
            index("accounts", &["industry"]),
            index("accounts", &["region"]),
            index("accounts", &["updated_at"]),
            index("contacts", &["account_id"]),
            index("contacts", &["owner_id"]),
            index("contacts", &["name"]),
            index("contacts", &["email"]),
            index("account_team_members", &["account_id", "person_id"]).unique().take(),
            index("account_team_members", &["person_id"]),
        ];
        for index in indices {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["account_team_members", "contacts", "accounts"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> [TableCreateStatement; 3] {
    [
        rows("accounts")
            .col(text("name"))
            .col(text_null("code"))
            .col(uuid_null("owner_id"))
            .col(text("tier"))
            .col(text("status"))
            .col(text_null("industry"))
            .col(text_null("region"))
            .col(text_null("country"))
            .col(json_binary_null("tags"))
            .col(uuid_null("parent_id"))
            .col(big_integer_null("employees"))
            .col(big_integer_null("founded"))
            .col(big_integer_null("annual_revenue"))
            .col(text("currency"))
            .col(text_null("website"))
            .col(text_null("phone"))
            .col(text_null("address"))
            .col(text_null("office_location"))
            .take(),
        rows("contacts")
            .col(text("name"))
            .col(uuid("account_id"))
            .col(text_null("title"))
            .col(text_null("decision_role"))
            .col(text_null("email"))
            .col(text_null("phone"))
            .col(uuid_null("owner_id"))
            .col(text_null("note"))
            .col(date_null("erased_on"))
            .take(),
        rows("account_team_members").col(uuid("account_id")).col(uuid("person_id")).col(text("role")).take(),
    ]
}
