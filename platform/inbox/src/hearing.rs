//! What happens that somebody should know.

use crate::{
    entry::Kind,
    telling::{News, tell},
};
use access::user;
use activities::{activity, events::Mentioned};
use jobs::events::Finished;
use kernel::{Origin, Record, Resource, Result, Scope, Work, Wrote, record};
use serde_json::Value;

/// The field that says who works on a row. Whom a row is about under another name, such as `person_id`, does not get it.
const HOLDER: &str = "owner_id";
const ACTIVITIES: &str = <activity::Entity as Resource>::NAME;

/// An import and the command line bring in history; what is taken back has been told of already.
fn is_news(work: &Work) -> bool {
    let told = match work.actor.origin {
        Origin::Web | Origin::Token | Origin::Job | Origin::System => true,
        Origin::Import | Origin::Command => false,
    };
    told && !work.takes_back()
}

/// Whatever is written about one activity is told once: a mention before a comment.
fn key_of(activity: sea_orm::prelude::Uuid) -> String {
    format!("activity:{activity}")
}

pub async fn mentioned(said: Mentioned, work: &mut Work) -> Result<()> {
    if !is_news(work) {
        return Ok(());
    }
    let activity = work.fetch::<activity::Entity>(said.activity_id.0).await?;
    for person in said.people {
        let news = News {
            reader: person.0,
            kind: Kind::Mention,
            noun: activity.subject_noun.clone(),
            row: activity.subject_id,
            about: Some(activity.id.0),
            by: work.actor.person,
            key: key_of(activity.id.0),
        };
        tell(work, news).await?;
    }
    Ok(())
}

pub async fn finished(ended: Finished, work: &mut Work) -> Result<()> {
    let Some(asker) = find_user(work, ended.user).await? else { return Ok(()) };
    let news = News {
        reader: asker.person_id.unwrap_or(ended.user),
        kind: Kind::Job,
        noun: jobs::TABLE.to_owned(),
        row: ended.job,
        about: None,
        by: None,
        key: format!("job:{}", ended.job),
    };
    tell(work, news).await
}

async fn find_user(work: &Work, id: sea_orm::prelude::Uuid) -> Result<Option<user::Model>> {
    match work.fetch::<user::Entity>(id).await {
        Ok(user) => Ok(Some(user)),
        Err(kernel::Error::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Every row that is written, of any noun.
pub async fn wrote(noun: &'static str, wrote: &[Wrote<'_>], work: &mut Work) -> Result<()> {
    if !is_news(work) {
        return Ok(());
    }
    let house = work.house.clone();
    for Wrote { before, after } in wrote {
        let Some(after) = after else { continue };
        if noun == ACTIVITIES {
            activity_written(*before, after, work).await?;
        } else if let Some(Scope::Owned { owner, .. }) = house.registry.noun(noun).map(|noun| &noun.scope)
            && *owner == HOLDER
        {
            handed_over(noun, owner, *before, after, work).await?;
        }
    }
    Ok(())
}

async fn handed_over(noun: &str, owner: &str, before: Option<&Record>, after: &Record, work: &Work) -> Result<()> {
    let from = before.and_then(|before| record::uuid(before, owner));
    let Some(to) = record::uuid(after, owner).filter(|to| from != Some(*to) && work.actor.person != Some(*to)) else {
        return Ok(());
    };
    let row = record::id(after)?;
    let news = News {
        reader: to,
        kind: Kind::HandedOver,
        noun: noun.to_owned(),
        row,
        about: None,
        by: work.actor.person,
        key: format!("owner:{row}:{}", after["version"]),
    };
    tell(work, news).await
}

async fn activity_written(before: Option<&Record>, after: &Record, work: &Work) -> Result<()> {
    let (id, kind) = (record::id(after)?, after.get("kind").and_then(Value::as_str).unwrap_or_default());
    let (reader, kind) = match kind {
        "comment" | "file" => {
            // What came with a comment is told with it.
            let alone = before.is_none() && record::uuid(after, "comment_id").is_none();
            (record::uuid(after, "subject_owner_id").filter(|_| alone), Kind::Comment)
        }
        "task" => {
            let from = before.and_then(|before| record::uuid(before, "owner_id"));
            (record::uuid(after, "owner_id").filter(|to| from != Some(*to)), Kind::Task)
        }
        _ => return Ok(()),
    };
    let (Some(reader), Some(row)) = (reader, record::uuid(after, "subject_id")) else { return Ok(()) };
    let noun = after.get("subject_noun").and_then(Value::as_str).unwrap_or_default().to_owned();
    let key = match kind {
        Kind::Task => format!("task:{id}:{}", after["version"]),
        _ => key_of(id),
    };
    tell(work, News { reader, kind, noun, row, about: Some(id), by: work.actor.person, key }).await
}
