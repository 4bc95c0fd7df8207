//! From a published plan to drafts of agreements.

use crate::{
    actions::Whom,
    agreement::{self, AgreementId, State},
    clause::{self, AgreementClauseId},
    kpi::{self, AgreementKpiId, How},
    rules, scoring,
};
use chrono::NaiveDate;
use kernel::{BasisPoints, Minor, Quantity, Result, Work, metric::Unit};
use org::{History, person::PersonId, unit::UnitId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use targets::{node, plan, target};

/// Whom a target is of.
type Place = (Option<UnitId>, Option<PersonId>);

/// What is to be reached in each month, and what one strives for in all of them.
#[derive(Default)]
struct Aim {
    months: BTreeMap<NaiveDate, i64>,
    stretch: i64,
}

/// What is taken over from another agreement.
#[derive(Default)]
struct Pattern {
    agreement: Option<agreement::Model>,
    kpis: Vec<kpi::Model>,
    clauses: Vec<clause::Model>,
}

/// How many were drafted.
pub async fn draw_up(work: &mut Work, plan: &plan::Model, whom: Whom, like: Option<AgreementId>) -> Result<usize> {
    let company = work.house.company().currency;
    if plan.amount.is_some() && plan.currency != company {
        let refusal = rules::OTHER_CURRENCY.with("plan", plan.currency.code()).with("company", company.code());
        return Err(refusal.into());
    }
    let pattern = match like {
        Some(like) => Pattern {
            // Seen by whoever draws up, or not to be copied.
            agreement: Some(work.find::<agreement::Entity>(like.0).await?),
            kpis: kpi::of(work, like).await?,
            clauses: clause::of(work, like).await?,
        },
        None => Pattern::default(),
    };
    let aims = aims(work, plan).await?;
    let taken = taken(work, plan).await?;
    let history = History::load(work.conn()).await?;
    let places = work.every::<node::Entity>().filter(node::Column::PlanId.eq(plan.id));
    let places = places.order_by_asc(node::Column::Position).order_by_asc(node::Column::Id).all(work.conn()).await?;
    let mut made = 0;
    for place in places {
        let meant = match whom {
            Whom::Leaders => place.unit_id.is_some(),
            Whom::People => place.person_id.is_some(),
            Whom::Everybody => true,
        };
        let Some(party) = place.owner_id.filter(|_| meant) else { continue };
        let (Some(superior), Some(aim)) =
            (history.manager(party, work.today), aims.get(&(place.unit_id, place.person_id)))
        else {
            continue;
        };
        if taken.contains(&(party, place.unit_id)) {
            continue;
        }
        draft(work, plan, (&place, party, superior), aim, &pattern).await?;
        made += 1;
    }
    if made == 0 { Err(rules::NOBODY.into()) } else { Ok(made) }
}

/// Who has one that is not called off already.
async fn taken(work: &Work, plan: &plan::Model) -> Result<Vec<(PersonId, Option<UnitId>)>> {
    let rows = work
        .every::<agreement::Entity>()
        .filter(agreement::Column::State.is_not_in([State::Withdrawn, State::Ended]))
        .filter(agreement::Column::From.lte(plan.to))
        .filter(agreement::Column::To.gte(plan.from));
    Ok(rows.all(work.conn()).await?.into_iter().map(|row| (row.party_id, row.unit_id)).collect())
}

/// The targets in force in the days of the plan, by month; those of other plans before it counted as well.
async fn aims(work: &Work, plan: &plan::Model) -> Result<HashMap<Place, Aim>> {
    let rows = work
        .every::<target::Entity>()
        .filter(target::Column::Metric.eq(plan.metric.as_str()))
        .filter(target::Column::ReplacedOn.is_null())
        .filter(target::Column::From.gte(plan.from))
        .filter(target::Column::To.lte(plan.to));
    let mut aims: HashMap<Place, Aim> = HashMap::new();
    for row in rows.all(work.conn()).await? {
        let exponent = row.currency.exponent();
        let exact = |amount: Option<Minor>, number: Option<Quantity>| match (amount, number) {
            (Some(amount), _) => amount.0.saturating_mul(10i64.pow(Quantity::DECIMALS.saturating_sub(exponent))),
            (None, number) => number.unwrap_or_default().0,
        };
        let whole = row.amount.is_none();
        let aim = aims.entry((row.unit_id, row.person_id)).or_default();
        let months = rules::months(row.from, row.to);
        let parts = scoring::even(Quantity(exact(row.amount, row.quantity)), months.len(), whole);
        for (month, part) in months.into_iter().zip(parts) {
            *aim.months.entry(month).or_default() += part.0;
        }
        aim.stretch += exact(row.stretch_amount, row.stretch_quantity);
    }
    Ok(aims)
}

async fn draft(
    work: &mut Work,
    plan: &plan::Model,
    (place, party, superior): (&node::Model, PersonId, PersonId),
    aim: &Aim,
    pattern: &Pattern,
) -> Result<()> {
    let like = pattern.agreement.as_ref();
    let drafted = agreement::Model {
        id: AgreementId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: format!("{} · {}", place.name, plan.name),
        party_id: party,
        superior_id: Some(superior),
        unit_id: place.unit_id,
        state: State::Draft,
        from: plan.from,
        to: plan.to,
        scope: like.and_then(|like| like.scope.clone()),
        base: None,
        stretch: None,
        plan_id: Some(plan.id),
        expense_cap: like.and_then(|like| like.expense_cap),
        above_cap: like.and_then(|like| like.above_cap.clone()),
        pay: like.and_then(|like| like.pay.clone()),
        news: None,
        sign_by: None,
        edition: 1,
        amends_id: None,
        first_id: None,
        counts_from: None,
        counts_to: None,
        issued_at: None,
        issued_by_id: None,
        answered_at: None,
        reservation: None,
        reply: None,
        countersigned_at: None,
        countersigned_by_id: None,
        named_superior_id: None,
        superior_since: None,
        hash_zh: None,
        hash_en: None,
        signed_hash_zh: None,
        signed_hash_en: None,
        reminded_on: None,
        reminders: 0,
        ended_because: None,
        ended_by: None,
    };
    let drafted = work.create::<agreement::Entity>(drafted).await?;
    for row in kpis(work, plan, drafted.id, aim, &pattern.kpis) {
        work.create::<kpi::Entity>(row).await?;
    }
    for row in &pattern.clauses {
        let copied =
            clause::Model { id: AgreementClauseId::new(), version: 1, agreement_id: drafted.id, ..row.clone() };
        work.create::<clause::Entity>(copied).await?;
    }
    Ok(())
}

/// The KPI of the plan with its months, by the rule of the pattern; then the pattern's others.
fn kpis(work: &Work, plan: &plan::Model, id: AgreementId, aim: &Aim, pattern: &[kpi::Model]) -> Vec<kpi::Model> {
    let metric = work.house.registry.metrics.get(plan.metric.as_str());
    let english = metric.map_or(plan.metric.as_str(), |metric| metric.label);
    let title = work.house.registry.words.say(work.actor.locale, &format!("metrics.{}", plan.metric), english);
    let months: serde_json::Map<String, Value> = aim
        .months
        .iter()
        .map(|(month, target)| (month.format("%Y-%m").to_string(), json!(Quantity(*target).to_string())))
        .collect();
    // Of a share, months are not added up.
    let adds_up = metric.is_none_or(|metric| metric.unit != Unit::Ratio);
    let total = aim.months.values().sum::<i64>();
    let count = i64::try_from(aim.months.len().max(1)).unwrap_or(1);
    let target = Quantity(if adds_up { total } else { total / count });
    let stretch = Some(Quantity(aim.stretch)).filter(|stretch| adds_up && stretch.0 > target.0);
    let theirs = pattern.iter().find(|kpi| kpi.metric.as_deref() == Some(plan.metric.as_str()));
    let fresh = || kpi::Model {
        id: AgreementKpiId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        agreement_id: id,
        title: title.to_owned(),
        metric: Some(plan.metric.clone()),
        weight: BasisPoints::WHOLE,
        target: None,
        stretch: None,
        months: None,
        how: How::Linear,
        up: Some(Quantity::ONE),
        down: Some(Quantity::ONE),
        floor: None,
        cap: Some(Quantity(120 * Quantity::ONE.0)),
        gate: Some(BasisPoints(6_000)),
        bands: None,
        judge_id: None,
        note: None,
        place: 1,
    };
    let main = kpi::Model {
        id: AgreementKpiId::new(),
        version: 1,
        agreement_id: id,
        target: Some(target),
        stretch,
        months: Some(Value::Object(months)),
        ..theirs.cloned().unwrap_or_else(fresh)
    };
    let others = pattern.iter().filter(|kpi| theirs.is_some_and(|theirs| theirs.id != kpi.id));
    let others = others.map(|kpi| kpi::Model {
        id: AgreementKpiId::new(),
        version: 1,
        agreement_id: id,
        // What is reached in single months differs from one to the other.
        months: None,
        ..kpi.clone()
    });
    std::iter::once(main).chain(others).collect()
}
