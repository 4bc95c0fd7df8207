//! Attainable: against the trend, what people can carry, what the market holds, and what they say themselves.

use super::{Aspect, Facts, Finding, Place, Rule, Severity, percent, ratio};
use crate::{
    capacity::{Capacity, Cover},
    node::Talk,
    ramp::Ramp,
};
use chrono::NaiveDate;
use kernel::{BasisPoints, Minor};

pub(super) static ABOVE_TREND: Rule = Rule {
    code: "target_plans.check_above_trend",
    aspect: Aspect::Attainable,
    text: "{name} is to reach {value}, {percent} of where the trend leads",
    how: "{last} in the same days a year before × {growth}, by which all together grew from the year before that, is {trend}; {value} ÷ {trend} = {percent}. Between 70% and 130% can be expected.",
};
pub(super) static BELOW_TREND: Rule = Rule {
    code: "target_plans.check_below_trend",
    aspect: Aspect::Attainable,
    text: "{name} is to reach {value}, only {percent} of where the trend leads",
    how: "{last} in the same days a year before × {growth}, by which all together grew from the year before that, is {trend}; {value} ÷ {trend} = {percent}. Between 70% and 130% can be expected.",
};
pub(super) static ABOVE_CAPACITY: Rule = Rule {
    code: "target_plans.check_above_capacity",
    aspect: Aspect::Attainable,
    text: "The people of {name} can carry {cover} of {value}",
    how: "Half of those who sold all of the year before brought {full} or more. {people} people, by the days on which they are there and the ramp of who is new, carry {capacity}; {capacity} ÷ {value} = {cover}. {hires} more at {full} would close the gap of {gap}.",
};
pub(super) static ABOVE_POTENTIAL: Rule = Rule {
    code: "target_plans.check_above_potential",
    aspect: Aspect::Attainable,
    text: "{name} is to reach {value}, more than its market holds",
    how: "The potential that is known is {potential}; {value} ÷ {potential} = {percent}.",
};
pub(super) static PROPOSED_LESS: Rule = Rule {
    code: "target_plans.check_proposed_less",
    aspect: Aspect::Attainable,
    text: "{name} thinks that {proposed} can be reached, not {value}",
    how: "{value} − {proposed} = {gap}, which nobody has answered yet; {proposed} ÷ {value} = {percent}.",
};

/// Between these parts of its trend a target can be expected to be reached.
const LEAST: i64 = 70;
const MOST: i64 = 130;
/// Beyond this part of its trend hardly anybody reaches a target.
const SERIOUS: i64 = 200;
/// A year that was less than half or more than twice the one before is no trend.
const STEADY: [i64; 2] = [50, 200];
/// Covered by capacity up to here is to know about, less is a warning.
const COVERED: i64 = 80;
/// What is less than this part of its trend away from the place above says the same once more.
const ALIKE: i64 = 5;
/// A potential below this part of the total is an index and no amount.
const INDEX: i64 = 10;
/// Of a full quota, month by month, until somebody new carries all of it.
const NEW: [i64; 3] = [0, 25, 50];

/// The part of a full quota that somebody carries: the days on which they are there, less the ramp of who is new.
/// `months` are the first days of the months that are planned for.
pub fn carrying(there: BasisPoints, hired: Option<NaiveDate>, months: &[NaiveDate]) -> BasisPoints {
    let Some(hired) = hired else { return there };
    let ramp = Ramp(NEW.map(percent).to_vec());
    let Some(ramped) = ramp.over(Minor(BasisPoints::WHOLE.0), hired, months) else { return there };
    let part = ratio(ramped.quota.0, ramped.full.0).unwrap_or_default();
    part.of(Minor(there.0)).map_or(there, |part| BasisPoints(part.0))
}

/// By how much all together have grown from two years before to the year before; not at all where that says nothing.
pub fn trend(places: &[Place]) -> BasisPoints {
    let tops = || places.iter().filter(|place| place.parent.is_none());
    let last: i64 = tops().filter_map(|place| place.last).sum();
    let before: i64 = tops().filter_map(|place| place.before).sum();
    let steady = percent(STEADY[0])..=percent(STEADY[1]);
    ratio(last, before).filter(|growth| steady.contains(growth)).unwrap_or(BasisPoints::WHOLE)
}

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let mut found = against_trend(facts);
    found.extend(against_capacity(facts));
    found.extend(said(facts));
    found
}

