//! A plan held against what is known: the past of its metric, who is there, what was said. As far as the reader sees the plan.

use crate::{
    checks::{self, Aspect, Facts, Figure, Finding, Place, Severity, Spread},
    drawing, editing, grid,
    node::{self, Basis, TargetNodeId},
    plan::{self, Grain, State, TargetPlanId},
    quality::{Quality, quality},
    room::Room,
    standing::{self, Ledger},
    target,
};
use chrono::{Datelike, Months, NaiveDate};
use kernel::{
    Actor, BasisPoints, Currency, Error, House, Minor, Period, Result, calendar,
    metric::{Unit, When},
};
use kpis::Numbers;
use org::person::{self, PersonId};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What was found, in the reader's words. Amounts are whole numbers of the smallest unit.
#[derive(Clone, Debug, Serialize)]
pub struct Checks {
    pub plan: TargetPlanId,
    pub changes: i64,
    pub currency: Option<Currency>,
    pub day: NaiveDate,
    /// How many places were looked at.
    pub places: usize,
    pub aspects: Vec<Looked>,
    /// The gravest first, at most 300.
    pub findings: Vec<Told>,
    /// How many more there are.
    pub more: usize,
    pub quotas: Option<Spread>,
    /// How the targets of the year before were attained, in percent; none where there were none.
    pub attained: Option<Quality>,
}

/// An aspect, and what came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Looked {
    pub name: Aspect,
    pub label: String,
    pub findings: usize,
    pub worst: Option<Severity>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Told {
    pub code: &'static str,
    pub aspect: Aspect,
    pub severity: Severity,
    /// The place; none of what is about the plan as a whole.
    pub node: Option<TargetNodeId>,
    pub name: Option<String>,
    pub text: String,
    /// How the figure was worked out.
    pub how: String,
}

/// As many findings as anybody reads.
const MOST: usize = 300;
/// Ids that a statement holds.
const IDS: usize = 1_000;

pub async fn checks(house: &House, actor: &Actor, numbers: &Numbers, id: TargetPlanId) -> Result<Checks> {
    // What people reached before is for whoever plans or decides, not for everybody with a place in the plan.
    house.reader(actor).find::<plan::Entity>(id.0).await?;
    let (room, seen, _) = grid::opened(house, actor, id).await?;
    let past = Past::read(house, numbers, &room).await?;
    let facts = facts(house, actor, &room, &seen, past.as_ref()).await?;
    let found = checks::check(&facts);
    let attained = match &past {
        Some(past) => past.attained(house, &room, &seen).await?,
        None => None,
    };
    let speech = Speech { house, locale: actor.locale, basis: room.plan.basis() };
    let looked = |name: Aspect| {
        let (key, english) = name.word();
        let own = found.iter().filter(|finding| finding.rule.aspect == name);
        Looked {
            name,
            label: house.registry.words.say(actor.locale, key, english).to_owned(),
            findings: own.clone().count(),
            worst: own.map(|finding| finding.severity).min(),
        }
    };
    Ok(Checks {
        plan: id,
        changes: room.plan.changes,
        currency: match room.plan.basis() {
            Basis::Money(currency) => Some(currency),
            Basis::Quantity => None,
        },
        day: house.today(),
        places: facts.places.len(),
        aspects: Aspect::ALL.map(looked).to_vec(),
        findings: found.iter().take(MOST).map(|finding| speech.told(&facts, finding)).collect(),
        more: found.len().saturating_sub(MOST),
        quotas: checks::spread(&facts.places),
        attained,
    })
}

/// What was reached in the two years before the plan.
struct Past {
    ledger: Ledger,
    units: HashMap<org::unit::UnitId, Vec<org::unit::UnitId>>,
    last: Period,
    before: Period,
    today: NaiveDate,
    /// What of a year has come by the day up to which the year before is known: so much of so much.
    so_far: Option<(i64, i64)>,
}

