use crate::{Row, deals, mirror_of, naive, run};
use analytics::{CHUNK_ROWS, Cell, Change, Expr, Intervals, Key, Measure, Mirror, Query, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

fn cells(owner: u32, amount: i64, closed: i32) -> Vec<Cell> {
    vec![Cell::Code(owner), Cell::Null, Cell::Int(amount), Cell::Null, Cell::Null, Cell::Day(closed), Cell::Bool(true)]
}

fn by_team_then(intervals: &Arc<Intervals>) -> Query {
    let team = Key::At {
        who: Box::new(Key::column("owner")),
        when: analytics::DayOf::Column("closed".to_owned()),
        undated: None,
        intervals: intervals.clone(),
    };
    Query {
        table: "deals".to_owned(),
        filter: Expr::every(),
        group_by: vec![team],
        measures: vec![Measure::count(), Measure::sum("amount")],
    }
}

fn same(mirror: &Mirror, rows: &BTreeMap<u128, Vec<Cell>>, query: &Query) {
    let rows: Vec<Row> = rows.iter().map(|(id, cells)| (*id, cells.clone())).collect();
    let answer = run(mirror.query(query)).expect("the query is well made");
    let answer: Vec<_> = answer.rows.into_iter().map(|r| (r.keys, r.values)).collect();
    assert_eq!(answer, naive::answer(&rows, query));
    assert_eq!(mirror.count("deals").expect("the table is declared"), rows.len());
}

fn teams() -> Arc<Intervals> {
    let span = |who, from, to, value| Span { who, from, to, value };
    Arc::new(Intervals::new(vec![
        span(0, i32::MIN, i32::MAX, 7),
        span(1, i32::MIN, 50, 7),
        span(1, 50, i32::MAX, 8),
        span(2, 10, 20, 9),
    ]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn changes_in_any_order_leave_what_they_say(
        changes in prop::collection::vec((any::<bool>(), 0u128..12, 0u32..4, 0i64..100, 0i32..100), 0..60),
        batch in 1usize..9,
    ) {
        let mirror = Mirror::new(vec![deals()]);
        let mut rows = BTreeMap::new();
        let changes: Vec<Change> = changes.into_iter().map(|(keep, id, owner, amount, closed)| {
            if keep { Change::Upsert { id, cells: cells(owner, amount, closed) } } else { Change::Delete { id } }
        }).collect();
        let query = by_team_then(&teams());
        for part in changes.chunks(batch) {
            mirror.apply("deals", part).expect("the table is declared");
            for change in part {
                match change {
                    Change::Upsert { id, cells } => drop(rows.insert(*id, cells.clone())),
                    Change::Delete { id } => drop(rows.remove(id)),
                }
            }
            same(&mirror, &rows, &query);
        }
    }
}

#[test]
fn a_large_table_stays_right_while_rows_come_and_go_across_chunks() {
    let many = CHUNK_ROWS + 100;
    let made = |n: u64| (n as u32 % 4, (n % 1000) as i64, (n % 97) as i32);
    let mut rows: BTreeMap<u128, Vec<Cell>> = (0..many as u64)
        .map(|n| {
            let (owner, amount, closed) = made(n);
            (u128::from(n), cells(owner, amount, closed))
        })
        .collect();
    let mirror = mirror_of(&rows.iter().map(|(id, cells)| (*id, cells.clone())).collect::<Vec<_>>());
    let query = by_team_then(&teams());
    same(&mirror, &rows, &query);
    // A small generator of our own keeps the run the same every time.
    let mut seed = 7u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for round in 0..2 {
        let changes: Vec<Change> = (0..400)
            .map(|_| {
                let n = next();
                let id = u128::from(n % (many as u64 + 500));
                let (owner, amount, closed) = made(n);
                // More deletions than insertions, so that the last chunk empties too.
                if n % 3 > 0 {
                    Change::Delete { id }
                } else {
                    Change::Upsert { id, cells: cells(owner, amount, closed) }
                }
            })
            .collect();
        mirror.apply("deals", &changes).expect("the table is declared");
        for change in changes {
            match change {
                Change::Upsert { id, cells } => drop(rows.insert(id, cells)),
                Change::Delete { id } => drop(rows.remove(&id)),
            }
        }
        same(&mirror, &rows, &query);
        assert!(round == 0 || rows.len() < CHUNK_ROWS, "the last chunk should have emptied");
    }
}

#[test]
fn a_reader_waits_for_the_position_it_wrote() {
    let mirror = Arc::new(Mirror::new(vec![deals()]));
    run(async {
        assert!(mirror.wait_for((0, 0), Duration::ZERO).await);
        assert!(!mirror.wait_for((5, 2), Duration::from_millis(20)).await);
        let waiting = tokio::spawn({
            let mirror = mirror.clone();
            async move { mirror.wait_for((5, 2), Duration::from_secs(30)).await }
        });
        mirror.set_position((5, 1));
        mirror.set_position((6, 0));
        assert!(waiting.await.expect("the task ends"));
        assert_eq!(mirror.position(), (6, 0));
    });
}

#[test]
fn an_attribute_is_found_by_the_code_of_its_row() {
    let mirror = Mirror::new(vec![deals()]);
    let ids = mirror.dictionary("deals");
    assert_eq!((ids.code(8), ids.code(9), ids.code(7)), (0, 1, 2));
    let rows = [(9, cells(3, 1, 1)), (8, vec![]), (5, cells(4, 1, 1))];
    let changes: Vec<Change> = rows.map(|(id, cells)| Change::Upsert { id, cells }).into();
    mirror.apply("deals", &changes).expect("the table is declared");
    let owners = mirror.attribute("deals", "owner", "deals").expect("a code column");
    assert_eq!(&owners[..], &[analytics::NONE, 3, analytics::NONE]);
}
