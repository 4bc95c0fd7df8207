//! What a won deal comes to for each person, and which lines bring the ledger there. No database, no clock.

use accounts::account::AccountId;
use chrono::NaiveDate;
use kernel::{BasisPoints, Currency, Minor, Refusal, money::allocate};
use org::{person::PersonId, unit::UnitId};
use std::collections::HashSet;

use crate::{
    credit::{self, CreditId, Kind},
    rules,
};

/// What says who gets what.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// What the deal was won for.
    pub amount: Minor,
    pub owner: Option<PersonId>,
    /// 100 % together; none: it is the owner's.
    pub splits: Vec<(PersonId, BasisPoints)>,
    pub overlays: Vec<(PersonId, BasisPoints)>,
}

/// What one person gets in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub person: Option<PersonId>,
    pub kind: Kind,
    pub share: BasisPoints,
    pub amount: Minor,
}

/// Whole or split first, overlays next, then what rolls up: each superior once, for all below together. What rounds to
/// nothing is no part.
///
/// Splits add up to the amount (largest remainder, ties to the earlier). An overlay is a percentage of the amount, rounded
/// half away from zero, and not rolled up. Whoever has a share of their own keeps it beside what those below bring; it is
/// not rolled up to themselves.
///
/// # Errors
/// `credits.too_large` where an overlay cannot be counted.
pub fn parts(terms: &Terms, above: impl Fn(PersonId) -> Option<PersonId>) -> Result<Vec<Part>, Refusal> {
    let mut parts = own(terms)?;
    let rolled = rolled_up(&parts, above);
    let sharing: HashSet<_> = parts.iter().filter_map(|part| part.person).collect();
    for (person, share) in terms.overlays.iter().filter(|(person, _)| !sharing.contains(person)) {
        let amount = share.of(terms.amount).ok_or(rules::TOO_LARGE)?;
        parts.push(Part { person: Some(*person), kind: Kind::Overlay, share: *share, amount });
    }
    parts.extend(rolled);
    parts.retain(|part| part.amount != Minor::ZERO);
    Ok(parts)
}

fn own(terms: &Terms) -> Result<Vec<Part>, Refusal> {
    if terms.splits.is_empty() {
        let (kind, share) = (Kind::Direct, BasisPoints::WHOLE);
        return Ok(vec![Part { person: terms.owner, kind, share, amount: terms.amount }]);
    }
    let weights: Vec<i64> = terms.splits.iter().map(|(_, share)| share.0).collect();
    let amounts = allocate(terms.amount, &weights).map_err(|_| rules::TOO_LARGE)?;
    let part = |((person, share), amount): (&(PersonId, BasisPoints), Minor)| Part {
        person: Some(*person),
        kind: Kind::Split,
        share: *share,
        amount,
    };
    Ok(terms.splits.iter().zip(amounts).map(part).collect())
}

fn rolled_up(own: &[Part], above: impl Fn(PersonId) -> Option<PersonId>) -> Vec<Part> {
    let mut rolled: Vec<Part> = Vec::new();
    for part in own {
        let mut seen = HashSet::new();
        let mut below = part.person;
        while let Some(person) = below.filter(|person| seen.insert(*person)) {
            // A line that leads back to where it began ends there.
            let Some(superior) = above(person).filter(|superior| !seen.contains(superior)) else { break };
            match rolled.iter_mut().find(|known| known.person == Some(superior)) {
                Some(known) => {
                    known.share.0 += part.share.0;
                    known.amount.0 += part.amount.0;
                }
                None => rolled.push(Part { person: Some(superior), kind: Kind::Rollup, ..*part }),
            }
            below = Some(superior);
        }
    }
    rolled
}

/// A part with what else stands on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub part: Part,
    pub unit: Option<UnitId>,
    pub account: Option<AccountId>,
    pub currency: Currency,
    pub closed_on: Option<NaiveDate>,
}

impl Entry {
    pub fn of(line: &credit::Model) -> Self {
        let part = Part { person: line.person_id, kind: line.kind, share: line.share, amount: line.amount };
        let (account, currency) = (line.account_id, line.currency);
        Self { part, unit: line.unit_id, account, currency, closed_on: line.closed_on }
    }
}

/// The lines of a deal that nobody has taken back.
pub fn standing(lines: Vec<credit::Model>) -> Vec<credit::Model> {
    let taken_back: HashSet<CreditId> = lines.iter().filter_map(|line| line.reverses_id).collect();
    lines.into_iter().filter(|line| line.reverses_id.is_none() && !taken_back.contains(&line.id)).collect()
}

