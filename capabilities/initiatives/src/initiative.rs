//! An initiative: something that is done so that a number moves.

use crate::{
    keeping, landing_check, lift, measuring,
    path::{self, PathId},
    rules,
};
use chrono::NaiveDate;
use inbox::{Kind as Tells, News};
use kernel::{BasisPoints, BoxFuture, Change, Choice, Error, Quantity, Resource, Result, Work};
use org::{
    person::{self, PersonId},
    unit::UnitId,
};
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(InitiativeId of "initiatives");

/// By which lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "New customers", tone = "blue")]
    NewCustomers,
    #[choice(label = "Product push", tone = "cyan")]
    ProductPush,
    #[choice(label = "Channel sinking", tone = "purple")]
    ChannelSinking,
    #[choice(label = "Price", tone = "gold")]
    Price,
    #[choice(label = "Win rate", tone = "green")]
    WinRate,
    #[choice(label = "Deal size", tone = "orange")]
    DealSize,
    #[choice(label = "Retention", tone = "red")]
    Retention,
    #[choice(label = "Other", tone = "default")]
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Idea", tone = "default")]
    Idea,
    #[choice(label = "Planned", tone = "blue")]
    Planned,
    #[choice(label = "Running", tone = "gold")]
    Running,
    #[choice(label = "Landed", tone = "green")]
    Landed,
    #[choice(label = "Stopped", tone = "red")]
    Stopped,
}

/// Something that is done so that a number moves: by which lever, by how much, how sure, from when to when, and how one
/// sees that it did. The lift is what it adds in the good direction, in the unit of the KPI.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "initiatives")]
#[resource(label = "Initiative", plural = "Initiatives", title = "name", group = "plan", icon = "project")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InitiativeId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Lever", list)]
    pub kind: Kind,
    /// The path that it is a part of; left empty, it stands alone.
    #[field(label = "Path", list, follows)]
    pub path_id: Option<PathId>,
    #[field(label = "Owner", list, owner)]
    pub owner_id: PersonId,
    #[field(label = "Owner of the path", read_only, owner)]
    pub path_owner_id: Option<PersonId>,
    /// Left empty, the owner's.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    #[field(label = "State", list, read_only, default = "idea")]
    pub state: State,
    #[field(label = "From", list)]
    pub from: NaiveDate,
    #[field(label = "To", list)]
    pub to: NaiveDate,
    /// What is done, with whom, and why that moves the number.
    #[field(label = "What is done", kind = "LongText", search)]
    pub purpose: Option<String>,
    /// It does not start before that one has landed.
    #[field(label = "After", group = "conditions")]
    pub after_id: Option<InitiativeId>,
    /// What else has to be there first.
    #[field(label = "Prerequisites", group = "conditions", kind = "LongText")]
    pub prerequisites: Option<String>,

    /// In the unit of the KPI, over all its days; of a rate or a stock, the level that it reaches.
    #[field(label = "Expected lift", list, group = "lift")]
    pub lift: Option<Quantity>,
    /// Left empty, by its state: an idea 25 %, planned 50 %, running 75 %.
    #[field(label = "Confidence", list, group = "lift", range = "0..=100")]
    pub confidence: Option<BasisPoints>,
    /// Per cent of its full effect in the first, second, third month; the last one stays: 0, 25, 50, 100.
    #[field(label = "Ramp", group = "lift")]
    pub ramp: Option<String>,

    /// The KPI by its name in the API; left empty, the path's.
    #[field(label = "KPI", group = "measure")]
    pub metric: Option<String>,
    /// What narrows it to what is done here, as in the address of a KPI: source=fair;industry=Chemicals.
    #[field(label = "Conditions", group = "measure")]
    pub conditions: Option<String>,
    /// What it is compared with; left empty, the same days of the year before.
    #[field(label = "Baseline from", group = "measure")]
    pub baseline_from: Option<NaiveDate>,
    #[field(label = "Baseline to", group = "measure")]
    pub baseline_to: Option<NaiveDate>,
    /// Months between two landing checks; left empty, 1. With 0 nobody is asked.
    #[field(label = "Check every (months)", group = "measure", range = "0..=12")]
    pub check_every: Option<i64>,

    #[field(label = "Started on", list, read_only, group = "course")]
    pub started_on: Option<NaiveDate>,
    /// When it landed or was stopped.
    #[field(label = "Ended on", read_only, group = "course")]
    pub ended_on: Option<NaiveDate>,
    /// What came of it, or why it was stopped.
    #[field(label = "Outcome", read_only, group = "course", kind = "LongText")]
    pub outcome: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How many follow one another at most.
