//! Exchange rates, and what closed months keep.

use crate::{act, house::on_each, make, record, refused};
use chrono::{Datelike, Days, NaiveDate};
use kernel::{
    Actor, Currency, Error, Filter, Grant, Grants, House, Minor, Reach, Result,
    list::{Query, Sort},
    money::Digits,
};
use org::Rates;
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

fn rate(currency: &str, rate: &str, from: impl ToString) -> Value {
    json!({ "currency": currency, "rate": rate, "valid_from": from.to_string() })
}

/// As the API shows it.
fn shown(rate: &Value) -> String {
    Digits::shown(rate.as_str().unwrap())
}

/// Writes rates, and restates none.
fn clerk() -> Actor {
    let grant = Grant { verbs: [("restate".to_owned(), Reach::All)].into(), ..Grant::full() };
    let plain = Grant { verbs: Default::default(), ..grant };
    Actor { grants: Arc::new(Grants([("exchange_rates".to_owned(), plain)].into())), ..Actor::operator() }
}

async fn as_clerk(house: &Arc<House>, row: Value) -> Result<Uuid> {
    let making = house.write(clerk(), None, move |work| {
        Box::pin(async move { work.create_record("exchange_rates", &record(row)).await })
    });
    kernel::record::id(&making.await?.0)
}

async fn edit_as(house: &Arc<House>, actor: Actor, id: Uuid, row: Value) -> Result<()> {
    let editing = house.write(actor, None, move |work| {
        Box::pin(async move { work.edit_record("exchange_rates", id, 1, &record(row)).await })
    });
    editing.await.map(|_| ())
}

fn months_ago(house: &House, months: u32) -> NaiveDate {
    house.today().with_day(1).unwrap().checked_sub_months(chrono::Months::new(months)).unwrap()
}

#[tokio::test]
async fn a_rate_holds_until_the_next_one_begins() {
    on_each(
        || vec![org::capability()],
        async |house| {
            make(&house, "exchange_rates", rate("USD", "7.10", "2026-01-01")).await;
            make(&house, "exchange_rates", rate("USD", "7.2", "2026-03-01")).await;
            make(&house, "exchange_rates", rate("JPY", "0.047812345678", "2026-01-01")).await;
            let rates = Rates::load(&house).await.unwrap();
            let on = |day: &str| rates.on(Currency::USD, Currency::CNY, day.parse().unwrap()).map(|q| q.text.clone());
            assert_eq!(on("2025-12-31"), None);
            assert_eq!(on("2026-01-01").as_deref(), Some("7.1"));
            assert_eq!(on("2026-02-28").as_deref(), Some("7.1"));
            assert_eq!(on("2026-03-01").as_deref(), Some("7.2"));
            assert_eq!(rates.on(Currency::EUR, Currency::CNY, house.today()), None);
            let yen = rates.on(Currency::JPY, Currency::CNY, house.today()).unwrap();
            let worth = yen.rate.apply(Minor(1_000_000), Currency::JPY, Currency::CNY);
            assert_eq!(worth, Some(Minor(4_781_235)), "to the digit, rounded once");
        },
    )
    .await;
}

