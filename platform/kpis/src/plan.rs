//! A question in the mirror's terms.

use crate::{
    cut::{By, Cut, Station},
    numbers::Numbers,
    path::Path,
    question::{Question, Tree},
    read, values, worked,
};
use analytics::{DayOf, Expr, Key, Measure as Asked, Op, Periods, What};
use kernel::{
    Error, Metric, Result,
    metric::{Measure, Test, When},
};
use std::sync::Arc;

/// The key of a dimension.
pub fn key(numbers: &Numbers, question: &Question, cut: &Cut) -> Result<Key> {
    let house = &numbers.house;
    match &cut.by {
        By::Value(path) => values::key(numbers, path),
        By::Time(grain, date) => {
            let (calendar, grain) = (house.company().calendar.clone(), *grain);
            let periods = Periods::new(move |day| {
                let period = calendar.period(grain, read::date(day));
                (read::day(period.from()), read::day(period.to()))
            });
            Ok(Key::period(*date, periods))
        }
        By::Station(station, owner) => stood(numbers, question, *station, owner),
        By::Under(owner) => stood(numbers, question, Station::Team, owner),
    }
}

fn empty(numbers: &Numbers, metric: &Metric, text: &str) -> Result<Expr> {
    Ok(Expr::KeyIn { key: values::key(numbers, &path(numbers, metric, text)?)?, values: vec![None] })
}

/// Where whoever a row counts for stood: on the row's own date, or where they stand today.
fn stood(numbers: &Numbers, question: &Question, station: Station, owner: &Path) -> Result<Key> {
    let house = &numbers.house;
    let today = read::day(house.today());
    let (when, undated) = match (question.tree, question.metric.when) {
        (Tree::Now, _) => (DayOf::Given(today), None),
        (Tree::Then, When::On(date) | When::Over { from: date, .. }) => (DayOf::Column(date.to_owned()), Some(today)),
        (Tree::Then, When::AsOf { .. }) => (DayOf::Given(read::day(question.day(house))), None),
    };
    let who = Box::new(values::key(numbers, owner)?);
    Ok(Key::At { who, when, undated, intervals: numbers.organization().of(station) })
}

/// The rows that a question is about, whoever asks.
pub async fn rows(numbers: &Numbers, question: &Question) -> Result<Expr> {
    let mut all = Vec::new();
    match question.metric.when {
        When::On(date) => {
            let (from, to) = (question.from.map(read::day), question.to.map(read::day));
            if from.is_some() || to.is_some() {
                all.push(Expr::Between { column: date.to_owned(), from, to });
            }
        }
        When::AsOf { begun, ended } => {
            let day = i64::from(read::day(question.day(&numbers.house)));
            let empty = |column: &str| Expr::IsNull { column: column.to_owned() };
            let begun_by = Expr::Compare { column: begun.to_owned(), op: Op::Lte, value: day };
            let ended_after = Expr::Compare { column: ended.to_owned(), op: Op::Gt, value: day };
            all.push(Expr::Any(vec![empty(begun), begun_by]));
            all.push(Expr::Any(vec![empty(ended), ended_after]));
        }
        When::Over { from, to } => {
            let (first, last) = (question.from.map(read::day), question.to.map(read::day));
            if last.is_some() {
                all.push(Expr::Between { column: from.to_owned(), from: None, to: last });
            }
            if first.is_some() {
                all.push(Expr::Between { column: to.to_owned(), from: first, to: None });
            }
        }
    }
    for default in question.metric.rows {
        if !gives_way(numbers, question, default)? {
            all.push(test(numbers, question.metric, default)?);
        }
    }
    for (cut, given) in &question.only {
        all.push(limited(numbers, question, cut, given, "where").await?);
    }
    Ok(Expr::All(all))
}

/// Rows that have one of the values in a dimension.
pub async fn limited(
    numbers: &Numbers,
    question: &Question,
    cut: &Cut,
    given: &[Option<String>],
    parameter: &'static str,
) -> Result<Expr> {
    let mut given = values::numbers_of(numbers, cut, given, parameter).await?;
    if matches!(cut.by, By::Under(_)) {
        given = numbers.organization().with_all_below(&given, numbers.house.today());
    }
    Ok(Expr::KeyIn { key: key(numbers, question, cut)?, values: given })
}

/// Whether the question itself says which values of the tested field count.
fn gives_way(numbers: &Numbers, question: &Question, test: &Test) -> Result<bool> {
    let Test::In(path, _) = test else { return Ok(false) };
    let path = self::path(numbers, question.metric, path)?;
    Ok(question.only.iter().any(|(cut, _)| matches!(&cut.by, By::Value(other) if *other == path)))
}

fn path(numbers: &Numbers, metric: &Metric, text: &str) -> Result<Path> {
    let registry = &numbers.house.registry;
    Path::read(registry, registry.known(metric.noun)?, text)
}

