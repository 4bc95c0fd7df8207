//! The tables of reports.

use crate::{keeping, round};
use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Reports)]
}

struct Reports;

impl MigrationName for Reports {
    fn name(&self) -> &str {
        "reports_0001_reports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Reports {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [templates(), reports(), subscriptions(), facts(), runs()] {
            manager.create_table(table.take()).await?;
        }
        for mut index in indices() {
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [round::TABLE, keeping::TABLE, "report_subscriptions", "reports", "report_templates"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn templates() -> TableCreateStatement {
    rows("report_templates")
        .col(text("name"))
        .col(text_null("purpose"))
        .col(boolean("active"))
        .col(text("rhythm"))
        .col(big_integer("hour"))
        .col(big_integer_null("grace"))
        .col(uuid_null("within_id"))
        .col(json_binary_null("kinds"))
        .col(boolean("own_pages"))
        .col(boolean("superior"))
        .col(uuid_null("told_id"))
        .col(text("enclose"))
        .col(json_binary_null("sections"))
        .col(json_binary_null("measures"))
        .col(big_integer_null("pace_below"))
        .col(big_integer("lines"))
        .col(uuid_null("keeper_id"))
        .col(date_null("on_since"))
        .col(date_null("written_to"))
        .col(text_null("trouble"))
        .take()
}

fn reports() -> TableCreateStatement {
    rows("reports")
        .col(text("name"))
        .col(text("state"))
        .col(uuid("template_id"))
        .col(text("rhythm"))
        .col(text("period"))
        .col(date("from"))
        .col(date("to"))
        .col(uuid_null("unit_id"))
        .col(uuid_null("whose_id"))
        .col(uuid_null("leader_id"))
        .col(timestamp_with_time_zone("written_at"))
        .col(timestamp_with_time_zone("goes_out_at"))
        .col(timestamp_with_time_zone_null("went_out_at"))
        .col(big_integer("edition"))
        .col(uuid_null("replaces_id"))
        .col(date_null("late_on"))
        .col(text("digest"))
        .col(text_null("remark"))
        .col(uuid_null("remark_by_id"))
        .col(timestamp_with_time_zone_null("remark_at"))
        .take()
}

fn subscriptions() -> TableCreateStatement {
    rows("report_subscriptions")
        .col(text("name"))
        .col(uuid("template_id"))
        .col(uuid_null("unit_id"))
        .col(uuid_null("reader_id"))
        .col(boolean("wanted"))
        .col(text_null("enclose"))
        .take()
}

/// What a report says: no row of its own, so that lists stay light. Who sees the report sees it.
fn facts() -> TableCreateStatement {
    Table::create()
        .table(keeping::TABLE)
        .col(ColumnDef::new("report_id").uuid().not_null().primary_key())
        .col(json_binary("facts"))
        .take()
}

/// Of which close which unit or person has its report: of two servers that write at once, one is refused here.
fn runs() -> TableCreateStatement {
    Table::create()
        .table(round::TABLE)
        .col(uuid("template_id"))
        .col(uuid("node_id"))
        .col(date("day"))
        .col(timestamp_with_time_zone("ran_at"))
        .primary_key(Index::create().col("template_id").col("node_id").col("day"))
        .take()
}

fn indices() -> Vec<IndexCreateStatement> {
    // Whoever refers to a row is asked before that row is deleted.
    let mut indices: Vec<_> =
        ["within_id", "told_id", "keeper_id"].iter().map(|one| index("report_templates", &[one])).collect();
    let referring = ["whose_id", "leader_id", "unit_id", "remark_by_id", "replaces_id"];
    indices.extend(referring.iter().map(|one| index("reports", &[one])));
    indices.push(index("reports", &["template_id", "to"]));
    indices.push(index("reports", &["state", "goes_out_at"]));
    indices.extend(["template_id", "unit_id", "reader_id"].iter().map(|one| index("report_subscriptions", &[one])));
    indices
}
