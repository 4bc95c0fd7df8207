//! A sheet as people read it: everything that it says, with names instead of ids, in the reader's language.

use crate::{
    collaborator::{self, Side},
    competency, duty, kpi,
    library::{self, Entry},
    position, requirement,
    sheet::{self, SheetId},
};
use chrono::NaiveDate;
use kernel::{Actor, Error, House, Kind, Money, Resource, Result};
use org::unit;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

#[derive(Clone, Debug, Default, Serialize)]
pub struct Whole {
    /// The position's; empty for a sheet of the library.
    pub position_id: Option<Uuid>,
    pub name: String,
    pub code: Option<String>,
    pub stage: String,
    pub tier: Option<String>,
    pub industry: Option<String>,
    pub unit: Option<String>,
    pub products: Option<String>,
    pub reports_to: Option<String>,
    pub edition: Option<i64>,
    pub state: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub mission: Option<String>,
    pub authority: Option<String>,
    pub education: Option<String>,
    pub experience: Option<String>,
    pub training: Option<String>,
    pub tools: Option<String>,
    pub records: Option<String>,
    pub duties: Vec<Duty>,
    pub internal: Vec<Collaborator>,
    pub external: Vec<Collaborator>,
    pub kpis: Vec<Kpi>,
    pub competencies: Vec<Competency>,
    /// What the position may decide, as data. Whoever keeps rights stands further down the list and fills it in.
    pub rights: Vec<Decision>,
}

