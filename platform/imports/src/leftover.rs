//! Rows that were left out, as files to be corrected and imported again.

use crate::plan::{Place, Tables};
use crate::problem::Problem;
use crate::reading::ReadError;
use crate::writing::Cell;
use std::collections::{BTreeMap, HashMap};

/// The rows of one file that have an error: whole, with a column behind the others that says what is wrong.
#[derive(Clone, Debug)]
pub struct Leftover {
    /// The profile's name of the file.
    pub table: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// The rows that the problems are about, file by file, those with most of them first. `called` is the last column's name.
///
/// # Errors
/// When a file cannot be read any more.
pub fn of(tables: &Tables, problems: &[Problem], called: &str, locale: &str) -> Result<Vec<Leftover>, Problem> {
    let mut bad: HashMap<&str, BTreeMap<u64, Vec<String>>> = HashMap::new();
    for problem in problems.iter().filter(|problem| problem.is_error()) {
        let Some(row) = problem.row else { continue };
        let said = bad.entry(&problem.file).or_default().entry(row).or_default();
        let sentence = format!("{} {}", problem.what(locale), problem.fix(locale));
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    let mut leftovers = Vec::new();
    for (table, bad) in bad {
        if matches!(tables.place(table), Place::File { .. }) {
            leftovers.push(one(tables, table, &bad, called).map_err(ReadError::into_problem)?);
        }
    }
    leftovers.sort_by(|one, other| other.rows.len().cmp(&one.rows.len()).then(one.table.cmp(&other.table)));
    Ok(leftovers)
}

fn one(tables: &Tables, table: &str, bad: &BTreeMap<u64, Vec<String>>, called: &str) -> Result<Leftover, ReadError> {
    let mut open = tables.open(table)?;
    let mut header = open.header().names().to_vec();
    // A file that was corrected once already has the column: what it says there was about the last time.
    let said_before = header.iter().position(|name| name == called);
    if let Some(index) = said_before {
        header.remove(index);
    }
    let (width, last) = (header.len() + usize::from(said_before.is_some()), bad.keys().next_back().copied());
    header.push(called.to_owned());
    let mut rows = Vec::with_capacity(bad.len());
    while let Some((row, _)) = open.next_row()? {
        if let Some(said) = bad.get(&row.number) {
            // A row that is too long keeps what stands beyond the header: that is what has to be corrected.
            let cells = (0..width.max(row.len())).filter(|index| Some(*index) != said_before);
            let mut cells: Vec<Cell> = cells.map(|index| Cell::from(row.cell(index).text())).collect();
            cells.insert(header.len() - 1, Cell::Text(said.join(" ")));
            rows.push(cells);
        }
        if last.is_some_and(|last| row.number >= last) {
            break;
        }
    }
    Ok(Leftover { table: table.to_owned(), header, rows })
}
