//! The mirror against a row-by-row reckoning of the same questions.

mod answers;
mod changes;
mod naive;
mod snapshots;

use analytics::{Cell, Mirror, TableSpec};

/// The table of all these tests: columns 0 to 6.
pub fn deals() -> TableSpec {
    TableSpec::new("deals")
        .code("owner", "people")
        .code("outcome", "outcomes")
        .int("amount")
        .int("chance")
        .day("opened")
        .day("closed")
        .flag("partner")
}

pub type Row = (u128, Vec<Cell>);

/// A mirror holding these rows.
pub fn mirror_of(rows: &[Row]) -> Mirror {
    let mirror = Mirror::new(vec![deals()]);
    let mut loader = mirror.load("deals").expect("the table is declared");
    for (id, cells) in rows {
        loader.row(*id, cells);
    }
    assert_eq!(loader.finish(), rows.len());
    mirror
}

/// Runs a future to its end; the engine wants a runtime with threads.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    }
    RUNTIME.with(|runtime| runtime.block_on(work))
}
