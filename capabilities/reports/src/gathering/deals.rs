//! Deals of a unit or a person: what happened to them, which slip, which nobody has said a next step of.

use super::Gathering;
use crate::{
    facts::{Changes, Item, List},
    moves::{self, Deal, Moves},
    track::Tracks,
    when::Close,
    whose::Node,
};
use chrono::NaiveDate;
use kernel::{Actor, Currency, House, Minor, Money, Period, Resource, Result};
use opportunities::{opportunity, stage::Outcome};
use org::Rates;
use sea_orm::{ColumnTrait, Condition, QueryFilter, prelude::Uuid};
use serde_json::{Value, json};

/// Ids that one statement takes.
const TOGETHER: usize = 1_000;

/// What is read once for all reports of a close.
pub struct Shared {
    pub tracks: Tracks,
    pub rates: Rates,
}

impl Shared {
    /// # Errors
    /// What the database says.
    pub async fn of(house: &House, close: &Close) -> Result<Self> {
        let calendar = &house.company().calendar;
        let (since, end) = (calendar.start_of(close.from), close.at(calendar));
        let tracks = Tracks::read(house.store.reader(), opportunity::Entity::NAME, since, end).await?;
        Ok(Self { tracks, rates: Rates::load(house).await? })
    }
}

/// A deal with what it did.
struct Told {
    row: opportunity::Model,
    deal: Deal,
    moves: Moves,
}

pub struct Deals {
    over: Period,
    told: Vec<Told>,
}

/// The deals of the node that the actor sees: open at the close, or opened or closed or changed in the period. Nothing where
/// deals are not theirs to see.
pub async fn of(gathering: &Gathering<'_>, actor: &Actor, node: &Node) -> Result<Option<Deals>> {
    use opportunity::{Column, Entity};
    let Gathering { house, close, shared, .. } = gathering;
    let Some(over) = close.over().filter(|_| actor.reach(Entity::NAME, "read").is_some()) else { return Ok(None) };
    let reader = house.reader(actor);
    let open = Condition::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gte(over.from()));
    let begun = Condition::any().add(Column::OpenedOn.is_null()).add(Column::OpenedOn.lte(over.to()));
    let mut told = Vec::new();
    let people: Vec<Uuid> = node.people.iter().copied().collect();
    for people in people.chunks(TOGETHER) {
        let select = reader.visible::<Entity>().filter(Column::OwnerId.is_in(people.iter().copied()));
        for row in select.filter(open.clone()).filter(begun.clone()).all(reader.conn).await? {
            let deal = stood(&row, shared, house.company().currency, over);
            let moves = moves::moves(&deal, over);
            told.push(Told { row, deal, moves });
        }
    }
    Ok(Some(Deals { over, told }))
}

/// As it stood at both ends of the period.
fn stood(row: &opportunity::Model, shared: &Shared, company: Currency, over: Period) -> Deal {
    let track = shared.tracks.at(row.id.0);
    let worth = |minor: &Value, currency: &Value| {
        let amount = Minor(minor.as_i64()?);
        let currency = currency.as_str()?.parse::<Currency>().ok()?;
        in_company(Money::new(amount, currency), company, &shared.rates, over.to())
    };
    let day = |value: &Value| value.as_str()?.parse::<NaiveDate>().ok();
    let (amount, currency) = (json!(row.amount), json!(row.currency.code()));
    let (closes, outcome) = (json!(row.expected_close_on), json!(row.outcome));
    let (was, is) = (track.beginning("outcome", &outcome), track.end("outcome", &outcome));
    Deal {
        opened_on: row.opened_on,
        closed_on: row.closed_on,
        won: row.outcome == Outcome::Won,
        lost: row.outcome == Outcome::Lost,
        reopened: was != is && is == &json!(Outcome::Open),
        amount_before: worth(track.beginning("amount", &amount), track.beginning("currency", &currency)),
        amount: worth(track.end("amount", &amount), track.end("currency", &currency)),
        closes_before: day(track.beginning("expected_close_on", &closes)),
        closes: day(track.end("expected_close_on", &closes)),
    }
}

/// At the rate in force at the close; nothing without one.
fn in_company(money: Money, company: Currency, rates: &Rates, day: NaiveDate) -> Option<Minor> {
    if money.currency == company {
        return Some(money.amount);
    }
    let quote = rates.on(money.currency, company, day)?;
    money.convert(company, quote.rate).ok().map(|converted| converted.amount)
}

impl Told {
    fn item(&self) -> Item {
        Item {
            noun: opportunity::Entity::NAME.to_owned(),
            id: self.row.id.0,
            title: Some(self.row.name.clone()),
            owner: self.row.owner_id.map(|owner| owner.0),
            amount: self.deal.amount,
            was: None,
            is: None,
            days: None,
            word: None,
        }
    }
}

/// The largest first.
fn list(mut items: Vec<Item>, top: usize) -> List {
    items.sort_by_key(|item| std::cmp::Reverse(item.amount.map(|amount| amount.0.abs())));
    List::of(items, top)
}

impl Deals {
    fn those(&self, which: impl Fn(&Told) -> Option<Item>, top: usize) -> List {
        list(self.told.iter().filter_map(which).collect(), top)
    }

    /// What happened, and the course of the pipeline where its end is known.
    pub fn changes(&self, top: usize, closing: Option<Minor>, opening: Option<Minor>) -> Option<Changes> {
        let did = |which: fn(&Moves) -> bool| self.those(|told| which(&told.moves).then(|| told.item()), top);
        let by = |up: bool| {
            let which = |told: &Told| {
                let by = told.moves.by.filter(|by| (by.0 > 0) == up)?;
                Some(Item { amount: Some(by), ..told.item() })
            };
            self.those(which, top)
        };
        let moved: Vec<(Deal, Moves)> = self.told.iter().map(|told| (told.deal.clone(), told.moves)).collect();
        let course = moves::course(&moved, closing?, opening)?;
        Some(Changes {
            won: did(|moves| moves.won),
            lost: did(|moves| moves.lost),
            new: did(|moves| moves.new),
            reopened: did(|moves| moves.reopened),
            up: by(true),
            down: by(false),
            course,
            untold: self.told.iter().filter(|told| told.row.amount.is_some() && told.deal.amount.is_none()).count(),
        })
    }

    /// Those that are to close later than they were, the largest first.
    pub fn slips(&self, top: usize) -> List {
        let slipped = |told: &Told| {
            let days = told.moves.slipped?;
            Some(Item { was: told.deal.closes_before, is: told.deal.closes, days: Some(days), ..told.item() })
        };
        self.those(slipped, top)
    }

    /// Open deals of which nobody has said what comes next, or the day of it has passed.
    pub fn without_step(&self, top: usize) -> List {
        let without = |told: &Told| {
            let said = told.row.next_step.as_deref().is_some_and(|step| !step.trim().is_empty());
            let passed = told.row.next_step_on.filter(|day| *day <= self.over.to());
            let open = moves::is_open(&told.deal, self.over);
            (open && (!said || passed.is_some())).then(|| Item { was: passed, ..told.item() })
        };
        self.those(without, top)
    }

    /// Open deals that were to have closed by now.
    pub fn past_close(&self, top: usize) -> List {
        let past = |told: &Told| {
            let day = told.deal.closes.filter(|day| *day <= self.over.to())?;
            let days = (self.over.to() - day).num_days();
            moves::is_open(&told.deal, self.over).then(|| Item { was: Some(day), days: Some(days), ..told.item() })
        };
        self.those(past, top)
    }
}
