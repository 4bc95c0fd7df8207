//! What named accounts refuse. No database, no clock.

use crate::{
    edition::{self, State},
    line, list,
};
use accounts::account::AccountId;
use chrono::NaiveDate;
use kernel::Refusal;
use org::Span;

pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("named_account_lists.ends_before_it_begins", "the last day lies before the first").on("to");
pub const LIST_KEPT: Refusal = Refusal::new(
    "named_account_lists.kept",
    "unit, kind and term stay as they are once an edition came into force; end this list and make another one",
);
pub const ENDED: Refusal = Refusal::new("named_account_lists.ended", "this list is not in force");
pub const PLANNED: Refusal =
    Refusal::new("named_account_lists.planned", "an edition is planned for later; withdraw it first");
pub const ENDS_TOO_EARLY: Refusal = Refusal::new(
    "named_account_lists.ends_too_early",
    "the edition in force began on {date}; it ends on that day or later",
)
.on("on");
pub const EDITION_KEPT: Refusal = Refusal::new(
    "named_account_editions.kept",
    "an edition that came into force is kept as it is; draft a new edition of the list to change it",
);
pub const OTHER_LIST: Refusal =
    Refusal::new("named_account_editions.other_list", "an edition stays with its list").on("list_id");
pub const DRAFT_EXISTS: Refusal = Refusal::new(
    "named_account_editions.draft_exists",
    "the list has a draft already; change that one or put it in force",
);
pub const NOT_A_DRAFT: Refusal = Refusal::new("named_account_editions.not_a_draft", "only a draft is put in force");
pub const NOT_PLANNED: Refusal =
    Refusal::new("named_account_editions.not_planned", "only an edition that is planned for later is withdrawn");
pub const EMPTY: Refusal =
    Refusal::new("named_account_editions.empty", "no account stands on it: a list without accounts says nothing");
pub const NOBODY: Refusal = Refusal::new(
    "named_account_editions.nobody",
    "nobody who is here looks after {accounts}; say who does before it comes into force",
);
pub const OUTSIDE_THE_TERM: Refusal =
    Refusal::new("named_account_editions.outside_the_term", "this day lies outside the term of the list").on("from");
pub const BEFORE_THE_LAST: Refusal = Refusal::new(
    "named_account_editions.before_the_last",
    "an edition begins after the one before it, which began on {date}",
)
.on("from");
pub const STANDS_ELSEWHERE: Refusal = Refusal::new(
    "named_account_editions.stands_elsewhere",
    "an account stands on one list of a kind at a time: {accounts}",
);
pub const OTHER_EDITION: Refusal =
    Refusal::new("named_accounts.other_edition", "a named account stays on its edition").on("edition_id");
pub const TWICE: Refusal =
    Refusal::new("named_accounts.twice", "{account} stands on this edition already").on("account_id");
pub const HAS_LEFT: Refusal =
    Refusal::new("named_accounts.has_left", "they are not here any more and look after nothing").on("person_id");
pub const CLOSED: Refusal = Refusal::new(
    "named_accounts.closed",
    "{account} is closed to others by the list {list}: only those who work on it open deals there; ask {person}",
)
.on("account_id");
pub const MERGED_TWICE: Refusal = Refusal::new(
    "named_accounts.merged_twice",
    "both accounts stand on lists of one kind ({lists}); take one of them off its list first",
);

/// Names of accounts in a message, at most.
const NAMED: usize = 5;

/// Names with commas between them, the first few of many.
pub fn names(all: &[String]) -> String {
    let mut text = all.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if all.len() > NAMED {
        text.push_str(&format!(" … (+{})", all.len() - NAMED));
    }
    text
}

/// Whether a draft may come into force on a day, beside the other editions of its list.
pub fn may_be_put_in_force(
    list: &list::Model,
    from: NaiveDate,
    others: &[edition::Model],
    lines: &[line::Model],
) -> Result<(), Refusal> {
    if lines.is_empty() {
        return Err(EMPTY);
    }
    if !list.span().holds(from) {
        return Err(OUTSIDE_THE_TERM);
    }
    let begun = others.iter().filter(|edition| edition.state != State::Draft).filter_map(|edition| edition.from).max();
    match begun {
        Some(last) if last >= from => Err(BEFORE_THE_LAST.with("date", last)),
        Some(_) | None => Ok(()),
    }
}

/// An account on a list of the same kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    pub account: AccountId,
    pub list: String,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// No account of an edition stands on another list of its kind while the edition counts.
pub fn stands_once(within: Span, lines: &[line::Model], elsewhere: &[Elsewhere]) -> Result<(), Refusal> {
    let mut clashes = Vec::new();
    for other in elsewhere {
        // The day it is taken off is its first day elsewhere.
        let last = other.until.and_then(|until| until.pred_opt());
        if other.from.is_none() || !Span::new(other.from, last).overlaps(within) {
            continue;
        }
        if let Some(line) = lines.iter().find(|line| line.account_id == other.account) {
            clashes.push(format!("{} ({})", line.name.clone().unwrap_or_default(), other.list));
        }
    }
    if clashes.is_empty() { Ok(()) } else { Err(STANDS_ELSEWHERE.with("accounts", names(&clashes))) }
}

/// The state of an edition that is not a draft.
pub fn state_on(span: Span, day: NaiveDate) -> State {
    if !span.begun(day) {
        State::Planned
    } else if span.over(day) {
        State::Over
    } else {
        State::InForce
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[test]
    fn an_edition_is_planned_then_in_force_then_over() {
        let span = Span::new(day("2026-03-01"), day("2026-03-31"));
        let on = |text: &str| state_on(span, day(text).unwrap());
        assert_eq!(
            [on("2026-02-28"), on("2026-03-01"), on("2026-03-31"), on("2026-04-01")],
            [State::Planned, State::InForce, State::InForce, State::Over]
        );
    }

    #[test]
    fn many_names_are_counted_after_the_first_few() {
        let all: Vec<String> = (1..=7).map(|nth| nth.to_string()).collect();
        assert_eq!(names(&all), "1, 2, 3, 4, 5 … (+2)");
        assert_eq!(names(&all[..2]), "1, 2");
    }
}
