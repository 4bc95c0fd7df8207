//! A capability on one page: what it stores, what people can do with it, what it measures and whom it listens to.

use crate::{
    Action, Attempt, Error, Event, Guard, House, Job, Listener, Metric, Noun, Resource, Result, Work, Wrote,
    action::Verb, metric::Dimension, words::Words,
};
use indexmap::IndexMap;
use sea_orm_migration::MigrationTrait;
use std::sync::Arc;

pub type BoxFuture<'a, T> = futures::future::BoxFuture<'a, T>;

/// Runs once when a server has opened its database, before it answers.
pub type Start = Arc<dyn for<'a> Fn(&'a Arc<House>) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// Sees the rows of one noun that a write wrote, in its transaction.
pub type Watch =
    Arc<dyn for<'a> Fn(&'static str, &'a [Wrote<'a>], &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// The migrations of one capability, oldest first.
pub type Migrations = fn() -> Vec<Box<dyn MigrationTrait>>;

pub struct Capability {
    pub name: &'static str,
    /// Its README, which the help shows.
    pub readme: &'static str,
    /// (language, text): the README in other languages.
    pub readmes: Vec<(&'static str, &'static str)>,
    pub nouns: Vec<Noun>,
    /// Verbs on nouns of capabilities above, with the noun's name.
    pub verbs: Vec<(&'static str, Verb)>,
    pub listeners: Vec<Listener>,
    pub watches: Vec<Watch>,
    pub guards: Vec<Guard>,
    pub metrics: Vec<&'static Metric>,
    pub dimensions: Vec<&'static Dimension>,
    pub jobs: Vec<Job>,
    pub migrations: Vec<Migrations>,
    pub starts: Vec<Start>,
    /// (language, JSON text): translations of what the source says in English.
    pub words: Vec<(&'static str, &'static str)>,
}

impl Capability {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            readme: "",
            readmes: Vec::new(),
            nouns: Vec::new(),
            verbs: Vec::new(),
            listeners: Vec::new(),
            watches: Vec::new(),
            guards: Vec::new(),
            metrics: Vec::new(),
            dimensions: Vec::new(),
            jobs: Vec::new(),
            migrations: Vec::new(),
            starts: Vec::new(),
            words: Vec::new(),
        }
    }

    pub fn readme(mut self, text: &'static str) -> Self {
        self.readme = text;
        self
    }

    /// What its README says, for those who read another language.
    pub fn readme_in(mut self, language: &'static str, text: &'static str) -> Self {
        self.readmes.push((language, text));
        self
    }

    pub fn noun(mut self, noun: Noun) -> Self {
        self.nouns.push(noun);
        self
    }

    /// A verb on a noun of a capability above: one between two nouns lives with the later and shows on the earlier.
    pub fn verb<A: Action>(mut self) -> Self {
        self.verbs.push((<A::On as Resource>::NAME, Verb::of::<A>()));
        self
    }

    pub fn metric(mut self, metric: &'static Metric) -> Self {
        self.metrics.push(metric);
        self
    }

    pub fn dimension(mut self, dimension: &'static Dimension) -> Self {
        self.dimensions.push(dimension);
        self
    }

    pub fn job(mut self, job: Job) -> Self {
        self.jobs.push(job);
        self
    }

    /// In the order in which they were written; what was released is never edited.
    pub fn migrations(mut self, migrations: Migrations) -> Self {
        self.migrations.push(migrations);
        self
    }

    pub fn start(
        mut self,
        start: impl for<'a> Fn(&'a Arc<House>) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    ) -> Self {
        self.starts.push(Arc::new(start));
        self
    }

    pub fn words(mut self, language: &'static str, json: &'static str) -> Self {
        self.words.push((language, json));
        self
    }

    /// Hears an event of a capability above, in the event's own transaction.
    pub fn hears<E, F>(mut self, hear: F) -> Self
    where
        E: Event,
        F: for<'a> Fn(E, &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    {
        self.listeners.push(Listener::to::<E, F>(self.name, hear));
        self
    }

    /// Sees what is written of every noun, those below it in the list included, after the noun's own rules: for what
    /// follows from any row alike and needs no word from its capability.
    pub fn watches<F>(mut self, watch: F) -> Self
    where
        F: for<'a> Fn(&'static str, &'a [Wrote<'a>], &'a mut Work) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    {
        self.watches.push(Arc::new(watch));
        self
    }

    /// Is asked before anything is written of any noun, by every way of writing, and may refuse it.
    pub fn guards<F>(mut self, guard: F) -> Self
    where
        F: for<'a> Fn(&'a Attempt<'a>, &'a Work) -> BoxFuture<'a, Result<()>> + Send + Sync + 'static,
    {
        self.guards.push(Arc::new(guard));
        self
    }
}

