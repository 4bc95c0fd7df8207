//! A list in groups, each with its count and its subtotals.

use super::{Query, Reader};
use crate::{Error, FieldError, Kind, Noun, Record, Result, field::Field, filter};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ConnectionTrait, Order, QueryResult,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query as Sql},
};
use serde_json::{Value, json};

/// At most so many groups are told apart.
const MOST: u64 = 2_000;

pub struct Groups {
    pub by: Vec<Field>,
    pub sum: Vec<Field>,
    pub rows: Vec<Group>,
}

/// Totals for each currency apart; `None` where the field is no money.
pub type Totals = Vec<(Option<String>, i64)>;

pub struct Group {
    /// Field → value, in stored form.
    pub key: Record,
    pub count: i64,
    /// Field → exact total of the stored numbers.
    pub sums: Vec<(String, Totals)>,
}

impl<C: ConnectionTrait> Reader<'_, C> {
    pub async fn groups(&self, noun: &Noun, query: &Query, by: &[String], sum: &[String]) -> Result<Groups> {
        if by.is_empty() || by.len() > 3 || sum.len() > 5 {
            return Err(Error::malformed(
                "list.groups",
                "a list is grouped by one to three fields, with at most five sums",
            ));
        }
        let by: Vec<Field> =
            by.iter().map(|name| Ok(filter::field(self.actor, noun, name)?.into_owned())).collect::<Result<_>>()?;
        let sum: Vec<Field> =
            sum.iter().map(|name| Ok(filter::field(self.actor, noun, name)?.into_owned())).collect::<Result<_>>()?;
        if let Some(field) = sum.iter().find(|field| !field.kind.is_number()) {
            return Err(FieldError::new(field.name.clone(), "list.not_number", "only numbers have a sum").into());
        }
        if let Some(field) = by.iter().find(|field| matches!(field.kind, Kind::Tags | Kind::Json)) {
            return Err(FieldError::new(field.name.clone(), "list.not_groupable", "this cannot be grouped by").into());
        }
        // Amounts of different currencies are not added together.
        let money = sum.iter().any(|field| field.kind == Kind::Money) && noun.field("currency").is_some();
        let mut statement = Sql::select();
        statement.from(noun.name).cond_where(self.condition(noun, query)?).limit(MOST + 1);
        for field in &by {
            let key = filter::expression(self.house, noun, field);
            statement.expr(key.clone()).add_group_by([key.clone()]).order_by_expr(key, Order::Asc);
        }
        if money {
            let currency = Expr::col((noun.name, "currency"));
            statement.expr(currency.clone()).add_group_by([currency]);
        }
        statement.expr(Expr::cust("count(*)"));
        for field in &sum {
            let sum = filter::expression(self.house, noun, field).sum().cast_as("bigint");
            statement.expr_as(sum, Alias::new(format!("sum_{}", field.name)));
        }
        let mut rows: Vec<Group> = Vec::new();
        for row in self.conn.query_all(&statement).await? {
            let mut key = Record::new();
            for (at, field) in by.iter().enumerate() {
                key.insert(full_name(field), value(&row, at, field)?);
            }
            let mut at = by.len();
            let mut currency = None;
            if money {
                currency = row.try_get_by_index::<Option<String>>(at)?;
                at += 1;
            }
            let count: i64 = row.try_get_by_index(at)?;
            let same = rows.iter_mut().find(|group| group.key == key);
            let group = match same {
                Some(group) => group,
                None => {
                    let sums = sum.iter().map(|field| (full_name(field), Vec::new())).collect();
                    rows.push(Group { key, count: 0, sums });
                    rows.last_mut().expect("one was just pushed")
                }
            };
            group.count += count;
            for (index, (_, totals)) in group.sums.iter_mut().enumerate() {
                let total = row.try_get_by_index::<Option<i64>>(at + 1 + index)?;
                totals.push((currency.clone(), total.unwrap_or_default()));
            }
        }
        Ok(Groups { by, sum, rows })
    }
}

fn full_name(field: &Field) -> String {
    if field.custom { format!("custom.{}", field.name) } else { field.name.to_string() }
}

fn value(row: &QueryResult, at: usize, field: &Field) -> Result<Value> {
    Ok(match &field.kind {
        kind if kind.is_number() => row.try_get_by_index::<Option<i64>>(at)?.into(),
        Kind::Bool => row.try_get_by_index::<Option<bool>>(at)?.into(),
        Kind::Date if !field.custom => json!(row.try_get_by_index::<Option<NaiveDate>>(at)?),
        Kind::Instant if !field.custom => json!(row.try_get_by_index::<Option<DateTime<Utc>>>(at)?),
        Kind::Ref(_) if !field.custom => json!(row.try_get_by_index::<Option<Uuid>>(at)?),
        _ => row.try_get_by_index::<Option<String>>(at)?.into(),
    })
}
