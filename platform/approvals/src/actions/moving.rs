//! A request is passed on, asks others, goes back, is taken back.

use super::saying::turn;
use crate::{
    decision::{self, State as Said},
    engine, people,
    plan::{Item, Planned, Why},
    request::{self, State},
    rules, sending,
    step::{Late, Mode},
};
use chrono::Duration;
use kernel::{Action, Choice, Error, FieldError, Form, Record, Refusal, Result, Tags, Work};
use org::person::PersonId;
use sea_orm::{DeriveActiveEnum, EnumIter, prelude::Json};
use serde::{Deserialize, Serialize};

/// Somebody else decides instead.
#[derive(Deserialize, Form)]
pub struct PassOn {
    /// Who decides instead.
    #[field(label = "To")]
    to: PersonId,
    #[field(label = "Comment", kind = "LongText")]
    comment: Option<String>,
}

async fn able(work: &Work, person: PersonId, request: &request::Model) -> Result<()> {
    if person == request.requester_id {
        return Err(rules::OWN.into());
    }
    if people::can_decide(work, person).await? { Ok(()) } else { Err(rules::CANNOT_DECIDE.into()) }
}

impl Action for PassOn {
    const NAME: &'static str = "pass_on";
    const LABEL: &'static str = "Pass on";
    const HELP: &'static str = "Somebody else decides in your place";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let turn = turn(work, &on).await?;
        able(work, self.to, &turn.request).await?;
        turn.say(work, Said::Passed, self.comment).await?;
        let one = Planned { person: self.to, in_place_of: Some(turn.me), why: Why::Added };
        let item = turn.plan.now()?.clone();
        engine::ask(work, &turn.request, &item, one, Said::Open).await?;
        work.fetch::<request::Entity>(turn.request.id.0).await
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum When {
    #[choice(label = "Before me")]
    Before,
    #[choice(label = "After me")]
    After,
}

/// Others are asked besides.
#[derive(Deserialize, Form)]
pub struct AskOthers {
    /// Ids of the people who are asked.
    #[field(label = "People")]
    people: Tags,
    /// Before: you decide when they have. After: you agree now, and they decide next.
    #[field(label = "When", default = "before")]
    when: When,
    #[field(label = "How many agree", default = "all")]
    mode: Mode,
    #[field(label = "Comment", kind = "LongText")]
    comment: Option<String>,
}

impl Action for AskOthers {
    const NAME: &'static str = "ask_others";
    const LABEL: &'static str = "Ask others";
    const HELP: &'static str = "Others decide besides, before you or after you";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let mut turn = turn(work, &on).await?;
        let others = people::ids(Some(&self.people));
        if others.is_empty() || others.len() != self.people.0.len() {
            return Err(FieldError::new("people", "fields.not_found", "there is no such row").into());
        }
        for person in &others {
            able(work, *person, &turn.request).await?;
        }
        let before = self.when == When::Before;
        let names =
            work.reader().titles(work.house.registry.known("people")?, others.iter().map(|id| id.0).collect()).await?;
        let now = turn.plan.now()?.clone();
        let item = Item {
            key: 0,
            name: names.values().map(AsRef::as_ref).collect::<Vec<&str>>().join(", "),
            mode: self.mode,
            step: None,
            flow: now.flow,
            people: others.iter().map(|one| Planned { person: *one, in_place_of: None, why: Why::Added }).collect(),
            matter: None,
            unit: None,
            days: now.days,
            late: Late::Remind,
            copies: Vec::new(),
            added_by: Some(turn.me),
        };
        turn.plan.add(item, before);
        if before {
            turn.say(work, Said::Asking, self.comment).await?;
            for one in decision::of(work, turn.request.id).await? {
                if one.state == Said::Open && one.key == now.key && one.round == turn.request.round {
                    work.update::<decision::Entity>(one, |one| one.state = Said::Asking).await?;
                }
            }
        } else {
            turn.say(work, Said::Yes, self.comment).await?;
        }
        let plan = serde_json::to_value(&turn.plan)?;
        let request = work.update::<request::Entity>(turn.request, |request| request.plan = plan).await?;
        engine::go_on(work, request).await
    }
}

