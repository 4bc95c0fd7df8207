//! An agreement as people read it: its text, who signed, its other editions, and its months.

use crate::{
    agreement::{self, AgreementId, State},
    clause, files, kpi, months, paper, rules, succession,
    words::{Words, unit_of},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, BasisPoints, House, Quantity, Resource, Result, metric::Unit};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Whole {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub state: State,
    pub state_label: String,
    pub edition: i64,
    pub party: Option<Named>,
    pub superior: Option<Named>,
    pub unit: Option<Named>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub scope: Option<String>,
    /// In the unit of the first KPI.
    pub base: Option<Value>,
    pub stretch: Option<Value>,
    pub measure: Unit,
    /// The company's, of amounts.
    pub currency: &'static str,
    pub expense_cap: Option<Value>,
    pub above_cap: Option<String>,
    pub pay: Option<String>,
    pub news: Option<String>,
    pub sign_by: Option<NaiveDate>,
    pub counts_from: Option<NaiveDate>,
    pub counts_to: Option<NaiveDate>,
    pub issued_at: Option<DateTime<Utc>>,
    pub issued_by: Option<Named>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reservation: Option<String>,
    pub reply: Option<String>,
    pub countersigned_at: Option<DateTime<Utc>>,
    pub countersigned_by: Option<Named>,
    /// The superior that its documents name, where somebody else has taken their place.
    pub named_superior: Option<Named>,
    /// What somebody said, or what ended it by itself.
    pub ended_because: Option<String>,
    /// The party does not belong to the unit any longer that it was to answer for.
    pub moved_out: bool,
    pub reminders: i64,
    /// The company's.
    pub today: NaiveDate,
    pub kpis: Vec<Kpi>,
    /// Of all KPIs together, in percent.
    pub weights: Value,
    pub clauses: Vec<Clause>,
    /// The newest first.
    pub editions: Vec<Edition>,
    pub documents: Vec<Document>,
    /// What the reader is in it.
    pub role: Option<Role>,
    pub scores: Vec<months::Month>,
    pub may_edit: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Party,
    Superior,
}

#[derive(Debug, Serialize)]
pub struct Kpi {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub metric: Option<String>,
    pub metric_label: Option<String>,
    pub measure: Unit,
    /// In points.
    pub full: Value,
    pub target: Option<Value>,
    pub stretch: Option<Value>,
    pub how: kpi::How,
    pub how_label: String,
    /// The rule in words.
    pub rule: String,
    pub judge: Option<Named>,
    pub note: Option<String>,
    /// First days of months and what is to be reached in them.
    pub months: BTreeMap<NaiveDate, Value>,
}

