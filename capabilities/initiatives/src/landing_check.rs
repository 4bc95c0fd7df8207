//! A landing check: whether an initiative does what it was meant to, on a day, by evidence and by its number.

use crate::{
    initiative::{self, InitiativeId, State as Course},
    keeping, measuring, rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(LandingCheckId of "landing_checks");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Planned", tone = "blue")]
    Planned,
    #[choice(label = "Done", tone = "green")]
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    #[choice(label = "Landed", tone = "green")]
    Landed,
    #[choice(label = "Landed in part", tone = "gold")]
    Partly,
    #[choice(label = "Not landed", tone = "red")]
    Not,
}

/// Whether an initiative does what it was meant to: evidence, what was measured against what was expected by then, the
/// verdict, and what comes next. One that is done is kept as it is.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "landing_checks")]
#[resource(label = "Landing check", plural = "Landing checks", title = "name", group = "", icon = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LandingCheckId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Initiative", list, follows)]
    pub initiative_id: InitiativeId,
    /// The initiative, and the day.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    #[field(label = "Due on", list)]
    pub due_on: NaiveDate,
    /// Who checks; left empty, the owner of the initiative.
    #[field(label = "Checked by", list)]
    pub owner_id: Option<PersonId>,
    #[field(label = "State", list, read_only, default = "planned")]
    pub state: State,

    #[field(label = "Checked on", list, read_only, group = "result")]
    pub checked_on: Option<NaiveDate>,
    #[field(label = "Verdict", list, read_only, group = "result")]
    pub verdict: Option<Verdict>,
    #[field(label = "Evidence", read_only, group = "result", kind = "LongText")]
    pub evidence: Option<String>,
    #[field(label = "Evidence (link)", read_only, group = "result", kind = "Url")]
    pub evidence_url: Option<String>,
    #[field(label = "Next step", read_only, group = "result")]
    pub next_step: Option<String>,
    /// The task that the next step became.
    #[field(label = "Task", read_only, group = "result", refers = "activities")]
    pub task_id: Option<Uuid>,

    /// What it was expected to add by then, in the unit of the KPI.
    #[field(label = "Expected", list, read_only, group = "measured")]
    pub expected: Option<Quantity>,
    /// What it has added: the value less what there would have been.
    #[field(label = "Measured", list, read_only, group = "measured")]
    pub measured: Option<Quantity>,
    /// The KPI from `measured from` to `measured to`.
    #[field(label = "Value", read_only, group = "measured")]
    pub value: Option<Quantity>,
    /// The KPI in the days that it is compared with.
    #[field(label = "Baseline", read_only, group = "measured")]
    pub baseline: Option<Quantity>,
    #[field(label = "Measured from", read_only, group = "measured")]
    pub measured_from: Option<NaiveDate>,
    #[field(label = "Measured to", read_only, group = "measured")]
    pub measured_to: Option<NaiveDate>,
    #[field(label = "Baseline from", read_only, group = "measured")]
    pub baseline_from: Option<NaiveDate>,
    #[field(label = "Baseline to", read_only, group = "measured")]
    pub baseline_to: Option<NaiveDate>,
    /// When it was worked out from the rows; empty where somebody has said it.
    #[field(label = "Worked out at", read_only, group = "measured")]
    pub measured_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    fn planned(work: &Work, initiative: &initiative::Model, due_on: NaiveDate) -> Self {
        Self {
            id: LandingCheckId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            initiative_id: initiative.id,
            name: None,
            due_on,
            owner_id: None,
            state: State::Planned,
            checked_on: None,
            verdict: None,
            evidence: None,
            evidence_url: None,
            next_step: None,
            task_id: None,
            expected: None,
            measured: None,
            value: None,
            baseline: None,
            measured_from: None,
            measured_to: None,
            baseline_from: None,
            baseline_to: None,
            measured_at: None,
        }
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if let Some(before) = before {
            if before.initiative_id != after.initiative_id {
                return Err(rules::OTHER_INITIATIVE.into());
            }
            let asked = |row: &Model| (row.owner_id, row.due_on);
            if before.state == State::Done && asked(before) != asked(after) && !work.takes_back() {
                return Err(rules::CHECKED.into());
            }
            if before.state == State::Done && measuring::measures(work) {
                return Err(rules::CHECKED.into());
            }
        }
        let named = before.is_none_or(|before| before.due_on != after.due_on);
        if named || after.owner_id.is_none() {
            let initiative = work.fetch::<initiative::Entity>(after.initiative_id.0).await?;
            after.owner_id = after.owner_id.or(Some(initiative.owner_id));
            after.name = Some(format!("{} · {}", initiative.name, after.due_on));
        }
        Ok(())
    })
}

/// Whoever checks sees the initiative, and is told.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let was = before.as_ref().and_then(|row| row.owner_id);
        let is = after.as_ref().and_then(|row| row.owner_id);
        if was == is {
            return Ok(());
        }
        let Some(initiative) = after.as_ref().or(before.as_ref()).map(|row| row.initiative_id) else { return Ok(()) };
        keeping::initiative_team(work, initiative).await?;
        match (after, is) {
            // One that was planned by itself is told on its day.
            (Some(row), Some(reader)) if row.state == State::Planned && was.is_some() => {
                keeping::handed_over(work, Entity::NAME, row.id.0, reader, row.version).await
            }
            _ => Ok(()),
        }
    })
}

/// The next landing check of an initiative that runs, where none is planned yet; one that does not run needs none.
pub(crate) async fn plan_next(work: &mut Work, initiative: &initiative::Model) -> Result<()> {
    if work.takes_back() {
        return Ok(());
    }
    let select = work.every::<Entity>().filter(Column::InitiativeId.eq(initiative.id)).order_by_asc(Column::DueOn);
    let rows = select.all(work.conn()).await?;
    if initiative.state != Course::Running {
        for row in rows.into_iter().filter(|row| row.state == State::Planned) {
            keeping::settled(work, Entity::NAME, row.id.0, row.owner_id).await?;
            work.delete::<Entity>(row).await?;
        }
        return Ok(());
    }
    if rows.iter().any(|row| row.state == State::Planned) {
        return Ok(());
    }
    let last = rows.iter().filter_map(|row| row.checked_on).max();
    let started = initiative.started_on.unwrap_or(initiative.from);
    if let Some(due) = rules::next_check(last, started, initiative.to, initiative.check_months()) {
        let row = Model::planned(work, initiative, due);
        work.create::<Entity>(row).await?;
    }
    Ok(())
}

/// What the last check that was done says.
pub(crate) async fn last_verdict(work: &Work, initiative: InitiativeId) -> Result<Option<Verdict>> {
    let done = work.every::<Entity>().filter(Column::InitiativeId.eq(initiative)).filter(Column::State.eq(State::Done));
    let rows = done.order_by_desc(Column::CheckedOn).order_by_desc(Column::UpdatedAt).all(work.conn()).await?;
    Ok(rows.first().and_then(|row| row.verdict))
}
