//! The rows of one table: chunks for readers, an index of row ids for the writer.

use crate::Dictionary;
use crate::chunk::{CHUNK_ROWS, Chunk, ChunkBuilder};
use crate::query::NONE;
use crate::schema::{Cell, TableSpec};
use arc_swap::ArcSwap;
use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::UInt32Type;
use parking_lot::Mutex;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// One change of a table. Changes of a batch happen in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The row is now this: one cell for each column, in the order of the [`TableSpec`].
    Upsert { id: u128, cells: Vec<Cell> },
    /// The row is gone. Deleting what is not there is nothing.
    Delete { id: u128 },
}

/// What readers hold: it does not change under them.
pub(crate) struct Rows {
    pub(crate) spec: Arc<TableSpec>,
    /// All full but the last.
    pub(crate) chunks: Vec<Arc<Chunk>>,
}

pub(crate) struct Table {
    rows: ArcSwap<Rows>,
    /// Where each row stands, made when the first change arrives; also what lets only one writer in.
    places: Mutex<Option<Places>>,
}

type Places = HashMap<u128, u32, BuildHasherDefault<IdHasher>>;

impl Rows {
    pub(crate) fn count(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK_ROWS + last.rows())
    }

    /// The smallest and largest number in a column.
    pub(crate) fn range(&self, column: usize) -> Option<(i64, i64)> {
        self.chunks.iter().filter_map(|c| c.ranges[column]).reduce(|(a, b), (c, d)| (a.min(c), b.max(d)))
    }
}

impl Rows {
    /// For each code of a dictionary of row ids: the code that the row holds in a column, or [`NONE`].
    pub(crate) fn attribute(&self, of: &Dictionary, column: usize) -> Arc<[u32]> {
        let mut table = vec![NONE; of.len()];
        for chunk in &self.chunks {
            let values = chunk.columns[column].as_primitive::<UInt32Type>();
            for row in 0..chunk.rows() {
                if let Some(code) = of.known(chunk.id(row))
                    && let Some(place) = table.get_mut(code as usize)
                    && values.is_valid(row)
                {
                    *place = values.value(row);
                }
            }
        }
        table.into()
    }
}

impl Table {
    pub(crate) fn new(spec: TableSpec, chunks: Vec<Arc<Chunk>>) -> Self {
        Table { rows: ArcSwap::from_pointee(Rows { spec: Arc::new(spec), chunks }), places: Mutex::new(None) }
    }

    pub(crate) fn rows(&self) -> Arc<Rows> {
        self.rows.load_full()
    }

    /// Puts freshly loaded chunks in the place of everything.
    pub(crate) fn replace(&self, chunks: Vec<Arc<Chunk>>) {
        let mut places = self.places.lock();
        *places = None;
        let spec = self.rows.load().spec.clone();
        self.rows.store(Arc::new(Rows { spec, chunks }));
    }

    pub(crate) fn apply(&self, changes: &[Change]) {
        let mut guard = self.places.lock();
        let rows = self.rows.load_full();
        let places = guard.get_or_insert_with(|| places_of(&rows));
        let mut writer = Writer { rows: &rows, open: BTreeMap::new(), count: rows.count() };
        for change in changes {
            match change {
                Change::Upsert { id, cells } => match places.get(id) {
                    Some(&place) => writer.set(place as usize, *id, cells),
                    None => {
                        places.insert(*id, writer.count as u32);
                        writer.push(*id, cells);
                    }
                },
                Change::Delete { id } => {
                    if let Some(place) = places.remove(id)
                        && let Some(moved) = writer.remove(place as usize)
                    {
                        places.insert(moved, place);
                    }
                }
            }
        }
        let chunks = writer.finish();
        self.rows.store(Arc::new(Rows { spec: rows.spec.clone(), chunks }));
    }
}

fn places_of(rows: &Rows) -> Places {
    let mut places = Places::with_capacity_and_hasher(rows.count(), BuildHasherDefault::default());
    for (at, chunk) in rows.chunks.iter().enumerate() {
        for row in 0..chunk.rows() {
            places.insert(chunk.id(row), (at * CHUNK_ROWS + row) as u32);
        }
    }
    places
}

/// A batch of changes on its way: chunks it touched are copied once, the others stay shared.
struct Writer<'a> {
    rows: &'a Rows,
    open: BTreeMap<usize, ChunkBuilder>,
    count: usize,
}

impl Writer<'_> {
    fn open(&mut self, chunk: usize) -> &mut ChunkBuilder {
        let rows = self.rows;
        self.open.entry(chunk).or_insert_with(|| match rows.chunks.get(chunk) {
            Some(before) => ChunkBuilder::reopen(&rows.spec.columns, before),
            None => ChunkBuilder::new(&rows.spec.columns, 0),
        })
    }

    fn set(&mut self, place: usize, id: u128, cells: &[Cell]) {
        self.open(place / CHUNK_ROWS).set(place % CHUNK_ROWS, id, cells);
    }

    fn push(&mut self, id: u128, cells: &[Cell]) {
        self.open(self.count / CHUNK_ROWS).push(id, cells);
        self.count += 1;
    }

    /// Fills the gap with the last row, whose id it answers; `None` when the last row itself is the one to go.
    fn remove(&mut self, place: usize) -> Option<u128> {
        let last = self.count - 1;
        let moved = (place != last).then(|| {
            let (chunk, row) = (last / CHUNK_ROWS, last % CHUNK_ROWS);
            let (id, cells) = match self.open.get(&chunk) {
                Some(open) => open.get(row),
                None => {
                    let chunk = &self.rows.chunks[chunk];
                    (chunk.id(row), chunk.cells(&self.rows.spec.columns, row))
                }
            };
            self.set(place, id, &cells);
            id
        });
        self.open(last / CHUNK_ROWS).pop();
        self.count -= 1;
        moved
    }

    fn finish(self) -> Vec<Arc<Chunk>> {
        let mut chunks = self.rows.chunks.clone();
        for (at, open) in self.open {
            if open.rows() == 0 {
                continue;
            }
            let chunk = Arc::new(open.finish(&self.rows.spec.columns));
            if at < chunks.len() {
                chunks[at] = chunk;
            } else {
                chunks.push(chunk);
            }
        }
        chunks.truncate(self.count.div_ceil(CHUNK_ROWS));
        chunks
    }
}

/// Row ids are random enough to be their own hash: both halves folded together and spread.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(8) ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn write_u128(&mut self, id: u128) {
        self.0 = ((id >> 64) as u64 ^ (id as u64).rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
