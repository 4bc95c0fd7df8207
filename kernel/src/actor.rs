//! Who acts, and how far their hand reaches.

use crate::{Noun, Record, field::Field};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Whose rows: each step contains the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Their own, and those whose row team they are in.
    Own,
    /// Those of everyone in a unit they stand in or lead.
    Team,
    /// Those of everyone in these units and below them.
    Subtree,
    All,
}

/// What one role may do with one noun; `None` is never.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Grant {
    pub read: Option<Reach>,
    pub create: Option<Reach>,
    pub edit: Option<Reach>,
    pub delete: Option<Reach>,
    pub import: bool,
    pub export: bool,
    /// See personal data unmasked.
    pub personal: bool,
    /// Verbs by name; `*` for those not named.
    pub verbs: BTreeMap<String, Reach>,
    /// Fields that are not shown at all.
    pub hidden: BTreeSet<String>,
    /// Fields that are shown and not edited.
    pub locked: BTreeSet<String>,
}

impl Grant {
    pub fn full() -> Self {
        let all = Some(Reach::All);
        Self {
            read: all,
            create: all,
            edit: all,
            delete: all,
            import: true,
            export: true,
            personal: true,
            verbs: BTreeMap::from([("*".to_owned(), Reach::All)]),
            hidden: BTreeSet::new(),
            locked: BTreeSet::new(),
        }
    }

    pub fn verb(&self, name: &str) -> Option<Reach> {
        self.verbs.get(name).or_else(|| self.verbs.get("*")).copied()
    }

    /// The union of two roles: what either may. A field stays hidden or locked only where both say so.
    fn join(&mut self, other: &Grant) {
        self.read = self.read.max(other.read);
        self.create = self.create.max(other.create);
        self.edit = self.edit.max(other.edit);
        self.delete = self.delete.max(other.delete);
        self.import |= other.import;
        self.export |= other.export;
        self.personal |= other.personal;
        let names: BTreeSet<String> = self.verbs.keys().chain(other.verbs.keys()).cloned().collect();
        self.verbs = names
            .into_iter()
            .filter_map(|name| Some((name.clone(), self.verb(&name).max(other.verb(&name))?)))
            .collect();
        self.hidden = self.hidden.intersection(&other.hidden).cloned().collect();
        self.locked = self.locked.intersection(&other.locked).cloned().collect();
    }
}

/// What somebody may do, noun by noun; `*` stands for nouns that are not named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grants(pub BTreeMap<String, Grant>);

impl Grants {
    pub fn full() -> Self {
        Self(BTreeMap::from([("*".to_owned(), Grant::full())]))
    }

    pub fn on(&self, noun: &str) -> Option<&Grant> {
        self.0.get(noun).or_else(|| self.0.get("*"))
    }

    /// What somebody with all of these roles may do.
    pub fn union<'a>(roles: impl IntoIterator<Item = &'a Grants>) -> Self {
        let mut all = Grants::default();
        for role in roles {
            let nouns: BTreeSet<String> = all.0.keys().chain(role.0.keys()).cloned().collect();
            all = Self(
                nouns
                    .into_iter()
                    .filter_map(|noun| {
                        let joined = match (all.on(&noun).cloned(), role.on(&noun)) {
                            (Some(mut mine), Some(theirs)) => {
                                mine.join(theirs);
                                mine
                            }
                            (Some(only), None) => only,
                            (None, Some(only)) => only.clone(),
                            (None, None) => return None,
                        };
                        Some((noun, joined))
                    })
                    .collect(),
            );
        }
        all
    }
}

/// Where somebody stands in today's tree, as ranges of places (both ends included); see `scope`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub team: Vec<(i64, i64)>,
    pub subtree: Vec<(i64, i64)>,
}

/// By which way a write came in; the journal keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Web,
    Token,
    Command,
    Import,
    Job,
    System,
}

impl Origin {
    pub fn word(self) -> &'static str {
        match self {
            Origin::Web => "web",
            Origin::Token => "token",
            Origin::Command => "command",
            Origin::Import => "import",
            Origin::Job => "job",
            Origin::System => "system",
        }
    }
}

/// Who acts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The sign-in, where there is one.
    pub user: Option<Uuid>,
    /// The person in the organization, where there is one.
    pub person: Option<Uuid>,
    pub name: Arc<str>,
    pub grants: Arc<Grants>,
    pub standing: Arc<Standing>,
    pub origin: Origin,
    /// `en` or `zh`.
    pub locale: &'static str,
}

impl Actor {
    pub(crate) const SYSTEM: &'static str = "system";

    /// Whoever stands at the machine's command line: full reach, and the journal says so.
    pub fn operator() -> Self {
        Self {
            user: None,
            person: None,
            name: "local operator".into(),
            grants: Arc::new(Grants::full()),
            standing: Arc::default(),
            origin: Origin::Command,
            locale: "en",
        }
    }

    /// The system itself: jobs, listeners.
    pub fn system() -> Self {
        Self { name: Self::SYSTEM.into(), origin: Origin::System, ..Self::operator() }
    }

    pub fn through(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    pub fn grant(&self, noun: &str) -> Option<&Grant> {
        self.grants.on(noun)
    }

    /// What the row is called, if this actor may see that.
    pub fn title<'a>(&self, noun: &Noun, row: &'a Record) -> Option<&'a str> {
        self.grant(noun.name)?;
        let shown = self.names(noun);
        row.get(noun.title).and_then(Value::as_str).filter(|title| shown && !title.is_empty())
    }

    /// Whether this actor may learn what rows of the noun are called, where a row in reach refers to one: nobody needs a
    /// right to the noun for that, unless its names are personal.
    pub fn names(&self, noun: &Noun) -> bool {
        noun.field(noun.title).is_some_and(|field| self.opens(noun, &field))
    }

    /// Whether the values of a field are neither hidden from this actor nor masked.
    pub fn opens(&self, noun: &Noun, field: &Field) -> bool {
        let (personal, hidden) = match self.grant(noun.name) {
            Some(grant) => (grant.personal, grant.hidden.contains(field.path().as_ref())),
            None => (false, false),
        };
        !field.secret && !hidden && (personal || !field.personal)
    }

    /// How far this actor may do `verb` (`read`, `create`, `edit`, `delete` or a verb's name) to rows of the noun.
    pub fn reach(&self, noun: &str, verb: &str) -> Option<Reach> {
        let grant = self.grant(noun)?;
        match verb {
            "read" => grant.read,
            "create" => grant.create,
            "edit" => grant.edit,
            "delete" => grant.delete,
            verb => grant.verb(verb),
        }
    }
}
