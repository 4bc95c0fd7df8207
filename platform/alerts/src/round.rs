//! The round: each rule that is on is looked at when a period of it has closed, or every hour; what nobody acted on goes
//! up. Of several servers one looks, and whatever closed while none was there is made up for.

use crate::{
    alert_rule::{self, AlertRuleId, Model, Window},
    asking::{self, Finding},
    escalating, raising, spans,
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, Error, House, Job, Origin, Result, Work};
use kpis::{Numbers, Question};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use serde::Serialize;
use std::{sync::Arc, time::Duration};

/// Which rule was looked at for which moment: bookkeeping of the round, so no noun and no journal line.
const TABLE: &str = "alert_runs";

/// Looks of the past that are remembered.
const KEPT_DAYS: i64 = 400;

pub fn job() -> Job {
    Job::new("alerts.look", |house, _| {
        Box::pin(async move { Ok(serde_json::to_value(look(house, kernel::record::now()).await?)?) })
    })
    // A rule that was switched on is looked at soon; where nothing is due it is a question or two.
    .every(Duration::from_secs(60))
}

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Rules that were due, once for each moment.
    pub looks: usize,
    pub raised: usize,
    pub went_up: usize,
    /// Rules whose numbers could not be worked out; they are tried again.
    pub failed: usize,
}

/// A moment at which a rule is looked at: once, whoever comes first.
#[derive(Clone, Debug)]
struct Due {
    what: String,
    /// The day by which the numbers are taken.
    day: NaiveDate,
}

/// Looks at every rule that is due, and passes up what nobody acted on.
///
/// # Errors
/// What the database says. A rule that cannot be worked out spoils no other.
pub async fn look(house: &Arc<House>, now: DateTime<Utc>) -> Result<Round> {
    round(house, now, Origin::Job).await
}

/// The same as history tells it: cases are made as they would have been, and nobody hears of them.
///
/// # Errors
/// What the database says.
pub async fn look_back(house: &Arc<House>, now: DateTime<Utc>) -> Result<Round> {
    round(house, now, Origin::Import).await
}

async fn round(house: &Arc<House>, now: DateTime<Utc>, origin: Origin) -> Result<Round> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let on = reader.visible::<alert_rule::Entity>().filter(alert_rule::Column::Active.eq(true));
    let rules = on.order_by_asc(alert_rule::Column::Id).all(reader.conn).await?;
    let mut wanted = Vec::new();
    for rule in rules {
        let due = due(house, &rule, now).await?;
        if !due.is_empty() {
            wanted.push((rule, due));
        }
    }
    let mut round = Round::default();
    if !wanted.is_empty() {
        let today = house.today();
        let questions: Vec<Question> =
            wanted.iter().filter_map(|(rule, _)| rule.question(house, today, today).ok()).collect();
        let numbers = kpis::numbers_of(house, questions.iter().flat_map(Question::cuts)).await?;
        for (rule, due) in wanted {
            match one(house, &numbers, &rule, due, origin).await {
                Ok((looks, raised)) => {
                    round.looks += looks;
                    round.raised += raised;
                }
                Err(error) => {
                    tracing::warn!(%error, rule = %rule.id, "a rule could not be looked at and is tried again");
                    troubled(house, &rule, why(&error), origin).await?;
                    round.failed += 1;
                }
            }
        }
    }
    round.went_up = escalating::look(house, house.company().calendar.day_of(now), origin).await?;
    Ok(round)
}

async fn one(
    house: &Arc<House>,
    numbers: &Numbers,
    rule: &Model,
    due: Vec<Due>,
    origin: Origin,
) -> Result<(usize, usize)> {
    let days: Vec<NaiveDate> = due.iter().map(|due| due.day).collect();
    let found = asking::findings(house, numbers, &Actor::system(), rule, &days).await?;
    let (mut looks, mut raised) = (0, 0);
    for (due, found) in due.into_iter().zip(found) {
        if let Some(new) = write(house, rule, due, found, origin).await? {
            looks += 1;
            raised += new;
        }
    }
    Ok((looks, raised))
}

