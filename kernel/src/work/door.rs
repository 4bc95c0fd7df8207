//! What every write of a row passes through, whoever asks for it.

use super::{Work, differences};
use crate::{
    Attempt, Error, FieldError, House, Kind, Noun, Record, Refusal, Result, Scope,
    field::{Field, Range},
    journal::LineKind,
    new_id,
    noun::Wrote,
    record,
    store::Insert,
};
use sea_orm::{
    Condition, ConnectionTrait, SqlErr, Value as Bound,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde_json::{Value, json};

const IN_USE: Refusal = Refusal::new("rows.in_use", "other rows refer to it: {nouns}");

impl Work {
    /// Any row by id, whoever acts.
    pub async fn unscoped(&self, noun: &Noun, id: Uuid) -> Result<Record> {
        let select = crate::list::select(noun).and_where(Expr::col((noun.name, "id")).eq(id)).take();
        match self.conn().query_one(&select).await? {
            Some(row) => record::read(&row, noun),
            None => Err(Error::NotFound(noun.name.into())),
        }
    }

    pub(super) async fn insert(&mut self, noun: &'static str, mut after: Record) -> Result<Record> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        self.complete(noun, &mut after).await?;
        if let Some(settle) = &noun.settle {
            settle(None, &mut after, self).await?;
        }
        check(&house, noun.built_in(), &after)?;
        self.guarded(Attempt { noun, verb: "create", before: None, after: Some(&after), form: None }).await?;
        self.conn().insert(noun, &after).await?;
        let id = record::id(&after)?;
        let verb = self.verb.unwrap_or("create");
        self.line(LineKind::Created, noun.name, Some(id), None, verb, json!({})).await?;
        for settled in &noun.settled {
            settled(&[Wrote { before: None, after: Some(&after) }], self).await?;
        }
        Ok(after)
    }

    pub(super) async fn change(&mut self, noun: &'static str, before: Record, mut after: Record) -> Result<Record> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        if let Some(settle) = &noun.settle {
            settle(Some(&before), &mut after, self).await?;
        }
        check(&house, noun.built_in(), &after)?;
        let changes = differences(noun, &before, &after);
        let secrets = noun.built_in().iter().filter(|field| field.secret);
        let secret_changed = secrets.into_iter().any(|f| before[f.name.as_ref()] != after[f.name.as_ref()]);
        if changes.is_empty() && !secret_changed {
            return Ok(before);
        }
        self.guarded(Attempt { noun, verb: "edit", before: Some(&before), after: Some(&after), form: None }).await?;
        let version = before["version"].as_i64().unwrap_or_default();
        after.insert("version".into(), (version + 1).into());
        after.insert("updated_at".into(), record::instant(self.now));
        let id = record::id(&before)?;
        self.overwrite(noun, id, version, &before, &after).await?;
        self.follow_owner(noun, id, &before, &after).await?;
        let verb = self.verb.unwrap_or("edit");
        let changes = house.secrets.hide(self, noun, id, changes).await?;
        self.line(LineKind::Changed, noun.name, Some(id), None, verb, Value::Object(changes)).await?;
        for settled in &noun.settled {
            settled(&[Wrote { before: Some(&before), after: Some(&after) }], self).await?;
        }
        Ok(after)
    }

    pub(super) async fn overwrite(
        &self,
        noun: &Noun,
        id: Uuid,
        version: i64,
        before: &Record,
        after: &Record,
    ) -> Result<()> {
        let mut update = Query::update();
        update.table(noun.name);
        for (name, kind) in columns(noun) {
            if before.get(name) != after.get(name) {
                update.value(Alias::new(name), record::bind(&kind, &after[name])?);
            }
        }
        update.and_where(Expr::col("id").eq(id)).and_where(Expr::col("version").eq(version));
        let done = self.conn().execute(&update).await.map_err(|error| taken(noun, after, error))?;
        if done.rows_affected() == 1 {
            return Ok(());
        }
        let current = self.unscoped(noun, id).await?;
        Err(Error::Conflict { current: Box::new(current), yours: Box::new(after.clone()) })
    }

    /// Removes a row, whoever acts; refused while other rows refer to it, a conflict if it was changed since it was read.
    pub async fn remove(&mut self, noun: &'static str, before: Record) -> Result<()> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let id = record::id(&before)?;
        self.refuse_in_use(noun, id).await?;
        self.guarded(Attempt { noun, verb: "delete", before: Some(&before), after: None, form: None }).await?;
        let mut delete = Query::delete();
        delete
            .from_table(noun.name)
            .and_where(Expr::col("id").eq(id))
            .and_where(Expr::col("version").eq(before["version"].as_i64().unwrap_or_default()));
        if self.conn().execute(&delete).await?.rows_affected() != 1 {
            let current = self.unscoped(noun, id).await?;
            return Err(Error::Conflict { current: Box::new(current), yours: Box::new(before) });
        }
        let image = house.secrets.hide(self, noun, id, super::removing::image(noun, &before)).await?;
        let verb = self.verb.unwrap_or("delete");
        self.line(LineKind::Deleted, noun.name, Some(id), None, verb, Value::Object(image)).await?;
        self.remove_parts(noun, id).await?;
        for settled in &noun.settled {
            settled(&[Wrote { before: Some(&before), after: None }], self).await?;
        }
        Ok(())
    }

    /// Fills what every row has, the defaults, and the scope key of what hangs on another row.
    pub(super) async fn complete(&self, noun: &Noun, after: &mut Record) -> Result<()> {
        if after.get("id").is_none_or(Value::is_null) {
            after.insert("id".into(), json!(new_id()));
        }
        let now = record::instant(self.now);
        after.insert("version".into(), 1.into());
        after.insert("created_at".into(), now.clone());
        after.insert("updated_at".into(), now);
        if !after.get("custom").is_some_and(Value::is_object) {
            after.insert("custom".into(), json!({}));
        }
        for field in noun.built_in() {
            let value = after.entry(field.name.as_ref()).or_insert(Value::Null);
            if *value == Value::Null {
                if let Some(initial) = field.initial() {
                    *value = initial;
                } else if field.kind == Kind::Currency && !field.nullable {
                    *value = self.house.company().currency.code().into();
                }
            }
        }
        if noun.scope == Scope::Subject {
            let owner = self.subject_owner(after).await?;
            after.insert("subject_owner_id".into(), owner);
        }
        Ok(())
    }

    async fn subject_owner(&self, after: &Record) -> Result<Value> {
        let missing = || Error::from(FieldError::required("subject_id"));
        let noun = after.get("subject_noun").and_then(Value::as_str).ok_or_else(missing)?;
        let id = record::uuid(after, "subject_id").ok_or_else(missing)?;
        let unknown = || Error::from(FieldError::new("subject_noun", "fields.not_found", "there is no such row"));
        let subject = self.house.registry.noun(noun).ok_or_else(unknown)?;
        let row = self.unscoped(subject, id).await.map_err(|_| unknown())?;
        Ok(subject.scope.owner().and_then(|owner| row.get(owner).cloned()).unwrap_or(Value::Null))
    }

    /// What hangs on a row is seen by those who see the row: its scope key moves with the row's owner.
    pub(super) async fn follow_owner(&self, noun: &Noun, id: Uuid, before: &Record, after: &Record) -> Result<()> {
        let Some(owner) = noun.scope.owner() else { return Ok(()) };
        if before.get(owner) == after.get(owner) {
            return Ok(());
        }
        for hanging in self.house.registry.nouns().filter(|other| other.scope == Scope::Subject) {
            let mut update = Query::update();
            update
                .table(hanging.name)
                .value("subject_owner_id", record::bind(&Kind::Ref(Kind::ANY.into()), &after[owner])?)
                .and_where(Expr::col("subject_noun").eq(noun.name))
                .and_where(Expr::col("subject_id").eq(id));
            self.conn().execute(&update).await?;
        }
        Ok(())
    }

    /// What is a part of a row, or hangs on it, goes with it; each with its own line in the journal.
    async fn remove_parts(&mut self, noun: &Noun, id: Uuid) -> Result<()> {
        let house = self.house.clone();
        for other in house.registry.nouns() {
            let of_this = match &other.scope {
                Scope::Subject => Some(
                    Condition::all().add(Expr::col("subject_noun").eq(noun.name)).add(Expr::col("subject_id").eq(id)),
                ),
                Scope::Follows(parents) if other.part => parents
                    .iter()
                    .find(|(_, parent)| *parent == noun.name)
                    .map(|(field, _)| Condition::all().add(Expr::col(*field).eq(id))),
                Scope::Follows(_) | Scope::Open | Scope::Owned { .. } | Scope::Private { .. } => None,
            };
            let Some(of_this) = of_this else { continue };
            let select = crate::list::select(other).cond_where(of_this).take();
            for row in self.conn().query_all(&select).await? {
                let part = record::read(&row, other)?;
                Box::pin(self.remove(other.name, part)).await?;
            }
        }
        Ok(())
    }

    async fn refuse_in_use(&self, noun: &Noun, id: Uuid) -> Result<()> {
        let mut users = Vec::new();
        for other in self.house.registry.nouns() {
            let goes_along = |field: &Field| {
                other.part
                    && matches!(&other.scope, Scope::Follows(parents)
                        if parents.iter().any(|(by, parent)| *by == field.name && *parent == noun.name))
            };
            let refers = |field: &&Field| field.kind.refers() == noun.name && !goes_along(field);
            for field in other.built_in().iter().filter(refers) {
                let used = Query::select()
                    .expr(Expr::val(1))
                    .from(other.name)
                    .and_where(Expr::col(Alias::new(field.name.as_ref())).eq(id))
                    .limit(1)
                    .take();
                if self.conn().query_one(&used).await?.is_some() && !users.contains(&other.name) {
                    users.push(other.name);
                }
            }
        }
        if users.is_empty() { Ok(()) } else { Err(IN_USE.with("nouns", users.join(", ")).into()) }
    }
}

