//! What rights give, and what authority refuses. No database, no clock.

use crate::{
    matter::{Act, CustomerTier, Kind, Matter},
    right::{Extent, Holder, Model, RightId},
};
use chrono::NaiveDate;
use kernel::{BasisPoints, Currency, Money, Refusal, money::Rate};
use org::{Span, person::PersonId, unit::UnitId};
use positions::{appointment::AppointmentId, position::PositionId};
use serde::Serialize;
use std::collections::BTreeMap;

pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("rights.ends_before_it_begins", "the last day lies before the first").on("to");
pub const HOLDER_MISSING: Refusal =
    Refusal::new("rights.holder_missing", "say who has it: the position, the role or the person");
pub const OTHER_HOLDER: Refusal =
    Refusal::new("rights.other_holder", "a right has one holder: leave empty what does not belong to it");
pub const UNIT_MISSING: Refusal = Refusal::new("rights.unit_missing", "say in which unit it holds").on("unit_id");
pub const UNIT_UNUSED: Refusal =
    Refusal::new("rights.unit_unused", "a unit is named, but the right does not say that it holds there").on("unit_id");
pub const KEPT: Refusal = Refusal::new(
    "rights.kept",
    "what somebody might decide on past days is kept: end this right, or revise it from a day on",
);
pub const ENDED_ALREADY: Refusal = Refusal::new("rights.ended_already", "its last day is set already");
pub const OVER_ALREADY: Refusal = Refusal::new("rights.over_already", "it is over already");
pub const TOO_EARLY: Refusal =
    Refusal::new("rights.too_early", "that day is past; it changes from today on at the earliest").on("on");
pub const YOUR_OWN: Refusal =
    Refusal::new("rights.your_own", "this is a right that you have yourself; nobody changes their own");

pub const NO_RIGHT: Refusal = Refusal::new("authority.no_right", "they have no right of this kind");
pub const HAS_LEFT: Refusal = Refusal::new("authority.has_left", "their last day here was {date}");
pub const RIGHT_BEGINS: Refusal = Refusal::new("authority.right_begins", "the right begins on {date}");
pub const RIGHT_ENDED: Refusal = Refusal::new("authority.right_ended", "the right ended on {date}");
pub const HOLDING_BEGINS: Refusal = Refusal::new("authority.holding_begins", "{name}: theirs from {date} on");
pub const HOLDING_ENDED: Refusal = Refusal::new("authority.holding_ended", "{name}: theirs until {date}");
pub const ABOVE_AMOUNT: Refusal =
    Refusal::new("authority.above_amount", "{over} above the limit of {limit}").on("amount");
pub const AMOUNT_UNSAID: Refusal =
    Refusal::new("authority.amount_unsaid", "it depends on the amount: up to {limit}").on("amount");
pub const NO_RATE: Refusal =
    Refusal::new("authority.no_rate", "there is no exchange rate of {currency} for {date}").on("amount");
pub const ABOVE_PERCENTAGE: Refusal =
    Refusal::new("authority.above_percentage", "{over} points above the limit of {limit} %").on("percentage");
pub const PERCENTAGE_UNSAID: Refusal =
    Refusal::new("authority.percentage_unsaid", "it depends on the percentage: up to {limit} %").on("percentage");
pub const BELOW_MARGIN: Refusal =
    Refusal::new("authority.below_margin", "{under} points below the least margin of {limit} %").on("margin");
pub const MARGIN_UNSAID: Refusal =
    Refusal::new("authority.margin_unsaid", "it depends on the margin: at least {limit} %").on("margin");
pub const OTHER_UNIT: Refusal =
    Refusal::new("authority.other_unit", "the right holds in {unit} and below").on("unit_id");
pub const UNIT_UNSAID: Refusal =
    Refusal::new("authority.unit_unsaid", "it depends on the unit: {unit} and below").on("unit_id");
