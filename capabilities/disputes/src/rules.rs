//! What disputes refuse, and what follows from what. No database, no clock.

use crate::dispute::{Decision, Kind, State};
use chrono::NaiveDate;
use kernel::{BasisPoints, FieldError, Refusal, Result};
use org::person::PersonId;
use std::collections::BTreeMap;

/// Working days to answer in, to rule in, and to appeal in.
pub const DAYS: i32 = 5;

pub const NOT_CLAIMED: Refusal =
    Refusal::new("disputes.not_claimed", "only rows that people hold, such as accounts, leads and deals, are claimed")
        .on("row_noun");
const OTHER_KIND: Refusal =
    Refusal::new("disputes.other_kind", "a row of this kind is claimed as another kind of dispute").on("kind");
const NOT_OWN: Refusal =
    Refusal::new("disputes.not_own", "a claim is filed by whoever makes it, not for somebody else").on("claimant_id");
pub const NO_RESPONDENT: Refusal =
    Refusal::new("disputes.no_respondent", "nobody else has the row: say who claims it, too").on("respondent_id");
const ONE_PARTY: Refusal =
    Refusal::new("disputes.one_party", "it takes two: nobody disputes with themselves").on("respondent_id");
pub const RESPONDENT_LEFT: Refusal =
    Refusal::new("disputes.respondent_left", "the respondent does not work here any more").on("respondent_id");
pub const NOBODY_DECIDES: Refusal =
    Refusal::new("disputes.nobody_decides", "nobody above both of them can sign in to decide").on("respondent_id");
pub const UNDER_WAY: Refusal =
    Refusal::new("disputes.under_way", "these two have a dispute about this row already").on("row_id");
const WANTED_WHOM: Refusal =
    Refusal::new("disputes.wanted_whom", "one can ask that one of the two has it, and nobody else").on("wanted_id");
const SHARE_OF_SPLIT: Refusal =
    Refusal::new("disputes.share_of_split", "a share is asked for and decided of a split only").on("share");
pub const STAYS: Refusal =
    Refusal::new("disputes.stays", "what it is about and between whom stays: withdraw it and file another one");
pub const KEPT: Refusal = Refusal::new("disputes.kept", "a dispute is withdrawn, not deleted");
const ANSWERED: Refusal =
    Refusal::new("disputes.answered_already", "it has been answered; say the rest as a statement");
pub const NOT_CLAIMANT: Refusal = Refusal::new("disputes.not_claimant", "that is for the claimant to do");
pub const NOT_RESPONDENT: Refusal = Refusal::new("disputes.not_respondent", "that is for the respondent to do");
pub const NOT_PARTY: Refusal = Refusal::new("disputes.not_party", "that is for one of the two to do");
pub const NOT_ARBITER: Refusal = Refusal::new("disputes.not_arbiter", "that is for the arbiter to do");
pub const NOT_APPELLANT: Refusal = Refusal::new("disputes.not_appellant", "an appeal is withdrawn by whoever appealed");
const ENDED: Refusal = Refusal::new("disputes.ended", "it has been decided, settled or withdrawn");
const NOT_RULED: Refusal = Refusal::new("disputes.not_ruled", "there is no ruling to appeal");
const APPEALED_ONCE: Refusal = Refusal::new("disputes.appealed_once", "a dispute is appealed once");
const TOO_LATE: Refusal = Refusal::new("disputes.too_late", "it could be appealed until {day}");
pub const NOBODY_HIGHER: Refusal =
    Refusal::new("disputes.nobody_higher", "nobody above the arbiter can sign in to decide");
const ANSWER_AWAITED: Refusal =
    Refusal::new("disputes.answer_awaited", "the respondent has not answered, and has until {day}");
const SHARE_NEEDED: Refusal = Refusal::new("disputes.share_needed", "say the claimant's share").on("share");
const NOT_SETTLED_SO: Refusal =
    Refusal::new("disputes.not_settled_so", "a claim is not dismissed by agreement; it is withdrawn").on("outcome");
pub const OFFERER_GONE: Refusal =
    Refusal::new("disputes.offerer_gone", "whoever offered this cannot sign in any more; make an offer of your own");
pub const ROW_GONE: Refusal =
    Refusal::new("disputes.row_gone", "the row is gone: nobody can have it; dismiss the dispute or withdraw it");
