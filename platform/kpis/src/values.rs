//! Values of dimensions between people's words and the mirror's numbers.

use crate::{
    cut::{By, Cut, Station},
    feed::fault,
    numbers::Numbers,
    path, read, shape,
};
use kernel::{Actor, Error, FieldError, Kind, Noun, Result, calendar::PeriodName};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use std::collections::{BTreeSet, HashMap};

/// What a dimension's numbers stand for.
pub enum Meaning {
    /// Rows of a noun.
    Rows {
        noun: &'static str,
    },
    /// Words of a dictionary.
    Words {
        dictionary: String,
    },
    Flag,
    Number(Kind),
    /// First days of periods.
    Time(kernel::calendar::Grain),
}

/// The label and, for rows, the id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub label: Option<String>,
    pub id: Option<String>,
}

pub fn meaning(numbers: &Numbers, cut: &Cut) -> Result<Meaning> {
    let registry = &numbers.house.registry;
    Ok(match &cut.by {
        By::Station(station, _) => Meaning::Rows { noun: station.noun() },
        By::Under(_) => Meaning::Rows { noun: Station::Team.noun() },
        By::Time(grain, _) => Meaning::Time(*grain),
        By::Value(path) => {
            let noun = registry.known(path.end.0)?;
            match path::kind(registry, noun, &path.end.1) {
                Some(Kind::Ref(target)) => Meaning::Rows { noun: registry.known(&target)?.name },
                Some(Kind::Bool) => Meaning::Flag,
                Some(kind) if kind.is_number() => Meaning::Number(kind),
                _ => Meaning::Words { dictionary: shape::dictionary(registry, noun, &path.end.1) },
            }
        }
    })
}

/// How each number of a dimension is shown to the actor; rows whose names are hidden from them come without a label.
pub async fn shown(numbers: &Numbers, actor: &Actor, cut: &Cut, found: &[i64]) -> Result<HashMap<i64, Shown>> {
    let word = |label: String| Shown { label: Some(label), id: None };
    Ok(match meaning(numbers, cut)? {
        Meaning::Flag => found.iter().map(|n| (*n, word((*n != 0).to_string()))).collect(),
        Meaning::Number(kind) => {
            let currency = numbers.house.company().currency;
            let text = |n: i64| match kernel::record::show(&kind, &n.into(), currency) {
                serde_json::Value::Object(money) => money["amount"].as_str().unwrap_or_default().to_owned(),
                other => other.to_string(),
            };
            found.iter().map(|n| (*n, word(text(*n)))).collect()
        }
        Meaning::Words { dictionary } => {
            let words = numbers.mirror.dictionary(&dictionary);
            let shown = |n: i64| Shown { label: u32::try_from(n).ok().and_then(|code| words.label(code)), id: None };
            found.iter().map(|n| (*n, shown(*n))).collect()
        }
        Meaning::Time(grain) => {
            let calendar = &numbers.house.company().calendar;
            found.iter().map(|n| (*n, word(calendar.label(grain, read::date(*n as i32))))).collect()
        }
        Meaning::Rows { noun } => {
            let words = numbers.mirror.dictionary(noun);
            let id = |n: i64| u32::try_from(n).ok().and_then(|code| words.id(code)).map(Uuid::from_u128);
            let ids: BTreeSet<Uuid> = found.iter().filter_map(|n| id(*n)).collect();
            let titles = numbers.house.reader(actor).titles(numbers.house.registry.known(noun)?, ids).await?;
            let shown = |n: i64| {
                let id = id(n);
                let label = id.and_then(|id| titles.get(&id)).map(|title| title.to_string());
                Shown { label, id: id.map(|id| id.to_string()) }
            };
            found.iter().map(|n| (*n, shown(*n))).collect()
        }
    })
}

/// A number that no row has: a value that is known, of which there are no rows.
const NOBODY: i64 = -1;

