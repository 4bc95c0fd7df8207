//! The tables of policies.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Policies)]
}

struct Policies;

impl MigrationName for Policies {
    fn name(&self) -> &str {
        "policies_0001_policies"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Policies {
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
        let tables = [
            "policy_findings",
            "policy_checkups",
            "policy_enforcements",
            "policy_acknowledgements",
            "policy_audiences",
            "policy_sections",
            "policy_editions",
            "policies",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("policies")
            .col(text("title"))
            .col(text_null("code"))
            .col(text("kind"))
            .col(text("state"))
            .col(uuid("owner_id"))
            .col(uuid_null("unit_id"))
            .col(text_null("summary"))
            .col(big_integer_null("edition"))
            .col(date_null("since"))
            .col(boolean("confirm"))
            .col(big_integer_null("read_within"))
            .col(big_integer_null("review_every"))
            .col(date_null("review_on"))
            .col(date_null("reviewed_on"))
            .col(big_integer_null("check_every"))
            .col(uuid_null("checker_id"))
            .take(),
        rows("policy_editions")
            .col(uuid("policy_id"))
            .col(text_null("name"))
            .col(big_integer_null("edition"))
            .col(text("state"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("news"))
            .col(boolean("editorial"))
            .col(timestamp_with_time_zone_null("published_at"))
            .col(timestamp_with_time_zone_null("text_changed_at"))
            .col(uuid_null("keeper_id"))
            .take(),
        rows("policy_sections")
            .col(uuid("edition_id"))
            .col(text("title"))
            .col(text_null("body"))
            .col(big_integer("place"))
            .take(),
        rows("policy_audiences")
            .col(uuid("policy_id"))
            .col(text_null("name"))
            .col(text("whom"))
            .col(uuid_null("unit_id"))
            .col(uuid_null("position_id"))
            .take(),
        rows("policy_acknowledgements")
            .col(uuid("person_id"))
            .col(uuid("policy_id"))
            .col(uuid("edition_id"))
            .col(text_null("name"))
            .col(text("state"))
            .col(date("asked_on"))
            .col(date("due_on"))
            .col(timestamp_with_time_zone_null("acknowledged_at"))
            .col(date_null("reminded_on"))
            .col(big_integer("reminders"))
            .take(),
        rows("policy_enforcements")
            .col(uuid("policy_id"))
            .col(text_null("section"))
            .col(text("how"))
            .col(text("rule_noun"))
            .col(uuid_null("rule_id"))
            .col(text_null("rule_part"))
            .col(text_null("name"))
            .col(text_null("note"))
            .col(timestamp_with_time_zone_null("looked_at"))
            .take(),
        rows("policy_checkups")
            .col(uuid("policy_id"))
            .col(text_null("name"))
            .col(uuid_null("checker_id"))
            .col(date("due_on"))
            .col(text("state"))
            .col(text_null("method"))
            .col(text_null("outcome"))
            .col(date_null("done_on"))
            .col(text_null("summary"))
            .take(),
        rows("policy_findings")
            .col(uuid("checkup_id"))
            .col(text("title"))
            .col(text_null("details"))
            .col(text("severity"))
            .col(uuid_null("unit_id"))
            .col(uuid("responsible_id"))
            .col(date_null("found_on"))
            .col(date_null("due_on"))
            .col(boolean("done"))
            .col(date_null("done_on"))
            .col(text_null("remedy"))
            .take(),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("policies", &["code"]).unique().take(),
        index("policies", &["title"]),
        index("policies", &["owner_id"]),
        index("policies", &["unit_id"]),
        index("policies", &["checker_id"]),
        // Of two drafts that are made at once, one is refused here.
        index("policy_editions", &["policy_id", "edition"]).unique().take(),
        index("policy_editions", &["keeper_id"]),
        index("policy_sections", &["edition_id"]),
        index("policy_audiences", &["policy_id"]),
        index("policy_audiences", &["unit_id"]),
        index("policy_audiences", &["position_id"]),
        // One row for a person and an edition.
        index("policy_acknowledgements", &["edition_id", "person_id"]).unique().take(),
        index("policy_acknowledgements", &["policy_id", "state"]),
        index("policy_acknowledgements", &["person_id", "state"]),
        index("policy_acknowledgements", &["state", "due_on"]),
        index("policy_enforcements", &["policy_id"]),
        index("policy_enforcements", &["rule_id"]),
        index("policy_checkups", &["policy_id"]),
        index("policy_checkups", &["checker_id"]),
        index("policy_checkups", &["state", "due_on"]),
        index("policy_findings", &["checkup_id"]),
        index("policy_findings", &["responsible_id"]),
        index("policy_findings", &["unit_id"]),
        index("policy_findings", &["done", "due_on"]),
    ]
}
