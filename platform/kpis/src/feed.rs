//! The mirror kept up: from the database when it starts, from the journal afterwards.

use crate::{
    read::{CHUNK, Table},
    shape::{ORGANIZATION, RATES, SUBJECT, Shape},
};
use analytics::{Change, Mirror};
use kernel::{
    Error, House, Position, Registry, Result, Scope,
    journal::{self, Line, LineKind},
};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// Lines of the journal read at once.
const LINES: u64 = 500;
/// Rows gathered from lines before they are read, about: an import's line names a thousand.
const ROWS: usize = 20_000;
/// Below so many rows a start without a snapshot is as quick.
const WORTH_A_SNAPSHOT: usize = 50_000;

pub fn fault(fault: analytics::Fault) -> Error {
    Error::internal(fault)
}

/// Reads everything: from the snapshot where there is one of this database, else from the rows.
pub async fn load(house: &House, mirror: &Mirror, shape: &Shape) -> Result<()> {
    let schema = schema(house, shape).await?;
    if let Some(folder) = folder(house)
        && let Some(mark) = mirror.restore(&folder, &schema)
    {
        if mark == self::mark(house, position(mirror)).await? {
            return Ok(());
        }
        tracing::warn!("the mirror's snapshot is of another past of this database and was ignored");
    }
    // Rows that change while they are read are read again from the journal.
    let head = journal::head(house.store.reader()).await?;
    let mut count = 0;
    for (noun, fields) in &shape.tables {
        let mut loader = mirror.load(noun).map_err(fault)?;
        let noun = house.registry.known(noun)?;
        Table::new(house, mirror, noun, fields).every(|id, cells| loader.row(id, cells)).await?;
        count += loader.finish();
    }
    mirror.set_position((head.tx, head.line));
    if count >= WORTH_A_SNAPSHOT {
        save(house, mirror, shape).await?;
    }
    Ok(())
}

/// Writes the snapshot, where this database has a place for one.
pub async fn save(house: &House, mirror: &Mirror, shape: &Shape) -> Result<()> {
    let Some(folder) = folder(house) else { return Ok(()) };
    let mark = mark(house, position(mirror)).await?;
    if let Err(error) = mirror.save(&folder, &schema(house, shape).await?, &mark) {
        tracing::warn!(%error, "the mirror's snapshot could not be written; the next start reads the rows");
    }
    Ok(())
}

pub fn position(mirror: &Mirror) -> Position {
    let (tx, line) = mirror.position();
    Position { tx, line }
}

/// Beside an SQLite file; a PostgreSQL server's rows are read anew.
fn folder(house: &House) -> Option<PathBuf> {
    let url = house.store.url();
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    let file = path.split_once('?').map_or(path, |(file, _)| file);
    Some(PathBuf::from(format!("{file}.mirror")))
}

/// What the columns are made of: a change of it makes every snapshot worthless.
async fn schema(house: &House, shape: &Shape) -> Result<String> {
    let zone = house.company().calendar.time_zone();
    let made_of = format!("{}|{zone}|{:?}", env!("CARGO_PKG_VERSION"), shape.specs(&house.registry)?);
    Ok(blake3::hash(made_of.as_bytes()).to_hex().to_string())
}

/// Tells this database's past from that of another, or of a backup put in its place: the line at the position.
async fn mark(house: &House, position: Position) -> Result<String> {
    let line = journal::select().and_where(Expr::col("id").eq(position.line)).take();
    let lines = journal::fetch(house.store.reader(), &line).await?;
    Ok(lines.first().map_or_else(String::new, |line| format!("{} {} {:?}", line.tx, line.at, line.row_id)))
}

/// What was written since, beside the rows of the mirror.
#[derive(Clone, Copy, Debug, Default)]
pub struct Touched {
    /// Who stands where has to be worked out again.
    pub organization: bool,
    pub rates: bool,
}

impl Touched {
    pub fn and(self, other: Touched) -> Touched {
        Touched { organization: self.organization | other.organization, rates: self.rates | other.rates }
    }
}

