//! From what was reached to points, by the rules that an agreement says as data. Values in, values out: no database, no clock.
//!
//! By attainment: `points = clamp(full + up × max(0, a − 100) − down × max(0, 100 − a), floor, cap)`, `a` in percent, exact
//! until the points are rounded to hundredths, half away from zero; 0 where `a` lies below the gate.

use crate::kpi::How;
use kernel::{BasisPoints, Quantity};
use serde::Serialize;

/// From which attainment which part of the full points, rising.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bands(pub Vec<(BasisPoints, BasisPoints)>);

/// A scoring rule. Points have four decimals; parts and attainment are hundredths of a percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    pub full: Quantity,
    pub how: How,
    pub up: Quantity,
    pub down: Quantity,
    pub floor: Quantity,
    pub cap: Quantity,
    pub gate: Option<BasisPoints>,
    pub bands: Bands,
}

/// What a rule makes of what was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Scored {
    /// Rounded to hundredths of a percent; none without a target, and where things are counted.
    pub attainment: Option<BasisPoints>,
    /// None while nobody has judged, and where there is no number.
    pub points: Option<Quantity>,
    /// What decided.
    pub by: Option<Why>,
}

/// Which part of a rule decided about the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Exactly as agreed.
    Full,
    Above,
    Below,
    /// Below the gate there are none.
    Gate,
    Floor,
    Cap,
    /// The band from this attainment on.
    Band,
    /// Below the lowest band.
    NoBand,
    Deducted,
    Judged,
}

/// Points have two decimals.
const HUNDREDTH: i128 = 100;

/// `80: 50, 90: 80, 100: 100`, in percent, rising; nothing where it does not read so.
pub fn bands(text: &str) -> Option<Bands> {
    let mut bands = Vec::new();
    for part in text.split([',', ';', '，', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let (from, points) = part.split_once([':', '：'])?;
        let percent = |text: &str| text.trim().trim_end_matches('%').trim().parse::<BasisPoints>().ok();
        let (from, points) = (percent(from)?, percent(points)?);
        let rises = bands.last().is_none_or(|(last, _): &(BasisPoints, BasisPoints)| last.0 < from.0);
        if !rises || from.0 < 0 || points.0 < 0 || points.0 > 3 * BasisPoints::WHOLE.0 {
            return None;
        }
        bands.push((from, points));
    }
    (!bands.is_empty()).then_some(Bands(bands))
}

/// A part of the full points.
pub fn part_of(full: Quantity, part: BasisPoints) -> Option<Quantity> {
    points(i128::from(full.0) * i128::from(part.0), i128::from(BasisPoints::WHOLE.0))
}

/// `target` and `actual` are in the number's own unit; `fewer` is better or more is. What is counted is deducted whole.
pub fn score(rule: &Rule, target: Option<Quantity>, actual: Option<Quantity>, fewer: bool) -> Scored {
    match rule.how {
        How::Judged => Scored {
            attainment: None,
            points: actual.map(|points| held(rule, points).0),
            by: actual.map(|_| Why::Judged),
        },
        How::Deduction => match actual {
            Some(count) => {
                let lost = i128::from(rule.down.0) * i128::from(count.0.max(0));
                let left = i128::from(rule.full.0) * i128::from(Quantity::ONE.0) - lost;
                let by = if lost == 0 { Why::Full } else { Why::Deducted };
                decided(rule, None, points(left, i128::from(Quantity::ONE.0)), by)
            }
            None => Scored::default(),
        },
        How::Linear | How::Bands => match (target, actual) {
            (Some(target), Some(actual)) if target.0 > 0 => by_attainment(rule, target, actual, fewer),
            (Some(_) | None, Some(_) | None) => Scored::default(),
        },
    }
}

fn by_attainment(rule: &Rule, target: Quantity, actual: Quantity, fewer: bool) -> Scored {
    let whole = i128::from(target.0);
    // Of what should be little, as much below the target counts as attainment above 100 %, and never less than none.
    let part = if fewer { (2 * whole - i128::from(actual.0)).max(0) } else { i128::from(actual.0) };
    let attainment = rounded(part * i128::from(BasisPoints::WHOLE.0), whole).map(BasisPoints);
    let reaches = |line: BasisPoints| part * i128::from(BasisPoints::WHOLE.0) >= whole * i128::from(line.0);
    if rule.gate.is_some_and(|gate| !reaches(gate)) {
        return Scored { attainment, points: Some(Quantity::ZERO), by: Some(Why::Gate) };
    }
    if rule.how == How::Bands {
        let band = rule.bands.0.iter().rev().find(|(from, _)| reaches(*from));
        return match band {
            Some((_, share)) => decided(rule, attainment, part_of(rule.full, *share), Why::Band),
            None => decided(rule, attainment, Some(Quantity::ZERO), Why::NoBand),
        };
    }
    // In percent: (part − whole) ÷ whole × 100.
    let (off, rate, by) = match part.cmp(&whole) {
        std::cmp::Ordering::Greater => (part - whole, rule.up, Why::Above),
        std::cmp::Ordering::Less => (part - whole, rule.down, Why::Below),
        std::cmp::Ordering::Equal => (0, Quantity::ZERO, Why::Full),
    };
    let by = if rate == Quantity::ZERO { Why::Full } else { by };
    let more = off * 100 * i128::from(rate.0);
    decided(rule, attainment, points(i128::from(rule.full.0) * whole + more, whole), by)
}

fn decided(rule: &Rule, attainment: Option<BasisPoints>, points: Option<Quantity>, by: Why) -> Scored {
    let Some(points) = points else { return Scored { attainment, ..Scored::default() } };
    let (points, held) = held(rule, points);
    Scored { attainment, points: Some(points), by: Some(held.unwrap_or(by)) }
}

/// Between floor and cap.
fn held(rule: &Rule, points: Quantity) -> (Quantity, Option<Why>) {
    if points.0 > rule.cap.0 {
        (rule.cap, Some(Why::Cap))
    } else if points.0 < rule.floor.0 {
        (rule.floor, Some(Why::Floor))
    } else {
        (points, None)
    }
}

/// To hundredths of a point.
fn points(numerator: i128, denominator: i128) -> Option<Quantity> {
    rounded(numerator, denominator * HUNDREDTH).and_then(|hundredths| hundredths.checked_mul(100)).map(Quantity)
}

/// Half away from zero.
fn rounded(numerator: i128, denominator: i128) -> Option<i64> {
    let twice = numerator.checked_mul(2)?;
    let half = if numerator < 0 { -denominator } else { denominator };
    i64::try_from((twice + half) / (denominator * 2)).ok()
}

/// An amount spread over so many months: the same in each, what does not divide goes to the first ones.
pub fn even(total: Quantity, months: usize, whole: bool) -> Vec<Quantity> {
    let Ok(count) = i64::try_from(months.max(1)) else { return Vec::new() };
    // Amounts keep two decimals, counted things none.
    let unit = if whole { Quantity::ONE.0 } else { Quantity::ONE.0 / 100 };
    let (units, rest) = (total.0 / unit, total.0 % unit);
    let (each, more) = (units / count, units % count);
    let part = |nth: i64| Quantity((each + i64::from(nth < more)) * unit + if nth == 0 { rest } else { 0 });
    (0..count).map(part).collect()
}

/// The points of several KPIs, as far as there are any.
pub fn sum(points: impl IntoIterator<Item = Option<Quantity>>) -> Quantity {
    Quantity(points.into_iter().flatten().map(|points| points.0).sum())
}

#[cfg(test)]
#[path = "scoring_tests.rs"]
mod tests;
