//! The tables of alerts.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Alerts)]
}

struct Alerts;

impl MigrationName for Alerts {
    fn name(&self) -> &str {
        "alerts_0001_alerts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Alerts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [rules(), alerts(), runs()] {
            manager.create_table(table.take()).await?;
        }
        for mut index in indices() {
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["alert_runs", "alerts", "alert_rules"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn rules() -> TableCreateStatement {
    rows("alert_rules")
        .col(text("name"))
        .col(text_null("purpose"))
        .col(text("severity"))
        .col(boolean("active"))
        .col(text("metric"))
        .col(text_null("conditions"))
        .col(uuid_null("within_id"))
        .col(text("per"))
        .col(text("grain"))
        .col(text("window"))
        .col(big_integer_null("trailing"))
        .col(text("test"))
        .col(text("side"))
        .col(big_integer_null("limit"))
        .col(big_integer_null("percent"))
        .col(big_integer_null("amount"))
        .col(text_null("against"))
        .col(big_integer_null("periods"))
        .col(big_integer_null("deviations"))
        .col(text("nothing"))
        .col(big_integer_null("least"))
        .col(uuid_null("keeper_id"))
        .col(text("charge"))
        .col(uuid_null("charged_id"))
        .col(uuid_null("told_id"))
        .col(big_integer("quiet_days"))
        .col(big_integer_null("escalate_days"))
        .col(big_integer("edition"))
        .col(date_null("on_since"))
        .col(uuid_null("switched_by_id"))
        .col(text_null("trouble"))
        .col(big_integer("found_right"))
        .col(big_integer("found_wrong"))
        .col(big_integer_null("precision"))
        .take()
}

fn alerts() -> TableCreateStatement {
    rows("alerts")
        .col(text("title"))
        .col(text("state"))
        .col(text("severity"))
        .col(uuid("rule_id"))
        .col(big_integer("edition"))
        .col(uuid_null("assignee_id"))
        .col(uuid_null("escalated_id"))
        .col(uuid_null("told_id"))
        .col(text_null("row_noun"))
        .col(uuid_null("row_id"))
        .col(text_null("subject"))
        .col(text("subject_key"))
        .col(text("metric"))
        .col(text("period"))
        .col(date("from"))
        .col(date("to"))
        .col(big_integer_null("value"))
        .col(big_integer_null("limit"))
        .col(big_integer_null("base"))
        .col(big_integer_null("apart"))
        .col(date("first_seen_on"))
        .col(date("last_seen_on"))
        .col(boolean("still"))
        .col(big_integer_null("last_value"))
        .col(text("last_period"))
        .col(date_null("act_by"))
        .col(big_integer("level"))
        .col(date_null("ended_on"))
        .col(big_integer_null("days"))
        .col(uuid_null("closed_by_id"))
        .col(text_null("cause"))
        .col(text_null("action"))
        .col(uuid_null("task_id"))
        .col(text_null("result"))
        .col(text_null("explained_as"))
        .col(text_null("explanation"))
        .col(text_null("judgement"))
        .col(uuid_null("judged_by_id"))
        .take()
}

/// Which rule was looked at for which moment: of two servers that look at once, one is refused here.
fn runs() -> TableCreateStatement {
    Table::create()
        .table("alert_runs")
        .col(uuid("rule_id"))
        .col(big_integer("edition"))
        .col(text("due"))
        .col(date("day"))
        .col(timestamp_with_time_zone("ran_at"))
        .primary_key(Index::create().col("rule_id").col("edition").col("due"))
        .take()
}

fn indices() -> Vec<IndexCreateStatement> {
    // Whoever refers to a row is asked before that row is deleted.
    let mut indices: Vec<_> = ["within_id", "keeper_id", "charged_id", "told_id", "switched_by_id"]
        .iter()
        .map(|one| index("alert_rules", &[one]))
        .collect();
    let referring = ["assignee_id", "escalated_id", "told_id", "closed_by_id", "judged_by_id", "task_id", "row_id"];
    indices.extend(referring.iter().map(|one| index("alerts", &[one])));
    indices.push(index("alerts", &["rule_id", "state"]));
    indices.push(index("alerts", &["state", "act_by"]));
    indices
}
