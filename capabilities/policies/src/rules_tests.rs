use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn edition(number: i64, state: State, editorial: bool) -> edition::Model {
    edition::Model {
        id: EditionId::new(),
        version: 1,
        created_at: Default::default(),
        updated_at: Default::default(),
        custom: serde_json::json!({}),
        policy_id: crate::policy::PolicyId::new(),
        name: None,
        edition: Some(number),
        state,
        from: None,
        to: None,
        news: None,
        editorial,
        published_at: None,
        text_changed_at: None,
        keeper_id: None,
    }
}

fn row(person: PersonId, edition: EditionId, state: Asked) -> Row {
    Row { id: AcknowledgementId::new(), person, edition, state }
}

#[test]
fn the_latest_published_edition_is_read_and_wording_asks_nobody_again() {
    let draft = edition(4, State::Draft, false);
    let editions = [
        edition(1, State::Replaced, false),
        edition(2, State::Replaced, false),
        edition(3, State::InForce, true),
        draft,
    ];
    let ids = |numbers: &[usize]| numbers.iter().map(|at| editions[*at].id).collect::<Vec<_>>();
    assert_eq!(to_read(&editions), ids(&[2, 1]));
    assert_eq!(to_read(&editions[..2]), Vec::new(), "what is replaced is not to be read");
    let planned = [edition(1, State::InForce, false), edition(2, State::Planned, false)];
    assert_eq!(to_read(&planned), vec![planned[1].id], "what is planned is read before it counts");
}

#[test]
fn newcomers_are_asked_leavers_are_not_and_who_has_confirmed_is_left_alone() {
    let [ann, bob, cid, dee] = [PersonId::new(), PersonId::new(), PersonId::new(), PersonId::new()];
    let [old, latest] = [EditionId::new(), EditionId::new()];
    let rows = [row(ann, latest, Asked::Acknowledged), row(bob, latest, Asked::Asked), row(dee, latest, Asked::Asked)];
    let found = steps(&BTreeSet::from([ann, bob, cid]), &[latest], &rows);
    assert_eq!(found, Steps { ask: vec![cid], open: vec![], lapse: vec![rows[2].id] });
    // A new edition asks everybody anew.
    let newer = EditionId::new();
    let found = steps(&BTreeSet::from([ann, bob]), &[newer], &rows);
    assert_eq!((found.ask.len(), found.lapse), (2, vec![rows[1].id, rows[2].id]));
    // Wording only: what was confirmed counts, what is open is about the newer edition now.
    let found = steps(&BTreeSet::from([ann, bob]), &[newer, latest], &rows);
    assert_eq!(found, Steps { ask: vec![], open: vec![rows[1].id], lapse: vec![rows[2].id] });
    // Who comes back is asked by the row there is.
    let lapsed = [row(ann, latest, Asked::Lapsed), row(ann, old, Asked::Acknowledged)];
    let found = steps(&BTreeSet::from([ann]), &[latest], &lapsed);
    assert_eq!(found, Steps { ask: vec![], open: vec![lapsed[0].id], lapse: vec![] });
}

#[test]
fn nobody_is_asked_to_read_what_does_not_count_any_more() {
    let person = PersonId::new();
    let rows = [row(person, EditionId::new(), Asked::Asked), row(person, EditionId::new(), Asked::Acknowledged)];
    let found = steps(&BTreeSet::from([person]), &[], &rows);
    assert_eq!(found, Steps { ask: vec![], open: vec![], lapse: vec![rows[0].id] });
}

#[test]
fn people_are_reminded_on_the_day_and_each_week_after_it() {
    let due = day("2026-03-10");
    assert!(!reminds(due, None, day("2026-03-09")));
    assert!(reminds(due, None, due) && reminds(due, Some(day("2026-03-08")), due));
    assert!(!reminds(due, Some(due), day("2026-03-16")));
    assert!(reminds(due, Some(due), day("2026-03-17")));
    assert_eq!(super::due(day("2026-03-01"), 14, None), day("2026-03-15"));
    assert_eq!(super::due(day("2026-03-01"), 14, Some(day("2026-04-01"))), day("2026-04-01"));
}

#[test]
fn a_draft_is_published_once_it_says_something_to_somebody() {
    let mut first = edition(1, State::InForce, false);
    first.from = Some(day("2026-03-01"));
    let published = |from: &str, sections, addressed| {
        may_be_published(day(from), std::slice::from_ref(&first), sections, addressed).map_err(|refusal| refusal.code)
    };
    assert_eq!(published("2026-04-01", 1, true), Ok(()));
    assert_eq!(published("2026-04-01", 0, true), Err("policy_editions.no_text"));
    assert_eq!(published("2026-04-01", 1, false), Err("policy_editions.no_audience"));
    assert_eq!(published("2026-03-01", 1, true), Err("policy_editions.before_the_last"));
}

#[test]
fn nobody_calls_it_kept_where_something_major_was_found() {
    assert_eq!(may_end_with(Outcome::Kept, false), Ok(()));
    assert_eq!(may_end_with(Outcome::Kept, true), Err(HAS_FINDINGS));
    assert_eq!(may_end_with(Outcome::Partly, true), Ok(()));
}
