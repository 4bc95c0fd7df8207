//! Activities done.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static ACTIVITIES_DONE: Metric = Metric {
    name: "activities_done",
    label: "Activities done",
    help: "Calls, visits, meetings, mails and tasks that were done. By the day they were done, for whoever did them.",
    unit: Unit::Count,
    direction: Direction::Up,
    noun: "activities",
    when: When::On("done_at"),
    rows: &[Test::In("kind", &["call", "visit", "meeting", "mail", "task"]), Test::NotNull("done_at")],
    numerator: Measure::Count(&[]),
    denominator: None,
};
