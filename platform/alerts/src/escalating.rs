//! What nobody acted on goes up: to the superior, then to theirs.

use crate::{
    alert::{self, AlertId, Column, State},
    alert_rule,
    events::AlertWentUp,
    raising, telling, whom,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Origin, Resource, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::sync::Arc;

/// Passes up what was due before today; how many cases that were.
pub async fn look(house: &Arc<House>, today: NaiveDate, origin: Origin) -> Result<usize> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let late = reader.visible::<alert::Entity>().filter(Column::State.eq(State::Open)).filter(Column::ActBy.lt(today));
    let ids = late.order_by_asc(Column::Id).select_only().column(Column::Id);
    let mut done = 0;
    for id in ids.into_tuple::<AlertId>().all(reader.conn).await? {
        let (went, _) = house
            .write(Actor::system().through(origin), None, move |work| {
                Box::pin(async move { one(work, id, today).await })
            })
            .await?;
        done += usize::from(went);
    }
    Ok(done)
}

async fn one(work: &mut Work, id: AlertId, today: NaiveDate) -> Result<bool> {
    // Somebody may have acted since it was found.
    let alert = alert::locked(work, id).await?;
    if alert.state != State::Open || alert.act_by.is_none_or(|by| today <= by) {
        return Ok(false);
    }
    let rule = work.fetch::<alert_rule::Entity>(alert.rule_id.0).await?;
    let superior = match alert.escalated_id.or(alert.assignee_id) {
        Some(person) => whom::superior(work, person).await?,
        None => None,
    };
    let late = alert.assignee_id;
    // At the top it stays where it is.
    let act_by = superior.and_then(|_| raising::act_by(work, &rule));
    let went = work
        .update::<alert::Entity>(alert, |row| {
            row.act_by = act_by;
            if let Some(superior) = superior {
                row.escalated_id = Some(superior);
                row.level += 1;
            }
        })
        .await?;
    if superior.is_none() {
        return Ok(false);
    }
    telling::stands(work, &went).await?;
    if let Some(late) = late {
        telling::overdue(work, &went, late).await?;
    }
    let news = AlertWentUp { alert: went.id, rule: went.rule_id };
    work.announce(alert::Entity::NAME, went.id.0, news).await?;
    Ok(true)
}
