//! What is to be done next.

use super::{Gathering, deals::Deals};
use crate::{
    facts::{Item, List, Next},
    whose::Node,
};
use activities::activity::{self, Sort};
use kernel::{Actor, Resource, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};

const TOGETHER: usize = 1_000;

/// Tasks that are due until the end of the period that runs, and deals that nobody goes on with.
pub async fn of(gathering: &Gathering<'_>, actor: &Actor, node: &Node, deals: &Deals) -> Result<Next> {
    let top = gathering.template.top();
    Ok(Next {
        tasks: tasks(gathering, actor, node).await?,
        without_step: deals.without_step(top),
        past_close: deals.past_close(top),
    })
}

async fn tasks(gathering: &Gathering<'_>, actor: &Actor, node: &Node) -> Result<List> {
    use activity::{Column, Entity};
    let Gathering { house, template, close, .. } = gathering;
    if actor.reach(Entity::NAME, "read").is_none() {
        return Ok(List::default());
    }
    let calendar = &house.company().calendar;
    let next = calendar.shift(template.rhythm.grain(), close.to, 1).map_or(close.to, |next| next.to());
    let reader = house.reader(actor);
    let mut items = Vec::new();
    let people: Vec<Uuid> = node.people.iter().copied().collect();
    for people in people.chunks(TOGETHER) {
        let open = reader.visible::<Entity>().filter(Column::Kind.eq(Sort::Task)).filter(Column::Done.eq(false));
        let due = open.filter(Column::DueOn.lte(next)).filter(Column::OwnerId.is_in(people.iter().copied()));
        for row in due.order_by_asc(Column::DueOn).all(reader.conn).await? {
            let late = row.due_on.map(|due| (close.to - due).num_days()).filter(|days| *days > 0);
            items.push(Item {
                noun: Entity::NAME.to_owned(),
                id: row.id.0,
                title: row.title.clone(),
                owner: row.owner_id.map(|owner| owner.0),
                amount: None,
                was: None,
                is: row.due_on,
                days: late,
                word: late.map(|_| "overdue".to_owned()),
            });
        }
    }
    items.sort_by_key(|item| (item.is, item.id));
    Ok(List::of(items, template.top()))
}
