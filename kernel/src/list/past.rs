//! Rows as they were recorded at a past moment: the row of now, less what the journal says came later.
//!
//! A list of then is an ordinary list of another table: the rows that nobody touched since, where they stand, and those
//! that somebody did, put back into a table of the connection's own. Filter, sort, pages, groups and reach are asked of
//! the two together as of any table, so memory holds one batch of the journal, however long the list or its history.

use super::{Reader, titles::Source};
use crate::{
    Actor, Error, House, Noun, Record, Result,
    journal::{self, Line, LineKind},
    record, scope,
    work::{columns, insertion},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseTransaction, DbBackend, IsolationLevel, Order, TransactionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, IntoIden, Query as Sql, SelectStatement, TableRef, UnionType},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tokio::sync::OwnedSemaphorePermit;

/// The connection's own tables: which rows were touched since, and those of them that were there, as they were.
const TOUCHED: &str = "then_touched";
const PUT_BACK: &str = "then_rows";

/// Lines of the journal that are read together; one of an import tells of a thousand rows.
const LINES: u64 = 500;
/// Changes of rows that are taken back together.
const STEPS: usize = 10_000;
/// Rows that are looked up together.
const ROWS: usize = 1000;
/// Values that one statement takes: SQLite's limit, which is the lower one.
const VALUES: usize = 32_000;

/// How many lists of then are put together at once: each keeps a connection to itself.
pub(crate) const AT_ONCE: usize = 2;

/// Rows of one noun as they were recorded at a moment, for as long as this is held.
pub struct Then {
    tx: DatabaseTransaction,
    past: Past,
    _turn: OwnedSemaphorePermit,
}

#[derive(Clone, Copy)]
pub(super) struct Past {
    pub noun: &'static str,
    at: DateTime<Utc>,
}

/// What lines say of rows, newest first.
type Steps = BTreeMap<Uuid, Vec<(LineKind, Record)>>;

impl Source for DatabaseTransaction {
    const SETTLED: bool = false;
}

impl House {
    /// Puts the noun's rows back to where they stood then, for somebody who may read such rows. Whoever asks waits for
    /// the turn.
    pub async fn then(&self, actor: &Actor, noun: &Noun, at: DateTime<Utc>) -> Result<Then> {
        self.reader(actor).scope(noun, "read")?;
        let turn = self.past.clone().acquire_owned().await.map_err(Error::internal)?;
        let reader = self.store.reader();
        // One and the same moment for the journal and the rows: what is written meanwhile is in neither.
        let isolation = match reader.get_database_backend() {
            DbBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            _ => None,
        };
        let tx = reader.begin_with_config(isolation, None).await?;
        let past = Past { noun: noun.name, at };
        let then = Then { tx, past, _turn: turn };
        then.put_back(self, noun).await?;
        Ok(then)
    }
}

impl Past {
    /// What takes the place of the noun's table.
    pub fn rows(&self, noun: &Noun) -> TableRef {
        let names = || columns(noun).map(|(name, _)| Alias::new(name));
        let touched = Sql::select().column("id").from(TOUCHED).take();
        let still = Sql::select()
            .columns(names())
            .from(noun.name)
            .and_where(Expr::col("created_at").lte(self.at))
            .and_where(Expr::col("id").not_in_subquery(touched))
            .take();
        let mut rows = Sql::select().columns(names()).from(PUT_BACK).take();
        rows.union(UnionType::All, still);
        TableRef::SubQuery(rows.into(), noun.name.into_iden())
    }
}

