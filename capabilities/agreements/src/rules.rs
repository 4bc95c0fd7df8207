//! What agreements refuse. No database, no clock.

use crate::{
    agreement::{self, State},
    kpi::{self, How},
    scoring,
};
use chrono::{Datelike, Days, Months, NaiveDate};
use kernel::{BasisPoints, FieldError, Quantity, Refusal, Result};
use org::person::PersonId;
use std::collections::BTreeMap;

pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("agreements.ends_before_it_begins", "the last day lies before the first").on("to");
pub const WITH_ONESELF: Refusal =
    Refusal::new("agreements.with_oneself", "nobody countersigns for themselves; name another superior")
        .on("superior_id");
pub const NO_SUPERIOR: Refusal =
    Refusal::new("agreements.no_superior", "nobody leads the party; say who countersigns").on("superior_id");
pub const OWN: Refusal =
    Refusal::new("agreements.own", "nobody writes their own agreement; whoever leads you does").on("party_id");
pub const KEPT: Refusal = Refusal::new(
    "agreements.kept",
    "an agreement that was issued is kept as it is; amend it, which makes a new edition",
);
pub const NOT_A_DRAFT: Refusal = Refusal::new("agreements.not_a_draft", "only a draft is issued");
pub const NOT_ISSUED: Refusal = Refusal::new("agreements.not_issued", "there is nothing to sign: it is not issued");
pub const NOT_ANSWERED: Refusal =
    Refusal::new("agreements.not_answered", "it is countersigned once the party has accepted it");
pub const ALREADY_ANSWERED: Refusal =
    Refusal::new("agreements.already_answered", "the party has answered; amend it, which makes a new edition");
pub const NOT_THE_PARTY: Refusal =
    Refusal::new("agreements.not_the_party", "only the party signs, and nobody signs for another");
pub const NOT_THE_SUPERIOR: Refusal =
    Refusal::new("agreements.not_the_superior", "only the superior named in it countersigns");
pub const NO_REPLY: Refusal =
    Refusal::new("agreements.no_reply", "the party has a reservation; say what you answer to it").on("reply");
pub const NO_KPIS: Refusal = Refusal::new("agreements.no_kpis", "an agreement needs a KPI: say what is to be reached");
pub const NOT_WHOLE: Refusal =
    Refusal::new("agreements.not_whole", "the weights of its KPIs come to {sum}%; they have to come to 100%");
pub const SIGNED_AHEAD: Refusal =
    Refusal::new("agreements.sign_by_past", "the day to sign by lies before today").on("sign_by");
pub const NOT_SIGNED: Refusal = Refusal::new("agreements.not_signed", "it is not signed by both yet");
pub const NOT_OPEN: Refusal = Refusal::new("agreements.not_open", "it is signed, or over; it ends early or is amended");
pub const BEING_AMENDED: Refusal =
    Refusal::new("agreements.being_amended", "there is a later edition already; go on with that one");
pub const NOT_AMENDED_NOW: Refusal =
    Refusal::new("agreements.not_amended_now", "a draft is changed as it is; only what was issued is amended");
pub const REMINDED: Refusal = Refusal::new("agreements.reminded", "they were reminded today already");
pub const ENDS_OUTSIDE: Refusal =
    Refusal::new("agreements.ends_outside", "it counts from {from} to {to}; say a day in between").on("on");
pub const NO_DOCUMENT: Refusal = Refusal::new("agreements.no_document", "there is no such document of it yet");
pub const PARTY_LEFT: Refusal = Refusal::new(
    "agreements.party_left",
    "the party has left; nobody signs for them, so make it with somebody who is here",
)
.on("party_id");
pub const SUPERIOR_LEFT: Refusal =
    Refusal::new("agreements.superior_left", "the superior has left; say who countersigns").on("superior_id");
pub const NO_PREVIEW: Refusal =
    Refusal::new("agreements.no_preview", "it was issued, and its documents are kept; only a draft is previewed");
pub const NO_TARGET: Refusal =
    Refusal::new("agreement_kpis.no_target", "say what is to be reached: without a target there is no attainment")
        .on("target");
pub const NO_METRIC: Refusal =
    Refusal::new("agreement_kpis.no_metric", "say which number measures it, or have it judged by somebody")
        .on("metric");
pub const NO_DOWN: Refusal = Refusal::new("agreement_kpis.no_down", "say how many points each one costs").on("down");
pub const FLOOR_ABOVE_CAP: Refusal =
    Refusal::new("agreement_kpis.floor_above_cap", "the floor lies above the cap").on("floor");
pub const STRETCH_BELOW: Refusal =
    Refusal::new("agreement_kpis.stretch_below", "the stretch line is not beyond the target").on("stretch");
