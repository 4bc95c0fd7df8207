//! Who hears of an agreement: whoever has to sign, and the other side.

use crate::agreement::{self, Model, State};
use inbox::{Kind, News, key};
use kernel::{Origin, Resource, Result, Work};
use org::person::PersonId;

/// The party is asked to sign.
pub async fn to_sign(work: &Work, agreement: &Model) -> Result<()> {
    let key = format!("sign:{}:{}:{}", agreement.id, agreement.version, work.today);
    tell(work, agreement, agreement.party_id, Kind::Read, key).await
}

/// Nothing is left for the party to sign.
pub async fn answered(work: &Work, agreement: &Model) -> Result<()> {
    inbox::settle(work, Kind::Read, agreement::Entity::NAME, agreement.id.0, agreement.party_id.0).await
}

/// Nothing is left for the superior to sign.
pub async fn countersigned(work: &Work, agreement: &Model) -> Result<()> {
    let Some(superior) = agreement.superior_id else { return Ok(()) };
    inbox::settle(work, Kind::Case, agreement::Entity::NAME, agreement.id.0, superior.0).await
}

/// How it stands, to the other side and to whoever issued it; whoever did it knows.
pub async fn stands(work: &Work, agreement: &Model) -> Result<()> {
    let concerned = [Some(agreement.party_id), agreement.superior_id, agreement.issued_by_id];
    let mut told: Vec<PersonId> = Vec::new();
    for reader in concerned.into_iter().flatten() {
        if work.actor.person == Some(reader.0) || told.contains(&reader) {
            continue;
        }
        told.push(reader);
        case(work, agreement, reader, key::STANDS, &agreement.version.to_string()).await?;
    }
    Ok(())
}

/// Something is overdue: from the party, or from the reader.
pub async fn overdue(work: &Work, agreement: &Model, reader: PersonId) -> Result<()> {
    case(work, agreement, reader, key::OVERDUE, &work.today.to_string()).await
}

async fn case(work: &Work, agreement: &Model, reader: PersonId, what: &str, which: &str) -> Result<()> {
    tell(work, agreement, reader, Kind::Case, key::of(what, word(agreement.state), agreement.id.0, which)).await
}

fn word(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Issued => "issued",
        State::Accepted => "accepted",
        State::Reserved => "reserved",
        State::Disputed => "disputed",
        State::Countersigned => "countersigned",
        State::InForce => "in_force",
        State::Replaced => "replaced",
        State::Ended => "ended",
        State::Withdrawn => "withdrawn",
    }
}

async fn tell(work: &Work, agreement: &Model, reader: PersonId, kind: Kind, key: String) -> Result<()> {
    // What is brought in, or taken back, is no news.
    if matches!(work.actor.origin, Origin::Import | Origin::Command) || work.takes_back() {
        return Ok(());
    }
    let news = News {
        reader: reader.0,
        kind,
        noun: agreement::Entity::NAME.to_owned(),
        row: agreement.id.0,
        about: None,
        by: work.actor.person,
        key,
    };
    inbox::tell(work, news).await
}
