//! The rows of a job that failed, for its error file.

use kernel::{House, Result, Work};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};

pub const TABLE: &str = "job_errors";

/// One row that a job could not do.
#[derive(Clone, Debug, PartialEq)]
pub struct JobError {
    pub row_id: Option<Uuid>,
    /// What people call the row.
    pub title: String,
    pub code: String,
    /// Why, in the language of whoever asked.
    pub detail: String,
}

/// Adds rows to a job's error file and counts them, as part of this work.
pub async fn report(work: &Work, job: Uuid, errors: &[JobError]) -> Result<()> {
    if errors.is_empty() {
        return Ok(());
    }
    let last = Query::select()
        .expr(Expr::cust("coalesce(max(number), 0)"))
        .from(TABLE)
        .and_where(Expr::col("job_id").eq(job))
        .take();
    let last: i64 = match work.conn().query_one(&last).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    for (numbers, errors) in (last + 1..).step_by(500).zip(errors.chunks(500)) {
        let mut insert = Query::insert();
        insert.into_table(TABLE).columns(["job_id", "number", "row_id", "title", "code", "detail"]);
        for (number, error) in (numbers..).zip(errors) {
            insert.values_panic([
                job.into(),
                number.into(),
                error.row_id.into(),
                error.title.clone().into(),
                error.code.clone().into(),
                error.detail.clone().into(),
            ]);
        }
        work.conn().execute(&insert).await?;
    }
    let mut count = Query::update();
    count
        .table(crate::store::TABLE)
        .value("errors", Expr::col("errors").add(errors.len() as i64))
        .and_where(Expr::col("id").eq(job));
    work.conn().execute(&count).await?;
    Ok(())
}

/// Errors after that number, with their numbers.
pub(crate) async fn after(house: &House, job: Uuid, number: i64, most: u64) -> Result<Vec<(i64, JobError)>> {
    let select = Query::select()
        .columns(["number", "row_id", "title", "code", "detail"])
        .from(TABLE)
        .and_where(Expr::col("job_id").eq(job))
        .and_where(Expr::col("number").gt(number))
        .order_by("number", sea_orm::Order::Asc)
        .limit(most)
        .take();
    let rows = house.store.reader().query_all(&select).await?;
    let read = |row: &sea_orm::QueryResult| {
        let error = JobError {
            row_id: row.try_get_by_index(1)?,
            title: row.try_get_by_index(2)?,
            code: row.try_get_by_index(3)?,
            detail: row.try_get_by_index(4)?,
        };
        Ok((row.try_get_by_index(0)?, error))
    };
    rows.iter().map(read).collect()
}
