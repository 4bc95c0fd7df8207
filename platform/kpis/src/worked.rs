//! Metrics that follow from others: each of those is asked as it is for everybody, so that no number is worked out twice in
//! two ways.

use crate::{
    answer::{self, Groups, Parts},
    convert::Used,
    cut::{self, By},
    feed::fault,
    numbers::Numbers,
    plan,
    question::{Cell, Question},
    read, values,
};
use analytics::{Key, Measure as Asked, Number, Query};
use chrono::NaiveDate;
use kernel::{
    Actor, Error, Metric, Period, Result,
    calendar::Grain,
    metric::{Days, Measure, Other, When, Worked},
};
use std::collections::{BTreeMap, BTreeSet};

type Sums = BTreeMap<Vec<Option<i64>>, i128>;
type Span = (Option<NaiveDate>, Option<NaiveDate>);

/// A part of a metric under every key that it has.
enum Part {
    Sums(Sums),
    /// The same whatever the key.
    Same(i128),
}

/// The fiscal year as it counts for a question.
struct Year {
    first: NaiveDate,
    /// The last day that is asked for, at the latest today.
    day: NaiveDate,
    last: NaiveDate,
    /// The fiscal quarter that day is in.
    quarter: Period,
}

/// The metric of this name. One that is not there is a mistake in a metric's file.
pub fn named(numbers: &Numbers, other: Other) -> Result<&'static Metric> {
    let metric = numbers.house.registry.metrics.get(other.metric).copied();
    metric.ok_or_else(|| Error::internal(format!("there is no number {}", other.metric)))
}

/// The same question of another metric, over these days.
pub fn asked(numbers: &Numbers, question: &Question, other: Other, (from, to): Span) -> Result<Question> {
    let registry = &numbers.house.registry;
    let metric = named(numbers, other)?;
    let by = question.by.iter().map(|cut| cut::named(registry, metric, cut.name, "by")).collect::<Result<_>>()?;
    let only =
        question.only.iter().map(|(cut, values)| Ok((cut::condition(registry, metric, cut.name)?, values.clone())));
    Ok(Question { metric, by, from, to, as_of: None, only: only.collect::<Result<_>>()?, tree: question.tree })
}

/// The parts of the metric by the cuts of the question.
pub async fn gather(
    numbers: &Numbers,
    actor: &Actor,
    question: &Question,
    used: &mut BTreeSet<Used>,
) -> Result<Groups> {
    let metric = question.metric;
    let runs_on = metric.others().any(|other| other.over != Days::Asked);
    let first_time = question.by.iter().find_map(|cut| match cut.by {
        By::Time(grain, _) => Some(grain),
        By::Value(_) | By::Station(..) | By::Under(_) => None,
    });
    match first_time.filter(|_| runs_on) {
        None => once(numbers, actor, question, used).await,
        Some(grain) => by_period(numbers, actor, question, grain, used).await,
    }
}

/// Of each period what it comes to at its end.
async fn by_period(
    numbers: &Numbers,
    actor: &Actor,
    question: &Question,
    grain: Grain,
    used: &mut BTreeSet<Used>,
) -> Result<Groups> {
    let calendar = numbers.house.company().calendar.clone();
    let last = last_day(numbers, question);
    let mut day = question.from.unwrap_or_else(|| calendar.period(Grain::Year, last).from());
    let mut groups = Groups::new();
    while day <= last {
        let period = calendar.period(grain, day);
        let mut one = question.clone();
        one.by.retain(|cut| !matches!(cut.by, By::Time(..)));
        one.to = Some(period.to().min(last));
        for (own, parts) in once(numbers, actor, &one, used).await? {
            let mut own = own.into_iter();
            let key = question.by.iter().map(|cut| match cut.by {
                By::Time(grain, _) => Some(i64::from(read::day(calendar.period(grain, period.to()).from()))),
                By::Value(_) | By::Station(..) | By::Under(_) => own.next().flatten(),
            });
            groups.insert(key.collect(), parts);
        }
        let Some(next) = period.to().succ_opt() else { break };
        day = next;
    }
    Ok(groups)
}

async fn once(numbers: &Numbers, actor: &Actor, question: &Question, used: &mut BTreeSet<Used>) -> Result<Groups> {
    let metric = question.metric;
    let year = Year::of(numbers, question).await?;
    let numerator = part(numbers, actor, question, &metric.numerator, &year, used).await?;
    let denominator = match &metric.denominator {
        Some(measure) => Some(part(numbers, actor, question, measure, &year, used).await?),
        None => None,
    };
    let keys: BTreeSet<&Vec<Option<i64>>> = [Some(&numerator), denominator.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|part| match part {
            Part::Sums(sums) => Some(sums.keys()),
            Part::Same(_) => None,
        })
        .flatten()
        .collect();
    let number = |part: &Part, key: &Vec<Option<i64>>| match part {
        Part::Sums(sums) => sums.get(key).map_or(Number::Empty, |sum| Number::Whole(*sum)),
        Part::Same(same) => Number::Whole(*same),
    };
    let parts = |key: &Vec<Option<i64>>| Parts {
        numerator: number(&numerator, key),
        denominator: denominator.as_ref().map(|part| number(part, key)),
    };
    Ok(keys.into_iter().map(|key| (key.clone(), parts(key))).collect())
}

