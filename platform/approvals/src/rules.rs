//! What may be and what may not, of values alone.

use crate::{
    delegation,
    step::{self, Who},
};
use kernel::{Error, FieldError, Filter, House, Noun, Refusal, Registry, Resource, Result, Tags, filter};
use sea_orm::prelude::{Json, Uuid};
use serde_json::Value;
use std::borrow::Cow;

pub const WANTED: Refusal = Refusal::new("approvals.wanted", "this needs approval: {flows}");
pub const NOTHING_WANTED: Refusal =
    Refusal::new("approvals.nothing_wanted", "this needs nobody's approval; just do it");
pub const NO_PERSON: Refusal =
    Refusal::new("approvals.no_person", "who asks for approval has to be a person of the organization");
pub const NOBODY_LEFT: Refusal =
    Refusal::new("approvals.nobody_left", "nobody is left who could decide at the step {step}");
pub const WAITS_ALREADY: Refusal = Refusal::new("approvals.waits_already", "the same waits for approval already");
pub const ENDED: Refusal = Refusal::new("approvals.ended", "this request has ended");
pub const NOT_ASKED: Refusal = Refusal::new("approvals.not_asked", "you are not asked to decide here");
pub const OWN: Refusal = Refusal::new("approvals.own", "nobody decides what they asked for themselves");
pub const NOT_YOURS: Refusal = Refusal::new("approvals.not_yours", "only whoever asked may do this");
pub const CANNOT_DECIDE: Refusal =
    Refusal::new("approvals.cannot_decide", "this person cannot decide: no active sign-in");
pub const NO_STEP: Refusal = Refusal::new("approvals.no_step", "the route has no such step before this one").on("step");
pub const NO_SIGN_OFF: Refusal = Refusal::new("approvals.no_sign_off", "no flow signs off rows like this one");
pub const NO_VETO: Refusal =
    Refusal::new("approvals.no_veto", "only the owner of the flow, and who has the authority, may veto");

pub const EDITION_KEPT: Refusal =
    Refusal::new("approval_flow_editions.kept", "an edition that was in force stays as it was; draft a new one");
pub const OTHER_FLOW: Refusal = Refusal::new("approval_flow_editions.other_flow", "it stays with its flow");
pub const DRAFT_EXISTS: Refusal =
    Refusal::new("approval_flow_editions.draft_exists", "this flow has a draft already; change that one");
pub const NOT_A_DRAFT: Refusal = Refusal::new("approval_flow_editions.not_a_draft", "only a draft is put in force");
pub const NO_STEPS: Refusal = Refusal::new("approval_flow_editions.no_steps", "an edition needs at least one step");
pub const NOT_IN_FORCE: Refusal = Refusal::new("approval_flows.not_in_force", "no edition of it is in force");
pub const KEEPS_ACT: Refusal =
    Refusal::new("approval_flows.keeps_act", "what a flow guards does not change once it was in force");
pub const UNKNOWN_NOUN: Refusal =
    Refusal::new("approval_flows.unknown_noun", "there are no such rows to guard").on("noun");
pub const UNKNOWN_ACT: Refusal = Refusal::new("approval_flows.unknown_act", "these rows know no such act").on("act");
pub const BACKWARDS: Refusal = Refusal::new("approval_delegations.backwards", "it ends before it begins").on("to");
pub const TO_ONESELF: Refusal =
    Refusal::new("approval_delegations.to_oneself", "nobody stands in for themselves").on("to_id");

pub const SAVE: &str = "save";
pub const SIGN_OFF: &str = "sign_off";

/// Approvals do not guard themselves: what is written about a decision would wait for a decision.
const OURS: [&str; 6] = [
    "approvals",
    "approval_decisions",
    "approval_flows",
    "approval_flow_editions",
    "approval_steps",
    "approval_delegations",
];

pub fn guardable(registry: &Registry, noun: &str, act: &str) -> Result<()> {
    let noun = registry.noun(noun).filter(|noun| !OURS.contains(&noun.name)).ok_or(UNKNOWN_NOUN)?;
    let known = matches!(act, SAVE | "create" | "edit" | "delete" | SIGN_OFF) || noun.find_verb(act).is_some();
    if known { Ok(()) } else { Err(UNKNOWN_ACT.into()) }
}

