//! The mirror on disk, so that a start need not read every row again.
//!
//! A folder holds one file for each table and dictionary and a `manifest.json` that names them with their digests,
//! the journal position and the tables' shape. The manifest is renamed into place last: a folder without a whole
//! one counts as empty. Nothing in it is trusted: a file that is missing, damaged or of another shape makes the
//! whole snapshot worthless, which costs a start time and nothing else.

use crate::chunk::{CHUNK_ROWS, Chunk};
use crate::schema::TableSpec;
use crate::table::Rows;
use crate::{Dictionary, Fault, Mirror};
use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::ipc::reader::StreamReader;
use datafusion::arrow::ipc::writer::StreamWriter;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Raised when the files' layout changes.
const LAYOUT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Manifest {
    layout: u32,
    /// What the caller says the rows are made from, such as a digest of its metrics and schema.
    schema: String,
    position: (i64, i64),
    /// What the caller wants to be told again, to know whether the position is of its own past.
    mark: String,
    tables: Vec<TableFile>,
    dictionaries: Vec<DictionaryFile>,
}

#[derive(Serialize, Deserialize)]
struct TableFile {
    spec: TableSpec,
    file: String,
    digest: String,
    rows: usize,
}

#[derive(Serialize, Deserialize)]
struct DictionaryFile {
    name: String,
    file: String,
    digest: String,
}

impl Mirror {
    /// Writes tables, dictionaries and position into a folder, in place of an older snapshot there. `schema` is
    /// kept with it and must be the same when it is read back; `mark` is what [`restore`](Self::restore) answers. The caller holds changes back meanwhile, or the
    /// tables may be newer than the position (which a reader that applies changes twice does not mind).
    pub fn save(&self, folder: &Path, schema: &str, mark: &str) -> Result<(), Fault> {
        fs::create_dir_all(folder)?;
        let position = self.position();
        let stem = format!("{}-{}", position.0, position.1);
        let mut tables = Vec::new();
        for (at, spec) in self.specs().into_iter().enumerate() {
            let rows = self.rows(&spec.name)?;
            let file = format!("{stem}-table-{at}.arrow");
            let digest = put(folder, &file, &table_bytes(&rows)?)?;
            tables.push(TableFile { spec, file, digest, rows: rows.count() });
        }
        // Dictionaries only grow, so writing them after the tables leaves no code without its term.
        let mut dictionaries = Vec::new();
        for (at, (name, dictionary)) in self.dictionaries().into_iter().enumerate() {
            let file = format!("{stem}-words-{at}.bin");
            let digest = put(folder, &file, &dictionary.to_bytes())?;
            dictionaries.push(DictionaryFile { name, file, digest });
        }
        let manifest = Manifest {
            layout: LAYOUT,
            schema: schema.to_owned(),
            position,
            mark: mark.to_owned(),
            tables,
            dictionaries,
        };
        let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
        put(folder, "manifest.new", &text)?;
        fs::rename(folder.join("manifest.new"), folder.join("manifest.json"))?;
        sweep(folder, &manifest);
        Ok(())
    }

    /// Fills a mirror from a folder and answers with the mark that was saved. `None`, with a line in the log saying why, when there is no snapshot or
    /// it is not of these tables and this `schema`; the mirror is then as it was.
    pub fn restore(&self, folder: &Path, schema: &str) -> Option<String> {
        if !folder.join("manifest.json").exists() {
            tracing::info!(folder = %folder.display(), "no snapshot of the mirror yet");
            return None;
        }
        match self.read_back(folder, schema) {
            Ok(mark) => {
                tracing::info!(folder = %folder.display(), "the mirror was read from its snapshot");
                Some(mark)
            }
            Err(why) => {
                tracing::warn!(folder = %folder.display(), why, "the mirror's snapshot is of no use and was ignored");
                None
            }
        }
    }

