//! A run of rows that is never changed: a change makes a new chunk, and readers keep the one they hold.

use crate::Intervals;
use crate::column::{ColumnBuilder, cell};
use crate::schema::{Cell, ColumnSpec, Kind};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, FixedSizeBinaryArray};
use datafusion::arrow::buffer::Buffer;
use datafusion::arrow::compute::{max, min};
use datafusion::arrow::datatypes::{Int32Type, Int64Type, UInt32Type};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many rows a chunk holds at most. Changing one row copies one chunk; a query reads whole chunks.
pub const CHUNK_ROWS: usize = 65_536;

/// How many derived columns a chunk keeps before it forgets the oldest.
const KEPT_DERIVED: usize = 8;

pub(crate) struct Chunk {
    /// No two chunks of a process share one, so what was made of a chunk can be kept without keeping the chunk.
    pub(crate) identity: u64,
    pub(crate) ids: Arc<FixedSizeBinaryArray>,
    pub(crate) columns: Vec<ArrayRef>,
    /// The smallest and largest number in each column; `None` when it holds none.
    pub(crate) ranges: Vec<Option<(i64, i64)>>,
    derived: Mutex<Vec<(Derived, ArrayRef)>>,
}

/// What a derived column was made from. It lives in the chunk, so that changing a row forgets only one chunk's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Derived {
    pub(crate) who: usize,
    pub(crate) when: usize,
    pub(crate) undated: Option<i32>,
    pub(crate) intervals: u64,
}

impl Chunk {
    pub(crate) fn new(ids: Arc<FixedSizeBinaryArray>, columns: Vec<ArrayRef>, specs: &[ColumnSpec]) -> Self {
        let ranges = specs.iter().zip(&columns).map(|(spec, array)| range(&spec.kind, array)).collect();
        static MADE: AtomicU64 = AtomicU64::new(0);
        let identity = MADE.fetch_add(1, Ordering::Relaxed);
        Chunk { identity, ids, columns, ranges, derived: Mutex::default() }
    }

    pub(crate) fn rows(&self) -> usize {
        self.ids.len()
    }

    pub(crate) fn id(&self, row: usize) -> u128 {
        let bytes = self.ids.value(row).try_into().expect("row ids are 16 bytes wide");
        u128::from_be_bytes(bytes)
    }

    pub(crate) fn cells(&self, specs: &[ColumnSpec], row: usize) -> Vec<Cell> {
        specs.iter().zip(&self.columns).map(|(spec, array)| cell(&spec.kind, array, row)).collect()
    }

    /// What stood for each row's `who` on its own day.
    pub(crate) fn stood(&self, derived: Derived, intervals: &Intervals) -> ArrayRef {
        if let Some((_, kept)) = self.derived.lock().iter().find(|(of, _)| *of == derived) {
            return kept.clone();
        }
        let who = self.columns[derived.who].as_primitive::<UInt32Type>();
        let when = self.columns[derived.when].as_primitive::<Int32Type>();
        let made = intervals.stood(who, when, derived.undated);
        let made: ArrayRef = Arc::new(made);
        let mut kept = self.derived.lock();
        if kept.len() == KEPT_DERIVED {
            kept.remove(0);
        }
        kept.push((derived, made.clone()));
        made
    }
}

fn range(kind: &Kind, array: &ArrayRef) -> Option<(i64, i64)> {
    match kind {
        Kind::Code { .. } => {
            let array = array.as_primitive::<UInt32Type>();
            Some((i64::from(min(array)?), i64::from(max(array)?)))
        }
        Kind::Int => {
            let array = array.as_primitive::<Int64Type>();
            Some((min(array)?, max(array)?))
        }
        Kind::Day => {
            let array = array.as_primitive::<Int32Type>();
            Some((i64::from(min(array)?), i64::from(max(array)?)))
        }
        Kind::Bool => Some((0, 1)),
    }
}

/// A chunk while it is being written.
pub(crate) struct ChunkBuilder {
    ids: Vec<u8>,
    columns: Vec<ColumnBuilder>,
}

impl ChunkBuilder {
    pub(crate) fn new(specs: &[ColumnSpec], capacity: usize) -> Self {
        ChunkBuilder {
            ids: Vec::with_capacity(capacity * 16),
            columns: specs.iter().map(|s| ColumnBuilder::new(&s.kind, capacity)).collect(),
        }
    }

    /// Copies a chunk to change it.
    pub(crate) fn reopen(specs: &[ColumnSpec], chunk: &Chunk) -> Self {
        ChunkBuilder {
            ids: chunk.ids.value_data().to_vec(),
            columns: specs.iter().zip(&chunk.columns).map(|(s, a)| ColumnBuilder::reopen(&s.kind, a)).collect(),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.ids.len() / 16
    }

    /// Adds a row; cells that are not given are empty.
    pub(crate) fn push(&mut self, id: u128, cells: &[Cell]) {
        self.ids.extend(id.to_be_bytes());
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.push(cells.get(at).copied().unwrap_or(Cell::Null));
        }
    }

    pub(crate) fn set(&mut self, row: usize, id: u128, cells: &[Cell]) {
        self.ids[row * 16..row * 16 + 16].copy_from_slice(&id.to_be_bytes());
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.set(row, cells.get(at).copied().unwrap_or(Cell::Null));
        }
    }

    pub(crate) fn get(&self, row: usize) -> (u128, Vec<Cell>) {
        let bytes = self.ids[row * 16..row * 16 + 16].try_into().expect("row ids are 16 bytes wide");
        (u128::from_be_bytes(bytes), self.columns.iter().map(|c| c.get(row)).collect())
    }

    pub(crate) fn pop(&mut self) {
        self.ids.truncate(self.ids.len() - 16);
        self.columns.iter_mut().for_each(ColumnBuilder::pop);
    }

    pub(crate) fn finish(self, specs: &[ColumnSpec]) -> Chunk {
        let ids = FixedSizeBinaryArray::new(16, Buffer::from_vec(self.ids), None);
        Chunk::new(Arc::new(ids), self.columns.into_iter().map(ColumnBuilder::finish).collect(), specs)
    }
}
