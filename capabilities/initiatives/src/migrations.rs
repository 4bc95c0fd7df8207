//! The tables of paths and initiatives.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Initiatives)]
}

struct Initiatives;

const TABLES: [&str; 7] = [
    "paths",
    "initiatives",
    "initiative_milestones",
    "initiative_resources",
    "initiative_resource_uses",
    "initiative_risks",
    "landing_checks",
];

impl MigrationName for Initiatives {
    fn name(&self) -> &str {
        "initiatives_0001_initiatives"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Initiatives {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            paths(),
            initiatives(),
            initiative_milestones(),
            initiative_resources(),
            initiative_resource_uses(),
            initiative_risks(),
            landing_checks(),
        ];
        for mut table in tables {
            manager.create_table(table.take()).await?;
        }
        for mut index in indices() {
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.iter().rev() {
            manager.drop_table(Table::drop().table(*table).take()).await?;
        }
        Ok(())
    }
}

fn paths() -> TableCreateStatement {
    rows("paths")
        .col(text("name"))
        .col(uuid("owner_id"))
        .col(text("state"))
        .col(date("from"))
        .col(date("to"))
        .col(text_null("notes"))
        .col(text("metric"))
        .col(uuid_null("unit_id"))
        .col(uuid_null("person_id"))
        .col(text_null("conditions"))
        .col(text("target_how"))
        .col(big_integer_null("target"))
        .col(text("trend_how"))
        .col(big_integer_null("trend_months"))
        .col(big_integer_null("trend"))
        .col(date_null("trend_on"))
        .col(big_integer_null("gap"))
        .take()
}

fn initiatives() -> TableCreateStatement {
    rows("initiatives")
        .col(text("name"))
        .col(text("kind"))
        .col(uuid_null("path_id"))
        .col(uuid("owner_id"))
        .col(uuid_null("path_owner_id"))
        .col(uuid_null("unit_id"))
        .col(text("state"))
        .col(date("from"))
        .col(date("to"))
        .col(text_null("purpose"))
        .col(uuid_null("after_id"))
        .col(text_null("prerequisites"))
        .col(big_integer_null("lift"))
        .col(big_integer_null("confidence"))
        .col(text_null("ramp"))
        .col(text_null("metric"))
        .col(text_null("conditions"))
        .col(date_null("baseline_from"))
        .col(date_null("baseline_to"))
        .col(big_integer_null("check_every"))
        .col(date_null("started_on"))
        .col(date_null("ended_on"))
        .col(text_null("outcome"))
        .take()
}

fn initiative_milestones() -> TableCreateStatement {
    rows("initiative_milestones")
        .col(uuid("initiative_id"))
        .col(text("name"))
        .col(date("due_on"))
        .col(uuid_null("owner_id"))
        .col(boolean("done"))
        .col(date_null("done_on"))
        .col(text_null("evidence"))
        .col(text_null("evidence_url"))
        .take()
}

fn initiative_resources() -> TableCreateStatement {
    rows("initiative_resources")
        .col(text("name"))
        .col(text("kind"))
        .col(uuid("owner_id"))
        .col(uuid_null("unit_id"))
        .col(uuid_null("path_id"))
        .col(text("state"))
        .col(date_null("from"))
        .col(date_null("to"))
        .col(text_null("notes"))
        .col(big_integer_null("amount"))
        .col(big_integer_null("heads"))
        .col(big_integer_null("quantity"))
        .col(text_null("measure"))
        .col(text("currency"))
        .col(big_integer_null("granted_amount"))
        .col(big_integer_null("granted_heads"))
        .col(date_null("granted_on"))
        .col(uuid_null("granted_by_id"))
        .col(text_null("granted_note"))
        .col(big_integer_null("used_amount"))
        .col(big_integer_null("used_heads"))
        .col(big_integer_null("used_quantity"))
        .take()
}

fn initiative_resource_uses() -> TableCreateStatement {
    rows("initiative_resource_uses")
        .col(uuid("initiative_id"))
        .col(uuid("resource_id"))
        .col(big_integer_null("share"))
        .col(text_null("name"))
        .take()
}

fn initiative_risks() -> TableCreateStatement {
    rows("initiative_risks")
        .col(uuid("initiative_id"))
        .col(text("what"))
        .col(big_integer("likelihood"))
        .col(big_integer("effect"))
        .col(big_integer_null("score"))
        .col(text_null("safeguard"))
        .col(text_null("trigger"))
        .col(uuid_null("owner_id"))
        .col(text("state"))
        .take()
}

fn landing_checks() -> TableCreateStatement {
    rows("landing_checks")
        .col(uuid("initiative_id"))
        .col(text_null("name"))
        .col(date("due_on"))
        .col(uuid_null("owner_id"))
        .col(text("state"))
        .col(date_null("checked_on"))
        .col(text_null("verdict"))
        .col(text_null("evidence"))
        .col(text_null("evidence_url"))
        .col(text_null("next_step"))
        .col(uuid_null("task_id"))
        .col(big_integer_null("expected"))
        .col(big_integer_null("measured"))
        .col(big_integer_null("value"))
        .col(big_integer_null("baseline"))
        .col(date_null("measured_from"))
        .col(date_null("measured_to"))
        .col(date_null("baseline_from"))
        .col(date_null("baseline_to"))
        .col(timestamp_with_time_zone_null("measured_at"))
        .take()
}

fn indices() -> Vec<IndexCreateStatement> {
    // Whoever refers to a row is asked before that row is deleted, and lists begin at the row they belong to.
    let mut indices = vec![
        index("paths", &["owner_id"]),
        index("paths", &["person_id"]),
        index("paths", &["unit_id"]),
        index("initiatives", &["path_id"]),
        index("initiatives", &["owner_id"]),
        index("initiatives", &["path_owner_id"]),
        index("initiatives", &["unit_id"]),
        index("initiatives", &["after_id"]),
        index("initiative_milestones", &["done", "due_on"]),
        index("initiative_resources", &["owner_id"]),
        index("initiative_resources", &["path_id"]),
        index("initiative_resources", &["unit_id"]),
        index("initiative_resources", &["granted_by_id"]),
        index("initiative_resource_uses", &["resource_id"]),
        index("landing_checks", &["state", "due_on"]),
        index("landing_checks", &["task_id"]),
    ];
    for part in ["initiative_milestones", "initiative_resource_uses", "initiative_risks", "landing_checks"] {
        indices.push(index(part, &["initiative_id"]));
    }
    for part in ["initiative_milestones", "initiative_risks", "landing_checks"] {
        indices.push(index(part, &["owner_id"]));
    }
    indices
}
