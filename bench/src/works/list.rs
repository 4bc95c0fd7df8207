//! A page of the list, filtered and sorted, beside the bare SQL of that page.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::{
    Done, machine,
    product::Server,
    report::{Line, Promise, time},
};

/// In turns with the rival, so that whatever else the machine does meets both.
const ROUNDS: i64 = 5;
const PAGES: i64 = 400;
/// Before each round, not counted.
const WARM: i64 = 20;

/// Each page asks for another stretch of amounts, so that none is answered from the last one.
fn least(round: i64, page: i64) -> i64 {
    20_000 + 400 * page + 400 / ROUNDS * round
}

pub async fn measure(database: &str, token: &str) -> Done<Line> {
    let server = Server::start(database, token).await?;
    server.settled().await?;
    let connection = Database::connect(format!("{database}?mode=ro")).await?;
    let (mut ours, mut rival) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for page in -WARM..PAGES {
            let took = through_the_server(&server, least(round, page)).await?;
            if page >= 0 {
                ours.push(took);
            }
        }
        for page in -WARM..PAGES {
            let took = bare(&connection, least(round, page)).await?;
            if page >= 0 {
                rival.push(took);
            }
        }
    }
    let (p99, rival99) = (machine::percentile(ours.clone(), 0.99), machine::percentile(rival.clone(), 0.99));
    Ok(Line::new(
        "list of 50, filtered and sorted, p99; the bare SQL",
        format!("{} (median {})", time(p99), time(machine::median(ours))),
        format!("{} (median {})", time(rival99), time(machine::median(rival))),
        p99.as_secs_f64() / rival99.as_secs_f64(),
        Promise::AtMost(3.0),
    ))
}

async fn through_the_server(server: &Server, least: i64) -> Done<Duration> {
    let filter = format!(
        r#"{{"and":[{{"field":"outcome","op":"eq","value":"won"}},{{"field":"amount","op":"gte","value":{least}}}]}}"#
    );
    let asked = [("filter", filter.as_str()), ("sort", "-closed_on"), ("limit", "50")];
    let request = server.ask("opportunities", &asked)?;
    let (answer, took) = machine::timed(async { request.send().await?.error_for_status()?.bytes().await }).await;
    answer?;
    Ok(took)
}

#[expect(clippy::disallowed_methods, reason = "the rival is bare SQL")]
async fn bare(connection: &DatabaseConnection, least: i64) -> Done<Duration> {
    let sql = format!(
        "select * from opportunities where outcome = 'won' and amount >= {} order by closed_on desc, id limit 51",
        least * 100
    );
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let (rows, took) = machine::timed(connection.query_all_raw(statement)).await;
    rows?;
    Ok(took)
}
