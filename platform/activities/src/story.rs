//! What was done about one row, for its story: newest first, each at the moment when it happened.

use crate::activity::{ActivityId, Column, Entity, Model, Sort};
use chrono::{DateTime, Utc};
use kernel::{Result, list::Reader};
use sea_orm::{
    DatabaseConnection, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::*,
    sea_query::{Expr, Func},
};

/// A part of the story.
#[derive(Clone, Debug)]
pub struct Chapter {
    pub subject: (&'static str, Uuid),
    pub kinds: Vec<Sort>,
    /// Only what this person did or has to do.
    pub by: Option<Uuid>,
    /// The entry to go on from: its moment and id.
    pub before: Option<(DateTime<Utc>, Uuid)>,
    pub limit: u64,
}

/// When it is told: when it happened or will, else when it was written.
pub fn moment(activity: &Model) -> DateTime<Utc> {
    activity.at.unwrap_or(activity.created_at)
}

/// What the reader sees of it. Files that were sent with a comment are told with that one; see [`sent_with`].
pub async fn told(reader: &Reader<'_, DatabaseConnection>, chapter: &Chapter) -> Result<Vec<Model>> {
    let at = || Expr::expr(Func::coalesce([Expr::col((Entity, Column::At)), Expr::col((Entity, Column::CreatedAt))]));
    let mut select = reader
        .visible::<Entity>()
        .filter(Column::SubjectNoun.eq(chapter.subject.0))
        .filter(Column::SubjectId.eq(chapter.subject.1))
        .filter(Column::CommentId.is_null())
        .filter(Column::Kind.is_in(chapter.kinds.iter().copied()));
    if let Some(by) = chapter.by {
        select = select.filter(Column::OwnerId.eq(by));
    }
    if let Some((then, id)) = chapter.before {
        select = select.filter(at().lt(then).or(at().eq(then).and(Expr::col((Entity, Column::Id)).lt(id))));
    }
    let select = select.order_by_desc(at()).order_by_desc(Column::Id).limit(chapter.limit);
    Ok(select.all(reader.conn).await?)
}

/// The files that came with these comments, in the order in which they came.
pub async fn sent_with(reader: &Reader<'_, DatabaseConnection>, comments: Vec<ActivityId>) -> Result<Vec<Model>> {
    if comments.is_empty() {
        return Ok(Vec::new());
    }
    let select = reader.visible::<Entity>().filter(Column::CommentId.is_in(comments.iter().map(|id| id.0)));
    Ok(select.order_by_asc(Column::Id).all(reader.conn).await?)
}
