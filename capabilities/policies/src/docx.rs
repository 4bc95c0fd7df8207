//! An edition as a document for a word processor.

use crate::whole::{Section, Whole};
use axum::response::Response;
use docx_rs::Docx;
use kernel::{Actor, House, Result};
use positions::docx::{HEADING, NORMAL, TITLE, blank, paragraph, saved};

/// The edition as a file to be saved, with headings in the reader's language.
pub fn file(house: &House, actor: &Actor, policy: &Whole) -> Result<Response> {
    let edition = policy.shown.as_ref().map(|edition| edition.edition).unwrap_or_default();
    saved(&format!("{} {edition}.docx", policy.title), document(house, actor, policy))
}

fn document(house: &House, actor: &Actor, policy: &Whole) -> Docx {
    let label = |noun: &str, field: &str| {
        let known = house.registry.noun(noun).and_then(|noun| noun.field(field));
        let english = known.map(|field| field.label.to_string()).unwrap_or_default();
        house.registry.words.say(actor.locale, &format!("{noun}.fields.{field}"), &english).to_owned()
    };
    let mut page = blank().add_paragraph(paragraph(TITLE, &policy.title, false));
    let shown = policy.shown.as_ref();
    let days = shown.and_then(|edition| {
        let from = edition.from?;
        Some(match edition.to {
            Some(to) => format!("{from} – {to}"),
            None => from.to_string(),
        })
    });
    let addressed: Vec<&str> = policy.audience.iter().map(|one| one.name.as_str()).collect();
    let facts = [
        (label("policies", "code"), policy.code.clone()),
        (label("policies", "kind"), Some(policy.kind_label.clone())),
        (label("policies", "edition"), shown.map(|edition| format!("{} · {}", edition.edition, edition.state_label))),
        (label("policy_editions", "from"), days),
        (label("policies", "owner_id"), policy.owner.as_ref().map(|owner| owner.name.clone())),
        (label("policies", "unit_id"), policy.unit.as_ref().map(|unit| unit.name.clone())),
        (label("policy_audiences", "whom"), (!addressed.is_empty()).then(|| addressed.join(", "))),
        (label("policies", "summary"), policy.summary.clone()),
    ];
    for (label, value) in facts {
        for (nth, line) in value.iter().flat_map(|value| value.lines()).enumerate() {
            let line = if nth == 0 { format!("{label}: {line}") } else { line.to_owned() };
            page = page.add_paragraph(paragraph(NORMAL, &line, false));
        }
    }
    policy.sections.iter().enumerate().fold(page, |page, (nth, section)| written(page, nth + 1, section))
}

fn written(page: Docx, number: usize, section: &Section) -> Docx {
    let heading = format!("{number}. {}", section.title);
    let page = page.add_paragraph(paragraph(HEADING, &heading, false));
    let lines = section.body.lines().filter(|line| !line.trim().is_empty());
    lines.fold(page, |page, line| page.add_paragraph(paragraph(NORMAL, line, false)))
}
