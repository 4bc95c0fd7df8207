//! The facts: who held the row from when to when, as the journal has it, and what each of the two did about it.
//!
//! Whoever sees the dispute sees them, whether or not they see the row: that is what they argue about. It is no more than
//! whose it was and how often somebody was there, never what was said.

use crate::{
    dispute::{self, Model},
    filing::OWNER,
};
use activities::activity::{self, Sort};
use chrono::{DateTime, Utc};
use kernel::{
    Actor, House, Result,
    journal::{self, Line, LineKind, Told},
    record,
};
use opportunities::opportunity;
use org::person::PersonId;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Lines of the journal that are read at once.
const LINES: u64 = 500;

#[derive(Debug, Serialize)]
pub struct History {
    pub noun: String,
    /// Empty where its reader may not see the row itself.
    pub row: Option<Uuid>,
    /// The row is not there any more.
    pub gone: bool,
    /// Whose it was, the earliest first.
    pub held: Vec<Held>,
    /// What each of the two did about it.
    pub done: Vec<Done>,
    /// What to call the people.
    pub labels: BTreeMap<Uuid, String>,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Held {
    /// Empty: nobody's.
    pub owner: Option<PersonId>,
    pub from: DateTime<Utc>,
    /// Empty: until now.
    pub to: Option<DateTime<Utc>>,
    /// Who made it theirs.
    pub by: Option<PersonId>,
    /// What they were called then; programs and jobs have no more than that.
    pub actor: String,
    /// By what: `create`, `edit`, a verb's name, or an import.
    pub verb: String,
    /// It followed from a dispute.
    pub dispute: Option<Uuid>,
}

/// Calls, visits, meetings, mails and finished tasks; of an account, those about its deals, too.
#[derive(Debug, Serialize)]
pub struct Done {
    pub person: PersonId,
    pub count: usize,
    pub first: Option<DateTime<Utc>>,
    pub last: Option<DateTime<Utc>>,
    pub kinds: BTreeMap<String, usize>,
}

/// # Errors
/// [`kernel::Error::NotFound`] where the dispute is not the reader's to see.
pub async fn of(house: &House, actor: &Actor, id: Uuid) -> Result<History> {
    let reader = house.reader(actor);
    let dispute = reader.find::<dispute::Entity>(id).await?;
    let noun = house.registry.known(&dispute.row_noun)?;
    let system = Actor::system();
    let all = house.reader(&system);
    let now = all.record(noun, dispute.row_id).await.ok();
    let seen = reader.record(noun, dispute.row_id).await.is_ok();
    // A reader to whom owners of such rows are not shown is not shown them here.
    let open = noun.field(OWNER).is_some_and(|owner| actor.opens(noun, &owner));
    let held = if open {
        let lines = lines(house, &dispute).await?;
        held(&lines, dispute.row_id, now.as_ref().and_then(|row| record::uuid(row, OWNER)).map(PersonId), now.is_some())
    } else {
        Vec::new()
    };
    let done = done(house, &dispute).await?;
    let people = held.iter().flat_map(|one| [one.owner, one.by]).flatten();
    let people: BTreeSet<Uuid> = people.chain(done.iter().map(|one| one.person)).map(|one| one.0).collect();
    let labels = reader.titles(house.registry.known("people")?, people).await?;
    Ok(History {
        noun: dispute.row_noun.clone(),
        row: seen.then_some(dispute.row_id),
        gone: now.is_none(),
        held,
        done,
        labels: labels.into_iter().map(|(id, name)| (id, name.to_string())).collect(),
    })
}

/// What was written about the row, newest first.
async fn lines(house: &House, dispute: &Model) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let told = Told { before: lines.last().map(Line::position), deeds: true, ..Told::default() };
        let found = journal::story(house.store.reader(), &dispute.row_noun, dispute.row_id, told, LINES).await?;
        let full = found.len() as u64 == LINES;
        lines.extend(found);
        if !full {
            return Ok(lines);
        }
    }
}

/// Walks back from whose it is now: a line says whose it became, the one before it until when.
fn held(lines: &[Line], row: Uuid, now: Option<PersonId>, there: bool) -> Vec<Held> {
    let person = |value: &Value| value.as_str().and_then(|id| Uuid::parse_str(id).ok()).map(PersonId);
    let (mut held, mut owner, mut to) = (Vec::new(), now, None);
    let mut known = there;
    for line in lines {
        let changes = match line.kind {
            LineKind::Changed | LineKind::Deleted => line.changes.as_object().cloned(),
            LineKind::Imported => journal::imported(&line.changes, row),
            LineKind::Created => Some(kernel::Record::new()),
            LineKind::News | LineKind::Noted => None,
        };
        let Some(changes) = changes else { continue };
        let change = changes.get(OWNER).and_then(Value::as_array);
        let made = line.kind == LineKind::Created || (line.kind == LineKind::Imported && changes.is_empty());
        if change.is_none() && !made {
            continue;
        }
        if known {
            let dispute = line.cause.as_ref().and_then(|cause| cause["dispute"].as_str());
            held.push(Held {
                owner,
                from: line.at,
                to,
                by: line.person_id.map(PersonId),
                actor: line.actor.clone(),
                verb: line.verb.clone(),
                dispute: dispute.and_then(|id| Uuid::parse_str(id).ok()),
            });
        }
        // A row that is gone was somebody's until then.
        (known, to) = (true, Some(line.at));
        owner = change.and_then(|change| change.first()).and_then(person);
        if made {
            break;
        }
    }
    held.reverse();
    held
}