/// It goes back: to an earlier step, or to whoever asked.
#[derive(Deserialize, Form)]
pub struct SendBack {
    /// The number of the step that decides again; empty: back to whoever asked, who may change it and send it again.
    #[field(label = "To step")]
    step: Option<i64>,
    #[field(label = "Comment", kind = "LongText")]
    comment: String,
}

impl Action for SendBack {
    const NAME: &'static str = "send_back";
    const LABEL: &'static str = "Send back";
    const HELP: &'static str = "To an earlier step, or to whoever asked";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let mut turn = turn(work, &on).await?;
        turn.say(work, Said::Returned, Some(self.comment.clone())).await?;
        let Some(step) = self.step else {
            return engine::end(work, turn.request, State::Returned, Some(self.comment)).await;
        };
        let at = turn.plan.steps[..turn.plan.at].iter().position(|item| item.key == step);
        turn.plan.at = at.ok_or(rules::NO_STEP)?;
        engine::drop_rest(work, &turn.request, None).await?;
        let plan = serde_json::to_value(&turn.plan)?;
        let request = work
            .update::<request::Entity>(turn.request, |request| {
                request.plan = plan;
                request.round += 1;
            })
            .await?;
        engine::go_on(work, request).await
    }
}

fn theirs(work: &Work, request: &request::Model) -> Result<(), Refusal> {
    if work.actor.person == Some(request.requester_id.0) { Ok(()) } else { Err(rules::NOT_YOURS) }
}

/// Whoever asked wants it no longer.
#[derive(Deserialize, Form)]
pub struct Withdraw {}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "It is wanted no longer";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        if on.state.open() { Ok(()) } else { Err(rules::ENDED) }
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let request = request::locked(work, on.id).await?;
        theirs(work, &request)?;
        Self::ready(&request)?;
        engine::end(work, request, State::Withdrawn, None).await
    }
}

/// Those who are asked are told once more.
#[derive(Deserialize, Form)]
pub struct Remind {}

/// Nobody is reminded more often.
const HOURS: i64 = 1;

const REMINDED: Refusal = Refusal::new("approvals.reminded", "they were reminded a moment ago");

impl Action for Remind {
    const NAME: &'static str = "remind";
    const LABEL: &'static str = "Remind";
    const HELP: &'static str = "Tells those who are asked once more";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let request = request::locked(work, on.id).await?;
        theirs(work, &request)?;
        request.must_wait()?;
        let (now, mut told) = (work.now, false);
        for one in decision::of(work, request.id).await? {
            let lately = one.reminded_at.is_some_and(|then| now - then < Duration::hours(HOURS));
            if one.state == Said::Open && !lately {
                engine::tell(work, &request, one.person_id, &format!("remind:{}:{}", one.id, one.version)).await?;
                work.update::<decision::Entity>(one, |one| one.reminded_at = Some(now)).await?;
                told = true;
            }
        }
        if told { Ok(request) } else { Err(REMINDED.into()) }
    }
}

/// What was sent back goes out once more, as it was or changed.
#[derive(Deserialize, Form)]
pub struct SendAgain {
    /// What the act is given now; empty: as before.
    #[field(label = "Form")]
    form: Option<Json>,
    #[field(label = "Reason", kind = "LongText")]
    reason: Option<String>,
}

impl Action for SendAgain {
    const NAME: &'static str = "send_again";
    const LABEL: &'static str = "Send again";
    const HELP: &'static str = "Everybody is asked anew";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        if on.state == State::Returned { Ok(()) } else { Err(NOT_SENT_BACK) }
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let request = request::locked(work, on.id).await?;
        theirs(work, &request)?;
        Self::ready(&request)?;
        let form: Option<Record> = match self.form {
            None | Some(Json::Null) => None,
            Some(Json::Object(form)) => Some(form),
            Some(_) => return Err(Error::malformed("approvals.form", "a form is an object")),
        };
        sending::again(work, request, form, self.reason).await
    }
}

const NOT_SENT_BACK: Refusal = Refusal::new("approvals.not_sent_back", "only what was sent back is sent again");