/// What to take back, and what to add: a line that is due and stands is left alone.
pub fn difference(mut standing: Vec<credit::Model>, due: Vec<Entry>) -> (Vec<credit::Model>, Vec<Entry>) {
    let mut missing = Vec::new();
    for entry in due {
        match standing.iter().position(|line| Entry::of(line) == entry) {
            Some(place) => drop(standing.remove(place)),
            None => missing.push(entry),
        }
    }
    (standing, missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn people<const N: usize>() -> [PersonId; N] {
        std::array::from_fn(|_| PersonId::new())
    }

    fn shown(parts: &[Part]) -> Vec<(Option<PersonId>, Kind, i64)> {
        parts.iter().map(|part| (part.person, part.kind, part.amount.0)).collect()
    }

    #[test]
    fn a_split_deal_with_an_overlay_is_rolled_up_once() {
        let [bob, cid, sol, ann, una] = people();
        let terms = Terms {
            amount: Minor(50_000_000),
            owner: Some(bob),
            splits: vec![(bob, BasisPoints(6_000)), (cid, BasisPoints(4_000))],
            overlays: vec![(sol, BasisPoints(2_000))],
        };
        let line: HashMap<_, _> = [(bob, ann), (cid, ann), (sol, ann), (ann, una)].into();
        let parts = parts(&terms, |person| line.get(&person).copied()).unwrap();
        assert_eq!(
            shown(&parts),
            [
                (Some(bob), Kind::Split, 30_000_000),
                (Some(cid), Kind::Split, 20_000_000),
                (Some(sol), Kind::Overlay, 10_000_000),
                (Some(ann), Kind::Rollup, 50_000_000),
                (Some(una), Kind::Rollup, 50_000_000),
            ]
        );
    }

    #[test]
    fn a_leader_who_shares_gets_their_own_part_and_that_of_those_below() {
        let [bob, ann, una] = people();
        let splits = vec![(ann, BasisPoints(4_000)), (bob, BasisPoints(6_000))];
        let terms = Terms { amount: Minor(1_000), owner: Some(bob), splits, overlays: vec![(ann, BasisPoints(5_000))] };
        let line: HashMap<_, _> = [(bob, ann), (ann, una)].into();
        let parts = parts(&terms, |person| line.get(&person).copied()).unwrap();
        assert_eq!(
            shown(&parts),
            [
                (Some(ann), Kind::Split, 400),
                (Some(bob), Kind::Split, 600),
                (Some(una), Kind::Rollup, 1_000),
                (Some(ann), Kind::Rollup, 600),
            ]
        );
    }

    #[test]
    fn nobody_is_credited_with_a_deal_of_nobody_and_circles_end() {
        let [bob, ann] = people();
        let nobodys = Terms { amount: Minor(700), ..Terms::default() };
        assert_eq!(shown(&parts(&nobodys, |_| Some(bob)).unwrap()), [(None, Kind::Direct, 700)]);
        let terms = Terms { amount: Minor(700), owner: Some(bob), ..Terms::default() };
        let circle = |person: PersonId| Some(if person == bob { ann } else { bob });
        let shown_parts = shown(&parts(&terms, circle).unwrap());
        assert_eq!(shown_parts, [(Some(bob), Kind::Direct, 700), (Some(ann), Kind::Rollup, 700)]);
    }

    #[test]
    fn three_thirds_of_a_hundred_are_a_hundred() {
        let [a, b, c] = people();
        let splits = vec![(a, BasisPoints(3_334)), (b, BasisPoints(3_333)), (c, BasisPoints(3_333))];
        let terms = Terms { amount: Minor(10_000), splits, ..Terms::default() };
        let amounts: Vec<i64> = parts(&terms, |_| None).unwrap().iter().map(|part| part.amount.0).collect();
        assert_eq!(amounts, [3_334, 3_333, 3_333]);
    }

    proptest! {
        #[test]
        fn shares_come_to_the_deal_and_reach_the_top_whole(
            amount in -1_000_000_000_000i64..1_000_000_000_000,
            weights in proptest::collection::vec(0i64..10_000, 1..9),
        ) {
            prop_assume!(weights.iter().sum::<i64>() > 0);
            let whole = allocate(Minor(10_000), &weights).unwrap();
            let top = PersonId::new();
            let splits: Vec<_> = whole.iter().map(|part| (PersonId::new(), BasisPoints(part.0))).collect();
            let terms = Terms { amount: Minor(amount), splits, ..Terms::default() };
            let parts = parts(&terms, |person| (person != top).then_some(top)).unwrap();
            let sum = |kind| parts.iter().filter(|part| part.kind == kind).map(|part| part.amount.0).sum::<i64>();
            prop_assert_eq!(sum(Kind::Split), amount);
            prop_assert_eq!(sum(Kind::Rollup), amount);
            prop_assert!(parts.iter().filter(|part| part.person == Some(top)).count() <= 1);
        }
    }
}
