//! Alerts about the unit, what stands below it, and its people.

use super::Gathering;
use crate::{
    facts::{Alerts, Item, List},
    whose::Node,
};
use alerts::{
    alert::{self, Column, Entity},
    alert_rule::Severity,
};
use kernel::{Actor, Resource, Result};
use sea_orm::{ColumnTrait, Condition, QueryFilter, prelude::Uuid};

const TOGETHER: usize = 500;

/// Raised and ended in the period, and open at its close; nothing where alerts are not theirs to see.
pub async fn of(gathering: &Gathering<'_>, actor: &Actor, node: &Node) -> Result<Option<Alerts>> {
    let Gathering { house, template, close, .. } = gathering;
    if actor.reach(Entity::NAME, "read").is_none() {
        return Ok(None);
    }
    let reader = house.reader(actor);
    let mut rows: Vec<alert::Model> = Vec::new();
    let about: Vec<Uuid> = node.people.iter().chain(&node.units).copied().collect();
    for about in about.chunks(TOGETHER) {
        let concern = Condition::any()
            .add(Column::RowId.is_in(about.iter().copied()))
            .add(Column::AssigneeId.is_in(about.iter().copied()));
        let standing = Condition::any().add(Column::EndedOn.is_null()).add(Column::EndedOn.gte(close.from));
        let select = reader.visible::<Entity>().filter(Column::FirstSeenOn.lte(close.to));
        rows.extend(select.filter(concern).filter(standing).all(reader.conn).await?);
    }
    rows.sort_by_key(|row| (rank(row.severity), row.first_seen_on, row.id));
    // Who is in charge may stand in another part of the list than what it is about.
    rows.dedup_by_key(|row| row.id);
    let top = template.top();
    let list = |which: &dyn Fn(&alert::Model) -> bool| {
        let items = rows.iter().filter(|row| which(row)).map(|row| item(row, gathering)).collect();
        List::of(items, top)
    };
    let ended = |row: &alert::Model| row.ended_on.is_some_and(|day| day <= close.to);
    Ok(Some(Alerts {
        raised: list(&|row| row.first_seen_on >= close.from),
        ended: list(&ended),
        open: list(&|row| !ended(row)),
    }))
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Critical => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

fn item(row: &alert::Model, gathering: &Gathering<'_>) -> Item {
    let word = match row.severity {
        Severity::Critical => "critical",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    Item {
        noun: Entity::NAME.to_owned(),
        id: row.id.0,
        title: Some(row.title.clone()),
        owner: row.assignee_id.map(|person| person.0),
        amount: None,
        was: Some(row.first_seen_on),
        is: row.ended_on.filter(|day| *day <= gathering.close.to),
        days: Some((gathering.close.to - row.first_seen_on).num_days()),
        word: Some(word.to_owned()),
    }
}
