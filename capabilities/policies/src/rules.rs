//! What policies refuse, and who has to be asked. No database, no clock.

use crate::{
    acknowledgement::{AcknowledgementId, State as Asked},
    audience::Whom,
    checkup::Outcome,
    edition::{self, EditionId, State},
};
use chrono::{Days, NaiveDate};
use kernel::{FieldError, Refusal};
use org::{Span, person::PersonId};
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};

pub const OTHER_POLICY: Refusal = Refusal::new("policies.other_policy", "it stays with its policy").on("policy_id");
pub const NOT_PUBLISHED: Refusal = Refusal::new("policies.not_published", "no edition of it is published");
pub const ENDS_BEFORE_IT_BEGINS: Refusal = Refusal::new(
    "policies.ends_before_it_begins",
    "its edition in force began on {date}, the last day lies before that",
)
.on("on");
pub const REVIEWED_AHEAD: Refusal =
    Refusal::new("policies.reviewed_ahead", "the next review lies after the last one").on("review_on");
pub const DRAFT_EXISTS: Refusal =
    Refusal::new("policy_editions.draft_exists", "there is a draft already; change that one or publish it");
pub const EDITION_KEPT: Refusal = Refusal::new(
    "policy_editions.kept",
    "an edition that was published is kept as it is; draft a new edition of the policy to change it",
);
pub const NOT_A_DRAFT: Refusal = Refusal::new("policy_editions.not_a_draft", "only a draft is published");
pub const NOT_PLANNED: Refusal =
    Refusal::new("policy_editions.not_planned", "only an edition that is planned for later is taken back");
pub const NO_TEXT: Refusal = Refusal::new(
    "policy_editions.no_text",
    "an edition without a section says nothing: write down what is to be kept to",
);
pub const NO_AUDIENCE: Refusal =
    Refusal::new("policy_editions.no_audience", "say first whom the policy is for: everybody, units or positions");
pub const BEFORE_THE_LAST: Refusal =
    Refusal::new("policy_editions.before_the_last", "an edition begins after the one before it, which began on {date}")
        .on("from");
pub const NO_UNIT: Refusal = Refusal::new("policy_audiences.no_unit", "say which unit it is for").on("unit_id");
pub const NO_POSITION: Refusal =
    Refusal::new("policy_audiences.no_position", "say holders of which position it is for").on("position_id");
pub const NOT_ASKED: Refusal = Refusal::new("policy_acknowledgements.not_asked", "nobody asks for this any more");
pub const ALREADY: Refusal = Refusal::new("policy_acknowledgements.already", "this is confirmed already");
pub const NOT_YOURS: Refusal =
    Refusal::new("policy_acknowledgements.not_yours", "everybody confirms for themselves, and for nobody else");
pub const OTHER_EDITION: Refusal =
    Refusal::new("policy_acknowledgements.other_edition", "there is a newer edition; read that one");
pub const REMINDED: Refusal = Refusal::new("policy_acknowledgements.reminded", "they were reminded today already");
pub const CHECKED: Refusal = Refusal::new("policy_checkups.done", "it is done, and kept as it is");
pub const NOT_PLANNED_CHECKUP: Refusal =
    Refusal::new("policy_checkups.not_planned", "only a check-up that is planned is done or called off");
pub const DONE_AHEAD: Refusal =
    Refusal::new("policy_checkups.ahead", "nobody has checked on a day to come").on("done_on");
pub const HAS_FINDINGS: Refusal =
    Refusal::new("policy_checkups.has_findings", "something major was found: what is not mended is not kept to")
        .on("outcome");
pub const CALLED_OFF: Refusal =
    Refusal::new("policy_findings.called_off", "the check-up was called off").on("checkup_id");
pub const OTHER_CHECKUP: Refusal =
    Refusal::new("policy_findings.other_checkup", "a finding stays with its check-up").on("checkup_id");
pub const MENDED: Refusal = Refusal::new("policy_findings.mended", "it is mended already");
pub const NOT_MENDED: Refusal = Refusal::new("policy_findings.not_mended", "it is not mended yet");
pub const DUE_BEFORE: Refusal =
    Refusal::new("policy_findings.due_before", "it cannot be due before it was found").on("due_on");

pub fn unknown_noun(name: &str) -> FieldError {
    FieldError::new("rule_noun", "policy_enforcements.unknown_noun", "there are no rows called {name}")
        .with("name", name)
        .value(name)
}

pub fn unknown_part(name: &str) -> FieldError {
    FieldError::new(
        "rule_part",
        "policy_enforcements.unknown_part",
        "these rows have no field and no verb called {name}",
    )
    .with("name", name)
    .value(name)
}

pub fn unknown_rule(id: Uuid) -> FieldError {
    FieldError::new("rule_id", "fields.not_found", "there is no such row").value(id)
}

