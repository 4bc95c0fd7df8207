//! The tables of targets.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Targets)]
}

struct Targets;

impl MigrationName for Targets {
    fn name(&self) -> &str {
        "targets_0001_targets"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Targets {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut plans = rows("target_plans");
        plans
            .col(text("name"))
            .col(text("metric"))
            .col(uuid("unit_id"))
            .col(date("from"))
            .col(date("to"))
            .col(text("grain"))
            .col(text("state"))
            .col(uuid_null("owner_id"))
            .col(big_integer_null("amount"))
            .col(text("currency"))
            .col(big_integer_null("quantity"))
            .col(big_integer_null("rounding"))
            .col(big_integer("padding"))
            .col(big_integer_null("stretch"))
            .col(big_integer_null("challenge"))
            .col(json_binary_null("blend"))
            .col(json_binary_null("over_assignment"))
            .col(text("season"))
            .col(json_binary_null("weights"))
            .col(uuid_null("copied_from_id"))
            .col(date_null("counts_from"))
            .col(big_integer("changes"))
            .col(text_null("note"));
        let mut nodes = rows("target_nodes");
        nodes
            .col(uuid("plan_id"))
            .col(uuid_null("parent_id"))
            .col(text("name"))
            .col(uuid_null("unit_id"))
            .col(uuid_null("person_id"))
            .col(uuid_null("owner_id"))
            .col(big_integer("position"))
            .col(json_binary("drivers"))
            .col(big_integer_null("lock_amount"))
            .col(big_integer_null("min_amount"))
            .col(big_integer_null("max_amount"))
            .col(text("currency"))
            .col(big_integer_null("lock_quantity"))
            .col(big_integer_null("min_quantity"))
            .col(big_integer_null("max_quantity"))
            .col(text_null("bucket"))
            .col(big_integer_null("proposed_amount"))
            .col(big_integer_null("proposed_quantity"))
            .col(text("talk"))
            .col(text_null("said"));
        let mut targets = rows("targets");
        targets
            .col(text("name"))
            .col(uuid("plan_id"))
            .col(text("metric"))
            .col(uuid_null("unit_id"))
            .col(uuid_null("person_id"))
            .col(uuid_null("owner_id"))
            .col(date("from"))
            .col(date("to"))
            .col(big_integer_null("amount"))
            .col(big_integer_null("stretch_amount"))
            .col(big_integer_null("challenge_amount"))
            .col(text("currency"))
            .col(big_integer_null("quantity"))
            .col(big_integer_null("stretch_quantity"))
            .col(big_integer_null("challenge_quantity"))
            .col(date_null("replaced_on"));
        for table in [plans, nodes, targets] {
            manager.create_table(table).await?;
        }
        let indices = [
            index("target_plans", &["state", "metric", "unit_id"]),
            index("target_plans", &["owner_id"]),
            index("target_nodes", &["plan_id", "position"]),
            index("target_nodes", &["parent_id"]),
            index("target_nodes", &["owner_id"]),
            index("targets", &["plan_id", "from"]),
            index("targets", &["unit_id", "metric", "from"]),
            index("targets", &["person_id", "metric", "from"]),
            index("targets", &["owner_id"]),
        ];
        for index in indices {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["targets", "target_nodes", "target_plans"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
