use crate::{Row, answers, deals, mirror_of, run};
use analytics::{Expr, Key, Measure, Mirror, Query, TableSpec};
use proptest::prelude::*;
use std::fs;

fn query() -> Query {
    Query {
        table: "deals".to_owned(),
        filter: Expr::every(),
        group_by: vec![Key::column("owner"), Key::column("closed")],
        measures: vec![Measure::count(), Measure::sum("amount")],
    }
}

fn saved(rows: &[Row]) -> (tempfile::TempDir, Mirror) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mirror = mirror_of(rows);
    mirror.dictionary("people").code(77);
    mirror.dictionary("outcomes").label_code("赢单");
    mirror.set_position((42, 1));
    mirror.save(folder.path(), "v1", "mark").expect("a snapshot");
    (folder, mirror)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_is_saved_comes_back(rows in answers::rows(40)) {
        let (folder, before) = saved(&rows);
        let after = Mirror::new(vec![deals()]);
        // Held before the snapshot is read, as a feeder does.
        let people = after.dictionary("people");
        prop_assert_eq!(after.restore(folder.path(), "v1"), Some("mark".to_owned()));
        prop_assert_eq!(after.position(), (42, 1));
        prop_assert_eq!(people.known(77), Some(0));
        prop_assert_eq!(after.dictionary("outcomes").label(0), Some("赢单".to_owned()));
        prop_assert_eq!(
            run(before.query(&query())).expect("an answer"),
            run(after.query(&query())).expect("an answer")
        );
    }
}

fn one_row() -> Vec<Row> {
    vec![(9, vec![analytics::Cell::Code(0); 2])]
}

#[test]
fn a_newer_snapshot_takes_the_place_of_the_older() {
    let (folder, mirror) = saved(&one_row());
    mirror.set_position((43, 1));
    mirror.save(folder.path(), "v1", "mark").expect("a snapshot");
    let files = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(files, 4, "a manifest, a table, two dictionaries and nothing of the older one");
    let after = Mirror::new(vec![deals()]);
    assert!(after.restore(folder.path(), "v1").is_some());
    assert_eq!(after.position(), (43, 1));
}

#[test]
fn a_damaged_snapshot_is_ignored() {
    let names = |folder: &std::path::Path| -> Vec<_> {
        fs::read_dir(folder).expect("the folder").map(|e| e.expect("a file").path()).collect()
    };
    let count = names(saved(&one_row()).0.path()).len();
    for at in 0..count {
        for harm in ["flip", "cut", "remove"] {
            let (folder, _) = saved(&one_row());
            let mut files = names(folder.path());
            files.sort();
            let mut bytes = fs::read(&files[at]).expect("a file");
            match harm {
                "flip" => {
                    let middle = bytes.len() / 2;
                    bytes[middle] ^= 0x55;
                    fs::write(&files[at], bytes).expect("written");
                }
                "cut" => fs::write(&files[at], &bytes[..bytes.len() / 2]).expect("written"),
                _ => fs::remove_file(&files[at]).expect("removed"),
            }
            let after = Mirror::new(vec![deals()]);
            assert!(after.restore(folder.path(), "v1").is_none(), "{harm} of {}", files[at].display());
            assert_eq!((after.position(), after.count("deals").expect("declared")), ((0, 0), 0));
        }
    }
}

#[test]
fn a_snapshot_of_another_schema_is_ignored() {
    let (folder, _) = saved(&one_row());
    assert!(Mirror::new(vec![deals()]).restore(folder.path(), "v2").is_none());
    assert!(Mirror::new(vec![deals().int("margin")]).restore(folder.path(), "v1").is_none());
    assert!(Mirror::new(vec![deals(), TableSpec::new("leads")]).restore(folder.path(), "v1").is_none());
}