pub const NOWHERE: Refusal =
    Refusal::new("authority.nowhere", "the right holds in their own unit, and they stand in none").on("unit_id");
pub const OTHER_PRODUCT: Refusal = Refusal::new("authority.other_product", "the right is for {products}").on("product");
pub const OTHER_TIER: Refusal =
    Refusal::new("authority.other_tier", "the right is for customers of another tier").on("tier");
pub const OTHER_INDUSTRY: Refusal =
    Refusal::new("authority.other_industry", "the right is for {industries}").on("industry");
pub const OTHER_CHANNEL: Refusal = Refusal::new("authority.other_channel", "the right is for {channels}").on("channel");

pub fn sound(span: Span) -> Result<(), Refusal> {
    if span.is_sound() { Ok(()) } else { Err(ENDS_BEFORE_IT_BEGINS) }
}

/// The holder that a right names is the one that it says it has.
pub fn one_holder(right: &Model) -> Result<(), Refusal> {
    let role = right.role.as_ref().is_some_and(|role| !role.trim().is_empty());
    let named = [
        (Holder::Position, "position_id", right.position_id.is_some()),
        (Holder::UnitHead, "head_of_id", right.head_of_id.is_some()),
        (Holder::Role, "role", role),
        (Holder::Person, "person_id", right.person_id.is_some()),
    ];
    for (holder, field, given) in named {
        // Without a unit, a head's right is that of every head.
        if holder == right.holder && !given && holder != Holder::UnitHead {
            return Err(HOLDER_MISSING.on(field));
        }
        if holder != right.holder && given {
            return Err(OTHER_HOLDER.on(field));
        }
    }
    Ok(())
}

pub fn same_holder(one: &Model, other: &Model) -> bool {
    one.holder == other.holder
        && one.position_id == other.position_id
        && one.head_of_id == other.head_of_id
        && one.role == other.role
        && one.person_id == other.person_id
}

pub fn placed(right: &Model) -> Result<(), Refusal> {
    match (right.extent, right.unit_id) {
        (Extent::Unit, None) => Err(UNIT_MISSING),
        (Extent::OwnUnit | Extent::Everywhere, Some(_)) => Err(UNIT_UNUSED),
        (Extent::Unit, Some(_)) | (Extent::OwnUnit | Extent::Everywhere, None) => Ok(()),
    }
}

/// What a right gave on past days stays. It is changed freely until it begins and on the day it was written down;
/// afterwards only its note, and its last day as long as that is not a past one. `after` is `None` where it is deleted.
pub fn kept(before: &Model, after: Option<&Model>, recorded: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    let begun = before.from.is_none_or(|from| from < today);
    if !begun || recorded == today {
        return Ok(());
    }
    let Some(after) = after else { return Err(KEPT) };
    let eve = org::span::eve(today);
    let ends = |to: Option<NaiveDate>| to.is_none_or(|to| to >= eve);
    let end_moves = before.to == after.to || ends(before.to) && ends(after.to);
    if end_moves && same_grant(before, after) { Ok(()) } else { Err(KEPT) }
}

/// Whether two rows give the same to the same holder, whatever they are called and until whenever they last.
pub fn same_grant(one: &Model, other: &Model) -> bool {
    let bare = |right: &Model| Model {
        version: 0,
        updated_at: one.updated_at,
        custom: serde_json::Value::Null,
        name: None,
        note: None,
        to: None,
        ..right.clone()
    };
    bare(one) == bare(other)
}

/// How far a right goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub amount: Option<Money>,
    pub percentage: Option<BasisPoints>,
    pub margin: Option<BasisPoints>,
    pub ground: Ground,
    pub products: Vec<String>,
    pub tier: Option<CustomerTier>,
    pub industries: Vec<String>,
    pub channels: Vec<String>,
}

/// Where a right holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    Everywhere,
    /// In a unit, by its name, and in all below it.
    Below(UnitId, String),
    /// In the unit of somebody who stands in none.
    Nowhere,
}

