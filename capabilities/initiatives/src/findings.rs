//! What does not fit between targets, actions and resources. No database, no clock.

use crate::{initiative, lift::Standing, resource, rules};
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use serde::Serialize;
use std::collections::BTreeSet;

/// What is wrong, by its word in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A target in force that no path leads to.
    TargetWithoutPath,
    /// A gap that nothing is done about.
    PathWithoutAction,
    /// What is done would not close the gap even if all of it landed.
    PathUncovered,
    /// What is done closes the gap only if all of it lands.
    PathStretched,
    /// The targets in force are others than the one that was taken.
    PathTargetMoved,
    /// Nobody has said where the number goes by itself, or it has to be worked out anew.
    PathWithoutTrend,
    /// An initiative that serves no target.
    ActionWithoutTarget,
    /// An initiative that is planned or runs and has nothing to do it with.
    ActionWithoutResource,
    /// It runs on what was never granted.
    ResourceNotGranted,
    /// A resource that serves no initiative and no path, or only such as were stopped.
    ResourceWithoutTarget,
    /// More was used than there is.
    ResourceOverdrawn,
    MilestoneOverdue,
    CheckOverdue,
    /// A grave risk that nobody does anything about.
    RiskWithoutSafeguard,
}

/// What mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mend {
    MakePath,
    TakeTarget,
    AddInitiative,
    WorkOutTrend,
    ChoosePath,
    AddResource,
    Grant,
    UseResource,
    /// The row itself says what to do.
    Open,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: Kind,
    pub noun: &'static str,
    pub id: Uuid,
    pub name: String,
    /// The initiative that it is a part of, where it is one.
    pub part_of: Option<Uuid>,
    pub mend: Mend,
}

#[derive(Clone, Debug)]
pub struct Path {
    pub id: Uuid,
    pub name: String,
    pub standing: Standing,
    /// It has a trend that still holds.
    pub trend: bool,
    /// The targets in force say something else.
    pub moved: bool,
}

#[derive(Clone, Debug)]
pub struct Action {
    pub id: Uuid,
    pub name: String,
    pub state: initiative::State,
    /// It is a part of a path, or moves a KPI of its own.
    pub aimed: bool,
}

#[derive(Clone, Debug)]
pub struct Resource {
    pub id: Uuid,
    pub name: String,
    pub state: resource::State,
    pub serves_path: bool,
    pub overdrawn: bool,
}

/// (resource, initiative).
pub type Use = (Uuid, Uuid);

/// A milestone, a landing check or a risk: what is wrong with it is known by itself.
#[derive(Clone, Debug)]
pub struct Part {
    pub id: Uuid,
    pub name: String,
    pub initiative: Uuid,
    pub kind: PartKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Milestone { due: NaiveDate },
    Check { due: NaiveDate },
    Risk { score: i64, safeguarded: bool },
}

/// From this score on a risk is grave: likely and bad.
pub const GRAVE: i64 = 12;

/// Everything that does not fit, gravest first: targets, then actions, then resources, then what is late.
pub fn all(
    paths: &[Path],
    actions: &[Action],
    resources: &[Resource],
    uses: &[Use],
    parts: &[Part],
    today: NaiveDate,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for path in paths {
        let mut tell = |kind, mend| found.push(of(kind, "paths", path.id, &path.name, mend));
        if path.moved {
            tell(Kind::PathTargetMoved, Mend::TakeTarget);
        }
        if !path.trend {
            tell(Kind::PathWithoutTrend, Mend::WorkOutTrend);
        }
        match path.standing {
            Standing::Open => tell(Kind::PathWithoutAction, Mend::AddInitiative),
            Standing::Uncovered => tell(Kind::PathUncovered, Mend::AddInitiative),
            Standing::Stretched => tell(Kind::PathStretched, Mend::AddInitiative),
            Standing::Unknown | Standing::Reached | Standing::Covered | Standing::Over => {}
        }
    }
    let served: BTreeSet<Uuid> = uses.iter().map(|(_, initiative)| *initiative).collect();
    for action in actions.iter().filter(|action| rules::alive(action.state)) {
        let mut tell = |kind, mend| found.push(of(kind, "initiatives", action.id, &action.name, mend));
        if !action.aimed {
            tell(Kind::ActionWithoutTarget, Mend::ChoosePath);
        }
        if rules::counts(action.state) && !served.contains(&action.id) {
            tell(Kind::ActionWithoutResource, Mend::AddResource);
        }
    }
    let state = |id: &Uuid| actions.iter().find(|action| action.id == *id);
    for resource in resources.iter().filter(|resource| resource.state != resource::State::Released) {
        let mut tell = |kind, mend| found.push(of(kind, "initiative_resources", resource.id, &resource.name, mend));
        let serves = || uses.iter().filter(|(id, _)| *id == resource.id).filter_map(|(_, action)| state(action));
        let aimed = serves().any(|action| action.aimed && action.state != initiative::State::Stopped);
        if !resource.serves_path && !aimed {
            tell(Kind::ResourceWithoutTarget, Mend::UseResource);
        }
        let runs = serves().any(|action| action.state == initiative::State::Running);
        if resource.state == resource::State::Asked && runs {
            tell(Kind::ResourceNotGranted, Mend::Grant);
        }
        if resource.overdrawn {
            tell(Kind::ResourceOverdrawn, Mend::Open);
        }
    }
    for part in parts {
        let (kind, noun) = match part.kind {
            PartKind::Milestone { due } if due < today => (Kind::MilestoneOverdue, "initiative_milestones"),
            PartKind::Check { due } if due < today => (Kind::CheckOverdue, "landing_checks"),
            PartKind::Risk { score, safeguarded: false } if score >= GRAVE => {
                (Kind::RiskWithoutSafeguard, "initiative_risks")
            }
            PartKind::Milestone { .. } | PartKind::Check { .. } | PartKind::Risk { .. } => continue,
        };
        let told = of(kind, noun, part.id, &part.name, Mend::Open);
        found.push(Finding { part_of: Some(part.initiative), ..told });
    }
    found.sort_by(|a, b| (a.kind, &a.name, a.id).cmp(&(b.kind, &b.name, b.id)));
    found
}

