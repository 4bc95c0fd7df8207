//! A question to the index, answered by the database within the reader's reach.

use crate::index::Search;
use kernel::{Actor, Error, House, Noun, Record, Result, record};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use tantivy::{
    TantivyDocument, Term,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery, TermSetQuery},
    schema::{Field, IndexRecordOption, Value as _},
};

/// A row that holds the words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    pub noun: &'static str,
    pub id: String,
    pub title: String,
    /// The passage in which a word stands; empty when it is the title.
    pub snippet: String,
}

/// The index is asked for so many times what is wanted, because some of it lies outside the reader's reach,
const SPARE: usize = 6;
/// again and again, up to so many.
const MOST: usize = 3_000;

impl Search {
    pub async fn ask(
        &self,
        house: &House,
        actor: &Actor,
        text: &str,
        nouns: &[String],
        limit: usize,
    ) -> Result<Vec<Hit>> {
        let tokens = self.tokens(text);
        let asked: Vec<&Noun> = house
            .registry
            .nouns()
            .filter(|noun| nouns.is_empty() || nouns.iter().any(|wanted| wanted == noun.name))
            .filter(|noun| actor.reach(noun.name, "read").is_some())
            .collect();
        if tokens.is_empty() || asked.is_empty() {
            return Ok(Vec::new());
        }
        let query = self.query(&tokens, &asked, actor);
        let mut wanted = limit * SPARE;
        loop {
            let found = self.found(&query, wanted)?;
            let exhausted = found.len() < wanted || wanted >= MOST;
            let hits = self.seen(house, actor, &found, &tokens, limit).await?;
            if hits.len() >= limit || exhausted {
                return Ok(hits);
            }
            wanted = (wanted * SPARE).min(MOST);
        }
    }

