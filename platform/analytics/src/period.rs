//! Days into months, quarters, weeks: by whatever calendar the caller keeps.

use std::fmt;
use std::sync::Arc;

/// The periods of a calendar, as a function from a day to the first and the last day of its period (days since
/// 1970-01-01). Periods follow one another without gaps.
#[derive(Clone)]
pub struct Periods(Arc<dyn Fn(i32) -> (i32, i32) + Send + Sync>);

impl Periods {
    pub fn new(of: impl Fn(i32) -> (i32, i32) + Send + Sync + 'static) -> Self {
        Periods(Arc::new(of))
    }

    /// The first day of the period in which a day lies: what a [`Key::Period`](crate::Key::Period) answers.
    pub fn first_day(&self, day: i32) -> i32 {
        (self.0)(day).0
    }

    /// The first days of the periods of every day from `first` to `last`.
    pub(crate) fn table(&self, first: i32, last: i32) -> Vec<i32> {
        let mut table = Vec::with_capacity((last - first) as usize + 1);
        let mut day = first;
        while day <= last {
            let (begins, ends) = (self.0)(day);
            // A period that ended before the day it holds would never let the table end.
            let ends = ends.clamp(day, last);
            table.extend(std::iter::repeat_n(begins, (ends - day) as usize + 1));
            match ends.checked_add(1) {
                Some(next) => day = next,
                None => break,
            }
        }
        table
    }
}

impl fmt::Debug for Periods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Periods")
    }
}