fn against_trend(facts: &Facts) -> Vec<Finding> {
    let growth = trend(&facts.places);
    let mut found = Vec::new();
    let mut parts: Vec<Option<BasisPoints>> = Vec::with_capacity(facts.places.len());
    for (at, place) in facts.places.iter().enumerate() {
        let trend = place.last.filter(|last| *last > 0).and_then(|last| growth.of(Minor(last)));
        let part = trend.and_then(|trend| ratio(place.value, trend.0));
        parts.push(part);
        let (Some(last), Some(trend), Some(part)) = (place.last, trend, part) else { continue };
        let (rule, severity) = if part > percent(SERIOUS) {
            (&ABOVE_TREND, Severity::Serious)
        } else if part > percent(MOST) {
            (&ABOVE_TREND, Severity::Warning)
        } else if part < percent(LEAST) {
            (&BELOW_TREND, Severity::Notice)
        } else {
            continue;
        };
        // A total that is too high is too high for everybody: it is said once, and again where it is worse.
        let above = place.parent.and_then(|parent| parts[parent]);
        if above.is_some_and(|above| (above.0 - part.0).abs() <= percent(ALIKE).0) {
            continue;
        }
        let finding = Finding::new(rule, severity, Some(at)).text("name", &place.name).amount("value", place.value);
        let finding = finding.amount("last", last).percent("growth", growth).amount("trend", trend.0);
        found.push(finding.percent("percent", part));
    }
    found
}

fn against_capacity(facts: &Facts) -> Vec<Finding> {
    let places = &facts.places;
    let sold = places.iter().filter(|place| place.is_person && place.was_here).filter_map(|place| place.last);
    let mut sold: Vec<i64> = sold.filter(|last| *last > 0).collect();
    sold.sort_unstable();
    // Of an even number the upper one of the two in the middle: half of them brought it or more.
    let Some(full) = sold.get(sold.len() / 2).copied() else { return Vec::new() };
    let mut carried = vec![(0_i64, 0_usize); places.len()];
    for (at, place) in places.iter().enumerate().rev() {
        if place.is_person {
            // Who has sold nothing in a whole year is there for something else.
            let sells = !place.was_here || place.last.is_some_and(|last| last > 0);
            let own = place.carries.of(Minor(full)).filter(|_| sells);
            carried[at] = (own.map_or(0, |own| own.0), usize::from(sells));
        }
        if let Some(parent) = place.parent {
            carried[parent] = (carried[parent].0.saturating_add(carried[at].0), carried[parent].1 + carried[at].1);
        }
    }
    let mut found = Vec::new();
    for (at, place) in places.iter().enumerate().filter(|(_, place)| !place.is_person && place.value > 0) {
        let (sum, people) = carried[at];
        let team = Capacity { carried: vec![Minor(sum)], productivity: BasisPoints::WHOLE };
        let Some(Cover { capacity, gap, cover: Some(cover) }) = team.against(Minor(place.value)) else { continue };
        if cover >= BasisPoints::WHOLE {
            continue;
        }
        let severity = if cover < percent(COVERED) { Severity::Warning } else { Severity::Notice };
        let hires = Capacity::hires(gap, Minor(full)).and_then(|hires| usize::try_from(hires).ok()).unwrap_or(0);
        let finding = Finding::new(&ABOVE_CAPACITY, severity, Some(at)).text("name", &place.name);
        let finding = finding.amount("value", place.value).amount("full", full).count("people", people);
        let finding = finding.amount("capacity", capacity.0).percent("cover", cover).count("hires", hires);
        found.push(finding.amount("gap", gap.0));
    }
    found
}

/// What is known without the past of the metric: what the market holds, and what people say.
pub(super) fn said(facts: &Facts) -> Vec<Finding> {
    let tops = || facts.places.iter().filter(|place| place.parent.is_none());
    let (total, held): (i64, i64) =
        (tops().map(|place| place.value).sum(), tops().filter_map(|place| place.potential).sum());
    let in_amounts = ratio(held, total).is_some_and(|part| part >= percent(INDEX));
    let mut found = Vec::new();
    for (at, place) in facts.places.iter().enumerate() {
        let holds = place.potential.filter(|potential| in_amounts && *potential > 0 && place.value > *potential);
        if let Some((potential, part)) = holds.and_then(|held| Some((held, ratio(place.value, held)?))) {
            let finding = Finding::new(&ABOVE_POTENTIAL, Severity::Serious, Some(at)).text("name", &place.name);
            let finding = finding.amount("value", place.value).amount("potential", potential);
            found.push(finding.percent("percent", part));
        }
        let less = place.proposed.filter(|proposed| place.talk == Talk::Proposed && *proposed < place.value);
        if let Some((proposed, part)) = less.and_then(|less| Some((less, ratio(less, place.value)?))) {
            let finding = Finding::new(&PROPOSED_LESS, Severity::Warning, Some(at)).text("name", &place.name);
            let finding = finding.amount("proposed", proposed).amount("value", place.value);
            found.push(finding.amount("gap", place.value - proposed).percent("percent", part));
        }
    }
    found
}