impl Past {
    /// None where the metric does not add up over days, or lies too far ahead.
    async fn read(house: &House, numbers: &Numbers, room: &Room) -> Result<Option<Past>> {
        let plan = &room.plan;
        let adds_up = house.registry.metrics.get(plan.metric.as_str()).is_some_and(|metric| {
            matches!(metric.when, When::On(_)) && matches!(metric.unit, Unit::Money | Unit::Count)
        });
        let today = house.today();
        let days = |from, to| {
            let (from, to) = drawing::a_year_before(from, to);
            Period::new(from, to).ok()
        };
        let Some(last) = days(plan.from, plan.to).filter(|last| adds_up && last.from() <= today) else {
            return Ok(None);
        };
        let Some(before) = days(last.from(), last.to()) else { return Ok(None) };
        let ledger = match Ledger::read(house, numbers, plan, before.from(), last.to().min(today)).await {
            Ok(ledger) => ledger,
            // A number that cannot be asked for by person and day.
            Err(Error::Invalid(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut past = Past { ledger, units: standing::units_below(&room.nodes), last, before, today, so_far: None };
        if today < last.to() {
            past.so_far = Some(past.share_so_far(house, room));
        }
        Ok(Some(past))
    }

    /// By what the whole plan had by the same day of the year before; by working days where it had nothing.
    fn share_so_far(&self, house: &House, room: &Room) -> (i64, i64) {
        let tops: Vec<&node::Model> = room.nodes.iter().filter(|node| node.parent_id.is_none()).collect();
        let sum = |from, to| -> i64 { tops.iter().map(|node| self.ledger.of(node, &self.units, from, to)).sum() };
        let same_day = self.today - Months::new(12);
        let (by_then, all) = (sum(self.before.from(), same_day), sum(self.before.from(), self.before.to()));
        if by_then > 0 && all >= by_then {
            return (by_then, all);
        }
        let calendar = &house.company().calendar;
        let gone = Period::new(self.last.from(), self.today).map_or(0, |gone| calendar.working_days(gone));
        (gone, calendar.working_days(self.last))
    }

    /// The year before at a place: what is not over yet goes on as the year before that did.
    fn last(&self, node: &node::Model) -> Option<i64> {
        let known = self.ledger.of(node, &self.units, self.last.from(), self.last.to().min(self.today));
        match self.so_far {
            None => Some(known),
            Some((part, whole)) => {
                Minor(known).scaled(i128::from(whole), i128::from(part)).map(|carried_on| carried_on.0)
            }
        }
    }

    fn before(&self, node: &node::Model) -> i64 {
        self.ledger.of(node, &self.units, self.before.from(), self.before.to())
    }

    /// How people attained the targets that were in force in the year before.
    async fn attained(&self, house: &House, room: &Room, seen: &HashSet<TargetNodeId>) -> Result<Option<Quality>> {
        let system = Actor::system();
        let basis = room.plan.basis();
        let last = self.last.to().min(self.today);
        let rows = house.reader(&system).visible::<target::Entity>();
        let rows = rows
            .filter(target::Column::Metric.eq(&room.plan.metric))
            .filter(target::Column::PersonId.is_not_null())
            .filter(target::Column::ReplacedOn.is_null())
            .filter(target::Column::From.gte(self.last.from()))
            .filter(target::Column::To.lte(last));
        let mut quotas: HashMap<PersonId, (i64, NaiveDate, NaiveDate)> = HashMap::new();
        for row in rows.all(house.store.reader()).await? {
            let amount = match basis {
                Basis::Money(currency) => row.amount.filter(|_| row.currency == currency).map(|amount| amount.0),
                Basis::Quantity => row.quantity.map(|number| number.0),
            };
            if let (Some(person), Some(amount)) = (row.person_id, amount) {
                let quota = quotas.entry(person).or_insert((0, row.from, row.to));
                *quota = (quota.0.saturating_add(amount), quota.1.min(row.from), quota.2.max(row.to));
            }
        }
        let mut attained = Vec::new();
        for node in room.nodes.iter().filter(|node| seen.contains(&node.id)) {
            let Some((quota, from, to)) = node.person_id.and_then(|person| quotas.get(&person)).copied() else {
                continue;
            };
            let reached = self.ledger.of(node, &self.units, from, to);
            let part = (quota > 0).then(|| Minor(reached).scaled(10_000, i128::from(quota))).flatten();
            // Statistics and no money: hundredths of a percent are a float without loss.
            attained.extend(part.and_then(|part| i32::try_from(part.0).ok()).map(|part| f64::from(part) / 100.0));
        }
        Ok(quality(&attained))
    }
}

async fn facts(
    house: &House,
    actor: &Actor,
    room: &Room,
    seen: &HashSet<TargetNodeId>,
    past: Option<&Past>,
) -> Result<Facts> {
    let plan = &room.plan;
    let basis = plan.basis();
    let calendar = &house.company().calendar;
    let reader = house.reader(actor);
    let shown: Vec<usize> =
        grid::order(&room.nodes).into_iter().filter(|at| seen.contains(&room.nodes[*at].id)).collect();
    let people: Vec<PersonId> = shown.iter().filter_map(|at| room.nodes[*at].person_id).collect();
    let there = attendance::of_people(house, &reader, &people, plan.from, plan.to).await?;
    let hired = hired(house, &people).await?;
    let months = months(plan, calendar);
    let mut positions: HashMap<TargetNodeId, usize> = HashMap::new();
    let mut places: Vec<Place> = Vec::with_capacity(shown.len());
    for at in shown {
        let node = &room.nodes[at];
        let hired = node.person_id.and_then(|person| hired.get(&person)).copied();
        let was_here = past.is_some_and(|past| hired.is_none_or(|hired| hired <= past.last.from()));
        let share = node.person_id.and_then(|person| there.get(&person)).and_then(|there| there.share());
        positions.insert(node.id, places.len());
        places.push(Place {
            node: node.id,
            name: node.name.clone(),
            parent: node.parent_id.and_then(|parent| positions.get(&parent)).copied(),
            is_person: node.person_id.is_some(),
            is_owned: node.owner_id.is_some(),
            value: room.cascade.value(at),
            periods: room.cascade.cells(at).collect(),
            // Somebody who came in the middle of the year is no measure of a whole one.
            last: past.filter(|_| was_here || node.person_id.is_none()).and_then(|past| past.last(node)),
            before: past.map(|past| past.before(node)),
            was_here: node.person_id.is_some() && was_here,
            carries: checks::carrying(share.unwrap_or(BasisPoints::WHOLE), hired, &months),
            potential: potential(node, basis),
            proposed: node.proposed(basis),
            talk: node.talk,
        });
    }
    let today = house.today();
    let waits = matches!(plan.state, State::Working | State::Submitted | State::Approved);
    let month = |day| calendar.period(calendar::Grain::Month, day);
    Ok(Facts {
        places,
        metric: standing::metric(house, actor, &plan.metric).label,
        from: plan.from,
        to: plan.to,
        labels: grid::columns(plan, &room.periods, calendar).into_iter().map(|column| column.label).collect(),
        adds_up: past.is_some(),
        carried_on: past.and_then(|past| {
            let (part, whole) = past.so_far?;
            let part = Minor(part).scaled(i128::from(BasisPoints::WHOLE.0), i128::from(whole))?;
            Some((past.today, BasisPoints(part.0)))
        }),
        is_fiscal: month(plan.from).from() == plan.from && month(plan.to).to() == plan.to,
        is_monthly: !matches!(plan.grain, Grain::Quarter),
        over: room.periods.iter().filter(|period| waits && period.to() < today).count(),
    })
}

/// First days of the calendar's months that are planned for.
fn months(plan: &plan::Model, calendar: &kernel::Calendar) -> Vec<NaiveDate> {
    let mut months = Vec::new();
    let mut day = plan.from;
    while day <= plan.to {
        months.push(day);
        let Some(next) = calendar.period(calendar::Grain::Month, day).to().succ_opt() else { break };
        day = next;
    }
    months
}

async fn hired(house: &House, people: &[PersonId]) -> Result<HashMap<PersonId, NaiveDate>> {
    let system = Actor::system();
    let mut hired = HashMap::new();
    for ids in people.chunks(IDS) {
        let select = house.reader(&system).visible::<person::Entity>().select_only();
        let select = select.column(person::Column::Id).column(person::Column::HiredOn);
        let select = select.filter(person::Column::Id.is_in(ids.iter().copied()));
        let rows: Vec<(PersonId, Option<NaiveDate>)> = select.into_tuple().all(house.store.reader()).await?;
        hired.extend(rows.into_iter().filter_map(|(person, day)| Some((person, day?))));
    }
    Ok(hired)
}

/// What was said for the driver of that name, in the smallest unit.
fn potential(node: &node::Model, basis: Basis) -> Option<i64> {
    let said = node.drivers.get("potential")?.as_str()?.parse::<Decimal>().ok()?;
    let digits = match basis {
        Basis::Money(currency) => currency.exponent(),
        Basis::Quantity => kernel::Quantity::DECIMALS,
    };
    said.checked_mul(Decimal::from(10_u64.checked_pow(digits)?))?.round().to_i64()
}

/// Findings in the reader's language.
struct Speech<'a> {
    house: &'a House,
    locale: &'static str,
    basis: Basis,
}

impl Speech<'_> {
    fn told(&self, facts: &Facts, finding: &Finding) -> Told {
        let figures: Vec<(&str, String)> =
            finding.figures.iter().map(|(name, figure)| (*name, self.figure(figure))).collect();
        let rule = finding.rule;
        let words = &self.house.registry.words;
        let place = finding.place.map(|at| &facts.places[at]);
        Told {
            code: rule.code,
            aspect: rule.aspect,
            severity: finding.severity,
            node: place.map(|place| place.node),
            name: place.map(|place| place.name.clone()),
            text: words.fill(self.locale, rule.code, rule.text, &figures),
            how: words.fill(self.locale, &format!("{}.how", rule.code), rule.how, &figures),
        }
    }

    fn figure(&self, figure: &Figure) -> String {
        match figure {
            Figure::Amount(amount) => {
                let text = grouped(&editing::text(*amount, self.basis));
                match self.basis {
                    Basis::Money(currency) => format!("{} {text}", currency.code()),
                    Basis::Quantity => text,
                }
            }
            Figure::Percent(percent) => format!("{percent}%"),
            Figure::Count(count) => grouped(&count.to_string()),
            Figure::Day(day) if self.locale == "zh" => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Figure::Day(day) => day.format("%-d %B %Y").to_string(),
            Figure::Text(text) => text.clone(),
        }
    }
}

/// `-1234567.5` → `−1,234,567.5`
fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut said = String::from(sign);
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if let Some(rest) = rest {
        said.push('.');
        said.push_str(rest);
    }
    said
}
