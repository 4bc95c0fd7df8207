//! What reorganizations refuse. No database, no clock.

use crate::planned::Kind;
use kernel::{Error, FieldError, Refusal};

pub const DECIDED: Refusal =
    Refusal::new("reorganizations.decided", "it is adopted; take it back to a draft before changing it");
pub const STAYS: Refusal =
    Refusal::new("reorganizations.stays", "it was adopted, and says who moved where and why; it is not deleted");
pub const NOT_A_DRAFT: Refusal = Refusal::new("reorganizations.not_a_draft", "it is adopted already");
pub const NOT_SCHEDULED: Refusal =
    Refusal::new("reorganizations.not_scheduled", "only what is adopted and not yet in effect is taken back");
pub const EMPTY: Refusal = Refusal::new("reorganizations.empty", "nothing moves in it yet");
pub const BEHIND: Refusal = Refusal::new(
    "reorganizations.behind",
    "its day is over: numbers of days that are over stay as they are; choose today or a day to come",
)
.on("effective_on");
pub const ELSEWHERE: Refusal =
    Refusal::new("reorganization_moves.elsewhere", "a move stays with its reorganization").on("reorganization_id");
pub const NOT_HELD: Refusal =
    Refusal::new("reorganization_moves.not_held", "rows of this kind are nobody's to hand over").on("row_noun");
pub const NO_NEW_UNIT: Refusal =
    Refusal::new("reorganization_moves.no_new_unit", "this is no new unit of the same reorganization").on("to_new_id");
pub const NOT_MADE_YET: Refusal =
    Refusal::new("reorganization_moves.not_made_yet", "the new unit it leads to is made by a later move")
        .on("to_new_id");
pub const HAS_LEFT: Refusal = Refusal::new("reorganization_moves.has_left", "{name} is not here any more on that day");
pub const STUCK: Refusal = Refusal::new("reorganizations.stuck", "move {position} cannot be made: {why}");
pub const SAME_PERSON: Refusal =
    Refusal::new("reorganization_moves.same_person", "they have these rows already").on("to_person_id");

/// Which fields of a move say something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub name: bool,
    pub unit_kind: bool,
    pub unit: bool,
    pub person: bool,
    pub to_unit: bool,
    pub to_new: bool,
    pub to_person: bool,
    pub row_noun: bool,
    pub row: bool,
}

impl Given {
    fn fields(self) -> [(&'static str, bool); 9] {
        [
            ("name", self.name),
            ("unit_kind", self.unit_kind),
            ("unit_id", self.unit),
            ("person_id", self.person),
            ("to_unit_id", self.to_unit),
            ("to_new_id", self.to_new),
            ("to_person_id", self.to_person),
            ("row_noun", self.row_noun),
            ("row_id", self.row),
        ]
    }
}

/// What a kind of move needs, and what it may say besides.
fn asks(kind: Kind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        Kind::NewUnit => (&["name", "unit_kind"], &["to_unit_id", "to_new_id", "person_id"]),
        Kind::MoveUnit => (&["unit_id"], &["to_unit_id", "to_new_id"]),
        Kind::MovePerson => (&["person_id"], &["to_unit_id", "to_new_id"]),
        Kind::ChangeLeader => (&["unit_id"], &["person_id"]),
        Kind::HandOver => (&["to_person_id"], &["person_id", "row_noun", "row_id"]),
        Kind::CloseUnit => (&["unit_id"], &[]),
    }
}

/// A move says what its kind needs, and nothing that it would not do.
pub fn whole(kind: Kind, given: &Given) -> Result<(), Error> {
    let (needed, allowed) = asks(kind);
    let mut wrong: Vec<FieldError> = Vec::new();
    for (field, said) in given.fields() {
        if !said && needed.contains(&field) {
            wrong.push(FieldError::required(field));
        }
        if said && !needed.contains(&field) && !allowed.contains(&field) {
            wrong.push(FieldError::new(
                field,
                "reorganization_moves.idle",
                "this says nothing about a move of this kind",
            ));
        }
    }
    if given.to_unit && given.to_new {
        wrong.push(FieldError::new("to_new_id", "reorganization_moves.two_ways", "it goes to one unit, not to two"));
    }
    if kind == Kind::MovePerson && !given.to_unit && !given.to_new {
        wrong.push(FieldError::required("to_unit_id"));
    }
    if kind == Kind::HandOver {
        // One row, of whoever has it; or what somebody holds.
        if given.row && !given.row_noun {
            wrong.push(FieldError::required("row_noun"));
        }
        if !given.row && !given.person {
            wrong.push(FieldError::required("person_id"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(kind: Kind, given: Given) -> Vec<(String, &'static str)> {
        match whole(kind, &given) {
            Ok(()) => Vec::new(),
            Err(Error::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field.into_owned(), error.code)).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn each_kind_says_what_it_needs_and_nothing_else() {
        let person = Given { person: true, ..Given::default() };
        let required = |field: &str| (field.to_owned(), "fields.required");
        assert_eq!(wrong(Kind::MovePerson, person), [required("to_unit_id")]);
        assert!(wrong(Kind::MovePerson, Given { to_new: true, ..person }).is_empty());
        let two = Given { to_new: true, to_unit: true, ..person };
        assert_eq!(wrong(Kind::MovePerson, two), [("to_new_id".to_owned(), "reorganization_moves.two_ways")]);
        assert_eq!(
            wrong(Kind::CloseUnit, person),
            [required("unit_id"), ("person_id".to_owned(), "reorganization_moves.idle")]
        );
        assert_eq!(wrong(Kind::NewUnit, Given::default()), [required("name"), required("unit_kind")]);
        let unit = Given { unit: true, ..Given::default() };
        assert!(wrong(Kind::ChangeLeader, unit).is_empty(), "a unit may be without a leader");
        assert!(wrong(Kind::MoveUnit, unit).is_empty(), "a unit may become the top");
    }

    #[test]
    fn rows_change_hands_one_by_one_or_all_that_somebody_holds() {
        let to = Given { to_person: true, ..Given::default() };
        assert_eq!(wrong(Kind::HandOver, to), [("person_id".to_owned(), "fields.required")]);
        assert!(wrong(Kind::HandOver, Given { person: true, ..to }).is_empty());
        assert!(wrong(Kind::HandOver, Given { person: true, row_noun: true, ..to }).is_empty());
        assert_eq!(wrong(Kind::HandOver, Given { row: true, ..to }), [("row_noun".to_owned(), "fields.required")]);
        assert!(wrong(Kind::HandOver, Given { row: true, row_noun: true, ..to }).is_empty());
    }
}
