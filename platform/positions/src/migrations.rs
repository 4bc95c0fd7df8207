//! The tables of positions.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Positions)]
}

struct Positions;

impl MigrationName for Positions {
    fn name(&self) -> &str {
        "positions_0001_positions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Positions {
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
            "headcount_plans",
            "assessments",
            "appointments",
            "position_competencies",
            "competencies",
            "position_kpis",
            "position_collaborators",
            "position_duties",
            "position_sheets",
            "positions",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("positions")
            .col(text("name"))
            .col(text_null("code"))
            .col(text("stage"))
            .col(uuid_null("reports_to_id"))
            .col(text_null("tier"))
            .col(text_null("industry"))
            .col(uuid_null("unit_id"))
            .col(text_null("products"))
            .col(boolean("active"))
            .take(),
        rows("position_sheets")
            .col(uuid("position_id"))
            .col(text_null("name"))
            .col(big_integer_null("edition"))
            .col(text("state"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("mission"))
            .col(text_null("authority"))
            .col(text_null("education"))
            .col(text_null("experience"))
            .col(text_null("training"))
            .col(text_null("tools"))
            .col(text_null("records"))
            .take(),
        rows("position_duties")
            .col(uuid("sheet_id"))
            .col(text("name"))
            .col(text_null("tasks"))
            .col(text_null("result"))
            .col(big_integer("place"))
            .take(),
        rows("position_collaborators")
            .col(uuid("sheet_id"))
            .col(text("name"))
            .col(text("side"))
            .col(text_null("purpose"))
            .col(big_integer("place"))
            .take(),
        rows("position_kpis")
            .col(uuid("sheet_id"))
            .col(text("name"))
            .col(big_integer_null("weight"))
            .col(text_null("standard"))
            .col(text_null("metric"))
            .col(big_integer("place"))
            .take(),
        rows("competencies")
            .col(text("name"))
            .col(text_null("code"))
            .col(text("kind"))
            .col(text_null("meaning"))
            .col(text_null("level_1"))
            .col(text_null("level_2"))
            .col(text_null("level_3"))
            .col(text_null("level_4"))
            .col(text_null("level_5"))
            .col(text_null("training"))
            .take(),
        rows("position_competencies")
            .col(uuid("sheet_id"))
            .col(uuid("competency_id"))
            .col(text_null("name"))
            .col(big_integer("level"))
            .col(big_integer("weight"))
            .take(),
        rows("appointments")
            .col(uuid("person_id"))
            .col(uuid("position_id"))
            .col(uuid("unit_id"))
            .col(text_null("name"))
            .col(big_integer_null("share"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(boolean_null("over_full_time"))
            .take(),
        rows("assessments")
            .col(uuid("person_id"))
            .col(uuid("competency_id"))
            .col(text_null("name"))
            .col(big_integer("level"))
            .col(date_null("assessed_on"))
            .col(uuid_null("assessor_id"))
            .col(text_null("evidence"))
            .take(),
        rows("headcount_plans")
            .col(uuid("unit_id"))
            .col(uuid("position_id"))
            .col(text_null("name"))
            .col(date("month"))
            .col(big_integer("planned"))
            .col(text_null("reason"))
            .take(),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("positions", &["code"]).unique().take(),
        index("positions", &["name"]),
        index("positions", &["reports_to_id"]),
        index("positions", &["unit_id"]),
        // Of two drafts that are made at once, one is refused here.
        index("position_sheets", &["position_id", "edition"]).unique().take(),
        index("position_duties", &["sheet_id"]),
        index("position_collaborators", &["sheet_id"]),
        index("position_kpis", &["sheet_id"]),
        index("competencies", &["code"]).unique().take(),
        index("competencies", &["name"]),
        index("position_competencies", &["sheet_id", "competency_id"]).unique().take(),
        index("position_competencies", &["competency_id"]),
        index("appointments", &["person_id"]),
        index("appointments", &["position_id"]),
        index("appointments", &["unit_id"]),
        index("assessments", &["person_id", "competency_id"]),
        index("assessments", &["competency_id"]),
        index("assessments", &["assessor_id"]),
        index("headcount_plans", &["unit_id", "position_id", "month"]).unique().take(),
        index("headcount_plans", &["position_id"]),
    ]
}
