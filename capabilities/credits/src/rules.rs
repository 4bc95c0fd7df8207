//! What may be shared how.

use chrono::NaiveDate;
use kernel::{BasisPoints, FieldError, Refusal};
use org::person::PersonId;

use crate::shares::Share;

pub const TOO_LARGE: Refusal = Refusal::new("credits.too_large", "this comes to more than can be counted");
const NOT_OVER: Refusal = Refusal::new("credit_closings.not_over", "a period is closed when it is over").on("through");

/// The most that one gets on top of a deal: ten times of it.
pub const MOST_OVERLAY: BasisPoints = BasisPoints(100_000);

pub fn over(through: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if through < today { Ok(()) } else { Err(NOT_OVER) }
}

/// Shares of a deal: each person once, and 100 % together. None at all is the owner's whole deal.
pub fn whole(splits: &[Share]) -> Result<(), Vec<FieldError>> {
    let mut errors = once("splits", splits);
    let sum: i64 = splits.iter().map(|one| one.share.0).sum();
    if let Some(last) = splits.len().checked_sub(1).filter(|_| sum != BasisPoints::WHOLE.0) {
        let text = "the shares are {total} % together and have to be 100 %: {rest} % is missing";
        let over = "the shares are {total} % together and have to be 100 %: {rest} % is too much";
        let rest = BasisPoints(BasisPoints::WHOLE.0 - sum);
        let error = if rest.0 > 0 {
            FieldError::new("splits", "credits.not_whole", text).with("rest", rest)
        } else {
            FieldError::new("splits", "credits.more_than_whole", over).with("rest", BasisPoints(-rest.0))
        };
        errors.push(at(error.with("total", BasisPoints(sum)), last));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Overlays: each person once, each with what it is for, and nobody who has a share of the deal already.
pub fn overlays(overlays: &[Share], sharing: &[PersonId]) -> Result<(), Vec<FieldError>> {
    let mut errors = once("overlays", overlays);
    for (row, one) in overlays.iter().enumerate() {
        if one.reason.is_none() {
            errors.push(at(FieldError::new("overlays", "credits.no_reason", "say what the overlay is for"), row));
        }
    }
    errors.extend(both(overlays, sharing, "overlays"));
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Nobody is credited twice for the same deal.
pub fn both(given: &[Share], others: &[PersonId], field: &'static str) -> Vec<FieldError> {
    let text = "nobody gets both a share and an overlay of the same deal";
    let twice = given.iter().enumerate().filter(|(_, one)| others.contains(&one.person));
    twice.map(|(row, _)| at(FieldError::new(field, "credits.share_and_overlay", text), row)).collect()
}

fn once(field: &'static str, given: &[Share]) -> Vec<FieldError> {
    let again = |row: usize| given[..row].iter().any(|other| other.person == given[row].person);
    let twice = (0..given.len()).filter(|row| again(*row));
    let error = || FieldError::new(field, "credits.twice", "this person stands here twice");
    twice.map(|row| at(error(), row)).collect()
}

/// The mistake, by the row that it is in.
pub fn at(mut error: FieldError, row: usize) -> FieldError {
    error.row = Some(row);
    error
}

/// The day a line counts on: the deal's own, or today where that is closed.
pub fn counts_on(own: Option<NaiveDate>, closed_through: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    match (own, closed_through) {
        (Some(own), Some(through)) if own <= through => Some(today),
        (own, _) => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(percent: i64) -> Share {
        Share { person: PersonId::new(), share: BasisPoints(percent * 100), reason: None }
    }

    fn codes(result: Result<(), Vec<FieldError>>) -> Vec<(Option<usize>, &'static str)> {
        result.err().into_iter().flatten().map(|error| (error.row, error.code)).collect()
    }

    #[test]
    fn shares_are_100_percent_together() {
        assert_eq!(codes(whole(&[])), []);
        assert_eq!(codes(whole(&[share(60), share(40)])), []);
        assert_eq!(codes(whole(&[share(60), share(30)])), [(Some(1), "credits.not_whole")]);
        assert_eq!(codes(whole(&[share(60), share(50)])), [(Some(1), "credits.more_than_whole")]);
        let one = share(50);
        assert_eq!(codes(whole(&[one.clone(), one])), [(Some(1), "credits.twice")]);
    }

    #[test]
    fn an_overlay_says_what_for_and_is_no_second_share() {
        let for_it = |one: Share| Share { reason: Some("Solution".into()), ..one };
        let known = for_it(share(20));
        assert_eq!(codes(overlays(std::slice::from_ref(&known), &[])), []);
        assert_eq!(codes(overlays(&[share(20)], &[])), [(Some(0), "credits.no_reason")]);
        let sharing = [known.person];
        assert_eq!(codes(overlays(&[known], &sharing)), [(Some(0), "credits.share_and_overlay")]);
    }

    #[test]
    fn what_comes_late_counts_today() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let today = day("2026-10-12").unwrap();
        let on = |own, through| counts_on(day(own), day(through), today);
        assert_eq!(on("2026-09-30", ""), day("2026-09-30"));
        assert_eq!(on("2026-09-30", "2026-09-30"), Some(today));
        assert_eq!(on("2026-10-01", "2026-09-30"), day("2026-10-01"));
        assert_eq!(on("", "2026-09-30"), None);
        assert!(over(today, today).is_err() && over(day("2026-10-11").unwrap(), today).is_ok());
    }
}