pub const ROW_CLOSED: Refusal = Refusal::new(
    "disputes.row_closed",
    "the row was closed meanwhile and stays whose it was; dismiss the dispute or withdraw it",
);
pub const CHANGED_HANDS: Refusal = Refusal::new(
    "disputes.changed_hands",
    "the row changed hands meanwhile; dismiss the dispute, and whoever claims it files anew",
);
pub const CANNOT_SHARE: Refusal =
    Refusal::new("disputes.cannot_share", "this has no team that two could share it in: decide for one of them");
pub const OTHERS_SHARE: Refusal = Refusal::new(
    "disputes.others_share",
    "this would take from somebody else who shares the deal: let the arbiter rule",
);
pub const WINNER_LEFT: Refusal =
    Refusal::new("disputes.winner_left", "whoever would get it does not work here any more");
const NOT_THEIRS: Refusal =
    Refusal::new("dispute_evidence.not_theirs", "only the two and the arbiter put something on record");
const RECORD_CLOSED: Refusal =
    Refusal::new("dispute_evidence.closed", "it has been decided, settled or withdrawn: the record is closed");
pub const ON_RECORD: Refusal =
    Refusal::new("dispute_evidence.on_record", "what is on record stays as it is; add another statement");

/// Accounts, leads and deals have kinds of their own.
pub fn fits(kind: Kind, noun: &str) -> Result<(), Refusal> {
    let fits = match kind {
        Kind::Account => noun == "accounts",
        Kind::Lead => noun == "leads",
        Kind::Opportunity | Kind::Split => noun == "opportunities",
        Kind::Other => !["accounts", "leads", "opportunities"].contains(&noun),
    };
    if fits { Ok(()) } else { Err(OTHER_KIND) }
}

/// `by`: whoever files; what the system brings in names the claimant itself.
pub fn own_claim(claimant: PersonId, by: Option<PersonId>) -> Result<(), Refusal> {
    if by.is_none_or(|by| by == claimant) { Ok(()) } else { Err(NOT_OWN) }
}

pub fn two(claimant: PersonId, respondent: PersonId) -> Result<(), Refusal> {
    if claimant == respondent { Err(ONE_PARTY) } else { Ok(()) }
}

pub fn wanted(wanted: Option<PersonId>, claimant: PersonId, respondent: Option<PersonId>) -> Result<(), Refusal> {
    if wanted.is_none_or(|wanted| wanted == claimant || Some(wanted) == respondent) { Ok(()) } else { Err(WANTED_WHOM) }
}

/// Of a split, and of nothing else, a share is asked for.
pub fn asks(kind: Kind, share: Option<BasisPoints>) -> Result<()> {
    match (kind, share) {
        (Kind::Split, None) => Err(FieldError::required("share").into()),
        (Kind::Split, Some(_)) | (Kind::Account | Kind::Lead | Kind::Opportunity | Kind::Other, None) => Ok(()),
        (Kind::Account | Kind::Lead | Kind::Opportunity | Kind::Other, Some(_)) => Err(SHARE_OF_SPLIT.into()),
    }
}

/// Superiors whom two people have in common, those nearest to the first of them first; never one of the two.
pub fn common(of_one: &[PersonId], of_other: &[PersonId], parties: [PersonId; 2]) -> Vec<PersonId> {
    of_one.iter().copied().filter(|above| of_other.contains(above) && !parties.contains(above)).collect()
}

pub fn may_reword(state: State, claimant: PersonId, by: Option<PersonId>) -> Result<(), Refusal> {
    match state {
        State::Filed if by.is_none_or(|by| by == claimant) => Ok(()),
        State::Filed => Err(NOT_CLAIMANT),
        State::Answered => Err(ANSWERED),
        State::Ruled | State::Appealed | State::Closed | State::Withdrawn => Err(ENDED),
    }
}

/// A late answer is heard as long as nobody has ruled.
pub fn may_answer(state: State) -> Result<(), Refusal> {
    match state {
        State::Filed => Ok(()),
        State::Answered => Err(ANSWERED),
        State::Ruled | State::Appealed | State::Closed | State::Withdrawn => Err(ENDED),
    }
}

pub fn still_open(state: State) -> Result<(), Refusal> {
    if state.open() { Ok(()) } else { Err(ENDED) }
}

/// Both sides are heard, unless one of them let the time pass.
pub fn answer_awaited(state: State, due: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    match (state, due) {
        (State::Filed, Some(due)) if today <= due => Err(ANSWER_AWAITED.with("day", due)),
        (State::Filed | State::Answered | State::Ruled | State::Appealed | State::Closed | State::Withdrawn, _) => {
            Ok(())
        }
    }
}

