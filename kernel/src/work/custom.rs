//! Values of the customer's own fields, on their way into a row.

use super::Work;
use crate::{Currency, FieldError, Kind, Noun, Record, Result, record};
use sea_orm::prelude::Uuid;
use serde_json::Value;

impl Work {
    /// Takes the given values over, or says what is wrong with each. A key that is not given keeps what it holds.
    pub(super) async fn take_custom(
        &self,
        noun: &Noun,
        value: &Value,
        after: &mut Record,
        currency: Currency,
        errors: &mut Vec<FieldError>,
    ) -> Result<()> {
        let Some(given) = value.as_object() else {
            if !value.is_null() {
                errors.push(FieldError::new("custom", "fields.not_object", "custom fields are given by key"));
            }
            return Ok(());
        };
        let grant = self.actor.grant(noun.name).cloned().unwrap_or_default();
        let fields = noun.custom();
        let mut kept = after.get("custom").and_then(Value::as_object).cloned().unwrap_or_default();
        for (key, value) in given {
            let name = format!("custom.{key}");
            let Some(field) = fields.iter().find(|field| field.name == *key && !grant.hidden.contains(&name)) else {
                errors.push(FieldError::new(name, "fields.unknown", "there is no such field"));
                continue;
            };
            let stored = match record::accept(field, value, currency) {
                Ok(stored) => stored,
                Err(mut error) => {
                    error.field = name.into();
                    errors.push(error);
                    continue;
                }
            };
            let was = kept.get(key).unwrap_or(&Value::Null);
            if stored == *was {
                continue;
            }
            if grant.locked.contains(&name) {
                errors.push(FieldError::new(name, "fields.read_only", "this is not edited by hand"));
                continue;
            }
            if let (Kind::Ref(target), Some(id)) = (&field.kind, stored.as_str())
                && !self.seen(target, id).await?
            {
                let unknown = FieldError::new(name, "fields.not_found", "there is no such row");
                errors.push(unknown.value(id));
                continue;
            }
            match stored {
                Value::Null => kept.remove(key),
                stored => kept.insert(key.clone(), stored),
            };
        }
        after.insert("custom".into(), Value::Object(kept));
        Ok(())
    }

    /// Whether there is such a row, as far as the actor sees.
    async fn seen(&self, target: &str, id: &str) -> Result<bool> {
        match (self.house.registry.noun(target), Uuid::parse_str(id)) {
            (Some(noun), Ok(id)) if self.actor.reach(noun.name, "read").is_some() => {
                self.reader().points_to(noun, id).await
            }
            _ => Ok(false),
        }
    }
}

/// What the customer asks for in every row and this one lacks; what is named already is not named twice.
pub(super) fn asked_for(noun: &Noun, row: &Record, named: &[FieldError]) -> Vec<FieldError> {
    let held = row.get("custom").and_then(Value::as_object);
    let lacks = |key: &str| held.and_then(|held| held.get(key)).is_none_or(record::is_blank);
    let asked = noun.custom();
    let missing = asked.iter().filter(|field| field.must && lacks(&field.name)).map(|field| field.path());
    missing.filter(|path| !named.iter().any(|error| error.field == *path)).map(FieldError::required).collect()
}
