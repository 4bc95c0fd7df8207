//! A request with everything that its page shows: what changes, why it needs a yes, the route, what was said.

use crate::{
    actions::may_veto,
    decision::{self, State as Said},
    flow,
    plan::{Item, Plan},
    request::{self, RequestId, State},
    routes::Tray,
    sending::act_word,
    step::Mode,
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Actor, House, Kind, Record, Resource, Result,
    list::{Labels, Reader, Source},
    record,
};
use org::person::PersonId;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Requests in one tray, at most.
const MOST: u64 = 200;

#[derive(Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: Option<String>,
}

#[derive(Serialize)]
pub struct Whole {
    id: RequestId,
    version: i64,
    name: String,
    state: State,
    act: String,
    act_label: String,
    noun: String,
    noun_label: String,
    row: Option<Uuid>,
    requester: Named,
    reason: Option<String>,
    outcome: Option<String>,
    round: i64,
    sent_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    rows: Value,
    flows: Value,
    /// id → name of what the values refer to.
    labels: Labels,
    steps: Vec<Step>,
    /// What was said in earlier rounds.
    earlier: Vec<Answer>,
    may: May,
}

#[derive(Serialize)]
struct Step {
    key: i64,
    name: String,
    mode: Mode,
    /// `done`, `now` or `later`.
    stands: &'static str,
    added_by: Option<Named>,
    days: Option<i64>,
    people: Vec<Answer>,
    copies: Vec<Named>,
}

/// Somebody who is asked, was, or will be.
#[derive(Serialize)]
struct Answer {
    person: Named,
    in_place_of: Option<Named>,
    /// Empty where they are yet to be asked.
    state: Option<Said>,
    step: String,
    comment: Option<String>,
    due_on: Option<NaiveDate>,
    decided_at: Option<DateTime<Utc>>,
}

/// What whoever reads may do with it now.
#[derive(Serialize)]
struct May {
    decide: bool,
    veto: bool,
    withdraw: bool,
    remind: bool,
    send_again: bool,
}

pub struct Changes {
    pub rows: Value,
    pub flows: Value,
    pub labels: Labels,
}

/// A snapshot as this reader may see it.
pub async fn changes<C: Source>(house: &House, reader: &Reader<'_, C>, snapshot: &Value) -> Result<Changes> {
    let (mut rows, mut labels) = (Vec::new(), Labels::new());
    let say = |key: &str, english: &str| house.registry.words.say(reader.actor.locale, key, english).to_owned();
    for row in snapshot["rows"].as_array().into_iter().flatten() {
        let Some(noun) = row["noun"].as_str().and_then(|name| house.registry.noun(name)) else { continue };
        let (mut before, mut after, mut fields) = (Record::new(), Record::new(), Vec::new());
        let currency = json!({ "currency": row["currency"] }).as_object().cloned().unwrap_or_default();
        let currency = record::currency(&currency, house.company().currency);
        for (name, change) in row["fields"].as_object().into_iter().flatten() {
            let Some(field) = noun.field(name).filter(|field| reader.actor.opens(noun, field)) else { continue };
            let (was, is) = (change[0].clone(), change[1].clone());
            if matches!(field.kind, Kind::Ref(_)) {
                before.insert(name.clone(), was.clone());
                after.insert(name.clone(), is.clone());
            }
            let key = format!("{}.fields.{}", noun.name, field.name);
            fields.push(json!({
                "name": name, "label": if field.custom { field.label.to_string() } else { say(&key, &field.label) },
                "kind": field.kind.word(), "before": record::show(&field.kind, &was, currency),
                "after": record::show(&field.kind, &is, currency),
            }));
        }
        labels.extend(reader.labels(noun, &[before, after]).await?);
        rows.push(json!({
            "noun": noun.name, "noun_label": say(noun.name, noun.label), "id": row["id"], "title": row["title"],
            "verb": row["verb"], "fields": fields, "masked": row["masked"],
        }));
    }
    Ok(Changes { rows: rows.into(), flows: snapshot["flows"].clone(), labels })
}

