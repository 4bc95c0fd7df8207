//! The one place that numbers are asked of.

use crate::{
    answer::{self, Answer},
    convert::Foreign,
    cut::{self, Cut},
    feed::{self, fault},
    organization::Organization,
    plan,
    question::{Cell, Question},
    reach,
    shape::Shape,
    worked,
};
use analytics::{Expr, Key, Mirror, RowsQuery, Sort};
use arc_swap::{ArcSwap, ArcSwapOption};
use futures::StreamExt;
use kernel::{Actor, Error, Filter, House, Money, Record, Result, list};
use org::Rates;
use sea_orm::prelude::Uuid;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// How often the journal is looked at when this server has not written: other servers may have.
const LOOK: Duration = Duration::from_secs(1);
/// What is written within this time is read at once.
const BREATH: Duration = Duration::from_millis(500);
/// How long a question waits for what was acknowledged.
const PATIENCE: Duration = Duration::from_secs(5);
/// Questions of one request that are worked out at a time.
const AT_ONCE: usize = 4;
/// How often a changed mirror is written down.
const KEEP: Duration = Duration::from_secs(600);

/// The mirror of this house with all that is needed to ask it. Made once a server, or once a command.
pub struct Numbers {
    pub(crate) house: Arc<House>,
    pub(crate) mirror: Mirror,
    shape: Shape,
    organization: ArcSwapOption<Organization>,
    rates: ArcSwap<Rates>,
    loaded: Mutex<bool>,
}

/// The rows behind a cell of an answer.
#[derive(Debug)]
pub struct Rows {
    pub noun: &'static str,
    pub rows: Vec<Record>,
    /// Where the next page begins.
    pub next: Option<String>,
    pub total: u64,
    /// Rows of the same cell that the reader may not see.
    pub outside: u64,
    /// Of rows in other currencies: what they add in the company's.
    pub worth: BTreeMap<Uuid, Money>,
}

impl Numbers {
    /// Knows its tables, holds nothing yet.
    pub fn new(house: Arc<House>) -> Result<Self> {
        let shape = Shape::of(&house.registry)?;
        let mirror = Mirror::new(shape.specs(&house.registry)?);
        let (organization, rates) = (ArcSwapOption::empty(), ArcSwap::default());
        Ok(Self { house, mirror, shape, organization, rates, loaded: Mutex::new(false) })
    }

    /// Reads everything when first called, and afterwards what was written since: whatever was acknowledged before the
    /// call is in the mirror after it.
    pub async fn ready(&self) -> Result<()> {
        self.brought_up(PATIENCE).await
    }

    async fn brought_up(&self, patience: Duration) -> Result<()> {
        let mut loaded = self.loaded.lock().await;
        if !*loaded {
            let began = Instant::now();
            feed::load(&self.house, &self.mirror, &self.shape).await?;
            self.organization.store(Some(Arc::new(Organization::read(&self.house, &self.mirror).await?)));
            self.rates.store(Arc::new(Rates::load(&self.house).await?));
            *loaded = true;
            tracing::info!(seconds = began.elapsed().as_secs_f64(), "the mirror is read");
        }
        let touched = self.caught_up(patience).await?;
        if touched.organization {
            self.organization.store(Some(Arc::new(Organization::read(&self.house, &self.mirror).await?)));
        }
        if touched.rates {
            self.rates.store(Arc::new(Rates::load(&self.house).await?));
        }
        Ok(())
    }

    /// Reads on until everything that this server has acknowledged is in. On PostgreSQL lines are held back while an
    /// older transaction is running; one that runs on and on is not waited for.
    async fn caught_up(&self, patience: Duration) -> Result<feed::Touched> {
        let acknowledged = *self.house.written().borrow();
        let began = Instant::now();
        let mut touched = feed::catch_up(&self.house, &self.mirror, &self.shape).await?;
        while feed::position(&self.mirror) < acknowledged && began.elapsed() < patience {
            tokio::time::sleep(Duration::from_millis(5)).await;
            touched = touched.and(feed::catch_up(&self.house, &self.mirror, &self.shape).await?);
        }
        Ok(touched)
    }

    /// Keeps the mirror up in the background, so that questions find little left to read.
    pub fn follow(self: &Arc<Self>) {
        let numbers = Arc::downgrade(self);
        let mut written = self.house.written();
        tokio::spawn(async move {
            let mut kept = (Instant::now(), None);
            loop {
                if tokio::time::timeout(LOOK, written.changed()).await.is_ok() {
                    // A busy server writes hundreds of times a second, and whoever asks reads the rest for themselves.
                    tokio::time::sleep(BREATH).await;
                }
                let Some(numbers) = numbers.upgrade() else { break };
                // Nobody waits: what PostgreSQL holds back is read the next time.
                if let Err(error) = numbers.brought_up(Duration::ZERO).await {
                    tracing::warn!(%error, "the mirror could not be brought up and tries again");
                    tokio::time::sleep(LOOK).await;
                    continue;
                }
                let position = feed::position(&numbers.mirror);
                if kept.0.elapsed() >= KEEP && kept.1 != Some(position) {
                    // Nothing may change between the tables and the position that are written down.
                    let _still = numbers.loaded.lock().await;
                    if let Err(error) = feed::save(&numbers.house, &numbers.mirror, &numbers.shape).await {
                        tracing::warn!(%error, "the mirror could not be written down");
                    }
                    kept = (Instant::now(), Some(position));
                }
            }
        });
    }

