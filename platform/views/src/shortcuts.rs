//! Where somebody goes again and again: what they pinned, in their order, and what they looked at last.
//!
//! Bookkeeping of one user like their sessions: no row of the company's, so it is no noun and has no journal line.

use crate::view;
use kernel::{Actor, Error, FieldError, House, Noun, Record, Refusal, Resource, Result, Work};
use sea_orm::{
    ConnectionTrait, Order,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, NullOrdering, OnConflict, Query},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

pub const TABLE: &str = "shortcuts";

const KEY: [&str; 2] = ["user_id", "address"];

const MOST_PINNED: usize = 50;
const MOST_RECENT: usize = 30;

pub const TOO_MANY: Refusal = Refusal::new("shortcuts.too_many", "at most 50 things can be pinned");

/// A place below the root of the web: `numbers`, `opportunities`, `opportunities/<id>`, `views/<id>` for a saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub text: String,
    /// The kind of row and the row; none for a screen.
    pub row: Option<(String, Uuid)>,
}

impl Address {
    /// Segments are small letters, digits and `_`; the last one may be a row's id, 200 characters in all.
    pub fn read(text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new("address", "shortcuts.bad_address", "this is no place in the web").value(text);
        let segments: Vec<&str> = text.split('/').collect();
        let (last, first) = segments.split_last().ok_or_else(wrong)?;
        let id = Uuid::parse_str(last).ok().filter(|_| !first.is_empty());
        let words = if id.is_some() { first } else { segments.as_slice() };
        let word = |part: &&str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        if text.len() > 200 || !words.iter().all(word) {
            return Err(wrong());
        }
        // One spelling of a place, whichever way its id was written.
        let text = match id {
            Some(id) => format!("{}/{id}", words.join("/")),
            None => text.to_owned(),
        };
        Ok(Self { text, row: id.map(|id| (words.join("/"), id)) })
    }
}

/// A place as its reader sees it.
#[derive(Clone, Debug, Serialize)]
pub struct Shortcut {
    pub address: String,
    pub noun: Option<String>,
    pub id: Option<Uuid>,
    /// What the row is called; none for a screen, and for a row whose name the reader may not see.
    pub title: Option<String>,
    /// Of a saved view: whose list it shows.
    pub list: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Shortcuts {
    pub pinned: Vec<Shortcut>,
    pub recent: Vec<Shortcut>,
}

/// What the user has, without what is gone or out of reach.
pub async fn of(house: &House, actor: &Actor, user: Uuid) -> Result<Shortcuts> {
    let conn = house.store.reader();
    let pinned = pinned(conn, user).await?;
    let recent = recent(conn, user).await?;
    let seen = rows(house, actor, pinned.iter().chain(&recent)).await?;
    let shown = |all: Vec<String>| all.iter().filter_map(|text| shortcut(house, actor, &seen, text)).collect();
    Ok(Shortcuts { pinned: shown(pinned), recent: shown(recent) })
}

type Seen = HashMap<(String, Uuid), Record>;

/// The rows that the places name, as far as the reader sees them.
async fn rows(house: &House, actor: &Actor, places: impl Iterator<Item = &String>) -> Result<Seen> {
    let mut wanted: HashMap<String, HashSet<Uuid>> = HashMap::new();
    for (noun, id) in places.filter_map(|text| Address::read(text).ok()?.row) {
        wanted.entry(noun).or_default().insert(id);
    }
    let mut seen = Seen::new();
    for (name, ids) in wanted {
        let Some(noun) = readable(house, actor, &name) else { continue };
        let ids: Vec<Uuid> = ids.into_iter().collect();
        for row in house.reader(actor).records(noun, &ids).await? {
            seen.insert((name.clone(), kernel::record::id(&row)?), row);
        }
    }
    Ok(seen)
}

fn readable<'a>(house: &'a House, actor: &Actor, noun: &str) -> Option<&'a Noun> {
    actor.reach(noun, "read").and_then(|_| house.registry.noun(noun))
}

fn shortcut(house: &House, actor: &Actor, seen: &Seen, text: &str) -> Option<Shortcut> {
    let address = Address::read(text).ok()?;
    let Some((name, id)) = address.row else {
        // A list that its reader may no longer see has gone, too; other screens are the web's to offer.
        let noun = house.registry.noun(text).map(|noun| noun.name.to_owned());
        let gone = noun.as_ref().is_some_and(|noun| readable(house, actor, noun).is_none());
        return (!gone).then_some(Shortcut { address: address.text, noun, id: None, title: None, list: None });
    };
    let row = seen.get(&(name.clone(), id))?;
    let noun = house.registry.noun(&name)?;
    let list = (name == view::Entity::NAME).then(|| row.get("noun").and_then(Value::as_str).unwrap_or_default());
    if list.is_some_and(|list| readable(house, actor, list).is_none()) {
        return None;
    }
    let list = list.map(str::to_owned);
    Some(Shortcut {
        address: address.text,
        title: actor.title(noun, row).map(str::to_owned),
        noun: Some(name),
        id: Some(id),
        list,
    })
}

