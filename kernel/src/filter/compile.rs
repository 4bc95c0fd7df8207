//! A filter as SQL, on either database.

use super::{Filter, Op, Test};
use crate::{Actor, Error, FieldError, House, Kind, Noun, Period, Result, field::Field, record};
use chrono::{Days, NaiveDate};
use sea_orm::{
    Condition, DbBackend, Value as Bound,
    sea_query::{Alias, Expr, ExprTrait, Func, LikeExpr, Query},
};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The rows of `noun` that pass, for a reader who must be allowed to see every field that it asks about.
pub fn compile(house: &House, actor: &Actor, noun: &Noun, filter: &Filter) -> Result<Condition> {
    Ok(match filter {
        Filter::And(all) => {
            let mut condition = Condition::all();
            for part in all {
                condition = condition.add(compile(house, actor, noun, part)?);
            }
            condition
        }
        Filter::Or(any) if any.is_empty() => Condition::all().add(never()),
        Filter::Or(any) => {
            let mut condition = Condition::any();
            for part in any {
                condition = condition.add(compile(house, actor, noun, part)?);
            }
            condition
        }
        // A condition on an empty value is neither true nor false in SQL; "not" means "not known to pass".
        Filter::Not(inner) => {
            let inner = compile(house, actor, noun, inner)?;
            let passes: Expr = Expr::case(inner, 1).finally(0).into();
            Condition::all().add(passes.eq(0))
        }
        Filter::Test(test) => condition(house, actor, noun, test)?,
    })
}

fn never() -> Expr {
    Expr::val(1).eq(0)
}

/// The field that a filter or sort names, if the reader may see it.
pub fn field<'a>(actor: &Actor, noun: &'a Noun, name: &str) -> Result<Cow<'a, Field>> {
    let unknown = || Error::from(FieldError::new(name.to_owned(), "fields.unknown", "there is no such field"));
    if name == "id" {
        return Ok(Cow::Owned(own_id(noun)));
    }
    let field = noun.field(name).ok_or_else(unknown)?;
    let grant = actor.grant(noun.name).ok_or_else(unknown)?;
    let masked = field.personal && !grant.personal;
    if field.secret || masked || grant.hidden.contains(field.path().as_ref()) {
        return Err(unknown());
    }
    Ok(field)
}

/// A row's own id as a field: conditions may name it, nobody writes it.
pub(super) fn own_id(noun: &Noun) -> Field {
    Field { name: "id".into(), kind: Kind::Ref(noun.name.into()), ..crate::field::STANDARD[0].clone() }
}

/// The value of a field as an SQL expression of its own type.
pub fn expression(house: &House, noun: &Noun, field: &Field) -> Expr {
    if !field.custom {
        return Expr::col((noun.name, Alias::new(field.name.as_ref())));
    }
    Expr::cust(custom_text(house.store.backend(), &format!("\"{}\".", noun.name), field))
}

/// A customer's field as SQL, letter for letter as an index on it is made of, or no query would find the index. A key is
/// small letters, digits and `_`, so it needs no quoting. `table` ends in a dot, or is empty within an index.
fn custom_text(backend: DbBackend, table: &str, field: &Field) -> String {
    let key = &field.name;
    match (backend, &field.kind) {
        (DbBackend::Postgres, kind) if kind.is_number() => format!("CAST({table}\"custom\" ->> '{key}' AS bigint)"),
        (DbBackend::Postgres, Kind::Bool) => format!("CAST({table}\"custom\" ->> '{key}' AS boolean)"),
        (DbBackend::Postgres, _) => format!("({table}\"custom\" ->> '{key}')"),
        _ => format!("json_extract({table}\"custom\", '$.\"{key}\"')"),
    }
}

/// What an index on a customer's field is made of; in parentheses, which both databases ask for.
pub fn index_text(backend: DbBackend, field: &Field) -> String {
    format!("({})", custom_text(backend, "", field))
}

/// A value to compare an expression with: custom values are JSON, so their dates and ids are text.
pub(crate) fn bound(field: &Field, value: &Value) -> Result<Bound> {
    if field.custom && !field.kind.is_number() && field.kind != Kind::Bool {
        return Ok(Bound::String(value.as_str().map(str::to_owned)));
    }
    record::bind(&field.kind, value)
}