pub const MONTH_CLOSED: Refusal = Refusal::new("agreement_scores.closed", "the month is closed, and stays as it is");
pub const MONTH_RUNS: Refusal = Refusal::new("agreement_scores.runs", "the month is not over yet");
pub const NOT_ALL_JUDGED: Refusal =
    Refusal::new("agreement_scores.not_all_judged", "somebody still has to judge: {titles}");
pub const NOT_THE_JUDGE: Refusal =
    Refusal::new("agreement_score_lines.not_the_judge", "this is judged by whom the agreement names");
pub const NOT_JUDGED: Refusal =
    Refusal::new("agreement_score_lines.not_judged", "this follows from its number; nobody judges it");
pub const TOO_MANY_POINTS: Refusal =
    Refusal::new("agreement_score_lines.too_many", "there are from {least} to {most} points").on("points");
pub const NOT_PUBLISHED: Refusal =
    Refusal::new("agreements.plan_not_published", "agreements are made from a published plan");
pub const NOBODY: Refusal =
    Refusal::new("agreements.nobody", "nobody in the plan is without an agreement, or answers for a place in it");
pub const OTHER_CURRENCY: Refusal =
    Refusal::new("agreements.other_currency", "the plan is in {plan}; scores are in the company's currency, {company}");

pub fn unknown_metric(name: &str) -> FieldError {
    FieldError::new("metric", "agreement_kpis.unknown_metric", "there is no number called {name}")
        .with("name", name)
        .value(name)
}

pub fn not_of(name: &str, of_unit: bool) -> FieldError {
    let (code, text) = if of_unit {
        ("agreement_kpis.not_by_unit", "{name} cannot be told by unit")
    } else {
        ("agreement_kpis.not_by_person", "{name} cannot be told by person; name a unit")
    };
    FieldError::new("metric", code, text).with("name", name).value(name)
}

pub fn unreadable_bands(text: &str) -> FieldError {
    FieldError::new("bands", "agreement_kpis.bands", "write it as `80: 50, 90: 80, 100: 100`, rising").value(text)
}

pub fn months_wrong() -> FieldError {
    FieldError::new("months", "agreement_kpis.months", "the months of the period with their targets are expected")
}

/// Nobody signs on both sides.
pub fn two_sides(party: PersonId, superior: Option<PersonId>) -> Result<(), Refusal> {
    match superior {
        None => Err(NO_SUPERIOR),
        Some(superior) if superior == party => Err(WITH_ONESELF),
        Some(_) => Ok(()),
    }
}

/// A rule has what it needs.
pub fn rule_is_whole(kpi: &kpi::Model) -> Result<()> {
    match kpi.how {
        How::Linear | How::Bands if kpi.target.is_none_or(|target| target.0 <= 0) => return Err(NO_TARGET.into()),
        How::Linear | How::Bands | How::Deduction if kpi.metric.is_none() => return Err(NO_METRIC.into()),
        How::Bands if kpi.bands.as_deref().and_then(scoring::bands).is_none() => {
            return Err(unreadable_bands(kpi.bands.as_deref().unwrap_or_default()).into());
        }
        How::Deduction if kpi.down.is_none_or(|down| down.0 <= 0) => return Err(NO_DOWN.into()),
        How::Linear | How::Bands | How::Deduction | How::Judged => {}
    }
    let rule = kpi.rule();
    if rule.floor.0 > rule.cap.0 {
        return Err(FLOOR_ABOVE_CAP.into());
    }
    if kpi.stretch.zip(kpi.target).is_some_and(|(stretch, target)| stretch == target) {
        return Err(STRETCH_BELOW.into());
    }
    Ok(())
}

/// What is said by month is said of each month of the period, and of no other.
pub fn months_fit(kpi: &kpi::Model, agreement: &agreement::Model) -> Result<()> {
    let said = by_month(kpi)?;
    let known = months(agreement.from, agreement.to);
    if said.is_empty() || said.keys().all(|month| known.contains(month)) { Ok(()) } else { Err(months_wrong().into()) }
}

/// What a KPI says of single months.
pub fn by_month(kpi: &kpi::Model) -> Result<BTreeMap<NaiveDate, Quantity>> {
    let mut months = BTreeMap::new();
    for (month, target) in kpi.months.as_ref().and_then(|months| months.as_object()).into_iter().flatten() {
        let first: Option<NaiveDate> = format!("{month}-01").parse().ok();
        let target = target.as_str().and_then(|text| text.parse::<Quantity>().ok());
        let (Some(first), Some(target)) = (first, target) else { return Err(months_wrong().into()) };
        months.insert(first, target);
    }
    Ok(months)
}