/// Every column of a noun's table with its kind, in the order in which rows are read.
pub(crate) fn columns(noun: &Noun) -> impl Iterator<Item = (&'static str, Kind)> {
    let standard = [
        ("id", Kind::Ref(Kind::ANY.into())),
        ("version", Kind::Integer),
        ("created_at", Kind::Instant),
        ("updated_at", Kind::Instant),
        ("custom", Kind::Json),
    ];
    let own = noun.built_in().iter().map(|field| (name_of(field), field.kind.clone()));
    standard.into_iter().chain(own)
}

/// Built-in fields have static names; only the customer's own do not, and those have no column.
fn name_of(field: &'static Field) -> &'static str {
    field.name.as_ref()
}

pub(crate) fn insertion(noun: &Noun, rows: &[Record]) -> Result<sea_orm::sea_query::InsertStatement> {
    let columns: Vec<_> = columns(noun).collect();
    let mut insert = Query::insert();
    insert.into_table(noun.name).columns(columns.iter().map(|(name, _)| Alias::new(*name)));
    let mut moment = None;
    for row in rows {
        insert.values_panic(values(&columns, row, &mut moment)?);
    }
    Ok(insert)
}

/// A row that is to be added together with others.
pub(crate) fn addition(noun: &Noun, row: &Record) -> Result<Insert> {
    let columns: Vec<_> = columns(noun).collect();
    let values = values(&columns, row, &mut None)?;
    Ok(Insert { table: noun.name, columns: columns.into_iter().map(|(name, _)| name).collect(), values })
}

fn values<'a>(
    columns: &[(&'static str, Kind)],
    row: &'a Record,
    moment: &mut Option<(&'a str, Bound)>,
) -> Result<Vec<Expr>> {
    let value = |(name, kind): &(&'static str, Kind)| {
        Ok(Expr::val(bound(kind, row.get(*name).unwrap_or(&Value::Null), moment)?))
    };
    columns.iter().map(value).collect()
}

/// Rows that are written together carry the same moment twice each: it is read once.
fn bound<'a>(kind: &Kind, value: &'a Value, moment: &mut Option<(&'a str, Bound)>) -> Result<Bound> {
    let text = match (kind, value) {
        (Kind::Instant, Value::String(text)) => text.as_str(),
        _ => return record::bind(kind, value),
    };
    if let Some((_, bound)) = moment.as_ref().filter(|(last, _)| *last == text) {
        return Ok(bound.clone());
    }
    let bound = record::bind(kind, value)?;
    *moment = Some((text, bound.clone()));
    Ok(bound)
}

/// Whatever wrote it, a row has what its fields say it must have, and its numbers lie within their range.
pub(crate) fn check(house: &House, fields: &[Field], after: &Record) -> Result<()> {
    let wrong = |field: &Field| {
        let value = &after[field.name.as_ref()];
        if record::is_blank(value) {
            return (!field.nullable).then(|| FieldError::required(field.name.clone()));
        }
        if field.range == Range::ANY {
            return None;
        }
        record::outside(field, value, record::currency(after, house.company().currency))
    };
    let errors: Vec<_> = fields.iter().filter_map(wrong).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// A unique value that somebody else has: named, not a database error.
pub(crate) fn taken(noun: &Noun, after: &Record, error: sea_orm::DbErr) -> Error {
    let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err() else { return error.into() };
    let field = noun.built_in().iter().find(|field| field.unique && text.contains(field.name.as_ref()));
    let name = field.map_or("id".into(), |field| field.name.clone());
    let value = after.get(name.as_ref()).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    let mut error = FieldError::new(name, "fields.taken", "another row has this value already");
    error.value = value;
    error.into()
}
