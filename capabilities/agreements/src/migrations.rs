//! The tables of agreements.

use crate::files;
use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Agreements), Box::new(Places)]
}

struct Agreements;

impl MigrationName for Agreements {
    fn name(&self) -> &str {
        "agreements_0001_agreements"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Agreements {
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
            files::TABLE,
            "agreement_score_lines",
            "agreement_scores",
            "agreement_clauses",
            "agreement_kpis",
            "agreements",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        agreements(),
        rows("agreement_kpis")
            .col(uuid("agreement_id"))
            .col(text("title"))
            .col(text_null("metric"))
            .col(big_integer("weight"))
            .col(big_integer_null("target"))
            .col(big_integer_null("stretch"))
            .col(json_binary_null("months"))
            .col(text("how"))
            .col(big_integer_null("up"))
            .col(big_integer_null("down"))
            .col(big_integer_null("floor"))
            .col(big_integer_null("cap"))
            .col(big_integer_null("gate"))
            .col(text_null("bands"))
            .col(uuid_null("judge_id"))
            .col(text_null("note"))
            .col(big_integer("place"))
            .take(),
        rows("agreement_clauses")
            .col(uuid("agreement_id"))
            .col(text("kind"))
            .col(text("body"))
            .col(big_integer("place"))
            .take(),
        rows("agreement_scores")
            .col(uuid("agreement_id"))
            .col(text("name"))
            .col(uuid("party_id"))
            .col(uuid_null("superior_id"))
            .col(date("month"))
            .col(text("state"))
            .col(big_integer("points"))
            .col(big_integer("full"))
            .col(big_integer("points_to_date"))
            .col(big_integer("missing"))
            .col(timestamp_with_time_zone_null("worked_out_at"))
            .col(timestamp_with_time_zone_null("closed_at"))
            .take(),
        rows("agreement_score_lines")
            .col(uuid("score_id"))
            .col(uuid("kpi_id"))
            .col(text("title"))
            .col(big_integer_null("target"))
            .col(big_integer_null("actual"))
            .col(big_integer_null("attainment"))
            .col(big_integer_null("points"))
            .col(big_integer("full"))
            .col(text_null("decided"))
            .col(big_integer_null("target_to_date"))
            .col(big_integer_null("actual_to_date"))
            .col(big_integer_null("points_to_date"))
            .col(uuid_null("judged_by_id"))
            .col(text_null("note"))
            .col(big_integer("place"))
            .take(),
        Table::create()
            .table(files::TABLE)
            .col(uuid("agreement_id"))
            .col(text("name"))
            .col(text("hash"))
            .col(blob("content"))
            .primary_key(Index::create().col("agreement_id").col("name"))
            .take(),
    ]
}

/// Who took whose place, and what ended an agreement by itself.
struct Places;

impl MigrationName for Places {
    fn name(&self) -> &str {
        "agreements_0002_places"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Places {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            uuid_null("countersigned_by_id"),
            uuid_null("named_superior_id"),
            date_null("superior_since"),
            text_null("ended_by"),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("agreements").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["countersigned_by_id", "named_superior_id", "superior_since", "ended_by"] {
            manager.alter_table(Table::alter().table("agreements").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

fn agreements() -> TableCreateStatement {
    rows("agreements")
        .col(text("name"))
        .col(uuid("party_id"))
        .col(uuid_null("superior_id"))
        .col(uuid_null("unit_id"))
        .col(text("state"))
        .col(date("from"))
        .col(date("to"))
        .col(text_null("scope"))
        .col(big_integer_null("base"))
        .col(big_integer_null("stretch"))
        .col(uuid_null("plan_id"))
        .col(big_integer_null("expense_cap"))
        .col(text_null("above_cap"))
        .col(text_null("pay"))
        .col(text_null("news"))
        .col(date_null("sign_by"))
        .col(big_integer("edition"))
        .col(uuid_null("amends_id"))
        .col(uuid_null("first_id"))
        .col(date_null("counts_from"))
        .col(date_null("counts_to"))
        .col(timestamp_with_time_zone_null("issued_at"))
        .col(uuid_null("issued_by_id"))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(text_null("reservation"))
        .col(text_null("reply"))
        .col(timestamp_with_time_zone_null("countersigned_at"))
        .col(text_null("hash_zh"))
        .col(text_null("hash_en"))
        .col(text_null("signed_hash_zh"))
        .col(text_null("signed_hash_en"))
        .col(date_null("reminded_on"))
        .col(big_integer("reminders"))
        .col(text_null("ended_because"))
        .take()
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("agreements", &["party_id", "state"]),
        index("agreements", &["superior_id", "state"]),
        index("agreements", &["state", "sign_by"]),
        index("agreements", &["unit_id"]),
        index("agreements", &["plan_id"]),
        // Of two amendments that are made at once, one is refused here.
        index("agreements", &["first_id", "edition"]).unique().take(),
        index("agreements", &["amends_id"]),
        index("agreement_kpis", &["agreement_id"]),
        index("agreement_clauses", &["agreement_id"]),
        // One row for an agreement and a month.
        index("agreement_scores", &["agreement_id", "month"]).unique().take(),
        index("agreement_scores", &["party_id", "month"]),
        index("agreement_scores", &["superior_id"]),
        index("agreement_scores", &["month", "state"]),
        index("agreement_score_lines", &["score_id"]),
        index("agreement_score_lines", &["kpi_id"]),
    ]
}
