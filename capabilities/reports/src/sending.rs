//! Who hears of a report. By which way and at which hour is a matter of their preferences.

use crate::{
    report::{self, Column, Entity, Model, State},
    report_subscription as subscription, report_template,
};
use chrono::{DateTime, Utc};
use inbox::{Kind, News};
use kernel::{Actor, House, Origin, Resource, Result, Work};
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use std::{collections::BTreeSet, sync::Arc};

/// It goes out: whoever is to read it hears of it.
pub async fn release(work: &mut Work, report: Model) -> Result<Model> {
    let now = work.now;
    let out = work
        .update::<Entity>(report, |row| {
            row.state = State::Out;
            row.went_out_at = Some(now);
        })
        .await?;
    tell(work, &out, "out").await?;
    Ok(out)
}

/// Tells everybody whom it is for; `which` tells one telling from another.
pub async fn tell(work: &Work, report: &Model, which: &str) -> Result<usize> {
    // What is brought in, or taken back, is no news.
    if work.actor.origin == Origin::Import || work.takes_back() {
        return Ok(0);
    }
    let readers = readers(work, report).await?;
    for reader in &readers {
        let news = News {
            reader: reader.0,
            kind: Kind::Report,
            noun: Entity::NAME.to_owned(),
            row: report.id.0,
            about: None,
            // Also whoever sends it again may be one who reads it.
            by: None,
            key: format!("report:{}:{which}", report.id),
        };
        inbox::tell(work, news).await?;
    }
    Ok(readers.len())
}

/// There is a newer edition: nobody is told of this one any more.
pub async fn no_news_any_more(work: &Work, report: &Model) -> Result<()> {
    for reader in readers(work, report).await? {
        inbox::settle(work, Kind::Report, Entity::NAME, report.id.0, reader.0).await?;
    }
    Ok(())
}

/// Whoever it is about, whoever leads the unit now, those whom the template names, those who want it; less those who do not.
/// Whether they may see it is asked when they look.
async fn readers(work: &Work, report: &Model) -> Result<BTreeSet<PersonId>> {
    let template = work.fetch::<report_template::Entity>(report.template_id.0).await?;
    let whose = report.leader_id.or(report.whose_id);
    let mut readers: BTreeSet<PersonId> = whose.into_iter().chain(template.told_id).collect();
    if template.superior
        && let Some(whose) = whose
    {
        readers.extend(work.fetch::<person::Entity>(whose.0).await?.manager_id);
    }
    let of_it = match report.unit_id {
        Some(unit) => subscription::Column::UnitId.eq(unit),
        None => subscription::Column::UnitId.is_null(),
    };
    let of_it = Condition::any().add(of_it).add(subscription::Column::UnitId.is_null());
    let chosen = work.every::<subscription::Entity>().filter(subscription::Column::TemplateId.eq(report.template_id));
    for row in chosen.filter(of_it).all(work.conn()).await? {
        let Some(reader) = row.reader_id else { continue };
        if !row.wanted {
            readers.remove(&reader);
        } else if row.unit_id.is_some() {
            readers.insert(reader);
        }
    }
    let here = work.every::<person::Entity>().filter(person::Column::Id.is_in(readers.iter().copied()));
    let here = here.filter(person::Column::Active.eq(true)).select_only().column(person::Column::Id);
    Ok(here.into_tuple::<PersonId>().all(work.conn()).await?.into_iter().collect())
}

/// Those whose time for a remark is over go out; how many.
///
/// # Errors
/// What the database says.
pub async fn due(house: &Arc<House>, now: DateTime<Utc>, origin: Origin) -> Result<usize> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let waiting = reader.visible::<Entity>().filter(Column::State.eq(State::Waiting));
    let over = waiting.filter(Column::GoesOutAt.lte(now)).order_by_asc(Column::Id);
    let ids = over.select_only().column(Column::Id).into_tuple::<report::ReportId>().all(reader.conn).await?;
    let mut out = 0;
    for id in ids {
        let written = house.write(Actor::system().through(origin), None, move |work| {
            Box::pin(async move {
                // Somebody may have sent it since it was found.
                let row = report::locked(work, id).await?;
                if row.state != State::Waiting {
                    return Ok(0_usize);
                }
                release(work, row).await?;
                Ok(1)
            })
        });
        out += written.await?.0;
    }
    Ok(out)
}
