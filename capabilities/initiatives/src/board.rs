//! Targets, actions and resources beside each other, and what does not fit between them; as far as its reader sees them.

use crate::{
    aiming::InForce,
    cards::{InitiativeCard, PathCard, ResourceCard, UnledCard, Use},
    findings::{self, Finding},
    initiative::{self, InitiativeId},
    landing_check, milestone,
    path::{self, PathId},
    reading::Names,
    resource, resource_use, risk, rules,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Resource as _, Result};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Serialize)]
pub struct Board {
    pub today: NaiveDate,
    pub paths: Vec<PathCard>,
    pub unled: Vec<UnledCard>,
    pub initiatives: Vec<InitiativeCard>,
    pub resources: Vec<ResourceCard>,
    pub uses: Vec<Use>,
    pub findings: Vec<Finding>,
}

/// All rows of a board that its reader sees.
pub(crate) struct Rows {
    paths: Vec<path::Model>,
    initiatives: Vec<initiative::Model>,
    resources: Vec<resource::Model>,
    uses: Vec<resource_use::Model>,
    pub(crate) milestones: Vec<milestone::Model>,
    pub(crate) checks: Vec<landing_check::Model>,
    risks: Vec<risk::Model>,
}

/// The board of one path, or of all that are open.
///
/// # Errors
/// [`kernel::Error::NotFound`] where the path is none of the reader's, and what the database says.
pub async fn of(house: &House, actor: &Actor, only: Option<PathId>) -> Result<Board> {
    let rows = read(house, actor, only).await?;
    let reader = house.reader(actor);
    let people = (rows.paths.iter().map(|row| row.owner_id))
        .chain(rows.paths.iter().filter_map(|row| row.person_id))
        .chain(rows.initiatives.iter().map(|row| row.owner_id))
        .chain(rows.resources.iter().map(|row| row.owner_id))
        .map(|person: PersonId| person.0);
    let units = rows.paths.iter().filter_map(|row| row.unit_id).map(|unit: UnitId| unit.0);
    let names = Names::of(house, actor, people, units).await?;
    let editable = async |noun: &str, ids: Vec<Uuid>| -> Result<BTreeSet<Uuid>> {
        reader.among(house.registry.known(noun)?, &ids, "edit").await
    };
    let paths_open = editable(path::Entity::NAME, rows.paths.iter().map(|row| row.id.0).collect()).await?;
    let initiatives_open =
        editable(initiative::Entity::NAME, rows.initiatives.iter().map(|row| row.id.0).collect()).await?;
    let in_force = InForce::of(house, &reader, &rows.paths).await?;
    let unled = match only {
        Some(_) => Vec::new(),
        None => in_force.without_path(&rows.paths, actor.person, house.today()),
    };
    let by_id: BTreeMap<Uuid, &path::Model> = rows.paths.iter().map(|row| (row.id.0, row)).collect();
    let paths: Vec<PathCard> = rows
        .paths
        .iter()
        .map(|row| {
            PathCard::of(house, actor, row, &rows.initiatives, (&names, &in_force), paths_open.contains(&row.id.0))
        })
        .collect();
    let cards = rows.initiatives.iter().map(|row| {
        let path = row.path_id.and_then(|id| by_id.get(&id.0).copied());
        InitiativeCard::of(house, actor, (row, path), &rows, &names, initiatives_open.contains(&row.id.0))
    });
    let initiatives = cards.collect();
    let mut findings: Vec<Finding> = unled.iter().map(|one| findings::unled(one.id, &one.name)).collect();
    findings.extend(look(&rows, &paths, house.today()));
    Ok(Board {
        today: house.today(),
        findings,
        unled: unled.into_iter().map(|one| UnledCard::of(house, actor, one)).collect(),
        paths,
        initiatives,
        resources: rows.resources.iter().map(|row| ResourceCard::of(row, &names)).collect(),
        uses: rows.uses.iter().map(Use::of).collect(),
    })
}

