//! What follows from whose a row is: who else sees it, whose its parts are, and who is told.

use crate::{
    initiative::{self, InitiativeId},
    landing_check, milestone,
    path::{self, PathId},
    resource,
    resource::ResourceId,
    resource_use, risk, teams,
};
use inbox::{Kind, News};
use kernel::{Actor, Batch, Record, Resource, Result, Work, list::Reader};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, prelude::Uuid};
use serde_json::json;
use std::collections::BTreeSet;

/// Those who do something about a path see it, and what the others do.
pub async fn path_team(work: &Work, path: PathId) -> Result<()> {
    let owners = path::initiatives(work, path).await?.into_iter().map(|row| row.owner_id).collect();
    teams::set(work, path::Entity::NAME, path.0, &owners).await
}

/// Those who carry a part of an initiative see it.
pub async fn initiative_team(work: &Work, id: InitiativeId) -> Result<()> {
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    let milestones = work.every::<milestone::Entity>().filter(milestone::Column::InitiativeId.eq(id));
    people.extend(milestones.all(work.conn()).await?.into_iter().filter_map(|row| row.owner_id));
    let risks = work.every::<risk::Entity>().filter(risk::Column::InitiativeId.eq(id));
    people.extend(risks.all(work.conn()).await?.into_iter().filter_map(|row| row.owner_id));
    let checks = work.every::<landing_check::Entity>().filter(landing_check::Column::InitiativeId.eq(id));
    people.extend(checks.all(work.conn()).await?.into_iter().filter_map(|row| row.owner_id));
    let uses = work.every::<resource_use::Entity>().filter(resource_use::Column::InitiativeId.eq(id));
    let used = uses.all(work.conn()).await?.into_iter().map(|row| row.resource_id);
    let resources = work.every::<resource::Entity>().filter(resource::Column::Id.is_in(used));
    people.extend(resources.all(work.conn()).await?.into_iter().map(|row| row.owner_id));
    teams::set(work, initiative::Entity::NAME, id.0, &people).await
}

/// A resource is seen by those whose initiatives it serves, and they by whoever answers for it.
pub async fn uses(work: &Work, row: &resource_use::Model) -> Result<()> {
    resource_team(work, row.resource_id).await?;
    initiative_team(work, row.initiative_id).await
}

async fn resource_team(work: &Work, id: ResourceId) -> Result<()> {
    let uses = work.every::<resource_use::Entity>().filter(resource_use::Column::ResourceId.eq(id));
    let served = uses.all(work.conn()).await?.into_iter().map(|row| row.initiative_id);
    let served = work.every::<initiative::Entity>().filter(initiative::Column::Id.is_in(served));
    let owners = served.all(work.conn()).await?.into_iter().map(|row| row.owner_id).collect();
    teams::set(work, resource::Entity::NAME, id.0, &owners).await
}

/// A path that is somebody else's: its initiatives say so.
pub async fn path_owner(work: &mut Work, path: &path::Model) -> Result<()> {
    let house = work.house.clone();
    let system = Actor::system();
    let reader = Reader::of(&house, work.conn(), &system);
    let noun = house.registry.known(initiative::Entity::NAME)?;
    let rows = reader.holding(noun, "path_id", &[json!(path.id)]).await?;
    let owner = json!(path.owner_id);
    let changed: Vec<(Record, Record)> = rows
        .into_iter()
        .filter(|row| row.get("path_owner_id") != Some(&owner))
        .map(|before| {
            let mut after = before.clone();
            after.insert("path_owner_id".to_owned(), owner.clone());
            (before, after)
        })
        .collect();
    if !changed.is_empty() {
        work.write_batch(initiative::Entity::NAME, Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
}

/// An initiative that is somebody else's: they see what it uses.
pub async fn initiative_owner(work: &Work, initiative: &initiative::Model) -> Result<()> {
    let uses = work.every::<resource_use::Entity>().filter(resource_use::Column::InitiativeId.eq(initiative.id));
    for row in uses.all(work.conn()).await? {
        resource_team(work, row.resource_id).await?;
    }
    Ok(())
}

/// A resource that is somebody else's: they see what it serves.
pub async fn resource_owner(work: &Work, resource: &resource::Model) -> Result<()> {
    let uses = work.every::<resource_use::Entity>().filter(resource_use::Column::ResourceId.eq(resource.id));
    for row in uses.all(work.conn()).await? {
        initiative_team(work, row.initiative_id).await?;
    }
    Ok(())
}

/// Tells somebody that a row is theirs now.
pub async fn handed_over(work: &Work, noun: &'static str, row: Uuid, reader: PersonId, version: i64) -> Result<()> {
    if !crate::is_news(work) {
        return Ok(());
    }
    let news = News {
        reader: reader.0,
        kind: Kind::HandedOver,
        noun: noun.to_owned(),
        row,
        about: None,
        by: work.actor.person,
        key: format!("{noun}:{row}:{version}"),
    };
    inbox::tell(work, news).await
}

/// Nothing has to be done about the row any more.
pub async fn settled(work: &Work, noun: &'static str, row: Uuid, reader: Option<PersonId>) -> Result<()> {
    let Some(reader) = reader else { return Ok(()) };
    for kind in [Kind::Date, Kind::HandedOver] {
        inbox::settle(work, kind, noun, row, reader.0).await?;
    }
    Ok(())
}
