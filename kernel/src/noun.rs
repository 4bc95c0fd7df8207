//! A noun is a table plus what people need to know about its fields.

use crate::{Action, BoxFuture, Field, Result, Work, action::Verb, alike::Same, field::STANDARD, record};
use parking_lot::RwLock;
use sea_orm::EntityTrait;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::{borrow::Cow, sync::Arc};

/// A row as the door stores it: field name → value in its stored form
/// (money in minor units, dates and ids as text, custom fields under `custom`).
pub type Record = Map<String, Value>;

/// The row type of a resource.
pub type Row<E> = <E as EntityTrait>::Model;

/// Who sees a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// Whoever may read the noun sees all of it.
    Open,
    /// Those within whose reach its owner stands, or one of the people whom it names besides (fields), its row team, and
    /// the row teams of the rows it follows (field, noun). Reach is the same for all of them; whose the row is says
    /// `owner` alone.
    Owned { owner: &'static str, besides: Vec<&'static str>, follows: Vec<(&'static str, &'static str)> },
    /// Those who see one of the rows it belongs to (field, noun).
    Follows(Vec<(&'static str, &'static str)>),
    /// Those who see the row that `subject_noun` and `subject_id` name.
    Subject,
    /// Its owner alone, and everyone where `shared` is true.
    Private { owner: &'static str },
}

impl Scope {
    pub fn owner(&self) -> Option<&'static str> {
        match self {
            Scope::Owned { owner, .. } | Scope::Private { owner } => Some(owner),
            Scope::Subject => Some("subject_owner_id"),
            Scope::Open | Scope::Follows(_) => None,
        }
    }
}

/// A SeaORM entity whose fields are said once. Written by `#[derive(Resource)]`.
pub trait Resource:
    EntityTrait<Model: Serialize + DeserializeOwned + Clone + std::fmt::Debug + Send + Sync> + 'static
{
    /// Table, URL, permission prefix and translation namespace: one word everywhere.
    const NAME: &'static str;
    const LABEL: &'static str;
    const PLURAL: &'static str;
    /// The field that names a row to people.
    const TITLE: &'static str;
    /// The part of the navigation it stands in; empty for what is reached from the rows it belongs to.
    const GROUP: &'static str;
    const ICON: &'static str;
    const HELP: &'static str;
    const FIELDS: &'static [Field];

    fn scope() -> Scope;
}

/// What a verb asks for.
pub trait Form {
    const FIELDS: &'static [Field];
}

/// A row about to be written: as it was (`None` for a new one) and as it will be.
pub struct Change<'a, M> {
    pub before: Option<&'a M>,
    pub after: &'a mut M,
}

pub(crate) type Settle =
    Arc<dyn for<'a> Fn(Option<&'a Record>, &'a mut Record, &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync>;
/// One row that was written: as it was (`None`: it was made) and as it is (`None`: it was deleted).
#[derive(Clone, Copy, Debug)]
pub struct Wrote<'a> {
    pub before: Option<&'a Record>,
    pub after: Option<&'a Record>,
}