/// A target of the reader that no path leads to.
pub fn unled(id: Uuid, name: &str) -> Finding {
    of(Kind::TargetWithoutPath, "targets", id, name, Mend::MakePath)
}

fn of(kind: Kind, noun: &'static str, id: Uuid, name: &str, mend: Mend) -> Finding {
    Finding { kind, noun, id, name: name.to_owned(), part_of: None, mend }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{initiative::State, resource::State as Granted};
    use proptest::prelude::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn path(standing: Standing) -> Path {
        Path { id: id(1), name: "East".into(), standing, trend: true, moved: false }
    }

    fn action(n: u128, state: State, aimed: bool) -> Action {
        Action { id: id(n), name: format!("Action {n}"), state, aimed }
    }

    fn resource(state: Granted) -> Resource {
        Resource { id: id(9), name: "Budget".into(), state, serves_path: false, overdrawn: false }
    }

    fn today() -> NaiveDate {
        "2026-03-10".parse().expect("a day")
    }

    fn kinds(paths: &[Path], actions: &[Action], resources: &[Resource], uses: &[Use], parts: &[Part]) -> Vec<Kind> {
        all(paths, actions, resources, uses, parts, today()).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn a_chain_from_target_to_resource_has_no_findings() {
        let actions = [action(2, State::Running, true)];
        let resources = [resource(Granted::Granted)];
        assert_eq!(kinds(&[path(Standing::Covered)], &actions, &resources, &[(id(9), id(2))], &[]), []);
    }

    #[test]
    fn each_missing_link_is_told() {
        assert_eq!(kinds(&[path(Standing::Open)], &[], &[], &[], &[]), [Kind::PathWithoutAction]);
        assert_eq!(kinds(&[], &[action(2, State::Planned, true)], &[], &[], &[]), [Kind::ActionWithoutResource]);
        assert_eq!(kinds(&[], &[action(2, State::Idea, false)], &[], &[], &[]), [Kind::ActionWithoutTarget]);
        assert_eq!(kinds(&[], &[], &[resource(Granted::Granted)], &[], &[]), [Kind::ResourceWithoutTarget]);
        assert_eq!(kinds(&[], &[], &[resource(Granted::Released)], &[], &[]), [], "what was given back is free");
    }

    #[test]
    fn a_resource_of_a_stopped_initiative_serves_nothing() {
        let uses = [(id(9), id(2))];
        let told = |state| kinds(&[], &[action(2, state, true)], &[resource(Granted::Asked)], &uses, &[]);
        assert_eq!(told(State::Stopped), [Kind::ResourceWithoutTarget]);
        assert_eq!(told(State::Running), [Kind::ResourceNotGranted]);
        assert_eq!(told(State::Planned), []);
    }

    #[test]
    fn what_is_late_or_grave_is_told_last() {
        let part = |kind| Part { id: id(5), name: "Part".into(), initiative: id(2), kind };
        let yesterday = today().pred_opt().expect("a day");
        let parts = [
            part(PartKind::Risk { score: 12, safeguarded: false }),
            part(PartKind::Risk { score: 25, safeguarded: true }),
            part(PartKind::Milestone { due: yesterday }),
            part(PartKind::Check { due: today() }),
        ];
        assert_eq!(kinds(&[], &[], &[], &[], &parts), [Kind::MilestoneOverdue, Kind::RiskWithoutSafeguard]);
    }

    proptest! {
        #[test]
        fn a_further_resource_never_adds_a_finding_about_the_action(states in proptest::collection::vec(0usize..5, 1..6), used in 0usize..6) {
            let all_states = [State::Idea, State::Planned, State::Running, State::Landed, State::Stopped];
            let actions: Vec<Action> = states.iter().enumerate().map(|(n, state)| action(n as u128, all_states[*state], true)).collect();
            let lacking = |uses: &[Use]| kinds(&[], &actions, &[], uses, &[]).iter().filter(|kind| **kind == Kind::ActionWithoutResource).count();
            let more = [(id(99), id(used as u128))];
            prop_assert!(lacking(&more) <= lacking(&[]));
        }
    }
}