pub fn is_ruled(state: State, appealed: bool) -> Result<(), Refusal> {
    match state {
        State::Ruled if appealed => Err(APPEALED_ONCE),
        State::Ruled => Ok(()),
        State::Appealed => Err(APPEALED_ONCE),
        State::Closed if appealed => Err(APPEALED_ONCE),
        State::Filed | State::Answered => Err(NOT_RULED),
        State::Closed | State::Withdrawn => Err(ENDED),
    }
}

pub fn in_time(until: Option<NaiveDate>, today: NaiveDate) -> Result<(), Refusal> {
    match until {
        Some(until) if until < today => Err(TOO_LATE.with("day", until)),
        Some(_) | None => Ok(()),
    }
}

pub fn settles(outcome: Decision) -> Result<(), Refusal> {
    match outcome {
        Decision::Claimant | Decision::Respondent | Decision::Shared => Ok(()),
        Decision::Dismissed => Err(NOT_SETTLED_SO),
    }
}

/// The claimant's share of a split: what was asked for, nothing, or what somebody says in between.
pub fn share(
    kind: Kind,
    decision: Decision,
    asked: Option<BasisPoints>,
    said: Option<BasisPoints>,
) -> Result<Option<BasisPoints>, Refusal> {
    match (kind, decision) {
        (Kind::Split, Decision::Claimant) => Ok(asked),
        (Kind::Split, Decision::Respondent) => Ok(Some(BasisPoints::ZERO)),
        (Kind::Split, Decision::Shared) => said.map(Some).ok_or(SHARE_NEEDED),
        (Kind::Split, Decision::Dismissed) => Ok(None),
        (Kind::Account | Kind::Lead | Kind::Opportunity | Kind::Other, _) if said.is_some() => Err(SHARE_OF_SPLIT),
        (Kind::Account | Kind::Lead | Kind::Opportunity | Kind::Other, _) => Ok(None),
    }
}

/// What a decision does to the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    Nothing,
    Owner(PersonId),
    Shared,
    /// The claimant has this share of the deal's credit.
    Split(BasisPoints),
}

/// For the claimant: the row is whose they asked; for the respondent: the other one's.
pub fn follows(
    kind: Kind,
    decision: Decision,
    held: Option<PersonId>,
    parties: (PersonId, Option<PersonId>),
    wanted: PersonId,
    share: Option<BasisPoints>,
) -> Follows {
    if let (Kind::Split, Some(share)) = (kind, share) {
        return Follows::Split(share);
    }
    let owned = match kind {
        Kind::Account | Kind::Lead | Kind::Opportunity => true,
        Kind::Split | Kind::Other => false,
    };
    let (claimant, respondent) = parties;
    let owner = match decision {
        Decision::Claimant => Some(wanted),
        Decision::Respondent if wanted == claimant => respondent,
        Decision::Respondent => Some(claimant),
        Decision::Shared if owned => return Follows::Shared,
        Decision::Shared | Decision::Dismissed => None,
    };
    match owner.filter(|owner| owned && held != Some(*owner)) {
        Some(owner) => Follows::Owner(owner),
        None => Follows::Nothing,
    }
}

/// Whether nobody but the two has more or less than before.
pub fn between_the_two(
    (one, other): (PersonId, Option<PersonId>),
    before: &[(PersonId, BasisPoints)],
    after: &[(PersonId, BasisPoints)],
) -> bool {
    let others = |shares: &[(PersonId, BasisPoints)]| -> BTreeMap<PersonId, BasisPoints> {
        shares.iter().copied().filter(|(who, _)| *who != one && Some(*who) != other).collect()
    };
    others(before) == others(after)
}

