//! How far somebody reaches today.

use crate::{person::PersonId, places::UNIT_PLACES};
use chrono::NaiveDate;
use kernel::{Result, Standing};
use sea_orm::{
    Condition, ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// The team: the places of the units they are in or lead. The subtree: the units they lead (else their main one) with
/// all below. Read at every request: a move counts at once. `today` is the company's.
pub async fn standing(conn: &impl ConnectionTrait, person: PersonId, today: NaiveDate) -> Result<Standing> {
    let led = ranges(conn, within(leads(person))).await?;
    let in_units = ranges(conn, within(belongs(person, today, false))).await?;
    let below = if led.is_empty() { ranges(conn, within(belongs(person, today, true))).await? } else { led.clone() };
    let team = in_units.iter().chain(&led).map(|(low, _)| (*low, *low)).collect();
    Ok(Standing { team: joined(team), subtree: joined(below) })
}

fn leads(person: PersonId) -> SelectStatement {
    Query::select().column("id").from("units").and_where(Expr::col("leader_id").eq(person)).take()
}

fn belongs(person: PersonId, today: NaiveDate, main: bool) -> SelectStatement {
    let mut select = Query::select();
    select
        .column("unit_id")
        .from("memberships")
        .and_where(Expr::col("person_id").eq(person))
        .cond_where(Condition::any().add(Expr::col("from").is_null()).add(Expr::col("from").lte(today)))
        .cond_where(Condition::any().add(Expr::col("to").is_null()).add(Expr::col("to").gte(today)));
    if main {
        select.and_where(Expr::col("main").eq(true));
    }
    select
}

fn within(units: SelectStatement) -> SelectStatement {
    Query::select().columns(["low", "high"]).from(UNIT_PLACES).and_where(Expr::col("unit_id").in_subquery(units)).take()
}

async fn ranges(conn: &impl ConnectionTrait, select: SelectStatement) -> Result<Vec<(i64, i64)>> {
    let rows = conn.query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Ranges in order, one where they hold each other.
fn joined(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (low, high) in ranges {
        match joined.last_mut() {
            Some(last) if low <= last.1 => last.1 = Ord::max(last.1, high),
            Some(_) | None => joined.push((low, high)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_unit_below_another_that_one_leads_adds_nothing() {
        assert_eq!(super::joined(vec![(50, 60), (1, 20), (5, 9), (20, 30)]), vec![(1, 30), (50, 60)]);
    }
}
