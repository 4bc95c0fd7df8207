//! The real files, as far as reading goes: rows, blank rows, dates in the order they are written in.

use imports::problem::Problem;
use imports::reading::{ReadOptions, Table, Tally};
use imports::values::{Judge, Kind, Reading, Said, Value};
use kernel::testing::real_data;

type Verdict = Result<(Reading, Vec<Problem>), Problem>;

fn judged(file: &str, column: &str) -> Option<(Verdict, Tally)> {
    let mut table = Table::open(&real_data(file)?, &ReadOptions::default()).unwrap();
    let index = table.header().position(column).expect(column);
    let mut judge = Judge::new(Kind::Date, Said::default());
    while let Some((row, problems)) = table.next_row().unwrap() {
        assert_eq!(problems, []);
        judge.see(row.number, row.cell(index));
    }
    Some((judge.verdict(), table.tally()))
}

#[test]
fn only_one_order_fits_each_date_column() {
    for (file, column, order, rows) in [
        ("olist/olist_marketing_qualified_leads_dataset.csv", "first_contact_date", "ymd", 8000),
        ("olist/olist_closed_deals_dataset.csv", "won_date", "ymd", 842),
        ("olist/dirty/mql_dmy.csv", "first_contact_date", "dmy", 8000),
        ("olist/dirty/mql_truncated.csv", "first_contact_date", "mdy", 8000),
        ("olist/dirty/closed_deals_dmy.csv", "won_date", "dmy", 842),
        ("olist/dirty/closed_deals_380_mdy.csv", "won_date", "mdy", 380),
        ("crm-sales-opportunities/sales_pipeline.csv", "close_date", "ymd", 8800),
    ] {
        let Some((verdict, tally)) = judged(file, column) else { return };
        assert_eq!(verdict.unwrap().0.order.name(), order, "{file}");
        assert_eq!((tally.rows, tally.blank), (rows, 0), "{file}");
    }
}

#[test]
fn blank_rows_are_counted_apart() {
    let Some((verdict, tally)) = judged("olist/dirty/orders_padded_blank_rows.csv", "order_purchase_timestamp") else {
        return;
    };
    assert_eq!(verdict.unwrap().0.order.name(), "mdy");
    assert_eq!(tally, Tally { rows: 9_999, blank: 89_442, repeated_headers: 0 });
}

#[test]
fn the_dates_of_a_dirty_file_are_those_of_the_clean_one() {
    let dates = |file: &str, column: &str| -> Option<Vec<Value>> {
        let (verdict, _) = judged(file, column)?;
        let (reading, _) = verdict.unwrap();
        let mut table = Table::open(&real_data(file)?, &ReadOptions::default()).unwrap();
        let index = table.header().position(column).unwrap();
        let mut dates = Vec::new();
        while let Some((row, _)) = table.next_row().unwrap() {
            dates.push(reading.read(row.cell(index)).unwrap());
        }
        Some(dates)
    };
    let clean = dates("olist/olist_marketing_qualified_leads_dataset.csv", "first_contact_date");
    assert_eq!(dates("olist/dirty/mql_dmy.csv", "first_contact_date"), clean);
    assert_eq!(dates("olist/dirty/mql_truncated.csv", "first_contact_date"), clean);
    let won = dates("olist/olist_closed_deals_dataset.csv", "won_date");
    assert_eq!(dates("olist/dirty/closed_deals_dmy.csv", "won_date"), won);
}
