//! Amounts that are meant for some days: how much of them falls into others.
//!
//! Rows with the same days are added up first; each sum is then spread over its working days, exactly, and rounded when all
//! that belongs together has been added.

use crate::{
    answer::{Groups, Parts, divided},
    convert::{Foreign, TOO_LARGE, Used},
    cut::By,
    feed::fault,
    numbers::Numbers,
    plan,
    question::Question,
    read,
};
use analytics::{Expr, Key, Number, Query};
use chrono::NaiveDate;
use kernel::{Calendar, Error, Period, Result, calendar::Grain, metric::When};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Keys = Vec<Option<i64>>;
/// Sums by what they are divided by.
type Shares = BTreeMap<i64, i128>;

/// What of the amounts among `rows` falls into the days of the question, by its cuts.
pub async fn gather(numbers: &Numbers, question: &Question, rows: Expr, used: &mut BTreeSet<Used>) -> Result<Groups> {
    let metric = question.metric;
    let When::Over { from, to } = metric.when else { return Err(Error::internal(metric.name)) };
    let noun = numbers.house.registry.known(metric.noun)?;
    let (mut keys, mut grains) = (Vec::new(), Vec::new());
    for cut in &question.by {
        match cut.by {
            By::Time(grain, _) => grains.push(grain),
            By::Value(_) | By::Station(..) | By::Under(_) => keys.push(plan::key(numbers, question, cut)?),
        }
    }
    keys.extend([Key::column(from), Key::column(to)]);
    let foreign = if plan::is_money(numbers, metric)? { Foreign::of(numbers, noun) } else { None };
    let group_by: Vec<Key> = keys.iter().cloned().chain(foreign.iter().map(Foreign::key)).collect();
    let measures = vec![plan::measure(numbers, question, &metric.numerator)?];
    let query = Query { table: noun.name.to_owned(), filter: rows.clone(), group_by, measures };
    let mut sums: Vec<(Keys, Number)> = Vec::new();
    let mut converts = false;
    for row in numbers.mirror.query(&query).await.map_err(fault)?.rows {
        let mut own = row.keys;
        if let Some(foreign) = &foreign
            && own.pop().flatten().is_some_and(|code| foreign.is(code))
        {
            converts = true;
        } else {
            sums.push((own, row.values[0]));
        }
    }
    if let Some(foreign) = foreign.filter(|_| converts) {
        sums.extend(foreign.added(numbers, question, rows, &keys, &metric.numerator, used).await?);
    }
    let company = numbers.house.company();
    let asked = (question.from, question.to);
    let groups = spread(sums, &grains, asked, &company.calendar)?;
    // Keys that are periods go where the question has them.
    let placed = |(own, amount): (Keys, i128)| {
        let (times, others) = own.split_at(grains.len());
        let (mut times, mut others) = (times.iter(), others.iter());
        let next = |cut: &crate::cut::Cut| match cut.by {
            By::Time(..) => times.next().copied().flatten(),
            By::Value(_) | By::Station(..) | By::Under(_) => others.next().copied().flatten(),
        };
        (question.by.iter().map(next).collect(), Parts { numerator: Number::Whole(amount), denominator: None })
    };
    Ok(groups.into_iter().map(placed).collect())
}

/// Amounts by the first days of the periods and their other keys. `sums` end with the first and the last day they are for.
fn spread(
    sums: Vec<(Keys, Number)>,
    grains: &[Grain],
    asked: (Option<NaiveDate>, Option<NaiveDate>),
    calendar: &Calendar,
) -> Result<BTreeMap<Keys, i128>> {
    let mut known: HashMap<(i64, i64), Spread> = HashMap::new();
    let mut groups: BTreeMap<Keys, Shares> = BTreeMap::new();
    for (mut own, amount) in sums {
        let (to, from) = (own.pop().flatten(), own.pop().flatten());
        let (Some(from), Some(to)) = (from, to) else { continue };
        let spread = known.entry((from, to)).or_insert_with(|| {
            let days = (read::date(from as i32), read::date(to as i32));
            Spread::of(days, grains, asked, calendar)
        });
        for (times, days) in &spread.parts {
            let key: Keys = times.iter().copied().map(Some).chain(own.iter().copied()).collect();
            let shares = groups.entry(key).or_default();
            let (by, of) = if *days == spread.whole { (1, 1) } else { (*days, spread.whole) };
            let sum = shares.entry(of).or_default();
            *sum =
                amount.whole().checked_mul(i128::from(by)).and_then(|part| sum.checked_add(part)).ok_or(TOO_LARGE)?;
        }
    }
    groups.into_iter().map(|(key, shares)| Ok((key, total(&shares).ok_or(TOO_LARGE)?))).collect()
}

