//! What time it is, so that a test can say so.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use parking_lot::Mutex;

/// The time now, in UTC. Clones of a set clock stay together.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's own time.
    #[default]
    System,
    /// Stands still until moved.
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    pub fn set_to(instant: DateTime<Utc>) -> Clock {
        Clock::Set(Arc::new(Mutex::new(instant)))
    }

    /// Now, in whole microseconds: PostgreSQL keeps no more, and a row read back should equal the row written.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => whole_microseconds(Utc::now()),
            Clock::Set(instant) => *instant.lock(),
        }
    }

    /// Moves a set clock on; the machine's time is nobody's to move and stays.
    pub fn advance(&self, by: TimeDelta) {
        match self {
            Clock::System => {}
            Clock::Set(instant) => *instant.lock() += by,
        }
    }
}

fn whole_microseconds(instant: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(instant.timestamp_micros()).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_moves_when_told_for_everybody() {
        let clock = Clock::set_to("2017-06-30T16:00:00Z".parse().unwrap());
        let same = clock.clone();
        clock.advance(TimeDelta::hours(8));
        assert_eq!(same.now().to_rfc3339(), "2017-07-01T00:00:00+00:00");
    }

    #[test]
    fn the_machine_gives_whole_microseconds() {
        let now = Clock::System.now();
        assert_eq!(now.timestamp_subsec_nanos() % 1000, 0);
        assert!((Utc::now() - now).num_seconds().abs() < 60);
    }
}