impl Then {
    /// Reads these rows in the actor's reach of today; what they refer to is read as it is now.
    pub fn reader<'a>(&'a self, house: &'a House, actor: &'a Actor) -> Reader<'a, DatabaseTransaction> {
        Reader { house, conn: &self.tx, actor, past: Some(self.past) }
    }

    async fn put_back(&self, house: &House, noun: &Noun) -> Result<()> {
        self.make_tables(noun).await?;
        let later = |of: Expr| {
            Condition::all()
                .add(of.eq(noun.name))
                .add(Expr::col("kind").is_in(["created", "changed", "deleted", "imported"]))
                .add(Expr::col("at").gt(self.past.at))
        };
        let first =
            Sql::select().expr(Expr::col("tx").min()).from(journal::TABLE).cond_where(later(Expr::col("noun"))).take();
        let first: Option<i64> = match self.tx.query_one(&first).await? {
            Some(found) => found.try_get_by_index(0)?,
            None => None,
        };
        let Some(first) = first else { return Ok(()) };
        let mut before: Option<(i64, i64)> = None;
        let mut steps = Steps::new();
        let mut taken = 0;
        loop {
            // Along the journal's own order, as far back as the first of them. With the noun's index (the empty text
            // keeps it out) all that is still to come would be sorted again for each of these pages.
            let mut page = journal::select();
            page.cond_where(later(Expr::cust("noun || ''"))).and_where(Expr::col("tx").gte(first));
            page.order_by("tx", Order::Desc).order_by("id", Order::Desc).limit(LINES);
            if let Some((tx, id)) = before {
                let place = Expr::tuple([Expr::col("tx"), Expr::col("id")]);
                page.and_where(place.lt(Expr::tuple([Expr::val(tx), Expr::val(id)])));
            }
            let mut lines = journal::fetch(&self.tx, &page).await?;
            house.secrets.reveal(&self.tx, &mut lines).await?;
            for line in &lines {
                for (id, kind, changes) in touches(line, None) {
                    steps.entry(id).or_default().push((kind, changes));
                    taken += 1;
                }
                if taken >= STEPS {
                    self.step_back(noun, std::mem::take(&mut steps)).await?;
                    taken = 0;
                }
            }
            let Some(last) = lines.last() else { break };
            before = Some((last.tx, last.id));
        }
        self.step_back(noun, steps).await
    }

    #[expect(clippy::disallowed_methods, reason = "tables of the connection's own, gone with the transaction")]
    async fn make_tables(&self, noun: &Noun) -> Result<()> {
        let empty = |names: Vec<&'static str>| {
            let names = names.into_iter().map(Alias::new);
            let like = Sql::select().columns(names).from(noun.name).and_where(Expr::val(1).eq(0)).take();
            self.tx.get_database_backend().build(&like).to_string()
        };
        let end = match self.tx.get_database_backend() {
            DbBackend::Postgres => "ON COMMIT DROP",
            _ => "",
        };
        for (table, names) in
            [(TOUCHED, vec!["id"]), (PUT_BACK, columns(noun).map(|(name, _)| name).collect::<Vec<_>>())]
        {
            let like = empty(names);
            self.tx.execute_unprepared(&format!("CREATE TEMPORARY TABLE {table} {end} AS {like}")).await?;
            self.tx.execute_unprepared(&format!("CREATE UNIQUE INDEX {table}_id ON {table} (id)")).await?;
        }
        Ok(())
    }

    /// Takes back what lines say of rows, newest first.
    async fn step_back(&self, noun: &Noun, steps: Steps) -> Result<()> {
        let steps: Vec<_> = steps.into_iter().collect();
        for steps in steps.chunks(ROWS) {
            let ids: Vec<Uuid> = steps.iter().map(|(id, _)| *id).collect();
            let known = self.among(TOUCHED, &ids).await?;
            let mut rows = self.read(noun, PUT_BACK, &ids).await?;
            let others: Vec<Uuid> = ids.iter().copied().filter(|id| !known.contains(id)).collect();
            rows.extend(self.read(noun, noun.name, &others).await?);
            let (mut touched, mut were) = (Vec::new(), Vec::new());
            for (id, steps) in steps {
                let now = rows.remove(id);
                // Whatever became of a row that was made later, it was not there.
                if !known.contains(id) && now.as_ref().is_some_and(|row| self.made_later(row)) {
                    continue;
                }
                let (was_there, mut row) = (now.is_some(), now);
                for (kind, changes) in steps {
                    row = step(noun, row, *id, *kind, changes);
                }
                row = row.filter(|row| !self.made_later(row));
                if !known.contains(id) {
                    if row.is_none() && !was_there {
                        continue;
                    }
                    touched.push(*id);
                }
                were.extend(row);
            }
            self.write(noun, &known, touched, &were).await?;
        }
        Ok(())
    }

    fn made_later(&self, row: &Record) -> bool {
        made_after(row, self.past.at)
    }

    async fn among(&self, table: &'static str, ids: &[Uuid]) -> Result<BTreeSet<Uuid>> {
        let among = Expr::col("id").is_in(ids.iter().copied());
        let statement = Sql::select().column("id").from(table).and_where(among).take();
        let rows = self.tx.query_all(&statement).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    async fn read(&self, noun: &Noun, table: &'static str, ids: &[Uuid]) -> Result<HashMap<Uuid, Record>> {
        let mut found = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(found);
        }
        let statement = Sql::select()
            .columns(columns(noun).map(|(name, _)| Alias::new(name)))
            .from(table)
            .and_where(Expr::col("id").is_in(ids.iter().copied()))
            .take();
        for row in self.tx.query_all(&statement).await? {
            let row = record::read(&row, noun)?;
            found.insert(record::id(&row)?, row);
        }
        Ok(found)
    }

    async fn write(&self, noun: &Noun, known: &BTreeSet<Uuid>, touched: Vec<Uuid>, were: &[Record]) -> Result<()> {
        if !known.is_empty() {
            let again = Expr::col("id").is_in(known.iter().copied());
            self.tx.execute(Sql::delete().from_table(PUT_BACK).and_where(again)).await?;
        }
        if !touched.is_empty() {
            let mut insert = Sql::insert().into_table(TOUCHED).columns(["id"]).take();
            for id in touched {
                insert.values_panic([Expr::val(id)]);
            }
            self.tx.execute(&insert).await?;
        }
        for were in were.chunks(VALUES / columns(noun).count()) {
            let mut insert = insertion(noun, were)?;
            self.tx.execute(insert.into_table(PUT_BACK)).await?;
        }
        Ok(())
    }
}

