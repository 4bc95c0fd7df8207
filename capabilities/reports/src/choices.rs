//! What the fields of templates and subscriptions offer to choose from.

use kernel::{Choice, calendar::Grain};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How often a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Of each working day, with the free days before it.
    #[choice(label = "Daily", tone = "cyan")]
    Day,
    #[choice(label = "Weekly", tone = "blue")]
    Week,
    #[choice(label = "Monthly", tone = "purple")]
    Month,
}

impl Rhythm {
    pub fn grain(self) -> Grain {
        match self {
            Rhythm::Day => Grain::Day,
            Rhythm::Week => Grain::Week,
            Rhythm::Month => Grain::Month,
        }
    }

    /// The period whose target stands beside that of the year.
    pub fn inner(self) -> Grain {
        match self {
            Rhythm::Day | Rhythm::Week => Grain::Month,
            Rhythm::Month => Grain::Quarter,
        }
    }

    /// Closes that are made up for after a time without a server: older ones are no news to anybody.
    pub fn most(self) -> i32 {
        match self {
            Rhythm::Day => 5,
            Rhythm::Week => 4,
            Rhythm::Month => 3,
        }
    }
}

/// Which files go along with a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Enclose {
    #[choice(label = "Nothing", tone = "default")]
    Nothing,
    #[choice(label = "PDF", tone = "red")]
    Pdf,
    #[choice(label = "XLSX", tone = "green")]
    Xlsx,
    #[choice(label = "PDF and XLSX", tone = "blue")]
    Both,
}

impl Enclose {
    pub fn pdf(self) -> bool {
        matches!(self, Enclose::Pdf | Enclose::Both)
    }

    pub fn xlsx(self) -> bool {
        matches!(self, Enclose::Xlsx | Enclose::Both)
    }
}

/// A part of a report. Their order in a template is their order on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Attainment, and pace against the seasonal curve.
    Attainment,
    /// Numbers of the period beside those of the one before.
    Numbers,
    /// What happened to the pipeline: new, won, lost, up and down.
    Changes,
    /// Who is off pace.
    Pace,
    /// Deals that are to close later than they were.
    Slips,
    Alerts,
    Initiatives,
    /// Tasks that are due, and deals without a next step.
    Next,
}

impl Section {
    pub const ALL: [(Section, &'static str, &'static str); 8] = [
        (Section::Attainment, "attainment", "Attainment and pace"),
        (Section::Numbers, "numbers", "Numbers"),
        (Section::Changes, "changes", "What changed"),
        (Section::Pace, "pace", "Who is off pace"),
        (Section::Slips, "slips", "Largest slips"),
        (Section::Alerts, "alerts", "Alerts"),
        (Section::Initiatives, "initiatives", "Initiatives that are late"),
        (Section::Next, "next", "Next actions"),
    ];

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(section, _, _)| section)
    }

    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(known, _, _)| *known == self).map_or("", |(_, word, _)| word)
    }

    /// Its heading in English.
    pub fn english(self) -> &'static str {
        Self::ALL.into_iter().find(|(known, _, _)| *known == self).map_or("", |(_, _, english)| english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_called_as_they_are_kept() {
        for (section, word, _) in Section::ALL {
            assert_eq!(Section::of(word), Some(section));
            assert_eq!(serde_json::to_value(section).unwrap(), word);
        }
        assert_eq!(Section::of("weather"), None);
    }
}
