//! Win rate by team and month over ten times the imported deals, for everybody and in the reach of one region head,
//! beside DuckDB and PostgreSQL on the same columns.

use std::path::Path;
use std::process::Command;

use sea_orm::{ConnectionTrait, Database, Statement};

use crate::{
    Done, machine, product,
    product::Server,
    report::{Line, Promise, time},
};
use std::time::Duration;

const COPIES: usize = 10;
const RUNS: usize = 7;
const ASKED: &str = "kpis/win_rate?by=team,month&from=2022-01-01&to=2026-12-31";
const SQL: &str = "select team, date_trunc('month', closed_on) as month, \
                   count(*) filter (where outcome = 1) as won, count(*) as closed from deals \
                   where outcome in (1, 2) and closed_on between date '2022-01-01' and date '2026-12-31'";

pub async fn measure(million: &str, token: &str, folder: &Path) -> Done<Vec<Line>> {
    // Its index for search goes along into the copy: what is searched for has no part in the win rate, and the deals
    // that are added there by SQL alone stand in no journal, so that nothing is left to index.
    Server::start(million, token).await?.settled().await?;
    let database = multiply(million, folder)?;
    let columns = folder.join("columns.csv");
    write_columns(&database, &columns)?;
    let head = head_token(&database)?;

    let all = format!("{SQL} group by 1, 2 order by 1, 2");
    let region = format!("{SQL} and region = 0 group by 1, 2 order by 1, 2");
    let duck = duck(&columns, [&all, &region])?;
    let postgres = postgres(&columns, [&all, &region]).await?;

    let server = Server::start(&database, token).await?;
    let everybody = ask(&server).await?;
    drop(server);
    let server = Server::start(&database, &head).await?;
    let within = ask(&server).await?;
    drop(server);

    let mut lines = Vec::new();
    for (what, ours, duck, postgres) in [
        ("win rate by team and month", everybody, duck[0], postgres[0]),
        ("the same, one region head", within, duck[1], postgres[1]),
    ] {
        let ratio = |rival: Duration| ours.as_secs_f64() / rival.as_secs_f64();
        lines.push(Line::new(&format!("{what}; DuckDB"), time(ours), time(duck), ratio(duck), Promise::AtMost(1.5)));
        let work = format!("{what}; PostgreSQL");
        lines.push(Line::new(&work, time(ours), time(postgres), ratio(postgres), Promise::AtMost(0.2)));
    }
    Ok(lines)
}

async fn ask(server: &Server) -> Done<Duration> {
    server.settled().await?;
    let mut times = Vec::new();
    for run in 0..=RUNS {
        let (answer, took) = machine::timed(server.json(ASKED)).await;
        if answer?["rows"].as_array().is_none_or(Vec::is_empty) {
            return Err("the win rate has no rows".into());
        }
        if run > 0 {
            times.push(took);
        }
    }
    Ok(machine::median(times))
}

/// Ten deals for each one, by SQL into a copy of the file: how they came in is measured elsewhere.
fn multiply(million: &str, folder: &Path) -> Done<String> {
    let place = folder.join("ten");
    std::fs::create_dir_all(&place)?;
    let from = Path::new(million.trim_start_matches("sqlite://"));
    let file = place.join("quartermaster.db");
    shell(from, &format!("vacuum into '{}'", file.display()))?;
    for entry in std::fs::read_dir(from.parent().ok_or("a database lies in a folder")?)? {
        let entry = entry?.path();
        if entry.extension().is_some_and(|ending| ending == "key" || ending == "search")
            && !Command::new("cp").arg("-r").arg(&entry).arg(&place).status()?.success()
        {
            return Err(format!("{} was not copied", entry.display()).into());
        }
    }
    let names = shell(&file, "select name from pragma_table_info('opportunities')")?;
    let names: Vec<&str> = names.lines().collect();
    let values: Vec<&str> = names
        .iter()
        .map(|name| match *name {
            "id" => "randomblob(16)",
            "code" => "null",
            other => other,
        })
        .collect();
    let copies = ["select 1"; COPIES - 1].join(" union all ");
    shell(
        &file,
        &format!(
            "pragma synchronous = off; pragma journal_mode = off; pragma cache_size = -2000000;
             insert into opportunities ({}) select {} from (select * from opportunities), ({copies});
             pragma journal_mode = wal;",
            names.join(", "),
            values.join(", ")
        ),
    )?;
    Ok(format!("sqlite://{}", file.display()))
}

/// Team and region are parts of the owner's name, as the bench's people are called.
fn write_columns(database: &str, target: &Path) -> Done<()> {
    let file = Path::new(database.trim_start_matches("sqlite://"));
    let owner = "cast(substr(p.name, 8) as integer)";
    let (teams, regions) = (crate::deals::TEAMS, crate::deals::REGIONS);
    let select = format!(
        "select {owner} % {teams} as team, {owner} % {teams} % {regions} as region, o.closed_on as closed_on, \
         case o.outcome when 'won' then 1 when 'lost' then 2 else 0 end as outcome \
         from opportunities o join people p on p.id = o.owner_id;"
    );
    shell(file, &format!(".mode csv\n.headers on\n.once {}\n{select}\n", target.display())).map(|_| ())
}

/// The head of the first region, signed in as a manager.
fn head_token(database: &str) -> Done<String> {
    product::user(database, "head", "manager", Some("Head 0"))
}

fn duck(columns: &Path, questions: [&str; 2]) -> Done<Vec<Duration>> {
    let python = std::env::var("BENCH_PYTHON").unwrap_or_else(|_| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("rivals/columns.py");
    let done = Command::new(python).arg(script).arg(columns).args(questions).output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    let text = String::from_utf8(done.stdout)?;
    let times = text.lines().map(|line| Ok(Duration::from_secs_f64(line.parse::<f64>()? / 1e3)));
    times.collect()
}

#[expect(clippy::disallowed_methods, reason = "the rival is SQL")]
async fn postgres(columns: &Path, questions: [&str; 2]) -> Done<Vec<Duration>> {
    let cluster = std::env::var("QUARTERMASTER_TEST_POSTGRES")?;
    let connection = Database::connect(&cluster).await?;
    connection
        .execute_unprepared(
            "drop table if exists deals; create table deals (team integer, region integer, closed_on date, outcome smallint)",
        )
        .await?;
    let copy = format!("\\copy deals from '{}' csv header", columns.display());
    if !Command::new("psql").args([&cluster, "-q", "-c", &copy, "-c", "vacuum analyze deals"]).status()?.success() {
        return Err("psql did not copy the columns".into());
    }
    let mut medians = Vec::new();
    for question in questions {
        let mut times = Vec::new();
        for run in 0..=3 {
            let statement = Statement::from_string(connection.get_database_backend(), question);
            let (rows, took) = machine::timed(connection.query_all_raw(statement)).await;
            rows?;
            if run > 0 {
                times.push(took);
            }
        }
        medians.push(machine::median(times));
    }
    Ok(medians)
}

fn shell(file: &Path, sql: &str) -> Done<String> {
    use std::io::Write;
    let mut shell = Command::new("sqlite3")
        .arg("-bail")
        .arg(file)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()?;
    shell.stdin.take().ok_or("no standard input")?.write_all(sql.as_bytes())?;
    let done = shell.wait_with_output()?;
    if !done.status.success() {
        return Err(format!("sqlite3 refused: {sql}").into());
    }
    Ok(String::from_utf8(done.stdout)?)
}
