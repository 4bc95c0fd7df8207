//! A choice field's options, found by what people call them.

use crate::reading::plain;
use std::collections::HashMap;

/// The options of a field: stored value and labels in every language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Of each option: English first, then Chinese.
    labels: Vec<Vec<String>>,
    by_name: HashMap<String, String>,
}

impl Choices {
    /// `options` are stored values, each with the labels people know it by.
    pub fn new<V: Into<String>, L: AsRef<str>>(options: impl IntoIterator<Item = (V, Vec<L>)>) -> Self {
        let mut choices = Self::default();
        for (value, labels) in options {
            let value = value.into();
            for label in &labels {
                choices.by_name.entry(plain(label.as_ref())).or_insert_with(|| value.clone());
            }
            match labels.is_empty() {
                true => choices.labels.push(vec![value.clone()]),
                false => choices.labels.push(labels.iter().map(|label| label.as_ref().to_owned()).collect()),
            }
            // A value wins over a label that reads the same.
            choices.by_name.insert(plain(&value), value);
        }
        choices
    }

    pub fn find(&self, text: &str) -> Option<&str> {
        self.by_name.get(&plain(text)).map(String::as_str)
    }

    /// For an English sentence: the first label of each, the whole list if it is short.
    pub fn listed(&self) -> String {
        self.list(0, ", ")
    }

    /// The same for a Chinese one.
    pub fn listed_in_chinese(&self) -> String {
        self.list(1, "、")
    }

    fn list(&self, language: usize, between: &str) -> String {
        const MOST: usize = 12;
        let label = |labels: &Vec<String>| labels.get(language).or_else(|| labels.first()).cloned();
        let mut listed = self.labels.iter().take(MOST).filter_map(label).collect::<Vec<_>>().join(between);
        if self.labels.len() > MOST {
            listed.push_str(" …");
        }
        listed
    }
}