async fn done(house: &House, dispute: &Model) -> Result<Vec<Done>> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let parties: Vec<PersonId> = [Some(dispute.claimant_id), dispute.respondent_id].into_iter().flatten().collect();
    let about = |noun: &str, ids: Vec<Uuid>| {
        Condition::all().add(activity::Column::SubjectNoun.eq(noun)).add(activity::Column::SubjectId.is_in(ids))
    };
    let mut subjects = Condition::any().add(about(&dispute.row_noun, vec![dispute.row_id]));
    if dispute.row_noun == "accounts" {
        let deals = reader.visible::<opportunity::Entity>().filter(opportunity::Column::AccountId.eq(dispute.row_id));
        let deals = deals.select_only().column(opportunity::Column::Id).into_tuple::<Uuid>().all(reader.conn).await?;
        for some in deals.chunks(500) {
            subjects = subjects.add(about("opportunities", some.to_vec()));
        }
    }
    let select = reader
        .visible::<activity::Entity>()
        .filter(subjects)
        .filter(activity::Column::OwnerId.is_in(parties.iter().copied()))
        .filter(activity::Column::Done.eq(true))
        .filter(activity::Column::Kind.is_not_in([Sort::Comment, Sort::File]));
    type Row = (PersonId, Sort, Option<DateTime<Utc>>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = select
        .select_only()
        .columns([activity::Column::OwnerId, activity::Column::Kind, activity::Column::At, activity::Column::DoneAt])
        .into_tuple()
        .all(reader.conn)
        .await?;
    let mut done: Vec<Done> = parties
        .into_iter()
        .map(|person| Done { person, count: 0, first: None, last: None, kinds: BTreeMap::new() })
        .collect();
    for (person, kind, at, done_at) in rows {
        let Some(one) = done.iter_mut().find(|one| one.person == person) else { continue };
        one.count += 1;
        let kind = serde_json::to_value(kind)?;
        *one.kinds.entry(kind.as_str().unwrap_or_default().to_owned()).or_default() += 1;
        if let Some(at) = at.or(done_at) {
            one.first = Some(one.first.map_or(at, |first| first.min(at)));
            one.last = Some(one.last.map_or(at, |last| last.max(at)));
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use serde_json::json;

    fn at(hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, hour, 0, 0).unwrap()
    }

    fn line(kind: LineKind, hour: u32, verb: &str, changes: Value) -> Line {
        Line {
            id: i64::from(hour),
            tx: i64::from(hour),
            at: at(hour),
            user_id: None,
            person_id: None,
            actor: "Ann".into(),
            origin: "web".into(),
            request: None,
            kind,
            noun: "accounts".into(),
            row_id: None,
            verb: verb.into(),
            changes,
            cause: None,
        }
    }

    /// Whose, from when, until when.
    type Span = (Option<PersonId>, DateTime<Utc>, Option<DateTime<Utc>>);

    fn spans(held: &[Held]) -> Vec<Span> {
        held.iter().map(|one| (one.owner, one.from, one.to)).collect()
    }

    #[test]
    fn whose_it_was_is_read_backwards_from_whose_it_is() {
        let (bob, eve, row) = (PersonId::new(), PersonId::new(), kernel::new_id());
        let lines = [
            line(LineKind::Changed, 12, "edit", json!({ "name": ["A", "B"] })),
            line(LineKind::Changed, 11, "hand_over", json!({ OWNER: [null, eve] })),
            line(LineKind::Changed, 10, "edit", json!({ OWNER: [bob, null] })),
            line(LineKind::Created, 9, "create", json!({})),
        ];
        let told = held(&lines, row, Some(eve), true);
        assert_eq!(
            spans(&told),
            [(Some(bob), at(9), Some(at(10))), (None, at(10), Some(at(11))), (Some(eve), at(11), None)]
        );
        assert_eq!(told.iter().map(|one| &*one.verb).collect::<Vec<_>>(), ["create", "edit", "hand_over"]);
    }

    #[test]
    fn a_row_that_is_gone_was_somebodys_until_then_and_an_import_counts() {
        let (bob, eve, row) = (PersonId::new(), PersonId::new(), kernel::new_id());
        let mut changed = serde_json::Map::new();
        changed.insert(row.to_string(), json!({ OWNER: [bob, eve] }));
        let lines = [
            line(LineKind::Deleted, 12, "delete", json!({ OWNER: [eve, null], "name": ["A", null] })),
            line(LineKind::Imported, 11, "import", json!({ "changed": changed })),
            line(LineKind::Imported, 9, "import", json!({ "created": [row] })),
        ];
        let told = held(&lines, row, None, false);
        assert_eq!(spans(&told), [(Some(bob), at(9), Some(at(11))), (Some(eve), at(11), Some(at(12)))]);
    }
}