fn condition(house: &House, actor: &Actor, noun: &Noun, test: &Test) -> Result<Condition> {
    if let Some((own, further)) = test.field.split_once('.').filter(|(own, _)| *own != "custom") {
        return through(house, actor, noun, own, further, test);
    }
    let field = field(actor, noun, &test.field)?;
    let column = expression(house, noun, &field);
    let one = |value: &Value| stored(house, &field, value).and_then(|value| bound(&field, &value));
    let many = |value: &Value| match value.as_array() {
        Some(values) => values.iter().map(one).collect::<Result<Vec<_>>>(),
        None => Ok(vec![one(value)?]),
    };
    let wrong = |code, text| Error::from(FieldError::new(test.field.clone(), code, text));
    let expression = match test.op {
        Op::Eq | Op::Ne if test.value == Value::Null => match test.op {
            Op::Eq => column.is_null(),
            _ => column.is_not_null(),
        },
        Op::Eq | Op::In if field.kind == Kind::Tags => return has_tags(house, column, &test.value),
        Op::Eq if field.kind == Kind::Instant && is_day(&test.value) => return days(house, &field, column, test),
        Op::Between | Op::Within if matches!(field.kind, Kind::Date | Kind::Instant) => {
            return days(house, &field, column, test);
        }
        Op::Lt | Op::Lte | Op::Gt | Op::Gte if field.kind == Kind::Instant && is_day(&test.value) => {
            return days(house, &field, column, test);
        }
        Op::Eq => column.eq(one(&test.value)?),
        Op::Ne => column.clone().ne(one(&test.value)?).or(column.is_null()),
        Op::Lt => column.lt(one(&test.value)?),
        Op::Lte => column.lte(one(&test.value)?),
        Op::Gt => column.gt(one(&test.value)?),
        Op::Gte => column.gte(one(&test.value)?),
        Op::In | Op::NotIn => {
            let with_null = test.value.as_array().is_some_and(|values| values.iter().any(Value::is_null));
            let values: Vec<Bound> = many(&match &test.value {
                Value::Array(values) => values.iter().filter(|value| !value.is_null()).cloned().collect(),
                other => other.clone(),
            })?;
            let mut within = Condition::any().add(column.clone().is_in(values));
            if with_null {
                within = within.add(column.clone().is_null());
            }
            if test.op == Op::In {
                return Ok(within);
            }
            return Ok(Condition::any().add(within.not()).add_option((!with_null).then(|| column.is_null())));
        }
        Op::Between => match test.value.as_array().map(Vec::as_slice) {
            Some([from, to]) => column.between(one(from)?, one(to)?),
            _ => return Err(wrong("filter.between", "between takes the two ends")),
        },
        Op::Within => return Err(wrong("filter.within", "only dates lie within a period")),
        Op::Contains | Op::Starts if field.kind == Kind::Tags => return has_tags(house, column, &test.value),
        Op::Contains | Op::Starts => match (&test.value, field.kind.is_text()) {
            (Value::String(text), true) => like(column, text, test.op == Op::Starts),
            _ => return Err(wrong("filter.not_text", "only text contains text")),
        },
        Op::Empty => return Ok(empty(&field, column)),
        Op::NotEmpty => return Ok(empty(&field, column).not()),
    };
    Ok(Condition::all().add(expression))
}

fn empty(field: &Field, column: Expr) -> Condition {
    let blank = field.kind.is_text().then(|| column.clone().eq(""));
    Condition::any().add(column.is_null()).add_option(blank)
}

/// A field of the row that a reference points to, which the reader has to be allowed to read.
fn through(house: &House, actor: &Actor, noun: &Noun, own: &str, further: &str, test: &Test) -> Result<Condition> {
    let own = field(actor, noun, own)?;
    let unknown = || Error::from(FieldError::new(test.field.clone(), "fields.unknown", "there is no such field"));
    let target = house.registry.noun(own.kind.refers()).ok_or_else(unknown)?;
    let inner = Test { field: further.to_owned(), ..test.clone() };
    let scope = crate::scope::condition(&house.registry, target, actor, "read").ok_or_else(unknown)?;
    let rows = Query::select()
        .column((target.name, "id"))
        .from(target.name)
        .cond_where(scope)
        .cond_where(condition(house, actor, target, &inner)?)
        .take();
    Ok(Condition::all().add(expression(house, noun, &own).in_subquery(rows)))
}

