//! Agreements begin and end with their days, and months are scored until they are closed.

use crate::{
    agreement::{self, AgreementId, State},
    kpi::{self, AgreementKpiId, How},
    line::{self, AgreementLineId},
    measuring::{self, Desk},
    rules,
    score::{self, AgreementScoreId},
    scoring::{self, Scored},
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Quantity, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("agreements.turn_of_the_day", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "turned": turn(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(1800))
}

pub fn scores() -> Job {
    Job::new("agreements.scores", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "months": score(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(3600))
}

/// Brings the states of what both have signed up to a day; how many changed.
///
/// # Errors
/// What the database says.
pub async fn turn(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let (turned, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                work.today = today;
                let open = work
                    .every::<agreement::Entity>()
                    .filter(agreement::Column::State.is_in([State::Countersigned, State::InForce]))
                    .order_by_asc(agreement::Column::Id);
                let mut turned = 0;
                for row in open.all(work.conn()).await? {
                    let state = rules::state_on(&row, today);
                    if state != row.state {
                        work.update::<agreement::Entity>(row, |row| row.state = state).await?;
                        turned += 1;
                    }
                }
                Ok(turned)
            })
        })
        .await?;
    Ok(turned)
}

/// What was asked for a KPI.
struct Asked {
    kpi: AgreementKpiId,
    target: Option<Quantity>,
    actual: Option<Quantity>,
    target_to_date: Option<Quantity>,
    actual_to_date: Option<Quantity>,
}

/// Scores all months that are not closed, up to a day; how many were looked at.
///
/// # Errors
/// What the database says.
pub async fn score(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let rows = reader
        .visible::<agreement::Entity>()
        .filter(agreement::Column::State.is_in([State::InForce, State::Replaced, State::Ended]))
        .filter(agreement::Column::CountsFrom.is_not_null())
        .order_by_asc(agreement::Column::Id);
    let agreements = rows.all(reader.conn).await?;
    let mut desk = Desk::open(house)?;
    let mut looked = 0;
    for agreement in agreements {
        let closed = reader
            .visible::<score::Entity>()
            .filter(score::Column::AgreementId.eq(agreement.id))
            .filter(score::Column::State.eq(score::State::Closed));
        let closed: BTreeSet<NaiveDate> = closed.all(reader.conn).await?.into_iter().map(|row| row.month).collect();
        let open: Vec<NaiveDate> =
            months_of(&agreement, today).into_iter().filter(|month| !closed.contains(month)).collect();
        if open.is_empty() {
            continue;
        }
        let select = reader.visible::<kpi::Entity>().filter(kpi::Column::AgreementId.eq(agreement.id));
        let kpis = select.order_by_asc(kpi::Column::Place).order_by_asc(kpi::Column::Id).all(reader.conn).await?;
        for month in open {
            // Numbers are asked before the work begins: they wait for what was written, and nothing waits for them.
            let asked = ask(&mut desk, house, &agreement, &kpis, month).await?;
            let id = agreement.id;
            let writing = house.write(Actor::system().through(Origin::Job), None, move |work| {
                Box::pin(async move { keep(work, id, month, asked, today).await })
            });
            writing.await?;
            looked += 1;
        }
    }
    Ok(looked)
}

/// The months that an edition is scored for: those that end, or run, while it counts.
fn months_of(agreement: &agreement::Model, today: NaiveDate) -> Vec<NaiveDate> {
    let from = agreement.counts_from.unwrap_or(agreement.from);
    let until = agreement.counts_to.unwrap_or(agreement.to);
    let ended_early = agreement.is_cut_short();
    let belongs = |month: &NaiveDate| {
        let mut decisive = rules::last_of(*month).min(agreement.to);
        if ended_early {
            decisive = decisive.min(until);
        }
        *month <= today && *month <= until && from <= decisive && decisive <= until
    };
    rules::months(agreement.from, agreement.to).into_iter().filter(belongs).collect()
}

async fn ask(
    desk: &mut Desk,
    house: &House,
    agreement: &agreement::Model,
    kpis: &[kpi::Model],
    month: NaiveDate,
) -> Result<Vec<Asked>> {
    let (from, to) = (month.max(agreement.from), rules::last_of(month).min(agreement.to));
    let mut asked = Vec::new();
    for kpi in kpis {
        let targets = measuring::targets(house, kpi, agreement)?;
        let mut one = Asked {
            kpi: kpi.id,
            target: targets.get(&month).copied(),
            actual: None,
            target_to_date: measuring::target_to_date(house, kpi, &targets, month),
            actual_to_date: None,
        };
        // A number that has gone since, with its capability, has no answer; the others have.
        let known = kpi.metric.as_deref().filter(|name| house.registry.metrics.contains_key(name));
        if let Some(name) = known.filter(|_| kpi.how != How::Judged) {
            one.actual = desk.value(name, agreement, from, to).await?;
            one.actual_to_date = desk.value(name, agreement, agreement.from, to).await?;
        }
        asked.push(one);
    }
    Ok(asked)
}

