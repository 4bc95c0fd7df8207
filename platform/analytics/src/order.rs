//! Rows by position in a list: each chunk keeps its rows of a list in their order, and a page is found in all of them
//! together, however deep it lies. A change of a row makes one chunk's part anew.

mod fingerprint;
mod runs;

use crate::chunk::Chunk;
use crate::filter::{Scan, Source};
use crate::query::Expr;
use crate::schema::Kind;
use crate::table::Rows;
use crate::{Dictionary, Fault, Mirror};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Field, Int32Type, Int64Type, Schema, UInt32Type};
use datafusion::common::DFSchema;
use datafusion::physical_plan::PhysicalExpr;
use fingerprint::Fingerprint;
use parking_lot::Mutex;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// Lists whose order is kept; of a million rows each takes two megabytes.
const KEPT: usize = 24;

/// A part of a list: rows that pass `filter`, in the order of `sort` and then of their ids.
#[derive(Clone, Debug)]
pub struct PlaceQuery {
    pub table: String,
    pub filter: Expr,
    pub sort: Vec<Along>,
    /// Whether ids, which decide between rows that are alike, go down.
    pub down: bool,
    pub from: Place,
    pub limit: usize,
}

/// A column that a list is sorted by: a whole number, a day, a flag, or a code of a dictionary of labels, which are
/// compared byte by byte. Empty values are the smallest.
#[derive(Clone, Debug)]
pub struct Along {
    pub column: String,
    pub descending: bool,
}

/// Where a part of a list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// So many rows come before it.
    Position(usize),
    /// Where this row stands in the middle, as far as the list's ends allow; nowhere if it is not in the list.
    Around(u128),
}

/// The ids of a part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub ids: Vec<u128>,
    /// How many rows of the list come before the first of these.
    pub first: usize,
    /// How many rows the list has.
    pub count: usize,
}

/// The orders that were asked for last.
#[derive(Default)]
pub(crate) struct Orders {
    kept: Mutex<Vec<(Fingerprint, Arc<Vec<Run>>)>>,
    ranks: Mutex<HashMap<String, Arc<[u32]>>>,
}

/// The rows of one chunk that are in a list, in its order.
#[derive(Clone)]
struct Run {
    chunk: u64,
    rows: Arc<[u16]>,
}

impl Mirror {
    /// A part of a list from the rows as they are when it starts. `None` if the filter goes through other rows, whose
    /// changes would not be noticed.
    pub async fn placed(&self, query: &PlaceQuery) -> Result<Option<Placed>, Fault> {
        let Some(fingerprint) = Fingerprint::of(query) else { return Ok(None) };
        let rows = self.rows(&query.table)?;
        let order = Arc::new(self.order(&rows, query)?);
        let runs = self.runs(&rows, &order, fingerprint).await?;
        let lists: Vec<&[u16]> = runs.iter().map(|run| &*run.rows).collect();
        let count = lists.iter().map(|list| list.len()).sum();
        let compare =
            |a: (usize, u16), b: (usize, u16)| order.compare((&rows.chunks[a.0], a.1), (&rows.chunks[b.0], b.1));
        let first = match query.from {
            Place::Position(at) => at.min(count),
            Place::Around(id) => {
                let found = found(&rows, id).filter(|(chunk, row)| {
                    let list = lists[*chunk];
                    let at = list.partition_point(|other| compare((*chunk, *other), (*chunk, *row)).is_lt());
                    list.get(at) == Some(row)
                });
                let Some(row) = found else { return Ok(Some(Placed { ids: Vec::new(), first: 0, count })) };
                let place = runs::before(&lists, row, compare);
                place.saturating_sub(query.limit / 2)
            }
        };
        let page = runs::page(&lists, first, query.limit, compare);
        let ids = page.into_iter().map(|(chunk, row)| rows.chunks[chunk].id(usize::from(row))).collect();
        Ok(Some(Placed { ids, first, count }))
    }