async fn part(
    numbers: &Numbers,
    actor: &Actor,
    question: &Question,
    measure: &Measure,
    year: &Year,
    used: &mut BTreeSet<Used>,
) -> Result<Part> {
    let Measure::Of(worked) = measure else {
        return Err(Error::internal(format!("{} counts rows and follows from numbers", question.metric.name)));
    };
    let mut sums = Vec::new();
    for other in worked.others() {
        let asked = asked(numbers, question, other, year.days(question, other.over))?;
        let groups = answer::gather(numbers, actor, &asked, used).await?;
        sums.push(groups.into_iter().map(|(key, parts)| (key, parts.numerator.whole())).collect::<Sums>());
    }
    let mut sums = sums.into_iter();
    let (first, second) = (sums.next().unwrap_or_default(), sums.next().unwrap_or_default());
    Ok(match worked {
        Worked::Value(_) => Part::Sums(first),
        Worked::Less(..) => {
            let less = |(key, sum): (Vec<_>, i128)| {
                let other = second.get(&key).copied().unwrap_or(0);
                (key, sum - other)
            };
            Part::Sums(first.into_iter().map(less).collect())
        }
        Worked::Short(..) => {
            let short = |(key, sum): (Vec<_>, i128)| {
                let lacks = sum - second.get(&key).copied().unwrap_or(0);
                (lacks > 0).then_some((key, lacks))
            };
            Part::Sums(first.into_iter().filter_map(short).collect())
        }
        Worked::Times(..) => {
            let times = |(key, sum): (Vec<_>, i128)| {
                let other = second.get(&key).copied().unwrap_or(0);
                (key, sum.saturating_mul(other))
            };
            Part::Sums(first.into_iter().map(times).collect())
        }
        Worked::DaysLeft => Part::Same(i128::from(year.days_left(numbers))),
    })
}

/// The rows behind a number that follows from others: those of the last that its numerator takes.
pub async fn behind(numbers: &Numbers, question: &Question, cell: &Cell) -> Result<(Question, Cell)> {
    let metric = question.metric;
    let Measure::Of(worked) = &metric.numerator else { return Err(Error::internal(metric.name)) };
    let Some(other) = worked.others().last() else { return Err(Error::internal(metric.name)) };
    let mut question = question.clone();
    let mut cell = cell.clone();
    if question.metric.others().any(|other| other.over != Days::Asked) {
        let calendar = numbers.house.company().calendar.clone();
        // A period stands for what came to its end.
        let (times, others): (Vec<_>, Vec<_>) =
            cell.values.into_iter().partition(|(cut, _)| matches!(cut.by, By::Time(..)));
        cell.values = others;
        for (cut, values) in times {
            let By::Time(grain, _) = cut.by else { continue };
            let found = values::numbers_of(numbers, &cut, &values, cut.name).await?;
            let first = found.first().copied().flatten().and_then(|day| i32::try_from(day).ok());
            question.to = first.map(|day| calendar.period(grain, read::date(day)).to()).or(question.to);
        }
        question.by.retain(|cut| !matches!(cut.by, By::Time(..)));
    }
    let year = Year::of(numbers, &question).await?;
    let own = asked(numbers, &question, other, year.days(&question, other.over))?;
    let registry = &numbers.house.registry;
    let translated = cell
        .values
        .iter()
        .map(|(cut, values)| Ok((cut::named(registry, own.metric, cut.name, cut.name)?, values.clone())));
    cell.values = translated.collect::<Result<_>>()?;
    Ok((own, cell))
}

fn last_day(numbers: &Numbers, question: &Question) -> NaiveDate {
    question.day(&numbers.house).min(numbers.house.today())
}

impl Year {
    async fn of(numbers: &Numbers, question: &Question) -> Result<Year> {
        let day = last_day(numbers, question);
        let calendar = numbers.house.company().calendar.clone();
        let (fiscal, quarter) = (calendar.period(Grain::Year, day), calendar.period(Grain::Quarter, day));
        let mut first = None;
        for other in question.metric.others() {
            let metric = named(numbers, other)?;
            let When::Over { from, .. } = metric.when else { continue };
            let mut all = asked(numbers, question, other, (Some(fiscal.from()), Some(fiscal.to())))?;
            all.by.clear();
            let query = Query {
                table: metric.noun.to_owned(),
                filter: plan::rows(numbers, &all).await?,
                group_by: vec![Key::column(from)],
                measures: vec![Asked::count()],
            };
            let found = numbers.mirror.query(&query).await.map_err(fault)?.rows;
            let days = found.iter().filter_map(|row| i32::try_from(row.keys[0]?).ok()).map(read::date);
            first = days.chain(first).min();
        }
        let first = first.map_or(fiscal.from(), |first| first.max(fiscal.from())).min(day);
        Ok(Year { first, day, last: fiscal.to(), quarter })
    }

    fn days(&self, question: &Question, over: Days) -> Span {
        match over {
            Days::Asked => (question.from, question.to),
            Days::SoFar => (Some(self.first), Some(self.day)),
            Days::Year => (Some(self.first), Some(self.last)),
            Days::QuarterSoFar => (Some(self.first.max(self.quarter.from())), Some(self.day)),
            Days::Quarter => (Some(self.first.max(self.quarter.from())), Some(self.quarter.to())),
        }
    }

    fn days_left(&self, numbers: &Numbers) -> i64 {
        let rest = self.day.succ_opt().and_then(|next| Period::new(next, self.last).ok());
        rest.map_or(0, |rest| numbers.house.company().calendar.working_days(rest))
    }
}
