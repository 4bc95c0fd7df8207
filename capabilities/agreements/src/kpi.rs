//! A KPI of an agreement: what is to be reached, what it weighs, and by which rule it is scored.

use crate::{
    agreement::{self, AgreementId, State},
    rules,
    scoring::{self, Bands, Rule},
};
use kernel::{BasisPoints, BoxFuture, Change, Choice, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(AgreementKpiId of "agreement_kpis");

/// How what was reached becomes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Full points at 100 %, more or fewer with every percent above or below.
    #[choice(label = "By attainment", tone = "blue")]
    Linear,
    /// A share of the full points for each band of attainment.
    #[choice(label = "By bands", tone = "cyan")]
    Bands,
    /// Full points, less so many for each one that is counted.
    #[choice(label = "By deduction", tone = "orange")]
    Deduction,
    /// Somebody says.
    #[choice(label = "By judgement", tone = "purple")]
    Judged,
}

/// A KPI with its target, its weight and its scoring rule. The weights of an agreement come to 100 %.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "agreement_kpis")]
#[resource(label = "KPI of an agreement", plural = "KPIs of agreements", title = "title", group = "", icon = "chart")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementKpiId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Target agreement", follows)]
    pub agreement_id: AgreementId,
    #[field(label = "KPI", list, search)]
    pub title: String,
    /// The number that measures it, by its name: `won_amount`. Empty where somebody judges it.
    #[field(label = "Number", list)]
    pub metric: Option<String>,
    /// Its part of 100 points.
    #[field(label = "Weight", list, range = "0..=100")]
    pub weight: BasisPoints,
    /// What is to be reached in the whole period; of a ratio 0.3 is 30 %. Amounts are in the company's currency.
    #[field(label = "Target", list, group = "target")]
    pub target: Option<Quantity>,
    /// What one strives for.
    #[field(label = "Stretch", list, group = "target")]
    pub stretch: Option<Quantity>,
    /// What is to be reached in each month, where it is not the same in each: `{"2026-01": "120000"}`.
    #[field(label = "By month", read_only, group = "target")]
    pub months: Option<Json>,
    #[field(label = "Scored", list, group = "rule", default = "linear")]
    pub how: How,
    /// Points more for each percent above 100 %.
    #[field(label = "Points up", range = "0..=100", group = "rule")]
    pub up: Option<Quantity>,
    /// Points fewer for each percent below 100 %, or for each one that is counted.
    #[field(label = "Points down", range = "0..=100", group = "rule")]
    pub down: Option<Quantity>,
    /// The fewest points there are; left empty, 0.
    #[field(label = "Floor", range = "-100..=100", group = "rule")]
    pub floor: Option<Quantity>,
    /// The most points there are; left empty, the full points.
    #[field(label = "Cap", range = "0..=200", group = "rule")]
    pub cap: Option<Quantity>,
    /// Below this attainment there are no points at all.
    #[field(label = "Zero below", range = "0..=100", group = "rule")]
    pub gate: Option<BasisPoints>,
    /// From which attainment which part of the full points: `80: 50, 90: 80, 100: 100, 110: 120`, in percent.
    #[field(label = "Bands", group = "rule")]
    pub bands: Option<String>,
    /// Who judges it; left empty, the superior.
    #[field(label = "Judged by", group = "rule")]
    pub judge_id: Option<PersonId>,
    /// How it is counted, and by whom.
    #[field(label = "Note", kind = "LongText", group = "rule")]
    pub note: Option<String>,
    /// Smaller numbers stand first.
    #[field(label = "Place", default = 0)]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The points of 100 % attainment.
    pub fn full(&self) -> Quantity {
        Quantity(self.weight.0 * 100)
    }

    pub fn rule(&self) -> Rule {
        let full = self.full();
        let bands = || self.bands.as_deref().and_then(scoring::bands).unwrap_or_default();
        Rule {
            full,
            how: self.how,
            up: self.up.unwrap_or_default(),
            down: self.down.unwrap_or_default(),
            floor: self.floor.unwrap_or_default(),
            cap: self.cap.unwrap_or_else(|| match self.how {
                // The highest band says how far it goes.
                How::Bands => bands().0.last().and_then(|(_, part)| scoring::part_of(full, *part)).unwrap_or(full),
                How::Linear | How::Deduction | How::Judged => full,
            }),
            gate: self.gate,
            bands: if self.how == How::Bands { bands() } else { Bands::default() },
        }
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() || crate::signing::writes_history(work) {
            return Ok(());
        }
        for id in before.map(|before| before.agreement_id).into_iter().chain([after.agreement_id]) {
            refuse_kept(work, id).await?;
        }
        let agreement = work.fetch::<agreement::Entity>(after.agreement_id.0).await?;
        fits(work, after, &agreement)
    })
}

/// The number can be asked of the party, and the rule says what it needs.
fn fits(work: &Work, kpi: &Model, agreement: &agreement::Model) -> Result<()> {
    if let Some(metric) = &kpi.metric {
        let found = crate::measuring::metric(&work.house, metric)?;
        crate::measuring::fits(&work.house, found, agreement)?;
    }
    rules::rule_is_whole(kpi)?;
    rules::months_fit(kpi, agreement)?;
    Ok(())
}

/// After another party or unit was named.
pub(crate) async fn still_fit(work: &Work, agreement: &agreement::Model) -> Result<()> {
    for kpi in of(work, agreement.id).await? {
        fits(work, &kpi, agreement)?;
    }
    Ok(())
}

/// The agreement says base and stretch of its first KPI.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() || crate::signing::writes_history(work) {
            return Ok(());
        }
        let Some(row) = after.or(before) else { return Ok(()) };
        let agreement = work.every::<agreement::Entity>().filter(agreement::Column::Id.eq(row.agreement_id));
        // With its agreement a KPI goes along.
        let Some(agreement) = agreement.one(work.conn()).await? else { return Ok(()) };
        if agreement.state != State::Draft {
            return Err(rules::KEPT.into());
        }
        let first = of(work, agreement.id).await?.into_iter().find(|kpi| kpi.target.is_some());
        let said = first.map_or((None, None), |kpi| (kpi.target, kpi.stretch));
        if (agreement.base, agreement.stretch) != said {
            work.update::<agreement::Entity>(agreement, |agreement| {
                (agreement.base, agreement.stretch) = said;
            })
            .await?;
        }
        Ok(())
    })
}

pub(crate) async fn refuse_kept(work: &Work, id: AgreementId) -> Result<()> {
    let agreement = work.fetch::<agreement::Entity>(id.0).await?;
    crate::signing::not_own(work, agreement.party_id)?;
    if agreement.state == State::Draft { Ok(()) } else { Err(rules::KEPT.into()) }
}

/// The KPIs of an agreement, in order.
pub(crate) async fn of(work: &Work, agreement: AgreementId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::AgreementId.eq(agreement));
    Ok(select.order_by_asc(Column::Place).order_by_asc(Column::Id).all(work.conn()).await?)
}
