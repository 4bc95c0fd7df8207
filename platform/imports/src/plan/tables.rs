//! The profile's tables, found among the files that were given.

use super::Fix;
use crate::problem::{Code, Problem};
use crate::profile::Profile;
use crate::reading::{Delimiter, Header, ReadError, ReadOptions, Row, Table, TextEncoding};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the rows of a table stand.
#[derive(Clone, Debug)]
pub enum Place {
    File {
        path: PathBuf,
        shown: String,
        options: ReadOptions,
    },
    /// In the profile itself.
    Inline {
        header: Header,
        rows: Vec<Row>,
    },
    /// Nowhere; the profile can do without.
    Absent,
}

/// Every table of a profile and where it is.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    places: IndexMap<String, Place>,
    /// Corrected cells by table and row: column and what it is to say.
    fixes: HashMap<String, Arc<Corrected>>,
}

type Corrected = HashMap<u64, Vec<(String, String)>>;

/// A file that was given: what it is in the profile, if somebody said so, where it lies and what it is called.
#[derive(Clone, Debug)]
pub struct Given {
    pub table: Option<String>,
    pub path: PathBuf,
    pub name: String,
}

impl Given {
    pub fn at(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { table: None, path: path.to_owned(), name }
    }

    pub fn named(table: &str, path: &Path) -> Self {
        Self { table: Some(table.to_owned()), ..Self::at(path) }
    }

    /// The files of a folder, in the order of their names; a file is itself.
    ///
    /// # Errors
    /// What the file system says.
    pub fn under(path: &Path) -> std::io::Result<Vec<Self>> {
        if !path.is_dir() {
            std::fs::metadata(path)?;
            return Ok(vec![Self::at(path)]);
        }
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        files.retain(|path| path.is_file());
        files.sort();
        Ok(files.iter().map(|path| Self::at(path)).collect())
    }
}

impl Tables {
    /// Finds the file of each table: the one somebody named, else the one whose name fits.
    pub fn find(profile: &Profile, given: &[Given]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut places = IndexMap::new();
        let on_disk: Vec<&String> =
            profile.files.iter().filter(|(_, spec)| spec.rows.is_empty()).map(|(name, _)| name).collect();
        let taken = |given: &Given| {
            let only = given.table.is_none() && on_disk.len() == 1;
            given
                .table
                .as_deref()
                .or(profile.file_for(&given.name))
                .or(only.then(|| on_disk[0].as_str()))
                .map(str::to_owned)
        };
        let whose: Vec<Option<String>> = given.iter().map(taken).collect();
        for (given, table) in given.iter().zip(&whose) {
            if table.as_ref().is_none_or(|table| !profile.files.contains_key(table)) {
                let unknown = Problem::new(Code::FileUnknown).with("file", &given.name);
                problems.push(unknown.with("profile", &profile.name));
            }
        }
        for (name, spec) in &profile.files {
            if !spec.rows.is_empty() {
                places.insert(name.clone(), inline(&spec.rows));
                continue;
            }
            let fits: Vec<&Given> = given
                .iter()
                .zip(&whose)
                .filter(|(_, table)| table.as_ref() == Some(name))
                .map(|(given, _)| given)
                .collect();
            let said: Vec<&Given> = fits.iter().copied().filter(|given| given.table.is_some()).collect();
            let place = match (said.as_slice(), fits.as_slice()) {
                ([one], _) | ([], [one]) => Place::File {
                    path: one.path.clone(),
                    shown: one.name.clone(),
                    options: ReadOptions {
                        encoding: spec.encoding.as_deref().and_then(TextEncoding::named),
                        delimiter: spec.delimiter.as_deref().and_then(Delimiter::named),
                        sheet: spec.sheet.clone(),
                        header_row: spec.header_row,
                    },
                },
                ([], []) => {
                    if !spec.optional {
                        let missing = Problem::new(Code::FileMissing).with("profile", &profile.name);
                        problems.push(missing.with("file", spec.names.join(" / ")).with("name", name));
                    }
                    Place::Absent
                }
                (many, _) => {
                    let many = if many.is_empty() { &fits } else { &said };
                    let files: Vec<&str> = many.iter().map(|given| given.name.as_str()).collect();
                    problems.push(Problem::new(Code::FileTwice).with("name", name).with("files", files.join(", ")));
                    Place::Absent
                }
            };
            places.insert(name.clone(), place);
        }
        (Self { places, fixes: HashMap::new() }, problems)
    }

    /// The same tables with some cells saying something else.
    pub fn corrected(mut self, fixes: &[Fix]) -> Self {
        let mut tables: HashMap<String, Corrected> = HashMap::new();
        for fix in fixes {
            let row = tables.entry(fix.file.clone()).or_default().entry(fix.row).or_default();
            row.push((fix.column.clone(), fix.value.clone()));
        }
        self.fixes = tables.into_iter().map(|(table, rows)| (table, Arc::new(rows))).collect();
        self
    }

    pub fn place(&self, table: &str) -> &Place {
        self.places.get(table).unwrap_or(&Place::Absent)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &Place)> {
        self.places.iter()
    }

    /// Opens a table from its first row.
    ///
    /// # Errors
    /// As [`Table::open`].
    pub fn open(&self, table: &str) -> Result<Rows, ReadError> {
        Ok(match self.place(table) {
            Place::File { path, options, .. } => {
                Rows::File(Box::new(Table::open(path, options)?), self.fixes.get(table).cloned())
            }
            Place::Inline { header, rows } => Rows::Inline { header: header.clone(), rows: rows.clone().into_iter() },
            Place::Absent => Rows::Inline { header: Header::default(), rows: Vec::new().into_iter() },
        })
    }
}

fn inline(lines: &[IndexMap<String, String>]) -> Place {
    let mut names: Vec<String> = Vec::new();
    for name in lines.iter().flat_map(IndexMap::keys) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let row = |(index, line): (usize, &IndexMap<String, String>)| {
        Row::of_cells(index as u64 + 1, names.iter().map(|name| line.get(name).map_or("", String::as_str)))
    };
    let rows = lines.iter().enumerate().map(row).collect();
    Place::Inline { header: Header::named(names), rows }
}

/// An open table.
pub enum Rows {
    File(Box<Table>, Option<Arc<Corrected>>),
    Inline { header: Header, rows: std::vec::IntoIter<Row> },
}

impl Rows {
    pub fn header(&self) -> &Header {
        match self {
            Self::File(table, _) => table.header(),
            Self::Inline { header, .. } => header,
        }
    }

    /// The next row and what is wrong with its shape.
    ///
    /// # Errors
    /// As [`Table::next_row`].
    pub fn next_row(&mut self) -> Result<Option<(Row, Vec<Problem>)>, ReadError> {
        match self {
            Self::File(table, fixes) => {
                let mut next = table.next_row()?;
                let fixes = fixes.as_ref().zip(next.as_ref()).and_then(|(fixes, (row, _))| fixes.get(&row.number));
                if let (Some(fixes), Some((row, problems))) = (fixes, next.as_mut()) {
                    for (column, value) in fixes {
                        let Some(index) = table.header().position(column) else { continue };
                        *row = row.saying(index, value);
                        // Letters that could not be read do not matter where somebody said what is meant.
                        problems.retain(|problem| problem.column.as_deref() != Some(column));
                    }
                }
                Ok(next)
            }
            Self::Inline { rows, .. } => Ok(rows.next().map(|row| (row, Vec::new()))),
        }
    }
}
