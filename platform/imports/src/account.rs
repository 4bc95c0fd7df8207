//! The account of an import that the command line prints, in the reader's language.

use crate::import::{Import, State};
use crate::problem::{Problem, said};
use crate::running::Undone;
use kernel::{Actor, House};
use std::collections::HashMap;

/// What people call nouns, by name.
pub type Called = HashMap<&'static str, String>;

pub fn called(house: &House, actor: &Actor) -> Called {
    let words = &house.registry.words;
    let plural = |noun: &kernel::Noun| {
        // English keeps the word that stands in profiles, permissions and addresses.
        let word = words.say(actor.locale, &format!("{}.plural", noun.name), noun.name);
        (noun.name, word.to_owned())
    };
    house.registry.nouns().map(plural).collect()
}

/// Files, columns, rows, problems, and how it ended.
pub fn text(import: &Import, called: &Called, locale: &str) -> String {
    let report = &import.report;
    let say = |key: &str, english: &'static str, holes: &[(&str, String)]| filled(said(key, english, locale), holes);
    let number = |number: u64| ("n", number.to_string());
    let more = |count: u64, key: &str, english: &'static str| {
        if count > 0 { say(key, english, &[number(count)]) } else { String::new() }
    };
    let mut lines = Vec::new();
    for file in report.files.iter().filter(|file| !file.inline) {
        let blank = more(file.blank_rows, "imports.account.blank", ", {n} blank");
        let head = format!("{}: {} ({}): ", file.table, file.name, file.format);
        lines.push(head + &say("imports.account.rows", "{n} rows", &[number(file.rows)]) + &blank);
        for column in &file.columns {
            let empty = file.rows - column.filled.min(file.rows);
            if let (Some(order), Some(first), Some(last)) = (column.date_order, &column.first, &column.last) {
                let empty = more(empty, "imports.account.also_empty", ", {n} empty");
                let holes = [("order", order.name().to_owned()), ("first", first.clone()), ("last", last.clone())];
                let dates = say("imports.account.dates", "dates read as {order}, {first} to {last}", &holes);
                lines.push(format!("  {}: {dates}{empty}", column.name));
            } else if column.used && empty > 0 {
                let empty = say("imports.account.empty", "{n} empty", &[number(empty)]);
                lines.push(format!("  {}: {empty}", column.name));
            }
        }
    }
    for (noun, counts) in &report.nouns {
        let failed = more(counts.failed, "imports.account.failed", ", {n} with problems");
        let holes = [
            ("created", counts.created.to_string()),
            ("updated", counts.updated.to_string()),
            ("same", counts.skipped.to_string()),
        ];
        let counted = if import.state == State::Done {
            say("imports.account.done", "{created} created, {updated} updated, {same} as they were", &holes)
        } else {
            say("imports.account.todo", "{created} to create, {updated} to update, {same} as they were", &holes)
        };
        let noun = called.get(noun.as_str()).unwrap_or(noun);
        lines.push(format!("{noun}: {counted}{failed}"));
    }
    // Errors first: whoever reads on knows the rest is worth knowing only.
    let mut problems: Vec<&Problem> = report.problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.weight()));
    for problem in problems {
        let weight = match problem.is_error() {
            true => said("imports.account.error", "error", locale),
            false => said("imports.account.note", "note", locale),
        };
        let at = problem.row.map(|row| say("imports.account.at_row", " row {n}", &[number(row)])).unwrap_or_default();
        let place = format!("{}{at}", problem.file);
        let place = if place.is_empty() { place } else { format!(" {place}:") };
        lines.push(format!("{weight}:{place} {} {}", problem.what(locale), problem.fix(locale)));
    }
    let unlisted = (report.errors + report.notices).saturating_sub(report.problems.len() as u64);
    if unlisted > 0 {
        lines.push(say("imports.account.unlisted", "… and {n} more of the same kinds", &[number(unlisted)]));
    }
    lines.push(match import.state {
        State::Done => say(
            "imports.account.imported",
            "Imported. To take it back: quartermaster import --undo {id}",
            &[("id", import.id.to_string())],
        ),
        State::Refused | State::Faulty => {
            said("imports.account.refused", "Refused: nothing was written.", locale).into()
        }
        State::Mapped
        | State::Checked
        | State::Running
        | State::Cancelled
        | State::Failed
        | State::Undoing
        | State::Undone => said("imports.account.checked", "Checked: nothing was written.", locale).into(),
    });
    lines.join("\n")
}

/// What an undoing came to.
pub fn undone(undone: &Undone, locale: &str) -> String {
    let english = "{removed} removed, {restored} restored, {left} left as they are";
    let holes = [
        ("removed", undone.removed.to_string()),
        ("restored", undone.restored.to_string()),
        ("left", undone.left.to_string()),
    ];
    filled(said("imports.account.undone", english, locale), &holes)
}

fn filled(sentence: &str, holes: &[(&str, String)]) -> String {
    let mut text = sentence.to_owned();
    for (name, value) in holes {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}