async fn keep(work: &mut Work, id: AgreementId, month: NaiveDate, asked: Vec<Asked>, today: NaiveDate) -> Result<()> {
    let agreement = agreement::locked(work, id).await?;
    let score = match score::of(work, id).await?.into_iter().find(|score| score.month == month) {
        Some(score) if score.state == score::State::Closed => return Ok(()),
        Some(score) => score,
        None => work.create::<score::Entity>(empty(work, &agreement, month)).await?,
    };
    let kpis = kpi::of(work, id).await?;
    let mut lines = line::of(work, score.id).await?;
    for (kpi, asked) in kpis.iter().filter_map(|kpi| Some((kpi, asked.iter().find(|asked| asked.kpi == kpi.id)?))) {
        let before = lines.iter().position(|line| line.kpi_id == kpi.id).map(|at| lines.swap_remove(at));
        let after = scored(work, &score, kpi, asked, before.as_ref()).await?;
        match before {
            Some(before) if before == after => {}
            Some(before) => {
                work.update::<line::Entity>(before, |line| *line = after).await?;
            }
            None => {
                work.create::<line::Entity>(after).await?;
            }
        }
    }
    let score = add_up(work, score).await?;
    if score.missing == 0 && rules::closes(month, today) {
        close(work, score).await?;
    }
    Ok(())
}

fn empty(work: &Work, agreement: &agreement::Model, month: NaiveDate) -> score::Model {
    score::Model {
        id: AgreementScoreId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: serde_json::json!({}),
        agreement_id: agreement.id,
        name: format!("{} · {}", agreement.name, month.format("%Y-%m")),
        party_id: agreement.party_id,
        superior_id: agreement.superior_id,
        month,
        state: score::State::Open,
        points: Quantity::ZERO,
        full: Quantity::ZERO,
        points_to_date: Quantity::ZERO,
        missing: 0,
        worked_out_at: None,
        closed_at: None,
    }
}

/// The line of a KPI as it is now; what somebody judged stays.
async fn scored(
    work: &Work,
    score: &score::Model,
    kpi: &kpi::Model,
    asked: &Asked,
    before: Option<&line::Model>,
) -> Result<line::Model> {
    let rule = kpi.rule();
    let fewer = measuring::fewer(&work.house, kpi);
    let judged = before.filter(|_| kpi.how == How::Judged);
    let actual = if kpi.how == How::Judged { judged.and_then(|line| line.actual) } else { asked.actual };
    let now = scoring::score(&rule, asked.target, actual, fewer);
    let to_date = match kpi.how {
        How::Linear | How::Bands => scoring::score(&rule, asked.target_to_date, asked.actual_to_date, fewer),
        // As many as a month had on average.
        How::Deduction => {
            let months = rules::months(agreement_from(work, score).await?, score.month).len();
            let each = asked.actual_to_date.map(|count| Quantity(count.0 / i64::try_from(months.max(1)).unwrap_or(1)));
            scoring::score(&rule, None, each, fewer)
        }
        How::Judged => Scored { points: judged_to_date(work, score, kpi, now.points).await?, ..Scored::default() },
    };
    let fresh = line::Model {
        id: AgreementLineId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: serde_json::json!({}),
        score_id: score.id,
        kpi_id: kpi.id,
        title: kpi.title.clone(),
        target: None,
        actual: None,
        attainment: None,
        points: None,
        full: kpi.full(),
        decided: None,
        target_to_date: None,
        actual_to_date: None,
        points_to_date: None,
        judged_by_id: None,
        note: None,
        place: kpi.place,
    };
    Ok(line::Model {
        target: asked.target,
        actual,
        attainment: now.attainment,
        points: now.points,
        decided: line::word(now.by),
        target_to_date: asked.target_to_date,
        actual_to_date: asked.actual_to_date,
        points_to_date: to_date.points,
        ..before.cloned().unwrap_or(fresh)
    })
}

async fn agreement_from(work: &Work, score: &score::Model) -> Result<NaiveDate> {
    Ok(work.fetch::<agreement::Entity>(score.agreement_id.0).await?.from)
}

/// What was judged in the months so far, on average.
async fn judged_to_date(
    work: &Work,
    score: &score::Model,
    kpi: &kpi::Model,
    now: Option<Quantity>,
) -> Result<Option<Quantity>> {
    let before = score::of(work, score.agreement_id).await?;
    let before: Vec<_> = before.iter().filter(|other| other.month < score.month).map(|other| other.id).collect();
    let lines = work.every::<line::Entity>().filter(line::Column::KpiId.eq(kpi.id));
    let lines = lines.filter(line::Column::ScoreId.is_in(before)).all(work.conn()).await?;
    let points: Vec<Quantity> = lines.into_iter().filter_map(|line| line.points).chain(now).collect();
    let count = i64::try_from(points.len()).unwrap_or(1);
    Ok((count > 0).then(|| Quantity(points.iter().map(|points| points.0).sum::<i64>() / count / 100 * 100)))
}

/// The month says what its lines come to.
pub(crate) async fn add_up(work: &mut Work, score: score::Model) -> Result<score::Model> {
    let lines = line::of(work, score.id).await?;
    let points = scoring::sum(lines.iter().map(|line| line.points));
    let full = scoring::sum(lines.iter().filter(|line| line.points.is_some()).map(|line| Some(line.full)));
    let to_date = scoring::sum(lines.iter().map(|line| line.points_to_date));
    let missing = i64::try_from(lines.iter().filter(|line| line.points.is_none()).count()).unwrap_or(i64::MAX);
    let said = (points, full, to_date, missing);
    if score.worked_out_at.is_some() && (score.points, score.full, score.points_to_date, score.missing) == said {
        return Ok(score);
    }
    let now = work.now;
    work.update::<score::Entity>(score, |score| {
        (score.points, score.full, score.points_to_date, score.missing) = said;
        score.worked_out_at = Some(now);
    })
    .await
}

pub(crate) async fn close(work: &mut Work, score: score::Model) -> Result<score::Model> {
    let now = work.now;
    work.update::<score::Entity>(score, |score| {
        (score.state, score.closed_at) = (score::State::Closed, Some(now));
    })
    .await
}