fn test(numbers: &Numbers, metric: &Metric, test: &Test) -> Result<Expr> {
    Ok(match test {
        Test::In(text, words) => {
            let path = path(numbers, metric, text)?;
            let mask = Arc::new(values::codes(numbers, &path, words)?);
            Expr::KeyInMask { key: values::key(numbers, &path)?, mask }
        }
        Test::NotNull(text) => empty(numbers, metric, text)?.negated(),
        Test::Null(text) => empty(numbers, metric, text)?,
    })
}

/// What the mirror is to measure for one part of a metric.
pub fn measure(numbers: &Numbers, question: &Question, part: &Measure) -> Result<Asked> {
    let column = |field: &&str| DayOf::Column((**field).to_owned());
    let (what, tests) = match part {
        Measure::Count(tests) => (What::Count, tests),
        Measure::Sum(field, tests) => (What::Sum((*field).to_owned()), tests),
        Measure::Weighted { field, percent, tests } => {
            (What::SumProduct((*field).to_owned(), (*percent).to_owned()), tests)
        }
        Measure::Days { from, to, tests } => (What::SumDays { from: column(from), to: column(to) }, tests),
        Measure::MedianDays { from, to, tests } => (What::MedianDays { from: column(from), to: column(to) }, tests),
        Measure::Age { from, tests } => {
            let day = read::day(question.day(&numbers.house));
            (What::SumDays { from: column(from), to: DayOf::Given(day) }, tests)
        }
        // What of it falls into the days is worked out from the sums of rows that have the same days.
        Measure::Due(field, tests) => (What::Sum((*field).to_owned()), tests),
        Measure::Of(_) => return Err(Error::internal(format!("{} counts no rows of its own", question.metric.name))),
    };
    let mut asked = Asked::from(what);
    for one in *tests {
        asked = asked.only(test(numbers, question.metric, one)?);
    }
    Ok(asked)
}

/// How many rows a part of a metric takes in.
pub fn count_of(numbers: &Numbers, question: &Question, part: &Measure) -> Result<Asked> {
    let tests = match part {
        Measure::Count(tests)
        | Measure::Sum(_, tests)
        | Measure::Due(_, tests)
        | Measure::Weighted { tests, .. }
        | Measure::Days { tests, .. }
        | Measure::MedianDays { tests, .. }
        | Measure::Age { tests, .. } => tests,
        Measure::Of(_) => &[][..],
    };
    measure(numbers, question, &Measure::Count(tests))
}

/// The fields whose contents an answer tells something about, beside those that it is cut by; a reader from whom one is
/// hidden gets none.
pub fn fields(numbers: &Numbers, question: &Question) -> Result<Vec<(&'static str, String)>> {
    let metric = question.metric;
    let noun = numbers.house.registry.known(metric.noun)?.name;
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    let tests = |fields: &mut Vec<_>, tests: &[Test]| -> Result<()> {
        for test in tests {
            let (Test::In(text, _) | Test::NotNull(text) | Test::Null(text)) = test;
            let path = path(numbers, metric, text)?;
            fields.extend(path.through);
            fields.push(path.end);
        }
        Ok(())
    };
    tests(&mut fields, metric.rows)?;
    for part in std::iter::once(&metric.numerator).chain(&metric.denominator) {
        let (named, of): (Vec<&str>, _) = match part {
            Measure::Count(of) => (Vec::new(), of),
            Measure::Sum(field, of) | Measure::Due(field, of) | Measure::Age { from: field, tests: of } => {
                (vec![field], of)
            }
            // Each of them is asked by itself, with the reader's rights.
            Measure::Of(_) => (Vec::new(), &&[][..]),
            Measure::Weighted { field, percent, tests: of } => (vec![field, percent], of),
            Measure::Days { from, to, tests: of } | Measure::MedianDays { from, to, tests: of } => (vec![from, to], of),
        };
        fields.extend(named.into_iter().map(|field| (noun, field.to_owned())));
        tests(&mut fields, of)?;
    }
    Ok(fields)
}

/// A metric that makes no sense is a mistake in its file; the promise that every metric runs finds it.
pub fn is_money(numbers: &Numbers, metric: &Metric) -> Result<bool> {
    let noun = numbers.house.registry.known(metric.noun)?;
    for part in std::iter::once(&metric.numerator).chain(&metric.denominator) {
        if let Measure::Sum(field, _) | Measure::Due(field, _) | Measure::Weighted { field, .. } = part {
            let field = noun.field(field).ok_or_else(|| Error::internal(format!("{} sums {field}", metric.name)))?;
            if field.kind == kernel::Kind::Money {
                return Ok(true);
            }
        }
    }
    for other in metric.others() {
        if is_money(numbers, worked::named(numbers, other)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}
