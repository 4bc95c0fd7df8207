//! Whether a plan can be asked of people, and whether it is fair: specific, measurable, attainable, relevant and time-bound
//! (SMART), and how its quotas are distributed. Values in, findings out: no database, no clock.

mod attainable;
mod fair;
mod formal;
#[cfg(test)]
mod tests;

pub use attainable::{carrying, trend};
pub use fair::{Band, Spread, bands, spread};

use crate::node::{Talk, TargetNodeId};
use chrono::NaiveDate;
use kernel::{BasisPoints, Minor};
use serde::Serialize;

/// What of a plan a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    Specific,
    Measurable,
    Attainable,
    Relevant,
    TimeBound,
    Fair,
}

impl Aspect {
    pub const ALL: [Aspect; 6] =
        [Aspect::Specific, Aspect::Measurable, Aspect::Attainable, Aspect::Relevant, Aspect::TimeBound, Aspect::Fair];

    /// Its key among the words, and its English.
    pub fn word(self) -> (&'static str, &'static str) {
        match self {
            Aspect::Specific => ("target_plans.aspects.specific", "Specific"),
            Aspect::Measurable => ("target_plans.aspects.measurable", "Measurable"),
            Aspect::Attainable => ("target_plans.aspects.attainable", "Attainable"),
            Aspect::Relevant => ("target_plans.aspects.relevant", "Relevant"),
            Aspect::TimeBound => ("target_plans.aspects.time_bound", "Time-bound"),
            Aspect::Fair => ("target_plans.aspects.fair", "Fair"),
        }
    }
}

/// The gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Hardly anybody can keep this.
    Serious,
    /// Somebody should be able to say why.
    Warning,
    /// To know about.
    Notice,
}

/// What is looked for: its stable code, its sentence, and how its figure comes about; `{name}` where something is filled in.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    pub code: &'static str,
    pub aspect: Aspect,
    pub text: &'static str,
    pub how: &'static str,
}

/// Everything that is looked for.
pub static RULES: [&Rule; 19] = [
    &formal::NOBODY_ANSWERS,
    &formal::NO_PAST,
    &formal::NOT_COMPARED,
    &formal::CARRIED_ON,
    &attainable::ABOVE_TREND,
    &attainable::BELOW_TREND,
    &attainable::ABOVE_CAPACITY,
    &attainable::ABOVE_POTENTIAL,
    &attainable::PROPOSED_LESS,
    &formal::PEOPLE_SHORT,
    &formal::PEOPLE_OVER,
    &formal::NO_TARGET,
    &formal::NOT_FISCAL,
    &formal::RARE_MILESTONES,
    &formal::EMPTY_PERIOD,
    &formal::BEGUN,
    &fair::GROWS_MORE,
    &fair::GROWS_LESS,
    &fair::UNEVEN,
];

/// What is filled into a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// In the smallest unit of the plan.
    Amount(i64),
    Percent(BasisPoints),
    Count(usize),
    Day(NaiveDate),
    Text(String),
}

/// What was found, at a place or of the plan as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// Where, by its position among the places.
    pub place: Option<usize>,
    pub figures: Vec<(&'static str, Figure)>,
}

impl Finding {
    fn new(rule: &'static Rule, severity: Severity, place: Option<usize>) -> Self {
        Finding { rule, severity, place, figures: Vec::new() }
    }

    fn with(mut self, name: &'static str, figure: Figure) -> Self {
        self.figures.push((name, figure));
        self
    }

    fn amount(self, name: &'static str, amount: i64) -> Self {
        self.with(name, Figure::Amount(amount))
    }

    fn percent(self, name: &'static str, percent: BasisPoints) -> Self {
        self.with(name, Figure::Percent(percent))
    }

    fn count(self, name: &'static str, count: usize) -> Self {
        self.with(name, Figure::Count(count))
    }

    fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Figure::Text(text.into()))
    }
}

/// A place with what is known of it. Amounts are in the smallest unit of the plan.
#[derive(Clone, Debug)]
pub struct Place {
    pub node: TargetNodeId,
    pub name: String,
    /// The place above, by its position; it stands before this one.
    pub parent: Option<usize>,
    pub is_person: bool,
    /// Somebody answers for it.
    pub is_owned: bool,
    pub value: i64,
    pub periods: Vec<i64>,
    /// The same days a year before; what is not over yet is carried on. None of what cannot be compared.
    pub last: Option<i64>,
    /// The same days two years before.
    pub before: Option<i64>,
    /// A person who was here for all of the year before.
    pub was_here: bool,
    /// What of a full quota a person can carry: the days on which they are there, and the ramp of who is new.
    pub carries: BasisPoints,
    /// What its market holds, where somebody has said it.
    pub potential: Option<i64>,
    pub proposed: Option<i64>,
    pub talk: Talk,
}

/// A plan with what is known of it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Each after the one above it.
    pub places: Vec<Place>,
    /// What the metric is called.
    pub metric: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// What the periods are called.
    pub labels: Vec<String>,
    /// The metric adds up over days, so that its past can be held against the plan.
    pub adds_up: bool,
    /// Where the year before is not over: the day until which it is known, and the part of a year that had come by then.
    pub carried_on: Option<(NaiveDate, BasisPoints)>,
    /// It begins and ends with a part of the fiscal year.
    pub is_fiscal: bool,
    /// Its periods are months or shorter.
    pub is_monthly: bool,
    /// Periods that are over, of a plan that is not in force yet.
    pub over: usize,
}

/// Everything that is found, the gravest first, then by aspect and in the order of the tree.
pub fn check(facts: &Facts) -> Vec<Finding> {
    let mut found = formal::check(facts);
    if facts.adds_up {
        found.extend(attainable::check(facts));
        found.extend(fair::check(facts));
    } else {
        found.extend(attainable::said(facts));
    }
    found.sort_by_key(|finding| (finding.severity, finding.rule.aspect, finding.place));
    found
}

/// A part of a whole; none of nothing.
fn ratio(part: i64, whole: i64) -> Option<BasisPoints> {
    if whole <= 0 {
        return None;
    }
    Minor(part).scaled(i128::from(BasisPoints::WHOLE.0), i128::from(whole)).map(|part| BasisPoints(part.0))
}

fn percent(of: i64) -> BasisPoints {
    BasisPoints(of * 100)
}