async fn read(house: &House, actor: &Actor, only: Option<PathId>) -> Result<Rows> {
    let reader = house.reader(actor);
    let conn = reader.conn;
    let mut paths = reader.visible::<path::Entity>();
    let mut initiatives = reader.visible::<initiative::Entity>();
    match only {
        Some(id) => {
            let path = reader.find::<path::Entity>(id.0).await?;
            paths = paths.filter(path::Column::Id.eq(path.id));
            initiatives = initiatives.filter(initiative::Column::PathId.eq(id));
        }
        None => paths = paths.filter(path::Column::State.eq(path::State::Open)),
    }
    let paths = paths.order_by_asc(path::Column::From).order_by_asc(path::Column::Name).all(conn).await?;
    let initiatives = initiatives.order_by_asc(initiative::Column::From).order_by_asc(initiative::Column::Name);
    let mut initiatives = initiatives.all(conn).await?;
    if only.is_none() {
        // What belongs to a path that is closed is looked at there.
        let open: BTreeSet<PathId> = paths.iter().map(|path| path.id).collect();
        initiatives.retain(|row| row.path_id.map_or(rules::alive(row.state), |path| open.contains(&path)));
    }
    let ids: Vec<_> = initiatives.iter().map(|row| row.id).collect();
    let uses = reader.visible::<resource_use::Entity>();
    let uses = uses.filter(resource_use::Column::InitiativeId.is_in(ids.iter().copied())).all(conn).await?;
    let mut resources = reader.visible::<resource::Entity>();
    if let Some(path) = only {
        let used = resource::Column::Id.is_in(uses.iter().map(|row| row.resource_id));
        resources = resources.filter(Condition::any().add(used).add(resource::Column::PathId.eq(path)));
    }
    let resources =
        resources.order_by_asc(resource::Column::Kind).order_by_asc(resource::Column::Name).all(conn).await?;
    let milestones = reader.visible::<milestone::Entity>();
    let milestones = milestones.filter(milestone::Column::InitiativeId.is_in(ids.iter().copied())).all(conn).await?;
    let checks = reader.visible::<landing_check::Entity>();
    let checks = checks.filter(landing_check::Column::InitiativeId.is_in(ids.iter().copied()));
    let checks = checks.order_by_asc(landing_check::Column::DueOn).all(conn).await?;
    let risks = reader.visible::<risk::Entity>();
    let risks = risks.filter(risk::Column::InitiativeId.is_in(ids)).all(conn).await?;
    Ok(Rows { paths, initiatives, resources, uses, milestones, checks, risks })
}

/// What does not fit, of what the reader sees.
fn look(rows: &Rows, paths: &[PathCard], today: NaiveDate) -> Vec<Finding> {
    let told: Vec<findings::Path> = paths
        .iter()
        .filter(|path| path.state == path::State::Open)
        .map(|path| findings::Path {
            id: path.id,
            name: path.name.clone(),
            standing: path.standing,
            trend: path.trend.is_some() && path.trend_on.is_some(),
            moved: path.target_now.is_some() && path.target_now != path.target,
        })
        .collect();
    let actions: Vec<findings::Action> = rows
        .initiatives
        .iter()
        .map(|row| findings::Action {
            id: row.id.0,
            name: row.name.clone(),
            state: row.state,
            aimed: row.path_id.is_some() || row.metric.is_some(),
        })
        .collect();
    let resources: Vec<findings::Resource> = rows
        .resources
        .iter()
        .map(|row| findings::Resource {
            id: row.id.0,
            name: row.name.clone(),
            state: row.state,
            serves_path: row.path_id.is_some(),
            overdrawn: row.overdrawn(),
        })
        .collect();
    let uses: Vec<findings::Use> = rows.uses.iter().map(|row| (row.resource_id.0, row.initiative_id.0)).collect();
    let alive: BTreeSet<_> = rows.initiatives.iter().filter(|row| rules::alive(row.state)).map(|row| row.id).collect();
    let part = |id, name: &str, initiative: InitiativeId, kind| findings::Part {
        id,
        name: name.to_owned(),
        initiative: initiative.0,
        kind,
    };
    let milestones = rows.milestones.iter().filter(|row| !row.done && alive.contains(&row.initiative_id));
    let milestones = milestones
        .map(|row| part(row.id.0, &row.name, row.initiative_id, findings::PartKind::Milestone { due: row.due_on }));
    let checks = rows.checks.iter().filter(|row| row.state == landing_check::State::Planned).map(|row| {
        let name = row.name.as_deref().unwrap_or_default();
        part(row.id.0, name, row.initiative_id, findings::PartKind::Check { due: row.due_on })
    });
    let risks = rows.risks.iter().filter(|row| row.state == risk::State::Open && alive.contains(&row.initiative_id));
    let risks = risks.map(|row| {
        let safeguarded = row.safeguard.as_deref().is_some_and(|text| !text.trim().is_empty());
        let score = row.score.unwrap_or_default();
        part(row.id.0, &row.what, row.initiative_id, findings::PartKind::Risk { score, safeguarded })
    });
    let parts: Vec<findings::Part> = milestones.chain(checks).chain(risks).collect();
    findings::all(&told, &actions, &resources, &uses, &parts, today)
}
