//! What is refused, and what follows from states. No database, no clock.

use crate::{
    initiative::State,
    landing_check::Verdict,
    path,
    resource::{Kind, State as Resource},
};
use chrono::{Months, NaiveDate};
use kernel::{BasisPoints, FieldError, Minor, Quantity, Refusal};

pub const ENDS_BEFORE: Refusal =
    Refusal::new("initiatives.ends_before_it_begins", "the last day lies before the first").on("to");
pub const UNIT_OR_PERSON: Refusal =
    Refusal::new("paths.unit_or_person", "the aim is one unit's or one person's, not both").on("person_id");
pub const PATH_CLOSED: Refusal = Refusal::new("paths.closed", "the path is closed: nothing is added to it");
pub const PATH_OPEN: Refusal = Refusal::new("paths.open", "the path is open already");
pub const STILL_RUNNING: Refusal =
    Refusal::new("paths.still_running", "{count} of its initiatives run: land or stop them first");
pub const NO_TARGETS: Refusal = Refusal::new(
    "paths.no_targets",
    "no targets in force that you see cover exactly these days of this KPI, unit and person",
)
.on("target_how");
pub const TARGET_TYPED: Refusal = Refusal::new(
    "paths.target_typed",
    "the target is entered by hand: choose first that the targets in force are taken",
)
.on("target_how");
pub const TOO_MANY_LINES: Refusal =
    Refusal::new("paths.too_many_lines", "a gap is split into {most} initiatives at once at most");
pub const OF_ANOTHER_PATH: Refusal =
    Refusal::new("paths.of_another_path", "this initiative is part of another path").on("name");
pub const NOT_WORKED_OUT: Refusal =
    Refusal::new("paths.nothing_to_work_out", "the trend is entered by hand: choose first what it is worked out from")
        .on("trend_how");
pub const NO_VALUE: Refusal =
    Refusal::new("initiatives.no_value", "the KPI has no value for these days: there is nothing to compare with");
pub const NO_METRIC: Refusal =
    Refusal::new("initiatives.no_metric", "say which KPI it moves, or choose its path").on("metric");
pub const NEGATIVE_LIFT: Refusal =
    Refusal::new("initiatives.negative_lift", "what it adds is counted in the good direction and not below zero")
        .on("lift");
pub const NO_LIFT: Refusal =
    Refusal::new("initiatives.no_lift", "say first by how much it moves the number").on("lift");
pub const BASELINE_HALF: Refusal =
    Refusal::new("initiatives.baseline_half", "a baseline has a first and a last day").on("baseline_to");
pub const BASELINE_BACKWARDS: Refusal =
    Refusal::new("initiatives.baseline_backwards", "the baseline ends before it begins").on("baseline_to");
pub const CONDITIONS_OF_NOTHING: Refusal =
    Refusal::new("initiatives.conditions_of_nothing", "conditions narrow a KPI: say which").on("conditions");
pub const WAITS_FOR_ITSELF: Refusal =
    Refusal::new("initiatives.waits_for_itself", "it would wait for itself").on("after_id");
pub const WAITS: Refusal = Refusal::new("initiatives.waits", "{name} has to land first").on("after_id");
pub const NOT_AN_IDEA: Refusal = Refusal::new("initiatives.not_an_idea", "only an idea is taken into the plan");
pub const NOT_STARTABLE: Refusal =
    Refusal::new("initiatives.not_startable", "only an idea or a planned initiative is started");
pub const NOT_RUNNING: Refusal = Refusal::new("initiatives.not_running", "only what runs can land");
pub const NOT_CHECKED: Refusal =
    Refusal::new("initiatives.not_checked", "no landing check says that it has landed: do one first");
pub const ENDED: Refusal = Refusal::new("initiatives.ended", "it has ended");
pub const NOT_ENDED: Refusal = Refusal::new("initiatives.not_ended", "it has not ended");
pub const AHEAD: Refusal = Refusal::new("initiatives.ahead", "nothing has happened yet on a day to come").on("on");
pub const OTHER_INITIATIVE: Refusal =
    Refusal::new("initiatives.other_initiative", "it stays with its initiative").on("initiative_id");
pub const MILESTONE_REACHED: Refusal = Refusal::new("initiative_milestones.reached", "it is reached already");
pub const MILESTONE_OPEN: Refusal = Refusal::new("initiative_milestones.open", "it is not reached yet");
pub const NOT_ASKED: Refusal = Refusal::new("initiative_resources.not_asked", "only what is asked for is granted");
pub const NOT_GRANTED: Refusal =
    Refusal::new("initiative_resources.not_granted", "only what was granted is given back");
pub const NO_AMOUNT: Refusal = Refusal::new("initiative_resources.no_amount", "say how much money").on("amount");
pub const NO_HEADS: Refusal = Refusal::new("initiative_resources.no_heads", "say how many people").on("heads");
pub const NO_QUANTITY: Refusal =
    Refusal::new("initiative_resources.no_quantity", "say how much, or how many").on("quantity");
