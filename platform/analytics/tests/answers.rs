use crate::{Row, deals, mirror_of, naive, run};
use analytics::{
    Cell, DayOf, Expr, Fault, Intervals, Key, Mask, Measure, Mirror, NONE, Number, Op, Periods, Query, RowsQuery, Sort,
    Span, What,
};
use proptest::prelude::*;
use std::sync::Arc;

fn cells() -> impl Strategy<Value = Vec<Cell>> {
    let code = |n: u32| prop_oneof![1 => Just(Cell::Null), 5 => (0..n).prop_map(Cell::Code)];
    let day = || prop_oneof![1 => Just(Cell::Null), 5 => (-400i32..800).prop_map(Cell::Day)];
    let amount = prop_oneof![1 => Just(Cell::Null), 5 => (-5000i64..100_000).prop_map(Cell::Int)];
    let chance = prop_oneof![1 => Just(Cell::Null), 5 => (0i64..=100).prop_map(Cell::Int)];
    let flag = prop_oneof![1 => Just(Cell::Null), 5 => any::<bool>().prop_map(Cell::Bool)];
    (code(6), code(3), amount, chance, day(), day(), flag).prop_map(|(a, b, c, d, e, f, g)| vec![a, b, c, d, e, f, g])
}

pub fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(cells(), 0..most)
        .prop_map(|rows| rows.into_iter().enumerate().map(|(at, cells)| (u128::MAX - at as u128, cells)).collect())
}

fn periods() -> impl Strategy<Value = Periods> {
    // Weeks of any length stand for any calendar.
    (1i32..400).prop_map(|length| {
        Periods::new(move |day| {
            let first = day - day.rem_euclid(length);
            (first, first + length - 1)
        })
    })
}

fn day_column() -> impl Strategy<Value = String> {
    prop_oneof![Just("opened".to_owned()), Just("closed".to_owned())]
}

fn day_of() -> impl Strategy<Value = DayOf> {
    prop_oneof![3 => day_column().prop_map(DayOf::Column), 1 => (-100i32..500).prop_map(DayOf::Given)]
}

fn intervals() -> impl Strategy<Value = Arc<Intervals>> {
    prop::collection::vec((0u32..7, -300i32..600, 1i32..500, 0u32..4), 0..14).prop_map(|spans| {
        Arc::new(Intervals::new(
            spans.into_iter().map(|(who, from, days, value)| Span { who, from, to: from + days, value }).collect(),
        ))
    })
}

fn code_key() -> impl Strategy<Value = Key> {
    let column = prop_oneof![Just(Key::column("owner")), Just(Key::column("outcome"))];
    let who = prop_oneof![
        2 => Just(Key::column("owner")),
        1 => prop::collection::vec(0u32..7, 0..6).prop_map(|table| Key::column("owner").then(table.into())),
    ];
    let at = (who, day_of(), proptest::option::of(-10i32..10), intervals())
        .prop_map(|(who, when, undated, intervals)| Key::At { who: Box::new(who), when, undated, intervals });
    let code = prop_oneof![column, at];
    let table = prop::collection::vec(prop_oneof![4 => 0u32..3, 1 => Just(NONE)], 0..6);
    (code, proptest::option::of(table)).prop_map(|(key, table)| match table {
        Some(table) => key.then(table.into()),
        None => key,
    })
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        3 => code_key(),
        2 => (day_column(), periods()).prop_map(|(column, periods)| Key::Period { column, periods }),
        1 => Just(Key::column("partner")),
        1 => Just(Key::column("amount")),
    ]
}

fn mask() -> impl Strategy<Value = Arc<Mask>> {
    (prop::collection::vec(0u32..8, 0..5), any::<bool>()).prop_map(|(codes, empty)| Arc::new(Mask::of(codes, empty)))
}

fn expr() -> impl Strategy<Value = Expr> {
    let op = prop_oneof![Just(Op::Eq), Just(Op::Ne), Just(Op::Lt), Just(Op::Lte), Just(Op::Gt), Just(Op::Gte)];
    let number = prop_oneof![Just("amount"), Just("chance"), Just("opened"), Just("outcome")];
    let value = prop_oneof![4 => -10i64..200, 1 => any::<i64>()];
    let leaf = prop_oneof![
        (number, op, value).prop_map(|(column, op, value)| Expr::Compare { column: column.to_owned(), op, value }),
        prop::collection::vec(0i64..5, 0..3).prop_map(|values| Expr::In { column: "owner".to_owned(), values }),
        Just(Expr::IsNull { column: "closed".to_owned() }),
        Just(Expr::IsTrue { column: "partner".to_owned() }),
        (day_column(), proptest::option::of(-200i32..400), proptest::option::of(0i32..900))
            .prop_map(|(column, from, to)| Expr::Between { column, from, to }),
        mask().prop_map(|mask| Expr::InMask { column: "owner".to_owned(), mask }),
        (code_key(), prop::collection::vec(proptest::option::of(0i64..4), 0..3))
            .prop_map(|(key, values)| Expr::KeyIn { key, values }),
        prop::collection::hash_set((0u128..30).prop_map(|at| u128::MAX - at), 0..9)
            .prop_map(|ids| Expr::IsRow { ids: Arc::new(ids) }),
        (code_key(), mask()).prop_map(|(key, mask)| Expr::KeyInMask { key, mask }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::Any),
            inner.prop_map(Expr::negated),
        ]
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    let what = prop_oneof![
        Just(What::Count),
        Just(What::Sum("amount".to_owned())),
        Just(What::SumProduct("amount".to_owned(), "chance".to_owned())),
        (day_of(), day_of()).prop_map(|(from, to)| What::SumDays { from, to }),
        Just(What::Median("amount".to_owned())),
        (day_of(), day_of()).prop_map(|(from, to)| What::MedianDays { from, to }),
        Just(What::Distinct("owner".to_owned())),
    ];
    (what, proptest::option::of(expr())).prop_map(|(what, filter)| Measure { what, filter })
}

