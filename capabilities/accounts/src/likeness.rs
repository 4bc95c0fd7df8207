//! Names that may mean the same company.

use kernel::alike::{By, Same};
use std::collections::BTreeMap;

/// Words that say the legal form and not the company; longer ones before those they hold.
const LEGAL_FORMS: [&str; 12] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团",
    "公司",
    "incorporated",
    "corporation",
    "limited",
    "gmbh",
    "corp",
    "inc",
    "ltd",
];
const SHORT_FORMS: [&str; 6] = ["co", "llc", "ag", "plc", "sa", "bv"];

/// From here on two names are worth a look.
const ALIKE: f64 = 0.7;

/// How alike two names are, from 0 to 1: shared pairs of letters, legal forms and punctuation aside (Dice).
pub fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (plain(one), plain(other));
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    if one == other {
        return 1.0;
    }
    let (left, right) = (pairs(&one), pairs(&other));
    let total: usize = left.values().sum::<usize>() + right.values().sum::<usize>();
    let shared: usize = left.iter().map(|(pair, count)| (*count).min(right.get(pair).copied().unwrap_or(0))).sum();
    if total == 0 { 0.0 } else { 2.0 * shared as f64 / total as f64 }
}

/// How names of companies and people are compared before a second row is made.
pub const NAME: By = By::Name { pieces, likeness, enough: ALIKE };

/// What may be the same account already.
pub(crate) static ACCOUNTS: [Same; 3] = [
    Same { field: "name", against: &[("accounts", "name")], by: NAME, within: None, tells: true },
    Same { field: "phone", against: &[("accounts", "phone")], by: By::Phone, within: None, tells: true },
    Same { field: "website", against: &[("accounts", "website")], by: By::Domain, within: None, tells: true },
];

/// What may be the same contact already. Two people of one name work for different companies.
pub(crate) static CONTACTS: [Same; 3] = [
    Same { field: "name", against: &[("contacts", "name")], by: NAME, within: Some("account_id"), tells: false },
    Same { field: "email", against: &[("contacts", "email")], by: By::Email, within: None, tells: false },
    Same { field: "phone", against: &[("contacts", "phone")], by: By::Phone, within: None, tells: false },
];

/// Pieces of a name that a name like it is likely to hold: how its words begin, in small letters.
fn pieces(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .map(|word| word.chars().take(4).collect::<String>())
        .filter(|word| word.chars().count() >= 2 && !SHORT_FORMS.contains(&word.as_str()))
        .collect();
    words.truncate(3);
    words
}

fn plain(name: &str) -> String {
    let mut text = name.to_lowercase();
    for form in LEGAL_FORMS {
        text = text.replace(form, " ");
    }
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !SHORT_FORMS.contains(word));
    words.collect()
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let mut pairs = BTreeMap::new();
    let letters: Vec<char> = text.chars().collect();
    for pair in letters.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_legal_form_does_not_tell_companies_apart() {
        assert_eq!(likeness("Acme Corporation", "ACME, Corp."), 1.0);
        assert_eq!(likeness("澄海智控有限公司", "澄海智控股份有限公司"), 1.0);
        assert!(likeness("Betasoloin", "Betasoloin GmbH") > ALIKE);
        assert!(likeness("Kan-code", "Kancode") > ALIKE);
        assert!(likeness("Condax", "Conecom") < ALIKE);
    }

    proptest! {
        #[test]
        fn likeness_goes_both_ways(one in "\\PC{0,12}", other in "\\PC{0,12}") {
            let like = likeness(&one, &other);
            prop_assert!((0.0..=1.0).contains(&like));
            prop_assert_eq!(like, likeness(&other, &one));
        }
    }
}