pub const BELOW_ZERO: Refusal = Refusal::new("initiative_resources.below_zero", "this cannot be below zero");
pub const MORE_THAN_ASKED: Refusal =
    Refusal::new("initiative_resources.more_than_asked", "more is granted than was asked for");
pub const OTHER_RESOURCE: Refusal =
    Refusal::new("initiative_resource_uses.other_resource", "choose the resource anew instead").on("resource_id");
pub const USED_TWICE: Refusal =
    Refusal::new("initiative_resource_uses.twice", "the resource serves this initiative already").on("resource_id");
pub const MORE_THAN_ALL: Refusal = Refusal::new(
    "initiative_resource_uses.more_than_all",
    "shares of the resource come to {sum} %: more than there is",
)
.on("share");
pub const CHECKED: Refusal = Refusal::new("landing_checks.done", "it is done, and kept as it is");
pub const NO_EVIDENCE: Refusal =
    Refusal::new("landing_checks.no_evidence", "say what shows it: without evidence nothing has landed").on("evidence");
pub const NEXT_FOR_NOBODY: Refusal =
    Refusal::new("landing_checks.next_for_nobody", "say what has to be done").on("next_step");

pub fn unknown_metric(field: &'static str, name: &str) -> FieldError {
    FieldError::new(field, "initiatives.unknown_metric", "there is no KPI called {name}").with("name", name).value(name)
}

/// Numbers of rows that nobody owns are nobody's, and no unit's.
pub fn not_cut_by(field: &'static str, metric: &str) -> FieldError {
    FieldError::new(field, "paths.not_cut_by", "{metric} is not counted by unit or person").with("metric", metric)
}

pub fn unreadable(field: &'static str, text: &str) -> FieldError {
    FieldError::new(field, "initiatives.unreadable_conditions", "conditions are written like source=fair;stage=Offer")
        .value(text)
}

pub fn unreadable_ramp(text: &str) -> FieldError {
    let says = "a ramp is written like 0, 25, 50, 100: per cent month by month, the last one above zero";
    FieldError::new("ramp", "initiatives.unreadable_ramp", says).value(text)
}

pub fn span(from: NaiveDate, to: NaiveDate) -> Result<(), Refusal> {
    if to < from { Err(ENDS_BEFORE) } else { Ok(()) }
}

pub fn one_of(unit: bool, person: bool) -> Result<(), Refusal> {
    if unit && person { Err(UNIT_OR_PERSON) } else { Ok(()) }
}