    /// Each chunk's part of the list: those kept, where the chunk is still the same, and the others made now.
    async fn runs(
        &self,
        rows: &Arc<Rows>,
        order: &Arc<Order>,
        fingerprint: Fingerprint,
    ) -> Result<Arc<Vec<Run>>, Fault> {
        let before = self.orders.kept.lock().iter().find(|(of, _)| *of == fingerprint).map(|(_, runs)| runs.clone());
        let known: HashMap<u64, &Run> =
            before.iter().flat_map(|runs| runs.iter()).map(|run| (run.chunk, run)).collect();
        let missing: Vec<usize> =
            (0..rows.chunks.len()).filter(|at| !known.contains_key(&rows.chunks[*at].identity)).collect();
        let mut made: HashMap<u64, Run> = HashMap::with_capacity(missing.len());
        let lanes: Vec<_> = missing
            .chunks(missing.len().div_ceil(self.lanes).max(1))
            .map(|lane| {
                let (rows, order, lane) = (rows.clone(), order.clone(), lane.to_vec());
                tokio::task::spawn_blocking(move || -> Result<Vec<Run>, Fault> {
                    lane.into_iter().map(|at| order.run(&rows.chunks[at])).collect()
                })
            })
            .collect();
        for lane in lanes {
            let runs = lane.await.map_err(|error| Fault::Engine(error.to_string()))??;
            made.extend(runs.into_iter().map(|run| (run.chunk, run)));
        }
        let all = rows.chunks.iter().filter_map(|chunk| {
            known.get(&chunk.identity).map(|run| (*run).clone()).or_else(|| made.remove(&chunk.identity))
        });
        let runs = Arc::new(all.collect::<Vec<Run>>());
        let mut kept = self.orders.kept.lock();
        kept.retain(|(of, _)| *of != fingerprint);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((fingerprint, runs.clone()));
        Ok(runs)
    }