impl<C: ConnectionTrait> Reader<'_, C> {
    /// One row as it was recorded then; not found if it was not there yet, or not any more.
    pub async fn past_record(&self, noun: &Noun, id: Uuid, at: DateTime<Utc>) -> Result<Record> {
        let missing = || Error::NotFound(noun.name.into());
        let mut lines = journal::of_row(self.conn, noun.name, id, None, u64::from(u32::MAX)).await?;
        lines.retain(|line| line.at > at);
        self.house.secrets.reveal(self.conn, &mut lines).await?;
        let statement = select_one(noun, id);
        let now = self.conn.query_one(&statement).await?;
        let mut row = now.map(|now| record::read(&now, noun)).transpose()?;
        for line in &lines {
            for (id, kind, changes) in touches(line, Some(id)) {
                row = step(noun, row, id, kind, &changes);
            }
        }
        let was = row.ok_or_else(missing)?;
        if made_after(&was, at) || !scope::covers(self.conn, &self.house.registry, noun, self.actor, &was).await? {
            return Err(missing());
        }
        Ok(was)
    }
}

fn made_after(row: &Record, at: DateTime<Utc>) -> bool {
    let made = row.get("created_at").and_then(Value::as_str).and_then(|text| text.parse::<DateTime<Utc>>().ok());
    made.is_some_and(|made| made > at)
}

fn select_one(noun: &Noun, id: Uuid) -> SelectStatement {
    super::select(noun).and_where(Expr::col((noun.name, "id")).eq(id)).take()
}

/// The rows one opened line is about, each with its changes.
fn touches(line: &Line, only: Option<Uuid>) -> Vec<(Uuid, LineKind, Record)> {
    let changes = |changes: &Value| changes.as_object().cloned().unwrap_or_default();
    let wanted = |id: &str| Uuid::parse_str(id).ok().filter(|id| only.is_none_or(|only| only == *id));
    let mut touched = Vec::new();
    match line.kind {
        LineKind::Created | LineKind::Changed | LineKind::Deleted => {
            touched.extend(line.row_id.map(|id| (id, line.kind, changes(&line.changes))));
        }
        LineKind::Imported => {
            let created = line.changes.get("created").and_then(Value::as_array).into_iter().flatten();
            for id in created.filter_map(Value::as_str).filter_map(wanted) {
                touched.push((id, LineKind::Created, Record::new()));
            }
            for (part, kind) in [("changed", LineKind::Changed), ("deleted", LineKind::Deleted)] {
                let rows = line.changes.get(part).and_then(Value::as_object).into_iter().flatten();
                for (id, of_row) in rows {
                    touched.extend(wanted(id).map(|id| (id, kind, changes(of_row))));
                }
            }
        }
        LineKind::News | LineKind::Noted => {}
    }
    touched
}

/// The row before what one line says of it.
fn step(noun: &Noun, row: Option<Record>, id: Uuid, kind: LineKind, changes: &Record) -> Option<Record> {
    match kind {
        LineKind::Created => None,
        LineKind::Deleted => Some(put_back(noun, row.unwrap_or_default(), id, changes)),
        LineKind::Changed | LineKind::Imported | LineKind::News | LineKind::Noted => {
            let mut was = put_back(noun, row?, id, changes);
            // The journal does not repeat when the row had been changed before that.
            was.insert("updated_at".into(), Value::Null);
            let version = was.get("version").and_then(Value::as_i64).unwrap_or(1);
            was.insert("version".into(), (version - 1).into());
            Some(was)
        }
    }
}

fn put_back(noun: &Noun, mut row: Record, id: Uuid, changes: &Record) -> Record {
    row.entry("id").or_insert_with(|| id.to_string().into());
    for (name, change) in changes {
        let was = change.get(0).cloned().unwrap_or(Value::Null);
        match name.strip_prefix("custom.") {
            Some(key) => {
                if let Some(custom) =
                    row.entry("custom").or_insert_with(|| Value::Object(Record::new())).as_object_mut()
                {
                    if was == Value::Null {
                        custom.remove(key);
                    } else {
                        custom.insert(key.to_owned(), was);
                    }
                }
            }
            None => {
                row.insert(name.clone(), was);
            }
        }
    }
    for (name, _) in columns(noun) {
        row.entry(name).or_insert(Value::Null);
    }
    row
}
