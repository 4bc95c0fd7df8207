//! Position sheets that come with the product, in English and Chinese, to be taken over and changed.

use crate::{
    competency::Kind,
    position::{Stage, Tier},
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// A sheet of the library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub stage: Stage,
    pub tier: Option<Tier>,
    /// Another entry's key.
    pub reports_to: Option<String>,
    /// Weight in per cent, and the name of the number that measures it, or nothing.
    pub kpis: Vec<(i64, String)>,
    /// Key, level, weight.
    pub competencies: Vec<(String, i64, i64)>,
    en: Text,
    zh: Text,
}

/// What an entry says in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub name: String,
    pub mission: String,
    pub authority: Vec<String>,
    pub education: String,
    pub experience: String,
    pub training: String,
    pub tools: String,
    pub records: String,
    /// Duty, tasks, result.
    pub duties: Vec<[String; 3]>,
    /// With whom, what for.
    pub internal: Vec<[String; 2]>,
    pub external: Vec<[String; 2]>,
    /// Name and standard, in the order of the entry's.
    pub kpis: Vec<[String; 2]>,
}

/// A competency that entries ask for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    pub kind: Kind,
    en: [String; 8],
    zh: [String; 8],
}

/// Name, meaning, levels 1 to 5, training.
pub struct SkillText<'a> {
    pub name: &'a str,
    pub meaning: &'a str,
    pub levels: [&'a str; 5],
    pub training: &'a str,
}

impl Entry {
    pub fn text(&self, language: &str) -> &Text {
        if language == "zh" { &self.zh } else { &self.en }
    }
}

impl Skill {
    pub fn text(&self, language: &str) -> SkillText<'_> {
        let [name, meaning, one, two, three, four, five, training] = if language == "zh" { &self.zh } else { &self.en };
        SkillText { name, meaning, levels: [one, two, three, four, five], training }
    }
}

macro_rules! sheets {
    ($($key:literal),* $(,)?) => { [$(($key, include_str!(concat!("../library/sheets/", $key, ".toml")))),*] };
}

/// In the order of the business: who leads, who acquires, converts, delivers, maintains, who helps.
const SHEETS: [(&str, &str); 19] = sheets![
    "sales_director",
    "regional_manager",
    "head_of_key_accounts",
    "head_of_verticals",
    "sales_manager",
    "business_development_manager",
    "sales_development",
    "sales_consultant",
    "sales_representative",
    "key_account_manager",
    "industry_sales",
    "product_sales",
    "retail_sales",
    "presales_engineer",
    "delivery_support",
    "customer_success_manager",
    "sales_operations",
    "sales_analyst",
    "sales_support",
];

/// Key and entry, in the library's order.
pub static ENTRIES: LazyLock<Vec<(&'static str, Entry)>> = LazyLock::new(|| {
    let read = |(key, text)| (key, toml::from_str(text).expect("a sheet of the library; a test reads them all"));
    SHEETS.into_iter().map(read).collect()
});

pub static SKILLS: LazyLock<BTreeMap<String, Skill>> = LazyLock::new(|| {
    toml::from_str(include_str!("../library/competencies.toml")).expect("the library's competencies; a test reads them")
});

pub fn entry(key: &str) -> Option<(&'static str, &'static Entry)> {
    ENTRIES.iter().find(|(known, _)| *known == key).map(|(key, entry)| (*key, entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn han(text: &str) -> bool {
        text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
    }

    #[test]
    fn every_sheet_says_the_same_much_in_both_languages() {
        for (key, entry) in ENTRIES.iter() {
            let (en, zh) = (entry.text("en"), entry.text("zh"));
            let counts = |text: &Text| {
                let lines = [text.authority.len(), text.duties.len(), text.internal.len(), text.external.len()];
                (lines, text.kpis.len())
            };
            assert_eq!(counts(en), counts(zh), "{key}");
            assert_eq!(en.kpis.len(), entry.kpis.len(), "{key}");
            assert!(en.duties.len() >= 4 && !en.authority.is_empty() && !en.external.is_empty(), "{key}");
            for (english, chinese) in [(&en.name, &zh.name), (&en.mission, &zh.mission), (&en.records, &zh.records)] {
                assert!(!han(english) && han(chinese), "{key}: {english} {chinese}");
            }
        }
    }

    #[test]
    fn weights_come_to_the_whole_and_keys_are_known() {
        for (key, entry) in ENTRIES.iter() {
            assert_eq!(entry.kpis.iter().map(|(weight, _)| weight).sum::<i64>(), 100, "{key}");
            assert!(entry.competencies.len() >= 5, "{key}");
            for (skill, level, weight) in &entry.competencies {
                assert!(SKILLS.contains_key(skill), "{key} asks for {skill}");
                assert!((1..=5).contains(level) && (1..=10).contains(weight), "{key}: {skill}");
            }
            if let Some(above) = &entry.reports_to {
                assert!(super::entry(above).is_some(), "{key} reports to {above}");
            }
        }
        for (key, skill) in SKILLS.iter() {
            assert!(!han(skill.text("en").name) && han(skill.text("zh").name), "{key}");
            assert!(skill.text("zh").levels.iter().all(|level| han(level)), "{key}");
        }
    }
}
