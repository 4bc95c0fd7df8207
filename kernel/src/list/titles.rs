//! What people call rows.
//!
//! Every page of a list names the owners, accounts and stages of its rows, mostly the same ones: names are kept until a
//! row of their noun is called otherwise.

use super::Reader;
use crate::{Kind, Noun, Record, Registry, Result, store::Transaction};
use parking_lot::RwLock;
use sea_orm::{
    ConnectionTrait, DatabaseConnection,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query as Sql},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Names of one noun are forgotten when there are so many.
const MOST: usize = 50_000;

/// id → what people call the row.
pub type Labels = BTreeMap<Uuid, Arc<str>>;

/// Where a reader reads.
pub trait Source: ConnectionTrait {
    /// Whether everybody sees what is read here. In a transaction that goes on it may still be taken back.
    const SETTLED: bool;
}

impl Source for DatabaseConnection {
    const SETTLED: bool = true;
}

impl Source for Transaction {
    const SETTLED: bool = false;
}

/// Names that were read, each with how often the noun's rows had been renamed by then.
pub(crate) struct Titles(HashMap<&'static str, RwLock<Kept>>);

type Kept = HashMap<Uuid, (u64, Arc<str>)>;

impl Titles {
    pub fn of(registry: &Registry) -> Self {
        Self(registry.nouns().map(|noun| (noun.name, RwLock::default())).collect())
    }

    /// Takes those that still hold out of the wanted ones.
    fn known(&self, noun: &Noun, renamed: u64, wanted: &mut BTreeSet<Uuid>, labels: &mut Labels) {
        let Some(kept) = self.0.get(noun.name) else { return };
        let kept = kept.read();
        wanted.retain(|id| match kept.get(id) {
            Some((then, title)) if *then == renamed => {
                labels.insert(*id, title.clone());
                false
            }
            Some(_) | None => true,
        });
    }

    fn keep(&self, noun: &Noun, renamed: u64, titles: &[(Uuid, Arc<str>)]) {
        let Some(kept) = self.0.get(noun.name) else { return };
        let mut kept = kept.write();
        if kept.len() + titles.len() > MOST {
            kept.clear();
        }
        kept.extend(titles.iter().map(|(id, title)| (*id, (renamed, title.clone()))));
    }
}

impl<C: Source> Reader<'_, C> {
    /// What people call the rows that these records refer to. Whoever sees the row that carries a reference may know the
    /// name, unless the reference is hidden from them or the name is personal and they see no personal data.
    pub async fn labels(&self, noun: &Noun, rows: &[Record]) -> Result<Labels> {
        let mut wanted: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        let custom = noun.custom();
        let fields = noun.built_in().iter().chain(custom.iter());
        for field in fields.filter(|field| matches!(field.kind, Kind::Ref(_)) && self.actor.opens(noun, field)) {
            let sibling = (field.kind.refers() == Kind::ANY).then(|| field.name.replace("_id", "_noun"));
            for row in rows {
                let value = if field.custom {
                    row.get("custom").and_then(|custom| custom.get(field.name.as_ref()))
                } else {
                    row.get(field.name.as_ref())
                };
                let Some(id) = value.and_then(Value::as_str).and_then(|text| Uuid::parse_str(text).ok()) else {
                    continue;
                };
                let target = match &sibling {
                    Some(sibling) => row.get(sibling).and_then(Value::as_str).unwrap_or_default(),
                    None => field.kind.refers(),
                };
                wanted.entry(target).or_default().insert(id);
            }
        }
        let mut asked = Vec::with_capacity(wanted.len());
        for (target, ids) in wanted {
            if let Some(target) = self.house.registry.noun(target) {
                asked.push(self.titles(target, ids));
            }
        }
        let mut labels = Labels::new();
        for titles in futures::future::try_join_all(asked).await? {
            labels.extend(titles);
        }
        Ok(labels)
    }

    /// What rows of one noun are called, in reach or not; nothing where the actor may not learn such names.
    pub async fn titles(&self, noun: &Noun, mut wanted: BTreeSet<Uuid>) -> Result<Labels> {
        let mut labels = Labels::new();
        if !self.actor.names(noun) {
            return Ok(labels);
        }
        if !C::SETTLED {
            labels.extend(self.read_titles(noun, wanted).await?);
            return Ok(labels);
        }
        self.house.heed_others().await?;
        // Before they are read: a row that is renamed meanwhile is read again next time.
        let renamed = self.house.freshness.renamed(noun.name);
        self.house.titles.known(noun, renamed, &mut wanted, &mut labels);
        if !wanted.is_empty() {
            let read = self.read_titles(noun, wanted).await?;
            self.house.titles.keep(noun, renamed, &read);
            labels.extend(read);
        }
        Ok(labels)
    }

    async fn read_titles(&self, noun: &Noun, ids: BTreeSet<Uuid>) -> Result<Vec<(Uuid, Arc<str>)>> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut titles = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(1024) {
            // The last id again, up to a power of two: a dozen texts of statements instead of a thousand, so that the
            // database has nearly always prepared this one already.
            let again = chunk.len().next_power_of_two() - chunk.len();
            let asked = chunk.iter().chain(std::iter::repeat_n(&chunk[chunk.len() - 1], again));
            let statement = Sql::select()
                .column((noun.name, "id"))
                .column((noun.name, Alias::new(noun.title)))
                .from(noun.name)
                .and_where(Expr::col((noun.name, "id")).is_in(asked.copied()))
                .take();
            for row in self.conn.query_all(&statement).await? {
                let title = row.try_get_by_index::<Option<String>>(1)?.unwrap_or_default();
                titles.push((row.try_get_by_index(0)?, title.into()));
            }
        }
        Ok(titles)
    }
}