/// Through what somebody has a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "via")]
pub enum Through {
    Position {
        appointment_id: AppointmentId,
        position_id: PositionId,
        unit_id: UnitId,
    },
    UnitHead {
        unit_id: UnitId,
    },
    /// Where they stand on the day.
    Role {
        unit_id: Option<UnitId>,
    },
    Person {
        person_id: PersonId,
        unit_id: Option<UnitId>,
    },
}

/// A right in somebody's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub right: RightId,
    pub act: Act,
    pub kind: Kind,
    pub limit: Limit,
    /// The right's own days.
    pub span: Span,
    /// The days on which they hold what gives it to them.
    pub holding: Span,
    pub through: Through,
    /// What gives it to them: the position, the unit, the role.
    pub name: String,
}

/// What other currencies are worth in the company's on a day.
#[derive(Clone, Debug)]
pub struct Worth {
    pub into: Currency,
    pub rates: BTreeMap<Currency, Rate>,
    pub day: NaiveDate,
}

/// The answer: by which rights they may, or why they may not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    pub by: Vec<Source>,
    /// Empty where they may.
    pub against: Vec<Against>,
}

impl Verdict {
    pub fn allowed(&self) -> bool {
        !self.by.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub right: RightId,
    pub through: Through,
    pub name: String,
}

/// A right that does not cover the matter, and why not; without a right where there is none at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    pub right: Option<RightId>,
    pub why: Refusal,
}

/// What is asked: the act, the matter, its unit with those above it, and the day.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub act: Act,
    pub matter: &'a Matter,
    /// The matter's unit and those above it; empty where it names none.
    pub up: &'a [UnitId],
    pub day: NaiveDate,
}

/// What the rights in somebody's hands give. `left` is their last day here.
pub fn verdict(held: &[Held], left: Option<NaiveDate>, case: Case<'_>, worth: &Worth) -> Verdict {
    let about = held.iter().filter(|held| held.act == case.act && held.kind == case.matter.kind);
    let mut verdict = Verdict::default();
    let gone = left.filter(|last| *last < case.day);
    let mut against: Vec<(bool, Against)> = Vec::new();
    for held in about {
        let untimely = untimely(held, case.day);
        let mut whys = untimely.clone();
        whys.extend(short(&held.limit, case, worth));
        if whys.is_empty() && gone.is_none() {
            verdict.by.push(Source { right: held.right, through: held.through, name: held.name.clone() });
        }
        let timely = untimely.is_empty();
        against.extend(whys.into_iter().map(|why| (timely, Against { right: Some(held.right), why })));
    }
    if verdict.allowed() {
        return verdict;
    }
    // Of a right that they have today, nobody asks when they had it before.
    let now: Vec<RightId> = against.iter().filter(|(timely, _)| *timely).filter_map(|(_, one)| one.right).collect();
    against.retain(|(timely, one)| *timely || one.right.is_none_or(|right| !now.contains(&right)));
    verdict.against = gone
        .map(|last| Against { right: None, why: HAS_LEFT.with("date", last) })
        .into_iter()
        .chain(against.into_iter().map(|(_, one)| one))
        .collect();
    if verdict.against.is_empty() {
        verdict.against.push(Against { right: None, why: NO_RIGHT });
    }
    verdict
}

