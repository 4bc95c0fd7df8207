//! A page of the list, filtered and sorted, beside the bare SQL of that page.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, Statement};

use crate::{
    Done, machine,
    product::Server,
    report::{Line, Promise, time},
};

const PAGES: usize = 400;

/// Each page asks for another stretch of amounts, so that none is answered from the last one.
fn least(page: usize) -> i64 {
    20_000 + 400 * page as i64
}

pub async fn measure(database: &str, token: &str) -> Done<Line> {
    let server = Server::start(database, token).await?;
    server.settled().await?;
    let mut ours = Vec::new();
    for page in 0..PAGES + 20 {
        let filter = format!(
            r#"{{"and":[{{"field":"outcome","op":"eq","value":"won"}},{{"field":"amount","op":"gte","value":{}}}]}}"#,
            least(page)
        );
        let asked = [("filter", filter.as_str()), ("sort", "-closed_on"), ("limit", "50")];
        let request = server.ask("opportunities", &asked)?;
        let (answer, took) = machine::timed(async { request.send().await?.error_for_status()?.bytes().await }).await;
        answer?;
        if page >= 20 {
            ours.push(took);
        }
    }
    drop(server);
    let rival = bare(database).await?;
    let (p99, rival99) = (machine::percentile(ours.clone(), 0.99), machine::percentile(rival.clone(), 0.99));
    Ok(Line::new(
        "list of 50, filtered and sorted, p99; the bare SQL",
        format!("{} (median {})", time(p99), time(machine::median(ours))),
        format!("{} (median {})", time(rival99), time(machine::median(rival))),
        p99.as_secs_f64() / rival99.as_secs_f64(),
        Promise::AtMost(3.0),
    ))
}

#[expect(clippy::disallowed_methods, reason = "the rival is bare SQL")]
async fn bare(database: &str) -> Done<Vec<Duration>> {
    let connection = Database::connect(format!("{database}?mode=ro")).await?;
    let mut times = Vec::new();
    for page in 0..PAGES + 20 {
        let sql = format!(
            "select * from opportunities where outcome = 'won' and amount >= {} order by closed_on desc, id limit 51",
            least(page) * 100
        );
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let (rows, took) = machine::timed(connection.query_all_raw(statement)).await;
        rows?;
        if page >= 20 {
            times.push(took);
        }
    }
    Ok(times)
}