/// Refuses a row that is not there, or not for this reader.
pub async fn within_reach(house: &House, actor: &Actor, address: &Address) -> Result<()> {
    let Some((noun, id)) = &address.row else { return Ok(()) };
    let unknown = || Error::NotFound(noun.clone().into());
    let known = readable(house, actor, noun).ok_or_else(unknown)?;
    let found = house.reader(actor).records(known, &[*id]).await?;
    if found.is_empty() { Err(unknown()) } else { Ok(()) }
}

/// Pins a place, or moves one that is pinned. `place` counts from 0; none is the end, or where it stands already.
pub async fn pin(work: &Work, user: Uuid, address: &Address, place: Option<usize>) -> Result<()> {
    let before = pinned(work.conn(), user).await?;
    let mut order: Vec<&String> = before.iter().filter(|text| **text != address.text).collect();
    if order.len() >= MOST_PINNED {
        return Err(TOO_MANY.into());
    }
    let stands = before.iter().position(|text| *text == address.text);
    order.insert(place.or(stands).unwrap_or(order.len()).min(order.len()), &address.text);
    for (place, text) in order.into_iter().enumerate() {
        let mut insert = Query::insert();
        insert
            .into_table(TABLE)
            .columns(["user_id", "address", "place"])
            .values_panic([user.into(), text.clone().into(), i64::try_from(place).unwrap_or(i64::MAX).into()])
            .on_conflict(OnConflict::columns(KEY).update_column("place").clone());
        work.conn().execute(&insert).await?;
    }
    Ok(())
}

pub async fn unpin(work: &Work, user: Uuid, address: &Address) -> Result<()> {
    let mut update = Query::update();
    update.table(TABLE).value("place", Option::<i64>::None);
    update.and_where(Expr::col("user_id").eq(user)).and_where(Expr::col("address").eq(address.text.as_str()));
    work.conn().execute(&update).await?;
    Ok(())
}

/// Keeps that the user looked at a place now, and forgets the oldest ones.
pub async fn looked_at(work: &Work, user: Uuid, address: &Address) -> Result<()> {
    let mut insert = Query::insert();
    insert
        .into_table(TABLE)
        .columns(["user_id", "address", "seen_at"])
        .values_panic([user.into(), address.text.clone().into(), work.now.into()])
        .on_conflict(OnConflict::columns(KEY).update_column("seen_at").clone());
    work.conn().execute(&insert).await?;
    let kept = recent(work.conn(), user).await?;
    let mine = Expr::col("user_id").eq(user);
    let mut forget = Query::delete();
    forget.from_table(TABLE).and_where(mine).and_where(Expr::col("place").is_null());
    forget.and_where(Expr::col("address").is_not_in(kept));
    work.conn().execute(&forget).await?;
    Ok(())
}

async fn pinned(conn: &impl ConnectionTrait, user: Uuid) -> Result<Vec<String>> {
    let mut select = Query::select();
    select.column("address").from(TABLE).and_where(Expr::col("user_id").eq(user));
    select.and_where(Expr::col("place").is_not_null()).order_by("place", Order::Asc).order_by("address", Order::Asc);
    addresses(conn, &select).await
}

async fn recent(conn: &impl ConnectionTrait, user: Uuid) -> Result<Vec<String>> {
    let mut select = Query::select();
    select.column("address").from(TABLE).and_where(Expr::col("user_id").eq(user));
    select.and_where(Expr::col("seen_at").is_not_null());
    select.order_by_with_nulls("seen_at", Order::Desc, NullOrdering::Last).order_by("address", Order::Asc);
    select.limit(MOST_RECENT as u64);
    addresses(conn, &select).await
}

async fn addresses(conn: &impl ConnectionTrait, select: &sea_orm::sea_query::SelectStatement) -> Result<Vec<String>> {
    conn.query_all(select).await?.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_screen_or_a_row() {
        let id = "01900000-0000-7000-8000-000000000000";
        assert_eq!(Address::read("numbers").unwrap().row, None);
        let row = Address::read(&format!("accounts/{}", id.to_uppercase())).unwrap();
        assert_eq!((row.text, row.row.unwrap().0), (format!("accounts/{id}"), "accounts".to_owned()));
        for bad in ["", "/", "accounts/", "//x", "Accounts", "accounts?q=1", id, "https://x", &"a".repeat(201)] {
            assert!(Address::read(bad).is_err(), "{bad}");
        }
    }
}
