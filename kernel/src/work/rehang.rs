//! What hangs on a row moves to another: two rows become one, or one becomes another kind of row.

use super::Work;
use crate::{Error, Result, Scope, record};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

const REHANGING: &str = "kernel.rehanging";

impl Work {
    /// Everything that hangs on `from` (activities, files, comments) hangs on `to` from now on, each with its line in
    /// the journal. What refers to `from` by a field of its own is not touched.
    pub async fn rehang(&mut self, noun: &'static str, from: Uuid, to: Uuid) -> Result<()> {
        self.rehang_onto((noun, from), (noun, to)).await
    }

    /// The same onto a row of another noun: what was said about a lead is said about its deal from now on.
    pub async fn rehang_onto(&mut self, from: (&'static str, Uuid), onto: (&'static str, Uuid)) -> Result<()> {
        self.keep(REHANGING, true);
        let done = self.move_hanging(from, onto).await;
        self.keep(REHANGING, false);
        done
    }

    /// Whether a row is being moved to another subject by the one door that may.
    pub fn rehangs(&self) -> bool {
        self.kept::<bool>(REHANGING).copied().unwrap_or(false)
    }

    async fn move_hanging(&mut self, from: (&'static str, Uuid), onto: (&'static str, Uuid)) -> Result<()> {
        let house = self.house.clone();
        let noun = house.registry.known(onto.0)?;
        let target = self.unscoped(noun, onto.1).await?;
        let owner = noun.scope.owner().and_then(|owner| target.get(owner).cloned()).unwrap_or_default();
        for hanging in house.registry.nouns().filter(|other| other.scope == Scope::Subject) {
            let select = crate::list::select(hanging)
                .and_where(Expr::col("subject_noun").eq(from.0))
                .and_where(Expr::col("subject_id").eq(from.1))
                .take();
            for row in self.conn().query_all(&select).await? {
                let before = record::read(&row, hanging)?;
                let mut after = before.clone();
                after.insert("subject_noun".into(), noun.name.into());
                after.insert("subject_id".into(), serde_json::to_value(onto.1).map_err(Error::internal)?);
                after.insert("subject_owner_id".into(), owner.clone());
                self.change(hanging.name, before, after).await?;
            }
        }
        Ok(())
    }
}
