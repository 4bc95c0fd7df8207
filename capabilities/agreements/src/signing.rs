//! What happens when an agreement is issued and signed: its documents are made and kept, and it counts from its day on.

use crate::{
    agreement::{self, AgreementId, State},
    files, paper, rules,
};
use kernel::{Refusal, Result, Work};
use org::{person::PersonId, span::eve};

/// Under which a work says that it writes what happened long ago, states and all.
const HISTORY: &str = "agreements.history";

/// From now on this work writes agreements as they were, and nobody is asked to sign.
pub fn write_history(work: &mut Work) {
    work.keep(HISTORY, true);
}

pub(crate) fn writes_history(work: &Work) -> bool {
    work.kept::<bool>(HISTORY).copied().unwrap_or(false)
}

/// Whoever acts, where they are this person.
pub fn only(work: &Work, person: Option<PersonId>, refusal: Refusal) -> Result<()> {
    let me = work.actor.person.map(PersonId);
    if me.is_some() && me == person { Ok(()) } else { Err(refusal.into()) }
}

/// Nobody writes what they themselves are to answer for.
pub fn not_own(work: &Work, party: PersonId) -> Result<()> {
    let own = work.actor.person == Some(party.0) && !work.takes_back() && !writes_history(work);
    if own { Err(rules::OWN.into()) } else { Ok(()) }
}

/// Makes the documents of an agreement as it now is, keeps them, and answers with their hashes, Chinese first.
pub async fn documents(work: &Work, agreement: agreement::Model, kind: files::Kind) -> Result<[String; 2]> {
    let id = agreement.id;
    let content = paper::Content::of(work, agreement).await?;
    let mut hashes = [String::new(), String::new()];
    for (hash, language) in hashes.iter_mut().zip(paper::LANGUAGES) {
        let document = documents::render(&paper::sheet(&work.house, &content, language, paper::Stage::Kept(kind)))?;
        *hash = files::keep(id, kind, language, document, work).await?;
    }
    Ok(hashes)
}

/// Makes the documents of an agreement that was written as history, and says their hashes.
///
/// # Errors
/// What the database says.
pub async fn document_history(work: &mut Work, id: AgreementId) -> Result<()> {
    let row = work.fetch::<agreement::Entity>(id.0).await?;
    if row.state == State::Draft {
        return Ok(());
    }
    let [zh, en] = documents(work, row.clone(), files::Kind::Issued).await?;
    let row = work.update::<agreement::Entity>(row, |row| (row.hash_zh, row.hash_en) = (Some(zh), Some(en))).await?;
    if row.state.is_signed() {
        let [zh, en] = documents(work, row.clone(), files::Kind::Signed).await?;
        work.update::<agreement::Entity>(row, |row| {
            (row.signed_hash_zh, row.signed_hash_en) = (Some(zh), Some(en));
        })
        .await?;
    }
    Ok(())
}

/// Both have signed: the signed document is kept, the edition before ends, and this one counts, from today where its first
/// day has come.
pub async fn in_force(work: &mut Work, signed: agreement::Model) -> Result<agreement::Model> {
    let before = before(work, &signed).await?;
    let (today, since) = (work.today, before.as_ref().and_then(|before| before.counts_from));
    // What an amendment changes, it changes from the day on which both signed it; what was scored stays.
    let from = match since {
        Some(since) => today.max(since.succ_opt().unwrap_or(since)).max(signed.from),
        None => signed.from,
    };
    if let Some(old) = before {
        let on = eve(from);
        let old = work.update::<agreement::Entity>(old, |old| old.counts_to = Some(on)).await?;
        let state = rules::state_on(&old, today);
        work.update::<agreement::Entity>(old, |old| old.state = state).await?;
    }
    let signed = work.update::<agreement::Entity>(signed, |signed| signed.counts_from = Some(from)).await?;
    let hashes = documents(work, signed.clone(), files::Kind::Signed).await?;
    let state = rules::state_on(&signed, today);
    work.update::<agreement::Entity>(signed, |signed| {
        let [zh, en] = hashes;
        (signed.signed_hash_zh, signed.signed_hash_en) = (Some(zh), Some(en));
        signed.state = state;
    })
    .await
}

/// The edition that both had signed before this one.
async fn before(work: &Work, signed: &agreement::Model) -> Result<Option<agreement::Model>> {
    let editions = agreement::editions(work, signed.series()).await?;
    let counts = |edition: &agreement::Model| matches!(edition.state, State::Countersigned | State::InForce);
    Ok(editions.into_iter().rev().find(|edition| edition.edition < signed.edition && counts(edition)))
}

/// Whether there is a later edition that is not withdrawn.
pub async fn is_amended(work: &Work, series: AgreementId, edition: i64) -> Result<bool> {
    let editions = agreement::editions(work, series).await?;
    Ok(editions.iter().any(|other| other.edition > edition && other.state != State::Withdrawn))
}