/// Why a right is not in somebody's hands on a day.
pub fn untimely(held: &Held, day: NaiveDate) -> Vec<Refusal> {
    let name = |refusal: Refusal| refusal.with("name", &held.name);
    let begins = |span: Span| span.from.filter(|from| *from > day);
    let ended = |span: Span| span.to.filter(|to| *to < day);
    [
        begins(held.span).map(|date| RIGHT_BEGINS.with("date", date)),
        ended(held.span).map(|date| RIGHT_ENDED.with("date", date)),
        begins(held.holding).map(|date| name(HOLDING_BEGINS).with("date", date)),
        ended(held.holding).map(|date| name(HOLDING_ENDED).with("date", date)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every limit of a right that the matter does not keep, or does not say enough to be held against.
pub fn short(limit: &Limit, case: Case<'_>, worth: &Worth) -> Vec<Refusal> {
    let matter = case.matter;
    [
        limit.amount.and_then(|most| above(most, matter.amount, worth)),
        limit.percentage.and_then(|most| match matter.percentage {
            None => Some(PERCENTAGE_UNSAID.with("limit", most)),
            Some(asked) if asked > most => {
                Some(ABOVE_PERCENTAGE.with("over", BasisPoints(asked.0 - most.0)).with("limit", most))
            }
            Some(_) => None,
        }),
        limit.margin.and_then(|least| match matter.margin {
            None => Some(MARGIN_UNSAID.with("limit", least)),
            Some(left) if left < least => {
                Some(BELOW_MARGIN.with("under", BasisPoints(least.0 - left.0)).with("limit", least))
            }
            Some(_) => None,
        }),
        outside(&limit.ground, matter.unit.is_some(), case.up),
        other(&limit.products, matter.product.as_deref(), |listed| OTHER_PRODUCT.with("products", listed)),
        limit.tier.filter(|tier| matter.tier != Some(*tier)).map(|_| OTHER_TIER),
        other(&limit.industries, matter.industry.as_deref(), |listed| OTHER_INDUSTRY.with("industries", listed)),
        other(&limit.channels, matter.channel.as_deref(), |listed| OTHER_CHANNEL.with("channels", listed)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn above(most: Money, asked: Option<Money>, worth: &Worth) -> Option<Refusal> {
    let Some(asked) = asked else { return Some(AMOUNT_UNSAID.with("limit", most)) };
    let (most, asked) = if most.currency == asked.currency {
        (most, asked)
    } else {
        match (worth.of(most), worth.of(asked)) {
            (Ok(most), Ok(asked)) => (most, asked),
            (Err(why), _) | (_, Err(why)) => return Some(why),
        }
    };
    // Both are of one currency now; a difference that does not fit is as far above as can be said.
    let over = i64::saturating_sub(asked.amount.0, most.amount.0);
    let over = Money::new(kernel::Minor(over), most.currency);
    (asked.amount > most.amount).then(|| ABOVE_AMOUNT.with("over", over).with("limit", most))
}

impl Worth {
    /// In the company's currency, at the rate of the day.
    fn of(&self, money: Money) -> Result<Money, Refusal> {
        let none = || NO_RATE.with("currency", money.currency).with("date", self.day);
        if money.currency == self.into {
            return Ok(money);
        }
        let rate = self.rates.get(&money.currency).ok_or_else(none)?;
        money.convert(self.into, *rate).map_err(|_| none())
    }
}

fn outside(ground: &Ground, said: bool, up: &[UnitId]) -> Option<Refusal> {
    match ground {
        Ground::Everywhere => None,
        Ground::Nowhere => Some(NOWHERE),
        Ground::Below(_, name) if !said => Some(UNIT_UNSAID.with("unit", name)),
        Ground::Below(unit, name) => (!up.contains(unit)).then(|| OTHER_UNIT.with("unit", name)),
    }
}

/// Codes and names are compared as people write them: case and spaces around do not matter.
fn other(listed: &[String], asked: Option<&str>, refuse: impl FnOnce(String) -> Refusal) -> Option<Refusal> {
    let asked = asked.map(|asked| asked.trim().to_lowercase());
    let covers = listed.is_empty() || asked.is_some_and(|asked| listed.iter().any(|one| one.to_lowercase() == asked));
    (!covers).then(|| refuse(listed.join(", ")))
}

/// What stands between commas, of either script.
pub fn listed(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split([',', '，', '、', ';', '；', '\n']);
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
