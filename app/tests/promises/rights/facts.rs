//! What each row is and whose, read straight from the tables, and who may see or change it by the words of the design:
//! a unit is walked upward one parent at a time, nothing is asked of the predicate that the house uses.

use kernel::{House, Noun, Reach, Registry, Scope};
use sea_orm::{
    ConnectionTrait, QueryResult,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Who looks, and how far the right at hand goes.
#[derive(Clone, Copy)]
pub struct Viewer {
    pub person: Uuid,
    pub reach: Reach,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Right {
    Read,
    /// Edit, delete and every verb.
    Change,
}

/// What of a row says who sees it.
#[derive(Default)]
struct Row {
    /// Whose it is, and whoever else it names as such.
    owners: Vec<Option<Uuid>>,
    shared: bool,
    /// The rows it belongs to, by the scope of its noun.
    parents: Vec<(&'static str, Uuid)>,
    subject: Option<(String, Uuid)>,
}

pub struct Facts {
    names: BTreeMap<String, Uuid>,
    above: HashMap<Uuid, Option<Uuid>>,
    leads: HashMap<Uuid, Vec<Uuid>>,
    /// Person → units of today, the main one or not.
    stands: HashMap<Uuid, Vec<(Uuid, bool)>>,
    works_on: HashSet<(String, Uuid, Uuid)>,
    rows: HashMap<&'static str, BTreeMap<Uuid, Row>>,
}

impl Facts {
    pub async fn read(house: &House) -> Self {
        let today = house.today();
        let id = |row: &QueryResult, at: usize| row.try_get_by_index::<Option<Uuid>>(at).expect("an id or nothing");
        let mut facts = Self {
            names: BTreeMap::new(),
            above: HashMap::new(),
            leads: HashMap::new(),
            stands: HashMap::new(),
            works_on: HashSet::new(),
            rows: HashMap::new(),
        };
        for row in table(house, "people", &["id", "name"]).await {
            facts.names.insert(row.try_get_by_index(1).expect("a name"), id(&row, 0).expect("an id"));
        }
        for row in table(house, "units", &["id", "parent_id", "leader_id"]).await {
            let unit = id(&row, 0).expect("an id");
            facts.above.insert(unit, id(&row, 1));
            if let Some(leader) = id(&row, 2) {
                facts.leads.entry(leader).or_default().push(unit);
            }
        }
        for row in table(house, "memberships", &["person_id", "unit_id", "main", "from", "to"]).await {
            let day = |at| row.try_get_by_index::<Option<chrono::NaiveDate>>(at).expect("a day or nothing");
            if day(3).is_none_or(|from| from <= today) && day(4).is_none_or(|to| today <= to) {
                let unit = (id(&row, 1).expect("a unit"), row.try_get_by_index(2).expect("main or not"));
                facts.stands.entry(id(&row, 0).expect("a person")).or_default().push(unit);
            }
        }
        for row in table(house, kernel::scope::ROW_TEAMS, &["noun", "row_id", "person_id"]).await {
            let noun = row.try_get_by_index(0).expect("a noun");
            facts.works_on.insert((noun, id(&row, 1).expect("a row"), id(&row, 2).expect("a person")));
        }
        for noun in house.registry.nouns() {
            let rows = rows_of(house, noun).await;
            facts.rows.insert(noun.name, rows);
        }
        facts
    }

    /// The person whose name begins so.
    pub fn called(&self, beginning: &str) -> Uuid {
        let found = self.names.iter().find(|(name, _)| name.starts_with(beginning));
        *found.unwrap_or_else(|| panic!("nobody is called {beginning}")).1
    }

    /// A person from every part of the company, as a file names them.
    pub fn owners(&self) -> Vec<(Uuid, String)> {
        let some = ["林悦", "邓凯", "黄志豪", "李伟", "梁启峰", "陈思齐", "孟浩然"];
        let full = |beginning: &&str| self.names.iter().find(|(name, _)| name.starts_with(beginning));
        some.iter().map(|one| full(one).map(|(name, id)| (*id, name.clone())).expect("a person of the demo")).collect()
    }

    /// The rows of a noun that the viewer may read or change.
    pub fn within(&self, registry: &Registry, noun: &Noun, viewer: Viewer, right: Right) -> BTreeSet<Uuid> {
        self.rows[noun.name].keys().filter(|id| self.may(registry, noun, **id, viewer, right)).copied().collect()
    }

    /// How many rows there are.
    pub fn all(&self, noun: &Noun) -> usize {
        self.rows[noun.name].len()
    }

    /// A few rows of a noun, from within and from without.
    pub fn some(&self, noun: &Noun, within: &BTreeSet<Uuid>) -> Vec<Uuid> {
        let outside = self.rows[noun.name].keys().filter(|id| !within.contains(id));
        within.iter().take(2).chain(outside.take(2)).copied().collect()
    }

    fn may(&self, registry: &Registry, noun: &Noun, id: Uuid, viewer: Viewer, right: Right) -> bool {
        let Some(row) = self.rows[noun.name].get(&id) else { return false };
        let works = |noun: &str, row: Uuid| self.works_on.contains(&(noun.to_owned(), row, viewer.person));
        match &noun.scope {
            Scope::Open => true,
            Scope::Private { .. } => row.owners == [Some(viewer.person)] || (right == Right::Read && row.shared),
            Scope::Owned { .. } => {
                row.owners.iter().any(|owner| self.owned(*owner, viewer))
                    || works(noun.name, id)
                    || row.parents.iter().any(|(parent, id)| works(parent, *id))
            }
            Scope::Follows(_) => row.parents.iter().any(|(parent, id)| {
                let parent = registry.noun(parent).expect("a noun that another follows");
                self.may(registry, parent, *id, viewer, right)
            }),
            Scope::Subject => {
                let Some((subject, about)) = &row.subject else { return false };
                let subject = registry.noun(subject).expect("a noun that something is about");
                // Whoever changes what hangs on a row must see that row; these tests let them read everything.
                let reading = if right == Right::Read { viewer } else { Viewer { reach: Reach::All, ..viewer } };
                self.may(registry, subject, *about, reading, Right::Read)
                    && (right == Right::Read || self.owned(row.owners[0], viewer))
            }
        }
    }

    /// Whether what this person owns lies within reach.
    pub fn owned(&self, owner: Option<Uuid>, viewer: Viewer) -> bool {
        if viewer.reach == Reach::All || owner == Some(viewer.person) {
            return true;
        }
        let Some(owner) = owner else { return false };
        let Some(theirs) = self.units(owner).find(|(_, main)| *main).map(|(unit, _)| unit) else { return false };
        let led = self.leads.get(&viewer.person).cloned().unwrap_or_default();
        match viewer.reach {
            Reach::Own | Reach::All => false,
            Reach::Team => led.contains(&theirs) || self.units(viewer.person).any(|(unit, _)| unit == theirs),
            Reach::Subtree => {
                let from = match led.is_empty() {
                    true => self.units(viewer.person).filter(|(_, main)| *main).map(|(unit, _)| unit).collect(),
                    false => led,
                };
                std::iter::successors(Some(theirs), |unit| self.above[unit]).any(|unit| from.contains(&unit))
            }
        }
    }

    fn units(&self, person: Uuid) -> impl Iterator<Item = (Uuid, bool)> {
        self.stands.get(&person).into_iter().flatten().copied()
    }
}

async fn rows_of(house: &House, noun: &Noun) -> BTreeMap<Uuid, Row> {
    let belongs: Vec<(&'static str, &'static str)> = match &noun.scope {
        Scope::Follows(parents) | Scope::Owned { follows: parents, .. } => parents.clone(),
        Scope::Open | Scope::Private { .. } | Scope::Subject => Vec::new(),
    };
    let owners = match &noun.scope {
        Scope::Owned { owner, besides, .. } => [&[*owner], besides.as_slice()].concat(),
        Scope::Private { owner } => vec![*owner],
        // Whoever wrote it; the subject's owner is found by way of the subject.
        Scope::Subject => vec!["owner_id"],
        Scope::Open | Scope::Follows(_) => Vec::new(),
    };
    let mut columns = vec!["id"];
    columns.extend(belongs.iter().map(|(field, _)| *field));
    columns.extend(&owners);
    let more = columns.len();
    match &noun.scope {
        Scope::Private { .. } => columns.push("shared"),
        Scope::Subject => columns.extend(["subject_noun", "subject_id"]),
        _ => {}
    }
    let mut rows = BTreeMap::new();
    for read in table(house, noun.name, &columns).await {
        let id = |at: usize| read.try_get_by_index::<Option<Uuid>>(at).expect("an id or nothing");
        let mut row = Row::default();
        for (at, (_, parent)) in belongs.iter().enumerate() {
            row.parents.extend(id(at + 1).map(|id| (*parent, id)));
        }
        row.owners = (more - owners.len()..more).map(id).collect();
        match &noun.scope {
            Scope::Private { .. } => row.shared = read.try_get_by_index(more).expect("shared or not"),
            Scope::Subject => row.subject = id(more + 1).map(|id| (read.try_get_by_index(more).expect("a noun"), id)),
            _ => {}
        }
        rows.insert(id(0).expect("an id"), row);
    }
    rows
}

async fn table(house: &House, name: &'static str, columns: &[&'static str]) -> Vec<QueryResult> {
    let mut select = Query::select();
    select.exprs(columns.iter().map(|column| Expr::col((name, *column)))).from(name).and_where(Expr::val(1).eq(1));
    house.store.reader().query_all(&select).await.unwrap_or_else(|error| panic!("{name}: {error}"))
}
