//! Days in touch, kept up from the journal: an activity may be written late, moved with its deal, or taken back, by any way
//! of writing, and no import waits for them.

use crate::{
    opportunity,
    touch::{self, AccountTouchId, Column, Entity, Model},
};
use accounts::{
    account::{self, AccountId},
    contact,
};
use activities::activity::{self, Sort};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Actor, Batch, House, Job, Origin, Position, Record, Resource, Result, Work,
    journal::{self, Line, LineKind},
    record,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

/// How far the journal has been read.
pub const TABLE: &str = "account_touch_reading";
const READER: &str = "touches";

/// Lines of the journal read at once.
const LINES: u64 = 500;
/// Accounts that one work looks at.
const TOGETHER: usize = 100;
/// Rows of one statement.
const CHUNK: usize = 500;

/// What is done to a customer; tasks, comments and files stay in the house.
const KINDS: [Sort; 4] = [Sort::Call, Sort::Visit, Sort::Meeting, Sort::Mail];

pub fn job() -> Job {
    Job::new("opportunities.touches", |house, _| {
        Box::pin(async move { Ok(json!({ "accounts": catch_up(house).await? })) })
    })
    .every(Duration::from_secs(300))
}

/// Reads on in the journal, and brings up to date the accounts that it concerns; how many there were. The first time it is
/// all of them.
///
/// # Errors
/// What the database says.
pub async fn catch_up(house: &Arc<House>) -> Result<usize> {
    let conn = house.store.reader();
    let Some(mut position) = position(conn).await? else {
        // What is written meanwhile is read in the journal the next time.
        let head = journal::head(conn).await?;
        let system = Actor::system();
        let all = house.reader(&system).visible::<account::Entity>().select_only().column(account::Column::Id);
        let all = all.into_tuple::<AccountId>().all(conn).await?;
        let count = all.len();
        bring_up(house, all, head).await?;
        return Ok(count);
    };
    let mut count = 0;
    loop {
        let lines = journal::after(conn, position, LINES).await?;
        let Some(last) = lines.last() else { return Ok(count) };
        position = last.position();
        let accounts = concerned(house, &lines).await?;
        count += accounts.len();
        bring_up(house, accounts.into_iter().collect(), position).await?;
    }
}

/// A server that ends in the middle begins again where it began: days are worked out, not added.
async fn bring_up(house: &Arc<House>, accounts: Vec<AccountId>, position: Position) -> Result<()> {
    let job = || Actor::system().through(Origin::Job);
    for some in accounts.chunks(TOGETHER) {
        let some = some.to_vec();
        house.write(job(), None, move |work| Box::pin(async move { refresh(work, &some).await })).await?;
    }
    house.write(job(), None, move |work| Box::pin(async move { keep(work, position).await })).await?;
    Ok(())
}

/// The accounts that these lines say something about: by an activity, or by a contact or deal that came, went or changed
/// its account.
async fn concerned(house: &House, lines: &[Line]) -> Result<BTreeSet<AccountId>> {
    let (mut written, mut subjects) = (BTreeSet::new(), BTreeSet::new());
    let mut accounts = BTreeSet::new();
    for line in lines {
        if line.noun == activity::Entity::NAME {
            written.extend(line.rows());
            subjects.extend(told(line, "subject_id"));
        } else if line.noun == contact::Entity::NAME || line.noun == opportunity::Entity::NAME {
            subjects.extend(line.rows());
            accounts.extend(told(line, "account_id").into_iter().map(AccountId));
        }
    }
    let system = Actor::system();
    let reader = house.reader(&system);
    for some in chunks(written) {
        let about = reader.visible::<activity::Entity>().filter(activity::Column::Id.is_in(some));
        let about = about.select_only().column(activity::Column::SubjectId);
        subjects.extend(about.into_tuple::<Uuid>().all(reader.conn).await?);
    }
    for some in chunks(subjects) {
        let themselves = reader.visible::<account::Entity>().filter(account::Column::Id.is_in(some.iter().copied()));
        let themselves = themselves.select_only().column(account::Column::Id);
        accounts.extend(themselves.into_tuple::<AccountId>().all(reader.conn).await?);
        let people = reader.visible::<contact::Entity>().filter(contact::Column::Id.is_in(some.iter().copied()));
        let people = people.select_only().column(contact::Column::AccountId);
        accounts.extend(people.into_tuple::<AccountId>().all(reader.conn).await?);
        let deals = reader.visible::<opportunity::Entity>().filter(opportunity::Column::Id.is_in(some));
        let deals = deals.filter(opportunity::Column::AccountId.is_not_null());
        let deals = deals.select_only().column(opportunity::Column::AccountId);
        accounts.extend(deals.into_tuple::<AccountId>().all(reader.conn).await?);
    }
    Ok(accounts)
}

fn chunks(ids: BTreeSet<Uuid>) -> Vec<Vec<Uuid>> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    ids.chunks(CHUNK).map(<[Uuid]>::to_vec).collect()
}

/// The ids that a reference had or has, where a line tells of a change of it, or of a row that is gone.
fn told(line: &Line, field: &str) -> Vec<Uuid> {
    let rows: Vec<&Record> = match line.kind {
        LineKind::Changed | LineKind::Deleted => line.changes.as_object().into_iter().collect(),
        LineKind::Imported => {
            let named = |part| line.changes.get(part).and_then(Value::as_object).into_iter().flat_map(Record::values);
            named("changed").chain(named("deleted")).filter_map(Value::as_object).collect()
        }
        LineKind::Created | LineKind::News | LineKind::Noted => Vec::new(),
    };
    let values = rows.into_iter().filter_map(|row| row.get(field)?.as_array()).flatten();
    values.filter_map(|value| Uuid::parse_str(value.as_str()?).ok()).collect()
}

