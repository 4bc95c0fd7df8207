//! Rows that change alike are changed together: everybody below a unit gets the same new manager in one statement.

use super::{Work, columns};
use crate::{Error, Noun, Record, Result, record};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use std::collections::{BTreeMap, HashSet};

/// Ids in one statement.
const TOGETHER: usize = 1000;

impl Work {
    /// Writes those of the changes that others share, from the same version and to the same values; whose they were.
    /// What is left is for the caller to write row by row.
    pub(super) async fn overwrite_alike<'a>(
        &self,
        noun: &Noun,
        changes: impl Iterator<Item = (&'a Record, &'a Record)>,
    ) -> Result<HashSet<Uuid>> {
        let unique = |name: &str| noun.built_in().iter().any(|field| field.unique && field.name == name);
        let mut alike: BTreeMap<String, Vec<(&Record, &Record)>> = BTreeMap::new();
        for (before, after) in changes {
            let mut same = before["version"].to_string();
            let mut shared = true;
            for (name, _) in columns(noun).filter(|(name, _)| before.get(*name) != after.get(*name)) {
                shared &= !unique(name);
                same += &format!(",{name}={}", after[name]);
            }
            if shared {
                alike.entry(same).or_default().push((before, after));
            }
        }
        let mut done = HashSet::new();
        for group in alike.into_values().filter(|group| group.len() > 1) {
            for chunk in group.chunks(TOGETHER) {
                done.extend(self.overwrite_together(noun, chunk).await?);
            }
        }
        Ok(done)
    }

    async fn overwrite_together(&self, noun: &Noun, rows: &[(&Record, &Record)]) -> Result<Vec<Uuid>> {
        let (before, after) = rows[0];
        let mut update = Query::update();
        update.table(noun.name);
        for (name, kind) in columns(noun).filter(|(name, _)| before.get(*name) != after.get(*name)) {
            update.value(Alias::new(name), record::bind(&kind, &after[name])?);
        }
        let ids = rows.iter().map(|(before, _)| record::id(before)).collect::<Result<Vec<_>>>()?;
        let version = before["version"].as_i64().unwrap_or_default();
        update.and_where(Expr::col("id").is_in(ids.iter().copied())).and_where(Expr::col("version").eq(version));
        if self.conn().execute(&update).await?.rows_affected() == rows.len() as u64 {
            return Ok(ids);
        }
        // Somebody was quicker with one of them.
        for (_, after) in rows {
            let current = self.unscoped(noun, record::id(after)?).await?;
            if current["version"] != after["version"] {
                return Err(Error::Conflict { current: Box::new(current), yours: Box::new((*after).clone()) });
            }
        }
        Err(Error::internal(format!("rows of {} changed while they were written", noun.name)))
    }
}
