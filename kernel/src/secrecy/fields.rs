//! Personal fields on their way into a journal line, and out of it.

use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use serde_json::Value;

use super::Secrets;
use super::subjects::lock;
use crate::journal::Line;
use crate::{Error, Noun, Record, Result, Work};

impl Secrets {
    /// Locks the personal values among a row's changes (`{field: [before, after]}`) with the key of the row. Empty
    /// values stay empty: that a telephone number was added is no secret, the number is.
    pub(crate) async fn hide(&self, work: &Work, noun: &Noun, row: Uuid, changes: Record) -> Result<Record> {
        let mut hidden = self.hide_together(work, noun, vec![(row, changes)]).await?;
        Ok(hidden.pop().map(|(_, changes)| changes).unwrap_or_default())
    }

    /// The same for many rows, with one look at their keys.
    pub(crate) async fn hide_together(
        &self,
        work: &Work,
        noun: &Noun,
        mut rows: Vec<(Uuid, Record)>,
    ) -> Result<Vec<(Uuid, Record)>> {
        let fields = noun.fields();
        let some = fields.iter().any(|field| field.personal);
        // What a field held that is there no more may have been personal.
        let open = |key: &str| fields.iter().any(|field| field.custom && !field.personal && field.name == key);
        let personal = |name: &str, change: &Value| match name.strip_prefix("custom") {
            // The image of a deleted row holds all custom fields in one.
            Some("") => {
                let sides = change.as_array().map(Vec::as_slice).unwrap_or_default();
                sides.iter().filter_map(Value::as_object).flat_map(|held| held.keys()).any(|key| !open(key))
            }
            Some(key) if key.starts_with('.') => !open(&key[1..]),
            _ => some && fields.iter().any(|field| !field.custom && field.personal && field.name == name),
        };
        let about: Vec<Uuid> = rows
            .iter()
            .filter(|(_, changes)| changes.iter().any(|(name, change)| personal(name, change)))
            .map(|(id, _)| *id)
            .collect();
        if about.is_empty() {
            return Ok(rows);
        }
        let keys = self.writing_keys(work.conn(), &about).await?;
        for (row, changes) in &mut rows {
            for (name, change) in changes.iter_mut().filter(|(name, change)| personal(name, change)) {
                let key = keys.get(row).ok_or_else(|| Error::internal("a subject's key was not kept"))?;
                let sides = match change {
                    Value::Array(sides) => sides.as_mut_slice(),
                    other => std::slice::from_mut(other),
                };
                for side in sides.iter_mut().filter(|side| !side.is_null()) {
                    *side = lock(key, *row, name, side)?;
                }
            }
        }
        Ok(rows)
    }

    /// Opens the personal values among a row's changes, for a reader who still has to leave out what it may not see.
    pub async fn show(&self, conn: &impl ConnectionTrait, changes: Record) -> Result<Record> {
        let mut changes = Value::Object(changes);
        self.open_all(conn, &mut [&mut changes]).await?;
        match changes {
            Value::Object(changes) => Ok(changes),
            // A field of the name and shape of a locked value; nothing of ours writes one.
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Ok(Record::new()),
        }
    }

    /// Opens the personal values of journal lines, all in one look at the keys; see [`Secrets::show`].
    pub async fn reveal(&self, conn: &impl ConnectionTrait, lines: &mut [Line]) -> Result<()> {
        let mut changes: Vec<&mut Value> = lines.iter_mut().map(|line| &mut line.changes).collect();
        self.open_all(conn, &mut changes).await
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "SeaORM's derive writes them")]
mod tests {
    use sea_orm::entity::prelude::*;
    use sea_orm::sea_query::ColumnDef;
    use sea_orm_migration::prelude::{MigrationName, MigrationTrait, SchemaManager, async_trait};
    use serde_json::json;

    use crate::databases::{Trial, on_each_with};
    use crate::journal;
    use crate::{Actor, Batch, Capability, Noun, Record, Secrets};

