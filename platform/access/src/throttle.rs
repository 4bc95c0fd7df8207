//! Guessing passwords gets slower and slower, per login and per address.

use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, Error, House, Result, Work};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use std::sync::Arc;

pub const TABLE: &str = "sign_in_attempts";

/// Wrong passwords for one login before the next has to wait.
const PER_LOGIN: i64 = 5;
/// The same for one address, behind which a whole office may sit.
const PER_ADDRESS: i64 = 20;
const LONGEST_WAIT: i64 = 900;
/// Failures older than this are forgotten.
const FORGOTTEN: Duration = Duration::hours(1);

/// What is counted: `login:anna`, `address:203.0.113.9`.
pub fn keys(login: &str, address: Option<&str>) -> Vec<String> {
    // Always in this order, so that two sign-ins that lock both never wait for each other.
    let address = address.map(|address| format!("address:{address}"));
    let mut keys = vec![format!("login:{}", login.chars().take(100).collect::<String>())];
    keys.extend(address);
    keys
}

/// Counts a try before its password is looked at, so that a thousand at once are a thousand tries; says how long to
/// wait where there were too many.
pub async fn count(house: &Arc<House>, keys: Vec<String>) -> Result<()> {
    house
        .write(Actor::system(), None, move |work| {
            Box::pin(async move {
                for key in &keys {
                    count_one(work, key).await?;
                }
                Ok(())
            })
        })
        .await
        .map(|_| ())
}

async fn count_one(work: &Work, key: &str) -> Result<()> {
    let mut first = Query::insert();
    first
        .into_table(TABLE)
        .columns(["key", "failures", "last_at"])
        .values_panic([key.into(), 0i64.into(), work.now.into()])
        .on_conflict(OnConflict::column("key").do_nothing().to_owned());
    work.conn().execute(&first).await?;
    let mut held = Query::select();
    held.columns(["failures", "last_at", "until"]).from(TABLE).and_where(Expr::col("key").eq(key)).lock_exclusive();
    let row = work.conn().query_one(&held).await?.ok_or_else(|| Error::internal("a try is not counted"))?;
    let failures: i64 = row.try_get_by_index(0)?;
    let last: DateTime<Utc> = row.try_get_by_index(1)?;
    let until: Option<DateTime<Utc>> = row.try_get_by_index(2)?;
    if let Some(until) = until.filter(|until| *until > work.now) {
        return Err(Error::Throttled(((until - work.now).num_milliseconds() as u64).div_ceil(1000)));
    }
    let failures = if work.now - last > FORGOTTEN { 1 } else { failures + 1 };
    let until = wait(key, failures).map(|seconds| work.now + Duration::seconds(seconds));
    let mut update = Query::update();
    update
        .table(TABLE)
        .value("failures", failures)
        .value("last_at", work.now)
        .value("until", until)
        .and_where(Expr::col("key").eq(key));
    work.conn().execute(&update).await?;
    Ok(())
}

/// Seconds that the next try has to wait after so many.
fn wait(key: &str, failures: i64) -> Option<i64> {
    let free = if key.starts_with("login:") { PER_LOGIN } else { PER_ADDRESS };
    let beyond = failures - free;
    (beyond >= 0).then(|| if beyond < 10 { 1 << beyond } else { LONGEST_WAIT })
}

/// The password was right: the login starts anew, and the address has one failure less.
pub async fn forgive(work: &Work, keys: &[String]) -> Result<()> {
    for key in keys {
        if key.starts_with("login:") {
            let mut delete = Query::delete();
            delete.from_table(TABLE).and_where(Expr::col("key").eq(key.as_str()));
            work.conn().execute(&delete).await?;
        } else {
            let mut update = Query::update();
            update
                .table(TABLE)
                .value("failures", Expr::col("failures").sub(1))
                .value("until", Option::<DateTime<Utc>>::None)
                .and_where(Expr::col("key").eq(key.as_str()))
                .and_where(Expr::col("failures").gt(0));
            work.conn().execute(&update).await?;
        }
    }
    Ok(())
}

pub async fn tidy(work: &Work) -> Result<()> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("last_at").lt(work.now - FORGOTTEN));
    work.conn().execute(&delete).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn each_further_failure_doubles_the_wait() {
        let waits: Vec<_> = (3..9).map(|failures| wait("login:anna", failures)).collect();
        assert_eq!(waits, [None, None, Some(1), Some(2), Some(4), Some(8)]);
        assert_eq!(wait("login:anna", 500), Some(900));
        assert_eq!(wait("address:::1", 19), None);
    }
}
