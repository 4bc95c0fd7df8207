//! Conditions asked of what somebody attempts: of the row as it would be, of the row as it was, of the verb's form.

use crate::rules;
use kernel::{Attempt, Currency, Error, Field, Filter, Kind, Minor, Money, Record, Result, Work, filter, record};
use sea_orm::prelude::Uuid;
use serde_json::Value;
use std::{borrow::Cow, collections::HashMap};

/// Whether the condition holds. One that cannot be asked any more, because a field of it is gone, counts as holding: what
/// is guarded stays guarded until somebody mends it.
pub async fn hold(work: &Work, attempt: &Attempt<'_>, condition: Option<&Filter>) -> Result<bool> {
    let Some(condition) = condition else { return Ok(true) };
    let mut names = Vec::new();
    collect(condition, &mut names);
    let mut known: HashMap<String, (Cow<'static, Field>, Value)> = HashMap::new();
    for name in names {
        if let Some(fact) = fact(work, attempt, &name).await? {
            known.insert(name, fact);
        }
    }
    match filter::holds_of(&work.house, condition, &|name: &str| known.get(name).cloned()) {
        Err(Error::Invalid(_) | Error::Malformed { .. }) => Ok(true),
        other => other,
    }
}

fn collect(filter: &Filter, names: &mut Vec<String>) {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().for_each(|part| collect(part, names)),
        Filter::Not(inner) => collect(inner, names),
        Filter::Test(test) => names.push(test.field.clone()),
    }
}

/// A field's table entry and the value it has in this attempt; `None` where there is no such field.
pub async fn fact(work: &Work, attempt: &Attempt<'_>, name: &str) -> Result<Option<(Cow<'static, Field>, Value)>> {
    let house = work.house.clone();
    let Some(field) = rules::field(&house.registry, attempt.noun, attempt.verb, name) else { return Ok(None) };
    let empty = Record::new();
    let row = attempt.after.or(attempt.before).unwrap_or(&empty);
    let (mut held, mut rest, mut noun) = match (name.strip_prefix("form."), name.strip_prefix("before.")) {
        (Some(name), _) => (attempt.form.unwrap_or(&empty).clone(), name, attempt.noun),
        (None, Some(name)) => (attempt.before.unwrap_or(&empty).clone(), name, attempt.noun),
        (None, None) => (row.clone(), name, attempt.noun),
    };
    while let Some((reference, further)) = rest.split_once('.').filter(|_| !rest.starts_with("custom.")) {
        let target = noun.field(reference).and_then(|field| house.registry.noun(field.kind.refers()));
        let (Some(id), Some(target)) = (record::uuid(&held, reference), target) else {
            return Ok(Some((field, Value::Null)));
        };
        held = referred(work, target, id).await?;
        (noun, rest) = (target, further);
    }
    let value = match rest.strip_prefix("custom.") {
        Some(key) => held.get("custom").and_then(|custom| custom.get(key)),
        None => held.get(rest),
    };
    let value = value.cloned().unwrap_or_default();
    // A form's amount is in the currency of its row.
    let currency = if held.contains_key("currency") { &held } else { row };
    let value = if field.kind == Kind::Money { in_ours(work, value, currency).await? } else { value };
    Ok(Some((field, value)))
}

async fn referred(work: &Work, noun: &kernel::Noun, id: Uuid) -> Result<Record> {
    match work.unscoped(noun, id).await {
        Ok(row) => Ok(row),
        Err(Error::NotFound(_)) => Ok(Record::new()),
        Err(other) => Err(other),
    }
}

/// Limits are said in the company's currency. Without a rate the amount is compared as it stands.
async fn in_ours(work: &Work, value: Value, row: &Record) -> Result<Value> {
    let ours = work.house.company().currency;
    let theirs: Currency = record::currency(row, ours);
    let Some(amount) = value.as_i64().filter(|_| theirs != ours) else { return Ok(value) };
    let rates = org::Rates::load(&work.house).await?;
    let Some(quote) = rates.on(theirs, ours, work.today) else { return Ok(value) };
    Ok(Money { amount: Minor(amount), currency: theirs }.convert(ours, quote.rate).map_or(value, |m| m.amount.0.into()))
}
