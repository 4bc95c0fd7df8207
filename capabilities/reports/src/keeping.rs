//! What reports say, as it was written. It is no row of its own: who sees the report sees it, each of its parts within
//! their own reach.

use crate::{facts::Facts, report::ReportId};
use kernel::{Error, Result, Work};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::Value;

pub(crate) const TABLE: &str = "report_facts";

/// Of what a report says: the same words have the same one.
pub fn digest(facts: &Facts) -> Result<String> {
    // Members of objects come in an order of their own from one of the databases.
    Ok(blake3::hash(ordered(&serde_json::to_value(facts)?).as_bytes()).to_hex().to_string())
}

/// JSON with its members in the order of their names.
fn ordered(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            let said =
                names.into_iter().map(|name| format!("{}:{}", Value::String(name.clone()), ordered(&members[name])));
            format!("{{{}}}", said.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(ordered).collect::<Vec<_>>().join(",")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// Keeps what a report says; once.
pub(crate) async fn keep(work: &Work, id: ReportId, facts: &Facts) -> Result<()> {
    let insert = Query::insert()
        .into_table(TABLE)
        .columns(["report_id", "facts"])
        .values_panic([Expr::val(id.0), Expr::val(serde_json::to_value(facts)?)])
        .take();
    work.conn().execute(&insert).await?;
    Ok(())
}

pub(crate) async fn remove(work: &Work, id: ReportId) -> Result<()> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("report_id").eq(id.0)).take();
    work.conn().execute(&delete).await?;
    Ok(())
}

/// What the report says. Whoever asks has asked for the report.
pub(crate) async fn read(conn: &impl ConnectionTrait, id: ReportId) -> Result<Facts> {
    let select = Query::select().column("facts").from(TABLE).and_where(Expr::col("report_id").eq(id.0)).take();
    let row = conn.query_one(&select).await?;
    let row = row.ok_or_else(|| Error::internal(format!("report {id} says nothing")))?;
    Ok(serde_json::from_value(row.try_get_by_index::<Value>(0)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_the_same_in_another_order_has_the_same_digest() {
        let one = json!({ "b": [1, { "y": null, "x": "甲" }], "a": true });
        let other = json!({ "a": true, "b": [1, { "x": "甲", "y": null }] });
        assert_eq!(ordered(&one), ordered(&other));
        assert_ne!(ordered(&one), ordered(&json!({ "a": true, "b": [{ "x": "甲", "y": null }, 1] })));
    }
}