    crate::id!(GuestId of "guests");

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, crate::Resource, serde::Serialize, serde::Deserialize)]
    #[sea_orm(table_name = "guests")]
    #[resource(label = "Guest", plural = "Guests", title = "name", group = "test", icon = "user")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: GuestId,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
        pub custom: Json,
        #[field(label = "Name")]
        pub name: String,
        #[field(label = "Phone", personal)]
        pub phone: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}

    struct Guests;

    impl MigrationName for Guests {
        fn name(&self) -> &str {
            "guests_0001"
        }
    }

    #[async_trait::async_trait]
    impl MigrationTrait for Guests {
        async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
            let mut table = crate::migrations::rows("guests");
            table.col(ColumnDef::new("name").text().not_null()).col(ColumnDef::new("phone").text());
            manager.create_table(table).await
        }
    }

    fn guests() -> Capability {
        Capability::new("guests").noun(Noun::of::<Entity>()).migrations(|| vec![Box::new(Guests)])
    }

    async fn guest(trial: &Trial, name: &'static str, phone: &'static str) -> Record {
        let made = trial.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let input = json!({"name": name, "phone": phone});
                work.create_record("guests", input.as_object().expect("an object")).await
            })
        });
        made.await.unwrap().0
    }

    async fn journal_of(trial: &Trial, id: Uuid) -> (String, Vec<journal::Line>) {
        let conn = trial.house.store.reader();
        let mut lines = journal::of_row(conn, "guests", id, None, 100).await.unwrap();
        let stored = serde_json::to_string(&lines).unwrap();
        trial.house.secrets.reveal(conn, &mut lines).await.unwrap();
        (stored, lines)
    }

    #[tokio::test]
    async fn what_a_line_says_of_a_person_is_readable_until_the_person_is_forgotten() {
        on_each_with(
            || vec![guests()],
            async |trial| {
                let anna = guest(&trial, "Anna", "555-0101").await;
                let id = crate::record::id(&anna).unwrap();
                let edited = trial.house.write(Actor::operator(), None, move |work| {
                    Box::pin(async move {
                        let change = json!({"name": "Anne", "phone": "555-0202"});
                        work.edit_record("guests", id, 1, change.as_object().expect("an object")).await?;
                        work.delete_record("guests", id, Some(2)).await
                    })
                });
                edited.await.unwrap();
                let (stored, lines) = journal_of(&trial, id).await;
                assert!(!stored.contains("555-") && stored.contains("Anne"), "{stored}");
                let of = |kind| lines.iter().find(|line| line.kind == kind).unwrap();
                assert_eq!(of(journal::LineKind::Changed).changes["phone"], json!(["555-0101", "555-0202"]));
                assert_eq!(of(journal::LineKind::Deleted).changes["phone"], json!(["555-0202", null]));

                let forgotten = trial.house.write(Actor::operator(), None, move |work| {
                    Box::pin(async move { work.house.clone().secrets.forget(work.conn(), id).await })
                });
                forgotten.await.unwrap();
                let (_, lines) = journal_of(&trial, id).await;
                let changed = lines.iter().find(|line| line.kind == journal::LineKind::Changed).unwrap();
                assert_eq!(changed.changes["phone"], json!([{"erased": true}, {"erased": true}]));
                assert_eq!(changed.changes["name"], json!(["Anna", "Anne"]));
            },
        )
        .await;
    }

    #[tokio::test]
    async fn a_chunk_locks_each_row_with_its_own_key() {
        on_each_with(
            || vec![guests()],
            async |trial| {
                let rows = [guest(&trial, "Anna", "555-0101").await, guest(&trial, "Ben", "555-0102").await];
                let ids = rows.each_ref().map(|row| crate::record::id(row).unwrap());
                let changed = rows.map(|before| {
                    let mut after = before.clone();
                    after.insert("phone".into(), json!("555-0999"));
                    (before, after)
                });
                let written = trial.house.write(Actor::operator(), None, |work| {
                    Box::pin(async move {
                        work.write_batch("guests", Batch { created: Vec::new(), changed: changed.into() }).await
                    })
                });
                written.await.unwrap();
                trial.house.secrets.forget(trial.house.store.schema(), ids[0]).await.unwrap();
                let (stored, lines) = journal_of(&trial, ids[1]).await;
                assert!(!stored.contains("555-"), "{stored}");
                let changed = &lines[0].changes["changed"];
                assert_eq!(changed[ids[0].to_string()]["phone"], json!([{"erased": true}, {"erased": true}]));
                assert_eq!(changed[ids[1].to_string()]["phone"], json!(["555-0102", "555-0999"]));
            },
        )
        .await;
    }

    #[tokio::test]
    async fn a_database_of_another_master_key_is_refused() {
        on_each_with(
            || vec![guests()],
            async |trial| {
                let conn = trial.house.store.schema();
                Secrets::fresh().check(conn).await.unwrap();
                trial.house.secrets.seal_value(conn, Uuid::now_v7(), "phone", &json!(1)).await.unwrap();
                trial.house.secrets.check(conn).await.unwrap();
                assert!(Secrets::fresh().check(conn).await.is_err());
            },
        )
        .await;
    }
}
