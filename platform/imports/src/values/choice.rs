//! A choice field's options, found by what people call them.

use crate::reading::plain;
use std::collections::HashMap;

/// The options of a field: stored value and labels in every language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    labels: Vec<String>,
    by_name: HashMap<String, String>,
}

impl Choices {
    /// `options` are stored values, each with the labels people know it by.
    pub fn new<V: Into<String>, L: AsRef<str>>(options: impl IntoIterator<Item = (V, Vec<L>)>) -> Self {
        let mut choices = Self::default();
        for (value, labels) in options {
            let value = value.into();
            choices.labels.push(labels.first().map_or(value.as_str(), L::as_ref).to_owned());
            for label in &labels {
                choices.by_name.entry(plain(label.as_ref())).or_insert_with(|| value.clone());
            }
            // A value wins over a label that reads the same.
            choices.by_name.insert(plain(&value), value);
        }
        choices
    }

    pub fn find(&self, text: &str) -> Option<&str> {
        self.by_name.get(&plain(text)).map(String::as_str)
    }

    /// For a sentence: the first label of each, the whole list if it is short.
    pub fn listed(&self) -> String {
        const MOST: usize = 12;
        let mut listed = self.labels.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
        if self.labels.len() > MOST {
            listed.push_str(" …");
        }
        listed
    }
}