pub async fn of(house: &House, actor: &Actor, id: RequestId) -> Result<Whole> {
    let reader = house.reader(actor);
    let request = reader.find::<request::Entity>(id.0).await?;
    let system = Actor::system();
    let every = house.reader(&system);
    let said = every.visible::<decision::Entity>().filter(decision::Column::ApprovalId.eq(id));
    let said = said.order_by_asc(decision::Column::Id).all(every.conn).await?;
    let plan = request.plan()?;
    let names = names(&reader, &request, &plan, &said).await?;
    let changes = changes(house, &reader, &request.snapshot).await?;
    let veto = match actor.person {
        Some(me) if request.state == State::Waiting => {
            let flows: BTreeSet<_> = plan.steps.iter().map(|step| step.flow).collect();
            let owned = every.visible::<flow::Entity>().filter(flow::Column::Id.is_in(flows)).all(every.conn).await?;
            may_veto(house, house.store.reader(), &owned, &request, PersonId(me)).await?
        }
        _ => false,
    };
    let words = &house.registry.words;
    let noun = house.registry.noun(&request.row_noun);
    let label = noun.map_or(request.row_noun.as_str(), |noun| noun.label);
    let mine = actor.person == Some(request.requester_id.0);
    let may = May {
        decide: decides(&every, actor, &request, &plan, &said).await?,
        veto,
        withdraw: mine && request.state.open(),
        remind: mine && request.state == State::Waiting,
        send_again: mine && request.state == State::Returned,
    };
    Ok(Whole {
        id,
        version: request.version,
        act_label: act_word(house, actor.locale, &request.row_noun, &request.act),
        noun_label: words.say(actor.locale, &request.row_noun, label).to_owned(),
        requester: named(&names, request.requester_id),
        steps: plan.steps.iter().enumerate().map(|(at, item)| step(&names, &request, &plan, &said, at, item)).collect(),
        earlier: said.iter().filter(|one| one.round < request.round).map(|one| answer(&names, one)).collect(),
        rows: changes.rows,
        flows: changes.flows,
        labels: changes.labels,
        may,
        name: request.name,
        state: request.state,
        act: request.act,
        noun: request.row_noun,
        row: request.row_id,
        reason: request.reason,
        outcome: request.outcome,
        round: request.round,
        sent_at: request.created_at,
        ended_at: request.ended_at,
    })
}