pub fn soundly_reviewed(next: Option<NaiveDate>, last: Option<NaiveDate>) -> Result<(), Refusal> {
    match (next, last) {
        (Some(next), Some(last)) if next <= last => Err(REVIEWED_AHEAD),
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}

pub fn addressed(whom: Whom, unit: bool, position: bool) -> Result<(), Refusal> {
    match whom {
        Whom::Everybody => Ok(()),
        Whom::Unit => unit.then_some(()).ok_or(NO_UNIT),
        Whom::Position => position.then_some(()).ok_or(NO_POSITION),
    }
}

pub fn mended_after(found: Option<NaiveDate>, due: Option<NaiveDate>) -> Result<(), Refusal> {
    match (found, due) {
        (Some(found), Some(due)) if due < found => Err(DUE_BEFORE),
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}

/// Whether what was found allows to say so of the policy.
pub fn may_end_with(outcome: Outcome, serious: bool) -> Result<(), Refusal> {
    match outcome {
        Outcome::Kept if serious => Err(HAS_FINDINGS),
        Outcome::Kept | Outcome::Partly | Outcome::NotKept => Ok(()),
    }
}

pub fn next_edition(editions: &[edition::Model]) -> i64 {
    editions.iter().filter_map(|edition| edition.edition).max().unwrap_or_default() + 1
}

/// Whether a draft with so many sections, addressed to somebody or nobody, may be published from a day on.
pub fn may_be_published(
    from: NaiveDate,
    editions: &[edition::Model],
    sections: u64,
    addressed: bool,
) -> Result<(), Refusal> {
    if sections == 0 {
        return Err(NO_TEXT);
    }
    if !addressed {
        return Err(NO_AUDIENCE);
    }
    let begun =
        editions.iter().filter(|edition| edition.state != State::Draft).filter_map(|edition| edition.from).max();
    match begun {
        Some(last) if last >= from => Err(BEFORE_THE_LAST.with("date", last)),
        Some(_) | None => Ok(()),
    }
}

/// The state of an edition that was published; `followed` by another one or not.
pub fn state_on(span: Span, followed: bool, day: NaiveDate) -> State {
    if !span.begun(day) {
        State::Planned
    } else if !span.over(day) {
        State::InForce
    } else if followed {
        State::Replaced
    } else {
        State::Withdrawn
    }
}

/// Whether another edition was published after it.
pub fn followed(edition: &edition::Model, editions: &[edition::Model]) -> bool {
    editions.iter().any(|other| other.state != State::Draft && other.edition > edition.edition)
}

/// Of editions in their order the one that people are to read, and before it those whose confirmation still counts,
/// because what came since changed wording only.
pub fn to_read(editions: &[edition::Model]) -> Vec<EditionId> {
    let published: Vec<_> = editions.iter().filter(|edition| edition.state != State::Draft).collect();
    let Some(at) = published.iter().rposition(|edition| edition.state.counts()) else { return Vec::new() };
    let mut chain = Vec::new();
    for edition in published[..=at].iter().rev() {
        chain.push(edition.id);
        if !edition.editorial {
            break;
        }
    }
    chain
}

/// The day by which somebody should have read what they are asked to today; never before it counts.
pub fn due(asked: NaiveDate, days: u64, from: Option<NaiveDate>) -> NaiveDate {
    let due = asked.checked_add_days(Days::new(days)).unwrap_or(asked);
    from.map_or(due, |from| from.max(due))
}

/// Days between one reminder and the next.
const AGAIN: u64 = 7;

/// Whether somebody is to be reminded on a day: on the day on which it is due, and every week from then on.
pub fn reminds(due: NaiveDate, last: Option<NaiveDate>, today: NaiveDate) -> bool {
    today >= due
        && last
            .is_none_or(|last| last < due || last.checked_add_days(Days::new(AGAIN)).is_none_or(|next| next <= today))
}

/// A row of somebody who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: AcknowledgementId,
    pub person: PersonId,
    pub edition: EditionId,
    pub state: Asked,
}

/// What becomes of who was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// People who are asked for the first time.
    pub ask: Vec<PersonId>,
    /// Rows that are open, for the edition to read.
    pub open: Vec<AcknowledgementId>,
    /// Rows that nobody waits for any more.
    pub lapse: Vec<AcknowledgementId>,
}

/// Compares who should be asked with who was. `chain` begins with the edition to read; confirming any of them will do.
pub fn steps(audience: &BTreeSet<PersonId>, chain: &[EditionId], rows: &[Row]) -> Steps {
    let mut theirs: BTreeMap<PersonId, Vec<Row>> = BTreeMap::new();
    for row in rows {
        theirs.entry(row.person).or_default().push(*row);
    }
    let mut steps = Steps::default();
    let Some(latest) = chain.first().copied() else {
        steps.lapse = rows.iter().filter(|row| row.state == Asked::Asked).map(|row| row.id).collect();
        return steps;
    };
    for person in audience {
        let rows = theirs.remove(person).unwrap_or_default();
        let confirmed = rows.iter().any(|row| row.state == Asked::Acknowledged && chain.contains(&row.edition));
        let own = rows.iter().find(|row| row.edition == latest);
        let earlier = rows.iter().find(|row| row.state == Asked::Asked && chain.contains(&row.edition));
        let kept = if confirmed { None } else { own.or(earlier) };
        match kept {
            None if confirmed => {}
            None => steps.ask.push(*person),
            Some(row) if row.edition == latest && row.state == Asked::Asked => {}
            Some(row) => steps.open.push(row.id),
        }
        let others = rows.iter().filter(|row| row.state == Asked::Asked && kept.is_none_or(|kept| kept.id != row.id));
        steps.lapse.extend(others.map(|row| row.id));
    }
    let gone = theirs.values().flatten().filter(|row| row.state == Asked::Asked);
    steps.lapse.extend(gone.map(|row| row.id));
    steps
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
