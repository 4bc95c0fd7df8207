use super::*;
use crate::values::{Choices, Value};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::Arc;

fn judged(kind: Kind, said: Said, cells: &[&str]) -> Result<(Reading, Vec<Problem>), Problem> {
    let mut judge = Judge::new(kind, said);
    for (index, cell) in cells.iter().enumerate() {
        judge.see(index as u64 + 2, Cell::Text(cell));
    }
    judge.verdict()
}

fn dates(cells: &[&str]) -> Result<DateOrder, Problem> {
    judged(Kind::Date, Said::default(), cells).map(|(reading, _)| reading.order)
}

fn marks(cells: &[&str]) -> Result<DecimalMark, Problem> {
    judged(Kind::Quantity, Said::default(), cells).map(|(reading, _)| reading.mark)
}

#[test]
fn the_one_order_that_fits_every_date_is_taken() {
    assert_eq!(dates(&["01-02-2018", "", "20-10-2017", "05-05-2018"]), Ok(DateOrder::Dmy));
    assert_eq!(dates(&["2/1/2018", "10/20/2017"]), Ok(DateOrder::Mdy));
    assert_eq!(dates(&["2018-02-01", "2017-10-20"]), Ok(DateOrder::Ymd));
    assert_eq!(dates(&["43101", "43160.5"]), Ok(DateOrder::Serial));
    assert_eq!(dates(&["1 Mar 2018", "13/02/2018"]), Ok(DateOrder::Dmy));
    assert_eq!(dates(&["5/5/2018", "06/06/2018"]), Ok(DateOrder::Dmy), "both orders agree on every value");
    assert_eq!(dates(&[]), Ok(DateOrder::Ymd));
}

#[test]
fn the_order_taken_is_said() {
    let (_, notices) = judged(Kind::Date, Said::default(), &["01-02-2018", "20-10-2017", "later"]).unwrap();
    assert_eq!(notices[0].code, Code::DateOrderTaken);
    assert_eq!(
        notices[0].clone().column("won").what("en"),
        "Dates in column “won” are read as dmy: the only order that fits all 2 of them."
    );
}

#[test]
fn a_column_that_two_orders_fit_is_refused_until_one_is_said() {
    let cells = ["05/05/2018", "03/04/2018", "12/11/2018"];
    let problem = dates(&cells).unwrap_err();
    assert_eq!(problem.code, Code::DateOrderUnclear);
    assert_eq!(
        problem.column("won").what("en"),
        "Every date in column “won” can be read in more than one order: “03/04/2018” may be 2018-04-03 or 2018-03-04."
    );
    let said = Said { order: Some(DateOrder::Mdy), ..Said::default() };
    let (reading, _) = judged(Kind::Date, said, &cells).unwrap();
    let date = NaiveDate::from_ymd_opt(2018, 3, 4).unwrap();
    assert_eq!(reading.read(Cell::Text("03/04/2018")), Ok(Value::Date(date)));
}

#[test]
fn dates_that_exclude_each_other_are_both_shown() {
    let problem = dates(&["13/02/2018", "01/02/2018", "02/14/2018"]).unwrap_err();
    assert_eq!(problem.code, Code::DateOrderMixed);
    let sentence = problem.column("won").what("en");
    assert!(sentence.contains("“13/02/2018”") && sentence.contains("“02/14/2018”"), "{sentence}");
    assert!(sentence.contains("row 2") && sentence.contains("row 4"), "{sentence}");
}

#[test]
fn serial_numbers_beside_written_dates_are_refused() {
    assert_eq!(dates(&["43101", "2018-03-01"]).unwrap_err().code, Code::DateOrderMixed);
}

#[test]
fn the_decimal_mark_is_judged_by_the_whole_column() {
    assert_eq!(marks(&["1,234", "5,678.5"]), Ok(DecimalMark::Point));
    assert_eq!(marks(&["1.234", "5.678,5"]), Ok(DecimalMark::Comma));
    assert_eq!(marks(&["1054", "12"]), Ok(DecimalMark::Point));
    assert_eq!(marks(&["1.234", "5.678"]).unwrap_err().code, Code::NumberStyleUnclear);
    assert_eq!(marks(&["1.5", "2,5"]).unwrap_err().code, Code::NumberStyleMixed);
    let (whole, _) = judged(Kind::Integer, Said::default(), &["1,234", "5,678"]).unwrap();
    assert_eq!(whole.read(Cell::Text("1,234")), Ok(Value::Integer(1234)));
}