    fn read_back(&self, folder: &Path, schema: &str) -> Result<String, String> {
        let text = fs::read(folder.join("manifest.json")).map_err(|e| e.to_string())?;
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|e| e.to_string())?;
        if manifest.layout != LAYOUT {
            return Err(format!("layout {} is not {LAYOUT}", manifest.layout));
        }
        if manifest.schema != schema {
            return Err("it was made from another schema".to_owned());
        }
        let specs = self.specs();
        if manifest.tables.len() != specs.len() || !manifest.tables.iter().all(|t| specs.contains(&t.spec)) {
            return Err("its tables have another shape".to_owned());
        }
        // Everything is read and checked before anything is put in place.
        let tables: Vec<Result<_, String>> = std::thread::scope(|scope| {
            let running: Vec<_> = manifest.tables.iter().map(|t| (t, scope.spawn(|| table_from(folder, t)))).collect();
            running
                .into_iter()
                .map(|(t, r)| Ok((t.spec.name.clone(), r.join().map_err(|_| format!("{} is damaged", t.file))??)))
                .collect()
        });
        let tables = tables.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut dictionaries = Vec::new();
        for words in manifest.dictionaries {
            let bytes = get(folder, &words.file, &words.digest)?;
            let dictionary = Dictionary::from_bytes(&bytes).ok_or(format!("{} is damaged", words.file))?;
            dictionaries.push((words.name, dictionary));
        }
        for (name, chunks) in tables {
            self.table(&name).map_err(|e| e.to_string())?.replace(chunks);
        }
        for (name, dictionary) in dictionaries {
            self.dictionary(&name).become_like(dictionary);
        }
        self.set_position(manifest.position);
        Ok(manifest.mark)
    }
}

fn put(folder: &Path, file: &str, bytes: &[u8]) -> Result<String, std::io::Error> {
    let mut out = fs::File::create(folder.join(file))?;
    out.write_all(bytes)?;
    out.sync_all()?;
    Ok(blake3::hash(bytes).to_hex().to_string())
}

fn get(folder: &Path, file: &str, digest: &str) -> Result<Vec<u8>, String> {
    // The manifest is only text: it must not lead out of the folder.
    if file.contains(['/', '\\']) || file.starts_with('.') {
        return Err(format!("{file} is not a file of a snapshot"));
    }
    let bytes = fs::read(folder.join(file)).map_err(|e| format!("{file}: {e}"))?;
    if blake3::hash(&bytes).to_hex().as_str() == digest { Ok(bytes) } else { Err(format!("{file} is damaged")) }
}

/// Removes the files of older snapshots; what cannot be removed now is tried again next time.
fn sweep(folder: &Path, manifest: &Manifest) {
    let current = |name: &str| {
        name == "manifest.json"
            || manifest.tables.iter().any(|t| t.file == name)
            || manifest.dictionaries.iter().any(|d| d.file == name)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !current(&name)
            && (name.ends_with(".arrow") || name.ends_with(".bin"))
            && let Err(error) = fs::remove_file(entry.path())
        {
            tracing::warn!(file = name, %error, "an old file of the mirror's snapshot stays behind");
        }
    }
}

fn layout(spec: &TableSpec) -> Arc<Schema> {
    let id = Field::new("id", DataType::FixedSizeBinary(16), false);
    let columns = spec.columns.iter().map(|c| Field::new(&c.name, c.kind.arrow(), true));
    Arc::new(Schema::new(std::iter::once(id).chain(columns).collect::<Vec<_>>()))
}

fn table_bytes(rows: &Rows) -> Result<Vec<u8>, Fault> {
    let schema = layout(&rows.spec);
    let mut writer = StreamWriter::try_new(Vec::new(), &schema)?;
    for chunk in &rows.chunks {
        let columns = std::iter::once(chunk.ids.clone() as ArrayRef).chain(chunk.columns.iter().cloned());
        writer.write(&RecordBatch::try_new(schema.clone(), columns.collect())?)?;
    }
    Ok(writer.into_inner()?)
}

fn table_from(folder: &Path, table: &TableFile) -> Result<Vec<Arc<Chunk>>, String> {
    let bytes = get(folder, &table.file, &table.digest)?;
    let reader = StreamReader::try_new(bytes.as_slice(), None).map_err(|e| e.to_string())?;
    if reader.schema() != layout(&table.spec) {
        return Err(format!("{} has another shape", table.file));
    }
    let mut chunks = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|e| e.to_string())?;
        let ids = Arc::new(batch.column(0).as_fixed_size_binary().clone());
        chunks.push(Arc::new(Chunk::new(ids, batch.columns()[1..].to_vec(), &table.spec.columns)));
    }
    let counts: Vec<usize> = chunks.iter().map(|c| c.rows()).collect();
    let full = counts.split_last().is_none_or(|(_, before)| before.iter().all(|c| *c == CHUNK_ROWS));
    if !full || counts.iter().sum::<usize>() != table.rows {
        return Err(format!("{} does not hold the rows it should", table.file));
    }
    Ok(chunks)
}
