//! A list's filter in the mirror's terms, with the meaning that it has in the database.

use crate::{numbers::Numbers, read, shape};
use analytics::{Dictionary, Expr, Op as Mirrored};
use kernel::{
    Actor, Field, Filter, Kind, Noun,
    filter::{self, Op, Test},
};
use sea_orm::prelude::Uuid;
use serde_json::Value;
use std::sync::Arc;

/// The rows that pass. `None` where the mirror cannot say it, or the filter is wrong: the database answers that.
pub fn condition(numbers: &Numbers, actor: &Actor, noun: &Noun, filter: &Filter) -> Option<Expr> {
    let of =
        |parts: &[Filter]| parts.iter().map(|part| condition(numbers, actor, noun, part)).collect::<Option<Vec<_>>>();
    Some(match filter {
        Filter::And(all) => Expr::All(of(all)?),
        Filter::Or(any) => Expr::Any(of(any)?),
        Filter::Not(inner) => condition(numbers, actor, noun, inner)?.negated(),
        Filter::Test(test) => Column::of(numbers, actor, noun, &test.field)?.passes(numbers, test)?,
    })
}

/// Whether the mirror holds what the list would be sorted by, in an order that the database agrees with.
pub fn sortable(numbers: &Numbers, actor: &Actor, noun: &Noun, field: &Field) -> bool {
    let column = Column::of(numbers, actor, noun, &field.name);
    !field.custom && column.is_some_and(|column| !matches!(column.holds, Holds::Ids(_)))
}

/// Whether sorting by this field compares words, whose order is the database's own.
pub fn is_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::Choice(_) | Kind::Currency)
}

struct Column {
    field: Field,
    holds: Holds,
}

enum Holds {
    Numbers,
    Days,
    Words(Arc<Dictionary>),
    Ids(Arc<Dictionary>),
}

impl Column {
    /// A field of the row itself that the mirror holds exactly as the database does: of a moment it knows the day only.
    fn of(numbers: &Numbers, actor: &Actor, noun: &Noun, name: &str) -> Option<Column> {
        let held = numbers.shape().tables.get(noun.name)?.iter().any(|column| column == name);
        let field = filter::field(actor, noun, name).ok().filter(|field| held && !field.custom && !field.personal)?;
        let words = || numbers.mirror.dictionary(&shape::dictionary(&numbers.house.registry, noun, name));
        let holds = match &field.kind {
            Kind::Integer | Kind::Quantity | Kind::Percent | Kind::Money | Kind::Bool => Holds::Numbers,
            Kind::Date => Holds::Days,
            Kind::Text | Kind::Choice(_) | Kind::Currency => Holds::Words(words()),
            Kind::Ref(noun) if noun != Kind::ANY => Holds::Ids(words()),
            Kind::Ref(_)
            | Kind::Instant
            | Kind::Decimal
            | Kind::LongText
            | Kind::Tags
            | Kind::Email
            | Kind::Phone
            | Kind::Url
            | Kind::Json => return None,
        };
        Some(Column { field: field.into_owned(), holds })
    }

    fn passes(&self, numbers: &Numbers, test: &Test) -> Option<Expr> {
        let one = |value: &Value| self.value(numbers, value);
        Some(match test.op {
            Op::Eq if test.value.is_null() => self.is_null(),
            Op::Ne if test.value.is_null() => self.is_null().negated(),
            Op::Within | Op::Between if matches!(self.holds, Holds::Days) => {
                let (from, to) = filter::span(&numbers.house, test).ok()?;
                let day = |op, day: Option<_>| day.map(|day| self.compare(op, i64::from(read::day(day))));
                Expr::All(day(Mirrored::Gte, from).into_iter().chain(day(Mirrored::Lte, to)).collect())
            }
            Op::Eq => self.is_one_of(vec![one(&test.value)?]),
            Op::Ne => self.is_one_of(vec![one(&test.value)?]).negated(),
            Op::Lt => self.ordered(Mirrored::Lt, one(&test.value)?)?,
            Op::Lte => self.ordered(Mirrored::Lte, one(&test.value)?)?,
            Op::Gt => self.ordered(Mirrored::Gt, one(&test.value)?)?,
            Op::Gte => self.ordered(Mirrored::Gte, one(&test.value)?)?,
            Op::Between => {
                let [from, to] = test.value.as_array()?.as_slice() else { return None };
                let from = self.ordered(Mirrored::Gte, one(from)?)?;
                from.and(self.ordered(Mirrored::Lte, one(to)?)?)
            }
            Op::In | Op::NotIn => {
                let alone = [test.value.clone()];
                let values = test.value.as_array().map_or(&alone[..], Vec::as_slice);
                let given = values.iter().filter(|value| !value.is_null()).map(one).collect::<Option<Vec<_>>>()?;
                let with_null = test.value.is_array() && given.len() < values.len();
                let mut any = vec![self.is_one_of(given)];
                if with_null {
                    any.push(self.is_null());
                }
                let within = Expr::Any(any);
                if test.op == Op::In { within } else { within.negated() }
            }
            Op::Empty => self.is_empty(),
            Op::NotEmpty => self.is_empty().negated(),
            Op::Within | Op::Contains | Op::Starts => return None,
        })
    }

    /// A given value as a number of the column; the inner `None` is a word or an id that no row has.
    fn value(&self, numbers: &Numbers, value: &Value) -> Option<Option<i64>> {
        let stored = filter::stored(&numbers.house, &self.field, value).ok()?;
        match &self.holds {
            Holds::Numbers => stored.as_i64().or(stored.as_bool().map(i64::from)).map(Some),
            Holds::Days => Some(Some(i64::from(read::day(stored.as_str()?.parse().ok()?)))),
            Holds::Words(words) => Some(words.known_label(stored.as_str()?).map(i64::from)),
            Holds::Ids(ids) => {
                let id = Uuid::parse_str(stored.as_str()?).ok()?;
                Some(ids.known(id.as_u128()).map(i64::from))
            }
        }
    }

    fn is_null(&self) -> Expr {
        Expr::IsNull { column: self.field.name.to_string() }
    }

    /// Text of no letters is empty too.
    fn is_empty(&self) -> Expr {
        match &self.holds {
            Holds::Words(words) if self.field.kind.is_text() => {
                let blank = words.known_label("").map(i64::from);
                Expr::Any(vec![self.is_null(), self.is_one_of(vec![blank])])
            }
            Holds::Words(_) | Holds::Numbers | Holds::Days | Holds::Ids(_) => self.is_null(),
        }
    }

    fn is_one_of(&self, values: Vec<Option<i64>>) -> Expr {
        Expr::In { column: self.field.name.to_string(), values: values.into_iter().flatten().collect() }
    }

    fn compare(&self, op: Mirrored, value: i64) -> Expr {
        Expr::Compare { column: self.field.name.to_string(), op, value }
    }

    /// Words and ids are not compared by what comes first.
    fn ordered(&self, op: Mirrored, value: Option<i64>) -> Option<Expr> {
        let comparable = matches!(self.holds, Holds::Numbers | Holds::Days) && self.field.kind != Kind::Bool;
        comparable.then(|| self.compare(op, value.unwrap_or_default()))
    }
}
