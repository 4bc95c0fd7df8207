//! Rows that may be the same thing twice: a capability says what is compared and how, before a second row is made.

use crate::{Actor, Error, Noun, Record, Result, list::Reader, record};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are looked at for one piece of what was typed.
const CANDIDATES: u64 = 200;
/// Rows that are shown.
const SHOWN: usize = 6;
/// From so many digits on, two numbers may be the same one.
const DIGITS: usize = 7;

/// One comparison.
#[derive(Clone, Copy, Debug)]
pub struct Same {
    /// The field that somebody fills in.
    pub field: &'static str,
    /// Where the same may stand already: noun and field.
    pub against: &'static [(&'static str, &'static str)],
    pub by: By,
    /// Compared only among rows that hold the same value in this field, as what was typed does.
    pub within: Option<&'static str>,
    /// Whether somebody may learn that the very same stands on a row outside of their reach; never which.
    pub tells: bool,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// Pieces that a name like it is likely to hold, and how alike two names are, from 0 to 1.
    Name { pieces: fn(&str) -> Vec<String>, likeness: fn(&str, &str) -> f64, enough: f64 },
    /// The digits, from the right: with and without the country.
    Phone,
    /// Letter for letter, large or small.
    Email,
    /// The host of an address, without `www.`.
    Domain,
}

impl By {
    fn pieces(self, text: &str) -> Vec<String> {
        match self {
            By::Name { pieces, .. } => pieces(text),
            By::Phone => {
                let digits = digits(text);
                // Numbers are written in groups of two to four: the last four mostly stand together, three nearly always.
                if digits.len() < DIGITS { Vec::new() } else { vec![digits[digits.len() - 3..].to_owned()] }
            }
            By::Email => Some(text.trim().to_lowercase()).filter(|mail| mail.contains('@')).into_iter().collect(),
            By::Domain => domain(text).into_iter().collect(),
        }
    }

    /// 0: not alike; 1: the same.
    fn likeness(self, one: &str, other: &str) -> f64 {
        let same = match self {
            By::Name { likeness, enough, .. } => {
                let like = likeness(one, other);
                return if like >= enough { like } else { 0.0 };
            }
            By::Phone => {
                let (one, other) = (digits(one), digits(other));
                let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
                short.len() >= DIGITS && long.ends_with(&short)
            }
            By::Email => one.trim().to_lowercase() == other.trim().to_lowercase(),
            By::Domain => domain(one).is_some_and(|one| Some(one) == domain(other)),
        };
        if same { 1.0 } else { 0.0 }
    }
}

/// Without what is dialled before a number from abroad.
fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

fn domain(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_owned())
}

/// A row that may be what somebody is about to make.
#[derive(Debug)]
pub struct Alike {
    pub noun: &'static str,
    pub row: Record,
    /// The fields of the form that are alike.
    pub because: BTreeSet<&'static str>,
    /// 0 to 1, of the field that is most alike.
    pub likeness: f64,
}

#[derive(Debug, Default)]
pub struct Found {
    /// Within reach, the most alike first.
    pub rows: Vec<Alike>,
    /// Whether the very same stands on a row outside of the reach, where the rule lets one know.
    pub outside: bool,
}