/// What a name in a condition stands for, as far as the field tables can tell.
pub fn field(registry: &Registry, noun: &Noun, act: &str, name: &str) -> Option<Cow<'static, kernel::Field>> {
    if let Some(name) = name.strip_prefix("form.") {
        return noun.find_verb(act)?.fields.iter().find(|field| field.name == name).map(Cow::Borrowed);
    }
    let name = name.strip_prefix("before.").unwrap_or(name);
    if name.starts_with("custom.") {
        return noun.field(name);
    }
    match name.split_once('.') {
        None => noun.field(name),
        Some((reference, rest)) => {
            let target = registry.noun(noun.field(reference)?.kind.refers())?;
            field(registry, target, act, rest)
        }
    }
}

/// A condition that can be read and names fields that there are.
pub fn condition(house: &House, noun: &str, act: &str, condition: Option<&Json>, named: &'static str) -> Result<()> {
    let Some(condition) = condition.filter(|condition| !condition.is_null()) else { return Ok(()) };
    let filter = Filter::parse(&condition.to_string())?;
    let noun = house.registry.known(noun)?;
    let known = |name: &str| field(&house.registry, noun, act, name).map(|field| (field, Value::Null));
    filter::holds_of(house, &filter, &known).map(|_| ()).map_err(|error| match error {
        Error::Invalid(errors) => {
            let what = errors.first().map(|error| error.field.to_string()).unwrap_or_default();
            FieldError::new(named, "approvals.condition", "the condition cannot be asked: {what}")
                .with("what", what)
                .into()
        }
        other => other,
    })
}

pub fn fields(registry: &Registry, noun: &str, fields: Option<&Tags>) -> Result<()> {
    let noun = registry.known(noun)?;
    let unknown = fields.into_iter().flat_map(|fields| &fields.0).find(|name| noun.field(name).is_none());
    match unknown {
        Some(name) => Err(FieldError::new("fields", "fields.unknown", "there is no such field").value(name).into()),
        None => Ok(()),
    }
}

/// Whether the step asks people of a unit.
pub fn looks_at_units(who: Who) -> bool {
    match who {
        Who::UnitHead | Who::Authority => true,
        Who::Superior | Who::Superiors | Who::People | Who::Position | Who::Role => false,
    }
}

/// Unit, amount and percentage are read from fields that hold such.
pub fn worth(registry: &Registry, noun: &str, act: &str, step: &step::Model) -> Result<()> {
    let noun = registry.known(noun)?;
    let fields = [
        ("unit_field", &step.unit_field, kernel::Kind::Ref(org::unit::Entity::NAME.into())),
        ("amount_field", &step.amount_field, kernel::Kind::Money),
        ("percentage_field", &step.percentage_field, kernel::Kind::Percent),
    ];
    for (name, said, kind) in fields {
        if let Some(said) = said
            && field(registry, noun, act, said).is_none_or(|field| field.kind != kind)
        {
            return Err(FieldError::new(name, "fields.unknown", "there is no such field").value(said).into());
        }
    }
    Ok(())
}

/// A step says who is asked.
pub fn named(step: &step::Model) -> Result<()> {
    let ids = |tags: &Option<Tags>, field: &'static str| match tags {
        Some(tags) if tags.0.iter().any(|id| Uuid::parse_str(id).is_err()) => {
            Err(FieldError::new(field, "fields.not_reference", "this is not the id of a row"))
        }
        _ => Ok(()),
    };
    ids(&step.people, "people")?;
    ids(&step.copies, "copies")?;
    let missing = match step.who {
        Who::People if step.people.as_ref().is_none_or(|people| people.0.is_empty()) => Some("people"),
        Who::Position if step.position_id.is_none() => Some("position_id"),
        Who::Authority if step.kind.is_none() => Some("kind"),
        Who::Role if step.role.as_ref().is_none_or(|role| role.trim().is_empty()) => Some("role"),
        Who::People | Who::Position | Who::Role | Who::Authority | Who::Superior | Who::Superiors | Who::UnitHead => {
            None
        }
    };
    missing.map_or(Ok(()), |field| Err(FieldError::required(field).into()))
}

pub fn delegated(delegation: &delegation::Model) -> Result<()> {
    if delegation.to < delegation.from {
        return Err(BACKWARDS.into());
    }
    if delegation.to_id == delegation.person_id {
        return Err(TO_ONESELF.into());
    }
    Ok(())
}
