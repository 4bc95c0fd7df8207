//! Uploaded files, kept in the database in pieces: any server can go on with an import that another began.

use crate::import::{File, Import};
use crate::plan::Given;
use kernel::{Actor, Error, House, Result, new_id};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// Bytes of a piece.
pub const PIECE: usize = 1024 * 1024;

/// A file that is being taken in; each piece is on the disk when [`Upload::take`] returns.
pub struct Upload {
    house: Arc<House>,
    actor: Actor,
    pub file: File,
    waiting: Vec<u8>,
    place: i64,
}

impl Upload {
    pub fn new(house: Arc<House>, actor: Actor, table: Option<String>, name: &str) -> Self {
        // A browser may send a whole path; only the name is anybody's business.
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).chars().take(200).collect();
        let file = File { id: new_id(), table, name, size: 0 };
        Self { house, actor, file, waiting: Vec::with_capacity(PIECE), place: 0 }
    }

    /// Takes some bytes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let room = (PIECE - self.waiting.len()).min(bytes.len());
            self.waiting.extend_from_slice(&bytes[..room]);
            bytes = &bytes[room..];
            if self.waiting.len() == PIECE {
                self.write().await?;
            }
        }
        Ok(())
    }

    async fn write(&mut self) -> Result<()> {
        let bytes = std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE));
        self.file.size += bytes.len() as i64;
        let (id, place) = (self.file.id, self.place);
        self.place += 1;
        let write = self.house.write(self.actor.clone(), None, move |work| {
            Box::pin(async move {
                let insert = Query::insert()
                    .into_table("import_pieces")
                    .columns(["file_id", "place", "bytes"])
                    .values_panic([Expr::val(id), Expr::val(place), Expr::val(bytes)])
                    .take();
                work.conn().execute(&insert).await?;
                Ok(())
            })
        });
        write.await.map(|_| ())
    }

    /// Takes the rest and answers with the file.
    ///
    /// # Errors
    /// What the database says.
    pub async fn finish(mut self) -> Result<File> {
        if !self.waiting.is_empty() || self.place == 0 {
            self.write().await?;
        }
        Ok(self.file)
    }
}

/// Writes a new import down with its files.
///
/// # Errors
/// What the database says.
pub async fn keep(house: &Arc<House>, import: &Import) -> Result<()> {
    let kept = import.clone();
    let write = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            kept.insert(work).await?;
            for file in &kept.files {
                let insert = Query::insert()
                    .into_table("import_files")
                    .columns(["id", "import_id", "table_name", "name", "size"])
                    .values_panic([
                        Expr::val(file.id),
                        Expr::val(kept.id),
                        Expr::val(file.table.clone()),
                        Expr::val(file.name.clone()),
                        Expr::val(file.size),
                    ])
                    .take();
                work.conn().execute(&insert).await?;
            }
            Ok(())
        })
    });
    write.await.map(|_| ())
}

/// The import's files on the local disk, until the folder is dropped.
pub struct Spooled {
    pub given: Vec<Given>,
    _folder: TempDir,
}

/// Lays the files of an import down where they can be read.
///
/// # Errors
/// What the database or the disk says.
pub async fn spool(house: &House, import: &Import) -> Result<Spooled> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let mut given = Vec::new();
    for (number, file) in import.files.iter().enumerate() {
        let path = folder.path().join(number.to_string());
        lay_down(house, file.id, &path).await?;
        given.push(Given { table: file.table.clone(), path, name: file.name.clone() });
    }
    Ok(Spooled { given, _folder: folder })
}

async fn lay_down(house: &House, file: Uuid, path: &Path) -> Result<()> {
    let mut out = std::fs::File::create(path).map_err(Error::internal)?;
    for place in 0i64.. {
        let select = Query::select()
            .column("bytes")
            .from("import_pieces")
            .and_where(Expr::col("file_id").eq(file))
            .and_where(Expr::col("place").eq(place))
            .take();
        let Some(row) = house.store.reader().query_one(&select).await? else { break };
        let bytes: Vec<u8> = row.try_get_by_index(0)?;
        out.write_all(&bytes).map_err(Error::internal)?;
    }
    Ok(())
}
