//! Sending: the act is tried, the route is drawn, and the request waits.

use crate::{
    asking::{self, Act},
    drawing, engine,
    flow::FlowId,
    guard::Noted,
    plan::{Item, Plan},
    request::{self, RequestId, State},
    rules::{self, SAVE, SIGN_OFF},
};
use kernel::{House, Origin, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

/// What an act would take: nothing is written.
pub struct Drawn {
    pub noted: Vec<Noted>,
    pub steps: Vec<Item>,
    pub snapshot: Value,
}

impl Drawn {
    pub fn wanted(&self) -> bool {
        self.noted.iter().any(|one| !one.flows.is_empty())
    }
}

pub async fn draw(work: &mut Work, act: &Act) -> Result<Drawn> {
    let asker = PersonId(work.actor.person.ok_or(rules::NO_PERSON)?);
    let noted = act.attempt(work).await?;
    let steps = drawing::steps(work, &noted, asker).await?;
    let snapshot = asking::snapshot(&work.house, act, &noted)?;
    Ok(Drawn { noted, steps, snapshot })
}

/// What the act is called, in the words of whoever reads.
pub fn act_word(house: &House, locale: &str, noun: &str, act: &str) -> String {
    let words = &house.registry.words;
    match act {
        "create" => words.say(locale, "approvals.acts.create", "Make").to_owned(),
        "edit" => words.say(locale, "approvals.acts.edit", "Change").to_owned(),
        "delete" => words.say(locale, "approvals.acts.delete", "Delete").to_owned(),
        SAVE => words.say(locale, "approvals.acts.save", "Make or change").to_owned(),
        SIGN_OFF => words.say(locale, "approvals.acts.sign_off", "Sign off").to_owned(),
        verb => {
            let label = house.registry.noun(noun).and_then(|noun| noun.find_verb(verb)).map_or(verb, |verb| verb.label);
            words.say(locale, &format!("{noun}.verbs.{verb}"), label).to_owned()
        }
    }
}

fn name(work: &Work, act: &Act, snapshot: &Value) -> String {
    let (house, locale) = (&work.house, work.actor.locale);
    let word = act_word(house, locale, &act.noun, &act.verb);
    let id = act.id.map(|id| id.to_string());
    let rows = snapshot["rows"].as_array();
    let ours = rows.and_then(|rows| {
        rows.iter().find(|row| match &id {
            Some(id) => row["id"] == json!(id),
            None => row["noun"] == json!(act.noun) && row["verb"] == "create",
        })
    });
    let title = ours.and_then(|row| row["title"].as_str()).map(str::to_owned);
    let label = || {
        let label = house.registry.noun(&act.noun).map_or(act.noun.as_str(), |noun| noun.label);
        house.registry.words.say(locale, &act.noun, label).to_owned()
    };
    let title = title.unwrap_or_else(label);
    format!("{title} · {word}")
}

/// Sends it: from now on it waits.
pub async fn send(work: &mut Work, act: Act, reason: Option<String>) -> Result<request::Model> {
    let (Some(person), Some(user)) = (work.actor.person, work.actor.user) else { return Err(rules::NO_PERSON.into()) };
    let mut drawn = draw(work, &act).await?;
    let first = drawn.noted.iter().flat_map(|one| &one.flows).next().cloned().ok_or(rules::NOTHING_WANTED)?;
    if let Some(row) = act.id {
        let same = work
            .every::<request::Entity>()
            .filter(request::Column::RowNoun.eq(act.noun.as_str()))
            .filter(request::Column::RowId.eq(row))
            .filter(request::Column::Act.eq(act.verb.as_str()))
            .filter(request::Column::RequesterId.eq(person))
            .filter(request::Column::State.is_in([State::Waiting, State::Returned]))
            .order_by_asc(request::Column::Id);
        if same.one(work.conn()).await?.is_some() {
            return Err(rules::WAITS_ALREADY.into());
        }
    }
    title(work, &act, &mut drawn.snapshot).await?;
    let row = request::Model {
        id: RequestId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: name(work, &act, &drawn.snapshot),
        state: State::Waiting,
        step: None,
        requester_id: PersonId(person),
        reason,
        flow_id: FlowId(first.id.0),
        edition_id: first.edition,
        row_noun: act.noun.clone(),
        row_id: act.id,
        act: act.verb.clone(),
        round: 1,
        ended_at: None,
        outcome: None,
        user_id: user,
        form: Some(engine::kept(&act)?),
        within: (work.actor.origin == Origin::Token).then(|| serde_json::to_value(&*work.actor.grants)).transpose()?,
        snapshot: drawn.snapshot,
        plan: serde_json::to_value(Plan { at: 0, steps: drawn.steps })?,
    };
    let request = work.create::<request::Entity>(row).await?;
    for one in drawn.noted.iter().flat_map(|one| &one.flows) {
        engine::join(work, request.id, one.owner).await?;
    }
    engine::go_on(work, request).await
}

/// The row that a verb acts on is named even where the verb itself changes others.
async fn title(work: &Work, act: &Act, snapshot: &mut Value) -> Result<()> {
    let Some(id) = act.id else { return Ok(()) };
    let house = work.house.clone();
    let noun = house.registry.known(&act.noun)?;
    let known = snapshot["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["id"] == json!(id)));
    if known || noun.field(noun.title).is_none_or(|field| field.personal) {
        return Ok(());
    }
    let row = work.unscoped(noun, id).await?;
    if let Some(rows) = snapshot["rows"].as_array_mut() {
        let title = row.get(noun.title).cloned();
        rows.insert(
            0,
            json!({ "noun": noun.name, "id": id, "verb": act.verb, "fields": {}, "masked": [], "title": title }),
        );
    }
    Ok(())
}

/// Sends again what was sent back, changed or not; everybody is asked anew.
pub async fn again(
    work: &mut Work,
    request: request::Model,
    form: Option<kernel::Record>,
    reason: Option<String>,
) -> Result<request::Model> {
    let mut act = engine::act_of(&request)?;
    if let Some(form) = form {
        act.form = form;
    }
    let mut drawn = draw(work, &act).await?;
    if !drawn.wanted() {
        return Err(rules::NOTHING_WANTED.into());
    }
    title(work, &act, &mut drawn.snapshot).await?;
    let (kept, plan) = (engine::kept(&act)?, serde_json::to_value(Plan { at: 0, steps: drawn.steps })?);
    let snapshot = drawn.snapshot;
    let request = work
        .update::<request::Entity>(request, |request| {
            request.state = State::Waiting;
            request.round += 1;
            (request.form, request.plan, request.snapshot) = (Some(kept), plan, snapshot);
            if reason.is_some() {
                request.reason = reason;
            }
        })
        .await?;
    engine::go_on(work, request).await
}
