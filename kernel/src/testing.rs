//! What the tests of every crate ask for.

use std::{io::Write, path::PathBuf};

/// A file or folder of the real data, by its path below `QUARTERMASTER_DATA` (beside the clone: `../shared/data`).
///
/// `None` where this machine has none: the test says so in the list that `make test` counts, and passes.
///
/// # Panics
/// In CI, where the real data have to be there.
pub fn real_data(path: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data");
    let folder = std::env::var_os("QUARTERMASTER_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing, and this is CI", found.display());
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test without a name");
    eprintln!("{test} was not run: {} is missing", found.display());
    if let Some(list) = std::env::var_os("QUARTERMASTER_NOT_RUN") {
        let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
        // One write, so that tests of several processes do not cut each other's lines.
        list.and_then(|mut list| list.write_all(format!("{test}\n").as_bytes())).expect("the list can be written");
    }
    None
}
