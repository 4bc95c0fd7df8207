//! A file of opportunities, beside `sqlite3 .import` of the same file into a table with its columns.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{
    Done, deals, machine, product,
    report::{Line, Promise, time},
};

/// What the import leaves for the other works.
pub struct Million {
    pub lines: Vec<Line>,
    pub database: String,
    pub token: String,
}

/// The rival's table: the file's columns in the types of ours, its key, and our indices as far as they are on them.
const RIVAL: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table opportunities (code text not null primary key, name text not null, account text, owner text,
        product text, stage text, opened_on text, closed_on text, amount bigint);
    create index by_account on opportunities (account);
    create index by_owner on opportunities (owner);
    create index by_stage on opportunities (stage);
    create index by_opened on opportunities (opened_on);
    create index by_closed on opportunities (closed_on);
    create index by_amount on opportunities (amount);
";

/// Three runs of the rival, and as many of ours, each into a fresh database; the last of ours is kept.
pub async fn measure(folder: &Path, count: usize) -> Done<Million> {
    let files = folder.join("files");
    std::fs::create_dir_all(&files)?;
    deals::write(&files, count)?;
    let masters = folder.join("masters");
    std::fs::create_dir_all(&masters)?;
    for name in ["people.csv", "heads.csv", "accounts.csv", "products.csv"] {
        std::fs::rename(files.join(name), masters.join(name))?;
    }

    let mut ours = Vec::new();
    let mut rival = Vec::new();
    let mut database = String::new();
    for run in 0..3 {
        rival.push(rival_import(folder, &files.join("deals.csv"), run)?);
        let place = folder.join(format!("import{run}"));
        std::fs::create_dir_all(&place)?;
        database = format!("sqlite://{}", place.join("quartermaster.db").display());
        product::import(&database, "masters.toml", &masters)?;
        let began = Instant::now();
        product::import(&database, "deals.toml", &files)?;
        ours.push(began.elapsed());
        if run < 2 {
            std::fs::remove_dir_all(&place)?;
        }
    }
    let (ours, rival) = (machine::median(ours), machine::median(rival));
    let line = Line::new(
        &format!("import of {count} opportunities, SQLite; sqlite3 .import"),
        time(ours),
        time(rival),
        ours.as_secs_f64() / rival.as_secs_f64(),
        Promise::AtMost(8.0),
    );
    let token = product::token(&database)?;
    Ok(Million { lines: vec![line], database, token })
}

fn rival_import(folder: &Path, file: &Path, run: usize) -> Done<Duration> {
    let database = folder.join(format!("rival{run}.db"));
    let began = Instant::now();
    let mut shell = Command::new("sqlite3").arg(&database).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let mut input = shell.stdin.take().ok_or("no standard input")?;
    write!(input, "{RIVAL}\n.mode csv\n.import --skip 1 {} opportunities\n", file.display())?;
    drop(input);
    if !shell.wait()?.success() {
        return Err("sqlite3 did not import".into());
    }
    let took = began.elapsed();
    std::fs::remove_file(&database)?;
    Ok(took)
}