    fn order(&self, rows: &Rows, query: &PlaceQuery) -> Result<Order, Fault> {
        let mut scan = Scan::new(rows);
        let condition = match &query.filter {
            Expr::All(parts) if parts.is_empty() => None,
            some => Some(scan.condition(some)?),
        };
        // A batch without columns would lose the count of rows.
        let sources = if scan.sources.is_empty() { vec![Source::Id] } else { scan.sources };
        let fields: Vec<Field> =
            sources.iter().map(|source| Field::new(source.name(), crate::plan::kind(rows, source), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let passes = match condition {
            Some(condition) => {
                let known = DFSchema::try_from(schema.clone())?;
                Some(self.engine.create_physical_expr(condition, &known)?)
            }
            None => None,
        };
        let mut keys = Vec::with_capacity(query.sort.len());
        for along in &query.sort {
            let column = rows.spec.position(&along.column)?;
            let kind = rows.spec.columns[column].kind.clone();
            let ranks = match &kind {
                Kind::Code { dictionary } => self.ranks(dictionary),
                Kind::Int | Kind::Day | Kind::Bool => Arc::from([]),
            };
            keys.push(SortKey { column, kind, ranks, descending: along.descending });
        }
        Ok(Order { passes, schema, sources, keys, down: query.down })
    }

    /// For each code of a dictionary of labels: where its label stands among them, byte by byte. Labels only ever come
    /// in addition, so rows sorted by the ranks of before are still in order.
    fn ranks(&self, name: &str) -> Arc<[u32]> {
        let dictionary: Arc<Dictionary> = self.dictionary(name);
        let known = self.orders.ranks.lock().get(name).cloned();
        if let Some(known) = known.filter(|ranks| ranks.len() == dictionary.len()) {
            return known;
        }
        let labels = dictionary.labels();
        let mut sorted: Vec<u32> = (0..labels.len() as u32).collect();
        sorted.sort_unstable_by(|a, b| labels[*a as usize].cmp(&labels[*b as usize]));
        let mut ranks = vec![0; labels.len()];
        for (rank, code) in sorted.into_iter().enumerate() {
            ranks[code as usize] = rank as u32;
        }
        let ranks: Arc<[u32]> = ranks.into();
        self.orders.ranks.lock().insert(name.to_owned(), ranks.clone());
        ranks
    }
}

/// Where a row stands in the table.
fn found(rows: &Rows, id: u128) -> Option<(usize, u16)> {
    let bytes = id.to_be_bytes();
    rows.chunks.iter().enumerate().find_map(|(at, chunk)| {
        let row = chunk.ids.value_data().chunks_exact(16).position(|other| *other == bytes)?;
        Some((at, row as u16))
    })
}

/// What a list is, ready to be asked of any chunk.
struct Order {
    passes: Option<Arc<dyn PhysicalExpr>>,
    schema: Arc<Schema>,
    sources: Vec<Source>,
    keys: Vec<SortKey>,
    down: bool,
}

struct SortKey {
    column: usize,
    kind: Kind,
    /// Of codes.
    ranks: Arc<[u32]>,
    descending: bool,
}

impl SortKey {
    /// A number that is as large among those of other rows as the row stands in the order.
    fn of(&self, chunk: &Chunk, row: u16) -> u128 {
        let (array, row): (&ArrayRef, usize) = (&chunk.columns[self.column], usize::from(row));
        let number = if array.is_null(row) {
            0
        } else {
            let value = match self.kind {
                Kind::Code { .. } => {
                    let code = array.as_primitive::<UInt32Type>().value(row) as usize;
                    i64::from(self.ranks.get(code).copied().unwrap_or_default())
                }
                Kind::Int => array.as_primitive::<Int64Type>().value(row),
                Kind::Day => i64::from(array.as_primitive::<Int32Type>().value(row)),
                Kind::Bool => i64::from(array.as_boolean().value(row)),
            };
            (i128::from(value) - i128::from(i64::MIN) + 1) as u128
        };
        if self.descending { u128::MAX - number } else { number }
    }
}

impl Order {
    fn compare(&self, a: (&Chunk, u16), b: (&Chunk, u16)) -> Ordering {
        for key in &self.keys {
            let sorted = key.of(a.0, a.1).cmp(&key.of(b.0, b.1));
            if sorted.is_ne() {
                return sorted;
            }
        }
        let ids = a.0.id(usize::from(a.1)).cmp(&b.0.id(usize::from(b.1)));
        if self.down { ids.reverse() } else { ids }
    }

    fn run(&self, chunk: &Chunk) -> Result<Run, Fault> {
        let mut rows: Vec<u16> = match &self.passes {
            None => (0..chunk.rows()).map(|row| row as u16).collect(),
            Some(passes) => {
                let columns: Vec<ArrayRef> = self
                    .sources
                    .iter()
                    .map(|source| match source {
                        Source::Column(at) => Ok(chunk.columns[*at].clone()),
                        Source::Id => Ok(chunk.ids.clone() as ArrayRef),
                        Source::Stood(..) => Err(Fault::Engine("a list does not go by what stood then".to_owned())),
                    })
                    .collect::<Result<_, _>>()?;
                let batch = RecordBatch::try_new(self.schema.clone(), columns)?;
                let passed = passes.evaluate(&batch)?.into_array(batch.num_rows())?;
                let passed = passed.as_boolean();
                let through = |row: &usize| passed.is_valid(*row) && passed.value(*row);
                (0..chunk.rows()).filter(through).map(|row| row as u16).collect()
            }
        };
        match self.keys.first() {
            None => rows.sort_unstable_by(|a, b| self.compare((chunk, *a), (chunk, *b))),
            // Reading each first key once is what most lists need.
            Some(first) => {
                let mut keyed: Vec<(u128, u16)> = rows.iter().map(|row| (first.of(chunk, *row), *row)).collect();
                keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.compare((chunk, a.1), (chunk, b.1))));
                rows = keyed.into_iter().map(|(_, row)| row).collect();
            }
        }
        Ok(Run { chunk: chunk.identity, rows: rows.into() })
    }
}
