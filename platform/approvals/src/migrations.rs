//! The tables of approvals.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Approvals), Box::new(UnitOfStep)]
}

struct Approvals;

impl MigrationName for Approvals {
    fn name(&self) -> &str {
        "approvals_0001_approvals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Approvals {
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
            "approval_delegations",
            "approval_decisions",
            "approvals",
            "approval_steps",
            "approval_flow_editions",
            "approval_flows",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

struct UnitOfStep;

impl MigrationName for UnitOfStep {
    fn name(&self) -> &str {
        "approvals_0002_unit_of_step"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for UnitOfStep {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_null("unit_field");
        manager.alter_table(Table::alter().table("approval_steps").add_column(column).take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("approval_steps").drop_column("unit_field").take()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("approval_flows")
            .col(text("name"))
            .col(text("noun"))
            .col(text("act"))
            .col(uuid("owner_id"))
            .col(text_null("purpose"))
            .col(boolean("active"))
            .take(),
        rows("approval_flow_editions")
            .col(uuid("flow_id"))
            .col(text_null("name"))
            .col(big_integer_null("edition"))
            .col(text("state"))
            .col(json_binary_null("condition"))
            .col(json_binary_null("fields"))
            .col(timestamp_with_time_zone_null("since"))
            .col(text_null("note"))
            .take(),
        rows("approval_steps")
            .col(uuid("edition_id"))
            .col(text("name"))
            .col(big_integer("place"))
            .col(text("who"))
            .col(json_binary_null("people"))
            .col(uuid_null("position_id"))
            .col(text_null("role"))
            .col(text_null("kind"))
            .col(text_null("amount_field"))
            .col(text_null("percentage_field"))
            .col(big_integer_null("level"))
            .col(text("mode"))
            .col(json_binary_null("condition"))
            .col(big_integer_null("days"))
            .col(text("late"))
            .col(json_binary_null("copies"))
            .take(),
        rows("approvals")
            .col(text("name"))
            .col(text("state"))
            .col(text_null("step"))
            .col(uuid("requester_id"))
            .col(text_null("reason"))
            .col(uuid("flow_id"))
            .col(uuid("edition_id"))
            .col(text("row_noun"))
            .col(uuid_null("row_id"))
            .col(text("act"))
            .col(big_integer("round"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(text_null("outcome"))
            .col(uuid("user_id"))
            .col(json_binary_null("form"))
            .col(json_binary_null("within"))
            .col(json_binary("snapshot"))
            .col(json_binary("plan"))
            .take(),
        rows("approval_decisions")
            .col(uuid("approval_id"))
            .col(text("step"))
            .col(uuid("person_id"))
            .col(uuid_null("for_id"))
            .col(text("state"))
            .col(text_null("comment"))
            .col(date_null("due_on"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .col(timestamp_with_time_zone_null("reminded_at"))
            .col(big_integer("key"))
            .col(big_integer("round"))
            .take(),
        rows("approval_delegations")
            .col(text_null("name"))
            .col(uuid("person_id"))
            .col(uuid("to_id"))
            .col(date("from"))
            .col(date("to"))
            .col(uuid_null("flow_id"))
            .take(),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("approval_flows", &["noun"]),
        // Of two drafts that are made at once, one is refused here.
        index("approval_flow_editions", &["flow_id", "edition"]).unique().take(),
        index("approval_flow_editions", &["state"]),
        index("approval_steps", &["edition_id", "place"]),
        index("approvals", &["row_noun", "row_id"]),
        index("approvals", &["requester_id", "state"]),
        index("approvals", &["state"]),
        index("approvals", &["flow_id"]),
        index("approvals", &["edition_id"]),
        index("approval_decisions", &["approval_id"]),
        index("approval_decisions", &["person_id", "state"]),
        index("approval_decisions", &["state", "due_on"]),
        index("approval_delegations", &["person_id", "to"]),
        index("approval_delegations", &["to_id"]),
    ]
}
