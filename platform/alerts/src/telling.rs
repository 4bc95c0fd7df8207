//! Whom an alert concerns hears how it stands. When and by which way is a matter of their preferences.

use crate::alert::{self, Model};
use inbox::{Kind, News, key};
use kernel::{Origin, Resource, Result, Work};
use org::person::PersonId;

/// How it stands, to everybody whom it concerns; whoever did it knows.
pub async fn stands(work: &Work, alert: &Model) -> Result<()> {
    let concerned = [alert.assignee_id, alert.escalated_id, alert.told_id];
    for reader in concerned.into_iter().flatten() {
        tell(work, alert, reader, key::STANDS, &alert.version.to_string()).await?;
    }
    Ok(())
}

/// Time is up for whoever is in charge.
pub async fn overdue(work: &Work, alert: &Model, reader: PersonId) -> Result<()> {
    tell(work, alert, reader, key::OVERDUE, &work.today.to_string()).await
}

async fn tell(work: &Work, alert: &Model, reader: PersonId, what: &str, which: &str) -> Result<()> {
    // What is brought in, or taken back, is no news.
    if matches!(work.actor.origin, Origin::Import | Origin::Command) || work.takes_back() {
        return Ok(());
    }
    let state = serde_json::to_value(alert.state)?;
    let news = News {
        reader: reader.0,
        kind: Kind::Case,
        noun: alert::Entity::NAME.to_owned(),
        row: alert.id.0,
        about: None,
        by: work.actor.person,
        key: key::of(what, state.as_str().unwrap_or_default(), alert.id.0, which),
    };
    inbox::tell(work, news).await
}
