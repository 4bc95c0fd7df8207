//! A sheet of the library becomes a position of the company, with a draft to change.

use crate::{
    collaborator::{self, CollaboratorId, Side},
    competency::{self, CompetencyId},
    copy,
    duty::{self, DutyId},
    events::PositionTaken,
    kpi::{self, KpiId},
    library::{self, Entry, Text},
    position::{self, PositionId},
    requirement::{self, RequirementId},
    sheet::{self, SheetId},
};
use kernel::{BasisPoints, Error, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

/// What was made.
pub struct Taken {
    pub position: PositionId,
    pub sheet: SheetId,
}

/// Whoever asks must have the right to make positions, sheets and competencies.
pub async fn take(work: &mut Work, key: &str, language: &str) -> Result<Taken> {
    for noun in ["positions", "position_sheets", "competencies"] {
        if work.actor.reach(noun, "create").is_none() {
            return Err(Error::forbidden(noun, "create"));
        }
    }
    let (key, entry) = library::entry(key).ok_or_else(|| Error::NotFound("position of the library".into()))?;
    let text = entry.text(language);
    let position = position(work, key, entry, text).await?;
    let drafted = copy::draft(work, position, None).await?;
    let sheet = work
        .update::<sheet::Entity>(drafted, |sheet| {
            sheet.mission = Some(text.mission.clone());
            sheet.authority = Some(text.authority.join("\n"));
            sheet.education = Some(text.education.clone());
            sheet.experience = Some(text.experience.clone());
            sheet.training = Some(text.training.clone());
            sheet.tools = Some(text.tools.clone());
            sheet.records = Some(text.records.clone());
        })
        .await?
        .id;
    duties(work, sheet, text).await?;
    kpis(work, sheet, entry, text).await?;
    requirements(work, sheet, entry, language).await?;
    let place = library::ENTRIES.iter().position(|(known, _)| *known == key).unwrap_or_default();
    let taken = PositionTaken { position, entry: i64::try_from(place).unwrap_or_default() };
    work.announce(<position::Entity as kernel::Resource>::NAME, position.0, taken).await?;
    Ok(Taken { position, sheet })
}

async fn known(work: &Work, code: &str) -> Result<Option<PositionId>> {
    let select = work.every::<position::Entity>().filter(position::Column::Code.eq(code));
    Ok(select.one(work.conn()).await?.map(|position| position.id))
}

async fn position(work: &mut Work, key: &'static str, entry: &Entry, text: &Text) -> Result<PositionId> {
    let reports_to_id = match &entry.reports_to {
        Some(above) => known(work, above).await?,
        None => None,
    };
    // Taken once more it is another position, and codes are unique.
    let code = known(work, key).await?.is_none().then(|| key.to_owned());
    let row = position::Model {
        id: PositionId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: text.name.clone(),
        code,
        stage: entry.stage,
        reports_to_id,
        tier: entry.tier,
        industry: None,
        unit_id: None,
        products: None,
        active: true,
    };
    Ok(work.create::<position::Entity>(row).await?.id)
}

async fn duties(work: &mut Work, sheet: SheetId, text: &Text) -> Result<()> {
    for (place, [name, tasks, result]) in (1..).zip(&text.duties) {
        let row = duty::Model {
            id: DutyId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: json!({}),
            sheet_id: sheet,
            name: name.clone(),
            tasks: Some(tasks.clone()),
            result: Some(result.clone()),
            place,
        };
        work.create::<duty::Entity>(row).await?;
    }
    let inside = text.internal.iter().map(|line| (Side::Internal, line));
    let outside = text.external.iter().map(|line| (Side::External, line));
    for (place, (side, [name, purpose])) in (1..).zip(inside.chain(outside)) {
        let row = collaborator::Model {
            id: CollaboratorId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: json!({}),
            sheet_id: sheet,
            name: name.clone(),
            side,
            purpose: Some(purpose.clone()),
            place,
        };
        work.create::<collaborator::Entity>(row).await?;
    }
    Ok(())
}

async fn kpis(work: &mut Work, sheet: SheetId, entry: &Entry, text: &Text) -> Result<()> {
    for (place, ((weight, metric), [name, standard])) in (1..).zip(entry.kpis.iter().zip(&text.kpis)) {
        // Numbers come with capabilities; where one is missing, the KPI is measured otherwise.
        let known = work.house.registry.metrics.contains_key(metric.as_str());
        let row = kpi::Model {
            id: KpiId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: json!({}),
            sheet_id: sheet,
            name: name.clone(),
            weight: Some(BasisPoints(weight * 100)),
            standard: Some(standard.clone()),
            metric: known.then(|| metric.clone()),
            place,
        };
        work.create::<kpi::Entity>(row).await?;
    }
    Ok(())
}

async fn requirements(work: &mut Work, sheet: SheetId, entry: &Entry, language: &str) -> Result<()> {
    for (key, level, weight) in &entry.competencies {
        let competency_id = competency(work, key, language).await?;
        let row = requirement::Model {
            id: RequirementId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: json!({}),
            sheet_id: sheet,
            competency_id,
            name: None,
            level: *level,
            weight: *weight,
        };
        work.create::<requirement::Entity>(row).await?;
    }
    Ok(())
}

/// The company's competency of that code; made where there is none.
pub async fn competency(work: &mut Work, key: &str, language: &str) -> Result<CompetencyId> {
    let select = work.every::<competency::Entity>().filter(competency::Column::Code.eq(key));
    if let Some(known) = select.one(work.conn()).await? {
        return Ok(known.id);
    }
    let skill =
        library::SKILLS.get(key).ok_or_else(|| Error::internal(format!("the library has no competency {key}")))?;
    let text = skill.text(language);
    let [level_1, level_2, level_3, level_4, level_5] = text.levels.map(|level| Some(level.to_owned()));
    let row = competency::Model {
        id: CompetencyId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: text.name.to_owned(),
        code: Some(key.to_owned()),
        kind: skill.kind,
        meaning: Some(text.meaning.to_owned()),
        level_1,
        level_2,
        level_3,
        level_4,
        level_5,
        training: Some(text.training.to_owned()),
    };
    Ok(work.create::<competency::Entity>(row).await?.id)
}
