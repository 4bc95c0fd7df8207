//! A list in groups, each with its count and its subtotals.

use super::{Query, Reader};
use crate::{BasisPoints, Error, FieldError, Kind, Minor, Noun, Record, Result, field::Field, filter};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ConnectionTrait, DbBackend, Order, QueryResult,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Func, Query as Sql, SelectStatement},
};
use serde_json::{Value, json};

/// At most so many groups are told apart.
const MOST: u64 = 2_000;

pub struct Groups {
    pub by: Vec<Key>,
    pub sum: Vec<Sum>,
    pub rows: Vec<Group>,
}

/// What rows are told apart by: a field's value, or the month of a date, `closed_on.month`.
pub struct Key {
    pub field: Field,
    /// Then the value is text such as `2026-11`.
    pub month: bool,
}

const MONTH: &str = ".month";

impl Key {
    pub fn name(&self) -> String {
        format!("{}{}", full_name(&self.field), if self.month { MONTH } else { "" })
    }
}

/// What is added up: a number, or a number weighted by a share, `amount*probability`, rounded once for each total, half
/// away from zero. Rows without the one or the other add nothing.
pub struct Sum {
    pub field: Field,
    pub weight: Option<Field>,
}

impl Sum {
    pub fn name(&self) -> String {
        let weight = self.weight.as_ref().map(|weight| format!("*{}", full_name(weight)));
        format!("{}{}", full_name(&self.field), weight.unwrap_or_default())
    }
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
        // Before its fields: whoever may not read the rows does not learn which fields they have.
        let within = self.condition(noun, query)?;
        let by: Vec<Key> = by.iter().map(|name| self.key(noun, name)).collect::<Result<_>>()?;
        let sum: Vec<Sum> = sum.iter().map(|name| self.sum(noun, name)).collect::<Result<_>>()?;
        // Amounts of different currencies are not added together.
        let money = sum.iter().any(|sum| sum.field.kind == Kind::Money) && noun.field("currency").is_some();
        let mut statement = Sql::select();
        statement.from(self.rows(noun)).cond_where(within).limit(MOST + 1);
        for key in &by {
            let value = filter::expression(self.house, noun, &key.field);
            if key.month {
                // Named, for a database takes two equal expressions with bound values for two different ones.
                let month = Expr::col(Alias::new(key.name()));
                statement.expr_as(self.month(&key.field, value), Alias::new(key.name()));
                statement.add_group_by([month.clone()]).order_by_expr(month, Order::Asc);
            } else {
                statement.expr(value.clone()).add_group_by([value.clone()]).order_by_expr(value, Order::Asc);
            }
        }
        if money {
            let currency = Expr::col((noun.name, "currency"));
            statement.expr(currency.clone()).add_group_by([currency]);
        }
        statement.expr(Expr::cust("count(*)"));
        for sum in &sum {
            self.add_up(&mut statement, noun, sum);
        }
        let mut rows: Vec<Group> = Vec::new();
        for row in self.conn.query_all(&statement).await? {
            let mut key = Record::new();
            for (at, by) in by.iter().enumerate() {
                let value = match by.month {
                    true => row.try_get_by_index::<Option<String>>(at)?.into(),
                    false => value(&row, at, &by.field)?,
                };
                key.insert(by.name(), value);
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
                    let sums = sum.iter().map(|sum| (sum.name(), Vec::new())).collect();
                    rows.push(Group { key, count: 0, sums });
                    rows.last_mut().expect("one was just pushed")
                }
            };
            group.count += count;
            let mut at = at + 1;
            for (sum, (_, totals)) in sum.iter().zip(&mut group.sums) {
                let mut next = || -> Result<i64> {
                    let total = row.try_get_by_index::<Option<i64>>(at)?;
                    at += 1;
                    Ok(total.unwrap_or_default())
                };
                let total = match sum.weight {
                    None => next()?,
                    Some(_) => weighted(next()?, next()?)?,
                };
                totals.push((currency.clone(), total));
            }
        }
        Ok(Groups { by, sum, rows })
    }

    fn key(&self, noun: &Noun, name: &str) -> Result<Key> {
        let (own, month) = match name.strip_suffix(MONTH) {
            Some(own) => (own, true),
            None => (name, false),
        };
        let field = filter::field(self.actor, noun, own)?.into_owned();
        if matches!(field.kind, Kind::Tags | Kind::Json) || (month && field.kind != Kind::Date) {
            let wrong = FieldError::new(name.to_owned(), "list.not_groupable", "this cannot be grouped by");
            return Err(wrong.into());
        }
        Ok(Key { field, month })
    }

    fn sum(&self, noun: &Noun, name: &str) -> Result<Sum> {
        let (own, weight) = match name.split_once('*') {
            Some((own, weight)) => (own, Some(filter::field(self.actor, noun, weight)?.into_owned())),
            None => (name, None),
        };
        let field = filter::field(self.actor, noun, own)?.into_owned();
        if !field.kind.is_number() || weight.as_ref().is_some_and(|weight| weight.kind != Kind::Percent) {
            return Err(FieldError::new(name.to_owned(), "list.not_number", "only numbers have a sum").into());
        }
        Ok(Sum { field, weight })
    }

    /// `2026-11` of a date, as text.
    fn month(&self, field: &Field, date: Expr) -> Expr {
        match self.house.store.backend() {
            // A customer's date is text there already.
            DbBackend::Postgres if !field.custom => Func::cust("to_char").arg(date).arg("YYYY-MM").into(),
            _ => Func::cust("substr").arg(date).arg(1).arg(7).into(),
        }
    }

    fn add_up(&self, statement: &mut SelectStatement, noun: &Noun, sum: &Sum) {
        let number = filter::expression(self.house, noun, &sum.field);
        let total = |number: Expr| number.sum().cast_as("bigint");
        match &sum.weight {
            None => {
                statement.expr_as(total(number), Alias::new(format!("sum_{}", sum.field.name)));
            }
            Some(weight) => {
                // Ten-thousandths of a total would overflow long before the total does: wholes and rests apart.
                let weight = filter::expression(self.house, noun, weight);
                let whole = BasisPoints::WHOLE.0;
                statement.expr(total(number.clone().div(whole).mul(weight.clone())));
                statement.expr(total(number.modulo(whole).mul(weight)));
            }
        }
    }
}

/// What the sums of wholes and of rests come to.
fn weighted(wholes: i64, rests: i64) -> Result<i64> {
    let rest = Minor(rests).scaled(1, i128::from(BasisPoints::WHOLE.0));
    rest.and_then(|rest| wholes.checked_add(rest.0)).ok_or_else(|| Error::internal("a total that cannot be counted"))
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
