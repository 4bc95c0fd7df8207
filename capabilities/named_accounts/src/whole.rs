//! An edition as people read it: its accounts with names, what was won there, and which of them need attention.

use crate::{
    attention::{Attention, Keepers},
    comparing::{self, Changed, Sums},
    edition::{self, EditionId},
    line::{self, Exclusivity, Grade},
};
use accounts::account::{self, AccountId};
use chrono::NaiveDate;
use kernel::{Actor, House, Minor, Money, Resource, Result, list::Labels};
use opportunities::{opportunity, stage::Outcome};
use org::{
    Rates,
    person::{self, PersonId},
    unit,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// Ids in one statement.
const IDS: usize = 1000;

/// A row and what people call it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Whole {
    pub today: NaiveDate,
    pub accounts: Vec<Line>,
    pub sums: Sums,
    /// Won there while they were named, in the company's currency, as far as the reader sees deals; nothing where a rate
    /// is missing.
    pub won: Option<Money>,
    /// How many accounts need somebody's attention.
    pub attention: usize,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub id: Uuid,
    pub version: i64,
    pub account: Named,
    /// Whether the reader may open the account.
    pub opens: bool,
    pub person: Option<Named>,
    /// Where they work today.
    pub unit: Option<Named>,
    pub grade: Option<Grade>,
    pub reason: Option<String>,
    pub potential: Option<Money>,
    pub exclusivity: Exclusivity,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub won: Option<Money>,
    pub attention: Option<Attention>,
}

/// Names for lines, and what the reader may know of them.
pub struct Words {
    accounts: Labels,
    people: Labels,
    /// The accounts within the reader's reach.
    open: BTreeSet<Uuid>,
    pub tells_potential: bool,
    tells_reason: bool,
}

impl Words {
    pub async fn of<'a>(
        house: &House,
        actor: &Actor,
        lines: impl Iterator<Item = &'a line::Model> + Clone,
    ) -> Result<Self> {
        let reader = house.reader(actor);
        let registry = &house.registry;
        let accounts: BTreeSet<Uuid> = lines.clone().map(|line| line.account_id.0).collect();
        let people: BTreeSet<Uuid> = lines.filter_map(|line| line.person_id.map(|person| person.0)).collect();
        let noun = registry.known(line::Entity::NAME)?;
        let tells = |name: &str| noun.field(name).is_some_and(|field| actor.opens(noun, &field));
        let ids: Vec<Uuid> = accounts.iter().copied().collect();
        let customers = registry.known(account::Entity::NAME)?;
        Ok(Self {
            open: reader.among(customers, &ids, "read").await?,
            accounts: reader.titles(customers, accounts).await?,
            people: reader.titles(registry.known(person::Entity::NAME)?, people).await?,
            tells_potential: tells("potential"),
            tells_reason: tells("reason"),
        })
    }

    /// As it is called today, else as it was called when it was put on the list.
    pub fn account(&self, line: &line::Model) -> Named {
        let name = self.accounts.get(&line.account_id.0).map(ToString::to_string);
        Named { id: line.account_id.0, name: name.or_else(|| line.name.clone()).unwrap_or_default() }
    }

    pub fn opens(&self, line: &line::Model) -> bool {
        self.open.contains(&line.account_id.0)
    }

    pub fn person(&self, id: Option<PersonId>) -> Option<Named> {
        let id = id?.0;
        Some(Named { id, name: self.people.get(&id)?.to_string() })
    }

    pub fn potential(&self, line: &line::Model) -> Option<Money> {
        line.potential().filter(|_| self.tells_potential)
    }

    pub fn reason(&self, line: &line::Model) -> Option<String> {
        line.reason.clone().filter(|_| self.tells_reason)
    }

    /// What differs between two editions of one account.
    pub fn changes(&self, was: &line::Model, is: &line::Model) -> Vec<Changed> {
        let of = |line: &line::Model| {
            [
                ("person_id", json!(self.person(line.person_id))),
                ("grade", json!(line.grade)),
                ("potential", json!(self.potential(line))),
                ("exclusivity", json!(line.exclusivity)),
                ("reason", json!(self.reason(line))),
            ]
        };
        let pairs = of(was).into_iter().zip(of(is));
        let differ = pairs.filter(|((_, before), (_, after))| before != after);
        differ.map(|((field, before), (_, after))| Changed { field, before, after }).collect::<Vec<Changed>>()
    }
}