pub fn may_give_evidence(state: State, theirs: bool) -> Result<(), Refusal> {
    if !theirs {
        return Err(NOT_THEIRS);
    }
    if state.open() { Ok(()) } else { Err(RECORD_CLOSED) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people<const N: usize>() -> [PersonId; N] {
        std::array::from_fn(|_| PersonId::new())
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_nearest_superior_of_both_decides_and_never_one_of_the_two() {
        let [bob, eve, ann, nat, una] = people();
        assert_eq!(common(&[ann, nat, una], &[nat, una], [bob, eve]), [nat, una]);
        // Whoever disputes with their own superior is heard by the one above.
        assert_eq!(common(&[ann, nat, una], &[nat, una], [bob, ann]), [nat, una]);
        assert!(common(&[ann, nat], &[ann, una], [bob, ann]).is_empty());
    }

    #[test]
    fn both_are_heard_unless_one_let_the_time_pass() {
        let awaited = |state, today| answer_awaited(state, Some(day("2026-11-20")), day(today)).map_err(|no| no.code);
        assert_eq!(awaited(State::Filed, "2026-11-20"), Err("disputes.answer_awaited"));
        assert_eq!(awaited(State::Filed, "2026-11-21"), Ok(()));
        assert_eq!(awaited(State::Answered, "2026-11-18"), Ok(()));
    }

    #[test]
    fn what_a_decision_does_depends_on_who_has_the_row() {
        let [bob, eve, gus] = people();
        let after = |kind, decision, held, wanted| follows(kind, decision, Some(held), (bob, Some(eve)), wanted, None);
        assert_eq!(after(Kind::Account, Decision::Claimant, eve, bob), Follows::Owner(bob));
        assert_eq!(after(Kind::Account, Decision::Claimant, bob, bob), Follows::Nothing);
        assert_eq!(after(Kind::Lead, Decision::Respondent, eve, bob), Follows::Nothing);
        assert_eq!(after(Kind::Lead, Decision::Respondent, gus, bob), Follows::Owner(eve), "a third one had it");
        // The claimant asked that the other one has it, and is told to keep it.
        assert_eq!(after(Kind::Opportunity, Decision::Respondent, eve, eve), Follows::Owner(bob));
        assert_eq!(after(Kind::Opportunity, Decision::Shared, eve, bob), Follows::Shared);
        let half = Some(BasisPoints(5_000));
        let split = |share| follows(Kind::Split, Decision::Shared, Some(eve), (bob, Some(eve)), bob, share);
        assert_eq!(split(half), Follows::Split(BasisPoints(5_000)));
        assert_eq!(split(None), Follows::Nothing, "dismissed");
        assert_eq!(after(Kind::Account, Decision::Dismissed, eve, bob), Follows::Nothing);
    }

    #[test]
    fn two_settle_what_is_theirs() {
        let [bob, eve, gus] = people();
        let shares = |of: [i64; 3]| -> Vec<(PersonId, BasisPoints)> {
            let all = [bob, eve, gus].into_iter().zip(of.map(BasisPoints));
            all.filter(|(_, share)| share.0 > 0).collect()
        };
        let three = shares([3_000, 3_000, 4_000]);
        assert!(between_the_two((bob, Some(eve)), &three, &shares([6_000, 0, 4_000])));
        assert!(!between_the_two((bob, Some(eve)), &three, &shares([8_000, 0, 2_000])));
    }

    #[test]
    fn a_share_is_decided_of_a_split_only() {
        let half = Some(BasisPoints(5_000));
        assert_eq!(share(Kind::Split, Decision::Claimant, half, None), Ok(half));
        assert_eq!(share(Kind::Split, Decision::Respondent, half, None), Ok(Some(BasisPoints::ZERO)));
        assert_eq!(share(Kind::Split, Decision::Shared, half, None), Err(SHARE_NEEDED));
        assert_eq!(share(Kind::Split, Decision::Shared, half, Some(BasisPoints(3_000))), Ok(Some(BasisPoints(3_000))));
        assert_eq!(share(Kind::Account, Decision::Shared, None, half), Err(SHARE_OF_SPLIT));
        assert!(asks(Kind::Split, None).is_err() && asks(Kind::Lead, half).is_err() && asks(Kind::Lead, None).is_ok());
    }

    #[test]
    fn a_ruling_is_appealed_once_and_in_time() {
        assert_eq!(is_ruled(State::Ruled, false), Ok(()));
        for state in [State::Ruled, State::Appealed, State::Closed] {
            assert_eq!(is_ruled(state, true), Err(APPEALED_ONCE));
        }
        assert_eq!(is_ruled(State::Answered, false), Err(NOT_RULED));
        assert_eq!(in_time(Some(day("2026-11-20")), day("2026-11-20")), Ok(()));
        assert_eq!(in_time(Some(day("2026-11-20")), day("2026-11-21")).unwrap_err().code, "disputes.too_late");
    }

    #[test]
    fn accounts_leads_and_deals_have_kinds_of_their_own() {
        assert_eq!(fits(Kind::Split, "opportunities"), Ok(()));
        assert_eq!(fits(Kind::Other, "projects"), Ok(()));
        for (kind, noun) in [(Kind::Account, "leads"), (Kind::Other, "accounts"), (Kind::Lead, "opportunities")] {
            assert_eq!(fits(kind, noun), Err(OTHER_KIND));
        }
    }
}
