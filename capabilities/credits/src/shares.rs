//! Shares as they are given: `[{"person_id": "…", "share": 60, "reason": "…"}]`.

use kernel::{BasisPoints, Error, FieldError, Result};
use org::person::PersonId;
use sea_orm::prelude::Uuid;
use serde_json::{Map, Value};

use crate::rules::at;

/// As many as one deal is ever shared among.
const MOST: usize = 50;
const LONGEST: usize = 400;

/// What somebody is to get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub person: PersonId,
    pub share: BasisPoints,
    pub reason: Option<String>,
}

/// Reads the rows of a form; every mistake is named by its row.
///
/// # Errors
/// [`Error::Invalid`] with the field and the row of each value that is wrong.
pub fn read(field: &'static str, given: &Value, most: BasisPoints) -> Result<Vec<Share>> {
    let shape = || FieldError::new(field, "credits.shape", "this is a list of people with their shares");
    let rows = given.as_array().ok_or_else(shape)?;
    if rows.len() > MOST {
        return Err(FieldError::new(field, "credits.too_many", "at most fifty people").into());
    }
    let (mut shares, mut errors) = (Vec::with_capacity(rows.len()), Vec::new());
    for (place, row) in rows.iter().enumerate() {
        let Some(row) = row.as_object() else {
            errors.push(at(shape(), place));
            continue;
        };
        match one(field, row, most) {
            Ok(share) => shares.push(share),
            Err(error) => errors.push(at(error, place)),
        }
    }
    if errors.is_empty() { Ok(shares) } else { Err(Error::Invalid(errors)) }
}

fn one(field: &'static str, row: &Map<String, Value>, most: BasisPoints) -> Result<Share, FieldError> {
    if let Some(unknown) = row.keys().find(|key| !["person_id", "share", "reason"].contains(&key.as_str())) {
        return Err(FieldError::new(field, "fields.unknown", "there is no such field").value(unknown));
    }
    let person = row.get("person_id").and_then(Value::as_str).filter(|text| !text.is_empty());
    let person = person.ok_or_else(|| FieldError::new(field, "credits.no_person", "say who"))?;
    let known = Uuid::parse_str(person).map(PersonId);
    let person = known.map_err(|_| FieldError::new(field, "fields.not_found", "there is no such row").value(person))?;
    Ok(Share { person, share: percent(field, row.get("share"), most)?, reason: reason(field, row.get("reason"))? })
}

fn percent(field: &'static str, given: Option<&Value>, most: BasisPoints) -> Result<BasisPoints, FieldError> {
    let text = match given {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    };
    let sound = text.parse().ok().filter(|share| (BasisPoints::ZERO..=most).contains(share));
    let wrong = || {
        let text = "a share is a percentage from 0 to {most} with at most two decimals";
        FieldError::new(field, "credits.share", text).with("most", most).value(text_of(given))
    };
    sound.ok_or_else(wrong)
}

