//! Two editions beside each other: which accounts came, went and changed, and in sums.

use crate::{
    edition::{self, EditionId, State},
    line,
    whole::{Named, Words},
};
use accounts::account::AccountId;
use kernel::{Actor, Currency, House, Minor, Money, Result};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Serialize)]
pub struct Comparison {
    pub edition: Named,
    /// What it is compared with; nothing where it is the first.
    pub with: Option<Named>,
    pub added: Vec<Entry>,
    pub removed: Vec<Entry>,
    pub changed: Vec<Entry>,
    pub unchanged: usize,
    pub before: Sums,
    pub after: Sums,
}

#[derive(Debug, Default, Serialize)]
pub struct Sums {
    pub accounts: usize,
    /// Annual potential, in each currency by itself.
    pub potential: Vec<Money>,
}

/// One account.
#[derive(Debug, Serialize)]
pub struct Entry {
    pub account: Named,
    /// Whether the reader may open the account.
    pub opens: bool,
    pub person: Option<Named>,
    pub potential: Option<Money>,
    /// Which fields changed: as it was and as it is, as people read them.
    pub changes: Vec<Changed>,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Changed {
    pub field: &'static str,
    pub before: Value,
    pub after: Value,
}

/// Which lines of two editions belong together, account by account.
#[derive(Debug, PartialEq)]
pub struct Matched<'a> {
    pub added: Vec<&'a line::Model>,
    pub removed: Vec<&'a line::Model>,
    pub both: Vec<(&'a line::Model, &'a line::Model)>,
}

pub fn matched<'a>(before: &'a [line::Model], after: &'a [line::Model]) -> Matched<'a> {
    let was: HashMap<AccountId, &line::Model> = before.iter().map(|line| (line.account_id, line)).collect();
    let is: HashMap<AccountId, &line::Model> = after.iter().map(|line| (line.account_id, line)).collect();
    Matched {
        added: after.iter().filter(|line| !was.contains_key(&line.account_id)).collect(),
        removed: before.iter().filter(|line| !is.contains_key(&line.account_id)).collect(),
        both: after.iter().filter_map(|line| Some((*was.get(&line.account_id)?, line))).collect(),
    }
}

/// Annual potential in each currency; one that is too large to be said is left out.
pub fn sums(lines: &[line::Model]) -> Sums {
    let mut totals: BTreeMap<Currency, Option<Minor>> = BTreeMap::new();
    for line in lines {
        if let Some(potential) = line.potential {
            let total = totals.entry(line.currency).or_insert(Some(Minor(0)));
            *total = total.and_then(|total| total.checked_add(potential));
        }
    }
    let potential = totals.into_iter().filter_map(|(currency, total)| Some(Money::new(total?, currency)));
    Sums { accounts: lines.len(), potential: potential.collect() }
}

/// Beside another edition of the list; where none is named, the one before it.
pub async fn compare(house: &House, actor: &Actor, id: EditionId, with: Option<EditionId>) -> Result<Comparison> {
    let reader = house.reader(actor);
    let edition = reader.find::<edition::Entity>(id.0).await?;
    let with = match with {
        Some(with) => Some(reader.find::<edition::Entity>(with.0).await?),
        None => {
            let earlier = reader
                .visible::<edition::Entity>()
                .filter(edition::Column::ListId.eq(edition.list_id))
                .filter(edition::Column::Edition.lt(edition.edition))
                .filter(edition::Column::State.ne(State::Draft));
            earlier.order_by_desc(edition::Column::Edition).one(reader.conn).await?
        }
    };
    let lines = async |id: EditionId| {
        let select = reader.visible::<line::Entity>().filter(line::Column::EditionId.eq(id));
        select.order_by_asc(line::Column::Name).order_by_asc(line::Column::Id).all(reader.conn).await
    };
    let after = lines(edition.id).await?;
    let before = match &with {
        Some(with) => lines(with.id).await?,
        None => Vec::new(),
    };
    let words = Words::of(house, actor, before.iter().chain(&after)).await?;
    let found = matched(&before, &after);
    let entry = |line: &line::Model, changes: Vec<Changed>| Entry {
        account: words.account(line),
        opens: words.opens(line),
        person: words.person(line.person_id),
        potential: words.potential(line),
        changes,
    };
    let mut changed = Vec::new();
    for (was, is) in &found.both {
        let changes = words.changes(was, is);
        if !changes.is_empty() {
            changed.push(entry(is, changes));
        }
    }
    let sums = |lines: &[line::Model]| {
        let sums = sums(lines);
        // Where the potential is hidden, so is its sum.
        if words.tells_potential { sums } else { Sums { potential: Vec::new(), ..sums } }
    };
    Ok(Comparison {
        edition: Named { id: edition.id.0, name: edition.name.unwrap_or_default() },
        with: with.map(|with| Named { id: with.id.0, name: with.name.unwrap_or_default() }),
        added: found.added.iter().map(|line| entry(line, Vec::new())).collect(),
        removed: found.removed.iter().map(|line| entry(line, Vec::new())).collect(),
        unchanged: found.both.len() - changed.len(),
        changed,
        before: sums(&before),
        after: sums(&after),
    })
}
