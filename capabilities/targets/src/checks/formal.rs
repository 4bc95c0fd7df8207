//! Specific, measurable, relevant and time-bound: what a plan has to say before anybody asks whether it can be reached.

use super::{Aspect, Facts, Figure, Finding, Rule, Severity, percent, ratio};
use kernel::BasisPoints;

pub(super) static NOBODY_ANSWERS: Rule = Rule {
    code: "target_plans.check_nobody_answers",
    aspect: Aspect::Specific,
    text: "Nobody answers for {name}",
    how: "Neither a person nor a unit with a leader on {from}: {value} has no one to reach it.",
};
pub(super) static NO_PAST: Rule = Rule {
    code: "target_plans.check_no_past",
    aspect: Aspect::Measurable,
    text: "{n} of {of} people have nothing to be compared with",
    how: "{n} people have no “{metric}” in the same days a year before: {names}.",
};
pub(super) static NOT_COMPARED: Rule = Rule {
    code: "target_plans.check_not_compared",
    aspect: Aspect::Measurable,
    text: "“{metric}” cannot be held against the past: trend, capacity and fairness are not looked at",
    how: "It is compared where it is a sum of amounts or counts by day and person, and where the same days a year before have begun.",
};
pub(super) static CARRIED_ON: Rule = Rule {
    code: "target_plans.check_carried_on",
    aspect: Aspect::Measurable,
    text: "The year before is known until {day} and is carried on to its end",
    how: "By that day {percent} of a year has come, as all together had it the year before that, or by working days where there was nothing. What is known of each place is divided by it.",
};
pub(super) static PEOPLE_SHORT: Rule = Rule {
    code: "target_plans.check_people_short",
    aspect: Aspect::Relevant,
    text: "The people of {name} have less to reach together than {name} has",
    how: "They have {people} together and {name} has {value}; {people} ÷ {value} = {percent}. If everybody reaches their target, {gap} are lacking.",
};
pub(super) static PEOPLE_OVER: Rule = Rule {
    code: "target_plans.check_people_over",
    aspect: Aspect::Relevant,
    text: "The people of {name} have {percent} of its target together",
    how: "They have {people} together and {name} has {value}; {people} ÷ {value} = {percent}. Beyond 120% targets stop being believed.",
};
pub(super) static NO_TARGET: Rule = Rule {
    code: "target_plans.check_no_target",
    aspect: Aspect::Relevant,
    text: "{n} people have nothing to reach",
    how: "Their target is 0, by a lock or because they weigh nothing beside the others: {names}.",
};
pub(super) static NOT_FISCAL: Rule = Rule {
    code: "target_plans.check_not_fiscal",
    aspect: Aspect::TimeBound,
    text: "The plan does not begin and end with parts of the fiscal year",
    how: "It goes from {from} to {to}; one of these days lies inside a fiscal month.",
};
pub(super) static RARE_MILESTONES: Rule = Rule {
    code: "target_plans.check_rare_milestones",
    aspect: Aspect::TimeBound,
    text: "There are milestones only every quarter",
    how: "The plan has {n} periods. Divided into months it shows two months earlier who is off pace.",
};
pub(super) static EMPTY_PERIOD: Rule = Rule {
    code: "target_plans.check_empty_period",
    aspect: Aspect::TimeBound,
    text: "{n} periods have nothing to reach",
    how: "At the top they have 0, and the others {value} together: {names}.",
};
pub(super) static BEGUN: Rule = Rule {
    code: "target_plans.check_begun",
    aspect: Aspect::TimeBound,
    text: "{n} of {of} periods are over before the plan is in force",
    how: "It begins on {from}. What was to be reached in periods that are over nobody can be told any more: {value} at the top.",
};

/// Above this part of the target of their unit people together are over-assigned beyond what is usual.
const OVER: i64 = 120;
/// Names that a sentence holds.
const NAMED: usize = 12;