pub async fn whole(house: &House, actor: &Actor, id: EditionId) -> Result<Whole> {
    let reader = house.reader(actor);
    let edition = reader.find::<edition::Entity>(id.0).await?;
    let lines = reader.visible::<line::Entity>().filter(line::Column::EditionId.eq(edition.id));
    let lines = lines.order_by_asc(line::Column::Name).order_by_asc(line::Column::Id).all(reader.conn).await?;
    let words = Words::of(house, actor, lines.iter()).await?;
    let keepers = Keepers::of(&reader, &lines).await?;
    let units: BTreeSet<Uuid> = keepers.people.values().filter_map(|person| person.unit_id.map(|id| id.0)).collect();
    let units = reader.titles(house.registry.known(unit::Entity::NAME)?, units).await?;
    let won = won(house, actor, &lines).await?;
    let in_ours = |amount: Minor| Money::new(amount, house.company().currency);
    let shown: Vec<Line> = lines
        .iter()
        .map(|line| {
            let unit = line.person_id.and_then(|person| keepers.people.get(&person)?.unit_id);
            let unit = unit.and_then(|unit| Some(Named { id: unit.0, name: units.get(&unit.0)?.to_string() }));
            let named = line.from.filter(|from| *from <= house.today());
            let opens = words.opens(line);
            let amount = won.as_ref().filter(|_| named.is_some()).and_then(|won| won.get(&line.account_id).copied());
            // What lies beyond the reader's reach is unknown to them, not nothing.
            let amount = amount.or_else(|| (opens && named.is_some() && won.is_some()).then_some(Minor(0)));
            Line {
                id: line.id.0,
                version: line.version,
                account: words.account(line),
                opens,
                person: words.person(line.person_id),
                unit,
                grade: line.grade,
                reason: words.reason(line),
                potential: words.potential(line),
                exclusivity: line.exclusivity,
                from: line.from,
                until: line.until,
                won: amount.map(in_ours),
                attention: keepers.attention(line),
            }
        })
        .collect();
    let total = won.and_then(|won| Minor::checked_sum(won.into_values()));
    let sums = comparing::sums(&lines);
    Ok(Whole {
        today: house.today(),
        sums: if words.tells_potential { sums } else { Sums { potential: Vec::new(), ..sums } },
        won: total.map(in_ours).filter(|_| edition.from.is_some_and(|from| from <= house.today())),
        attention: shown.iter().filter(|line| line.attention.is_some()).count(),
        accounts: shown,
    })
}

/// What was won on each account while it was named, in the company's currency at the rate of the day it was won; nothing
/// where a rate is missing, or deals are none of the reader's business.
async fn won(house: &House, actor: &Actor, lines: &[line::Model]) -> Result<Option<HashMap<AccountId, Minor>>> {
    if actor.reach(opportunity::Entity::NAME, "read").is_none() {
        return Ok(None);
    }
    let noun = house.registry.known(opportunity::Entity::NAME)?;
    if noun.field("amount").is_none_or(|field| !actor.opens(noun, &field)) {
        return Ok(None);
    }
    let (reader, into) = (house.reader(actor), house.company().currency);
    let mut named: HashMap<AccountId, &line::Model> = HashMap::new();
    named.extend(lines.iter().filter(|line| line.from.is_some()).map(|line| (line.account_id, line)));
    let accounts: Vec<AccountId> = named.keys().copied().collect();
    let (mut won, mut rates) = (HashMap::new(), None);
    for chunk in accounts.chunks(IDS) {
        let deals = reader
            .visible::<opportunity::Entity>()
            .filter(opportunity::Column::AccountId.is_in(chunk.iter().copied()))
            .filter(opportunity::Column::Outcome.eq(Outcome::Won));
        for deal in deals.all(reader.conn).await? {
            let (Some(account), Some(amount), Some(on)) = (deal.account_id, deal.amount, deal.closed_on) else {
                continue;
            };
            if !named.get(&account).is_some_and(|line| line.stands(on)) {
                continue;
            }
            let amount = if deal.currency == into {
                amount
            } else {
                if rates.is_none() {
                    rates = Some(Rates::load(house).await?);
                }
                let quote = rates.as_ref().and_then(|rates| rates.on(deal.currency, into, on));
                let Some(quote) = quote else { return Ok(None) };
                let Ok(converted) = Money::new(amount, deal.currency).convert(into, quote.rate) else {
                    return Ok(None);
                };
                converted.amount
            };
            let total = won.entry(account).or_insert(Minor(0));
            let Some(sum) = total.checked_add(amount) else { return Ok(None) };
            *total = sum;
        }
    }
    Ok(Some(won))
}