/// Everything that the list of capabilities says, looked up by name.
pub struct Registry {
    nouns: IndexMap<&'static str, Noun>,
    pub listeners: Vec<Listener>,
    pub guards: Vec<Guard>,
    pub metrics: IndexMap<&'static str, &'static Metric>,
    /// A name stands here once for each capability that adds nouns to it.
    pub dimensions: Vec<&'static Dimension>,
    pub jobs: IndexMap<&'static str, Job>,
    pub starts: Vec<Start>,
    pub words: Words,
    /// Capabilities in the order of the list, with what the help says of them.
    pub guides: Vec<Guide>,
}

/// What the help says of a capability.
pub struct Guide {
    pub capability: &'static str,
    /// Those that the capability brings.
    pub nouns: Vec<&'static str>,
    readme: &'static str,
    others: Vec<(&'static str, &'static str)>,
}

impl Guide {
    /// Markdown in this language, else in English.
    pub fn text(&self, language: &str) -> &'static str {
        self.in_language(language).unwrap_or(self.readme)
    }

    pub fn in_language(&self, language: &str) -> Option<&'static str> {
        self.others.iter().find(|(known, _)| *known == language).map(|(_, text)| *text)
    }
}

impl Registry {
    /// Takes the ordered list; migrations are handed back, for the schema is built before anything runs.
    pub fn of(capabilities: Vec<Capability>) -> (Self, Vec<Migrations>) {
        let mut words = Words::default();
        words.add("zh", include_str!("../locales/zh.json"));
        let mut registry = Self {
            nouns: IndexMap::new(),
            listeners: Vec::new(),
            guards: Vec::new(),
            metrics: IndexMap::new(),
            dimensions: Vec::new(),
            jobs: IndexMap::new(),
            starts: Vec::new(),
            words,
            guides: Vec::new(),
        };
        let mut migrations: Vec<Migrations> = vec![crate::migrations::all];
        let mut watches = Vec::new();
        for capability in capabilities {
            watches.extend(capability.watches);
            registry.guides.push(Guide {
                capability: capability.name,
                nouns: capability.nouns.iter().map(|noun| noun.name).collect(),
                readme: capability.readme,
                others: capability.readmes,
            });
            for noun in capability.nouns {
                let name = noun.name;
                assert!(registry.nouns.insert(name, noun).is_none(), "two nouns are called {name}");
            }
            for (name, verb) in capability.verbs {
                let noun = registry.nouns.get_mut(name);
                noun.unwrap_or_else(|| panic!("{} adds to {name}, which must stand above it", capability.name))
                    .verbs
                    .push(verb);
            }
            registry.listeners.extend(capability.listeners);
            registry.guards.extend(capability.guards);
            registry.metrics.extend(capability.metrics.into_iter().map(|metric| (metric.name, metric)));
            registry.dimensions.extend(capability.dimensions);
            registry.jobs.extend(capability.jobs.into_iter().map(|job| (job.name, job)));
            registry.starts.extend(capability.starts);
            for (language, json) in capability.words {
                registry.words.add(language, json);
            }
            migrations.extend(capability.migrations);
        }
        for watch in watches {
            for noun in registry.nouns.values_mut() {
                let (watch, name): (Watch, _) = (watch.clone(), noun.name);
                noun.settled.push(Arc::new(move |wrote, work| watch(name, wrote, work)));
            }
        }
        (registry, migrations)
    }

    pub fn noun(&self, name: &str) -> Option<&Noun> {
        self.nouns.get(name)
    }

    /// The noun, or the error that a reader of an unknown address gets.
    pub fn known(&self, name: &str) -> Result<&Noun> {
        self.noun(name).ok_or_else(|| Error::NotFound(name.to_owned().into()))
    }

    pub fn nouns(&self) -> impl Iterator<Item = &Noun> {
        self.nouns.values()
    }
}
