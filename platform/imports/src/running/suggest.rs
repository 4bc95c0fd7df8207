//! What somebody may have meant.

use crate::reading::plain;
use kernel::list::Query;
use kernel::{Actor, House, Result};
use std::collections::HashMap;

/// Names of rows, by noun and field, for saying "did you mean".
#[derive(Debug, Default)]
pub struct Names {
    lists: HashMap<(&'static str, String), List>,
}

#[derive(Debug, Default)]
struct List {
    names: Vec<String>,
    /// Those that were there before are among them.
    loaded: bool,
}

/// More names than this are not gone through.
const MOST: usize = 1_000;

impl Names {
    /// A name that reads like the text: the same but for case, blanks and hyphens, or one or two letters off.
    pub async fn like(
        &mut self,
        house: &House,
        actor: &Actor,
        noun: &'static str,
        by: &str,
        text: &str,
    ) -> Result<Option<String>> {
        let list = self.lists.entry((noun, by.to_owned())).or_default();
        if !list.loaded {
            let query = Query { limit: Some(500), ..Query::default() };
            let page = house.reader(actor).page(house.registry.known(noun)?, &query).await?;
            list.names.extend(page.rows.iter().filter_map(|row| Some(row.get(by)?.as_str()?.to_owned())));
            list.loaded = true;
        }
        let wanted = plain(text);
        let names = &list.names;
        let distance = |name: &String| (letters_off(&plain(name), &wanted), name.clone());
        let best = names.iter().map(distance).min();
        Ok(best.filter(|(off, _)| *off <= 2 && *off * 3 <= wanted.chars().count()).map(|(_, name)| name))
    }

    /// A name that this import is about to make.
    pub fn add(&mut self, noun: &'static str, by: &str, name: &str) {
        let list = self.lists.entry((noun, by.to_owned())).or_default();
        if list.names.len() < MOST {
            list.names.push(name.to_owned());
        }
    }
}

/// How many letters have to be added, dropped or replaced to make one word the other.
fn letters_off(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (at, have) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *have);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(row[at + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::letters_off;

    #[test]
    fn letters_are_counted() {
        assert_eq!(letters_off("gtxpro", "gtxpro"), 0);
        assert_eq!(letters_off("technolgy", "technology"), 1);
        assert_eq!(letters_off("kitten", "sitting"), 3);
        assert_eq!(letters_off("", "abc"), 3);
    }
}
