//! Every word people read: English stands in the source, other languages in `locales/*.json`.

use std::{borrow::Cow, collections::HashMap};

/// Translations by language and key.
///
/// Keys: `accounts`, `accounts.plural`, `accounts.help`, `accounts.fields.name`, `accounts.fields.name.help`,
/// `accounts.fields.tier.key_account`, `accounts.verbs.merge`, `metrics.win_rate`, and the codes of refusals and errors.
#[derive(Debug, Default)]
pub struct Words {
    languages: HashMap<&'static str, HashMap<String, String>>,
}

impl Words {
    /// Adds a flat JSON object of key → text.
    pub fn add(&mut self, language: &'static str, json: &str) {
        let words: HashMap<String, String> =
            serde_json::from_str(json).unwrap_or_else(|error| panic!("locales/{language}.json: {error}"));
        self.languages.entry(language).or_default().extend(words);
    }

    pub fn has(&self, language: &str, key: &str) -> bool {
        self.languages.get(language).is_some_and(|words| words.contains_key(key))
    }

    /// The text in the reader's language, else the English of the source.
    pub fn say<'a>(&'a self, language: &str, key: &str, english: &'a str) -> &'a str {
        self.languages.get(language).and_then(|words| words.get(key)).map_or(english, String::as_str)
    }

    /// The same with `{name}` replaced by the argument of that name.
    pub fn fill(&self, language: &str, key: &str, english: &str, arguments: &[(&str, String)]) -> String {
        let mut text = Cow::Borrowed(self.say(language, key, english));
        for (name, value) in arguments {
            text = text.replace(&format!("{{{name}}}"), value).into();
        }
        text.into_owned()
    }
}

/// The language to answer in: the best of those we have.
pub fn language(accepted: &str) -> &'static str {
    let first = accepted.split(',').map(|part| part.split(';').next().unwrap_or_default().trim().to_lowercase());
    for tag in first {
        if tag.starts_with("zh") {
            return "zh";
        }
        if tag.starts_with("en") {
            return "en";
        }
    }
    "en"
}
