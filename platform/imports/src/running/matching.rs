//! Drafts matched with the rows that are there: which to make, which to change, which already are as they should be.

mod lookups;

use self::lookups::{Door, hit, note_doors};
use super::seen::{KeyDigest, Seen, digest};
use super::suggest::Names;
use crate::plan::{At, Draft, Filling, From, Rule, Target};
use crate::problem::{Code, Problem};
use kernel::{Actor, House, Record, Result, new_id};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Rows by the digest of their key.
type ByKey = HashMap<KeyDigest, Record>;
/// By noun and field, so that asking takes no text of one's own.
type Hits = HashMap<&'static str, HashMap<String, HashMap<String, Vec<Hit>>>>;

/// A row that a look-up may mean, with the fields that look-ups compare.
#[derive(Clone, Debug)]
struct Hit {
    id: String,
    /// A dry run only pretends that it is there.
    pretended: bool,
    fields: Vec<(String, Json)>,
}

/// Finds rows in bulk and remembers them.
pub struct Matcher {
    house: Arc<House>,
    actor: Actor,
    /// Fields that look-ups compare, by where they look.
    compared: HashMap<Door, BTreeSet<String>>,
    hits: Hits,
    /// Rows that were not really written, because this is a dry run.
    pretended: Option<HashMap<&'static str, ByKey>>,
    /// Nouns that had no row at all when the import began: nothing to find there but what it made itself.
    empty: HashSet<&'static str>,
    /// Nouns of which this import has made rows.
    touched: HashSet<&'static str>,
    /// No row can have one of the keys of the rule at hand.
    nothing_there: bool,
    /// Rows of the piece at hand refer to rows, or are rows, that a dry run only pretends to have made.
    leans: bool,
    /// What the rows of the rule at hand would hold is nobody's business: a million records need not be made.
    only_counts: bool,
    names: Names,
}

/// What is to be written of a piece.
#[derive(Debug, Default)]
pub struct Matched {
    /// Rows that look-ups asked for, in the order in which they were missed.
    pub asked: Vec<(&'static str, Vec<Record>)>,
    pub created: Vec<(u64, Record)>,
    /// Rows to make of which nobody asks more than how many they are.
    pub counted: u64,
    pub changed: Vec<(u64, Record, Record)>,
    pub same: u64,
    pub failed: u64,
    pub problems: Vec<Problem>,
    /// Written by themselves, these rows would miss others that the import has yet to make.
    pub leans: bool,
}

impl Matcher {
    pub async fn new(house: Arc<House>, actor: Actor, rules: &[Arc<Rule>], dry: bool) -> Result<Self> {
        let mut compared: HashMap<Door, BTreeSet<String>> = HashMap::new();
        for rule in rules {
            for filling in &rule.fillings {
                note_doors(filling, &mut compared);
            }
        }
        let mut empty = HashSet::new();
        for rule in rules {
            let query = kernel::list::Query { limit: Some(1), ..Default::default() };
            let noun = house.registry.known(rule.noun)?;
            if house.reader(&actor).page(noun, &query).await?.rows.is_empty() {
                empty.insert(rule.noun);
            }
        }
        let pretended = dry.then(HashMap::new);
        Ok(Self {
            house,
            actor,
            compared,
            hits: HashMap::new(),
            pretended,
            empty,
            touched: HashSet::new(),
            nothing_there: false,
            leans: false,
            only_counts: false,
            names: Names::default(),
        })
    }

