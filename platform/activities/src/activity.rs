//! Noun: an activity.

use kernel::{Change, Choice, FieldError, Noun, Origin, Resource, Result, Tags, Work};
use org::person::PersonId;
use sea_orm::{QueryFilter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

use crate::{actions, events::Mentioned, rules, store};

kernel::id!(ActivityId of "activities");

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    #[choice(label = "Call", tone = "cyan")]
    Call,
    #[choice(label = "Visit", tone = "green")]
    Visit,
    #[choice(label = "Meeting", tone = "blue")]
    Meeting,
    #[choice(label = "Mail", tone = "purple")]
    Mail,
    #[choice(label = "Task", tone = "orange")]
    Task,
    #[choice(label = "Comment", tone = "default")]
    Comment,
    #[choice(label = "File", tone = "gold")]
    File,
}

/// What people did, have to do, said or filed about a row; seen by whoever sees the row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "activities")]
#[resource(label = "Activity", plural = "Activities", title = "title", group = "sell", icon = "history", subject)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActivityId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Kind", list)]
    pub kind: Sort,
    /// Left empty, it is how the text begins.
    #[field(label = "Title", list, search)]
    pub title: Option<String>,
    #[field(label = "Text", kind = "LongText", search)]
    pub body: Option<String>,
    /// What kind of row it is about.
    #[field(label = "About (kind)")]
    pub subject_noun: String,
    #[field(label = "About", list)]
    pub subject_id: Uuid,
    /// Whoever owns the row that it is about.
    #[field(label = "Owner of that", refers = "people", read_only)]
    pub subject_owner_id: Option<PersonId>,
    /// Whoever did it or has to do it.
    #[field(label = "By", list)]
    pub owner_id: Option<PersonId>,
    /// When it happened, or will.
    #[field(label = "At", list)]
    pub at: Option<DateTimeUtc>,
    #[field(label = "Due on", list)]
    pub due_on: Option<Date>,
    #[field(label = "Done", list, read_only, default = false)]
    pub done: bool,
    #[field(label = "Done at", read_only)]
    pub done_at: Option<DateTimeUtc>,
    #[field(label = "Minutes", group = "details", range = "0..=44640")]
    pub duration_minutes: Option<i64>,
    #[field(label = "Place", group = "details")]
    pub place: Option<String>,
    #[field(label = "Outcome", group = "details")]
    pub outcome: Option<String>,
    /// What kind of row stands for whom one met.
    #[field(label = "Met (kind)", group = "details")]
    pub met_noun: Option<String>,
    /// Whom one met or spoke to, such as a contact.
    #[field(label = "Met", group = "details")]
    pub met_id: Option<Uuid>,
    /// People who should read it, by id.
    #[field(label = "Mentions", group = "details")]
    pub mentions: Option<Tags>,
    #[field(label = "File", read_only, group = "file")]
    pub file_name: Option<String>,
    #[field(label = "Media type", read_only, group = "file")]
    pub media_type: Option<String>,
    /// In bytes.
    #[field(label = "Size", read_only, group = "file")]
    pub file_size: Option<i64>,
    /// The comment, visit or call that a file was sent with; it goes with that one.
    #[field(label = "Sent with", read_only, group = "file")]
    pub comment_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .held(r#"{"field": "done", "op": "eq", "value": false}"#)
        .verb::<actions::Complete>()
        .verb::<actions::Reopen>()
        .settle::<Entity, _>(|change, work| Box::pin(settle(change, work)))
        .settled::<Entity, _>(|before, after, work| Box::pin(settled(before, after, work)))
}

