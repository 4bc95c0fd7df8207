//! A path: from where a number is going by itself to where it should be.

use crate::{
    aiming::InForce,
    initiative, keeping,
    lift::{self, Accrual},
    measuring, rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Error, Quantity, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(PathId of "paths");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Open", tone = "blue")]
    Open,
    #[choice(label = "Closed", tone = "default")]
    Closed,
}

/// Where the target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Somebody has said so.
    #[choice(label = "As entered", tone = "default")]
    Typed,
    /// What published plans give to the unit or person over these days.
    #[choice(label = "Targets in force", tone = "blue")]
    Plan,
}

/// Where the trend comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Somebody has said so.
    #[choice(label = "As entered", tone = "default")]
    Typed,
    /// What it came to in the same days of the year before.
    #[choice(label = "Same period last year", tone = "blue")]
    SamePeriod,
    /// The mean of the last months, for as many months as the period has.
    #[choice(label = "Mean of the last months", tone = "cyan")]
    TrailingMean,
}

/// Where a number should be at the end of a period, where it will be if nothing is done, and the gap between the two, which
/// initiatives close. Values are in the unit of the KPI: amounts in the company's currency, pieces, or shares (0.35 is
/// 35 %).
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "paths")]
#[resource(label = "Path", plural = "Paths", title = "name", group = "plan", icon = "steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PathId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    /// Whoever answers for closing the gap.
    #[field(label = "Owner", list, owner)]
    pub owner_id: PersonId,
    #[field(label = "State", list, read_only, default = "open")]
    pub state: State,
    #[field(label = "From", list)]
    pub from: NaiveDate,
    #[field(label = "To", list)]
    pub to: NaiveDate,
    #[field(label = "Notes", kind = "LongText")]
    pub notes: Option<String>,

    /// The KPI by its name in the API: won_amount, win_rate.
    #[field(label = "KPI", list, group = "aim")]
    pub metric: String,
    /// Counted with all units below it.
    #[field(label = "Unit", list, group = "aim")]
    pub unit_id: Option<UnitId>,
    #[field(label = "Person", group = "aim")]
    pub person_id: Option<PersonId>,
    /// Further conditions, as in the address of a KPI: source=fair;industry=Chemicals.
    #[field(label = "Conditions", group = "aim")]
    pub conditions: Option<String>,
    #[field(label = "Target from", group = "aim", default = "typed")]
    pub target_how: Source,
    /// In the unit of the KPI; left empty where the targets in force are taken.
    #[field(label = "Target", list, group = "aim")]
    pub target: Option<Quantity>,

    #[field(label = "Trend from", group = "trend", default = "typed")]
    pub trend_how: How,
    /// How many months the mean is taken over; left empty, 3.
    #[field(label = "Months", group = "trend", range = "1..=36")]
    pub trend_months: Option<i64>,
    /// Where it will be if nothing is done, in the unit of the KPI.
    #[field(label = "Trend", list, group = "trend")]
    pub trend: Option<Quantity>,
    /// The day on which the trend was entered or worked out; empty where it has to be worked out anew.
    #[field(label = "Trend as of", group = "trend", read_only)]
    pub trend_on: Option<NaiveDate>,
    /// By how much the trend misses the target; nothing is missing where it is zero or less.
    #[field(label = "Gap", list, group = "trend", read_only)]
    pub gap: Option<Quantity>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Months that the mean is taken over where nothing is said.
const MONTHS: i64 = 3;

impl Model {
    pub fn months(&self) -> i64 {
        self.trend_months.unwrap_or(MONTHS)
    }

    /// Whether its target is that of published plans.
    pub fn follows_plans(&self) -> bool {
        self.target_how == Source::Plan
    }

    /// Whether it aims at the same number of the same unit or person over the same days.
    fn aims_as(&self, other: &Self) -> bool {
        self.metric == other.metric
            && (self.unit_id, self.person_id) == (other.unit_id, other.person_id)
            && self.conditions == other.conditions
            && (self.from, self.to) == (other.from, other.to)
    }

    /// Whether the trend is worked out from the same as that of another.
    fn asks_as(&self, other: &Self) -> bool {
        self.aims_as(other) && (self.trend_how, self.months()) == (other.trend_how, other.months())
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        after.name = after.name.trim().to_owned();
        after.metric = after.metric.trim().to_owned();
        after.conditions = after.conditions.take().filter(|text| !text.trim().is_empty());
        rules::span(after.from, after.to)?;
        rules::one_of(after.unit_id.is_some(), after.person_id.is_some())?;
        let metric = measuring::metric(&work.house, &after.metric, "metric")?;
        measuring::fits(&work.house, metric, after.unit_id.is_some(), after.person_id.is_some())?;
        measuring::read(&work.house, metric, after.conditions.as_deref(), "conditions")?;
        if !measuring::measures(work) && !work.takes_back() {
            let said = before.is_none_or(|before| before.trend != after.trend);
            if after.trend.is_none() {
                after.trend_on = None;
            } else if said {
                // What is brought in says itself where it comes from; what somebody types is theirs, whatever was chosen.
                if crate::is_news(work) {
                    after.trend_how = How::Typed;
                }
                after.trend_on = after.trend_on.filter(|_| before.is_none()).or(Some(work.today));
            } else if before.is_some_and(|before| !before.asks_as(after)) && after.trend_how != How::Typed {
                after.trend_on = None;
            }
        }
        aim(before, after, Accrual::of(metric), work).await?;
        after.gap = lift::gap(metric.direction, after.target, after.trend);
        Ok(())
    })
}

/// What plans say is taken where that is asked for; what somebody types instead is theirs.
async fn aim(before: Option<&Model>, after: &mut Model, accrual: Accrual, work: &Work) -> Result<()> {
    if !after.follows_plans() || !crate::is_news(work) || measuring::measures(work) {
        return Ok(());
    }
    match before.filter(|before| before.follows_plans() && before.aims_as(after)) {
        Some(before) if before.target != after.target => after.target_how = Source::Typed,
        Some(_) => {}
        None => after.target = Some(planned(after, accrual, work).await?),
    }
    Ok(())
}

/// What the targets in force come to, of those that whoever works sees.
///
/// # Errors
/// Where there are none for all of its days.
pub(crate) async fn planned(path: &Model, accrual: Accrual, work: &Work) -> Result<Quantity> {
    let house = work.house.clone();
    let found = InForce::of(&house, &work.reader(), std::slice::from_ref(path)).await?;
    let found = found.of_path(path, accrual).filter(|_| path.conditions.is_none());
    Ok(found.ok_or(rules::NO_TARGETS)?)
}

/// Whoever answers for a path sees what is done about it.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(before), Some(after)) if before.owner_id != after.owner_id => keeping::path_owner(work, &after).await,
            (Some(gone), None) => crate::teams::set(work, Entity::NAME, gone.id.0, &Default::default()).await,
            _ => Ok(()),
        }
    })
}

/// The path, which nobody else changes until this work is done.
pub(crate) async fn locked(work: &Work, id: PathId) -> Result<Model> {
    let found = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive().one(work.conn()).await?;
    found.ok_or_else(|| Error::NotFound(Entity::NAME.into()))
}

/// What is done about it.
pub(crate) async fn initiatives(work: &Work, id: PathId) -> Result<Vec<initiative::Model>> {
    let select = work.every::<initiative::Entity>().filter(initiative::Column::PathId.eq(id));
    Ok(select.all(work.conn()).await?)
}
