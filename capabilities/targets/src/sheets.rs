//! A plan as a file for a spreadsheet, out and in again: one row for each place, one column for each thing that is said of it.

mod reading;
mod routes;
mod writing;

pub use routes::routes;

use crate::node;
use kernel::words::Words;
use std::collections::HashMap;

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// The names from the top down to the place, by which it is found again.
    Place,
    Name,
    /// What comes out; it is not read in again.
    Target,
    Lock,
    Min,
    Max,
    Bucket,
    Proposed,
    Driver(String),
    /// What comes out for a period, by its position.
    Period(usize),
    /// By which a place is found for certain, as long as the plan is not drawn up anew.
    Id,
}

/// What stands between the names of a place's path.
const STEP: &str = " / ";
/// What a driver's column is called, with its name in the place of the brackets.
const DRIVER: (&str, &str) = ("target_plans.sheet_driver", "Driver: {driver}");
/// Languages in which a file's columns are known.
const LANGUAGES: [&str; 2] = ["en", "zh"];

impl Column {
    /// Its head in a language; of a period that is what the period is called.
    fn head(&self, words: &Words, language: &str, periods: &[String]) -> String {
        let (key, english) = match self {
            Column::Place => ("target_plans.sheet_place", "Place"),
            Column::Name => ("target_nodes.fields.name", "Name"),
            Column::Target => ("targets.fields.amount", "Target"),
            Column::Lock => ("target_nodes.fields.lock_amount", "Locked at"),
            Column::Min => ("target_nodes.fields.min_amount", "Minimum"),
            Column::Max => ("target_nodes.fields.max_amount", "Maximum"),
            Column::Bucket => ("target_nodes.fields.bucket", "Bucket"),
            Column::Proposed => ("target_nodes.fields.proposed_amount", "Proposed"),
            Column::Driver(name) => return words.fill(language, DRIVER.0, DRIVER.1, &[("driver", name.clone())]),
            Column::Period(at) => return periods.get(*at).cloned().unwrap_or_default(),
            Column::Id => ("target_plans.sheet_id", "Id"),
        };
        words.say(language, key, english).to_owned()
    }

    /// The column of that head, in whichever language; none of what is not read.
    fn called(words: &Words, head: &str) -> Option<Column> {
        let read = [
            Column::Place,
            Column::Name,
            Column::Lock,
            Column::Min,
            Column::Max,
            Column::Bucket,
            Column::Proposed,
            Column::Id,
        ];
        let plain = imports::reading::plain;
        let is =
            |column: &Column| LANGUAGES.iter().any(|language| plain(&column.head(words, language, &[])) == plain(head));
        if let Some(column) = read.into_iter().find(is) {
            return Some(column);
        }
        let driver = |language: &&str| {
            let (before, after) = words.say(language, DRIVER.0, DRIVER.1).split_once("{driver}")?;
            let name = head.trim().strip_prefix(before.trim())?.strip_suffix(after.trim())?.trim();
            (!name.is_empty()).then(|| Column::Driver(name.to_owned()))
        };
        LANGUAGES.iter().find_map(driver)
    }
}

/// The names from the top down to each place.
fn paths(nodes: &[node::Model]) -> Vec<String> {
    let by_id: HashMap<_, _> = nodes.iter().map(|node| (node.id, node)).collect();
    let path = |node: &node::Model| {
        let mut names = vec![node.name.as_str()];
        let mut above = node.parent_id.and_then(|parent| by_id.get(&parent));
        while let Some(node) = above.filter(|_| names.len() <= nodes.len()) {
            names.push(&node.name);
            above = node.parent_id.and_then(|parent| by_id.get(&parent));
        }
        names.reverse();
        names.join(STEP)
    };
    nodes.iter().map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_known_in_both_languages() {
        let mut words = Words::default();
        words.add("zh", include_str!("../locales/zh.json"));
        let columns = [
            Column::Place,
            Column::Name,
            Column::Lock,
            Column::Min,
            Column::Max,
            Column::Bucket,
            Column::Proposed,
            Column::Driver("history".to_owned()),
            Column::Id,
        ];
        for (column, language) in columns.iter().flat_map(|column| LANGUAGES.map(|language| (column, language))) {
            let head = column.head(&words, language, &[]);
            assert_eq!(Column::called(&words, &head).as_ref(), Some(column), "{head}");
        }
        assert_eq!(Column::called(&words, "locked AT"), Some(Column::Lock), "however it is written");
        for comes_out in [Column::Target.head(&words, "en", &[]), "2026-01".to_owned(), String::new()] {
            assert_eq!(Column::called(&words, &comes_out), None, "{comes_out}");
        }
    }
}
