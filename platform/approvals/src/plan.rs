//! The route of a request: its steps in order and where it stands. Pure: who is asked is given, what was said is given.

use crate::{
    flow::FlowId,
    step::{Late, Mode, StepId},
};
use authority::Matter;
use kernel::{BasisPoints, Currency, Error, Minor, Money, Result};
use org::{person::PersonId, unit::UnitId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Position of the step that is being asked; behind the last one when all have agreed.
    pub at: usize,
    pub steps: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its own for as long as the request lives.
    pub key: i64,
    pub name: String,
    pub mode: Mode,
    /// The step of the flow's edition; none where somebody added it.
    pub step: Option<StepId>,
    pub flow: FlowId,
    /// As drawn when it was sent; who is asked in the end is looked up when the step begins.
    pub people: Vec<Planned>,
    /// What is decided, where authority over it is asked for.
    #[serde(default)]
    pub matter: Option<Kept>,
    /// The unit it belongs to, where the step takes it from the row; the asker's otherwise.
    #[serde(default)]
    pub unit: Option<UnitId>,
    pub days: Option<i64>,
    pub late: Late,
    pub copies: Vec<PersonId>,
    pub added_by: Option<PersonId>,
}

/// A matter as a route keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub kind: authority::Kind,
    pub amount: Option<(Minor, Currency)>,
    pub percentage: Option<BasisPoints>,
}

impl Kept {
    /// With the unit of whoever asks.
    pub fn matter(&self, unit: Option<UnitId>) -> Matter {
        let amount = self.amount.map(|(amount, currency)| Money { amount, currency });
        Matter { amount, percentage: self.percentage, unit, ..Matter::of(self.kind) }
    }
}

/// Somebody who is, or will be, asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub person: PersonId,
    /// Who is away.
    pub in_place_of: Option<PersonId>,
    pub why: Why,
}

/// Why it is this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Named,
    Superior,
    UnitHead,
    Position,
    Role,
    Authority,
    Added,
    /// The step would have fallen to whoever asks.
    Instead,
    /// Nobody else is left.
    Owner,
}

/// What a step does next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Enough have agreed.
    Passed,
    /// These are asked now, those later.
    Ask(Vec<Planned>, Vec<Planned>),
}

/// Whom a step asks, when these have said yes in this round already.
pub fn next(mode: Mode, people: &[Planned], yes: &[PersonId]) -> Next {
    let agreed = |one: &Planned| yes.contains(&one.person);
    let rest: Vec<Planned> = people.iter().filter(|one| !agreed(one)).copied().collect();
    match mode {
        Mode::Any if people.iter().any(agreed) => Next::Passed,
        Mode::Any | Mode::All if !rest.is_empty() => Next::Ask(rest, Vec::new()),
        Mode::Sequence if !rest.is_empty() => Next::Ask(rest[..1].to_vec(), rest[1..].to_vec()),
        Mode::Any | Mode::All | Mode::Sequence => Next::Passed,
    }
}

impl Plan {
    pub fn now(&self) -> Result<&Item> {
        self.steps.get(self.at).ok_or_else(|| Error::internal("a request waits behind its last step"))
    }

    fn free_key(&self) -> i64 {
        self.steps.iter().map(|step| step.key).max().unwrap_or_default() + 1
    }

    /// Puts a step in front of the one that is being asked, or behind it.
    pub fn add(&mut self, mut item: Item, before: bool) {
        item.key = self.free_key();
        let at = if before { self.at } else { self.at + 1 };
        self.steps.insert(at.min(self.steps.len()), item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(of: &[PersonId]) -> Vec<Planned> {
        of.iter().map(|person| Planned { person: *person, in_place_of: None, why: Why::Named }).collect()
    }

    #[test]
    fn a_step_asks_as_many_as_its_mode_says() {
        let [a, b, c] = [PersonId::new(), PersonId::new(), PersonId::new()];
        let all = people(&[a, b, c]);
        assert_eq!(next(Mode::Any, &all, &[]), Next::Ask(all.clone(), vec![]));
        assert_eq!(next(Mode::Any, &all, &[b]), Next::Passed);
        assert_eq!(next(Mode::All, &all, &[b]), Next::Ask(people(&[a, c]), vec![]));
        assert_eq!(next(Mode::All, &all, &[c, a, b]), Next::Passed);
        assert_eq!(next(Mode::Sequence, &all, &[]), Next::Ask(people(&[a]), people(&[b, c])));
        assert_eq!(next(Mode::Sequence, &all, &[a]), Next::Ask(people(&[b]), people(&[c])));
        assert_eq!(next(Mode::Sequence, &all, &[a, b, c]), Next::Passed);
    }

    #[test]
    fn an_added_step_stands_where_it_was_asked_for() {
        let item = |name: &str, key| Item {
            key,
            name: name.to_owned(),
            mode: Mode::Any,
            step: None,
            flow: FlowId::new(),
            people: Vec::new(),
            matter: None,
            unit: None,
            days: None,
            late: Late::Remind,
            copies: Vec::new(),
            added_by: None,
        };
        let mut plan = Plan { at: 1, steps: vec![item("first", 1), item("second", 2)] };
        plan.add(item("before", 0), true);
        plan.at += 1;
        plan.add(item("after", 0), false);
        let names: Vec<(&str, i64)> = plan.steps.iter().map(|step| (step.name.as_str(), step.key)).collect();
        assert_eq!(names, [("first", 1), ("before", 3), ("second", 2), ("after", 4)]);
    }
}
