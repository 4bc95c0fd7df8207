//! The months of an agreement with what each KPI came to, as their reader sees them.

use crate::{
    agreement::{self, AgreementId},
    kpi, line, measuring, paper, rules, score,
    whole::label,
    words::{Words, unit_of},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, BasisPoints, House, Quantity, Resource, Result, metric::Unit};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;

#[derive(Debug, Serialize)]
pub struct Month {
    pub id: Uuid,
    pub edition: i64,
    pub month: NaiveDate,
    pub state: score::State,
    pub state_label: String,
    pub points: Value,
    pub full: Value,
    pub points_to_date: Value,
    pub missing: i64,
    pub worked_out_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub id: Uuid,
    pub title: String,
    pub how: kpi::How,
    pub rule: String,
    pub measure: Unit,
    pub target: Option<Value>,
    pub actual: Option<Value>,
    pub attainment: Option<Value>,
    pub points: Option<Value>,
    pub full: Value,
    pub decided: Option<String>,
    pub target_to_date: Option<Value>,
    pub actual_to_date: Option<Value>,
    pub points_to_date: Option<Value>,
    pub note: Option<String>,
    /// Whether the reader may judge it now.
    pub judges: bool,
    /// What `POST /kpis/ask` takes to show the rows behind the number.
    pub question: Option<Value>,
}

/// The months of all editions, the newest first.
pub async fn of(house: &House, actor: &Actor, editions: &[agreement::Model]) -> Result<Vec<Month>> {
    let reader = house.reader(actor);
    let ids: Vec<AgreementId> = editions.iter().map(|edition| edition.id).collect();
    let scores = reader.visible::<score::Entity>().filter(score::Column::AgreementId.is_in(ids.clone()));
    let scores = scores.order_by_desc(score::Column::Month).all(reader.conn).await?;
    let kpis = reader.visible::<kpi::Entity>().filter(kpi::Column::AgreementId.is_in(ids)).all(reader.conn).await?;
    let lines =
        reader.visible::<line::Entity>().filter(line::Column::ScoreId.is_in(scores.iter().map(|score| score.id)));
    let lines = lines.order_by_asc(line::Column::Place).order_by_asc(line::Column::Id).all(reader.conn).await?;
    let words = Words { house, language: actor.locale };
    let mut months = Vec::new();
    for score in &scores {
        let Some(agreement) = editions.iter().find(|edition| edition.id == score.agreement_id) else { continue };
        let theirs = lines.iter().filter(|line| line.score_id == score.id);
        let told = theirs.filter_map(|line| {
            let kpi = kpis.iter().find(|kpi| kpi.id == line.kpi_id)?;
            let (from, to) = (score.month.max(agreement.from), rules::last_of(score.month).min(agreement.to));
            let judge = kpi.judge_id.or(agreement.superior_id).map(|judge| judge.0);
            let metric = kpi.metric.as_deref().filter(|name| house.registry.metrics.contains_key(name));
            Some(Line {
                id: line.id.0,
                title: line.title.clone(),
                how: kpi.how,
                rule: paper::said(&words, kpi, ""),
                measure: unit_of(house, kpi.metric.as_deref()),
                target: line.target.map(Quantity::number),
                actual: line.actual.map(Quantity::number),
                attainment: line.attainment.map(BasisPoints::number),
                points: line.points.map(Quantity::number),
                full: line.full.number(),
                decided: line.decided.clone(),
                target_to_date: line.target_to_date.map(Quantity::number),
                actual_to_date: line.actual_to_date.map(Quantity::number),
                points_to_date: line.points_to_date.map(Quantity::number),
                note: line.note.clone(),
                judges: kpi.how == kpi::How::Judged
                    && score.state == score::State::Open
                    && judge.is_some()
                    && judge == actor.person,
                question: metric
                    .filter(|_| kpi.how != kpi::How::Judged)
                    .map(|name| measuring::question(house, name, agreement, from, to.min(house.today().max(from)))),
            })
        });
        months.push(Month {
            id: score.id.0,
            edition: agreement.edition,
            month: score.month,
            state: score.state,
            state_label: label(house, actor, score::Entity::NAME, "state", &score.state),
            points: score.points.number(),
            full: score.full.number(),
            points_to_date: score.points_to_date.number(),
            missing: score.missing,
            worked_out_at: score.worked_out_at,
            closed_at: score.closed_at,
            lines: told.collect(),
        });
    }
    Ok(months)
}