fn text_of(given: Option<&Value>) -> String {
    given.map_or_else(String::new, |value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn reason(field: &'static str, given: Option<&Value>) -> Result<Option<String>, FieldError> {
    match given {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= LONGEST => {
            let text = text.trim();
            Ok((!text.is_empty()).then(|| text.to_owned()))
        }
        Some(_) => Err(FieldError::new(field, "credits.reason", "a reason is a sentence of at most 400 letters")),
    }
}

/// Shares after a decision that one of the people has `share`: the other of the two who disagreed gets what is left of
/// what both had, and the rest keep theirs; if that does not go round, they give way in proportion.
pub fn decided(
    shares: &[(PersonId, BasisPoints)],
    (one, other): (PersonId, Option<PersonId>),
    share: BasisPoints,
) -> Vec<(PersonId, BasisPoints)> {
    let others: Vec<_> = shares.iter().copied().filter(|(who, _)| *who != one && Some(*who) != other).collect();
    let rest: i64 = others.iter().map(|(_, share)| share.0).sum();
    let left = BasisPoints::WHOLE.0 - share.0;
    let mut decided = vec![(one, share)];
    match other {
        Some(other) if left >= rest => {
            decided.push((other, BasisPoints(left - rest)));
            decided.extend(others);
        }
        _ if rest > 0 => {
            let weights: Vec<i64> = others.iter().map(|(_, share)| share.0).collect();
            let parts = kernel::money::allocate(kernel::Minor(left), &weights).unwrap_or_default();
            decided.extend(others.iter().zip(parts).map(|((who, _), part)| (*who, BasisPoints(part.0))));
        }
        // Nobody else is there to have the rest.
        _ => decided = vec![(one, BasisPoints::WHOLE)],
    }
    decided.retain(|(_, share)| share.0 > 0);
    decided
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn people<const N: usize>() -> [PersonId; N] {
        std::array::from_fn(|_| PersonId::new())
    }

    fn wrong(given: &Value) -> Vec<(Option<usize>, &'static str)> {
        match read("splits", given, BasisPoints::WHOLE) {
            Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.row, error.code)).collect(),
            other => panic!("not wrong: {other:?}"),
        }
    }

    #[test]
    fn a_mistake_is_named_by_its_row() {
        let [ann] = people();
        let row = |share: Value| json!({ "person_id": ann, "share": share });
        let read = read("splits", &json!([row(json!(33.33)), row(json!("66.67"))]), BasisPoints::WHOLE).unwrap();
        assert_eq!(read.iter().map(|one| one.share.0).collect::<Vec<_>>(), [3333, 6667]);
        assert_eq!(
            wrong(&json!([row(json!(50)), row(json!(33.333)), row(json!(-1))])),
            [(Some(1), "credits.share"), (Some(2), "credits.share")]
        );
        assert_eq!(
            wrong(&json!([row(json!(101)), { "share": 1 }, 7])),
            [(Some(0), "credits.share"), (Some(1), "credits.no_person"), (Some(2), "credits.shape")]
        );
        assert_eq!(wrong(&json!([{ "person_id": ann, "share": 1, "amount": 1 }])), [(Some(0), "fields.unknown")]);
        assert_eq!(wrong(&json!({})), [(None, "credits.shape")]);
    }

    #[test]
    fn a_decision_moves_what_the_two_have_between_them() {
        let [bob, cid, eve] = people();
        let whole = [(cid, BasisPoints(10_000))];
        assert_eq!(
            decided(&whole, (bob, Some(cid)), BasisPoints(2_500)),
            [(bob, BasisPoints(2_500)), (cid, BasisPoints(7_500))]
        );
        let three = [(bob, BasisPoints(3_000)), (cid, BasisPoints(3_000)), (eve, BasisPoints(4_000))];
        assert_eq!(
            decided(&three, (bob, Some(cid)), BasisPoints(5_000)),
            [(bob, BasisPoints(5_000)), (cid, BasisPoints(1_000)), (eve, BasisPoints(4_000))]
        );
        // More than the two have: the third gives way.
        assert_eq!(
            decided(&three, (bob, Some(cid)), BasisPoints(8_000)),
            [(bob, BasisPoints(8_000)), (eve, BasisPoints(2_000))]
        );
        assert_eq!(decided(&whole, (bob, Some(cid)), BasisPoints::ZERO), whole);
        assert_eq!(decided(&[], (bob, None), BasisPoints(4_000)), [(bob, BasisPoints::WHOLE)]);
    }

    proptest! {
        #[test]
        fn what_is_decided_is_a_whole(parts in proptest::collection::vec(1i64..10_000, 1..6), share in 0i64..=10_000) {
            let people: Vec<PersonId> = parts.iter().map(|_| PersonId::new()).collect();
            let whole = kernel::money::allocate(kernel::Minor(10_000), &parts).unwrap();
            let shares: Vec<_> = people.iter().copied().zip(whole.iter().map(|part| BasisPoints(part.0))).collect();
            let claimant = PersonId::new();
            let after = decided(&shares, (claimant, Some(people[0])), BasisPoints(share));
            prop_assert_eq!(after.iter().map(|(_, share)| share.0).sum::<i64>(), 10_000);
            let theirs = after.iter().find(|(who, _)| *who == claimant).map_or(0, |(_, share)| share.0);
            prop_assert_eq!(theirs, share);
        }
    }
}