/// A right to decide, in words of the reader's language.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    pub act: String,
    pub act_label: String,
    pub kind: String,
    pub kind_label: String,
    /// Up to and including; nothing where any will do.
    pub amount: Option<Money>,
    /// In per cent.
    pub percentage: Option<Value>,
    /// In per cent, at least.
    pub margin: Option<Value>,
    /// Where it holds.
    pub place: String,
    /// What else it is narrowed to, each with its name before it.
    pub narrowed: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Duty {
    pub name: String,
    pub tasks: Option<String>,
    pub result: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Collaborator {
    pub name: String,
    pub purpose: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Kpi {
    pub name: String,
    /// In per cent.
    pub weight: Option<Value>,
    pub standard: Option<String>,
    /// The name of the number that measures it, and what people call that.
    pub metric: Option<String>,
    pub metric_label: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Competency {
    pub name: String,
    pub level: i64,
    pub weight: i64,
    /// What that level means.
    pub described: Option<String>,
}

/// A sheet of the company.
pub async fn of_sheet(house: &House, actor: &Actor, id: SheetId) -> Result<Whole> {
    let reader = house.reader(actor);
    let sheet = reader.find::<sheet::Entity>(id.0).await?;
    let position = reader.find::<position::Entity>(sheet.position_id.0).await?;
    let duties = reader.visible::<duty::Entity>().filter(duty::Column::SheetId.eq(id));
    let duties = duties.order_by_asc(duty::Column::Place).order_by_asc(duty::Column::Id).all(reader.conn).await?;
    let others = reader.visible::<collaborator::Entity>().filter(collaborator::Column::SheetId.eq(id));
    let others = others
        .order_by_asc(collaborator::Column::Place)
        .order_by_asc(collaborator::Column::Id)
        .all(reader.conn)
        .await?;
    let kpis = reader.visible::<kpi::Entity>().filter(kpi::Column::SheetId.eq(id));
    let kpis = kpis.order_by_asc(kpi::Column::Place).order_by_asc(kpi::Column::Id).all(reader.conn).await?;
    let required = reader.visible::<requirement::Entity>().filter(requirement::Column::SheetId.eq(id));
    let required = required.order_by_asc(requirement::Column::Id).all(reader.conn).await?;
    let skills = skills(house, actor, &required).await?;
    let side = |side: Side| {
        let of = others.iter().filter(|other| other.side == side);
        of.map(|other| Collaborator { name: other.name.clone(), purpose: other.purpose.clone() }).collect()
    };
    let title = async |noun: &str, id: Option<Uuid>| -> Result<Option<String>> {
        let Some(id) = id else { return Ok(None) };
        let labels = reader.titles(house.registry.known(noun)?, BTreeSet::from([id])).await?;
        Ok(labels.get(&id).map(ToString::to_string))
    };
    Ok(Whole {
        position_id: Some(position.id.0),
        stage: choice(house, actor, "positions", "stage", &position.stage),
        tier: position.tier.map(|tier| choice(house, actor, "positions", "tier", &tier)),
        unit: title(unit::Entity::NAME, position.unit_id.map(|unit| unit.0)).await?,
        reports_to: title("positions", position.reports_to_id.map(|above| above.0)).await?,
        name: position.name,
        code: position.code,
        industry: position.industry,
        products: position.products,
        edition: sheet.edition,
        state: Some(choice(house, actor, "position_sheets", "state", &sheet.state)),
        from: sheet.from,
        to: sheet.to,
        mission: sheet.mission,
        authority: sheet.authority,
        education: sheet.education,
        experience: sheet.experience,
        training: sheet.training,
        tools: sheet.tools,
        records: sheet.records,
        internal: side(Side::Internal),
        external: side(Side::External),
        duties: duties
            .into_iter()
            .map(|duty| Duty { name: duty.name, tasks: duty.tasks, result: duty.result })
            .collect(),
        kpis: kpis
            .into_iter()
            .map(|kpi| Kpi {
                name: kpi.name,
                weight: kpi.weight.map(kernel::BasisPoints::number),
                standard: kpi.standard,
                metric_label: kpi.metric.as_deref().and_then(|metric| metric_label(house, actor, metric)),
                metric: kpi.metric,
            })
            .collect(),
        rights: Vec::new(),
        competencies: required
            .iter()
            .map(|line| {
                let skill = skills.get(&line.competency_id);
                Competency {
                    name: skill.map_or_else(|| line.name.clone().unwrap_or_default(), |skill| skill.name.clone()),
                    level: line.level,
                    weight: line.weight,
                    described: skill.and_then(|skill| skill.at(line.level)),
                }
            })
            .collect(),
    })
}

async fn skills(
    house: &House,
    actor: &Actor,
    required: &[requirement::Model],
) -> Result<HashMap<competency::CompetencyId, competency::Model>> {
    let reader = house.reader(actor);
    let ids = required.iter().map(|line| line.competency_id);
    let select = reader.visible::<competency::Entity>().filter(competency::Column::Id.is_in(ids));
    Ok(select.all(reader.conn).await?.into_iter().map(|skill| (skill.id, skill)).collect())
}

/// A sheet of the library by its key, in a language that need not be the reader's.
pub fn of_key(house: &House, actor: &Actor, key: &str, language: Option<&str>) -> Result<Whole> {
    house.reader(actor).scope(house.registry.known(position::Entity::NAME)?, "read")?;
    let (_, entry) = library::entry(key).ok_or_else(|| Error::NotFound("position of the library".into()))?;
    Ok(of_entry(house, actor, entry, language.map_or(actor.locale, kernel::words::language)))
}

fn of_entry(house: &House, actor: &Actor, entry: &Entry, language: &str) -> Whole {
    let text = entry.text(language);
    let with = |lines: &[[String; 2]]| {
        lines
            .iter()
            .map(|[name, purpose]| Collaborator { name: name.clone(), purpose: Some(purpose.clone()) })
            .collect()
    };
    let above = entry.reports_to.as_deref().and_then(library::entry);
    Whole {
        name: text.name.clone(),
        stage: choice(house, actor, "positions", "stage", &entry.stage),
        tier: entry.tier.map(|tier| choice(house, actor, "positions", "tier", &tier)),
        reports_to: above.map(|(_, above)| above.text(language).name.clone()),
        mission: Some(text.mission.clone()),
        authority: Some(text.authority.join("\n")),
        education: Some(text.education.clone()),
        experience: Some(text.experience.clone()),
        training: Some(text.training.clone()),
        tools: Some(text.tools.clone()),
        records: Some(text.records.clone()),
        duties: text
            .duties
            .iter()
            .map(|[name, tasks, result]| Duty {
                name: name.clone(),
                tasks: Some(tasks.clone()),
                result: Some(result.clone()),
            })
            .collect(),
        internal: with(&text.internal),
        external: with(&text.external),
        kpis: entry
            .kpis
            .iter()
            .zip(&text.kpis)
            .map(|((weight, metric), [name, standard])| Kpi {
                name: name.clone(),
                weight: Some((*weight).into()),
                standard: Some(standard.clone()),
                metric_label: metric_label(house, actor, metric),
                metric: house.registry.metrics.contains_key(metric.as_str()).then(|| metric.clone()),
            })
            .collect(),
        competencies: entry
            .competencies
            .iter()
            .filter_map(|(key, level, weight)| {
                let skill = library::SKILLS.get(key)?.text(language);
                let described = usize::try_from(level - 1).ok().and_then(|at| skill.levels.get(at));
                Some(Competency {
                    name: skill.name.to_owned(),
                    level: *level,
                    weight: *weight,
                    described: described.map(ToString::to_string),
                })
            })
            .collect(),
        ..Whole::default()
    }
}

fn metric_label(house: &House, actor: &Actor, metric: &str) -> Option<String> {
    let known = house.registry.metrics.get(metric)?;
    let key = format!("metrics.{metric}");
    Some(house.registry.words.say(actor.locale, &key, known.label).to_owned())
}

/// What the reader calls an option of a choice.
pub fn choice(house: &House, actor: &Actor, noun: &str, field: &str, value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let value = value.as_str().unwrap_or_default();
    let described = house.registry.noun(noun).and_then(|noun| noun.field(field));
    let options = match described.as_ref().map(|field| &field.kind) {
        Some(Kind::Choice(options)) => options.as_ref(),
        Some(_) | None => &[],
    };
    let english = options.iter().find(|option| option.value == value).map(|option| &option.label);
    let english = english.map_or(value, |label| label.as_ref());
    house.registry.words.say(actor.locale, &format!("{noun}.fields.{field}.{value}"), english).to_owned()
}
