//! An import from the command line: files on this machine, no server needed.

use crate::import::{Import, State};
use crate::plan::{Given, Options, Plan};
use crate::problem::Problem;
use crate::profile::Profile;
use crate::report::Report;
use crate::running::Outcome;
use crate::{mapping, shipped, steps, upload};
use kernel::{Actor, Error, House, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How far to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Read everything, say what is wrong, write nothing.
    Check,
    #[default]
    Run,
}

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The name of a shipped profile, or the path of a profile file.
    pub profile: Option<String>,
    /// Without a profile: the noun that the rows of the one file become; columns are guessed.
    pub noun: Option<String>,
    /// A folder of files, or one file.
    pub path: Option<PathBuf>,
    /// Tables of the profile whose file is said: name and path.
    pub files: Vec<(String, PathBuf)>,
    pub options: Options,
    pub step: Step,
}

/// How it went.
#[derive(Debug)]
pub struct Answer {
    pub import: Import,
    /// Nothing was written, because something is wrong.
    pub refused: bool,
}

/// Imports.
///
/// # Errors
/// A profile or a file that is not there; what the database says. A refused file is no error but an [`Answer`].
pub async fn import(house: &Arc<House>, actor: &Actor, order: Order) -> Result<Answer> {
    let mut given = match &order.path {
        Some(path) => Given::under(path).map_err(|error| missing(path, &error))?,
        None => Vec::new(),
    };
    // A file that is named takes the place of one that was merely found.
    for (table, path) in &order.files {
        std::fs::metadata(path).map_err(|error| missing(path, &error))?;
        given.push(Given::named(table, path));
    }
    let profile = profile(house, actor, &order, &given).await?;
    for (table, _) in &order.files {
        if !profile.files.contains_key(table) {
            let tables: Vec<&str> = profile.files.keys().map(String::as_str).collect();
            let text = format!("the profile has no table {table}; it has {}", tables.join(", "));
            return Err(Error::malformed("imports.no_table", text));
        }
    }
    let mut import = Import::new(actor, profile, order.options.clone());
    let (plan, report) = checked(house, actor, &import, &given).await?;
    let refused = report.refused();
    let stop = report.unreadable() || (refused && !import.options.leave_out);
    import.report = report;
    if order.step == Step::Check {
        import.state = if refused { State::Faulty } else { State::Checked };
        return Ok(Answer { import, refused });
    }
    if stop {
        import.state = State::Faulty;
        return Ok(Answer { import, refused: true });
    }
    import.state = State::Checked;
    import.total = i64::try_from(import.report.expected()).unwrap_or(i64::MAX);
    upload::keep(house, &import).await?;
    let outcome = steps::run(house, actor, &mut import, &plan, Arc::new(steps::Unwatched)).await?;
    Ok(Answer { refused: outcome == Outcome::Refused, import })
}

async fn checked(house: &Arc<House>, actor: &Actor, import: &Import, given: &[Given]) -> Result<(Plan, Report)> {
    let (plan, mut report) = steps::planned(house, actor, import, given).await?;
    if !report.unreadable() {
        crate::running::dry_run(house, &steps::importing(actor), &plan, &mut report).await?;
    }
    Ok((plan, report))
}

async fn profile(house: &House, actor: &Actor, order: &Order, given: &[Given]) -> Result<Profile> {
    let malformed = |text: String| Error::malformed("imports.profile", text);
    match (&order.profile, &order.noun) {
        (Some(name), _) => {
            if let Some(profile) = shipped::profile(name) {
                return Ok(profile);
            }
            let path = Path::new(name);
            let text = std::fs::read_to_string(path).map_err(|_| {
                malformed(format!("there is no profile {name}; shipped are {}", shipped::names().join(", ")))
            })?;
            Profile::from_toml(&text).map_err(|fault| malformed(format!("{name}: {fault}")))
        }
        (None, Some(noun)) => {
            let file = given.first().ok_or_else(|| malformed("name the file to import".into()))?;
            mapping::guessed(house, actor, noun, file).map_err(|problem| malformed(problem.what(actor.locale)))
        }
        (None, None) => Err(malformed("say --profile, or --noun for a file of its own".into())),
    }
}

fn missing(path: &Path, error: &std::io::Error) -> Error {
    Error::malformed("imports.no_file", format!("{}: {error}", path.display()))
}

impl Answer {
    /// The account for people.
    pub fn text(&self, locale: &str) -> String {
        let report = &self.import.report;
        let mut lines = Vec::new();
        for file in report.files.iter().filter(|file| !file.inline) {
            let blank = if file.blank_rows > 0 { format!(", {} blank", file.blank_rows) } else { String::new() };
            lines.push(format!("{}: {} ({}): {} rows{blank}", file.table, file.name, file.format, file.rows));
            for column in &file.columns {
                if let (Some(order), Some(first), Some(last)) = (column.date_order, &column.first, &column.last) {
                    let empty = file.rows - column.filled.min(file.rows);
                    let empty = if empty > 0 { format!(", {empty} empty") } else { String::new() };
                    lines.push(format!("  {}: dates read as {}, {first} to {last}{empty}", column.name, order.name()));
                } else if column.used && column.filled < file.rows {
                    lines.push(format!("  {}: {} empty", column.name, file.rows - column.filled));
                }
            }
        }
        for (noun, counts) in &report.nouns {
            let failed = if counts.failed > 0 { format!(", {} with problems", counts.failed) } else { String::new() };
            let done = matches!(self.import.state, State::Done);
            let (created, updated) = if done { ("created", "updated") } else { ("to create", "to update") };
            lines.push(format!(
                "{noun}: {} {created}, {} {updated}, {} as they were{failed}",
                counts.created, counts.updated, counts.skipped
            ));
        }
        // Errors first: whoever reads on knows the rest is worth knowing only.
        let mut problems: Vec<&Problem> = report.problems.iter().collect();
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.weight()));
        for problem in problems {
            let weight = if problem.is_error() { "error" } else { "note" };
            let row = problem.row.map(|row| format!(" row {row}")).unwrap_or_default();
            let place = format!("{}{row}", problem.file);
            let place = if place.is_empty() { place } else { format!(" {place}:") };
            lines.push(format!("{weight}:{place} {} {}", problem.what(locale), problem.fix(locale)));
        }
        let unlisted = (report.errors + report.notices).saturating_sub(report.problems.len() as u64);
        if unlisted > 0 {
            lines.push(format!("… and {unlisted} more of the same kinds"));
        }
        lines.push(match self.import.state {
            State::Done => format!("Imported. Undo with import {}.", self.import.id),
            State::Refused | State::Faulty => "Refused: nothing was written.".to_owned(),
            _ => "Checked: nothing was written.".to_owned(),
        });
        lines.join("\n")
    }

    /// The same for programs.
    ///
    /// # Errors
    /// Never in practice: everything in it is plain data.
    pub fn json(&self, locale: &str) -> Result<serde_json::Value> {
        let mut value = serde_json::to_value(&self.import)?;
        value["refused"] = self.refused.into();
        value["report"]["problems"] =
            self.import.report.problems.iter().map(|problem| shown(problem, locale)).collect();
        Ok(value)
    }
}

/// A problem with its sentences, as API and command line show it.
pub fn shown(problem: &Problem, locale: &str) -> serde_json::Value {
    let suggestion = problem.particulars.iter().find(|(name, _)| name == "suggestion").map(|(_, is)| is);
    serde_json::json!({
        "code": problem.code.text(),
        "weight": problem.weight(),
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "suggestion": suggestion,
        "detail": problem.what(locale),
        "fix": problem.fix(locale),
    })
}
