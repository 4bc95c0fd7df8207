//! Rows of other nouns, found in bulk by what a file calls them.

use super::{Hit, Matcher};
use crate::plan::{Draft, Filled, Filling, Lookup, Rule, Target};
use crate::problem::{Code, Problem};
use kernel::{Record, Result, new_id};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Cached look-ups of one kind are forgotten beyond this many; the database has them.
const REMEMBERED: usize = 200_000;

/// A noun and the field its rows are found by.
pub(super) type Door = (&'static str, String);

impl Matcher {
    /// Fetches what the drafts' look-ups ask for and is not remembered yet.
    pub(super) async fn look_up(&mut self, rule: &Rule, drafts: &[Draft]) -> Result<()> {
        let mut texts: HashMap<Door, BTreeSet<&str>> = HashMap::new();
        for draft in drafts {
            for (filling, value) in rule.fillings.iter().zip(&draft.values) {
                self.ask(filling, value, &mut texts);
            }
        }
        for (door, texts) in texts {
            let noun = self.house.registry.known(door.0)?;
            let compared = self.compared.get(&door).cloned().unwrap_or_default();
            let dry = self.pretended.is_some();
            let hits = self.hits.entry(door.0).or_default().entry(door.1.clone()).or_default();
            if hits.len() > REMEMBERED && !dry {
                hits.clear();
            }
            let missing: Vec<Json> = texts.iter().map(|text| Json::from(*text)).collect();
            // A noun that was empty holds only what this import made, which is remembered: unless it was forgotten.
            let known = self.empty.contains(door.0) && (dry || hits.len() < REMEMBERED / 2);
            let found = if known {
                Vec::new()
            } else {
                self.house.reader(&self.actor).holding(noun, &door.1, &missing).await?
            };
            for text in texts {
                hits.entry(text.to_owned()).or_default();
            }
            for row in &found {
                if let (Ok(id), Some(text)) = (kernel::record::id(row), row.get(&door.1).and_then(Json::as_str)) {
                    hits.entry(text.to_owned()).or_default().push(hit(&id.to_string(), row, &compared, false));
                }
            }
        }
        Ok(())
    }

    fn known(&self, lookup: &Lookup) -> Option<&HashMap<String, Vec<Hit>>> {
        self.hits.get(lookup.noun)?.get(&lookup.by)
    }

    fn ask<'a>(&self, filling: &Filling, value: &'a Filled, texts: &mut HashMap<Door, BTreeSet<&'a str>>) {
        if let (Target::Find(lookup), Filled::Find(text, among)) = (&filling.target, value) {
            if !self.known(lookup).is_some_and(|hits| hits.contains_key(text)) {
                texts.entry((lookup.noun, lookup.by.clone())).or_default().insert(text);
            }
            for ((_, filling), value) in lookup.among.iter().zip(among) {
                self.ask(filling, value, texts);
            }
        }
    }

    /// The stored value of a field, look-ups resolved; `None` keeps what is there.
    pub(super) fn settled(
        &mut self,
        filling: &Filling,
        value: Filled,
        asked: &mut BTreeMap<&'static str, Vec<Record>>,
    ) -> std::result::Result<Option<Json>, Problem> {
        let (text, among) = match value {
            Filled::Keep => return Ok(None),
            Filled::Stored(value) => return Ok(Some(value)),
            Filled::Find(text, among) => (text, among),
        };
        let Target::Find(lookup) = &filling.target else { return Ok(Some(text.into())) };
        let mut wanted = Vec::with_capacity(among.len());
        for ((field, filling), value) in lookup.among.iter().zip(among) {
            wanted.push((field.as_str(), self.settled(filling, value, asked)?.unwrap_or(Json::Null)));
        }
        let hits = self.known(lookup).and_then(|hits| hits.get(&text)).map(Vec::as_slice).unwrap_or_default();
        let fits = |hit: &&Hit| {
            wanted.iter().all(|(field, value)| hit.fields.iter().any(|(have, is)| have == field && is == value))
        };
        let mut fitting = hits.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => {
                let (id, pretended) = (one.id.clone(), one.pretended);
                self.leans |= pretended;
                Ok(Some(id.into()))
            }
            (Some(_), Some(_)) => Err(Problem::new(Code::FoundTwice).value(&text).with("noun", &lookup.called)),
            (None, _) if lookup.create => Ok(Some(self.make(lookup, &text, &wanted, asked).into())),
            (None, _) => Err(Problem::new(Code::NotFound).value(&text).with("noun", &lookup.called)),
        }
    }

    fn make(
        &mut self,
        lookup: &Lookup,
        text: &str,
        wanted: &[(&str, Json)],
        asked: &mut BTreeMap<&'static str, Vec<Record>>,
    ) -> String {
        let id = new_id().to_string();
        let mut row = Record::new();
        row.insert("id".into(), id.clone().into());
        row.insert(lookup.by.clone(), text.into());
        for (field, value) in wanted {
            row.insert((*field).to_owned(), value.clone());
        }
        self.made(lookup.noun, std::slice::from_ref(&row));
        asked.entry(lookup.noun).or_default().push(row);
        id
    }
}

/// Notes every place a field looks up, with the fields that are compared there.
pub(super) fn note_doors(filling: &Filling, compared: &mut HashMap<Door, BTreeSet<String>>) {
    if let Target::Find(lookup) = &filling.target {
        let fields = compared.entry((lookup.noun, lookup.by.clone())).or_default();
        fields.extend(lookup.among.iter().map(|(field, _)| field.clone()));
        for (_, filling) in &lookup.among {
            note_doors(filling, compared);
        }
    }
}

pub(super) fn hit(id: &str, row: &Record, compared: &BTreeSet<String>, pretended: bool) -> Hit {
    let fields = compared.iter().map(|field| (field.clone(), row.get(field).cloned().unwrap_or(Json::Null)));
    Hit { id: id.to_owned(), pretended, fields: fields.collect() }
}
