//! What a position asks for and stands for, in editions: one that was put in force is kept as it was.

use crate::{
    position::{self, PositionId},
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::Span;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(SheetId of "position_sheets");

/// An edition of a position's sheet: duties, authority, what it takes to hold it, and how it is measured.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "position_sheets")]
#[resource(label = "Position sheet", plural = "Position sheets", title = "name", group = "", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SheetId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Position", follows)]
    pub position_id: PositionId,
    /// What the position was called when this edition was drafted.
    #[field(label = "Name", list, read_only)]
    pub name: Option<String>,
    #[field(label = "Edition", list, read_only)]
    pub edition: Option<i64>,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// The first day on which it counts.
    #[field(label = "From", list, read_only)]
    pub from: Option<NaiveDate>,
    /// The last day on which it counts; empty means until further notice.
    #[field(label = "To", list, read_only)]
    pub to: Option<NaiveDate>,
    /// Why the position is there, in one or two sentences.
    #[field(label = "Mission", kind = "LongText")]
    pub mission: Option<String>,
    /// What it may decide, propose, veto and must be told, in words.
    #[field(label = "Authority", group = "authority", kind = "LongText")]
    pub authority: Option<String>,
    #[field(label = "Education", group = "demands", kind = "LongText")]
    pub education: Option<String>,
    #[field(label = "Experience", group = "demands", kind = "LongText")]
    pub experience: Option<String>,
    /// Before the work begins, and while it goes on.
    #[field(label = "Training", group = "demands", kind = "LongText")]
    pub training: Option<String>,
    /// What the work is done with.
    #[field(label = "Tools", group = "means", kind = "LongText")]
    pub tools: Option<String>,
    /// What it writes down and keeps.
    #[field(label = "Records kept", group = "means", kind = "LongText")]
    pub records: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    #[choice(label = "Planned", tone = "cyan")]
    Planned,
    #[choice(label = "In force", tone = "green")]
    InForce,
    #[choice(label = "Replaced", tone = "default")]
    Replaced,
}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }

    /// What people wrote, without what the editions' turn keeps.
    fn content(&self) -> [Option<&str>; 7] {
        [&self.mission, &self.authority, &self.education, &self.experience, &self.training, &self.tools, &self.records]
            .map(Option::as_deref)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        match change.before {
            Some(before) => {
                if before.position_id != after.position_id {
                    return Err(rules::OTHER_POSITION.into());
                }
                if before.state != State::Draft && before.content() != after.content() && !work.takes_back() {
                    return Err(rules::SHEET_KEPT.into());
                }
            }
            None => {
                let position = work.fetch::<position::Entity>(after.position_id.0).await?;
                if !position.active {
                    return Err(rules::RETIRED.into());
                }
                let others = of(work, after.position_id).await?;
                if after.state == State::Draft && others.iter().any(|sheet| sheet.state == State::Draft) {
                    return Err(rules::DRAFT_EXISTS.into());
                }
                let edition = after.edition.unwrap_or_else(|| rules::next_edition(&others));
                after.edition = Some(edition);
                after.name = Some(format!("{} · {edition}", position.name));
            }
        }
        Ok(())
    })
}

/// An edition that was in force goes only with its position.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (Some(before), None) = (before, after) else { return Ok(()) };
        if before.state == State::Draft || work.takes_back() {
            return Ok(());
        }
        let position = work.every::<position::Entity>().filter(position::Column::Id.eq(before.position_id));
        if position.one(work.conn()).await?.is_some() { Err(rules::SHEET_KEPT.into()) } else { Ok(()) }
    })
}

/// The editions of a position, oldest first.
pub(crate) async fn of(work: &Work, position: PositionId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::PositionId.eq(position)).order_by_asc(Column::Edition);
    Ok(select.all(work.conn()).await?)
}