/// Whether it is theirs to say, themselves or for somebody who is away.
async fn decides<C: Source>(
    every: &Reader<'_, C>,
    actor: &Actor,
    request: &request::Model,
    plan: &Plan,
    said: &[decision::Model],
) -> Result<bool> {
    let (Some(me), State::Waiting, Some(item)) = (actor.person, request.state, plan.steps.get(plan.at)) else {
        return Ok(false);
    };
    if me == request.requester_id.0 {
        return Ok(false);
    }
    let open = said.iter().filter(|one| one.state == Said::Open && one.key == item.key && one.round == request.round);
    let today = every.house.today();
    for one in open {
        if one.person_id.0 == me {
            return Ok(true);
        }
        let stands_in = every
            .visible::<crate::delegation::Entity>()
            .filter(crate::delegation::Column::PersonId.eq(one.person_id))
            .filter(crate::delegation::Column::ToId.eq(me))
            .filter(crate::delegation::Column::From.lte(today))
            .filter(crate::delegation::Column::To.gte(today))
            .filter(
                Condition::any()
                    .add(crate::delegation::Column::FlowId.is_null())
                    .add(crate::delegation::Column::FlowId.eq(item.flow)),
            );
        if stands_in.one(every.conn).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn names<C: Source>(
    reader: &Reader<'_, C>,
    request: &request::Model,
    plan: &Plan,
    said: &[decision::Model],
) -> Result<Labels> {
    let mut ids: BTreeSet<Uuid> = BTreeSet::from([request.requester_id.0]);
    ids.extend(said.iter().flat_map(|one| [Some(one.person_id.0), one.for_id.map(|id| id.0)]).flatten());
    for step in &plan.steps {
        ids.extend(step.people.iter().flat_map(|one| [Some(one.person.0), one.in_place_of.map(|id| id.0)]).flatten());
        ids.extend(step.copies.iter().map(|id| id.0));
        ids.extend(step.added_by.map(|id| id.0));
    }
    reader.titles(reader.house.registry.known("people")?, ids).await
}

fn named(names: &Labels, id: PersonId) -> Named {
    Named { id: id.0, name: names.get(&id.0).map(ToString::to_string) }
}

fn answer(names: &Labels, one: &decision::Model) -> Answer {
    Answer {
        person: named(names, one.person_id),
        in_place_of: one.for_id.map(|id| named(names, id)),
        state: Some(one.state),
        step: one.step.clone(),
        comment: one.comment.clone(),
        due_on: one.due_on,
        decided_at: one.decided_at,
    }
}

fn step(
    names: &Labels,
    request: &request::Model,
    plan: &Plan,
    said: &[decision::Model],
    at: usize,
    item: &Item,
) -> Step {
    let asked: Vec<Answer> = said
        .iter()
        .filter(|one| one.key == item.key && one.round == request.round)
        .map(|one| answer(names, one))
        .collect();
    let planned = || {
        let one = item.people.iter();
        one.map(|one| Answer {
            person: named(names, one.person),
            in_place_of: one.in_place_of.map(|id| named(names, id)),
            state: None,
            step: item.name.clone(),
            comment: None,
            due_on: None,
            decided_at: None,
        })
        .collect()
    };
    Step {
        key: item.key,
        name: item.name.clone(),
        mode: item.mode,
        stands: if at < plan.at {
            "done"
        } else if at == plan.at && request.state == State::Waiting {
            "now"
        } else {
            "later"
        },
        added_by: item.added_by.map(|id| named(names, id)),
        days: item.days,
        people: if asked.is_empty() { planned() } else { asked },
        copies: item.copies.iter().map(|id| named(names, *id)).collect(),
    }
}

/// Requests of a tray, the newest first, with what their lines show.
pub async fn mine(house: &House, actor: &Actor, tray: Tray) -> Result<Value> {
    let reader = house.reader(actor);
    let me = actor.person.unwrap_or_default();
    let with = |states: Vec<Said>| {
        let mut decisions = sea_orm::sea_query::Query::select();
        decisions
            .column("approval_id")
            .from("approval_decisions")
            .and_where(decision::Column::PersonId.eq(me))
            .and_where(decision::Column::State.is_in(states));
        request::Column::Id.in_subquery(decisions)
    };
    let select = reader.visible::<request::Entity>();
    let select = match tray {
        Tray::Decide => select.filter(request::Column::State.eq(State::Waiting)).filter(with(vec![Said::Open])),
        Tray::Asked => select.filter(request::Column::RequesterId.eq(me)),
        Tray::Decided => {
            select.filter(with(vec![Said::Yes, Said::No, Said::Returned, Said::Passed, Said::Asking, Said::Veto]))
        }
        Tray::All => select,
    };
    let found = select.order_by_desc(request::Column::Id).limit(MOST).all(reader.conn).await?;
    banner(house, actor, found).await
}

/// What waits about a row, and what was signed off as it stands.
pub async fn about(house: &House, noun: &str, id: Uuid) -> Result<Vec<request::Model>> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let signed = Condition::all()
        .add(request::Column::State.eq(State::Approved))
        .add(request::Column::Act.eq(crate::rules::SIGN_OFF));
    let alive = Condition::any().add(request::Column::State.is_in([State::Waiting, State::Returned])).add(signed);
    let select = reader
        .visible::<request::Entity>()
        .filter(request::Column::RowNoun.eq(noun))
        .filter(request::Column::RowId.eq(id))
        .filter(alive);
    Ok(select.order_by_desc(request::Column::Id).limit(20).all(reader.conn).await?)
}

/// Lines of requests: what, who, where it stands; whether the reader may open it.
pub async fn banner(house: &House, actor: &Actor, found: Vec<request::Model>) -> Result<Value> {
    let reader = house.reader(actor);
    let ids: Vec<Uuid> = found.iter().map(|request| request.id.0).collect();
    let noun = house.registry.known(request::Entity::NAME)?;
    let open: BTreeSet<Uuid> = if actor.reach(noun.name, "read").is_some() {
        reader.records(noun, &ids).await?.iter().map(record::id).collect::<Result<_>>()?
    } else {
        BTreeSet::new()
    };
    let people = found.iter().map(|request| request.requester_id.0).collect();
    let names = reader.titles(house.registry.known("people")?, people).await?;
    let flows: BTreeSet<Uuid> = found.iter().map(|request| request.flow_id.0).collect();
    let flows = reader.titles(house.registry.known("approval_flows")?, flows).await?;
    let line = |request: &request::Model| {
        json!({
            "id": request.id, "name": request.name, "state": request.state, "act": request.act,
            "act_label": act_word(house, actor.locale, &request.row_noun, &request.act),
            "noun": request.row_noun, "row": request.row_id, "step": request.step,
            "requester": named(&names, request.requester_id), "reason": request.reason,
            "flow": flows.get(&request.flow_id.0).map(AsRef::<str>::as_ref),
            "sent_at": request.created_at, "ended_at": request.ended_at, "outcome": request.outcome,
            "opens": open.contains(&request.id.0),
        })
    };
    Ok(json!({ "requests": found.iter().map(line).collect::<Vec<_>>() }))
}
