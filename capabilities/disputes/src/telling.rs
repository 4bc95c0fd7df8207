//! Whom a dispute concerns hears how it stands.

use crate::{dispute::Model, filing::NOUN};
use inbox::{Kind, News, key};
use kernel::{Origin, Result, Work};
use org::person::PersonId;

/// How it stands, to everybody whom it concerns; whoever did it knows.
pub async fn stands(work: &Work, dispute: &Model) -> Result<()> {
    let concerned = [Some(dispute.claimant_id), dispute.respondent_id, dispute.arbiter_id, dispute.first_ruled_by_id];
    for reader in concerned.into_iter().flatten() {
        tell(work, dispute, reader, key::STANDS, &dispute.version.to_string()).await?;
    }
    Ok(())
}

/// One of the two offers to settle: the other one hears of it.
pub async fn offered(work: &Work, dispute: &Model) -> Result<()> {
    match dispute.offered_by_id.and_then(|by| dispute.other(by)) {
        Some(reader) => tell(work, dispute, reader, key::OFFERED, &dispute.version.to_string()).await,
        None => Ok(()),
    }
}

/// Something is due from the reader, or was.
pub async fn reminded(work: &Work, dispute: &Model, reader: PersonId, late: bool) -> Result<()> {
    let what = if late { key::OVERDUE } else { key::DUE };
    tell(work, dispute, reader, what, &work.today.to_string()).await
}

async fn tell(work: &Work, dispute: &Model, reader: PersonId, what: &str, which: &str) -> Result<()> {
    // What is brought in, or taken back, is no news.
    if matches!(work.actor.origin, Origin::Import | Origin::Command) || work.takes_back() {
        return Ok(());
    }
    let state = serde_json::to_value(dispute.state)?;
    let news = News {
        reader: reader.0,
        kind: Kind::Case,
        noun: NOUN.to_owned(),
        row: dispute.id.0,
        about: None,
        by: work.actor.person,
        key: key::of(what, state.as_str().unwrap_or_default(), dispute.id.0, which),
    };
    inbox::tell(work, news).await
}
