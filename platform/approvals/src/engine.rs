//! A request on its way: steps begin, people are asked, the last yes does what was asked for.

use crate::{
    asking::Act,
    decision::{self, DecisionId, State as Said},
    guard::Granted,
    people,
    plan::{self, Next, Plan, Planned},
    request::{self, RequestId, State},
    rules::SIGN_OFF,
};
use chrono::NaiveDate;
use edge::Problem;
use inbox::{Kind, News};
use kernel::{Actor, Error, Grants, Record, Resource, Result, Work};
use org::person::{self, PersonId};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const NOUN: &str = request::Entity::NAME;

/// Goes on from where the request stands: until somebody has to answer, or to its end.
pub async fn go_on(work: &mut Work, mut request: request::Model) -> Result<request::Model> {
    let mut plan = request.plan()?;
    loop {
        let Some(item) = plan.steps.get(plan.at).cloned() else {
            request = keep(work, request, &plan, None).await?;
            return finish(work, request).await;
        };
        let said = decision::of(work, request.id).await?;
        let round: Vec<decision::Model> = said.into_iter().filter(|one| one.round == request.round).collect();
        let here = |state: Said| round.iter().filter(move |one| one.key == item.key && one.state == state);
        let agreed = here(Said::Yes).next().is_some();
        if agreed && item.mode == crate::step::Mode::Any {
            drop_rest(work, &request, Some(item.key)).await?;
        } else if here(Said::Open).next().is_some() {
            return keep(work, request, &plan, Some(item.name)).await;
        } else if here(Said::Asking).next().is_some() {
            for one in here(Said::Asking).cloned().collect::<Vec<_>>() {
                let due = due(work, item.days);
                let one =
                    work.update::<decision::Entity>(one, |one| (one.state, one.due_on) = (Said::Open, due)).await?;
                tell(work, &request, one.person_id, &format!("again:{}:{}", one.id, one.version)).await?;
            }
            return keep(work, request, &plan, Some(item.name)).await;
        } else if let Some(next) = here(Said::Later).next().cloned() {
            let due = due(work, item.days);
            let next = work.update::<decision::Entity>(next, |one| (one.state, one.due_on) = (Said::Open, due)).await?;
            tell(work, &request, next.person_id, &next.id.to_string()).await?;
            return keep(work, request, &plan, Some(item.name)).await;
        } else if !agreed {
            let asked = people::asked(work, &item, request.requester_id).await?;
            let yes: Vec<PersonId> =
                round.iter().filter(|one| one.state == Said::Yes).map(|one| one.person_id).collect();
            copy(work, &request, &item.copies).await?;
            if let Next::Ask(now, later) = plan::next(item.mode, &asked, &yes) {
                plan.steps[plan.at].people = asked;
                for (people, state) in [(now, Said::Open), (later, Said::Later)] {
                    for one in people {
                        ask(work, &request, &item, one, state).await?;
                    }
                }
                return keep(work, request, &plan, Some(item.name)).await;
            }
        }
        plan.at += 1;
    }
}

async fn keep(work: &mut Work, request: request::Model, plan: &Plan, step: Option<String>) -> Result<request::Model> {
    let plan = serde_json::to_value(plan)?;
    work.update::<request::Entity>(request, |request| (request.plan, request.step) = (plan, step)).await
}

pub fn due(work: &Work, days: Option<i64>) -> Option<NaiveDate> {
    let days = i32::try_from(days?).ok()?;
    work.house.company().calendar.add_working_days(work.today, days)
}

/// Asks somebody at a step.
pub async fn ask(
    work: &mut Work,
    request: &request::Model,
    item: &plan::Item,
    one: Planned,
    state: Said,
) -> Result<decision::Model> {
    let open = state == Said::Open;
    let row = decision::Model {
        id: DecisionId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        approval_id: request.id,
        step: item.name.clone(),
        person_id: one.person,
        for_id: one.in_place_of,
        state,
        comment: None,
        due_on: if open { due(work, item.days) } else { None },
        decided_at: None,
        reminded_at: None,
        key: item.key,
        round: request.round,
    };
    join(work, request.id, one.person).await?;
    let row = work.create::<decision::Entity>(row).await?;
    if open {
        tell(work, request, one.person, &row.id.to_string()).await?;
    }
    Ok(row)
}

