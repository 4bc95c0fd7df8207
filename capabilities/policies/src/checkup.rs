//! A look at whether a policy is kept to.

use crate::{
    edition,
    policy::{self, PolicyId},
    rules,
};
use chrono::{Months, NaiveDate};
use inbox::{Kind, News};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::person::{self, PersonId};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(CheckupId of "policy_checkups");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Planned", tone = "blue")]
    Planned,
    #[choice(label = "Done", tone = "green")]
    Done,
    #[choice(label = "Called off", tone = "default")]
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    #[choice(label = "Kept to", tone = "green")]
    Kept,
    #[choice(label = "Kept to in part", tone = "gold")]
    Partly,
    #[choice(label = "Not kept to", tone = "red")]
    NotKept,
}

/// Somebody looks, by a day, whether a policy is kept to, and writes down what they find.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_checkups")]
#[resource(label = "Check-up", plural = "Check-ups", title = "name", group = "", icon = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CheckupId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Policy", list)]
    pub policy_id: PolicyId,
    /// The policy's title, and the day.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// Who looks; left empty, whoever the policy names.
    #[field(label = "Checked by", list, owner)]
    pub checker_id: Option<PersonId>,
    /// The day by which it is to be done.
    #[field(label = "Due on", list)]
    pub due_on: NaiveDate,
    #[field(label = "State", list, read_only, default = "planned")]
    pub state: State,
    /// What is looked at: which records, whom one talks to, how many cases.
    #[field(label = "How it is checked", kind = "LongText")]
    pub method: Option<String>,
    #[field(label = "Outcome", list, read_only, group = "result")]
    pub outcome: Option<Outcome>,
    #[field(label = "Done on", list, read_only, group = "result")]
    pub done_on: Option<NaiveDate>,
    #[field(label = "Summary", read_only, group = "result", kind = "LongText")]
    pub summary: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    fn planned(work: &Work, policy: &policy::Model, checker: PersonId, due_on: NaiveDate) -> Self {
        Self {
            id: CheckupId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            policy_id: policy.id,
            name: None,
            checker_id: Some(checker),
            due_on,
            state: State::Planned,
            method: None,
            outcome: None,
            done_on: None,
            summary: None,
        }
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if let Some(before) = before {
            if before.policy_id != after.policy_id {
                return Err(rules::OTHER_POLICY.into());
            }
            let asked = |row: &Model| (row.checker_id, row.due_on, row.method.clone());
            if before.state == State::Done && asked(before) != asked(after) && !work.takes_back() {
                return Err(rules::CHECKED.into());
            }
        }
        let named = before.is_none_or(|before| before.due_on != after.due_on);
        if named || after.checker_id.is_none() {
            let policy = work.fetch::<policy::Entity>(after.policy_id.0).await?;
            after.checker_id = after.checker_id.or(Some(policy.checker()));
            after.name = Some(format!("{} · {}", policy.title, after.due_on));
        }
        Ok(())
    })
}

/// Whoever checks is told, and works on the findings as one of the check-up's team.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let was = before.as_ref().and_then(|row| row.checker_id);
        let Some(after) = after else {
            let Some(gone) = before else { return Ok(()) };
            return crate::teams::set(work, Entity::NAME, gone.id.0, &Default::default()).await;
        };
        if was == after.checker_id {
            return Ok(());
        }
        crate::teams::set(work, Entity::NAME, after.id.0, &after.checker_id.into_iter().collect()).await?;
        let Some(checker) = after.checker_id.filter(|_| after.state == State::Planned && crate::is_news(work)) else {
            return Ok(());
        };
        let news = News {
            reader: checker.0,
            kind: Kind::HandedOver,
            noun: Entity::NAME.to_owned(),
            row: after.id.0,
            about: None,
            by: work.actor.person,
            key: format!("checkup:{}:{}", after.id, after.version),
        };
        inbox::tell(work, news).await
    })
}

/// The next check-up of a policy that wants them, where none is planned yet.
pub(crate) async fn plan_next(work: &mut Work, policy: &policy::Model) -> Result<()> {
    let months = policy.check_every.and_then(|months| u32::try_from(months).ok());
    let Some(months) = months.filter(|_| policy.state == policy::State::InForce) else { return Ok(()) };
    let select = work.every::<Entity>().filter(Column::PolicyId.eq(policy.id)).order_by_desc(Column::DueOn);
    let rows = select.all(work.conn()).await?;
    if rows.iter().any(|row| row.state == State::Planned) {
        return Ok(());
    }
    // One that was called off is not made up for.
    let last = rows.iter().map(|row| row.done_on.unwrap_or(row.due_on)).max();
    let first = edition::of(work, policy.id).await?.iter().filter_map(|edition| edition.from).min();
    let since = last.or(first).unwrap_or(work.today);
    let due = since.checked_add_months(Months::new(months)).unwrap_or(since).max(work.today);
    // A checker who is not here any more leaves it to the owner.
    let checker = work.fetch::<person::Entity>(policy.checker().0).await?;
    let gone = checker.left_on.is_some_and(|day| day <= work.today);
    let row = Model::planned(work, policy, if gone { policy.owner_id } else { checker.id }, due);
    work.create::<Entity>(row).await?;
    Ok(())
}