#[tokio::test]
async fn rates_sort_and_are_compared_by_their_size() {
    on_each(
        || vec![org::capability()],
        async |house| {
            for (currency, worth) in
                [("USD", "7.1"), ("EUR", "10"), ("KWD", "123.5"), ("JPY", "0.0478"), ("GBP", "9.25")]
            {
                make(&house, "exchange_rates", rate(currency, worth, "2026-01-01")).await;
            }
            let (operator, noun) = (Actor::operator(), house.registry.noun("exchange_rates").unwrap());
            let listed = async |query: Query| -> Vec<String> {
                let page = house.reader(&operator).page(noun, &query).await.unwrap();
                page.rows.iter().map(|row| shown(&row["rate"])).collect()
            };
            let sort = || vec![Sort { field: "rate".into(), descending: true }];
            let all = listed(Query { sort: sort(), ..Query::default() }).await;
            assert_eq!(all, ["123.5", "10", "9.25", "7.1", "0.0478"]);
            let filter = Some(Filter::parse(r#"{"field":"rate","op":"gt","value":"9"}"#).unwrap());
            assert_eq!(listed(Query { filter, sort: sort(), ..Query::default() }).await, ["123.5", "10", "9.25"]);
        },
    )
    .await;
}

#[tokio::test]
async fn a_rate_is_a_number_of_another_currency_and_one_a_day() {
    on_each(
        || vec![org::capability()],
        async |house| {
            make(&house, "exchange_rates", rate("USD", "7.1", house.today())).await;
            let wrong = |made: Result<Uuid>| match made {
                Err(Error::Invalid(errors)) => (errors[0].field.clone().into_owned(), errors[0].code),
                other => panic!("{other:?}"),
            };
            let twice = as_clerk(&house, rate("USD", "7.2", house.today())).await;
            assert_eq!(wrong(twice), ("valid_from".into(), "exchange_rates.taken"));
            let bad = as_clerk(&house, rate("EUR", "7,2", house.today())).await;
            assert_eq!(wrong(bad), ("rate".into(), "fields.not_decimal"));
            let none = as_clerk(&house, rate("EUR", "0", house.today())).await;
            assert_eq!(wrong(none), ("rate".into(), "exchange_rates.bad_rate"));
            let own = as_clerk(&house, rate("CNY", "1", house.today())).await;
            assert_eq!(refused(own), "exchange_rates.own_currency");
        },
    )
    .await;
}

#[tokio::test]
async fn closed_months_keep_their_rate() {
    on_each(
        || vec![org::capability()],
        async |house| {
            let (old, closed) = (months_ago(&house, 3), months_ago(&house, 1));
            let first = as_clerk(&house, rate("USD", "7.1", old)).await.expect("days without a rate get their first");
            let between = as_clerk(&house, rate("USD", "7.3", closed)).await;
            assert_eq!(refused(between), "exchange_rates.month_closed");
            let today = as_clerk(&house, rate("USD", "7.4", house.today())).await.expect("this month is open");
            edit_as(&house, clerk(), today, json!({ "rate": "7.5" })).await.expect("and may be mended");
            edit_as(&house, clerk(), first, json!({ "source": "the bank" })).await.expect("no number depends on it");
            for actor in [clerk(), Actor::operator()] {
                let edited = house.write(actor, None, move |work| {
                    Box::pin(async move {
                        work.edit_record("exchange_rates", first, 2, &record(json!({ "rate": "9" }))).await
                    })
                });
                assert_eq!(refused(edited.await), "exchange_rates.closed");
            }
            let deleting = house.write(clerk(), None, move |work| {
                Box::pin(async move { work.delete_record("exchange_rates", first, None).await })
            });
            assert_eq!(refused(deleting.await), "exchange_rates.closed");
            let moved = json!({ "valid_from": old.checked_add_days(Days::new(40)).unwrap().to_string() });
            let moved = house.write(clerk(), None, move |work| {
                Box::pin(async move { work.edit_record("exchange_rates", today, 2, &record(moved)).await })
            });
            assert_eq!(refused(moved.await), "exchange_rates.month_closed");
        },
    )
    .await;
}

#[tokio::test]
async fn who_may_restate_says_why_and_the_journal_keeps_it() {
    on_each(
        || vec![org::capability()],
        async |house| {
            let first = make(&house, "exchange_rates", rate("USD", "7.1", months_ago(&house, 3))).await;
            make(&house, "exchange_rates", rate("USD", "7.3", months_ago(&house, 1))).await;
            let form = json!({ "rate": "7.15", "reason": "the bank had printed it wrong" });
            let restated = act(&house, "exchange_rates", first, "restate", form.clone()).await.unwrap();
            assert_eq!((shown(&restated["rate"]).as_str(), &restated["reason"]), ("7.15", &form["reason"]));
            let lines = kernel::journal::select().take();
            let lines = kernel::journal::fetch(house.store.reader(), &lines).await.unwrap();
            let line = lines.iter().find(|line| line.verb == "restate").expect("a line of the verb");
            assert_eq!([0, 1].map(|at| shown(&line.changes["rate"][at])), ["7.1", "7.15"]);
            let denied = house.write(clerk(), None, move |work| {
                Box::pin(async move { work.act("exchange_rates", first, "restate", None, &record(form)).await })
            });
            assert!(matches!(denied.await, Err(Error::Forbidden(_))));
        },
    )
    .await;
}

#[tokio::test]
async fn the_weekend_is_the_companys() {
    on_each(
        || vec![org::capability()],
        async |house| {
            let works = |day: &str| house.company().calendar.is_working_day(day.parse().unwrap());
            // A Friday, a Saturday, a Sunday.
            let days = ["2026-03-06", "2026-03-07", "2026-03-08"];
            assert_eq!(days.map(works), [true, false, false]);
            let change = json!({ "weekend": "friday_saturday" });
            crate::edit(&house, "companies", org::company::ID.0, change).await.unwrap();
            assert_eq!(days.map(works), [false, false, true]);
            make(&house, "holidays", json!({ "date": days[0], "name": "Made up", "make_up": true })).await;
            assert_eq!(days.map(works), [true, false, true]);
        },
    )
    .await;
}