/// How the days of a row lie in the periods that are asked for.
struct Spread {
    /// All its days that count: working days, or days where it has none.
    whole: i64,
    /// The first days of the periods, and how many of its days lie in them.
    parts: BTreeMap<Vec<i64>, i64>,
}

impl Spread {
    fn of(
        (from, to): (NaiveDate, NaiveDate),
        grains: &[Grain],
        asked: (Option<NaiveDate>, Option<NaiveDate>),
        calendar: &Calendar,
    ) -> Spread {
        let none = Spread { whole: 1, parts: BTreeMap::new() };
        let Ok(own) = Period::new(from, to) else { return none };
        let (works, whole) = match calendar.working_days(own) {
            0 => (false, own.days()),
            days => (true, days),
        };
        let within = Period::new(from.max(asked.0.unwrap_or(from)), to.min(asked.1.unwrap_or(to)));
        let Ok(within) = within else { return none };
        let mut parts: BTreeMap<Vec<i64>, i64> = BTreeMap::new();
        let mut day = within.from();
        while day <= within.to() {
            // Up to the end of whatever ends first.
            let periods: Vec<Period> = grains.iter().map(|grain| calendar.period(*grain, day)).collect();
            let last = periods.iter().map(|period| period.to()).chain([within.to()]).min().unwrap_or(day);
            if let Ok(stretch) = Period::new(day, last) {
                let days = if works { calendar.working_days(stretch) } else { stretch.days() };
                if days > 0 {
                    let key = periods.iter().map(|period| i64::from(read::day(period.from()))).collect();
                    *parts.entry(key).or_default() += days;
                }
            }
            let Some(next) = last.succ_opt() else { break };
            day = next;
        }
        Spread { whole, parts }
    }
}

/// The sum of all shares, rounded half away from zero once.
fn total(shares: &Shares) -> Option<i128> {
    let (mut n, mut d) = (0_i128, 1_i128);
    for (of, sum) in shares {
        let of = i128::from(*of);
        let common = gcd(d, of);
        n = n.checked_mul(of / common)?.checked_add(sum.checked_mul(d / common)?)?;
        d = (d / common).checked_mul(of)?;
    }
    Some(divided(n, d))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn number(text: &str) -> Option<i64> {
        Some(i64::from(read::day(day(text))))
    }

    fn january() -> Vec<(Keys, Number)> {
        vec![(vec![Some(7), number("2026-01-01"), number("2026-01-31")], Number::Whole(2_200))]
    }

    #[test]
    fn a_month_falls_into_days_by_working_days() {
        // January 2026 has 22 working days, 2 of them by Friday the 2nd, 12 by the 16th.
        let calendar = Calendar::new(chrono_tz::UTC);
        let until = |to: &str| spread(january(), &[], (None, Some(day(to))), &calendar).unwrap();
        assert_eq!(until("2026-01-16"), BTreeMap::from([(vec![Some(7)], 1_200)]));
        assert_eq!(until("2026-01-31"), BTreeMap::from([(vec![Some(7)], 2_200)]));
        assert_eq!(until("2025-12-31"), BTreeMap::new());
    }

    #[test]
    fn by_week_its_parts_add_up() {
        let calendar = Calendar::new(chrono_tz::UTC);
        let weeks = spread(january(), &[Grain::Week], (None, None), &calendar).unwrap();
        assert_eq!(weeks.values().copied().collect::<Vec<_>>(), [200, 500, 500, 500, 500]);
        assert_eq!(weeks.keys().next(), Some(&vec![number("2025-12-29"), Some(7)]));
    }

    #[test]
    fn thirds_are_added_before_they_are_rounded() {
        assert_eq!(total(&Shares::from([(3, 2), (6, 1)])), Some(1));
        assert_eq!(total(&Shares::from([(2, 1)])), Some(1), "half goes up");
    }
}
