//! Initiatives that are late: milestones that are not there on their day, and what runs on beyond its end.

use super::Gathering;
use crate::{
    facts::{Item, List},
    whose::Node,
};
use initiatives::{initiative, milestone};
use kernel::{Actor, Resource, Result};
use sea_orm::{ColumnTrait, Condition, QueryFilter, prelude::Uuid};
use std::collections::BTreeMap;

const TOGETHER: usize = 500;

/// The latest first; nothing where initiatives are not theirs to see.
pub async fn of(gathering: &Gathering<'_>, actor: &Actor, node: &Node) -> Result<Option<List>> {
    if actor.reach(initiative::Entity::NAME, "read").is_none() {
        return Ok(None);
    }
    let running = running(gathering, actor, node).await?;
    let to = gathering.close.to;
    let mut items: Vec<Item> = Vec::new();
    for row in running.values().filter(|row| row.to <= to) {
        items.push(Item {
            noun: initiative::Entity::NAME.to_owned(),
            id: row.id.0,
            title: Some(row.name.clone()),
            owner: Some(row.owner_id.0),
            amount: None,
            was: Some(row.to),
            is: None,
            days: Some((to - row.to).num_days()),
            word: Some("not_ended".to_owned()),
        });
    }
    items.extend(milestones(gathering, actor, &running).await?);
    items.sort_by_key(|item| (std::cmp::Reverse(item.days), item.id));
    Ok(Some(List::of(items, gathering.template.top())))
}

/// Those that ran at the close, of the node's people or for one of its units.
async fn running(gathering: &Gathering<'_>, actor: &Actor, node: &Node) -> Result<BTreeMap<Uuid, initiative::Model>> {
    use initiative::{Column, Entity, State};
    let reader = gathering.house.reader(actor);
    let about: Vec<Uuid> = node.people.iter().chain(&node.units).copied().collect();
    let mut running = BTreeMap::new();
    for about in about.chunks(TOGETHER) {
        let concern = Condition::any()
            .add(Column::OwnerId.is_in(about.iter().copied()))
            .add(Column::UnitId.is_in(about.iter().copied()));
        let alive = Condition::any().add(Column::EndedOn.is_null()).add(Column::EndedOn.gt(gathering.close.to));
        let begun = reader.visible::<Entity>().filter(Column::StartedOn.lte(gathering.close.to));
        let select = begun.filter(Column::State.ne(State::Idea)).filter(concern).filter(alive);
        running.extend(select.all(reader.conn).await?.into_iter().map(|row| (row.id.0, row)));
    }
    Ok(running)
}

/// Milestones of those that were not reached on their day, nor by the close.
async fn milestones(
    gathering: &Gathering<'_>,
    actor: &Actor,
    running: &BTreeMap<Uuid, initiative::Model>,
) -> Result<Vec<Item>> {
    use milestone::{Column, Entity};
    let to = gathering.close.to;
    let reader = gathering.house.reader(actor);
    let ids: Vec<Uuid> = running.keys().copied().collect();
    let mut items = Vec::new();
    for ids in ids.chunks(TOGETHER) {
        let late = Condition::any().add(Column::Done.eq(false)).add(Column::DoneOn.gt(to));
        let due = reader.visible::<Entity>().filter(Column::DueOn.lte(to)).filter(late);
        for row in due.filter(Column::InitiativeId.is_in(ids.iter().copied())).all(reader.conn).await? {
            let whole = running.get(&row.initiative_id.0).map(|row| row.name.as_str()).unwrap_or_default();
            items.push(Item {
                noun: Entity::NAME.to_owned(),
                id: row.id.0,
                title: Some(format!("{whole} · {}", row.name)),
                owner: row.owner_id.map(|owner| owner.0),
                amount: None,
                was: Some(row.due_on),
                is: None,
                days: Some((to - row.due_on).num_days()),
                word: Some("milestone".to_owned()),
            });
        }
    }
    Ok(items)
}