/// Whoever is asked, or told, sees the request.
pub async fn join(work: &Work, request: RequestId, person: PersonId) -> Result<()> {
    let there = Query::select()
        .expr(Expr::val(1))
        .from(kernel::scope::ROW_TEAMS)
        .and_where(Expr::col("noun").eq(NOUN))
        .and_where(Expr::col("row_id").eq(request.0))
        .and_where(Expr::col("person_id").eq(person.0))
        .take();
    if work.conn().query_one(&there).await?.is_none() {
        let mut insert = Query::insert();
        insert.into_table(kernel::scope::ROW_TEAMS).columns(["noun", "row_id", "person_id"]).values_panic([
            NOUN.into(),
            request.0.into(),
            person.0.into(),
        ]);
        work.conn().execute(&insert).await?;
    }
    Ok(())
}

/// Tells somebody that their decision is waited for.
pub async fn tell(work: &Work, request: &request::Model, reader: PersonId, key: &str) -> Result<()> {
    let by = Some(request.requester_id.0);
    let key = format!("approval:{key}");
    let (noun, row) = (NOUN.to_owned(), request.id.0);
    inbox::tell(work, News { reader: reader.0, kind: Kind::Approval, noun, row, about: None, by, key }).await
}

/// Tells somebody what became of a request.
async fn inform(work: &Work, request: &request::Model, reader: PersonId) -> Result<()> {
    let key = format!("decided:{}:{}:{}", request.id, request.round, serde_json::to_value(request.state)?);
    let (noun, row, by) = (NOUN.to_owned(), request.id.0, work.actor.person);
    inbox::tell(work, News { reader: reader.0, kind: Kind::Decided, noun, row, about: None, by, key }).await
}

async fn copy(work: &Work, request: &request::Model, copies: &[PersonId]) -> Result<()> {
    for reader in copies {
        join(work, request.id, *reader).await?;
        let (noun, row, by) = (NOUN.to_owned(), request.id.0, Some(request.requester_id.0));
        let key = format!("copy:{}:{}", request.id, request.round);
        inbox::tell(work, News { reader: reader.0, kind: Kind::Decided, noun, row, about: None, by, key }).await?;
    }
    Ok(())
}

/// What is still asked need not be answered any more.
pub async fn drop_rest(work: &mut Work, request: &request::Model, key: Option<i64>) -> Result<()> {
    for one in decision::of(work, request.id).await? {
        let asked = matches!(one.state, Said::Open | Said::Later | Said::Asking);
        if asked && key.is_none_or(|key| one.key == key) {
            inbox::settle(work, Kind::Approval, NOUN, request.id.0, one.person_id.0).await?;
            work.update::<decision::Entity>(one, |one| one.state = Said::Dropped).await?;
        }
    }
    Ok(())
}

/// Ends a request and tells whoever asked, and those who were told that it began.
pub async fn end(
    work: &mut Work,
    request: request::Model,
    state: State,
    outcome: Option<String>,
) -> Result<request::Model> {
    drop_rest(work, &request, None).await?;
    let now = work.now;
    let ended = work
        .update::<request::Entity>(request, |request| {
            (request.state, request.outcome, request.step) = (state, outcome, None);
            request.ended_at = (!state.open()).then_some(now);
            if !state.open() {
                (request.form, request.within) = (None, None);
            }
        })
        .await?;
    inform(work, &ended, ended.requester_id).await?;
    for copy in ended.plan()?.steps.iter().flat_map(|step| step.copies.clone()) {
        inform(work, &ended, copy).await?;
    }
    Ok(ended)
}

