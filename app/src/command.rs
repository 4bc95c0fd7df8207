//! `quartermaster …`: everything the product does, from the command line too.

mod cascade;
mod database;
mod key;
mod numbers;
mod outside;
mod people;
mod rows;
mod serve;

use crate::configuration::{Common, Configuration};
use clap::{CommandFactory, Parser, Subcommand};
use kernel::{Actor, House, seal::Sealer};
use std::{process::ExitCode, sync::Arc};

/// Open-source sales operations: targets, pipeline, numbers, pay.
///
/// Start with `quartermaster demo` and `quartermaster serve`, or with `quartermaster serve` and your own files.
#[derive(Parser)]
#[command(name = "quartermaster", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the web and the API.
    Serve(serve::Serve),
    /// Bring files in: CSV or XLSX, checked before anything is written.
    Import(rows::Import),
    /// Write a list to a file or to standard output.
    Export(rows::Export),
    /// Ask a number: `kpi win_rate --by region --from 2017-01-01 --to 2017-12-31`.
    Kpi(numbers::Kpi),
    /// Spread a target over a tree and a year: `cascade plan.json --json`.
    Cascade(cascade::Cascaded),
    /// Fill an empty database with the demo company.
    Demo(database::Demo),
    /// Make the database or bring it up to date, and do nothing else.
    Migrate,
    /// Copy the database and its key to a folder, while it is in use.
    Backup(database::Backup),
    /// Put a backup where there is no database yet.
    Restore(database::Restore),
    /// Users: add, list, set a password.
    User(people::User),
    /// API tokens: create, list, revoke.
    Token(people::Token),
    /// The journal: verify its seals.
    Journal(database::Journal),
    /// The master key: put another one in its place.
    Key(key::Key),
    /// Print the OpenAPI document.
    Openapi,
    /// Print completions for a shell.
    Completions {
        /// The shell to complete for.
        shell: clap_complete::Shell,
    },
}

/// What a command ends with: 0 done, 1 failed, 2 misused, 3 refused (a rule, a right, a problem in a file).
pub enum Failure {
    Failed(String),
    Misused(String),
    Refused(String),
}

impl From<kernel::Error> for Failure {
    fn from(error: kernel::Error) -> Self {
        use kernel::Error;
        match error {
            Error::Malformed { text, .. } => Failure::Misused(text),
            Error::Refused(refusal) => {
                let arguments = &refusal.arguments;
                let text = arguments
                    .iter()
                    .fold(refusal.text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
                Failure::Refused(format!("{text} ({})", refusal.code))
            }
            Error::Invalid(errors) => {
                let lines: Vec<String> =
                    errors.iter().map(|error| format!("{}: {} ({})", error.field, error.text, error.code)).collect();
                Failure::Refused(lines.join("\n"))
            }
            Error::Forbidden(what) => Failure::Refused(format!("not permitted: {what}")),
            Error::NotFound(what) => Failure::Refused(format!("not found: {what}")),
            other @ (Error::Conflict { .. }
            | Error::Unauthenticated
            | Error::Throttled(_)
            | Error::Database(_)
            | Error::Internal(_)) => Failure::Failed(other.to_string()),
        }
    }
}

pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("quartermaster: {error}");
            return ExitCode::from(1);
        }
    };
    let (code, text) = match runtime.block_on(run(arguments)) {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Failed(text)) => (1, text),
        Err(Failure::Misused(text)) => (2, text),
        Err(Failure::Refused(text)) => (3, text),
    };
    eprintln!("quartermaster: {text}");
    ExitCode::from(code)
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let common = arguments.common;
    match arguments.command {
        Command::Serve(serve) => serve.run(&common).await,
        Command::Import(import) => import.run(&common).await,
        Command::Export(export) => export.run(&common).await,
        Command::Kpi(kpi) => kpi.run(&common).await,
        Command::Cascade(cascade) => cascade.run(&common),
        Command::Demo(demo) => demo.run(&common).await,
        Command::Migrate => {
            let house = open(&common).await?;
            say(&format!("{} is up to date", house.store.url()));
            Ok(())
        }
        Command::Backup(backup) => backup.run(&common).await,
        Command::Restore(restore) => restore.run(&common).await,
        Command::User(user) => user.run(&common).await,
        Command::Token(token) => token.run(&common).await,
        Command::Journal(journal) => journal.run(&common).await,
        Command::Key(key) => key.run(&common).await,
        Command::Openapi => {
            let document = crate::http::openapi::document(&crate::capabilities::registry());
            say(&serde_json::to_string_pretty(&document).map_err(|error| Failure::Failed(error.to_string()))?);
            Ok(())
        }
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "quartermaster", &mut std::io::stdout());
            Ok(())
        }
    }
}

/// One line on standard output; a closed pipe is no failure of ours.
pub fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

pub fn configuration(common: &Common) -> Result<Configuration, Failure> {
    Configuration::of(common, None, None).map_err(Failure::Misused)
}

/// Opens the database for a command that runs without a server.
pub async fn open(common: &Common) -> Result<Arc<House>, Failure> {
    let configuration = configuration(common)?;
    let secrets = crate::keys::secrets(&configuration)?;
    let house = House::open(&configuration.database, secrets, crate::capabilities::all()).await?;
    house.secrets.check(house.store.reader()).await?;
    Ok(house)
}

/// Who acts: the local operator, or the user named by `--as`.
pub async fn actor(house: &Arc<House>, common: &Common) -> Result<Actor, Failure> {
    let mut actor = match &common.act_as {
        None => Actor::operator(),
        Some(login) => access::actor_of(house, login).await?,
    };
    // Whoever one acts as has a language of their own.
    if common.locale.is_some() || common.act_as.is_none() {
        actor.locale = common.language();
    }
    Ok(actor)
}

/// Seals what this command wrote before it ends: no server may be there to do it.
pub async fn seal(house: &Arc<House>, common: &Common) -> Result<(), Failure> {
    let head = configuration(common)?.beside(".seals");
    Ok(Sealer::new(house.store.clone(), &house.secrets, head).finish().await?)
}