/// Text without regard to case, with the pattern signs taken literally.
pub(crate) fn like(column: Expr, text: &str, starts: bool) -> Expr {
    let literal = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = if starts { format!("{literal}%") } else { format!("%{literal}%") };
    Expr::from(Func::lower(column)).like(LikeExpr::new(pattern).escape('\\'))
}

fn has_tags(house: &House, column: Expr, value: &Value) -> Result<Condition> {
    let tags: Vec<&str> = match value {
        Value::Array(tags) => tags.iter().filter_map(Value::as_str).collect(),
        Value::String(tag) => vec![tag],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    };
    let mut any = Condition::any();
    for tag in tags {
        any = any.add(match house.store.backend() {
            DbBackend::Postgres => {
                Expr::cust_with_exprs("$1::jsonb @> $2::jsonb", [column.clone(), Expr::val(json!([tag]).to_string())])
            }
            _ => Expr::cust_with_exprs(
                "EXISTS (SELECT 1 FROM json_each(?) WHERE value = ?)",
                [column.clone(), Expr::val(tag)],
            ),
        });
    }
    Ok(if any.is_empty() { Condition::all().add(never()) } else { any })
}

fn is_day(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok())
}

/// The first and the last day that a test on a date or a moment lets pass; an open end is `None`.
pub fn span(house: &House, test: &Test) -> Result<(Option<NaiveDate>, Option<NaiveDate>)> {
    let company = house.company();
    let wrong = || {
        let mut error = FieldError::new(test.field.clone(), "filter.period", "this is not a date or a period");
        error.value = Some(test.value.to_string());
        Error::from(error)
    };
    let read = |value: &Value| {
        let text = value.as_str().ok_or_else(wrong)?;
        Period::parse(text, house.today(), &company.calendar).map_err(|_| wrong())
    };
    Ok(match (test.op, test.value.as_array().map(Vec::as_slice)) {
        (Op::Between, Some([from, to])) => {
            let from = if from.is_null() { None } else { Some(read(from)?.from()) };
            let to = if to.is_null() { None } else { Some(read(to)?.to()) };
            (from, to)
        }
        (Op::Within | Op::Eq, _) => {
            let period = read(&test.value)?;
            (Some(period.from()), Some(period.to()))
        }
        (Op::Lt, _) => (None, read(&test.value)?.from().checked_sub_days(Days::new(1))),
        (Op::Lte, _) => (None, Some(read(&test.value)?.to())),
        (Op::Gt, _) => (read(&test.value)?.to().checked_add_days(Days::new(1)), None),
        (Op::Gte, _) => (Some(read(&test.value)?.from()), None),
        _ => return Err(wrong()),
    })
}

/// A period of days, on a date as it is, on a moment as the company's days begin and end.
fn days(house: &House, field: &Field, column: Expr, test: &Test) -> Result<Condition> {
    let company = house.company();
    let (from, to) = span(house, test)?;
    let mut all = Condition::all();
    if field.kind == Kind::Instant {
        let start = |day| json!(company.calendar.start_of(day));
        if let Some(from) = from {
            all = all.add(column.clone().gte(bound(field, &start(from))?));
        }
        if let Some(to) = to.and_then(|to| to.checked_add_days(Days::new(1))) {
            all = all.add(column.lt(bound(field, &start(to))?));
        }
    } else {
        if let Some(from) = from {
            all = all.add(column.clone().gte(bound(field, &json!(from))?));
        }
        if let Some(to) = to {
            all = all.add(column.lte(bound(field, &json!(to))?));
        }
    }
    Ok(all)
}

/// A value as the field stores it; what cannot be such a value is the asker's error.
pub fn stored(house: &House, field: &Field, value: &Value) -> Result<Value> {
    let mut lenient = field.clone();
    lenient.nullable = true;
    lenient.must = false;
    if matches!(field.kind, Kind::Date)
        && let Some(text) = value.as_str()
        && let Ok(period) = Period::parse(text, house.today(), &house.company().calendar)
    {
        return Ok(json!(period.from()));
    }
    if let Kind::Choice(_) = field.kind {
        // A word that is no option passes no row; it may have been one when the view was saved.
        return value.as_str().map(Value::from).ok_or_else(|| {
            FieldError::new(field.name.clone(), "fields.not_option", "this is not one of the options").into()
        });
    }
    Ok(record::accept(&lenient, value, house.company().currency)?)
}
