//! Fair: whether everybody has to grow about as much, and how the quotas are distributed.

use super::{Aspect, Facts, Figure, Finding, Place, Rule, Severity, percent, ratio};
use crate::quality::{Quality, quality};
use kernel::BasisPoints;
use serde::Serialize;

pub(super) static GROWS_MORE: Rule = Rule {
    code: "target_plans.check_grows_more",
    aspect: Aspect::Fair,
    text: "{name} has to grow much more than the others",
    how: "{value} ÷ {last} of a year before = {own}; all together {all}. {own} ÷ {all} = {percent}; 80% to 120% is about the same.",
};
pub(super) static GROWS_LESS: Rule = Rule {
    code: "target_plans.check_grows_less",
    aspect: Aspect::Fair,
    text: "{name} has to grow much less than the others",
    how: "{value} ÷ {last} of a year before = {own}; all together {all}. {own} ÷ {all} = {percent}; 80% to 120% is about the same.",
};
pub(super) static UNEVEN: Rule = Rule {
    code: "target_plans.check_uneven",
    aspect: Aspect::Fair,
    text: "Only {near} of the people have to grow about as much as all together",
    how: "Of {people} people whose year before is known, that many lie within 20% of the growth of all of them, which is {all}. The median is {median} of it, the standard deviation {deviation}.",
};

/// Beyond these parts of the growth of all together somebody should be able to say why.
const MORE: i64 = 150;
const LESS: i64 = 50;
/// As many people as a distribution needs to say anything.
const PEOPLE: usize = 5;
/// The part of people that should have to grow about as much.
const NEAR: f64 = 0.6;
/// Columns that a picture of a distribution has at most.
const BANDS: i64 = 12;

/// People whose quotas lie from one amount to below another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    pub from: i64,
    pub to: i64,
    pub people: usize,
}

/// How quotas are distributed over people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    pub people: usize,
    pub least: i64,
    pub median: i64,
    pub most: i64,
    pub bands: Vec<Band>,
    /// How much each has to grow, in percent of what all together have to: 100 is as much as all. None where nobody has a
    /// year before.
    pub growth: Option<Quality>,
}

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(all) = growth_of_all(&facts.places) else { return found };
    for (at, place, last) in compared(&facts.places) {
        let Some((own, part)) = ratio(place.value, last).and_then(|own| Some((own, ratio(own.0, all.0)?))) else {
            continue;
        };
        let (rule, severity) = if part > percent(MORE) {
            (&GROWS_MORE, Severity::Warning)
        } else if part < percent(LESS) {
            (&GROWS_LESS, Severity::Notice)
        } else {
            continue;
        };
        let finding = Finding::new(rule, severity, Some(at)).text("name", &place.name).amount("value", place.value);
        let finding = finding.amount("last", last).percent("own", own).percent("all", all);
        found.push(finding.percent("percent", part));
    }
    let spread = growth(&facts.places);
    if let Some(growth) = spread.filter(|growth| growth.people >= PEOPLE && growth.near < NEAR) {
        let finding = Finding::new(&UNEVEN, Severity::Warning, None).percent("near", tenths(growth.near * 100.0));
        let finding = finding.count("people", growth.people).percent("all", all);
        let finding = finding.percent("median", tenths(growth.median));
        found.push(finding.with("deviation", Figure::Percent(tenths(growth.deviation))));
    }
    found
}

/// The people whose year before is known, with it.
fn compared(places: &[Place]) -> impl Iterator<Item = (usize, &Place, i64)> {
    let people = places.iter().enumerate().filter(|(_, place)| place.is_person && place.was_here);
    people.filter_map(|(at, place)| Some((at, place, place.last.filter(|last| *last > 0)?)))
}

/// What those who can be compared have to reach together, in parts of what they had.
fn growth_of_all(places: &[Place]) -> Option<BasisPoints> {
    let (value, last) = compared(places).fold((0_i64, 0_i64), |(value, last), (_, place, own)| {
        (value.saturating_add(place.value), last.saturating_add(own))
    });
    ratio(value, last).filter(|all| all.0 > 0)
}

fn growth(places: &[Place]) -> Option<Quality> {
    let all = growth_of_all(places)?;
    let parts = compared(places).filter_map(|(_, place, last)| ratio(ratio(place.value, last)?.0, all.0));
    // Statistics and no money: hundredths of a percent are a float without loss.
    let parts: Vec<f64> =
        parts.filter_map(|part| i32::try_from(part.0).ok()).map(|part| f64::from(part) / 100.0).collect();
    quality(&parts)
}

/// A percentage of statistics, shown to a tenth of a percent.
fn tenths(value: f64) -> BasisPoints {
    let text = format!("{value:.1}");
    text.parse().unwrap_or_default()
}

/// How the quotas of these places are distributed; none where nobody has one.
pub fn spread(places: &[Place]) -> Option<Spread> {
    let mut quotas: Vec<i64> = places.iter().filter(|place| place.is_person).map(|place| place.value).collect();
    quotas.sort_unstable();
    let (least, most) = (*quotas.first()?, *quotas.last()?);
    let middle = quotas.len() / 2;
    let median = if quotas.len() % 2 == 1 { quotas[middle] } else { (quotas[middle - 1] + quotas[middle]) / 2 };
    Some(Spread { people: quotas.len(), least, median, most, bands: bands(&quotas), growth: growth(places) })
}

/// Columns of one width, from a multiple of it on: 1, 2 or 5 times a power of ten, as few as show the distribution. `quotas`
/// are sorted.
pub fn bands(quotas: &[i64]) -> Vec<Band> {
    let (Some(least), Some(most)) = (quotas.first(), quotas.last()) else { return Vec::new() };
    let range = most - least;
    let steps = (0..18).flat_map(|tens| [1, 2, 5].map(|step: i64| step * 10_i64.pow(tens)));
    let fits = |step: &i64| range / step + 2 <= BANDS;
    let step = steps.into_iter().find(fits).unwrap_or(i64::MAX);
    let first = least / step * step;
    let mut bands: Vec<Band> = Vec::new();
    let mut from = first;
    while from <= *most {
        let to = from.saturating_add(step);
        let people = quotas.iter().filter(|quota| (from..to).contains(quota)).count();
        bands.push(Band { from, to, people });
        if to == i64::MAX {
            break;
        }
        from = to;
    }
    bands
}
