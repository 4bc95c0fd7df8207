//! What the journal says of rows: what their fields held at the beginning and at the end of a period, whatever was written
//! since.

use chrono::{DateTime, Utc};
use kernel::{
    Record, Result,
    journal::{self, Line, LineKind},
};
use sea_orm::{
    ConnectionTrait, Order,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use std::collections::HashMap;

/// Lines that are read at once.
const TOGETHER: u64 = 2_000;

/// Fields that were changed in a period and after it, each with what it held before the first change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    within: Record,
    after: Record,
}

/// The rows of a noun that something was written about since a moment.
#[derive(Clone, Debug, Default)]
pub struct Tracks(HashMap<Uuid, Track>);

impl Tracks {
    /// Of lines in their order, from the beginning of the period on; `end` is the first moment after it.
    #[cfg(test)]
    fn of(lines: &[Line], end: DateTime<Utc>) -> Self {
        let mut tracks = Self::default();
        for line in lines {
            tracks.take(line, end);
        }
        tracks
    }

    /// Reads what was written about the rows of a noun since a moment.
    pub async fn read(
        conn: &impl ConnectionTrait,
        noun: &str,
        since: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> Result<Self> {
        let mut tracks = Self::default();
        let mut last: Option<(i64, i64)> = None;
        loop {
            let mut select = journal::select();
            select
                .and_where(Expr::col("noun").eq(noun))
                .and_where(Expr::col("at").gte(since))
                .and_where(Expr::col("kind").is_in([LineKind::Changed, LineKind::Imported].map(LineKind::word)))
                .order_by("tx", Order::Asc)
                .order_by("id", Order::Asc)
                .limit(TOGETHER);
            if let Some((tx, id)) = last {
                let place = Expr::tuple([Expr::col("tx"), Expr::col("id")]);
                select.and_where(place.gt(Expr::tuple([Expr::val(tx), Expr::val(id)])));
            }
            let lines = journal::fetch(conn, &select).await?;
            for line in &lines {
                tracks.take(line, end);
            }
            last = lines.last().map(|line| (line.tx, line.id));
            if (lines.len() as u64) < TOGETHER {
                return Ok(tracks);
            }
        }
    }

    /// Of a row of which nothing was written it is as it stands.
    pub fn at(&self, id: Uuid) -> Track {
        self.0.get(&id).cloned().unwrap_or_default()
    }

    fn take(&mut self, line: &Line, end: DateTime<Utc>) {
        let within = line.at < end;
        match line.kind {
            LineKind::Changed => {
                if let (Some(row), Some(changes)) = (line.row_id, line.changes.as_object()) {
                    self.changed(row, changes, within);
                }
            }
            LineKind::Imported => {
                for row in line.rows() {
                    if let Some(changes) = line.changes["changed"][row.to_string()].as_object() {
                        self.changed(row, changes, within);
                    }
                }
            }
            LineKind::Created | LineKind::Deleted | LineKind::News | LineKind::Noted => {}
        }
    }

    fn changed(&mut self, row: Uuid, changes: &Record, within: bool) {
        let track = self.0.entry(row).or_default();
        let held = if within { &mut track.within } else { &mut track.after };
        for (field, change) in changes {
            // The first change of a field tells what it held before all of them.
            if !held.contains_key(field) {
                held.insert(field.clone(), change[0].clone());
            }
        }
    }
}

impl Track {
    /// What a field held at the end of the period, told by what it holds now.
    pub fn end<'a>(&'a self, field: &str, now: &'a Value) -> &'a Value {
        self.after.get(field).unwrap_or(now)
    }

    /// What it held at the beginning; of a row that was made since then, what it held first.
    pub fn beginning<'a>(&'a self, field: &str, now: &'a Value) -> &'a Value {
        self.within.get(field).unwrap_or_else(|| self.end(field, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(id: i64, at: &str, kind: LineKind, row: Option<Uuid>, changes: Value) -> Line {
        Line {
            id,
            tx: id,
            at: at.parse().unwrap(),
            user_id: None,
            person_id: None,
            actor: String::new(),
            origin: String::new(),
            request: None,
            kind,
            noun: "opportunities".to_owned(),
            row_id: row,
            verb: String::new(),
            changes,
            cause: None,
        }
    }

    const END: &str = "2026-11-22T16:00:00Z";

    fn tracks(lines: &[Line]) -> Tracks {
        Tracks::of(lines, END.parse().unwrap())
    }

    #[test]
    fn a_field_is_told_at_both_ends_whatever_came_between_and_after() {
        let row = kernel::new_id();
        let changed =
            |id, at, from: i64, to: i64| line(id, at, LineKind::Changed, Some(row), json!({ "amount": [from, to] }));
        let lines = [
            changed(1, "2026-11-17T01:00:00Z", 100, 150),
            changed(2, "2026-11-18T01:00:00Z", 150, 130),
            changed(3, "2026-11-23T01:00:00Z", 130, 900),
            changed(4, "2026-11-24T01:00:00Z", 900, 950),
        ];
        let tracks = tracks(&lines);
        let (track, now) = (tracks.at(row), json!(950));
        assert_eq!((track.beginning("amount", &now), track.end("amount", &now)), (&json!(100), &json!(130)));
        assert_eq!(track.beginning("expected_close_on", &Value::Null), &Value::Null, "that was never changed");
    }

    #[test]
    fn what_was_written_after_the_close_alone_did_not_happen_in_the_period() {
        let row = kernel::new_id();
        let lines = [line(1, "2026-11-23T01:00:00Z", LineKind::Changed, Some(row), json!({ "amount": [130, 900] }))];
        let tracks = tracks(&lines);
        let (track, now) = (tracks.at(row), json!(900));
        assert_eq!((track.beginning("amount", &now), track.end("amount", &now)), (&json!(130), &json!(130)));
    }

    #[test]
    fn chunks_of_an_import_are_told_row_by_row() {
        let [made, changed] = [kernel::new_id(), kernel::new_id()];
        let mut rows = serde_json::Map::new();
        rows.insert(changed.to_string(), json!({ "amount": [1, 2] }));
        let changes = json!({ "created": [made], "changed": rows });
        let tracks = tracks(&[line(1, "2026-11-17T01:00:00Z", LineKind::Imported, None, changes)]);
        assert_eq!(tracks.at(made), Track::default());
        assert_eq!(tracks.at(changed).beginning("amount", &json!(2)), &json!(1));
    }
}