    /// All words, each in what is open to everyone or, for nouns where the reader may see it, in what is personal. The
    /// last word may be the beginning of one: it is still being typed.
    fn query(&self, tokens: &[String], nouns: &[&Noun], actor: &Actor) -> BooleanQuery {
        let of = |names: Vec<&str>| -> Box<dyn Query> {
            let terms = names.into_iter().map(|name| Term::from_field_text(self.fields.noun, name));
            Box::new(TermSetQuery::new(terms))
        };
        let personal: Vec<&str> = nouns
            .iter()
            .filter(|noun| actor.grant(noun.name).is_some_and(|grant| grant.personal))
            .map(|noun| noun.name)
            .collect();
        let mut all: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Must, of(nouns.iter().map(|noun| noun.name).collect()))];
        for (at, token) in tokens.iter().enumerate() {
            let last = at + 1 == tokens.len();
            let mut any = vec![(Occur::Should, word(self.fields.open, token, last))];
            if !personal.is_empty() {
                let here = BooleanQuery::new(vec![
                    (Occur::Must, of(personal.clone())),
                    (Occur::Must, word(self.fields.personal, token, last)),
                ]);
                any.push((Occur::Should, Box::new(here)));
            }
            all.push((Occur::Must, Box::new(BooleanQuery::new(any))));
        }
        BooleanQuery::new(all)
    }

    fn found(&self, query: &BooleanQuery, limit: usize) -> Result<Vec<(String, Uuid)>> {
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(limit).order_by_score();
        let mut found = Vec::new();
        for (_, address) in searcher.search(query, &top).map_err(Error::internal)? {
            let document: TantivyDocument = searcher.doc(address).map_err(Error::internal)?;
            let key = document.get_first(self.fields.key).and_then(|value| value.as_str()).unwrap_or_default();
            if let Some((noun, id)) = key.split_once('/')
                && let Ok(id) = Uuid::parse_str(id)
            {
                found.push((noun.to_owned(), id));
            }
        }
        Ok(found)
    }

    /// Those of the found rows that the reader sees, in the order in which they were found.
    async fn seen(
        &self,
        house: &House,
        actor: &Actor,
        found: &[(String, Uuid)],
        tokens: &[String],
        limit: usize,
    ) -> Result<Vec<Hit>> {
        let mut ids: HashMap<&str, Vec<Uuid>> = HashMap::new();
        for (noun, id) in found {
            ids.entry(noun).or_default().push(*id);
        }
        let mut rows: HashMap<Uuid, (&Noun, Record)> = HashMap::new();
        for (noun, ids) in ids {
            let noun = house.registry.known(noun)?;
            for row in house.reader(actor).records(noun, &ids).await? {
                rows.insert(record::id(&row)?, (noun, row));
            }
        }
        let mut hits = Vec::new();
        for (_, id) in found {
            if let Some((noun, row)) = rows.get(id) {
                hits.extend(self.hit(actor, noun, row, tokens));
            }
            if hits.len() == limit {
                break;
            }
        }
        Ok(hits)
    }

    /// A hit shows only fields that this reader may read; a row of which a word stands in others alone is none.
    fn hit(&self, actor: &Actor, noun: &Noun, row: &Record, tokens: &[String]) -> Option<Hit> {
        let grant = actor.grant(noun.name)?;
        let readable = |name: &str| {
            noun.field(name).is_some_and(|field| {
                !field.secret && (grant.personal || !field.personal) && !grant.hidden.contains(name)
            })
        };
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let searched: Vec<&str> = noun
            .built_in()
            .iter()
            .filter(|field| field.search && readable(&field.name))
            .map(|field| field.name.as_ref())
            .collect();
        // The index knows what is personal, not what is hidden from a role; else it has looked in these fields only.
        if noun.built_in().iter().any(|field| field.search && grant.hidden.contains(&*field.name))
            && !self.holds(searched.iter().map(|name| text(name)), tokens)
        {
            return None;
        }
        let mut passages = searched.iter().filter_map(|name| Some((*name, passage(text(name), tokens)?)));
        let (field, snippet) = passages.next()?;
        let title = if readable(noun.title) { text(noun.title).to_owned() } else { String::new() };
        let snippet = if field == noun.title { String::new() } else { snippet };
        Some(Hit { noun: noun.name, id: text("id").to_owned(), title, snippet })
    }

    /// Whether every word stands in one of the texts, found as the index finds it; the last may be the beginning of one.
    fn holds<'a>(&self, texts: impl Iterator<Item = &'a str>, tokens: &[String]) -> bool {
        let there: BTreeSet<String> = texts.flat_map(|text| self.tokens(text)).collect();
        let Some((last, whole)) = tokens.split_last() else { return true };
        whole.iter().all(|token| there.contains(token)) && there.iter().any(|token| token.starts_with(last.as_str()))
    }
}

fn word(field: Field, token: &str, may_go_on: bool) -> Box<dyn Query> {
    let term = Term::from_field_text(field, token);
    let whole = BoostQuery::new(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)), 3.0);
    if !may_go_on {
        return Box::new(whole);
    }
    let begun = FuzzyTermQuery::new_prefix(term, 0, false);
    Box::new(BooleanQuery::new(vec![(Occur::Should, Box::new(whole)), (Occur::Should, Box::new(begun))]))
}

/// Some words around the first of the tokens that stands in the text.
fn passage(text: &str, tokens: &[String]) -> Option<String> {
    const AROUND: usize = 40;
    // Letter by letter, as the index does it.
    let low: String = text.chars().flat_map(char::to_lowercase).collect();
    let at = tokens.iter().filter_map(|token| low.find(token.as_str())).min()?;
    let place = low[..at].chars().count();
    let from = place.saturating_sub(AROUND);
    let cut: String = text.chars().skip(from).take(AROUND * 3).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if text.chars().count() > from + AROUND * 3 { "…" } else { "" };
    Some(format!("{before}{}{after}", cut.replace('\n', " ")))
}