async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let Change { before, after: activity } = change;
    if work.takes_back() {
        return Ok(());
    }
    if let Some(before) = before.filter(|_| !work.rehangs()) {
        rules::stays(before, activity)?;
    }
    if activity.kind == Sort::File && activity.file_name.is_none() {
        return Err(rules::BY_UPLOAD.into());
    }
    let told = work.actor.origin == Origin::Import;
    if before.is_none() {
        activity.owner_id = activity.owner_id.or(work.actor.person.map(PersonId));
        if !told && rules::happens(activity.kind) {
            activity.at.get_or_insert(work.now);
        }
        activity.done = activity.done || rules::done_when_written(activity.kind, activity.at, work.now);
    }
    activity.done_at = match (activity.done, activity.done_at) {
        (true, None) => Some(activity.at.filter(|at| *at <= work.now).unwrap_or(work.now)),
        (true, at @ Some(_)) => at,
        (false, _) => None,
    };
    if activity.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
        activity.title = rules::title(activity.body.as_deref(), activity.file_name.as_deref());
    }
    if activity.title.is_none() {
        return Err(FieldError::required("title").into());
    }
    if before.is_none_or(|before| before.mentions != activity.mentions) {
        people_exist(activity, work).await?;
    }
    if before.is_none_or(|before| (&before.met_noun, before.met_id) != (&activity.met_noun, activity.met_id)) {
        met_exists(activity, work).await?;
    }
    Ok(())
}

async fn met_exists(activity: &mut Model, work: &Work) -> Result<()> {
    let Some(id) = activity.met_id else {
        activity.met_noun = None;
        return Ok(());
    };
    let met = activity.met_noun.as_deref().ok_or_else(|| FieldError::required("met_noun"))?;
    let unknown = || FieldError::new("met_id", "fields.not_found", "there is no such row").value(id.to_string());
    let noun = work.house.registry.noun(met).ok_or_else(unknown)?;
    if work.reader().points_to(noun, id).await? { Ok(()) } else { Err(unknown().into()) }
}

async fn people_exist(activity: &Model, work: &Work) -> Result<()> {
    for id in mentioned(activity.mentions.as_ref()) {
        let unknown = || FieldError::new("mentions", "fields.not_found", "there is no such row").value(id);
        let id = Uuid::parse_str(id).map_err(|_| unknown())?;
        let people = work.house.registry.known("people")?;
        if !work.reader().points_to(people, id).await? {
            return Err(unknown().into());
        }
    }
    Ok(())
}

async fn settled(before: Option<Model>, after: Option<Model>, work: &mut Work) -> Result<()> {
    let Some(after) = after else {
        if let Some(gone) = before {
            store::remove(gone.id, work).await?;
            let house = work.house.clone();
            let subject = house.registry.known(&gone.subject_noun)?;
            // With the row itself everything that hangs on it goes anyway.
            if work.unscoped(subject, gone.subject_id).await.is_err() {
                return Ok(());
            }
            for file in work.every::<Entity>().filter(Column::CommentId.eq(gone.id)).all(work.conn()).await? {
                Box::pin(work.delete::<Entity>(file)).await?;
            }
        }
        return Ok(());
    };
    if work.actor.origin == Origin::Import {
        return Ok(());
    }
    let known: BTreeSet<&str> =
        before.as_ref().map(|before| mentioned(before.mentions.as_ref()).collect()).unwrap_or_default();
    let fresh = mentioned(after.mentions.as_ref()).filter(|id| !known.contains(id));
    let people: Vec<PersonId> = fresh.filter_map(|id| Uuid::parse_str(id).ok()).map(PersonId).collect();
    if people.is_empty() {
        return Ok(());
    }
    let news = Mentioned { activity_id: after.id, people, by: work.actor.person.map(PersonId) };
    work.announce("activities", after.id.0, news).await
}

fn mentioned(mentions: Option<&Tags>) -> impl Iterator<Item = &str> {
    mentions.into_iter().flat_map(|tags| &tags.0).map(String::as_str)
}

/// The row of a file that is being uploaded; its content is stored beside it.
pub fn of_file(work: &Work, subject: (String, Uuid), file: &store::Upload, said: store::Said) -> Model {
    Model {
        id: ActivityId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: Value::Object(serde_json::Map::new()),
        kind: Sort::File,
        title: said.title.or_else(|| Some(file.name.clone())),
        body: None,
        subject_noun: subject.0,
        subject_id: subject.1,
        subject_owner_id: None,
        owner_id: work.actor.person.map(PersonId),
        at: Some(work.now),
        due_on: None,
        done: true,
        done_at: None,
        duration_minutes: None,
        place: None,
        outcome: None,
        met_noun: None,
        met_id: None,
        mentions: None,
        file_name: Some(file.name.clone()),
        media_type: Some(file.media_type.clone()),
        file_size: i64::try_from(file.content.len()).ok(),
        comment_id: said.comment,
    }
}