/// Brings the mirror up to the journal's end. Many lines are gathered before the rows they are about are read and put
/// in: each time that happens the last chunk of a table is copied.
pub async fn catch_up(house: &House, mirror: &Mirror, shape: &Shape) -> Result<Touched> {
    let mut seen = Touched::default();
    let parts = shape.parts(&house.registry);
    let hanging = hanging_tables(&house.registry, shape);
    let mut more = true;
    while more {
        let mut touched: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        let (mut end, mut rows) = (position(mirror), 0);
        while more && rows < ROWS {
            let lines = journal::after(house.store.reader(), end, LINES).await?;
            more = lines.len() as u64 == LINES;
            for line in &lines {
                seen.organization |= ORGANIZATION.contains(&line.noun.as_str());
                seen.rates |= line.noun == RATES;
                if let Some((noun, _)) = shape.tables.get_key_value(line.noun.as_str()) {
                    let about = line.rows();
                    rows += about.len();
                    touched.entry(noun).or_default().extend(about);
                }
                for (noun, largest) in parts.iter().filter(|(_, largest)| largest.parts == line.noun) {
                    let whole = touched.entry(noun).or_default();
                    let found = wholes(house, largest.parts, &largest.of, line).await?;
                    rows += found.len();
                    whole.extend(found);
                }
                let owners = handed_over(&house.registry, line);
                for noun in &hanging {
                    let found = hanging_on(house, noun, &line.noun, &owners).await?;
                    rows += found.len();
                    touched.entry(*noun).or_default().extend(found);
                }
            }
            end = lines.last().map_or(end, Line::position);
        }
        for (noun, ids) in touched {
            refresh(house, mirror, shape, noun, ids.into_iter().collect()).await?;
        }
        mirror.set_position((end.tx, end.line));
    }
    Ok(seen)
}

/// The rows whose parts a line is about, before and after it.
async fn wholes(house: &House, parts: &str, of: &str, line: &Line) -> Result<Vec<Uuid>> {
    let deleted = line.changes.get("deleted").and_then(|deleted| deleted.as_object());
    let images = deleted.into_iter().flat_map(|rows| rows.values()).chain([&line.changes]);
    let sides = images.filter_map(|image| image.get(of)?.as_array()).flatten();
    let mut wholes: Vec<Uuid> = sides.filter_map(|id| Uuid::parse_str(id.as_str()?).ok()).collect();
    for ids in line.rows().chunks(CHUNK) {
        let select = Query::select()
            .column(Alias::new(of))
            .from(Alias::new(parts))
            .and_where(Expr::col("id").is_in(ids.iter().copied()))
            .take();
        for row in house.store.reader().query_all(&select).await? {
            wholes.extend(row.try_get_by_index::<Option<Uuid>>(0)?);
        }
    }
    Ok(wholes)
}

/// The held tables of rows that hang on other ones.
fn hanging_tables(registry: &Registry, shape: &Shape) -> Vec<&'static str> {
    let hangs = |noun: &&'static str| registry.noun(noun).is_some_and(|noun| noun.scope == Scope::Subject);
    shape.tables.keys().copied().filter(hangs).collect()
}

/// The rows whose owner a line changes. What hangs on them gets the new owner as its scope key in the same transaction,
/// without lines of its own.
fn handed_over(registry: &Registry, line: &Line) -> Vec<Uuid> {
    let Some(owner) = registry.noun(&line.noun).and_then(|noun| noun.scope.owner()) else { return Vec::new() };
    match line.kind {
        LineKind::Changed if line.changes.get(owner).is_some() => line.rows(),
        LineKind::Imported => {
            let changed = line.changes.get("changed").and_then(|changed| changed.as_object());
            let moved = changed.into_iter().flatten().filter(|(_, changes)| changes.get(owner).is_some());
            moved.filter_map(|(id, _)| Uuid::parse_str(id).ok()).collect()
        }
        // Nothing hangs on a row that was just made; what hung on one that is gone went with lines of its own.
        LineKind::Changed | LineKind::Created | LineKind::Deleted | LineKind::News | LineKind::Noted => Vec::new(),
    }
}

/// The rows of a table that hang on these.
async fn hanging_on(house: &House, table: &str, subject: &str, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let [kind, id, _] = SUBJECT;
    let mut found = Vec::new();
    for some in ids.chunks(CHUNK) {
        let select = Query::select()
            .column("id")
            .from(Alias::new(table))
            .and_where(Expr::col(kind).eq(subject))
            .and_where(Expr::col(id).is_in(some.iter().copied()))
            .take();
        for row in house.store.reader().query_all(&select).await? {
            found.push(row.try_get_by_index::<Uuid>(0)?);
        }
    }
    Ok(found)
}

/// Reads these rows again; those that are gone go from the mirror too.
async fn refresh(house: &House, mirror: &Mirror, shape: &Shape, noun: &str, ids: Vec<Uuid>) -> Result<()> {
    let Some(fields) = shape.tables.get(noun) else { return Ok(()) };
    let mut table = Table::new(house, mirror, house.registry.known(noun)?, fields);
    let mut changes = Vec::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let mut gone: BTreeSet<Uuid> = some.iter().copied().collect();
        table
            .some(some, |id, cells| {
                gone.remove(&id);
                changes.push(Change::Upsert { id: id.as_u128(), cells });
            })
            .await?;
        changes.extend(gone.into_iter().map(|id| Change::Delete { id: id.as_u128() }));
    }
    mirror.apply(noun, &changes).map_err(fault)
}
