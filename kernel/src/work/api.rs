//! Writes as people and programs ask for them: values checked field by field, rights checked, then the door.

use super::Work;
use crate::{Attempt, Error, FieldError, Kind, Noun, Reach, Record, Result, Scope, action::Verb, field::Field, record};
use sea_orm::prelude::Uuid;
use serde_json::Value;
use std::collections::BTreeSet;

impl Work {
    /// Makes a row from API JSON.
    pub async fn create_record(&mut self, noun: &str, input: &Record) -> Result<Record> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let reach = self.right(noun, "create")?;
        let mut after = Record::new();
        self.take(noun, None, input, &mut after).await?;
        if let Some(owner) = noun.scope.owner().filter(|owner| noun.field(owner).is_some())
            && after.get(owner).is_none_or(Value::is_null)
            && noun.scope != Scope::Subject
            && let Some(person) = self.actor.person
        {
            after.insert(owner.into(), person.to_string().into());
        }
        if noun.scope == Scope::Subject {
            self.sees_subject(&after).await?;
        }
        if !matches!(noun.scope, Scope::Owned { .. } | Scope::Open) {
            // Whoever adds to a row must see it; the reference check has asked.
            return self.insert(noun.name, after).await;
        }
        let made = self.insert(noun.name, after).await?;
        if reach != Reach::All && !self.reader().within(noun, record::id(&made)?, "create").await? {
            return Err(FieldError::new(
                noun.scope.owner().unwrap_or("id"),
                "fields.out_of_reach",
                "this is outside your reach",
            )
            .into());
        }
        Ok(made)
    }

    /// Changes the fields given; `version` is the one the editor saw.
    pub async fn edit_record(&mut self, noun: &str, id: Uuid, version: i64, input: &Record) -> Result<Record> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let before = self.within(noun, id, "edit").await?;
        let mut after = before.clone();
        self.take(noun, Some(&before), input, &mut after).await?;
        if before["version"].as_i64() != Some(version) {
            return Err(Error::Conflict { current: Box::new(before), yours: Box::new(after) });
        }
        let changed = self.change(noun.name, before.clone(), after).await?;
        let owner_moved = noun.scope.owner().is_some_and(|owner| before.get(owner) != changed.get(owner));
        if owner_moved && self.actor.reach(noun.name, "edit") != Some(Reach::All) {
            self.may_hand_to(noun, &changed).await?;
        }
        Ok(changed)
    }

    pub async fn delete_record(&mut self, noun: &str, id: Uuid, version: Option<i64>) -> Result<()> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let before = self.within(noun, id, "delete").await?;
        if let Some(version) = version
            && before["version"].as_i64() != Some(version)
        {
            return Err(Error::Conflict { current: Box::new(before.clone()), yours: Box::new(before) });
        }
        self.remove(noun.name, before).await
    }

    /// Runs a verb on a row.
    pub async fn act(
        &mut self,
        noun: &str,
        id: Uuid,
        verb: &str,
        version: Option<i64>,
        form: &Record,
    ) -> Result<Record> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let verb = noun.find_verb(verb).ok_or_else(|| Error::NotFound(format!("{}.{verb}", noun.name).into()))?;
        let on = self.within(noun, id, verb.name).await?;
        if let Some(version) = version
            && on["version"].as_i64() != Some(version)
        {
            return Err(Error::Conflict { current: Box::new(on.clone()), yours: Box::new(on) });
        }
        let form = self.fill(verb, &on, form).await?;
        let asked = Attempt { noun, verb: verb.name, before: Some(&on), after: None, form: form.as_object() };
        self.guarded(asked).await?;
        let outer = self.verb.replace(verb.name);
        let done = verb.run(form, &on, self).await;
        self.verb = outer;
        done
    }

    fn right(&self, noun: &Noun, verb: &str) -> Result<Reach> {
        let changes_rows = matches!(verb, "create" | "edit" | "delete");
        match self.actor.reach(noun.name, verb) {
            Some(_) if noun.system && changes_rows => Err(Error::forbidden(noun.name, verb)),
            Some(reach) => Ok(reach),
            None => Err(Error::forbidden(noun.name, verb)),
        }
    }

    /// The row, if the actor may do this to it. Seen but out of that reach is forbidden; not seen is not found.
    async fn within(&self, noun: &Noun, id: Uuid, verb: &str) -> Result<Record> {
        let row = self.reader().record(noun, id).await?;
        self.right(noun, verb)?;
        if self.reader().within(noun, id, verb).await? { Ok(row) } else { Err(Error::forbidden(noun.name, verb)) }
    }

    async fn sees_subject(&self, after: &Record) -> Result<()> {
        let unknown = || Error::from(FieldError::new("subject_id", "fields.not_found", "there is no such row"));
        let noun = after.get("subject_noun").and_then(Value::as_str).unwrap_or_default();
        let subject = self.house.registry.noun(noun).ok_or_else(unknown)?;
        let id = record::uuid(after, "subject_id").ok_or_else(unknown)?;
        self.reader().record(subject, id).await.map(|_| ()).map_err(|_| unknown())
    }

    /// Rows are handed over to somebody within reach, not pushed onto strangers.
    async fn may_hand_to(&self, noun: &Noun, changed: &Record) -> Result<()> {
        if self.reader().within(noun, record::id(changed)?, "edit").await? {
            return Ok(());
        }
        let owner = noun.scope.owner().unwrap_or("owner_id");
        Err(FieldError::new(owner, "fields.out_of_reach", "this is outside your reach").into())
    }

    /// Takes the given values over into the row, or says everything that is wrong with them at once.
    async fn take(&self, noun: &Noun, before: Option<&Record>, input: &Record, after: &mut Record) -> Result<()> {
        let grant = self.actor.grant(noun.name).cloned().unwrap_or_default();
        let company = self.house.company();
        let currency = record::currency(if input.contains_key("currency") { input } else { after }, company.currency);
        let mut errors = Vec::new();
        for (name, value) in input {
            if matches!(name.as_str(), "id" | "version" | "created_at" | "updated_at") {
                continue;
            }
            if name == "custom" {
                self.take_custom(noun, value, after, currency, &mut errors).await?;
                continue;
            }
            let field = noun.built_in().iter().find(|field| field.name == *name);
            match field.filter(|field| !grant.hidden.contains(field.name.as_ref()) && !field.secret) {
                None => errors.push(FieldError::new(name.clone(), "fields.unknown", "there is no such field")),
                Some(field) => match record::accept(field, value, currency) {
                    Ok(stored) => {
                        let same = before.is_some_and(|before| before.get(name) == Some(&stored));
                        let closed = field.read_only || grant.locked.contains(field.name.as_ref());
                        if closed && !same {
                            errors.push(FieldError::new(
                                name.clone(),
                                "fields.read_only",
                                "this is not edited by hand",
                            ));
                        } else {
                            errors.extend(record::outside(field, &stored, currency));
                            after.insert(name.clone(), stored);
                        }
                    }
                    Err(error) => errors.push(error),
                },
            }
        }
        if before.is_none() {
            let named: BTreeSet<_> = errors.iter().map(|error| error.field.clone()).collect();
            for field in noun.built_in().iter().filter(|field| field.required()) {
                let owner = noun.scope.owner() == Some(field.name.as_ref()) && self.actor.person.is_some();
                if after.get(field.name.as_ref()).is_none_or(Value::is_null) && !named.contains(&field.name) && !owner {
                    errors.push(FieldError::required(field.name.clone()));
                }
            }
        }
        errors.extend(super::custom::asked_for(noun, after, &errors));
        let refs: Vec<&Field> = noun.built_in().iter().filter(|field| matches!(field.kind, Kind::Ref(_))).collect();
        for field in refs {
            let (given, was) = (after.get(field.name.as_ref()), before.and_then(|b| b.get(field.name.as_ref())));
            if given.is_some_and(|given| !given.is_null()) && given != was {
                self.refers(field, after, &mut errors).await?;
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
    }

    /// A reference names a row that the actor sees.
    async fn refers(&self, field: &Field, after: &Record, errors: &mut Vec<FieldError>) -> Result<()> {
        let target = match field.kind.refers() {
            Kind::ANY => return Ok(()),
            target => target,
        };
        let id = record::uuid(after, &field.name);
        let seen = match (self.house.registry.noun(target), id) {
            (Some(noun), Some(id)) => self.reader().points_to(noun, id).await?,
            _ => false,
        };
        if !seen {
            let value = after.get(field.name.as_ref()).and_then(Value::as_str).unwrap_or_default().to_owned();
            errors.push(FieldError::new(field.name.clone(), "fields.not_found", "there is no such row").value(value));
        }
        Ok(())
    }

    /// A verb's form with every value accepted, in stored form.
    async fn fill(&self, verb: &Verb, on: &Record, input: &Record) -> Result<Value> {
        let company = self.house.company();
        let currency = record::currency(on, company.currency);
        let mut errors = Vec::new();
        let mut form = Record::new();
        for name in input.keys().filter(|name| *name != "version") {
            if !verb.fields.iter().any(|field| field.name == *name) {
                errors.push(FieldError::new(name.clone(), "fields.unknown", "there is no such field"));
            }
        }
        for field in verb.fields {
            let given = input.get(field.name.as_ref()).cloned();
            let value = given.or_else(|| field.initial()).unwrap_or(Value::Null);
            match record::accept(field, &value, currency) {
                Ok(stored) => {
                    errors.extend(record::outside(field, &stored, currency));
                    form.insert(field.name.to_string(), stored.clone());
                    if matches!(field.kind, Kind::Ref(_)) && !stored.is_null() {
                        self.refers(field, &form, &mut errors).await?;
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(Value::Object(form)) } else { Err(Error::Invalid(errors)) }
    }
}
