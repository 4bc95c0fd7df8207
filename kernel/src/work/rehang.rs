//! What hangs on a row moves to another one of its noun: two rows become one.

use super::Work;
use crate::{Error, Result, Scope, record};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

impl Work {
    /// Everything that hangs on `from` (activities, files, comments) hangs on `to` from now on, each with its line in
    /// the journal. What refers to `from` by a field of its own is not touched.
    pub async fn rehang(&mut self, noun: &'static str, from: Uuid, to: Uuid) -> Result<()> {
        let house = self.house.clone();
        let noun = house.registry.known(noun)?;
        let target = self.unscoped(noun, to).await?;
        let owner = noun.scope.owner().and_then(|owner| target.get(owner).cloned()).unwrap_or_default();
        for hanging in house.registry.nouns().filter(|other| other.scope == Scope::Subject) {
            let select = crate::list::select(hanging)
                .and_where(Expr::col("subject_noun").eq(noun.name))
                .and_where(Expr::col("subject_id").eq(from))
                .take();
            for row in self.conn().query_all(&select).await? {
                let before = record::read(&row, hanging)?;
                let mut after = before.clone();
                after.insert("subject_id".into(), serde_json::to_value(to).map_err(Error::internal)?);
                after.insert("subject_owner_id".into(), owner.clone());
                self.change(hanging.name, before, after).await?;
            }
        }
        Ok(())
    }
}