/// The first days of the months that a period touches.
pub fn months(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let first = from.with_day(1).unwrap_or(from);
    (0..600).map_while(|nth| first.checked_add_months(Months::new(nth))).take_while(|month| *month <= to).collect()
}

pub fn last_of(month: NaiveDate) -> NaiveDate {
    month.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(month)
}

pub fn may_be_issued(
    state: State,
    weights: &[BasisPoints],
    sign_by: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if state != State::Draft {
        return Err(NOT_A_DRAFT);
    }
    if weights.is_empty() {
        return Err(NO_KPIS);
    }
    let sum = BasisPoints(weights.iter().map(|weight| weight.0).sum());
    if sum != BasisPoints::WHOLE {
        return Err(NOT_WHOLE.with("sum", sum));
    }
    if sign_by < today { Err(SIGNED_AHEAD) } else { Ok(()) }
}

pub fn may_be_previewed(state: State) -> Result<(), Refusal> {
    if state == State::Draft { Ok(()) } else { Err(NO_PREVIEW) }
}

pub fn may_be_answered(state: State) -> Result<(), Refusal> {
    match state {
        State::Issued => Ok(()),
        State::Accepted | State::Reserved | State::Disputed => Err(ALREADY_ANSWERED),
        State::Draft | State::Countersigned | State::InForce | State::Replaced | State::Ended | State::Withdrawn => {
            Err(NOT_ISSUED)
        }
    }
}

pub fn may_be_countersigned(state: State) -> Result<(), Refusal> {
    if state.is_answered() { Ok(()) } else { Err(NOT_ANSWERED) }
}

/// What both signed is amended or ends; everything before that may be withdrawn.
pub fn may_be_withdrawn(state: State) -> Result<(), Refusal> {
    match state {
        State::Issued | State::Accepted | State::Reserved | State::Disputed => Ok(()),
        State::Draft | State::Countersigned | State::InForce | State::Replaced | State::Ended | State::Withdrawn => {
            Err(NOT_OPEN)
        }
    }
}

pub fn may_be_amended(state: State) -> Result<(), Refusal> {
    match state {
        State::Accepted | State::Reserved | State::Disputed | State::Countersigned | State::InForce => Ok(()),
        State::Draft | State::Issued => Err(NOT_AMENDED_NOW),
        State::Replaced => Err(BEING_AMENDED),
        State::Ended | State::Withdrawn => Err(NOT_OPEN),
    }
}

/// The state of what both have signed, on a day.
pub fn state_on(agreement: &agreement::Model, today: NaiveDate) -> State {
    let from = agreement.counts_from.unwrap_or(agreement.from);
    let to = agreement.counts_to.unwrap_or(agreement.to);
    // It ended before it began.
    if to < from {
        State::Ended
    } else if today < from {
        State::Countersigned
    } else if today <= to {
        State::InForce
    } else if agreement.counts_to.is_some() && !agreement.is_cut_short() {
        State::Replaced
    } else {
        State::Ended
    }
}

/// Days that a party has to sign, where nobody says.
const SIGN_WITHIN: u64 = 14;
/// Days between one reminder and the next, and after which the superior hears of it.
const AGAIN: u64 = 3;
const SUPERIOR_AFTER: u64 = 7;
/// Days after its end on which a month is closed.
const CLOSE_AFTER: u64 = 10;

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

pub fn sign_by(said: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    said.unwrap_or_else(|| later(today, SIGN_WITHIN))
}

/// Whether somebody is reminded on a day: on the day by which they should have signed, and every three days from then on.
pub fn reminds(due: NaiveDate, last: Option<NaiveDate>, today: NaiveDate) -> bool {
    today >= due && last.is_none_or(|last| last < due || later(last, AGAIN) <= today)
}

/// Whether the superior hears that the party has not signed.
pub fn escalates(due: NaiveDate, today: NaiveDate) -> bool {
    today >= later(due, SUPERIOR_AFTER)
}

/// The day by which the superior should have countersigned.
pub fn countersign_by(answered: NaiveDate) -> NaiveDate {
    later(answered, SUPERIOR_AFTER)
}

/// Whether a month is closed by itself on a day.
pub fn closes(month: NaiveDate, today: NaiveDate) -> bool {
    today >= later(last_of(month), CLOSE_AFTER)
}

pub fn ends_within(agreement: &agreement::Model, on: NaiveDate) -> Result<(), Refusal> {
    let (from, to) = (agreement.counts_from.unwrap_or(agreement.from), agreement.counts_to.unwrap_or(agreement.to));
    if from <= on && on <= to { Ok(()) } else { Err(ENDS_OUTSIDE.with("from", from).with("to", to)) }
}