    pub(crate) fn organization(&self) -> Arc<Organization> {
        self.organization.load_full().expect("questions wait until the organization was read")
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    pub(crate) fn rates(&self) -> Arc<Rates> {
        self.rates.load_full()
    }

    /// Answers a question with the rows within the actor's reach.
    pub async fn ask(&self, actor: &Actor, question: &Question) -> Result<Answer> {
        self.allowed(actor, question, question.cuts())?;
        self.ready().await?;
        self.answer(actor, question).await
    }

    /// Answers several, each as if it were asked alone: what one of them may not know is no matter of the others.
    pub async fn ask_all(&self, actor: &Actor, questions: Vec<Result<Question>>) -> Result<Vec<Result<Answer>>> {
        self.ready().await?;
        let one = async |question: Result<Question>| {
            let question = question?;
            self.allowed(actor, &question, question.cuts())?;
            self.answer(actor, &question).await
        };
        Ok(futures::stream::iter(questions).map(one).buffered(AT_ONCE).collect().await)
    }

    async fn answer(&self, actor: &Actor, question: &Question) -> Result<Answer> {
        answer::work_out(self, actor, question).await
    }

    /// The rows behind one cell, newest first, as far as the actor may see them.
    pub async fn rows(&self, actor: &Actor, question: &Question, cell: &Cell) -> Result<Rows> {
        self.allowed(actor, question, question.cuts().chain(cell.cuts()))?;
        self.ready().await?;
        if question.metric.is_worked_out() {
            let (question, cell) = worked::behind(self, question, cell).await?;
            return Box::pin(self.rows(actor, &question, &cell)).await;
        }
        let noun = self.house.registry.known(question.metric.noun)?;
        let mut behind = plan::rows(self, question).await?;
        for (cut, values) in &cell.values {
            behind = behind.and(plan::limited(self, question, cut, values, cut.name).await?);
        }
        let seen = behind.clone().and(reach::rows(self, noun, actor).await?);
        let query = |filter: Expr, limit| RowsQuery {
            table: noun.name.to_owned(),
            filter,
            sort: vec![Sort { key: Key::column(cut::date(question.metric)), descending: true }],
            offset: cell.offset,
            limit,
        };
        let all = self.mirror.find(&query(behind, 0)).await.map_err(fault)?.count;
        let found = self.mirror.find(&query(seen, cell.limit)).await.map_err(fault)?;
        let ids: Vec<Uuid> = found.ids.iter().map(|id| Uuid::from_u128(*id)).collect();
        let more = cell.offset + ids.len() < found.count as usize;
        let rows = self.records(actor, noun, &ids).await?;
        let worth = match Foreign::of(self, noun) {
            Some(foreign) => foreign.worth(self, question, &rows)?,
            None => BTreeMap::new(),
        };
        Ok(Rows {
            noun: noun.name,
            next: (more && !ids.is_empty()).then(|| (cell.offset + ids.len()).to_string()),
            total: found.count,
            outside: all.saturating_sub(found.count),
            rows,
            worth,
        })
    }

    /// The rows themselves, in this order, read as the actor.
    pub(crate) async fn records(&self, actor: &Actor, noun: &kernel::Noun, ids: &[Uuid]) -> Result<Vec<Record>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = list::Query {
            filter: Some(Filter::is_in("id", ids.iter().map(Uuid::to_string))),
            limit: Some(ids.len() as u64),
            ..list::Query::default()
        };
        let page = self.house.reader(actor).page(noun, &query).await?;
        let mut rows: HashMap<Uuid, Record> = HashMap::with_capacity(ids.len());
        for row in page.rows {
            rows.insert(kernel::record::id(&row)?, row);
        }
        Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
    }

    /// Nobody learns from a number what is hidden from them in the list, nor by asking for the rows of one cell.
    fn allowed<'a>(&self, actor: &Actor, question: &Question, mut cuts: impl Iterator<Item = &'a Cut>) -> Result<()> {
        let (registry, noun) = (&self.house.registry, question.metric.noun);
        if actor.reach(noun, "read").is_none() {
            return Err(Error::forbidden(noun, "read"));
        }
        cuts.try_for_each(|cut| cut.allowed(registry, actor, noun))?;
        for (noun, field) in plan::fields(self, question)? {
            // Rows that a definition itself looks at and nobody chooses are no reason to refuse; hidden fields are.
            if actor.grant(noun).is_some() && !cut::may_read(registry, actor, noun, &field) {
                return Err(Error::forbidden(noun, &field));
            }
        }
        for other in question.metric.others() {
            let other = worked::asked(self, question, other, (None, None))?;
            self.allowed(actor, &other, other.cuts())?;
        }
        Ok(())
    }
}
