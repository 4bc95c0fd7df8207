//! The database as a whole: demo, backup, restore, and the journal's seals.

use super::{Failure, configuration, open, say};
use crate::configuration::{Common, Configuration};
use clap::{Args, Subcommand};
use kernel::store::Store;
use sea_orm::DbBackend;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

#[derive(Args)]
pub struct Demo {
    /// Succeed when the database already holds a company, and change nothing.
    #[arg(long)]
    if_empty: bool,
}

impl Demo {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        if access::has_users(&house).await? {
            if self.if_empty {
                say("The database already holds a company; nothing was changed.");
                return Ok(());
            }
            return Err(Failure::Refused("the demo goes into an empty database, and this one holds a company".into()));
        }
        demo::fill(&house).await?;
        super::seal(&house, common).await?;
        say(&format!("The demo company is in {}.", house.store.url()));
        for sign_in in access::demo_sign_ins(&house).await? {
            say(&format!("  {:<12} {:<20} {}", sign_in.login, sign_in.password, sign_in.role));
        }
        Ok(())
    }
}

#[derive(Args)]
pub struct Backup {
    /// A folder that is made, or is empty.
    folder: PathBuf,
}

/// The names inside a backup's folder.
const SQLITE: &str = "quartermaster.db";
const POSTGRES: &str = "quartermaster.dump";
const KEY: &str = "quartermaster.key";

impl Backup {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let configuration = configuration(common)?;
        empty_folder(&self.folder)?;
        let store = Store::open(&configuration.database).await?;
        if store.backend() == DbBackend::Postgres {
            let file = self.folder.join(POSTGRES);
            tool("pg_dump", &["--format=custom", "--no-owner", "--file"], &file, &configuration.database)?;
        } else {
            copy_sqlite(&store, &self.folder.join(SQLITE)).await?;
        }
        let key = configuration.beside(".key");
        if key.exists() {
            copy_private(&key, &self.folder.join(KEY))?;
        }
        say(&format!("{} now holds the database and its key. Keep it as safe as the original.", self.folder.display()));
        Ok(())
    }
}

#[derive(Args)]
pub struct Restore {
    /// The folder that `backup` filled.
    folder: PathBuf,
}

impl Restore {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let configuration = configuration(common)?;
        let key = configuration.beside(".key");
        let kept = self.folder.join(KEY);
        if key.exists() && kept.exists() && !same(&key, &kept)? {
            return Err(Failure::Refused(format!("{} belongs to another database; move it away first", key.display())));
        }
        match configuration.database.strip_prefix("sqlite://") {
            Some(path) => self.restore_sqlite(Path::new(path))?,
            None => {
                let file = self.folder.join(POSTGRES);
                if !file.exists() {
                    return Err(Failure::Refused(format!(
                        "{} holds no backup of a PostgreSQL database",
                        self.folder.display()
                    )));
                }
                // Makes it where it is not there; pg_restore does not.
                let store = Store::open(&configuration.database).await?;
                if store.is_built().await? {
                    return Err(Failure::Refused(format!(
                        "{} holds a company already; a backup overwrites nothing",
                        shown(&configuration)
                    )));
                }
                let how = ["--no-owner", "--exit-on-error", "--single-transaction"];
                tool("pg_restore", &how, &file, &configuration.database)?;
            }
        }
        if kept.exists() && !key.exists() {
            copy_private(&kept, &key)?;
        }
        open(common).await?;
        say(&format!("{} was restored.", shown(&configuration)));
        Ok(())
    }

    fn restore_sqlite(&self, target: &Path) -> Result<(), Failure> {
        let file = self.folder.join(SQLITE);
        if !file.exists() {
            return Err(Failure::Refused(format!("{} holds no backup of an SQLite database", self.folder.display())));
        }
        if target.exists() {
            return Err(Failure::Refused(format!(
                "{} is there already; a backup overwrites nothing",
                target.display()
            )));
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        }
        fs::copy(&file, target).map_err(|error| failed(target, &error))?;
        Ok(())
    }
}

#[derive(Args)]
pub struct Journal {
    #[command(subcommand)]
    asked: AskedOfJournal,
}

#[derive(Subcommand)]
enum AskedOfJournal {
    /// Check every seal: a changed, removed, added or moved line is named; exit code 3 when there is one.
    Verify,
}

impl Journal {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let AskedOfJournal::Verify = self.asked;
        let configuration = configuration(common)?;
        let house = open(common).await?;
        let head = configuration.beside(".seals");
        let report = kernel::seal::verify(house.store.reader(), &house.secrets, &head).await?;
        if common.json {
            say(&serde_json::to_string(&report).map_err(|error| Failure::Failed(error.to_string()))?);
        } else {
            say(&format!("{} blocks hold {} lines.", report.blocks, report.lines));
            for finding in &report.findings {
                say(&format!("  {finding}"));
            }
            if report.more {
                say("  … and more.");
            }
            if let Some(tail) = &report.tail {
                say(&format!(
                    "Not sealed yet: {} lines since {} ({} to {}).",
                    tail.lines, tail.since, tail.first, tail.last
                ));
            }
        }
        if report.sound() { Ok(()) } else { Err(Failure::Refused("the journal does not match its seals".into())) }
    }
}

/// A consistent copy of a database in use, in one file.
#[expect(clippy::disallowed_methods, reason = "copies the whole file, rows are not looked at")]
async fn copy_sqlite(store: &Store, target: &Path) -> Result<(), Failure> {
    use sea_orm::ConnectionTrait;
    let text = target.display().to_string().replace('\'', "''");
    let copied = store.reader().execute_unprepared(&format!("VACUUM INTO '{text}'")).await;
    copied.map_err(|error| Failure::Failed(format!("{}: {error}", target.display())))?;
    Ok(())
}

/// Runs a client program of PostgreSQL. The password goes by the environment: arguments can be read by everybody on the
/// machine.
fn tool(name: &str, arguments: &[&str], file: &Path, database: &str) -> Result<(), Failure> {
    let mut address = url::Url::parse(database).map_err(|error| Failure::Misused(format!("--database: {error}")))?;
    let mut command = Command::new(name);
    if let Some(password) = address.password() {
        let password = percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned();
        command.env("PGPASSWORD", password);
    }
    // An address that takes no password had none.
    let _ = address.set_password(None);
    let done = command.args(arguments).arg(file).arg(format!("--dbname={address}")).output().map_err(|error| {
        Failure::Failed(format!("{name} cannot be run ({error}); it comes with the PostgreSQL client programs"))
    })?;
    if done.status.success() {
        Ok(())
    } else {
        Err(Failure::Failed(format!("{name}: {}", String::from_utf8_lossy(&done.stderr).trim())))
    }
}

fn empty_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let mut entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    if entries.next().is_some() {
        return Err(Failure::Refused(format!("{} is not empty; a backup overwrites nothing", folder.display())));
    }
    Ok(())
}

/// The copy of a key is as private as the key.
fn copy_private(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    // Copies the permissions, too.
    fs::copy(from, to).map_err(|error| failed(to, &error))?;
    Ok(())
}

fn same(one: &Path, other: &Path) -> Result<bool, Failure> {
    let read = |path: &Path| fs::read(path).map_err(|error| failed(path, &error));
    Ok(read(one)? == read(other)?)
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("{}: {error}", path.display()))
}

fn shown(configuration: &Configuration) -> &str {
    configuration.database.rsplit_once('@').map_or(&configuration.database, |(_, host)| host)
}