/// Writes what is otherwise than it should be of these accounts.
async fn refresh(work: &mut Work, accounts: &[AccountId]) -> Result<()> {
    let there = work.every::<account::Entity>().filter(account::Column::Id.is_in(accounts.iter().copied()));
    let there = there.select_only().column(account::Column::Id).into_tuple::<AccountId>().all(work.conn()).await?;
    let mut days = days_of(work, &there).await?;
    let held = work.every::<Entity>().filter(Column::AccountId.is_in(there.iter().copied())).all(work.conn()).await?;
    let mut held: HashMap<(AccountId, NaiveDate), Model> =
        held.into_iter().map(|row| ((row.account_id, row.day), row)).collect();
    let (mut created, mut changed) = (Vec::new(), Vec::new());
    for account in there {
        for (day, next_day) in spans(days.remove(&account).unwrap_or_default()) {
            match held.remove(&(account, day)) {
                Some(row) if row.next_day == next_day => {}
                Some(row) => {
                    let before = record::of_row::<Entity>(&row)?;
                    changed.push((before, record::of_row::<Entity>(&Model { next_day, ..row })?));
                }
                None => created.push(record::of_row::<Entity>(&made(work, account, day, next_day))?),
            }
        }
    }
    for (_, gone) in held {
        work.delete::<Entity>(gone).await?;
    }
    for some in changed.chunks(CHUNK) {
        work.write_batch(Entity::NAME, Batch { created: Vec::new(), changed: some.to_vec() }).await?;
    }
    for some in created.chunks(CHUNK) {
        work.write_batch(Entity::NAME, Batch { created: some.to_vec(), changed: Vec::new() }).await?;
    }
    Ok(())
}

fn made(work: &Work, account_id: AccountId, day: NaiveDate, next_day: Option<NaiveDate>) -> Model {
    touch::Model {
        id: AccountTouchId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        account_id,
        name: day.to_string(),
        day,
        next_day,
    }
}

/// The company's days on which somebody was in touch with them.
async fn days_of(work: &Work, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, BTreeSet<NaiveDate>>> {
    let mut whose: HashMap<Uuid, AccountId> = accounts.iter().map(|account| (account.0, *account)).collect();
    let people = work.every::<contact::Entity>().filter(contact::Column::AccountId.is_in(accounts.iter().copied()));
    let people = people.select_only().column(contact::Column::Id).column(contact::Column::AccountId);
    whose.extend(people.into_tuple::<(Uuid, AccountId)>().all(work.conn()).await?);
    let deals = work.every::<opportunity::Entity>();
    let deals = deals.filter(opportunity::Column::AccountId.is_in(accounts.iter().copied()));
    let deals = deals.select_only().column(opportunity::Column::Id).column(opportunity::Column::AccountId);
    whose.extend(deals.into_tuple::<(Uuid, AccountId)>().all(work.conn()).await?);
    let nouns = [account::Entity::NAME, contact::Entity::NAME, opportunity::Entity::NAME];
    let company = work.house.company();
    let mut days: BTreeMap<AccountId, BTreeSet<NaiveDate>> = BTreeMap::new();
    for some in chunks(whose.keys().copied().collect()) {
        let done = work
            .every::<activity::Entity>()
            .filter(activity::Column::SubjectId.is_in(some))
            .filter(activity::Column::SubjectNoun.is_in(nouns))
            .filter(activity::Column::Kind.is_in(KINDS))
            .filter(activity::Column::DoneAt.is_not_null());
        let done = done.select_only().column(activity::Column::SubjectId).column(activity::Column::DoneAt);
        for (subject, at) in done.into_tuple::<(Uuid, DateTime<Utc>)>().all(work.conn()).await? {
            let Some(account) = whose.get(&subject) else { continue };
            days.entry(*account).or_default().insert(company.calendar.day_of(at));
        }
    }
    Ok(days)
}

/// Each day with the one after it.
fn spans(days: BTreeSet<NaiveDate>) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    let next = days.iter().skip(1).copied().map(Some).chain([None]);
    days.iter().copied().zip(next).collect()
}

async fn position(conn: &impl ConnectionTrait) -> Result<Option<Position>> {
    let select = Query::select().columns(["tx", "line"]).from(TABLE).and_where(Expr::col("name").eq(READER)).take();
    let row = conn.query_one(&select).await?;
    row.map(|row| Ok(Position { tx: row.try_get_by_index(0)?, line: row.try_get_by_index(1)? })).transpose()
}

async fn keep(work: &Work, position: Position) -> Result<()> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["name", "tx", "line"])
        .values_panic([READER.into(), position.tx.into(), position.line.into()])
        .on_conflict(OnConflict::column("name").update_columns(["tx", "line"]).to_owned());
    work.conn().execute(&insert).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_lasts_until_the_next_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = BTreeSet::from([day("2026-02-10"), day("2026-01-05"), day("2026-01-20")]);
        let spans = spans(days);
        assert_eq!(spans[0], (day("2026-01-05"), Some(day("2026-01-20"))));
        assert_eq!(spans[1], (day("2026-01-20"), Some(day("2026-02-10"))));
        assert_eq!(spans[2], (day("2026-02-10"), None));
        assert!(super::spans(BTreeSet::new()).is_empty());
    }
}