#[test]
fn money_is_exact() {
    let kind = |factor: i64| Kind::Money { currency: "USD".into(), decimals: 2, factor: factor.into() };
    let (dollars, _) = judged(kind(1), Said::default(), &["1,054.5"]).unwrap();
    assert_eq!(dollars.read(Cell::Text("$1,054.5")), Ok(Value::Integer(105_450)));
    assert_eq!(dollars.read(Cell::Text("1.005")).unwrap_err().code, Code::TooManyDecimals);
    assert_eq!(dollars.read(Cell::Text("1.500")), Ok(Value::Integer(150)));
    assert_eq!(dollars.read(Cell::Number("0.30000000000000004")), Ok(Value::Integer(30)));
    let (millions, _) = judged(kind(1_000_000), Said::default(), &["1100.04"]).unwrap();
    assert_eq!(millions.read(Cell::Text("1100.04")), Ok(Value::Integer(110_004_000_000)));
    assert_eq!(dollars.read(Cell::Text("99999999999999999999")).unwrap_err().code, Code::NumberTooLarge);
}

#[test]
fn every_kind_reads_its_words_and_refuses_others() {
    let choices = Arc::new(Choices::new([("closed_won", vec!["Won", "赢单"]), ("lost", vec!["Lost", "输单"])]));
    let read = |kind: Kind, text: &str| {
        let (reading, _) = judged(kind, Said::default(), &[text]).unwrap();
        reading.read(Cell::Text(text)).map_err(|problem| problem.code)
    };
    assert_eq!(read(Kind::Choice(choices.clone()), "won"), Ok(Value::Text("closed_won".into())));
    assert_eq!(read(Kind::Choice(choices.clone()), "Closed Won"), Ok(Value::Text("closed_won".into())));
    assert_eq!(read(Kind::Choice(choices.clone()), "赢单"), Ok(Value::Text("closed_won".into())));
    assert_eq!(read(Kind::Choice(choices), "maybe"), Err(Code::NotAChoice));
    assert_eq!(read(Kind::Bool, "是"), Ok(Value::Bool(true)));
    assert_eq!(read(Kind::Bool, "False"), Ok(Value::Bool(false)));
    assert_eq!(read(Kind::Bool, "maybe"), Err(Code::NotYesNo));
    assert_eq!(read(Kind::Percent, "12.5%"), Ok(Value::Integer(1250)));
    assert_eq!(read(Kind::Decimal, "7,1234"), Ok(Value::Json(serde_json::json!("000000007123400000000"))));
    assert_eq!(read(Kind::Decimal, "-1"), Err(Code::NotANumber));
    assert_eq!(read(Kind::Integer, "100.0"), Ok(Value::Integer(100)));
    assert_eq!(read(Kind::Integer, "1.5"), Err(Code::NotWhole));
    assert_eq!(read(Kind::Text { most: 2 }, "名称"), Ok(Value::Text("名称".into())));
    assert_eq!(read(Kind::Text { most: 2 }, "abc"), Err(Code::TooLong));
    assert_eq!(read(Kind::Tags, "cat, wolf、cat"), Ok(Value::List(vec!["cat".into(), "wolf".into()])));
    let zone = chrono_tz::Asia::Shanghai;
    let Ok(Value::Instant(at)) = read(Kind::Instant { zone }, "2018-03-01 08:00") else { panic!("a moment") };
    assert_eq!(at.to_rfc3339(), "2018-03-01T00:00:00+00:00");
    assert_eq!(read(Kind::Date, ""), Ok(Value::Nothing));
}

#[test]
fn percent_signs_on_some_values_only_are_refused() {
    let problem = judged(Kind::Percent, Said::default(), &["12%", "0.5"]).unwrap_err();
    assert_eq!(problem.code, Code::PercentMixed);
}

#[test]
fn ranges_that_a_spreadsheet_turned_into_dates_are_pointed_at() {
    let (_, notices) = judged(Kind::Text { most: 100 }, Said::default(), &["May-20", "50-200", "01-May"]).unwrap();
    let rows: Vec<_> = notices.iter().map(|notice| (notice.code, notice.row.unwrap())).collect();
    assert_eq!(rows, [(Code::LooksLikeDate, 2), (Code::LooksLikeDate, 4)]);
}

proptest! {
    #[test]
    fn a_judged_column_reads_back_the_dates_it_was_written_from(
        days in proptest::collection::vec(0i64..20_000, 1..40),
        order in proptest::sample::select(vec![("%d/%m/%Y", DateOrder::Dmy), ("%m/%d/%Y", DateOrder::Mdy), ("%Y/%m/%d", DateOrder::Ymd)]),
    ) {
        let dates: Vec<NaiveDate> =
            days.iter().map(|days| NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(*days)).collect();
        let cells: Vec<String> = dates.iter().map(|date| date.format(order.0).to_string()).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        match judged(Kind::Date, Said::default(), &cells) {
            Ok((reading, _)) => {
                for (date, cell) in dates.iter().zip(&cells) {
                    prop_assert_eq!(reading.read(Cell::Text(cell)), Ok(Value::Date(*date)));
                }
            }
            // Refused only where the other order would have given other dates.
            Err(problem) => {
                prop_assert_eq!(problem.code, Code::DateOrderUnclear);
                prop_assert!(dates.iter().all(|date| chrono::Datelike::day(date) <= 12));
            }
        }
    }
}
