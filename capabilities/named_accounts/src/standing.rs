//! On which lists an account stands, on a day and ever since.

use crate::{
    attention::{Attention, Keepers},
    edition::{self, EditionId},
    line::{self, Exclusivity, Grade},
    list::{self, Kind, ListId},
    whole::{Named, Words},
};
use accounts::account::{self, AccountId};
use chrono::NaiveDate;
use kernel::{Actor, House, Money, Resource, Result, list::Reader};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// What is said of an account.
#[derive(Debug, Serialize)]
pub struct Account {
    pub on: NaiveDate,
    /// The lists on which it stands on that day.
    pub standing: Vec<Stands>,
    /// All lists on which it ever stood, or will, the latest first.
    pub history: Vec<Stands>,
}

/// An account on a list: what whoever sees the account may know.
#[derive(Clone, Debug, Serialize)]
pub struct Stands {
    pub list: Named,
    /// Whether the reader may open the list.
    pub open: bool,
    pub kind: Kind,
    pub edition: Option<i64>,
    /// Since when it is on the list without a break, whatever the edition.
    pub since: Option<NaiveDate>,
    pub from: Option<NaiveDate>,
    /// The first day on which this edition counts no longer.
    pub until: Option<NaiveDate>,
    pub person: Option<Named>,
    pub grade: Option<Grade>,
    pub exclusivity: Exclusivity,
    /// For those who see the list.
    pub potential: Option<Money>,
    pub attention: Option<Attention>,
}

/// On which lists an account stands on a day, for somebody who sees the account.
pub async fn of_account(house: &House, actor: &Actor, account: AccountId, on: NaiveDate) -> Result<Account> {
    house.reader(actor).find::<account::Entity>(account.0).await?;
    let history = history(house, actor, account).await?;
    let stands = |one: &&Stands| one.from.is_some_and(|from| from <= on) && one.until.is_none_or(|until| on < until);
    Ok(Account { on, standing: history.iter().filter(stands).cloned().collect(), history })
}

/// The lists on which an account stands on a day, whoever asks: what other capabilities go by.
pub async fn standing<C: ConnectionTrait>(
    reader: &Reader<'_, C>,
    account: AccountId,
    on: NaiveDate,
) -> Result<Vec<line::Model>> {
    let lines = reader.visible::<line::Entity>().filter(line::Column::AccountId.eq(account));
    let lines = lines.filter(line::Column::From.lte(on)).all(reader.conn).await?;
    Ok(lines.into_iter().filter(|line| line.stands(on)).collect())
}

async fn history(house: &House, actor: &Actor, account: AccountId) -> Result<Vec<Stands>> {
    // Whoever sees an account may know that it is named and by whom it is looked after; the lists are open to fewer.
    let system = Actor::system();
    let all = house.reader(&system);
    let lines = all.visible::<line::Entity>().filter(line::Column::AccountId.eq(account));
    let lines = lines.filter(line::Column::From.is_not_null());
    let lines = lines.order_by_desc(line::Column::From).order_by_desc(line::Column::Id).all(all.conn).await?;
    let ids: BTreeSet<EditionId> = lines.iter().map(|line| line.edition_id).collect();
    let editions = all.visible::<edition::Entity>().filter(edition::Column::Id.is_in(ids));
    let editions: HashMap<EditionId, edition::Model> =
        editions.all(all.conn).await?.into_iter().map(|edition| (edition.id, edition)).collect();
    let ids: BTreeSet<ListId> = editions.values().map(|edition| edition.list_id).collect();
    let seen: Vec<Uuid> = ids.iter().map(|list| list.0).collect();
    let lists = all.visible::<list::Entity>().filter(list::Column::Id.is_in(ids));
    let lists: HashMap<ListId, list::Model> =
        lists.all(all.conn).await?.into_iter().map(|list| (list.id, list)).collect();
    let noun = house.registry.known(list::Entity::NAME)?;
    let open = house.reader(actor).among(noun, &seen, "read").await?;
    let words = Words::of(house, actor, lines.iter()).await?;
    let keepers = Keepers::of(&house.reader(actor), &lines).await?;
    let stretch: Vec<(ListId, Option<NaiveDate>, Option<NaiveDate>)> = lines
        .iter()
        .filter_map(|line| Some((editions.get(&line.edition_id)?.list_id, line.from, line.until)))
        .collect();
    let stands = lines.iter().filter_map(|line| {
        let edition = editions.get(&line.edition_id)?;
        let list = lists.get(&edition.list_id)?;
        let own: Vec<_> = stretch.iter().filter(|(of, ..)| *of == list.id).map(|(_, from, to)| (*from, *to)).collect();
        let may = open.contains(&list.id.0);
        Some(Stands {
            list: Named { id: list.id.0, name: list.name.clone() },
            open: may,
            kind: list.kind,
            edition: edition.edition,
            since: since(&own, line.from),
            from: line.from,
            until: line.until,
            person: words.person(line.person_id),
            grade: line.grade,
            exclusivity: line.exclusivity,
            potential: words.potential(line).filter(|_| may),
            attention: keepers.attention(line).filter(|_| line.stands(house.today())),
        })
    });
    Ok(stands.collect())
}

/// The first day of the unbroken stretch that a day belongs to; `spans` say from when and until (excluded).
fn since(spans: &[(Option<NaiveDate>, Option<NaiveDate>)], from: Option<NaiveDate>) -> Option<NaiveDate> {
    let mut first = from;
    for _ in spans {
        match spans.iter().find(|(_, until)| until.is_some() && *until == first) {
            Some((earlier, _)) => first = *earlier,
            None => break,
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_named_since_its_first_edition_without_a_break() {
        let day = |text: &str| Some(text.parse().unwrap());
        let spans =
            [(day("2024-01-01"), day("2025-01-01")), (day("2025-07-01"), day("2026-01-01")), (day("2026-01-01"), None)];
        assert_eq!(since(&spans, day("2026-01-01")), day("2025-07-01"));
        assert_eq!(since(&spans, day("2024-01-01")), day("2024-01-01"));
    }
}