/// Why what was agreed to cannot be done any more as it was asked: a row or the verb changed, or whoever asked has left.
pub async fn stale(work: &Work, request: &request::Model) -> Result<Option<&'static str>> {
    let house = work.house.clone();
    for held in request.snapshot["versions"].as_array().into_iter().flatten() {
        let noun = house.registry.noun(held["noun"].as_str().unwrap_or_default());
        let id = held["id"].as_str().and_then(|id| Uuid::parse_str(id).ok());
        let (Some(noun), Some(id)) = (noun, id) else { return Ok(Some("changed")) };
        match work.unscoped(noun, id).await {
            Ok(row) if row["version"] == held["version"] => {}
            Ok(_) | Err(Error::NotFound(_)) => return Ok(Some("changed")),
            Err(other) => return Err(other),
        }
    }
    let act = act_of(request)?;
    if act.shape(&house).ok().as_deref() != request.snapshot["shape"].as_str() {
        return Ok(Some("verb_changed"));
    }
    let requester = work.fetch::<person::Entity>(request.requester_id.0).await?;
    if !requester.active || access::actor_within(work, request.user_id).await?.is_none() {
        return Ok(Some("requester_left"));
    }
    Ok(None)
}

pub fn act_of(request: &request::Model) -> Result<Act> {
    let act = request.form.as_ref().ok_or_else(|| Error::internal("a request has forgotten what it asks for"))?;
    Ok(Act::deserialize(act)?)
}

/// All have agreed: it is done now, as whoever asked, with the rights they have today.
async fn finish(work: &mut Work, request: request::Model) -> Result<request::Model> {
    let mut act = act_of(&request)?;
    if act.verb == SIGN_OFF {
        return end(work, request, State::Approved, None).await;
    }
    let Some(requester) = requester(work, &request).await? else {
        return end(work, request, State::Void, Some("requester_left".into())).await;
    };
    // It was the row of this version that they agreed to.
    let versions = request.snapshot["versions"].as_array().into_iter().flatten();
    let mut ours = versions.filter(|held| held["id"].as_str() == act.id.map(|id| id.to_string()).as_deref());
    act.version = ours.next().and_then(|held| held["version"].as_i64()).or(act.version);
    let said = decision::of(work, request.id).await?;
    let yes = said.iter().filter(|one| one.state == Said::Yes && one.round == request.round);
    let signed: Vec<PersonId> = yes.map(|one| one.person_id).collect();
    let approver = std::mem::replace(&mut work.actor, requester);
    let cause = work.cause.replace(json!({ "approval": request.id, "signed_by": signed }));
    let (pass, locale) = (Arc::new(Granted(request.id.0)), work.actor.locale);
    let done = work
        .attempt(|work| {
            Box::pin(async move { work.passing(pass, |work| Box::pin(async move { act.run(work).await })).await })
        })
        .await;
    (work.actor, work.cause) = (approver, cause);
    match done {
        Ok(row) => {
            let gone = request.act == "delete";
            let request = match request.row_id {
                None => work.update::<request::Entity>(request, |request| request.row_id = Some(row)).await?,
                Some(_) => request,
            };
            let outcome = gone.then(|| "deleted".to_owned());
            end(work, request, State::Approved, outcome).await
        }
        Err(error @ (Error::Database(_) | Error::Internal(_))) => Err(error),
        Err(error) => {
            let why = Problem::from(error).in_one_line(&work.house.registry.words, locale);
            end(work, request, State::Failed, Some(why)).await
        }
    }
}

async fn requester(work: &Work, request: &request::Model) -> Result<Option<Actor>> {
    let Some(mut actor) = access::actor_within(work, request.user_id).await? else { return Ok(None) };
    if let Some(within) = &request.within {
        actor.grants = Arc::new(access::narrow(&actor.grants, &Grants::deserialize(within)?));
    }
    Ok(Some(actor))
}

/// What is kept of the act until it is done.
pub fn kept(act: &Act) -> Result<Value> {
    let mut kept: Record = match serde_json::to_value(act)? {
        Value::Object(kept) => kept,
        _ => Record::new(),
    };
    kept.remove("version");
    Ok(Value::Object(kept))
}
