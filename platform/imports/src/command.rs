//! An import from the command line: files on this machine, no server needed.

use crate::import::{Import, State};
use crate::leftover::{self, Leftover};
use crate::plan::{Given, Options, Plan};
use crate::problem::Problem;
use crate::profile::Profile;
use crate::report::Report;
use crate::running::{Outcome, Undone};
use crate::writing::{CsvOptions, csv};
use crate::{account, mapping, profiles, shipped, steps, upload};
use futures::StreamExt;
use kernel::{Actor, Error, House, Result};
use sea_orm::prelude::Uuid;
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
    /// The name of a shipped or kept profile, or the path of a profile file.
    pub profile: Option<String>,
    /// Without a profile: the noun that the rows of the one file become; columns are guessed.
    pub noun: Option<String>,
    /// A folder of files, or one file.
    pub path: Option<PathBuf>,
    /// Tables of the profile whose file is said: name and path.
    pub files: Vec<(String, PathBuf)>,
    pub options: Options,
    pub step: Step,
    /// A folder for the rows that have an error: a CSV file for each table, to be corrected and imported again.
    pub leftover: Option<PathBuf>,
}

/// How it went.
#[derive(Debug)]
pub struct Answer {
    pub import: Import,
    /// Nothing was written, because something is wrong.
    pub refused: bool,
    /// What the actor calls the nouns.
    pub called: account::Called,
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
    let whole = order.leftover.is_some();
    let Checked { plan, mut report, unreadable } = checked(house, actor, &import, &given, whole).await?;
    if order.step == Step::Check && !unreadable {
        // A run that follows asks the nouns' rules itself, and takes everything back if they are against a row.
        let expected = report.expected();
        crate::running::rehearse(house, &steps::importing(actor), &plan, expected, &mut report).await?;
    }
    let found = report.problems.clone();
    report.abridge();
    let refused = report.refused();
    let stop = unreadable || (refused && !import.options.leave_out);
    import.report = report;
    let refused = if order.step == Step::Check || stop {
        import.state = if refused { State::Faulty } else { State::Checked };
        refused
    } else {
        import.state = State::Checked;
        import.total = i64::try_from(import.report.expected()).unwrap_or(i64::MAX);
        upload::keep(house, &import).await?;
        steps::run(house, actor, &mut import, &plan, Arc::new(steps::Unwatched)).await? == Outcome::Refused
    };
    if let Some(folder) = &order.leftover {
        let problems = found.into_iter().chain(import.report.problems.iter().cloned()).collect();
        leave(house, actor, folder, plan, problems).await?;
    }
    Ok(Answer { called: account::called(house, actor), import, refused })
}

/// Writes the rows that have an error into a folder.
async fn leave(house: &House, actor: &Actor, folder: &Path, plan: Plan, problems: Vec<Problem>) -> Result<()> {
    let called = house.registry.words.say(actor.locale, "imports.errors.problem", "Problem").to_owned();
    let locale = actor.locale;
    let read = move || leftover::of(&plan.tables, &problems, &called, locale);
    let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    let leftovers = read.map_err(|problem| Error::malformed("imports.file_unreadable", problem.what(locale)))?;
    std::fs::create_dir_all(folder).map_err(|error| missing(folder, &error))?;
    for Leftover { table, header, rows } in leftovers {
        let path = folder.join(format!("{table}.csv"));
        let rows = futures::stream::iter(rows.into_iter().map(Ok::<_, std::convert::Infallible>));
        let pieces: Vec<_> = csv(header, rows, CsvOptions { mark: true }).collect().await;
        let bytes: Vec<u8> = pieces.into_iter().flatten().flatten().collect();
        std::fs::write(&path, bytes).map_err(|error| missing(&path, &error))?;
    }
    Ok(())
}

/// Takes an import back; answers with the account for people, too.
///
/// # Errors
/// No such import, nothing to be taken back, what the database says.
pub async fn undo(house: &Arc<House>, actor: &Actor, id: Uuid) -> Result<(String, Undone)> {
    let mut import = crate::background::current(house, actor, id).await?;
    steps::undo(house, actor, &mut import, Arc::new(steps::Unwatched)).await?;
    let undone = import.undone.unwrap_or_default();
    Ok((account::undone(&undone, actor.locale), undone))
}

/// What a look at the files came to; where they are unreadable, not even their rows were gone through.
struct Checked {
    plan: Plan,
    report: Report,
    unreadable: bool,
}

async fn checked(house: &Arc<House>, actor: &Actor, import: &Import, given: &[Given], whole: bool) -> Result<Checked> {
    let (plan, mut report) = steps::planned(house, actor, import, given).await?;
    let unreadable = report.unreadable();
    report.unabridged = whole;
    if !unreadable {
        crate::running::dry_run(house, &steps::importing(actor), &plan, &mut report).await?;
    }
    Ok(Checked { plan, report, unreadable })
}

async fn profile(house: &House, actor: &Actor, order: &Order, given: &[Given]) -> Result<Profile> {
    let malformed = |text: String| Error::malformed("imports.profile", text);
    match (&order.profile, &order.noun) {
        (Some(name), _) => {
            if let Some(profile) = profiles::named(house, actor, name).await? {
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
        account::text(&self.import, &self.called, locale)
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
