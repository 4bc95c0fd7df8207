//! A sheet with its lines, once more.

use crate::{
    collaborator::{self, CollaboratorId},
    duty::{self, DutyId},
    kpi::{self, KpiId},
    position::PositionId,
    requirement::{self, RequirementId},
    sheet::{self, SheetId, State},
};
use kernel::{Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// A draft for the position that says what the given edition says, or nothing yet.
pub async fn draft(work: &mut Work, position: PositionId, of: Option<&sheet::Model>) -> Result<sheet::Model> {
    let text = |text: fn(&sheet::Model) -> &Option<String>| of.and_then(|sheet| text(sheet).clone());
    let drafted = sheet::Model {
        id: SheetId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: of.map_or_else(|| serde_json::json!({}), |sheet| sheet.custom.clone()),
        position_id: position,
        name: None,
        edition: None,
        state: State::Draft,
        from: None,
        to: None,
        mission: text(|sheet| &sheet.mission),
        authority: text(|sheet| &sheet.authority),
        education: text(|sheet| &sheet.education),
        experience: text(|sheet| &sheet.experience),
        training: text(|sheet| &sheet.training),
        tools: text(|sheet| &sheet.tools),
        records: text(|sheet| &sheet.records),
    };
    let drafted = work.create::<sheet::Entity>(drafted).await?;
    if let Some(of) = of {
        lines(work, of.id, drafted.id).await?;
    }
    Ok(drafted)
}

async fn lines(work: &mut Work, from: SheetId, to: SheetId) -> Result<()> {
    let duties = work.every::<duty::Entity>().filter(duty::Column::SheetId.eq(from));
    for line in duties.order_by_asc(duty::Column::Place).all(work.conn()).await? {
        work.create::<duty::Entity>(duty::Model { id: DutyId::new(), sheet_id: to, ..line }).await?;
    }
    let others = work.every::<collaborator::Entity>().filter(collaborator::Column::SheetId.eq(from));
    for line in others.order_by_asc(collaborator::Column::Place).all(work.conn()).await? {
        let line = collaborator::Model { id: CollaboratorId::new(), sheet_id: to, ..line };
        work.create::<collaborator::Entity>(line).await?;
    }
    let kpis = work.every::<kpi::Entity>().filter(kpi::Column::SheetId.eq(from));
    for line in kpis.order_by_asc(kpi::Column::Place).all(work.conn()).await? {
        work.create::<kpi::Entity>(kpi::Model { id: KpiId::new(), sheet_id: to, ..line }).await?;
    }
    let required = work.every::<requirement::Entity>().filter(requirement::Column::SheetId.eq(from));
    for line in required.order_by_asc(requirement::Column::Id).all(work.conn()).await? {
        let line = requirement::Model { id: RequirementId::new(), sheet_id: to, ..line };
        work.create::<requirement::Entity>(line).await?;
    }
    Ok(())
}
