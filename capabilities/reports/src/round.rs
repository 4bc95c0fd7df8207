//! The round: reports of closes whose hour has come are written, and those whose time for a remark is over go out. Of several
//! servers one writes each; whatever closed while none was there is made up for.

use crate::{
    gathering::Shared,
    report_template::{self, Model as Template, ReportTemplateId},
    sending,
    when::{self, Close},
    whose,
    writing::{Why, Writer, Wrote},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, Error, House, Job, Origin, Progress, Result, Work};
use kpis::Numbers;
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use serde::Serialize;
use serde_json::Value;
use std::{sync::Arc, time::Duration};

/// Of which close which unit or person has its report: bookkeeping of the round, so no noun and no journal line.
pub(crate) const TABLE: &str = "report_runs";

/// Letters of a trouble that are kept.
const TROUBLE: usize = 400;

pub fn job() -> Job {
    Job::new("reports.look", |house, progress| {
        Box::pin(async move {
            let round = round(house, kernel::record::now(), Origin::Job, Some(progress)).await?;
            Ok(serde_json::to_value(round)?)
        })
    })
    .every(Duration::from_secs(60))
}

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Round {
    pub written: usize,
    /// Reports that went out after the time for a remark.
    pub out: usize,
    /// Units and people without a report because whoever it would be about does not sign in.
    pub without_reader: usize,
    /// Reports that could not be written; they are tried again.
    pub failed: usize,
}

/// Writes and sends whatever is due.
///
/// # Errors
/// What the database says. A report that cannot be written spoils no other.
pub async fn look(house: &Arc<House>, now: DateTime<Utc>) -> Result<Round> {
    round(house, now, Origin::Job, None).await
}

/// The same as history tells it: reports are written as they would have been, and nobody hears of them.
///
/// # Errors
/// What the database says.
pub async fn look_back(house: &Arc<House>, now: DateTime<Utc>) -> Result<Round> {
    round(house, now, Origin::Import, None).await
}

async fn round(
    house: &Arc<House>,
    now: DateTime<Utc>,
    origin: Origin,
    progress: Option<&dyn Progress>,
) -> Result<Round> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let on = reader.visible::<report_template::Entity>().filter(report_template::Column::Active.eq(true));
    let calendar = house.company().calendar.clone();
    let turn = Turn { house, now, origin };
    let mut round = Round::default();
    for template in on.order_by_asc(report_template::Column::Id).all(reader.conn).await? {
        let Some(after) = template.after() else { continue };
        let hour = u32::try_from(template.hour).unwrap_or_default();
        let closes = when::due(template.rhythm, &calendar, now, hour, after);
        if closes.is_empty() {
            continue;
        }
        let numbers = kpis::numbers_of(house, std::iter::empty()).await?;
        for close in closes {
            let trouble = one(&numbers, &turn, (&template, &close), &mut round, progress).await?;
            let well = trouble.is_none();
            course(house, template.id, close.to, trouble, origin).await?;
            // Later ones wait until this one is whole: they begin where it ends.
            if !well {
                break;
            }
        }
    }
    round.out = sending::due(house, now, origin).await?;
    Ok(round)
}

/// What all of a round has in common.
struct Turn<'a> {
    house: &'a Arc<House>,
    now: DateTime<Utc>,
    origin: Origin,
}

/// All reports of one close; why some could not be written.
async fn one(
    numbers: &Numbers,
    turn: &Turn<'_>,
    (template, close): (&Template, &Close),
    round: &mut Round,
    progress: Option<&dyn Progress>,
) -> Result<Option<String>> {
    let Turn { house, now, origin } = *turn;
    let nodes = whose::nodes(house, template, close.to).await?;
    let shared = Shared::of(house, close).await?;
    let writer = Writer { house, numbers, template, close, shared: &shared, now, origin };
    let mut trouble = None;
    let total = nodes.len() as i64;
    for (nth, node) in nodes.into_iter().enumerate() {
        let name = node.name.clone();
        match writer.write(node, Why::Due).await {
            Ok(Wrote::Written(_)) => round.written += 1,
            Ok(Wrote::NoReader) => round.without_reader += 1,
            Ok(Wrote::There) => {}
            Err(error) => {
                tracing::warn!(%error, template = %template.id, node = name, "a report could not be written and is tried again");
                round.failed += 1;
                trouble.get_or_insert_with(|| why(&name, &error));
            }
        }
        if let Some(progress) = progress
            && !progress.keep(nth as i64 + 1, total, Value::Null).await?
        {
            return Ok(Some("stopped".to_owned()));
        }
    }
    Ok(trouble)
}

/// In a few words, for whoever answers for the template.
fn why(name: &str, error: &Error) -> String {
    let said = match error {
        Error::Invalid(errors) => errors.iter().map(|error| error.code).collect::<Vec<_>>().join(", "),
        Error::Refused(refusal) => refusal.code.to_owned(),
        Error::NotFound(_)
        | Error::Forbidden(_)
        | Error::Conflict { .. }
        | Error::Malformed { .. }
        | Error::Unauthenticated
        | Error::Throttled(_)
        | Error::Database(_)
        | Error::Internal(_) => error.to_string(),
    };
    format!("{name}: {said}").chars().take(TROUBLE).collect()
}

/// How far the template has come, and what is wrong with it.
async fn course(
    house: &Arc<House>,
    id: ReportTemplateId,
    to: NaiveDate,
    trouble: Option<String>,
    origin: Origin,
) -> Result<()> {
    let written = house.write(Actor::system().through(origin), None, move |work| {
        Box::pin(async move {
            let template = work.fetch::<report_template::Entity>(id.0).await?;
            let done = if trouble.is_none() { Ord::max(template.written_to, Some(to)) } else { template.written_to };
            if (template.written_to, &template.trouble) != (done, &trouble) {
                work.update::<report_template::Entity>(template, |row| {
                    row.written_to = done;
                    row.trouble = trouble;
                })
                .await?;
            }
            Ok(())
        })
    });
    match written.await {
        // Somebody is changing it: the next round says it.
        Ok(_) | Err(Error::Conflict { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Whether this one is written already: it need not be gathered to be told so.
pub(crate) async fn is_there(house: &House, template: ReportTemplateId, node: Uuid, day: NaiveDate) -> Result<bool> {
    let select = Query::select()
        .column("day")
        .from(TABLE)
        .and_where(Expr::col("template_id").eq(template.0))
        .and_where(Expr::col("node_id").eq(node))
        .and_where(Expr::col("day").eq(day))
        .take();
    Ok(house.store.reader().query_one(&select).await?.is_some())
}

/// Notes that it is written, in the transaction that writes it; whether it was not there.
pub(crate) async fn claim(work: &Work, template: ReportTemplateId, node: Uuid, day: NaiveDate) -> Result<bool> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["template_id", "node_id", "day", "ran_at"])
        .values_panic([template.0.into(), node.into(), day.into(), work.now.into()])
        .on_conflict(OnConflict::columns(["template_id", "node_id", "day"]).do_nothing().clone());
    Ok(work.conn().execute(&insert).await?.rows_affected() == 1)
}
