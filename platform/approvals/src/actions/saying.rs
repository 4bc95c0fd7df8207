//! Yes, no, and never.

use crate::{
    decision::{self, State as Said},
    delegation, engine, flow, plan,
    request::{self, State},
    rules,
};
use inbox::Kind;
use kernel::{Action, Actor, Form, House, Refusal, Resource, Result, Work};
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde::Deserialize;

/// A request that waits for whoever acts.
pub struct Turn {
    pub request: request::Model,
    pub plan: plan::Plan,
    pub mine: decision::Model,
    pub me: PersonId,
}

/// Whose turn it is: those who are asked, and those who stand in for them today. Never who asked.
pub async fn turn(work: &mut Work, on: &request::Model) -> Result<Turn> {
    let request = request::locked(work, on.id).await?;
    request.must_wait()?;
    let me = PersonId(work.actor.person.ok_or(rules::NOT_ASKED)?);
    if me == request.requester_id {
        return Err(rules::OWN.into());
    }
    let plan = request.plan()?;
    let item = plan.now()?;
    let said = decision::of(work, request.id).await?;
    let open: Vec<decision::Model> = said
        .into_iter()
        .filter(|one| one.state == Said::Open && one.key == item.key && one.round == request.round)
        .collect();
    let mut mine = open.iter().find(|one| one.person_id == me).cloned();
    if mine.is_none() {
        for one in open {
            if delegation::stands_in(work, one.person_id, Some(item.flow), work.today).await? == Some(me) {
                mine = Some(one);
                break;
            }
        }
    }
    let mine = mine.ok_or(rules::NOT_ASKED)?;
    Ok(Turn { request, plan, mine, me })
}

impl Turn {
    /// Writes down what was said.
    pub async fn say(&self, work: &mut Work, state: Said, comment: Option<String>) -> Result<()> {
        let (now, me) = (work.now, self.me);
        inbox::settle(work, Kind::Approval, request::Entity::NAME, self.request.id.0, me.0).await?;
        if self.mine.person_id != me {
            inbox::settle(work, Kind::Approval, request::Entity::NAME, self.request.id.0, self.mine.person_id.0)
                .await?;
        }
        work.update::<decision::Entity>(self.mine.clone(), |one| {
            if one.person_id != me {
                (one.for_id, one.person_id) = (Some(one.person_id), me);
            }
            (one.state, one.comment, one.decided_at) = (state, comment, Some(now));
        })
        .await?;
        Ok(())
    }
}

/// Agrees to it. The last one to agree has it done.
#[derive(Deserialize, Form)]
pub struct Approve {
    #[field(label = "Comment", kind = "LongText")]
    comment: Option<String>,
}

impl Action for Approve {
    const NAME: &'static str = "approve";
    const LABEL: &'static str = "Approve";
    const HELP: &'static str = "Agrees; when the last one has agreed, it is done";
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let turn = turn(work, &on).await?;
        if let Some(why) = engine::stale(work, &turn.request).await? {
            return engine::end(work, turn.request, State::Void, Some(why.to_owned())).await;
        }
        turn.say(work, Said::Yes, self.comment).await?;
        engine::go_on(work, turn.request).await
    }
}

/// Refuses it; it ends here.
#[derive(Deserialize, Form)]
pub struct Refuse {
    /// Why; whoever asked reads it.
    #[field(label = "Comment", kind = "LongText")]
    comment: String,
}

impl Action for Refuse {
    const NAME: &'static str = "refuse";
    const LABEL: &'static str = "Refuse";
    const HELP: &'static str = "Says no, with a reason; the request ends";
    const DANGER: bool = true;
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let turn = turn(work, &on).await?;
        turn.say(work, Said::No, Some(self.comment.clone())).await?;
        engine::end(work, turn.request, State::Refused, Some(self.comment)).await
    }
}

/// Stops it, whoever has agreed by now.
#[derive(Deserialize, Form)]
pub struct Veto {
    /// Why; whoever asked reads it.
    #[field(label = "Comment", kind = "LongText")]
    comment: String,
}

impl Action for Veto {
    const NAME: &'static str = "veto";
    const LABEL: &'static str = "Veto";
    const HELP: &'static str = "Stops the request, whoever has agreed by now";
    const DANGER: bool = true;
    type On = request::Entity;

    fn ready(on: &request::Model) -> Result<(), Refusal> {
        on.must_wait()
    }

    async fn run(self, on: request::Model, work: &mut Work) -> Result<request::Model> {
        let request = request::locked(work, on.id).await?;
        request.must_wait()?;
        let me = PersonId(work.actor.person.ok_or(rules::NO_VETO)?);
        if me == request.requester_id {
            return Err(rules::OWN.into());
        }
        let mut flows = Vec::new();
        for step in request.plan()?.steps {
            flows.push(work.fetch::<flow::Entity>(step.flow.0).await?);
        }
        if !may_veto(&work.house, work.conn(), &flows, &request, me).await? {
            return Err(rules::NO_VETO.into());
        }
        let item = request.plan()?.now()?.clone();
        let one = plan::Planned { person: me, in_place_of: None, why: plan::Why::Owner };
        let row = engine::ask(work, &request, &item, one, Said::Later).await?;
        let (now, comment) = (work.now, self.comment.clone());
        work.update::<decision::Entity>(row, |one| {
            (one.state, one.comment, one.decided_at) = (Said::Veto, Some(comment), Some(now));
        })
        .await?;
        engine::end(work, request, State::Vetoed, Some(self.comment)).await
    }
}

/// Who may stop it: the owner of a flow that wants it, and whoever has the authority to veto what a step decides.
pub async fn may_veto<C: ConnectionTrait>(
    house: &House,
    conn: &C,
    flows: &[flow::Model],
    request: &request::Model,
    who: PersonId,
) -> Result<bool> {
    if who == request.requester_id {
        return Ok(false);
    }
    if flows.iter().any(|flow| flow.owner_id == who) {
        return Ok(true);
    }
    let today = house.today();
    let system = Actor::system();
    let reader = house.reader(&system);
    let asker = reader.visible::<person::Entity>().filter(person::Column::Id.eq(request.requester_id));
    let unit = asker.one(conn).await?.and_then(|person| person.unit_id);
    for kept in request.plan()?.steps.iter().filter_map(|step| step.matter.as_ref()) {
        let matter = kept.matter(unit);
        if authority::verdict(house, conn, who, authority::Act::Veto, &matter, today).await?.allowed() {
            return Ok(true);
        }
    }
    Ok(false)
}
