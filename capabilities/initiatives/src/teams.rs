//! Who besides owners and those above them sees a path or an initiative: those who carry a part of it.

use kernel::{Result, Work, scope::ROW_TEAMS};
use org::person::PersonId;
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use std::collections::BTreeSet;

/// People in one statement.
const PEOPLE: usize = 1000;

/// From now on these people see the row, and nobody else by this way.
pub async fn set(work: &Work, noun: &'static str, row: Uuid, people: &BTreeSet<PersonId>) -> Result<()> {
    let select = Query::select()
        .column("person_id")
        .from(ROW_TEAMS)
        .and_where(Expr::col("noun").eq(noun))
        .and_where(Expr::col("row_id").eq(row))
        .take();
    let mut there = BTreeSet::new();
    for held in work.conn().query_all(&select).await? {
        there.insert(PersonId(held.try_get_by_index::<Uuid>(0)?));
    }
    let gone: Vec<PersonId> = there.difference(people).copied().collect();
    for chunk in gone.chunks(PEOPLE) {
        let delete = Query::delete()
            .from_table(ROW_TEAMS)
            .and_where(Expr::col("noun").eq(noun))
            .and_where(Expr::col("row_id").eq(row))
            .and_where(Expr::col("person_id").is_in(chunk.iter().map(|person| person.0)))
            .take();
        work.conn().execute(&delete).await?;
    }
    let fresh: Vec<PersonId> = people.difference(&there).copied().collect();
    for chunk in fresh.chunks(PEOPLE) {
        let mut insert = Query::insert();
        insert.into_table(ROW_TEAMS).columns(["noun", "row_id", "person_id"]);
        for person in chunk {
            insert.values_panic([noun.into(), row.into(), person.0.into()]);
        }
        work.conn().execute(&insert).await?;
    }
    Ok(())
}
