//! What a running Quartermaster knows: its nouns, its database, its company.

use crate::{
    Actor, BoxFuture, Calendar, Capability, Currency, Position, Registry, Result, Work,
    capability::Migrations,
    freshness::{Freshness, Touches},
    journal,
    list::{self, Reader, Titles},
    secrecy::Secrets,
    store::{Store, Transaction},
};
use arc_swap::ArcSwap;
use parking_lot::RwLock;
use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};
use sea_orm_migration::{MigrationTrait, MigratorTraitSelf};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::Arc,
};
use tokio::sync::{Semaphore, watch};

/// The one company this database serves.
#[derive(Clone, Debug)]
pub struct Company {
    pub name: String,
    /// Amounts of other currencies are converted to it.
    pub currency: Currency,
    /// Time zone, fiscal year and working days: the organization's, not the reader's.
    pub calendar: Calendar,
}

impl Default for Company {
    fn default() -> Self {
        Self { name: String::new(), currency: Currency::CNY, calendar: Calendar::new(chrono_tz::Asia::Shanghai) }
    }
}

pub struct House {
    pub registry: Registry,
    pub store: Store,
    pub secrets: Secrets,
    pub(crate) freshness: Freshness,
    pub(crate) titles: Titles,
    company: ArcSwap<Company>,
    written: watch::Sender<Position>,
    /// Turns for putting the past back.
    pub(crate) past: Arc<Semaphore>,
    /// What jobs of this server need beside the database.
    given: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl House {
    /// Opens the database, builds or brings up its schema, and lets every capability get ready.
    pub async fn open(url: &str, secrets: Secrets, capabilities: Vec<Capability>) -> Result<Arc<Self>> {
        let store = Store::open(url).await?;
        let (registry, migrations) = Registry::of(capabilities);
        migrate(&store, migrations).await?;
        let house = Arc::new(Self {
            freshness: Freshness::of(&registry),
            titles: Titles::of(&registry),
            registry,
            store,
            secrets,
            company: ArcSwap::default(),
            written: watch::channel(Position::default()).0,
            past: Arc::new(Semaphore::new(list::AT_ONCE)),
            given: RwLock::default(),
        });
        for start in &house.registry.starts {
            start(&house).await?;
        }
        Ok(house)
    }

    pub fn company(&self) -> Arc<Company> {
        self.company.load_full()
    }

    pub fn set_company(&self, company: Company) {
        self.company.store(Arc::new(company));
    }

    /// Gives this server the one `T` that jobs and verbs ask for: where mail goes, what may be reached. In the place of
    /// the one it had.
    pub fn give<T: Any + Send + Sync>(&self, thing: T) {
        self.given.write().insert(TypeId::of::<T>(), Arc::new(thing));
    }

    /// The `T` that this server was given, if any.
    pub fn given<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let given = self.given.read().get(&TypeId::of::<T>()).cloned();
        given.and_then(|thing| thing.downcast().ok())
    }

    /// Today, where the company is.
    pub fn today(&self) -> chrono::NaiveDate {
        self.company.load().calendar.day_of(crate::record::now())
    }

    pub fn reader<'a>(&'a self, actor: &'a Actor) -> Reader<'a, sea_orm::DatabaseConnection> {
        Reader::of(self, self.store.reader(), actor)
    }

    /// Runs what `act` does as one piece of work: all of it is durable, with its journal lines, or none of it happened.
    /// Answers with the position in the journal that readers of the mirror have to wait for.
    pub async fn write<T, F>(self: &Arc<Self>, actor: Actor, request: Option<String>, act: F) -> Result<(T, Position)>
    where
        T: Send + 'static,
        F: for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, Result<T>> + Send + 'static,
    {
        let touches = Touches::new(self.clone());
        let over = touches.clone();
        let run = move |tx: Transaction, number| async move {
            let mut work = Work::begin(touches, tx, number, actor, request);
            match act(&mut work).await {
                Ok(done) => Ok((done, work.commit().await?)),
                Err(error) => Err(work.rollback(error).await?),
            }
        };
        let done = match Transaction::later(self) {
            Some(tx) => run(tx, None).await,
            None => self.store.write(Box::new(move |tx, number| Box::pin(run(tx.into(), number)))).await,
        };
        over.over();
        let (done, position) = done?;
        if let Some(position) = position {
            // On PostgreSQL one that began earlier may be acknowledged later; readers have to reach the furthest.
            self.written.send_modify(|furthest| *furthest = position.max(*furthest));
        }
        Ok((done, position.unwrap_or_default()))
    }

    /// Wakes readers of the journal when this server has written; other servers' lines are found by asking again.
    pub fn written(&self) -> watch::Receiver<Position> {
        self.written.subscribe()
    }
}

struct Migrator(Vec<Migrations>);

impl MigratorTraitSelf for Migrator {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.0.iter().flat_map(|migrations| migrations()).collect()
    }
}

/// Brings the schema up, once, whoever of several servers starts first.
#[expect(clippy::disallowed_methods, reason = "a lock of PostgreSQL, no row")]
async fn migrate(store: &Store, migrations: Vec<Migrations>) -> Result<()> {
    let migrator = Migrator(migrations);
    if store.backend() == DbBackend::Postgres {
        // Held by a transaction of its own, so that a server that dies lets go of it.
        let lock = store.schema().begin().await?;
        lock.execute_unprepared("SELECT pg_advisory_xact_lock(7305801)").await?;
        let done = migrator.up(store.schema(), None).await;
        let numbered = match done {
            Ok(()) => journal::catch_up(store.schema()).await,
            Err(error) => Err(error.into()),
        };
        lock.commit().await?;
        numbered?;
    } else {
        migrator.up(store.schema(), None).await?;
    }
    Ok(())
}
