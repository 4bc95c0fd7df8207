//! What entries about a case are called. Each tells how the case stands, and is shown while it stands like that: what it
//! was before tells the case itself.

use sea_orm::prelude::Uuid;

/// It has come so far.
pub const STANDS: &str = "stands";
/// Somebody offers the reader how to end it.
pub const OFFERED: &str = "offered";
/// Something is due from the reader soon; shown on the day of the reminder.
pub const DUE: &str = "due";
/// Something is overdue from the reader; shown on the day of the reminder.
pub const OVERDUE: &str = "overdue";

/// `which` tells entries of the same state apart: the version of the row; of reminders, their day.
pub fn of(what: &str, state: &str, row: Uuid, which: &str) -> String {
    format!("{what}:{state}:{row}:{which}")
}

/// What, state and which.
pub(crate) fn parts(key: &str) -> (&str, &str, &str) {
    let mut parts = key.splitn(4, ':');
    let (what, state) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (what, state, parts.nth(1).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = of(DUE, "filed", Uuid::nil(), "2026-11-23");
        assert_eq!(parts(&key), (DUE, "filed", "2026-11-23"));
    }
}
