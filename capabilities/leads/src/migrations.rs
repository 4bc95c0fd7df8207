//! Tables of leads.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Leads)]
}

struct Leads;

impl MigrationName for Leads {
    fn name(&self) -> &str {
        "leads_0001_leads"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Leads {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                rows("leads")
                    .col(text_null("name"))
                    .col(text_null("code"))
                    .col(text("status"))
                    .col(text_null("company"))
                    .col(text_null("segment"))
                    .col(json_binary_null("tags"))
                    .col(uuid_null("owner_id"))
                    .col(uuid_null("developer_id"))
                    .col(text_null("description"))
                    .col(text_null("contact_name"))
                    .col(text_null("title"))
                    .col(text_null("email"))
                    .col(text_null("phone"))
                    .col(text_null("website"))
                    .col(text_null("source"))
                    .col(text_null("campaign"))
                    .col(text_null("landing_page"))
                    .col(date_null("first_contact_on"))
                    .col(big_integer_null("estimate"))
                    .col(text("currency"))
                    .col(text_null("obstacle"))
                    .col(date_null("converted_on"))
                    .col(uuid_null("account_id"))
                    .col(uuid_null("contact_id"))
                    .col(uuid_null("opportunity_id"))
                    .take(),
            )
            .await?;
        manager.create_index(index("leads", &["code"]).unique().take()).await?;
        for columns in [&["owner_id", "status"][..], &["status", "first_contact_on"], &["first_contact_on"], &["name"]]
        {
            manager.create_index(index("leads", columns).take()).await?;
        }
        // Whether an account, a contact or a deal may be deleted asks these.
        for column in ["account_id", "contact_id", "opportunity_id", "developer_id"] {
            manager.create_index(index("leads", &[column]).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("leads").take()).await
    }
}
