//! A section of an edition: a heading and what stands below it.

use crate::{
    edition::{self, EditionId, State},
    rules,
};
use kernel::{BoxFuture, Change, Resource, Result, Work};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(SectionId of "policy_sections");

/// A heading and its text. A line that begins with a hyphen or a number is an item of a list.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_sections")]
#[resource(label = "Section", plural = "Sections", title = "title", group = "", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SectionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Edition of a policy", follows)]
    pub edition_id: EditionId,
    #[field(label = "Heading", list, search)]
    pub title: String,
    #[field(label = "Text", list, search, kind = "LongText")]
    pub body: Option<String>,
    /// Smaller numbers stand first.
    #[field(label = "Place", default = 0)]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    let editions = [change.before.map(|row| row.edition_id), Some(change.after.edition_id)];
    Box::pin(async move {
        for edition in editions.into_iter().flatten() {
            refuse_kept(work, edition).await?;
        }
        Ok(())
    })
}

/// The edition says when its text changed: whoever is asked to publish it agrees to the text as it then was, because
/// another version of the edition asks again.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() {
            return Ok(());
        }
        let gone = after.is_none();
        let Some(row) = after.or(before) else { return Ok(()) };
        let edition = work.every::<edition::Entity>().filter(edition::Column::Id.eq(row.edition_id));
        // With its edition a section goes along.
        let Some(edition) = edition.one(work.conn()).await? else { return Ok(()) };
        if gone && edition.state != State::Draft {
            return Err(rules::EDITION_KEPT.into());
        }
        if edition.text_changed_at != Some(work.now) {
            let now = work.now;
            work.update::<edition::Entity>(edition, |edition| edition.text_changed_at = Some(now)).await?;
        }
        Ok(())
    })
}

async fn refuse_kept(work: &Work, edition: EditionId) -> Result<()> {
    if work.takes_back() {
        return Ok(());
    }
    let kept = work
        .every::<edition::Entity>()
        .filter(edition::Column::Id.eq(edition))
        .filter(edition::Column::State.ne(State::Draft));
    if kept.one(work.conn()).await?.is_some() { Err(rules::EDITION_KEPT.into()) } else { Ok(()) }
}

/// The sections of an edition, in order.
pub(crate) async fn of(work: &Work, edition: EditionId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::EditionId.eq(edition));
    Ok(select.order_by_asc(Column::Place).order_by_asc(Column::Id).all(work.conn()).await?)
}
