//! A clause of an agreement: a right, a duty, or what happens when things change.

use crate::{
    agreement::{self, AgreementId, State},
    kpi, rules,
};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(AgreementClauseId of "agreement_clauses");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Rights of the party", tone = "green")]
    Right,
    #[choice(label = "Duties of the party", tone = "blue")]
    Duty,
    /// What the superior sees to.
    #[choice(label = "Duties of the superior", tone = "cyan")]
    Support,
    #[choice(label = "Amendment", tone = "gold")]
    Amendment,
    #[choice(label = "Termination", tone = "orange")]
    Termination,
    #[choice(label = "Other", tone = "default")]
    Other,
}

/// Rights and duties of both sides, and how the agreement is changed and ended.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "agreement_clauses")]
#[resource(label = "Clause", plural = "Clauses", title = "body", group = "", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementClauseId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Target agreement", follows)]
    pub agreement_id: AgreementId,
    #[field(label = "Kind", list, default = "duty")]
    pub kind: Kind,
    #[field(label = "Text", list, search, kind = "LongText")]
    pub body: String,
    /// Smaller numbers stand first.
    #[field(label = "Place", default = 0)]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    let agreements = [change.before.map(|row| row.agreement_id), Some(change.after.agreement_id)];
    Box::pin(async move {
        if work.takes_back() || crate::signing::writes_history(work) {
            return Ok(());
        }
        for agreement in agreements.into_iter().flatten() {
            kpi::refuse_kept(work, agreement).await?;
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (Some(gone), None) = (before, after) else { return Ok(()) };
        if work.takes_back() {
            return Ok(());
        }
        let agreement = work.every::<agreement::Entity>().filter(agreement::Column::Id.eq(gone.agreement_id));
        match agreement.one(work.conn()).await? {
            Some(agreement) if agreement.state != State::Draft => Err(rules::KEPT.into()),
            // With its agreement a clause goes along.
            Some(_) | None => Ok(()),
        }
    })
}

/// The clauses of an agreement, in order.
pub(crate) async fn of(work: &Work, agreement: AgreementId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::AgreementId.eq(agreement));
    Ok(select.order_by_asc(Column::Place).order_by_asc(Column::Id).all(work.conn()).await?)
}