fn asked(mirror: &Mirror, query: &Query) -> Vec<(Vec<Option<i64>>, Vec<Number>)> {
    let answer = run(mirror.query(query)).expect("the query is well made");
    answer.rows.into_iter().map(|r| (r.keys, r.values)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_what_counting_row_by_row_gives(
        rows in rows(40),
        filter in expr(),
        group_by in prop::collection::vec(key(), 0..3),
        measures in prop::collection::vec(measure(), 1..4),
    ) {
        let query = Query { table: "deals".to_owned(), filter, group_by, measures };
        prop_assert_eq!(asked(&mirror_of(&rows), &query), naive::answer(&rows, &query));
    }

    #[test]
    fn the_rows_behind_a_number_are_the_rows_it_counted(
        rows in rows(40), filter in expr(), key in key(), descending in any::<bool>(), offset in 0usize..4, limit in 0usize..9,
    ) {
        let mut expected: Vec<&Row> = rows.iter().filter(|r| naive::holds(r, &filter)).collect();
        expected.sort_by_key(|r| {
            let value = naive::keyed(r, &key);
            (value.is_none(), value.map(|v| if descending { -v } else { v }), r.0)
        });
        let count = expected.len() as u64;
        let expected: Vec<u128> = expected.iter().skip(offset).take(limit).map(|r| r.0).collect();
        let query =
            RowsQuery { table: "deals".to_owned(), filter, sort: vec![Sort { key, descending }], offset, limit };
        let found = run(mirror_of(&rows).find(&query)).expect("the query is well made");
        prop_assert_eq!((found.ids, found.count), (expected, count));
    }
}

#[test]
fn a_sum_beyond_64_bits_is_exact() {
    let row = |id: u128, amount: i64| {
        let mut cells = vec![Cell::Null; 7];
        cells[2] = Cell::Int(amount);
        cells[3] = Cell::Int(100);
        (id, cells)
    };
    let rows: Vec<Row> = (0..40).map(|id| row(id, i64::MAX - 7)).collect();
    let query = Query {
        table: "deals".to_owned(),
        filter: Expr::every(),
        group_by: Vec::new(),
        measures: vec![Measure::sum("amount"), What::SumProduct("amount".to_owned(), "chance".to_owned()).into()],
    };
    assert_eq!(asked(&mirror_of(&rows), &query), naive::answer(&rows, &query));
    let median = Query { measures: vec![What::Median("amount".to_owned()).into()], ..query };
    assert!(matches!(run(mirror_of(&rows).query(&median)), Err(Fault::TooLarge(_))), "no rounded median");
}

#[test]
fn keys_too_wide_for_one_number_still_group() {
    let row = |id: u128, amount: i64, chance: i64| {
        (id, vec![Cell::Null, Cell::Null, Cell::Int(amount), Cell::Int(chance), Cell::Null, Cell::Null, Cell::Null])
    };
    let rows = vec![row(1, i64::MIN, 1), row(2, i64::MAX, i64::MIN), row(3, i64::MAX, i64::MIN), row(4, 0, 0)];
    let query = Query {
        table: "deals".to_owned(),
        filter: Expr::every(),
        group_by: vec![Key::column("amount"), Key::column("chance")],
        measures: vec![Measure::count()],
    };
    assert_eq!(asked(&mirror_of(&rows), &query), naive::answer(&rows, &query));
}

#[test]
fn a_wrong_name_is_refused_and_named() {
    let mirror = Mirror::new(vec![deals()]);
    let mut query = Query {
        table: "deals".to_owned(),
        filter: Expr::eq("colour", 1),
        group_by: Vec::new(),
        measures: vec![Measure::count()],
    };
    let refused = run(mirror.query(&query)).expect_err("no such column").to_string();
    assert_eq!(refused, "the mirror's table `deals` has no column `colour`");
    query.filter = Expr::Between { column: "amount".to_owned(), from: None, to: None };
    assert!(matches!(run(mirror.query(&query)), Err(Fault::WrongKind { .. })));
    query.table = "orders".to_owned();
    assert!(matches!(run(mirror.query(&query)), Err(Fault::UnknownTable(_))));
}