pub(crate) type Settled = Arc<dyn for<'a> Fn(&'a [Wrote<'a>], &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// A noun at run time: the field table with the customer's own fields, its verbs and its rules.
pub struct Noun {
    pub name: &'static str,
    pub label: &'static str,
    pub plural: &'static str,
    pub title: &'static str,
    pub group: &'static str,
    pub icon: &'static str,
    pub help: &'static str,
    pub scope: Scope,
    pub verbs: Vec<Verb>,
    /// Rows are written by the system only: read, but never created, changed or deleted through the API.
    pub system: bool,
    /// Deleted with the row it follows.
    pub part: bool,
    /// What is compared before a second row of the same is made.
    pub same: &'static [Same],
    /// Which rows somebody holds until somebody else does, as a list's filter.
    pub held: Option<&'static str>,
    pub(crate) settle: Option<Settle>,
    pub(crate) settled: Vec<Settled>,
    built_in: &'static [Field],
    blank: Record,
    custom: RwLock<Arc<[Field]>>,
}

fn nothing(name: &str) -> (String, Value) {
    (name.to_owned(), Value::Null)
}

impl Noun {
    pub fn of<E: Resource>() -> Self {
        Self {
            name: E::NAME,
            label: E::LABEL,
            plural: E::PLURAL,
            title: E::TITLE,
            group: E::GROUP,
            icon: E::ICON,
            help: E::HELP,
            scope: E::scope(),
            verbs: Vec::new(),
            system: false,
            part: false,
            same: &[],
            held: None,
            settle: None,
            settled: Vec::new(),
            built_in: E::FIELDS,
            blank: record::LEADING.into_iter().chain(E::FIELDS.iter().map(|field| &*field.name)).map(nothing).collect(),
            custom: RwLock::new(Arc::new([])),
        }
    }

    /// Rows that are a part of the row they follow, such as the lines of a deal: they are deleted with it.
    pub fn part(mut self) -> Self {
        self.part = true;
        self
    }

    /// Whoever makes a row is shown those that may be the same already.
    pub fn alike(mut self, same: &'static [Same]) -> Self {
        self.same = same;
        self
    }

    /// What `owner_id` holds of these rows goes to somebody else when they leave or hand over: those that pass the
    /// filter, in the words of lists; the rest stays theirs, for it counts for them.
    pub fn held(mut self, filter: &'static str) -> Self {
        self.held = Some(filter);
        self
    }

    pub fn system(mut self) -> Self {
        self.system = true;
        self
    }

    pub fn verb<A: Action>(mut self) -> Self {
        assert_eq!(<A::On as Resource>::NAME, self.name, "a verb belongs to the noun it acts on");
        self.verbs.push(Verb::of::<A>());
        self
    }

    /// Runs before a row is written, whoever writes it: fills what follows from the rest, refuses what may not be.
    pub fn settle<E, F>(mut self, settle: F) -> Self
    where
        E: Resource,
        F: for<'a> Fn(Change<'a, Row<E>>, &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    {
        assert_eq!(E::NAME, self.name, "a noun settles its own rows");
        let settle = Arc::new(settle);
        self.settle = Some(Arc::new(move |before, after, work| {
            let settle = settle.clone();
            Box::pin(async move {
                // A row type has no place for a value that is missing: what is needed is asked for first.
                crate::work::check(&work.house, E::FIELDS, after)?;
                let before = before.map(crate::record::to_row::<E>).transpose()?;
                let mut row = crate::record::to_row::<E>(after)?;
                settle(Change { before: before.as_ref(), after: &mut row }, work).await?;
                *after = crate::record::of_row::<E>(&row)?;
                Ok(())
            })
        }));
        self
    }

    /// Runs after a row was written, in the same transaction: `(before, after)`, `None` where there is none.
    pub fn settled<E, F>(mut self, settled: F) -> Self
    where
        E: Resource,
        F: for<'a> Fn(Option<Row<E>>, Option<Row<E>>, &'a mut Work) -> BoxFuture<'a, Result<()>>
            + Send
            + Sync
            + 'static,
    {
        assert_eq!(E::NAME, self.name, "a noun listens to its own rows");
        let settled = Arc::new(settled);
        self.settled.push(Arc::new(move |wrote, work| {
            let settled = settled.clone();
            Box::pin(async move {
                for Wrote { before, after } in wrote {
                    let before = before.map(crate::record::to_row::<E>).transpose()?;
                    let after = after.map(crate::record::to_row::<E>).transpose()?;
                    settled(before, after, work).await?;
                }
                Ok(())
            })
        }));
        self
    }

    /// The same for all rows that one write wrote, a whole chunk of an import included: for what follows from many
    /// rows and must not cost a statement each.
    pub fn settled_together<F>(mut self, settled: F) -> Self
    where
        F: for<'a> Fn(&'a [Wrote<'a>], &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    {
        self.settled.push(Arc::new(settled));
        self
    }

    pub fn built_in(&self) -> &'static [Field] {
        self.built_in
    }

    /// A row in which every column holds nothing, in the order that [`record::read`] reads them: it is copied for each row
    /// that is read, so that names are hashed once.
    pub(crate) fn blank(&self) -> &Record {
        &self.blank
    }

    pub fn custom(&self) -> Arc<[Field]> {
        self.custom.read().clone()
    }

    /// Replaces the customer's fields; takes effect at once, without a restart.
    pub fn set_custom(&self, fields: Vec<Field>) {
        *self.custom.write() = fields.into();
    }

    /// Built-in fields, then the customer's, then what every row has.
    pub fn fields(&self) -> Vec<Field> {
        self.built_in.iter().chain(self.custom().iter()).chain(&STANDARD).cloned().collect()
    }

    pub fn field(&self, name: &str) -> Option<Cow<'static, Field>> {
        if let Some(field) = self.built_in.iter().chain(&STANDARD).find(|f| f.name == name) {
            return Some(Cow::Borrowed(field));
        }
        let key = name.strip_prefix("custom.").unwrap_or(name);
        self.custom().iter().find(|f| f.name == key).cloned().map(Cow::Owned)
    }

    pub fn find_verb(&self, name: &str) -> Option<&Verb> {
        self.verbs.iter().find(|verb| verb.name == name)
    }
}