    /// Begins a rule; false if it does not apply because nouns that it wants empty have rows.
    pub async fn begin(&mut self, rule: &Rule) -> Result<bool> {
        // Keys of one rule are all different: only another rule can have made a row that has one of them.
        self.nothing_there = self.empty.contains(rule.noun) && !self.touched.contains(rule.noun);
        for noun in &rule.unless_any {
            let query = kernel::list::Query { limit: Some(1), ..Default::default() };
            let noun = self.house.registry.known(noun)?;
            if !self.house.reader(&self.actor).page(noun, &query).await?.rows.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the rule's rows are all new ones and none refers to another of them: then a chunk can be matched before the
    /// one ahead of it is written.
    pub fn only_makes(&self, rule: &Rule) -> bool {
        self.nothing_there && !rule.update_only && !rule.fillings.iter().any(|filling| finds(filling, rule.noun))
    }

    /// Matches the drafts of a rule; nothing is written.
    pub async fn matched(&mut self, rule: &Rule, drafts: Vec<Draft>, seen: &mut Seen) -> Result<Matched> {
        self.leans = false;
        self.look_up(rule, &drafts).await?;
        let mut matched = Matched::default();
        let mut asked: BTreeMap<&'static str, Vec<Record>> = BTreeMap::new();
        let mut rows: Vec<(u64, Vec<Option<Json>>)> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let mut values = Vec::with_capacity(draft.values.len());
            let mut problems = Vec::new();
            for (filling, value) in rule.fillings.iter().zip(draft.values) {
                match self.settled(filling, value, &mut asked) {
                    Ok(value) => values.push(value),
                    Err(problem) => problems.push(place(rule, filling, draft.row, problem)),
                }
            }
            if problems.is_empty() {
                rows.push((draft.row, values));
            } else {
                matched.failed += 1;
                for problem in problems {
                    matched.problems.push(self.with_suggestion(rule, problem).await?);
                }
            }
        }
        matched.asked = asked.into_iter().collect();
        let existing = self.existing(rule, &rows).await?;
        for (row, values) in rows {
            self.decide(rule, row, values, &existing, seen, &mut matched);
        }
        matched.leans = self.leans;
        Ok(matched)
    }

    /// One row: made, changed, left as it is, or refused.
    fn decide(
        &self,
        rule: &Rule,
        row: u64,
        values: Vec<Option<Json>>,
        existing: &ByKey,
        seen: &mut Seen,
        matched: &mut Matched,
    ) {
        if rule.key.is_empty() && !rule.update_only {
            self.make_row(rule, row, values, matched);
            return;
        }
        let nothing = Json::Null;
        let parts: Vec<&Json> = rule.key.iter().map(|key| values[*key].as_ref().unwrap_or(&nothing)).collect();
        let key = digest(&parts);
        let said: Vec<Json> = if rule.distinct {
            values.iter().map(|value| value.clone().unwrap_or(Json::Null)).collect()
        } else {
            Vec::new()
        };
        if let Some(again) = seen.note(key, row, &said, rule.distinct) {
            let filling = rule.key.first().map_or(&rule.fillings[0], |key| &rule.fillings[*key]);
            let shown = parts.first().map(|part| shown(part)).unwrap_or_default();
            let problem = if rule.distinct {
                let differs = again.said.and_then(|first| {
                    let pairs = rule.fillings.iter().zip(first.iter().zip(&said));
                    pairs.into_iter().find(|(_, (first, second))| first != second)
                });
                differs.map(|(field, (first, second))| {
                    let problem = Problem::new(Code::KeysDiffer).with("field", &field.label);
                    problem.with("first", self::shown(first)).with("second", self::shown(second))
                })
            } else {
                Some(Problem::new(Code::KeyTwice))
            };
            if let Some(problem) = problem {
                let problem = problem.value(&shown).with("first_row", again.first_row);
                matched.problems.push(place(rule, filling, row, problem));
                matched.failed += 1;
            }
            return;
        }
        match existing.get(&key) {
            Some(before) => {
                let mut after = before.clone();
                for (filling, value) in rule.fillings.iter().zip(values) {
                    if let Some(value) = value.filter(|_| !filling.only_new) {
                        set(&mut after, &filling.field, value);
                    }
                }
                if after == *before {
                    matched.same += 1;
                } else {
                    matched.changed.push((row, before.clone(), after));
                }
            }
            None if rule.update_only => {
                let filling = rule.key.first().map_or(&rule.fillings[0], |key| &rule.fillings[*key]);
                let value = parts.first().map(|part| shown(part)).unwrap_or_default();
                let called = self.house.registry.noun(rule.noun).map_or(rule.noun, |noun| noun.plural);
                let problem = Problem::new(Code::NotFound).value(&value).with("noun", called);
                matched.problems.push(place(rule, filling, row, problem));
                matched.failed += 1;
            }
            None => self.make_row(rule, row, values, matched),
        }
    }

    fn make_row(&self, rule: &Rule, row: u64, values: Vec<Option<Json>>, matched: &mut Matched) {
        if self.only_counts {
            matched.counted += 1;
        } else {
            matched.created.push((row, record(rule, values)));
        }
    }

    /// From now on new rows of the rule are counted and nothing else, unless something looks them up. `found` says
    /// whether a later rule may find them by their key.
    pub fn count_only(&mut self, rule: &Rule, found: bool) {
        self.only_counts = !found && !self.compared.keys().any(|(noun, _)| *noun == rule.noun);
    }

    /// Remembers rows that were made (or pretended to be), for look-ups that follow.
    pub fn made(&mut self, noun: &'static str, rows: &[Record]) {
        if !rows.is_empty() {
            self.touched.insert(noun);
        }
        for (door, compared) in self.compared.iter().filter(|((of, _), _)| *of == noun) {
            let hits = self.hits.entry(door.0).or_default().entry(door.1.clone()).or_default();
            for row in rows {
                let (Some(id), Some(text)) =
                    (row.get("id").and_then(Json::as_str), row.get(&door.1).and_then(Json::as_str))
                else {
                    continue;
                };
                self.names.add(noun, &door.1, text);
                hits.entry(text.to_owned()).or_default().push(hit(id, row, compared, self.pretended.is_some()));
            }
        }
    }

    /// Remembers rows of a rule as if they had been written.
    pub fn pretend(&mut self, rule: &Rule, rows: impl IntoIterator<Item = Record>) {
        let Some(pretended) = &mut self.pretended else { return };
        let of_noun = pretended.entry(rule.noun).or_default();
        let nothing = Json::Null;
        for row in rows {
            let key: Vec<&Json> =
                rule.key.iter().map(|key| get(&row, &rule.fillings[*key].field).unwrap_or(&nothing)).collect();
            of_noun.insert(digest(&key), row);
        }
    }

    /// The rows that have one of the keys, by key.
    async fn existing(&mut self, rule: &Rule, rows: &[(u64, Vec<Option<Json>>)]) -> Result<ByKey> {
        let mut existing = HashMap::new();
        let Some(first) = rule.key.first() else {
            if rule.update_only {
                let query = kernel::list::Query { limit: Some(2), ..Default::default() };
                let noun = self.house.registry.known(rule.noun)?;
                let mut rows = self.house.reader(&self.actor).page(noun, &query).await?.rows;
                if rows.len() == 1 {
                    existing.extend(rows.pop().map(|row| (digest(&[]), row)));
                }
            }
            return Ok(existing);
        };
        let name = &rule.fillings[*first].field;
        // What a dry run pretends to have made is no row of the database.
        let in_database = if self.pretended.is_some() { !self.empty.contains(rule.noun) } else { !self.nothing_there };
        if in_database {
            let noun = self.house.registry.known(rule.noun)?;
            let mut texts = HashSet::new();
            let mut values = Vec::new();
            for value in rows.iter().filter_map(|(_, values)| values[*first].as_ref()) {
                if texts.insert(value) {
                    values.push(value.clone());
                }
            }
            let nothing = Json::Null;
            for row in self.house.reader(&self.actor).holding(noun, name, &values).await? {
                let key: Vec<&Json> =
                    rule.key.iter().map(|key| get(&row, &rule.fillings[*key].field).unwrap_or(&nothing)).collect();
                existing.insert(digest(&key), row);
            }
        }
        if let Some(pretended) = self.pretended.as_ref().and_then(|pretended| pretended.get(rule.noun)) {
            let nothing = Json::Null;
            for (_, values) in rows {
                let parts: Vec<&Json> = rule.key.iter().map(|key| values[*key].as_ref().unwrap_or(&nothing)).collect();
                let key = digest(&parts);
                if let Some(row) = pretended.get(&key) {
                    existing.insert(key, row.clone());
                    self.leans = true;
                }
            }
        }
        Ok(existing)
    }

    async fn with_suggestion(&mut self, rule: &Rule, problem: Problem) -> Result<Problem> {
        let (Code::NotFound, Some(value)) = (problem.code, problem.value.clone()) else { return Ok(problem) };
        let filling = rule
            .fillings
            .iter()
            .find(|filling| problem.particulars.iter().any(|(name, is)| name == "field" && *is == filling.label));
        let Some(Filling { target: Target::Find(lookup), .. }) = filling else { return Ok(problem) };
        let meant = self.names.like(&self.house, &self.actor, lookup.noun, &lookup.by, &value).await?;
        Ok(match meant {
            Some(meant) => problem.with("suggestion", meant),
            None => problem,
        })
    }
}

/// Whether the field, or what its look-up compares, is a row of that noun.
fn finds(filling: &Filling, noun: &str) -> bool {
    match &filling.target {
        Target::Find(lookup) => lookup.noun == noun || lookup.among.iter().any(|(_, among)| finds(among, noun)),
        Target::Read(_) => false,
    }
}

/// A new row from a rule's values.
fn record(rule: &Rule, values: Vec<Option<Json>>) -> Record {
    // The door adds the fields that the file does not have.
    let mut record = Record::with_capacity(values.len() + 32);
    record.insert("id".into(), new_id().to_string().into());
    for (filling, value) in rule.fillings.iter().zip(values) {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            set(&mut record, &filling.field, value);
        }
    }
    record
}

fn set(record: &mut Record, field: &str, value: Json) {
    match field.strip_prefix("custom.") {
        None => {
            record.insert(field.to_owned(), value);
        }
        Some(key) => {
            let custom = record.entry("custom").or_insert_with(|| json!({}));
            if let Some(custom) = custom.as_object_mut() {
                if value.is_null() {
                    custom.remove(key);
                } else {
                    custom.insert(key.to_owned(), value);
                }
            }
        }
    }
}

fn get<'a>(record: &'a Record, field: &str) -> Option<&'a Json> {
    match field.strip_prefix("custom.") {
        None => record.get(field),
        Some(key) => record.get("custom")?.get(key),
    }
}

fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Where in the file a field's value stands.
fn place(rule: &Rule, filling: &Filling, row: u64, problem: Problem) -> Problem {
    let column = match &filling.from {
        From::Column(At { join: None, name, .. }) => name.clone(),
        From::Column(At { table, name, .. }) => format!("{table}.{name}"),
        From::Text(_) | From::Constant(_) => filling.field.clone(),
    };
    problem.file(&rule.table).row(row).column(&column).with("field", &filling.label)
}