/// The numbers of values that somebody gave by label or id.
pub async fn numbers_of(
    numbers: &Numbers,
    cut: &Cut,
    values: &[Option<String>],
    parameter: &'static str,
) -> Result<Vec<Option<i64>>> {
    let meaning = meaning(numbers, cut)?;
    let mut made = Vec::with_capacity(values.len());
    for value in values {
        let Some(text) = value else {
            made.push(None);
            continue;
        };
        let unknown = || {
            let wrong = FieldError::new(parameter, "kpis.unknown_value", "{name} has no value like this");
            Error::from(wrong.with("name", cut.name).value(text))
        };
        match &meaning {
            Meaning::Flag => made.push(Some(i64::from(text.parse::<bool>().map_err(|_| unknown())?))),
            Meaning::Number(_) => made.push(Some(text.parse().map_err(|_| unknown())?)),
            Meaning::Time(grain) => {
                let calendar = &numbers.house.company().calendar;
                let name: PeriodName = text.parse().map_err(|_| unknown())?;
                let first = calendar.days(name).ok_or_else(unknown)?.from();
                if calendar.name(*grain, first) != name {
                    return Err(unknown());
                }
                made.push(Some(i64::from(read::day(calendar.period(*grain, first).from()))));
            }
            Meaning::Words { dictionary } => {
                let words = numbers.mirror.dictionary(dictionary);
                match words.known_label(text) {
                    Some(code) => made.push(Some(i64::from(code))),
                    None if is_option(numbers, cut, text)? => made.push(Some(NOBODY)),
                    None => return Err(unknown()),
                }
            }
            Meaning::Rows { noun } => {
                let noun = numbers.house.registry.known(noun)?;
                let ids = ids(numbers, noun, text).await?;
                if ids.is_empty() {
                    return Err(unknown());
                }
                let words = numbers.mirror.dictionary(noun.name);
                let number = |id: Uuid| words.known(id.as_u128()).map_or(NOBODY, i64::from);
                made.extend(ids.into_iter().map(|id| Some(number(id))));
            }
        }
    }
    Ok(made)
}

/// Whether a word could be the value of a row: an option of a choice.
fn is_option(numbers: &Numbers, cut: &Cut, text: &str) -> Result<bool> {
    let By::Value(path) = &cut.by else { return Ok(false) };
    let registry = &numbers.house.registry;
    Ok(match path::kind(registry, registry.known(path.end.0)?, &path.end.1) {
        Some(Kind::Choice(options)) => options.iter().any(|option| option.value == text),
        _ => false,
    })
}

/// The rows that people call so; an id names itself. Several rows may have one name.
async fn ids(numbers: &Numbers, noun: &Noun, text: &str) -> Result<Vec<Uuid>> {
    let title = Expr::col(Alias::new(noun.title)).eq(text);
    let named = match Uuid::parse_str(text) {
        Ok(id) => title.or(Expr::col("id").eq(id)),
        Err(_) => title,
    };
    let select = Query::select().column("id").from(noun.name).and_where(named).limit(1000).take();
    let rows = numbers.house.store.reader().query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// The codes of words that tests name, as far as rows have them.
pub fn codes(numbers: &Numbers, path: &path::Path, words: &[&str]) -> Result<analytics::Mask> {
    let registry = &numbers.house.registry;
    let noun = registry.known(path.end.0)?;
    let dictionary = numbers.mirror.dictionary(&shape::dictionary(registry, noun, &path.end.1));
    Ok(analytics::Mask::of(words.iter().filter_map(|word| dictionary.known_label(word)), false))
}

/// From a row to a value, in the mirror's terms.
pub fn key(numbers: &Numbers, path: &path::Path) -> Result<analytics::Key> {
    let mut steps = path.through.iter().chain([&path.end]);
    let mut key = analytics::Key::column(steps.next().map_or("", |(_, field)| field.as_str()));
    for (noun, field) in steps {
        key = key.then(numbers.mirror.attribute(noun, field, noun).map_err(fault)?);
    }
    Ok(key)
}