const LONGEST: usize = 50;

impl Model {
    /// How sure it is, in hundredths of a percent.
    pub fn sure(&self) -> BasisPoints {
        self.confidence.unwrap_or_else(|| rules::sure(self.state))
    }

    pub fn check_months(&self) -> u32 {
        u32::try_from(self.check_every.unwrap_or(1)).unwrap_or(0)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        after.name = after.name.trim().to_owned();
        for text in [&mut after.metric, &mut after.conditions, &mut after.ramp] {
            *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        rules::span(after.from, after.to)?;
        rules::baseline(after.baseline_from, after.baseline_to)?;
        rules::lift(after.lift)?;
        if let Some(ramp) = &after.ramp {
            lift::ramp(ramp).ok_or_else(|| rules::unreadable_ramp(ramp))?;
        }
        let path = match after.path_id {
            Some(id) => Some(work.fetch::<path::Entity>(id.0).await?),
            None => None,
        };
        let fresh = before.is_none_or(|before| before.path_id != after.path_id);
        if let Some(path) = path.as_ref().filter(|_| fresh && !work.takes_back()) {
            rules::path_open(path.state)?;
        }
        after.path_owner_id = path.as_ref().map(|path| path.owner_id);
        let named = after.metric.as_deref().or(path.as_ref().map(|path| path.metric.as_str()));
        match named {
            Some(name) => {
                let field = if after.metric.is_some() { "metric" } else { "path_id" };
                let metric = measuring::metric(&work.house, name, field)?;
                measuring::read(&work.house, metric, after.conditions.as_deref(), "conditions")?;
            }
            None if after.conditions.is_some() => return Err(rules::CONDITIONS_OF_NOTHING.into()),
            None => {}
        }
        if before.is_none_or(|before| before.after_id != after.after_id) {
            in_order(work, after).await?;
        }
        if after.unit_id.is_none() {
            after.unit_id = work.fetch::<person::Entity>(after.owner_id.0).await?.unit_id;
        }
        Ok(())
    })
}

/// Nothing waits for itself.
async fn in_order(work: &Work, row: &Model) -> Result<()> {
    let mut next = row.after_id;
    for _ in 0..LONGEST {
        let Some(id) = next else { return Ok(()) };
        if id == row.id {
            return Err(rules::WAITS_FOR_ITSELF.into());
        }
        next = work.fetch::<Entity>(id.0).await?.after_id;
    }
    Err(rules::WAITS_FOR_ITSELF.into())
}

/// Whoever answers for it is told, sees the path, and is seen by it; a running one is checked from time to time.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let paths = [before.as_ref(), after.as_ref()].map(|row| row.and_then(|row| row.path_id));
        let owners = [before.as_ref(), after.as_ref()].map(|row| row.map(|row| row.owner_id));
        if paths[0] != paths[1] || owners[0] != owners[1] {
            for path in paths.into_iter().flatten() {
                keeping::path_team(work, path).await?;
            }
        }
        let Some(after) = after else {
            let Some(gone) = before else { return Ok(()) };
            return crate::teams::set(work, Entity::NAME, gone.id.0, &Default::default()).await;
        };
        if before.is_some() && owners[0] != owners[1] {
            keeping::initiative_owner(work, &after).await?;
        }
        // What is brought in brings its checks along; the job plans those that are missing.
        if crate::is_news(work) {
            landing_check::plan_next(work, &after).await?;
        }
        if owners[0] == owners[1] || !crate::is_news(work) {
            return Ok(());
        }
        let news = News {
            reader: after.owner_id.0,
            kind: Tells::HandedOver,
            noun: Entity::NAME.to_owned(),
            row: after.id.0,
            about: None,
            by: work.actor.person,
            key: format!("initiative:{}:{}", after.id, after.version),
        };
        inbox::tell(work, news).await
    })
}

/// The initiative, which nobody else changes until this work is done.
pub(crate) async fn locked(work: &Work, id: InitiativeId) -> Result<Model> {
    let found = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive().one(work.conn()).await?;
    found.ok_or_else(|| Error::NotFound(Entity::NAME.into()))
}
