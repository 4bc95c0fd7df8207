//! Whether something that was read earlier still holds.
//!
//! Rows that are few, change seldom and are asked for all the time (stages, names of people, roles) are read once and
//! kept. Every noun counts its writes; whoever keeps something keeps the count beside it, and reads again when the two
//! differ. What this server writes counts at once, before the writer is answered; what others write (another server, the
//! command line) is found in the journal, which is asked at most once in [`PATIENCE`].

use crate::{House, Position, Registry, Result, Work, journal, journal::LineKind};
use parking_lot::Mutex;
use serde_json::Value;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// So old may be what is known of other servers' writes.
const PATIENCE: Duration = Duration::from_secs(1);

/// The writes of every noun, counted.
pub(crate) struct Freshness {
    nouns: HashMap<&'static str, Counts>,
    /// When the journal was asked last; `None` before the first time.
    asked: Mutex<Option<Instant>>,
    /// How far it was read. Who holds it asks; the others go on with what is known.
    read_to: tokio::sync::Mutex<Position>,
    kept: Mutex<HashMap<TypeId, Kept>>,
}

/// Something of one type, and how often the rows it was made from had been written by then.
type Kept = (u64, Arc<dyn Any + Send + Sync>);

#[derive(Default)]
struct Counts {
    written: AtomicU64,
    /// Only writes after which a row may be called otherwise than before.
    renamed: AtomicU64,
}

impl Freshness {
    pub fn of(registry: &Registry) -> Self {
        Self {
            nouns: registry.nouns().map(|noun| (noun.name, Counts::default())).collect(),
            asked: Mutex::new(None),
            read_to: tokio::sync::Mutex::default(),
            kept: Mutex::default(),
        }
    }

    /// How often names of the noun's rows may have changed.
    pub fn renamed(&self, noun: &str) -> u64 {
        self.nouns.get(noun).map_or(0, |counts| counts.renamed.load(Ordering::Acquire))
    }

    fn written(&self, nouns: &[&str]) -> u64 {
        let counts = nouns.iter().filter_map(|noun| self.nouns.get(noun));
        counts.map(|counts| counts.written.load(Ordering::Acquire)).sum()
    }

    fn count(&self, touched: &Touched) {
        if let Some(counts) = self.nouns.get(touched.noun) {
            counts.written.fetch_add(1, Ordering::Release);
            if touched.renamed {
                counts.renamed.fetch_add(1, Ordering::Release);
            }
        }
    }
}

/// A noun whose rows a piece of work has written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Touched {
    noun: &'static str,
    renamed: bool,
}

/// What a piece of work has touched. Counted when it is written, so that the works that share its commit see it, and
/// again when the work is over, because until then other readers have still read what was.
pub(crate) struct Touches {
    house: Arc<House>,
    touched: Arc<Mutex<Vec<Touched>>>,
}

impl Clone for Touches {
    fn clone(&self) -> Self {
        Self { house: self.house.clone(), touched: self.touched.clone() }
    }
}

impl Touches {
    pub fn new(house: Arc<House>) -> Self {
        Self { house, touched: Arc::default() }
    }

    pub fn house(&self) -> Arc<House> {
        self.house.clone()
    }

    pub fn line(&self, kind: LineKind, noun: &str, changes: &Value) {
        let Some(known) = self.house.registry.noun(noun) else { return };
        let renamed = match kind {
            LineKind::News => return,
            LineKind::Created => false,
            LineKind::Changed => changes.get(known.title).is_some(),
            LineKind::Deleted | LineKind::Imported | LineKind::Noted => true,
        };
        let touched = Touched { noun: known.name, renamed };
        let mut all = self.touched.lock();
        if !all.contains(&touched) {
            all.push(touched);
        }
        drop(all);
        self.house.freshness.count(&touched);
    }

    /// Whether this work wrote rows of one of these nouns.
    pub fn any(&self, nouns: &[&str]) -> bool {
        self.touched.lock().iter().any(|touched| nouns.contains(&touched.noun))
    }

    /// The work is over, well or not.
    pub fn over(&self) {
        for touched in self.touched.lock().drain(..) {
            self.house.freshness.count(&touched);
        }
    }
}

impl House {
    /// How often rows of these nouns were written. What was read when the number was the same still holds, but for what
    /// others wrote within the last second.
    pub async fn written_of(&self, nouns: &[&str]) -> Result<u64> {
        self.heed_others().await?;
        Ok(self.freshness.written(nouns))
    }

    /// Counts what other servers have written since the journal was asked last.
    pub(crate) async fn heed_others(&self) -> Result<()> {
        let freshness = &self.freshness;
        let known = |asked: Option<Instant>| asked.is_some_and(|asked| asked.elapsed() < PATIENCE);
        let asked = *freshness.asked.lock();
        if known(asked) {
            return Ok(());
        }
        // The first time there is nothing to go on with.
        let mut read_to = match (asked, freshness.read_to.try_lock()) {
            (_, Ok(turn)) => turn,
            (Some(_), Err(_)) => return Ok(()),
            (None, Err(_)) => freshness.read_to.lock().await,
        };
        let asked = *freshness.asked.lock();
        if known(asked) {
            return Ok(());
        }
        let now = Instant::now();
        let head = journal::head(self.store.reader()).await?;
        if asked.is_some() && head > *read_to {
            for (noun, kind) in journal::written_between(self.store.reader(), *read_to, head).await? {
                let known = self.registry.noun(&noun).filter(|_| kind != LineKind::News);
                if let Some(known) = known {
                    freshness.count(&Touched { noun: known.name, renamed: kind != LineKind::Created });
                }
            }
        }
        *read_to = head;
        *freshness.asked.lock() = Some(now);
        Ok(())
    }
}

impl Work {
    /// The one `T` of this house, made from rows of these nouns and made anew when one of them was written. Works that
    /// wrote such rows themselves make their own, for the others must not see it yet.
    pub async fn shared<T, F>(&self, nouns: &[&str], read: F) -> Result<Arc<T>>
    where
        T: Any + Send + Sync,
        F: Future<Output = Result<T>> + Send,
    {
        if self.touches.any(nouns) {
            return Ok(Arc::new(read.await?));
        }
        let written = self.house.written_of(nouns).await?;
        let freshness = &self.house.freshness;
        let held = freshness.kept.lock().get(&TypeId::of::<T>()).cloned();
        if let Some((then, held)) = held
            && then == written
            && let Ok(held) = held.downcast::<T>()
        {
            return Ok(held);
        }
        let made = Arc::new(read.await?);
        freshness.kept.lock().insert(TypeId::of::<T>(), (written, made.clone()));
        Ok(made)
    }
}
