//! The tables of attendance.

use kernel::migrations::{index, rows};
use sea_orm_migration::{prelude::*, schema::*};

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Attendance)]
}

struct Attendance;

impl MigrationName for Attendance {
    fn name(&self) -> &str {
        "attendance_0001_attendance"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Attendance {
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
        for table in ["attendance_days", "working_times", "absences"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        rows("absences")
            .col(uuid("person_id"))
            .col(text_null("name"))
            .col(text("kind"))
            .col(date("from"))
            .col(date("to"))
            .col(boolean("from_noon"))
            .col(boolean("until_noon"))
            .col(big_integer_null("days"))
            .col(text("state"))
            .col(text_null("reason"))
            .col(uuid_null("decided_by_id"))
            .col(date_null("decided_on"))
            .col(text_null("answer"))
            .col(date_null("back_on"))
            .take(),
        rows("working_times")
            .col(uuid("person_id"))
            .col(text_null("name"))
            .col(big_integer("share"))
            .col(date_null("from"))
            .col(date_null("to"))
            .col(text_null("note"))
            .take(),
        rows("attendance_days")
            .col(uuid("person_id"))
            .col(date("day"))
            .col(text_null("name"))
            .col(text("presence"))
            .col(big_integer_null("hours"))
            .col(text_null("note"))
            .take(),
    ]
}

fn indices() -> Vec<IndexCreateStatement> {
    vec![
        index("absences", &["person_id", "from"]),
        index("absences", &["decided_by_id"]),
        index("working_times", &["person_id"]),
        // Of two rows that are written at once for the same day, one is refused here.
        index("attendance_days", &["person_id", "day"]).unique().take(),
        index("attendance_days", &["day"]),
    ]
}