#[derive(Debug, Serialize)]
pub struct Clause {
    pub id: Uuid,
    pub kind: clause::Kind,
    pub kind_label: String,
    pub body: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Edition {
    pub id: Uuid,
    pub name: String,
    pub edition: i64,
    pub state: State,
    pub state_label: String,
    pub counts_from: Option<NaiveDate>,
    pub counts_to: Option<NaiveDate>,
}

#[derive(Debug, Serialize)]
pub struct Document {
    pub kind: &'static str,
    pub language: &'static str,
    pub hash: String,
}

pub fn label(house: &House, actor: &Actor, noun: &str, field: &str, value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let value = value.as_str().unwrap_or_default();
    let described = house.registry.noun(noun).and_then(|noun| noun.field(field));
    let options = match described.as_ref().map(|field| &field.kind) {
        Some(kernel::Kind::Choice(options)) => options.as_ref(),
        Some(_) | None => &[],
    };
    let english = options.iter().find(|option| option.value == value).map_or(value, |option| option.label.as_ref());
    house.registry.words.say(actor.locale, &format!("{noun}.fields.{field}.{value}"), english).to_owned()
}

impl Edition {
    pub fn of(house: &House, actor: &Actor, row: &agreement::Model) -> Self {
        Self {
            id: row.id.0,
            name: row.name.clone(),
            edition: row.edition,
            state: row.state,
            state_label: label(house, actor, agreement::Entity::NAME, "state", &row.state),
            counts_from: row.counts_from,
            counts_to: row.counts_to,
        }
    }
}

/// What is read of an agreement before it is told.
pub struct Read {
    pub agreement: agreement::Model,
    pub kpis: Vec<kpi::Model>,
    pub clauses: Vec<clause::Model>,
}

/// # Errors
/// Where the reader does not see it.
pub async fn read(house: &House, actor: &Actor, id: AgreementId) -> Result<Read> {
    let reader = house.reader(actor);
    let agreement = reader.find::<agreement::Entity>(id.0).await?;
    let kpis = reader.visible::<kpi::Entity>().filter(kpi::Column::AgreementId.eq(id));
    let clauses = reader.visible::<clause::Entity>().filter(clause::Column::AgreementId.eq(id));
    Ok(Read {
        agreement,
        kpis: kpis.order_by_asc(kpi::Column::Place).order_by_asc(kpi::Column::Id).all(reader.conn).await?,
        clauses: clauses.order_by_asc(clause::Column::Place).order_by_asc(clause::Column::Id).all(reader.conn).await?,
    })
}

/// The names that an agreement needs.
pub async fn names(house: &House, actor: &Actor, read: &Read) -> Result<BTreeMap<Uuid, String>> {
    let reader = house.reader(actor);
    let row = &read.agreement;
    let judges = read.kpis.iter().filter_map(|kpi| kpi.judge_id);
    let people =
        [Some(row.party_id), row.superior_id, row.issued_by_id, row.countersigned_by_id, row.named_superior_id];
    let people = people.into_iter().flatten().chain(judges);
    let people = people.map(|person| person.0).collect();
    let mut names = BTreeMap::new();
    let units: BTreeSet<Uuid> = row.unit_id.map(|unit| unit.0).into_iter().collect();
    for (noun, ids) in [("people", people), ("units", units)] {
        let ids: Vec<Uuid> = BTreeSet::from_iter(ids).into_iter().collect();
        let found = reader.titles(house.registry.known(noun)?, ids.iter().copied().collect()).await?;
        names.extend(ids.into_iter().filter_map(|id| Some((id, found.get(&id)?.to_string()))));
    }
    Ok(names)
}

/// The agreement as its reader sees it.
///
/// # Errors
/// Where the reader does not see it.
pub async fn of(house: &House, actor: &Actor, id: AgreementId) -> Result<Whole> {
    let reader = house.reader(actor);
    let read = read(house, actor, id).await?;
    let names = names(house, actor, &read).await?;
    let named = |id: Option<Uuid>| id.and_then(|id| Some(Named { id, name: names.get(&id)?.clone() }));
    let Read { agreement: row, kpis, clauses } = &read;
    let words = Words { house, language: actor.locale };
    let series =
        Condition::any().add(agreement::Column::Id.eq(row.series())).add(agreement::Column::FirstId.eq(row.series()));
    let editions = reader.visible::<agreement::Entity>().filter(series).order_by_desc(agreement::Column::Edition);
    let editions = editions.all(reader.conn).await?;
    let me = actor.person;
    let role = match me {
        Some(me) if me == row.party_id.0 => Some(Role::Party),
        Some(me) if row.superior_id.is_some_and(|superior| superior.0 == me) => Some(Role::Superior),
        Some(_) | None => None,
    };
    let main = kpis.iter().find(|kpi| kpi.target.is_some());
    let superior = named(row.superior_id.map(|superior| superior.0));
    let told = |kpi: &kpi::Model| {
        let judge = named(kpi.judge_id.map(|judge| judge.0)).or_else(|| superior.clone());
        Ok(Kpi {
            id: kpi.id.0,
            version: kpi.version,
            title: kpi.title.clone(),
            metric: kpi.metric.clone(),
            metric_label: kpi.metric.as_deref().map(|name| words.metric(name)),
            measure: unit_of(house, kpi.metric.as_deref()),
            full: kpi.full().number(),
            target: kpi.target.map(Quantity::number),
            stretch: kpi.stretch.map(Quantity::number),
            how: kpi.how,
            how_label: paper::how(&words, kpi.how),
            rule: paper::said(&words, kpi, judge.as_ref().map_or("—", |judge| judge.name.as_str())),
            judge,
            note: kpi.note.clone(),
            months: rules::by_month(kpi)?.into_iter().map(|(month, target)| (month, target.number())).collect(),
        })
    };
    let kpis_told = kpis.iter().map(told).collect::<Result<Vec<_>>>()?;
    let clauses = clauses.iter().map(|clause| Clause {
        id: clause.id.0,
        kind: clause.kind,
        kind_label: label(house, actor, clause::Entity::NAME, "kind", &clause.kind),
        body: clause.body.clone(),
    });
    Ok(Whole {
        id: row.id.0,
        version: row.version,
        name: row.name.clone(),
        state: row.state,
        state_label: label(house, actor, agreement::Entity::NAME, "state", &row.state),
        edition: row.edition,
        party: named(Some(row.party_id.0)),
        unit: named(row.unit_id.map(|unit| unit.0)),
        from: row.from,
        to: row.to,
        scope: row.scope.clone(),
        base: row.base.map(Quantity::number),
        stretch: row.stretch.map(Quantity::number),
        measure: unit_of(house, main.and_then(|kpi| kpi.metric.as_deref())),
        currency: house.company().currency.code(),
        expense_cap: row.expense_cap.map(Quantity::number),
        above_cap: row.above_cap.clone(),
        pay: row.pay.clone(),
        news: row.news.clone(),
        sign_by: row.sign_by,
        counts_from: row.counts_from,
        counts_to: row.counts_to,
        issued_at: row.issued_at,
        issued_by: named(row.issued_by_id.map(|person| person.0)),
        answered_at: row.answered_at,
        reservation: row.reservation.clone(),
        reply: row.reply.clone(),
        countersigned_at: row.countersigned_at,
        countersigned_by: named(
            row.countersigned_at.and(row.countersigned_by_id.or(row.named())).map(|person| person.0),
        ),
        named_superior: named(row.named_superior_id.map(|person| person.0)),
        ended_because: row
            .ended_because
            .clone()
            .or_else(|| row.ended_by.map(|cause| label(house, actor, agreement::Entity::NAME, "ended_by", &cause))),
        moved_out: succession::is_seen_outside(house, actor, row).await?,
        reminders: row.reminders,
        today: house.today(),
        weights: BasisPoints(kpis.iter().map(|kpi| kpi.weight.0).sum()).number(),
        kpis: kpis_told,
        clauses: clauses.collect(),
        documents: documents(row),
        role,
        scores: months::of(house, actor, &editions).await?,
        editions: editions.iter().map(|edition| Edition::of(house, actor, edition)).collect(),
        may_edit: reader.within(house.registry.known(agreement::Entity::NAME)?, id.0, "edit").await?,
        superior,
    })
}

fn documents(row: &agreement::Model) -> Vec<Document> {
    let known = [
        (files::Kind::Signed, "zh", &row.signed_hash_zh),
        (files::Kind::Signed, "en", &row.signed_hash_en),
        (files::Kind::Issued, "zh", &row.hash_zh),
        (files::Kind::Issued, "en", &row.hash_en),
    ];
    let known = known.into_iter();
    known
        .filter_map(|(kind, language, hash)| Some(Document { kind: kind.word(), language, hash: hash.clone()? }))
        .collect()
}