pub(super) fn check(facts: &Facts) -> Vec<Finding> {
    let places = &facts.places;
    let mut found = Vec::new();
    for (at, place) in places.iter().enumerate().filter(|(_, place)| !place.is_owned && place.value > 0) {
        let finding = Finding::new(&NOBODY_ANSWERS, Severity::Warning, Some(at)).text("name", &place.name);
        found.push(finding.with("from", Figure::Day(facts.from)).amount("value", place.value));
    }
    found.extend(measured(facts));
    if let Some((day, part)) = facts.carried_on.filter(|_| facts.adds_up) {
        let finding = Finding::new(&CARRIED_ON, Severity::Notice, None).with("day", Figure::Day(day));
        found.push(finding.percent("percent", part));
    }
    found.extend(people(facts));
    let idle: Vec<&str> =
        places.iter().filter(|place| place.is_person && place.value == 0).map(|place| place.name.as_str()).collect();
    if !idle.is_empty() {
        let finding = Finding::new(&NO_TARGET, Severity::Notice, None);
        found.push(finding.count("n", idle.len()).text("names", named(&idle)));
    }
    found.extend(in_time(facts));
    found
}

fn measured(facts: &Facts) -> Option<Finding> {
    if !facts.adds_up {
        let finding = Finding::new(&NOT_COMPARED, Severity::Notice, None);
        return Some(finding.text("metric", &facts.metric));
    }
    let people = || facts.places.iter().filter(|place| place.is_person);
    let none: Vec<&str> =
        people().filter(|place| place.last.is_none_or(|last| last == 0)).map(|place| place.name.as_str()).collect();
    let all = people().count();
    let severity = if none.len() == all { Severity::Warning } else { Severity::Notice };
    let finding = Finding::new(&NO_PAST, severity, None).count("n", none.len()).count("of", all);
    (!none.is_empty()).then(|| finding.text("metric", &facts.metric).text("names", named(&none)))
}

/// What people have together beside the place at the top.
fn people(facts: &Facts) -> Vec<Finding> {
    let places = &facts.places;
    let mut sums = vec![0_i64; places.len()];
    let mut has_people = vec![false; places.len()];
    for (at, place) in places.iter().enumerate().rev() {
        if place.is_person {
            (sums[at], has_people[at]) = (place.value, true);
        }
        if let Some(parent) = place.parent {
            sums[parent] = sums[parent].saturating_add(sums[at]);
            has_people[parent] |= has_people[at];
        }
    }
    let tops = places.iter().enumerate().filter(|(at, place)| place.parent.is_none() && has_people[*at]);
    let finding = |(at, place): (usize, &super::Place)| {
        let part = ratio(sums[at], place.value)?;
        let (rule, severity) = if part < BasisPoints::WHOLE {
            (&PEOPLE_SHORT, Severity::Warning)
        } else if part > percent(OVER) {
            (&PEOPLE_OVER, Severity::Notice)
        } else {
            return None;
        };
        let finding = Finding::new(rule, severity, Some(at)).text("name", &place.name).amount("people", sums[at]);
        let finding = finding.amount("value", place.value).percent("percent", part);
        Some(finding.amount("gap", place.value.saturating_sub(sums[at])))
    };
    tops.filter_map(finding).collect()
}

fn in_time(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    if !facts.is_fiscal {
        let finding = Finding::new(&NOT_FISCAL, Severity::Notice, None);
        found.push(finding.with("from", Figure::Day(facts.from)).with("to", Figure::Day(facts.to)));
    }
    if !facts.is_monthly {
        found.push(Finding::new(&RARE_MILESTONES, Severity::Notice, None).count("n", facts.labels.len()));
    }
    let tops = || facts.places.iter().filter(|place| place.parent.is_none());
    let at_top = |period: usize| -> i64 { tops().filter_map(|place| place.periods.get(period)).sum() };
    let total: i64 = tops().map(|place| place.value).sum();
    let empty: Vec<&str> = facts
        .labels
        .iter()
        .enumerate()
        .filter(|(period, _)| at_top(*period) == 0)
        .map(|(_, label)| label.as_str())
        .collect();
    if !empty.is_empty() && total > 0 {
        let finding = Finding::new(&EMPTY_PERIOD, Severity::Notice, None).count("n", empty.len());
        found.push(finding.amount("value", total).text("names", named(&empty)));
    }
    if facts.over > 0 {
        let severity = if facts.over >= facts.labels.len() { Severity::Serious } else { Severity::Notice };
        let finding = Finding::new(&BEGUN, severity, None).count("n", facts.over).count("of", facts.labels.len());
        let finding = finding.with("from", Figure::Day(facts.from));
        found.push(finding.amount("value", (0..facts.over).map(at_top).sum()));
    }
    found
}

fn named(names: &[&str]) -> String {
    let mut text = names[..names.len().min(NAMED)].join(", ");
    if names.len() > NAMED {
        text.push_str(", …");
    }
    text
}
