//! Rows of one noun on their way to the door.

use chrono::{NaiveDate, NaiveTime};
use kernel::{Batch, Error, Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::Value;

/// Rows a chunk: one journal line, and few enough values for one statement.
const CHUNK: usize = 500;

/// Rows of one noun, said by field name in their stored form.
pub struct Rows {
    noun: &'static str,
    rows: Vec<Record>,
    together: Option<&'static str>,
}

impl Rows {
    pub fn of(noun: &'static str) -> Self {
        Self { noun, rows: Vec::new(), together: None }
    }

    /// Rows that follow each other and share this field's value go into one chunk: whatever is worked out from all of
    /// them is then worked out once.
    pub fn together(mut self, field: &'static str) -> Self {
        self.together = Some(field);
        self
    }

    /// # Panics
    /// When `fields` is no object; it is written out where this is called.
    pub fn add(&mut self, id: Uuid, fields: Value) -> Uuid {
        let Value::Object(mut row) = fields else { panic!("a row of {} is an object", self.noun) };
        row.insert("id".into(), id.to_string().into());
        self.rows.push(row);
        id
    }

    /// Writes all of them.
    ///
    /// # Errors
    /// A field that the noun does not have, and whatever its rules refuse.
    pub async fn write(self, work: &mut Work) -> Result<()> {
        let house = work.house.clone();
        let noun = house.registry.known(self.noun)?;
        if let Some(unknown) =
            self.rows.iter().flat_map(|row| row.keys()).find(|name| *name != "id" && noun.field(name).is_none())
        {
            return Err(Error::internal(format!("the demo company says {}.{unknown}, which is no field", self.noun)));
        }
        let mut rows = self.rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut created: Vec<Record> = rows.by_ref().take(CHUNK).collect();
            if let Some(field) = self.together {
                while let Some(more) =
                    rows.next_if(|next| created.last().is_some_and(|last| last[field] == next[field]))
                {
                    created.push(more);
                }
            }
            work.write_batch(self.noun, Batch { created, changed: Vec::new() }).await?;
        }
        Ok(())
    }
}

/// The id of the nth row of its kind: always the same, and sorted by the day it came.
pub fn id(kind: &str, nth: usize, day: NaiveDate) -> Uuid {
    let name = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("demo/{kind}/{nth}").as_bytes());
    let millis = day.and_time(NaiveTime::MIN).and_utc().timestamp_millis().max(0).unsigned_abs();
    let mut tail = [0; 10];
    tail.copy_from_slice(&name.as_bytes()[..10]);
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}