pub fn baseline(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(), Refusal> {
    match (from, to) {
        (None, None) => Ok(()),
        (Some(from), Some(to)) if to < from => Err(BASELINE_BACKWARDS),
        (Some(_), Some(_)) => Ok(()),
        (Some(_), None) | (None, Some(_)) => Err(BASELINE_HALF),
    }
}

pub fn lift(lift: Option<Quantity>) -> Result<(), Refusal> {
    if lift.is_some_and(|lift| lift.0 < 0) { Err(NEGATIVE_LIFT) } else { Ok(()) }
}

pub fn path_open(state: path::State) -> Result<(), Refusal> {
    match state {
        path::State::Open => Ok(()),
        path::State::Closed => Err(PATH_CLOSED.on("path_id")),
    }
}

/// How sure one is of an initiative where nobody says.
pub fn sure(state: State) -> BasisPoints {
    match state {
        State::Idea => BasisPoints(2500),
        State::Planned => BasisPoints(5000),
        State::Running => BasisPoints(7500),
        State::Landed => BasisPoints::WHOLE,
        State::Stopped => BasisPoints::ZERO,
    }
}

/// Whether a plan counts on it.
pub fn counts(state: State) -> bool {
    match state {
        State::Planned | State::Running | State::Landed => true,
        State::Idea | State::Stopped => false,
    }
}

/// Whether somebody still has to do something for it.
pub fn alive(state: State) -> bool {
    match state {
        State::Idea | State::Planned | State::Running => true,
        State::Landed | State::Stopped => false,
    }
}

pub fn may_plan(state: State) -> Result<(), Refusal> {
    match state {
        State::Idea => Ok(()),
        State::Planned | State::Running | State::Landed | State::Stopped => Err(NOT_AN_IDEA),
    }
}

pub fn may_start(state: State) -> Result<(), Refusal> {
    match state {
        State::Idea | State::Planned => Ok(()),
        State::Running | State::Landed | State::Stopped => Err(NOT_STARTABLE),
    }
}

pub fn may_land(state: State) -> Result<(), Refusal> {
    match state {
        State::Running => Ok(()),
        State::Idea | State::Planned | State::Landed | State::Stopped => Err(NOT_RUNNING),
    }
}

pub fn may_stop(state: State) -> Result<(), Refusal> {
    if alive(state) { Ok(()) } else { Err(ENDED) }
}

pub fn may_resume(state: State) -> Result<(), Refusal> {
    if alive(state) { Err(NOT_ENDED) } else { Ok(()) }
}

/// It has landed where the last check that was done says so, at least in part.
pub fn has_landed(last: Option<Verdict>) -> Result<(), Refusal> {
    match last {
        Some(Verdict::Landed | Verdict::Partly) => Ok(()),
        Some(Verdict::Not) | None => Err(NOT_CHECKED),
    }
}

pub fn happened(on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if on > today { Err(AHEAD) } else { Ok(()) }
}

pub fn evident(verdict: Verdict, evidence: bool) -> Result<(), Refusal> {
    match verdict {
        Verdict::Landed | Verdict::Partly if !evidence => Err(NO_EVIDENCE),
        Verdict::Landed | Verdict::Partly | Verdict::Not => Ok(()),
    }
}

/// A resource says how much there is of it, in what its kind is counted.
pub fn told(
    kind: Kind,
    amount: Option<Minor>,
    heads: Option<Quantity>,
    quantity: Option<Quantity>,
) -> Result<(), Refusal> {
    if amount.is_some_and(|amount| amount.0 < 0) {
        return Err(BELOW_ZERO.on("amount"));
    }
    if heads.is_some_and(|heads| heads.0 < 0) {
        return Err(BELOW_ZERO.on("heads"));
    }
    if quantity.is_some_and(|quantity| quantity.0 < 0) {
        return Err(BELOW_ZERO.on("quantity"));
    }
    match kind {
        Kind::Budget if amount.is_none() => Err(NO_AMOUNT),
        Kind::People if heads.is_none() => Err(NO_HEADS),
        Kind::Promotion if amount.is_none() && quantity.is_none() => Err(NO_AMOUNT),
        Kind::Other if amount.is_none() && heads.is_none() && quantity.is_none() => Err(NO_QUANTITY),
        Kind::Budget | Kind::Promotion | Kind::People | Kind::Other => Ok(()),
    }
}

pub fn may_grant(state: Resource) -> Result<(), Refusal> {
    match state {
        Resource::Asked => Ok(()),
        Resource::Granted | Resource::Released => Err(NOT_ASKED),
    }
}

pub fn may_release(state: Resource) -> Result<(), Refusal> {
    match state {
        Resource::Granted => Ok(()),
        Resource::Asked | Resource::Released => Err(NOT_GRANTED),
    }
}

/// All shares of one resource; what has none takes what is left.
pub fn shared(shares: impl IntoIterator<Item = Option<BasisPoints>>) -> Result<(), Refusal> {
    let sum = shares.into_iter().flatten().map(|share| share.0).sum();
    if sum > BasisPoints::WHOLE.0 { Err(MORE_THAN_ALL.with("sum", BasisPoints(sum))) } else { Ok(()) }
}

/// The day of the next landing check: so many months after the last one, at the end at the latest; nothing once that one
/// was done.
pub fn next_check(last: Option<NaiveDate>, started: NaiveDate, to: NaiveDate, months: u32) -> Option<NaiveDate> {
    if months == 0 || last.is_some_and(|last| last >= to) {
        return None;
    }
    let since = last.unwrap_or(started);
    Some(since.checked_add_months(Months::new(months)).map_or(to, |due| due.min(to.max(since))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn checks_come_month_by_month_and_end_with_the_initiative() {
        let next = |last: Option<&str>, months| next_check(last.map(day), day("2026-01-15"), day("2026-03-31"), months);
        assert_eq!(next(None, 1), Some(day("2026-02-15")));
        assert_eq!(next(Some("2026-02-20"), 1), Some(day("2026-03-20")));
        assert_eq!(next(Some("2026-03-20"), 1), Some(day("2026-03-31")));
        assert_eq!(next(Some("2026-03-31"), 1), None);
        assert_eq!(next(None, 0), None, "nobody asks");
        assert_eq!(
            next_check(None, day("2026-05-01"), day("2026-03-31"), 1),
            Some(day("2026-05-01")),
            "begun too late"
        );
    }

    #[test]
    fn nobody_gives_more_than_all_of_a_resource() {
        let share = |percent: i64| Some(BasisPoints(percent * 100));
        assert_eq!(shared([share(60), share(40), None]), Ok(()));
        assert_eq!(shared([share(60), share(41)]).map_err(|no| no.code), Err(MORE_THAN_ALL.code));
    }

    #[test]
    fn what_has_landed_was_checked() {
        assert_eq!(has_landed(None), Err(NOT_CHECKED));
        assert_eq!(has_landed(Some(Verdict::Not)), Err(NOT_CHECKED));
        assert_eq!(has_landed(Some(Verdict::Partly)), Ok(()));
        assert_eq!(evident(Verdict::Landed, false), Err(NO_EVIDENCE));
        assert_eq!(evident(Verdict::Not, false), Ok(()));
    }

    #[test]
    fn a_resource_is_counted_by_its_kind() {
        assert_eq!(told(Kind::People, Some(Minor(1)), None, None), Err(NO_HEADS));
        assert_eq!(told(Kind::Promotion, None, None, Some(Quantity::ONE)), Ok(()));
        assert_eq!(told(Kind::Budget, Some(Minor(-1)), None, None).map_err(|no| no.field), Err(Some("amount")));
    }
}
