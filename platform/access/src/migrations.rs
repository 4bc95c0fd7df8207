//! The tables of users, roles, sessions, tokens and sign-ins.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Users), Box::new(Density)]
}

struct Users;

impl MigrationName for Users {
    fn name(&self) -> &str {
        "access_0001_users"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Users {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            rows("roles")
                .col(text("name"))
                .col(text("label"))
                .col(json_binary("grants"))
                .col(boolean("shipped"))
                .take(),
            rows("users")
                .col(text("login"))
                .col(text("name"))
                .col(uuid_null("person_id"))
                .col(json_binary("roles"))
                .col(text_null("locale"))
                .col(text_null("theme"))
                .col(boolean("active"))
                .col(timestamp_with_time_zone_null("last_sign_in_at"))
                .col(text_null("secret"))
                .take(),
            rows("tokens")
                .col(text("name"))
                .col(uuid("user_id"))
                .col(text("prefix"))
                .col(json_binary_null("scopes"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone_null("last_used_at"))
                .col(boolean("revoked"))
                .col(text("digest"))
                .take(),
            rows("sign_ins")
                .col(text("login"))
                .col(uuid_null("user_id"))
                .col(text("outcome"))
                .col(text_null("address"))
                .col(text_null("agent"))
                .take(),
            Table::create()
                .table(crate::session::TABLE)
                .col(ColumnDef::new("id").uuid().not_null().primary_key())
                .col(uuid("user_id"))
                .col(text("digest"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("seen_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(text_null("agent"))
                .col(text_null("address"))
                .take(),
            Table::create()
                .table(crate::throttle::TABLE)
                .col(ColumnDef::new("key").text().not_null().primary_key())
                .col(big_integer("failures"))
                .col(timestamp_with_time_zone("last_at"))
                .col(timestamp_with_time_zone_null("until"))
                .take(),
            Table::create()
                .table(crate::demo::TABLE)
                .col(ColumnDef::new("user_id").uuid().not_null().primary_key())
                .col(text("login"))
                .col(text("password"))
                .col(text("role"))
                .take(),
            // Holds one row at most: whoever writes it made the owner.
            Table::create()
                .table(crate::routes::OWNER_MADE)
                .col(ColumnDef::new("once").big_integer().not_null().primary_key())
                .take(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let indices = [
            index("roles", &["name"]).unique().take(),
            index("users", &["login"]).unique().take(),
            index("users", &["person_id"]).take(),
            index("tokens", &["digest"]).unique().take(),
            index("tokens", &["user_id"]).take(),
            index("sign_ins", &["user_id"]).take(),
            index("sign_ins", &["created_at"]).take(),
            index("sessions", &["digest"]).unique().take(),
            index("sessions", &["user_id"]).take(),
        ];
        for index in indices {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            crate::routes::OWNER_MADE,
            crate::demo::TABLE,
            crate::throttle::TABLE,
            crate::session::TABLE,
            "sign_ins",
            "tokens",
            "users",
            "roles",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

struct Density;

impl MigrationName for Density {
    fn name(&self) -> &str {
        "access_0002_density"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Density {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_null("density").take();
        manager.alter_table(Table::alter().table("users").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("users").drop_column("density").take()).await
    }
}
