//! What came in after a report was written: its numbers are asked again, and what differs is said.

use crate::{
    counting::{self, Wanted},
    facts::{Differs, Facts, Figure},
    keeping,
    report::{self, Column, Entity, Model, State},
    report_template,
    whose::{self, Node},
};
use kernel::{Actor, House, Job, Origin, Result, metric::When};
use kpis::Numbers;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::{collections::BTreeSet, sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("reports.late", |house, _| Box::pin(async move { Ok(json!({ "late": look(house).await? })) }))
        .every(Duration::from_secs(6 * 3600))
}

/// The numbers that came out otherwise.
pub fn between(was: &Facts, is: &[Figure]) -> Vec<Differs> {
    let differs = |before: &Figure| {
        let now = is.iter().find(|figure| figure.key == before.key)?;
        (now.value != before.value).then(|| Differs {
            key: before.key.clone(),
            metric: before.metric.clone(),
            was: before.value.clone(),
            is: now.value.clone(),
        })
    };
    was.figures.iter().filter_map(differs).collect()
}

/// What the numbers of a report are now. What stood open on a past day is not kept and not asked again.
///
/// # Errors
/// What the database says.
pub async fn now(house: &House, numbers: &Numbers, report: &Model, facts: &Facts) -> Result<Vec<Differs>> {
    let Some(whose) = report.leader_id.or(report.whose_id) else { return Ok(Vec::new()) };
    let Some(actor) = whose::reader(house, whose).await? else { return Ok(Vec::new()) };
    let node =
        Node { unit: report.unit_id, whose, name: String::new(), people: BTreeSet::new(), units: BTreeSet::new() };
    let lasting = |figure: &&Figure| {
        let metric = house.registry.metrics.get(figure.metric.as_str());
        metric.is_some_and(|metric| !matches!(metric.when, When::AsOf { .. }))
    };
    let wanted = facts.figures.iter().filter(lasting).map(|figure| Wanted {
        key: figure.key.clone(),
        metric: figure.metric.clone(),
        from: figure.from,
        to: figure.to,
        before: None,
    });
    let figures = counting::figures(house, numbers, &actor, &node, wanted.collect()).await?;
    Ok(between(facts, &figures))
}

/// Looks at the reports of each template's last close, and marks those whose numbers have changed since; how many.
///
/// # Errors
/// What the database says.
pub async fn look(house: &Arc<House>) -> Result<usize> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let on = reader.visible::<report_template::Entity>().filter(report_template::Column::Active.eq(true));
    let mut marked = 0;
    for template in on.order_by_asc(report_template::Column::Id).all(reader.conn).await? {
        let Some(to) = template.written_to else { continue };
        let last = reader.visible::<Entity>().filter(Column::TemplateId.eq(template.id)).filter(Column::To.eq(to));
        let last = last.filter(Column::State.ne(State::Replaced)).filter(Column::LateOn.is_null());
        let rows = last.order_by_asc(Column::Id).all(reader.conn).await?;
        if rows.is_empty() {
            continue;
        }
        let numbers = kpis::numbers_of(house, std::iter::empty()).await?;
        for row in rows {
            let facts = keeping::read(reader.conn, row.id).await?;
            if !now(house, &numbers, &row, &facts).await?.is_empty() {
                mark(house, row.id).await?;
                marked += 1;
            }
        }
    }
    Ok(marked)
}

async fn mark(house: &Arc<House>, id: report::ReportId) -> Result<()> {
    let written = house.write(Actor::system().through(Origin::Job), None, move |work| {
        Box::pin(async move {
            let row = report::locked(work, id).await?;
            let today = work.today;
            if row.late_on.is_none() {
                work.update::<Entity>(row, |row| row.late_on = Some(today)).await?;
            }
            Ok(())
        })
    });
    written.await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::Rhythm;

    fn figure(key: &str, value: &str) -> Figure {
        Figure {
            key: key.to_owned(),
            metric: "won_amount".to_owned(),
            from: None,
            to: "2026-11-22".parse().unwrap(),
            value: Some(value.to_owned()),
            before: None,
            numerator: None,
            denominator: None,
        }
    }

    #[test]
    fn what_came_out_otherwise_is_said_with_both_values() {
        let was = Facts {
            form: 1,
            rhythm: Rhythm::Week,
            from: "2026-11-16".parse().unwrap(),
            to: "2026-11-22".parse().unwrap(),
            at: "2026-11-22T23:00:00Z".parse().unwrap(),
            currency: kernel::Currency::CNY,
            sections: Vec::new(),
            figures: vec![figure("a", "1.00"), figure("b", "2.00"), figure("gone", "3.00")],
            pace: None,
            changes: None,
            slips: None,
            alerts: None,
            initiatives: None,
            next: None,
            news: Vec::new(),
        };
        let found = between(&was, &[figure("a", "1.00"), figure("b", "2.50")]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].was.as_deref(), found[0].is.as_deref()), (Some("2.00"), Some("2.50")));
    }
}
