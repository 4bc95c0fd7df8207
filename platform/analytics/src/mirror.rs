//! The whole mirror: its tables, its dictionaries, and the journal position up to which it is true.

use crate::chunk::{CHUNK_ROWS, Chunk, ChunkBuilder};
use crate::order::Orders;
use crate::schema::{Cell, Kind, TableSpec};
use crate::table::{Change, Rows, Table};
use crate::{Dictionary, Fault};
use datafusion::prelude::{SessionConfig, SessionContext};
use parking_lot::RwLock;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Rows as columns in memory. Shared freely between threads: readers take what is there at that moment and are
/// never held up; writers of one table follow one another.
pub struct Mirror {
    tables: RwLock<BTreeMap<String, Arc<Table>>>,
    dictionaries: RwLock<BTreeMap<String, Arc<Dictionary>>>,
    position: watch::Sender<(i64, i64)>,
    pub(crate) engine: SessionContext,
    /// How many parts of a query run side by side.
    pub(crate) lanes: usize,
    pub(crate) orders: Orders,
}

impl Default for Mirror {
    fn default() -> Self {
        Mirror::new(Vec::new())
    }
}

impl Mirror {
    /// An empty mirror with these tables, at position (0, 0).
    pub fn new(tables: Vec<TableSpec>) -> Self {
        let lanes = std::thread::available_parallelism().map_or(1, usize::from);
        let config = SessionConfig::new().with_target_partitions(lanes);
        let mirror = Mirror {
            tables: RwLock::default(),
            dictionaries: RwLock::default(),
            position: watch::Sender::new((0, 0)),
            engine: SessionContext::new_with_config(config),
            lanes,
            orders: Orders::default(),
        };
        for spec in tables {
            mirror.declare(spec);
        }
        mirror
    }

    /// Adds a table, or gives it new columns. A table whose columns changed is empty until it is loaded again.
    pub fn declare(&self, spec: TableSpec) {
        let mut tables = self.tables.write();
        if tables.get(&spec.name).is_none_or(|t| *t.rows().spec != spec) {
            tables.insert(spec.name.clone(), Arc::new(Table::new(spec, Vec::new())));
        }
    }

    /// What the tables are made of, by name.
    pub fn specs(&self) -> Vec<TableSpec> {
        self.tables.read().values().map(|t| t.rows().spec.as_ref().clone()).collect()
    }

    /// The dictionary of this name, made on first sight.
    pub fn dictionary(&self, name: &str) -> Arc<Dictionary> {
        if let Some(known) = self.dictionaries.read().get(name) {
            return known.clone();
        }
        self.dictionaries.write().entry(name.to_owned()).or_default().clone()
    }

    /// How many rows a table holds.
    pub fn count(&self, table: &str) -> Result<usize, Fault> {
        Ok(self.rows(table)?.count())
    }

    /// Starts to load a table from scratch. Readers see the rows from before until [`Loader::finish`].
    pub fn load(&self, table: &str) -> Result<Loader, Fault> {
        let table = self.table(table)?;
        let spec = table.rows().spec.clone();
        let open = ChunkBuilder::new(&spec.columns, 0);
        Ok(Loader { table, spec, chunks: Vec::new(), open })
    }

    /// Writes a batch of changes; readers see all of it or nothing.
    pub fn apply(&self, table: &str, changes: &[Change]) -> Result<(), Fault> {
        self.table(table)?.apply(changes);
        Ok(())
    }

    /// What the rows of a table hold in a code column, by their own code in the dictionary `of` of row ids:
    /// [`NONE`](crate::NONE) where there is nothing. It is what a [`Key::Lookup`](crate::Key::Lookup) takes to go from
    /// a reference to a label of the row behind it.
    pub fn attribute(&self, table: &str, column: &str, of: &str) -> Result<Arc<[u32]>, Fault> {
        let rows = self.rows(table)?;
        let at = rows.spec.position_of(column, "codes", |k| matches!(k, Kind::Code { .. }))?;
        Ok(rows.attribute(&self.dictionary(of), at))
    }

    /// The journal position up to which the mirror is true: two numbers, of which the first counts more.
    pub fn position(&self) -> (i64, i64) {
        *self.position.borrow()
    }

    /// Says that everything up to this position has been applied, and wakes who waits for it.
    pub fn set_position(&self, position: (i64, i64)) {
        self.position.send_replace(position);
    }

    /// Waits until the mirror has reached a position; false when it has not within `timeout`.
    pub async fn wait_for(&self, position: (i64, i64), timeout: Duration) -> bool {
        let mut reached = self.position.subscribe();
        let wait = reached.wait_for(|at| *at >= position);
        matches!(tokio::time::timeout(timeout, wait).await, Ok(Ok(_)))
    }

    pub(crate) fn rows(&self, table: &str) -> Result<Arc<Rows>, Fault> {
        Ok(self.table(table)?.rows())
    }

    pub(crate) fn table(&self, table: &str) -> Result<Arc<Table>, Fault> {
        self.tables.read().get(table).cloned().ok_or_else(|| Fault::UnknownTable(table.to_owned()))
    }

    pub(crate) fn dictionaries(&self) -> Vec<(String, Arc<Dictionary>)> {
        self.dictionaries.read().iter().map(|(n, d)| (n.clone(), d.clone())).collect()
    }
}

/// Fills a table from scratch, row by row, each id once.
pub struct Loader {
    table: Arc<Table>,
    spec: Arc<TableSpec>,
    chunks: Vec<Arc<Chunk>>,
    open: ChunkBuilder,
}

impl Loader {
    /// Adds one row: one cell for each column, in the order of the [`TableSpec`].
    pub fn row(&mut self, id: u128, cells: &[Cell]) {
        self.open.push(id, cells);
        if self.open.rows() == CHUNK_ROWS {
            let full = std::mem::replace(&mut self.open, ChunkBuilder::new(&self.spec.columns, CHUNK_ROWS));
            self.chunks.push(Arc::new(full.finish(&self.spec.columns)));
        }
    }

    /// Puts the loaded rows in the place of what the table held, and says how many they are.
    pub fn finish(mut self) -> usize {
        if self.open.rows() > 0 {
            self.chunks.push(Arc::new(self.open.finish(&self.spec.columns)));
        }
        self.table.replace(self.chunks);
        self.table.rows().count()
    }
}