/// What is alike to the typed values of a new row: field name → text. `except` is a row that is no stranger to itself.
///
/// # Errors
/// Forbidden to whoever may make no such row; what the database says.
pub async fn find<C: ConnectionTrait>(
    reader: &Reader<'_, C>,
    noun: &Noun,
    typed: &BTreeMap<String, String>,
    except: Option<Uuid>,
) -> Result<Found> {
    if reader.actor.reach(noun.name, "create").is_none() {
        return Err(Error::forbidden(noun.name, "create"));
    }
    let mut alike: BTreeMap<(&'static str, Uuid), Hit> = BTreeMap::new();
    for same in noun.same.iter() {
        let Some(text) = typed.get(same.field).filter(|text| !text.trim().is_empty()) else { continue };
        let within = match same.within {
            None => None,
            Some(field) => match typed.get(field).and_then(|id| Uuid::parse_str(id).ok()) {
                Some(id) => Some((field, id)),
                None => continue,
            },
        };
        for (other, field) in same.against {
            let Some(other) = reader.house.registry.noun(other).filter(|other| sees(reader.actor, other, field)) else {
                continue;
            };
            for piece in same.by.pieces(text).into_iter().take(3) {
                for (id, value) in candidates(reader, other, field, &piece, within).await? {
                    let likeness = same.by.likeness(text, &value);
                    if likeness > 0.0 && except != Some(id) {
                        let hit = alike.entry((other.name, id)).or_default();
                        hit.because.insert(same.field);
                        hit.likeness = hit.likeness.max(likeness);
                        hit.tells |= same.tells && likeness >= 1.0;
                    }
                }
            }
        }
    }
    within_reach(reader, alike).await
}

#[derive(Default)]
struct Hit {
    because: BTreeSet<&'static str>,
    likeness: f64,
    tells: bool,
}

async fn within_reach<C: ConnectionTrait>(
    reader: &Reader<'_, C>,
    mut alike: BTreeMap<(&'static str, Uuid), Hit>,
) -> Result<Found> {
    let mut found = Found::default();
    let nouns: BTreeSet<&'static str> = alike.keys().map(|(noun, _)| *noun).collect();
    for name in nouns {
        let noun = reader.house.registry.known(name)?;
        let ids: Vec<Uuid> = alike.keys().filter(|(noun, _)| *noun == name).map(|(_, id)| *id).collect();
        let rows = match reader.actor.reach(name, "read") {
            Some(_) => reader.records(noun, &ids).await?,
            None => Vec::new(),
        };
        for row in rows {
            if let Some(hit) = alike.remove(&(noun.name, record::id(&row)?)) {
                found.rows.push(Alike { noun: noun.name, row, because: hit.because, likeness: hit.likeness });
            }
        }
    }
    found.outside = alike.values().any(|hit| hit.tells);
    found.rows.sort_by(|one, other| {
        other.likeness.total_cmp(&one.likeness).then(other.because.len().cmp(&one.because.len()))
    });
    found.rows.truncate(SHOWN);
    Ok(found)
}

/// Whoever may not read a value does not learn by trying whether it is there.
fn sees(actor: &Actor, noun: &Noun, field: &str) -> bool {
    let (Some(grant), Some(known)) = (actor.grant(noun.name), noun.field(field)) else { return false };
    !known.secret && (grant.personal || !known.personal) && !grant.hidden.contains(field)
}

/// Rows that hold the piece, whoever may see them: their id and value.
async fn candidates<C: ConnectionTrait>(
    reader: &Reader<'_, C>,
    noun: &Noun,
    field: &'static str,
    piece: &str,
    within: Option<(&'static str, Uuid)>,
) -> Result<Vec<(Uuid, String)>> {
    let column = Expr::col((noun.name, Alias::new(field)));
    let mut select = Query::select();
    select.column((noun.name, "id")).column((noun.name, Alias::new(field))).from(noun.name);
    select.and_where(crate::filter::like(column, piece, false)).limit(CANDIDATES);
    select.order_by((noun.name, "id"), sea_orm::Order::Desc);
    if let Some((field, id)) = within {
        select.and_where(Expr::col((noun.name, Alias::new(field))).eq(id));
    }
    let mut found = Vec::new();
    for row in reader.conn.query_all(&select).await? {
        if let Some(value) = row.try_get_by_index::<Option<String>>(1)? {
            found.push((row.try_get_by_index(0)?, value));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_with_and_without_its_country() {
        assert_eq!(By::Phone.likeness("+86 138 0013 8000", "138-0013-8000"), 1.0);
        assert_eq!(By::Phone.likeness("0086 13800138000", "(86) 13800138000"), 1.0);
        assert_eq!(By::Phone.likeness("13800138000", "13800138001"), 0.0);
        assert_eq!(By::Phone.likeness("8000", "13800138000"), 0.0, "an extension is no number");
        assert!(By::Phone.pieces("12").is_empty());
    }

    #[test]
    fn a_site_is_its_host_and_a_mail_its_letters() {
        assert_eq!(By::Domain.likeness("https://www.Acme.com/about", "acme.com"), 1.0);
        assert_eq!(By::Domain.likeness("acme.com.cn", "acme.com"), 0.0);
        assert_eq!(By::Email.likeness("Ann@Acme.com ", "ann@acme.com"), 1.0);
        assert!(By::Domain.pieces("acme").is_empty());
    }
}