async fn due(house: &House, rule: &Model, now: DateTime<Utc>) -> Result<Vec<Due>> {
    let calendar = house.company().calendar.clone();
    let today = calendar.day_of(now);
    let mut select = Query::select();
    select
        .columns(["due", "day"])
        .from(TABLE)
        .and_where(Expr::col("rule_id").eq(rule.id.0))
        .and_where(Expr::col("edition").eq(rule.edition))
        .order_by("day", sea_orm::Order::Desc)
        .order_by("due", sea_orm::Order::Desc)
        .limit(1);
    let last = match house.store.reader().query_one(&select).await? {
        Some(row) => Some((row.try_get_by_index::<String>(0)?, row.try_get_by_index::<NaiveDate>(1)?)),
        None => None,
    };
    if rule.window == Window::SoFar {
        let what = now.format("%Y-%m-%dT%H").to_string();
        let looked = last.is_some_and(|(last, _)| last >= what);
        return Ok(if looked { Vec::new() } else { vec![Due { what, day: today }] });
    }
    let ends = spans::closed(rule, &calendar, today, last.map(|(_, day)| day));
    Ok(ends.into_iter().map(|day| Due { what: day.to_string(), day }).collect())
}

/// The cases and the note that this moment was looked at, in one transaction; nothing where somebody was faster, or the
/// rule is another one by now.
async fn write(
    house: &Arc<House>,
    rule: &Model,
    due: Due,
    found: Vec<Finding>,
    origin: Origin,
) -> Result<Option<usize>> {
    let (id, edition) = (rule.id, rule.edition);
    let written = house.write(Actor::system().through(origin), None, move |work| {
        Box::pin(async move {
            if !claim(work, id, edition, &due).await? {
                return Ok(None);
            }
            let rule = work.fetch::<alert_rule::Entity>(id.0).await?;
            if !rule.active || rule.edition != edition {
                return Ok(None);
            }
            let rule = if rule.trouble.is_some() {
                work.update::<alert_rule::Entity>(rule, |rule| rule.trouble = None).await?
            } else {
                rule
            };
            raising::take_in(work, &rule, found).await.map(Some)
        })
    });
    Ok(written.await?.0)
}

/// In a few words, for whoever answers for the rule.
fn why(error: &Error) -> String {
    match error {
        Error::Invalid(errors) => errors.iter().map(|error| error.code).collect::<Vec<_>>().join(", "),
        Error::Refused(refusal) => refusal.code.to_owned(),
        Error::NotFound(_)
        | Error::Forbidden(_)
        | Error::Conflict { .. }
        | Error::Malformed { .. }
        | Error::Unauthenticated
        | Error::Throttled(_)
        | Error::Database(_)
        | Error::Internal(_) => error.to_string().chars().take(TROUBLE).collect(),
    }
}

/// Letters of it that are kept.
const TROUBLE: usize = 400;

/// A rule that says nothing any more says so on its page.
async fn troubled(house: &Arc<House>, rule: &Model, why: String, origin: Origin) -> Result<()> {
    if rule.trouble.as_ref() == Some(&why) {
        return Ok(());
    }
    let id = rule.id;
    let written = house.write(Actor::system().through(origin), None, move |work| {
        Box::pin(async move {
            let rule = work.fetch::<alert_rule::Entity>(id.0).await?;
            work.update::<alert_rule::Entity>(rule, |rule| rule.trouble = Some(why)).await?;
            Ok(())
        })
    });
    written.await.map(|_| ())
}

async fn claim(work: &Work, rule: AlertRuleId, edition: i64, due: &Due) -> Result<bool> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["rule_id", "edition", "due", "day", "ran_at"])
        .values_panic([rule.0.into(), edition.into(), due.what.as_str().into(), due.day.into(), work.now.into()])
        .on_conflict(OnConflict::columns(["rule_id", "edition", "due"]).do_nothing().clone());
    let ours = work.conn().execute(&insert).await?.rows_affected() == 1;
    let mut old = Query::delete();
    old.from_table(TABLE)
        .and_where(Expr::col("rule_id").eq(rule.0))
        .and_where(Expr::col("ran_at").lt(work.now - chrono::Duration::days(KEPT_DAYS)));
    work.conn().execute(&old).await?;
    Ok(ours)
}
