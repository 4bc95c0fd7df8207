//! What reports refuse. No database, no clock.

use crate::{choices::Section, report::State, report_template::Model};
use kernel::{FieldError, Refusal};
use org::unit::UnitKind;
use sea_orm::Iterable;

pub const ON: Refusal = Refusal::new("report_templates.on", "the template is on already");
pub const OFF: Refusal = Refusal::new("report_templates.off", "the template is off already");
pub const NO_SUCH_NODE: Refusal =
    Refusal::new("report_templates.no_such_node", "nobody leads this unit, or the template is not for it")
        .on("unit_id");
pub const TO_COME: Refusal =
    Refusal::new("report_templates.to_come", "a report is about days that have begun").on("day");
pub const NOBODY: Refusal = Refusal::new("report_subscriptions.nobody", "this sign-in is no person who gets reports");
pub const TWICE: Refusal =
    Refusal::new("report_subscriptions.twice", "there is a subscription of this already").on("template_id");
pub const KEPT: Refusal = Refusal::new("reports.kept", "a report is written anew, not deleted");
const OUT: Refusal = Refusal::new("reports.out", "the report has gone out already");
const NOT_OUT: Refusal = Refusal::new("reports.not_out", "the report has not gone out yet");
const REPLACED: Refusal = Refusal::new("reports.replaced", "there is a newer edition of this report");
pub const NOT_THEIRS: Refusal = Refusal::new("reports.not_theirs", "the remark is made by whoever the report is about");
pub const NO_FORM: Refusal = Refusal::new("reports.no_form", "a report comes as pdf or as xlsx").on("form");

/// Every word names a section.
pub fn sections(template: &Model) -> Result<(), FieldError> {
    let unknown = template.sections.iter().flat_map(|words| &words.0).find(|word| Section::of(word).is_none());
    match unknown {
        Some(word) => {
            Err(FieldError::new("sections", "report_templates.no_such_section", "there is no section {name}")
                .with("name", word)
                .value(word))
        }
        None => Ok(()),
    }
}

/// What a kind of unit is called in a template.
pub fn kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Company => "company",
        UnitKind::Division => "division",
        UnitKind::Region => "region",
        UnitKind::Department => "department",
        UnitKind::Team => "team",
    }
}

/// Every word names a kind of units.
pub fn kinds(template: &Model) -> Result<(), FieldError> {
    let known = |word: &str| UnitKind::iter().any(|one| kind(one) == word);
    match template.kinds.iter().flat_map(|words| &words.0).find(|word| !known(word)) {
        Some(word) => {
            Err(FieldError::new("kinds", "report_templates.no_such_kind", "there is no kind of units {name}")
                .with("name", word)
                .value(word))
        }
        None => Ok(()),
    }
}

pub fn unknown_measure(name: &str) -> FieldError {
    let text = "there is no number {name}, or it is not for you to see";
    FieldError::new("measures", "report_templates.unknown_measure", text).with("name", name).value(name)
}

pub fn before_it_goes_out(state: State) -> Result<(), Refusal> {
    match state {
        State::Waiting => Ok(()),
        State::Out => Err(OUT),
        State::Replaced => Err(REPLACED),
    }
}

pub fn has_gone_out(state: State) -> Result<(), Refusal> {
    match state {
        State::Waiting => Err(NOT_OUT),
        State::Out => Ok(()),
        State::Replaced => Err(REPLACED),
    }
}

/// The newest edition is the one that another follows.
pub fn newest(state: State) -> Result<(), Refusal> {
    match state {
        State::Waiting | State::Out => Ok(()),
        State::Replaced => Err(REPLACED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_made_before_it_goes_out_and_sending_again_comes_after() {
        assert_eq!(before_it_goes_out(State::Waiting), Ok(()));
        assert_eq!(before_it_goes_out(State::Out).unwrap_err().code, "reports.out");
        assert_eq!(has_gone_out(State::Waiting).unwrap_err().code, "reports.not_out");
        assert_eq!(has_gone_out(State::Out), Ok(()));
        for rule in [before_it_goes_out, has_gone_out, newest] {
            assert_eq!(rule(State::Replaced).unwrap_err().code, "reports.replaced");
        }
    }
}
