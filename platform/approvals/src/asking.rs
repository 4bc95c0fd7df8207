//! What somebody wants to do, tried out: what it would change, and whose yes it would take. Nothing of it stays.

use crate::{
    flows::Flows,
    guard::{Noted, Trial},
    rules::{self, SIGN_OFF},
};
use kernel::{Attempt, Error, House, Noun, Record, Refusal, Result, Work, record};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::Arc};

/// An act as its request keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    pub noun: String,
    /// The row; none where it is to be made.
    pub id: Option<Uuid>,
    /// `create`, `edit`, `delete`, a verb's name, or `sign_off`.
    pub verb: String,
    /// The version that whoever asks has seen.
    pub version: Option<i64>,
    #[serde(default)]
    pub form: Record,
}

const TRIED: Refusal = Refusal::new("approvals.tried", "this was only tried");

impl Act {
    /// Does it, as whoever the work acts for; the row it did it to.
    pub async fn run(&self, work: &mut Work) -> Result<Uuid> {
        let house = work.house.clone();
        let noun = house.registry.known(&self.noun)?.name;
        match (self.verb.as_str(), self.id) {
            (SIGN_OFF, Some(id)) => Ok(id),
            ("create", _) => record::id(&work.create_record(noun, &self.form).await?),
            ("edit", Some(id)) => {
                let version = match self.version {
                    Some(version) => version,
                    None => {
                        let row = work.reader().record(house.registry.known(noun)?, id).await?;
                        row["version"].as_i64().unwrap_or_default()
                    }
                };
                work.edit_record(noun, id, version, &self.form).await.map(|_| id)
            }
            ("delete", Some(id)) => work.delete_record(noun, id, self.version).await.map(|()| id),
            (verb, Some(id)) => work.act(noun, id, verb, self.version, &self.form).await.map(|_| id),
            (verb, None) => Err(Error::NotFound(format!("{noun}.{verb}").into())),
        }
    }

    /// Tries it and takes it back. What is wrong with it by itself is said now, not after everybody has agreed.
    pub async fn attempt(&self, work: &mut Work) -> Result<Vec<Noted>> {
        if self.verb == SIGN_OFF {
            return self.sign_off(work).await;
        }
        let trial = Arc::new(Trial::default());
        let (shown, act) = (trial.clone(), self.clone());
        let tried = work
            .attempt(|work| {
                Box::pin(async move {
                    work.passing(shown, |work| Box::pin(async move { act.run(work).await })).await?;
                    Err::<(), Error>(TRIED.into())
                })
            })
            .await;
        match tried {
            Err(Error::Refused(refusal)) if refusal.code == TRIED.code => {}
            Err(other) => return Err(other),
            Ok(()) => return Err(Error::internal("a trial has stayed")),
        }
        let noted = std::mem::take(&mut *trial.0.lock());
        Ok(noted)
    }

    async fn sign_off(&self, work: &Work) -> Result<Vec<Noted>> {
        let house = work.house.clone();
        let noun = house.registry.known(&self.noun)?;
        let id = self.id.ok_or_else(|| Error::NotFound(noun.name.into()))?;
        let row = work.reader().record(noun, id).await?;
        let attempt = Attempt { noun, verb: SIGN_OFF, before: Some(&row), after: Some(&row), form: None };
        let flows = Flows::of(work).await?.met(work, &attempt).await?;
        if flows.is_empty() {
            return Err(rules::NO_SIGN_OFF.into());
        }
        Ok(vec![Noted::of(&attempt, flows)?])
    }

    /// What the act looks like: a verb whose form has changed since is another verb.
    pub fn shape(&self, house: &House) -> Result<String> {
        let noun = house.registry.known(&self.noun)?;
        let mut text = format!("{}.{}", noun.name, self.verb);
        let mut add = |name: &str, kind: &kernel::Kind, needed: bool| text += &format!(";{name}:{kind:?}:{needed}");
        match noun.find_verb(&self.verb) {
            Some(verb) => verb.fields.iter().for_each(|field| add(&field.name, &field.kind, !field.nullable)),
            None => {
                // A database may keep the form in another order than it was sent in.
                for name in self.form.keys().collect::<BTreeSet<_>>() {
                    if let Some(field) = noun.field(name) {
                        add(name, &field.kind, field.required());
                    }
                }
            }
        }
        Ok(blake3::hash(text.as_bytes()).to_hex().to_string())
    }
}

/// What the approvers decide about, as it was tried: rows before and after, versions, and the flows that want it.
/// Values of personal fields are not kept: that they change is.
pub fn snapshot(house: &House, act: &Act, noted: &[Noted]) -> Result<Value> {
    let (mut rows, mut versions, mut flows) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for one in noted {
        let noun = house.registry.known(one.noun)?;
        let is_act = one.form.is_some() && one.before.is_some() && one.after.is_none();
        if let Some(before) = &one.before
            && seen.insert((one.noun, one.row))
            && (!one.flows.is_empty() || act.id == Some(one.row))
        {
            versions.push(json!({ "noun": one.noun, "id": one.row, "version": before["version"] }));
        }
        for flow in &one.flows {
            let attempt = Attempt {
                noun,
                verb: &one.verb,
                before: one.before.as_ref(),
                after: one.after.as_ref(),
                form: one.form.as_ref(),
            };
            flows.push(json!({
                "flow_id": flow.id, "edition_id": flow.edition, "name": flow.name, "purpose": flow.purpose,
                "condition": flow.condition, "noun": one.noun, "row": one.row, "act": flow.act,
                "fields": if is_act { Vec::new() } else { flow.touched(&attempt) },
            }));
        }
        if is_act {
            continue;
        }
        let (fields, masked) = changes(noun, one);
        let currency = |row: &Record| row.get("currency").cloned();
        rows.push(json!({
            "noun": one.noun, "id": one.row, "verb": one.verb, "fields": fields, "masked": masked,
            "title": one.after.as_ref().or(one.before.as_ref()).and_then(|row| row.get(noun.title)).filter(|_| {
                noun.field(noun.title).is_none_or(|field| !field.personal)
            }),
            "currency": one.after.as_ref().and_then(currency).or_else(|| one.before.as_ref().and_then(currency)),
        }));
    }
    Ok(json!({ "act": act.verb, "shape": act.shape(house)?, "rows": rows, "versions": versions, "flows": flows }))
}

/// Field by field: as it is and as it would be, in stored form; names of personal fields that change.
fn changes(noun: &Noun, one: &Noted) -> (Record, Vec<String>) {
    let (mut fields, mut masked) = (Record::new(), Vec::new());
    let of = |row: &Option<Record>, field: &kernel::Field| {
        let row = row.as_ref();
        let held = if field.custom {
            row.and_then(|row| row.get("custom")?.get(field.name.as_ref()))
        } else {
            row.and_then(|row| row.get(field.name.as_ref()))
        };
        held.cloned().unwrap_or_default()
    };
    for field in noun.built_in().iter().chain(noun.custom().iter()).filter(|field| !field.secret) {
        let (was, is) = (of(&one.before, field), of(&one.after, field));
        let told = if one.verb == SIGN_OFF { !is.is_null() } else { was != is };
        if !told {
            continue;
        }
        if field.personal {
            masked.push(field.path().into_owned());
        } else {
            fields.insert(field.path().into_owned(), json!([was, is]));
        }
    }
    (fields, masked)
}
