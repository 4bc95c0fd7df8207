//! Noun: an alert, which is a case: somebody is in charge of it until the number recovers or is explained.

use crate::{
    alert_rule::{self, AlertRuleId, Severity},
    rules,
};
use activities::activity::ActivityId;
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Choice, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(AlertId of "alerts");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has done anything yet.
    #[choice(label = "Open", tone = "red")]
    Open,
    #[choice(label = "Acting", tone = "gold")]
    Acting,
    /// The number came back.
    #[choice(label = "Recovered", tone = "green")]
    Recovered,
    /// Somebody said why it is no matter.
    #[choice(label = "Explained", tone = "blue")]
    Explained,
    #[choice(label = "Closed", tone = "default")]
    Closed,
}

impl State {
    pub const UNDER_WAY: [State; 2] = [State::Open, State::Acting];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Explanation {
    /// The warning was wrong.
    #[choice(label = "False alarm", tone = "default")]
    FalseAlarm,
    /// The warning was right, and everybody knew.
    #[choice(label = "Known", tone = "blue")]
    Known,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    #[choice(label = "Right", tone = "green")]
    Right,
    #[choice(label = "Wrong", tone = "red")]
    Wrong,
}

/// A number went where a rule warns of it. Seen by whoever is in charge, those it went up to, and their lines.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "alerts")]
#[resource(label = "Alert", plural = "Alerts", title = "title", group = "sell", icon = "bell")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AlertId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// The rule, and whom or what it warns of.
    #[field(label = "Title", list, search)]
    pub title: String,
    #[field(label = "State", list)]
    pub state: State,
    #[field(label = "Severity", list)]
    pub severity: Severity,
    #[field(label = "Rule", list)]
    pub rule_id: AlertRuleId,
    /// Of the rule that warned.
    #[field(label = "Edition")]
    pub edition: i64,
    #[field(label = "In charge", list, owner)]
    pub assignee_id: Option<PersonId>,
    /// The superior it went up to, because nobody acted.
    #[field(label = "Went up to", list, owner)]
    pub escalated_id: Option<PersonId>,
    /// Somebody else who is told.
    #[field(label = "Also told", owner)]
    pub told_id: Option<PersonId>,

    /// What it is about: the unit, the person or the account.
    #[field(label = "About (kind)", group = "number")]
    pub row_noun: Option<String>,
    #[field(label = "About", group = "number")]
    pub row_id: Option<Uuid>,
    /// What that was called then.
    #[field(label = "Called", group = "number", list, search)]
    pub subject: Option<String>,
    /// What tells it from the rule's other watches.
    #[field(label = "Key", group = "number", secret)]
    pub subject_key: String,
    #[field(label = "Number", group = "number")]
    pub metric: String,
    /// The period that it was first seen in, such as `2026-W47`.
    #[field(label = "Period", group = "number", list)]
    pub period: String,
    #[field(label = "From", group = "number")]
    pub from: NaiveDate,
    #[field(label = "To", group = "number")]
    pub to: NaiveDate,
    /// In the unit of the number; nothing where none came.
    #[field(label = "Value", group = "number", list)]
    pub value: Option<Quantity>,
    /// What it would have had to be.
    #[field(label = "Limit", group = "number", list)]
    pub limit: Option<Quantity>,
    /// What it was compared with: an earlier value, a mean.
    #[field(label = "Compared with", group = "number")]
    pub base: Option<Quantity>,
    /// How far it is beyond, in percent of the limit.
    #[field(label = "Beyond by", group = "number")]
    pub apart: Option<BasisPoints>,

    #[field(label = "First seen", group = "course", list)]
    pub first_seen_on: NaiveDate,
    #[field(label = "Last seen", group = "course")]
    pub last_seen_on: NaiveDate,
    /// Whether the number still is so, as of the last look.
    #[field(label = "Still so", group = "course", list)]
    pub still: bool,
    #[field(label = "Value at the last look", group = "course")]
    pub last_value: Option<Quantity>,
    #[field(label = "Period of the last look", group = "course")]
    pub last_period: String,
    /// The last working day before it goes up to the superior.
    #[field(label = "Act by", group = "course", list)]
    pub act_by: Option<NaiveDate>,
    /// How often it went up.
    #[field(label = "Times it went up", group = "course")]
    pub level: i64,
    #[field(label = "Ended on", group = "course")]
    pub ended_on: Option<NaiveDate>,
    #[field(label = "Days until it ended", group = "course")]
    pub days: Option<i64>,
    #[field(label = "Closed by", group = "course")]
    pub closed_by_id: Option<PersonId>,

    #[field(label = "Cause", group = "doing", kind = "LongText", search)]
    pub cause: Option<String>,
    #[field(label = "Action", group = "doing", kind = "LongText", search)]
    pub action: Option<String>,
    /// The task that was planned last.
    #[field(label = "Task", group = "doing")]
    pub task_id: Option<ActivityId>,
    #[field(label = "Result", group = "doing", kind = "LongText", search)]
    pub result: Option<String>,
    #[field(label = "Explained as", group = "doing")]
    pub explained_as: Option<Explanation>,
    #[field(label = "Explanation", group = "doing", kind = "LongText", search)]
    pub explanation: Option<String>,
    /// Whether the warning was right.
    #[field(label = "Judged", group = "doing", list)]
    pub judgement: Option<Judgement>,
    #[field(label = "Judged by", group = "doing")]
    pub judged_by_id: Option<PersonId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// It is over; the days it took are counted from the day it was first seen.
    pub fn end(&mut self, state: State, today: NaiveDate) {
        self.state = state;
        self.ended_on = Some(today);
        self.days = Some((today - self.first_seen_on).num_days());
        self.act_by = None;
    }
}

/// The alert, held against others who write about it at the same moment.
pub(crate) async fn locked(work: &Work, id: AlertId) -> Result<Model> {
    let select = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive();
    select.one(work.conn()).await?.ok_or_else(|| kernel::Error::NotFound(Entity::NAME.into()))
}

pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let judged = |alert: &Option<Model>| alert.as_ref().and_then(|alert| alert.judgement);
        match (&before, &after) {
            (Some(_), None) if !work.takes_back() => Err(rules::KEPT.into()),
            _ if judged(&before) == judged(&after) => Ok(()),
            (_, Some(alert)) | (Some(alert), None) => counted(work, alert.rule_id).await,
            (None, None) => Ok(()),
        }
    })
}

/// How often the rule was right, as it asks now: what an earlier edition of it said is another rule's doing.
async fn counted(work: &mut Work, id: AlertRuleId) -> Result<()> {
    let rule = work.fetch::<alert_rule::Entity>(id.0).await?;
    let judged = work.every::<Entity>().filter(Column::RuleId.eq(id)).filter(Column::Edition.eq(rule.edition));
    let judged = judged.filter(Column::Judgement.is_not_null()).select_only().column(Column::Judgement);
    let judged = judged.into_tuple::<Judgement>().all(work.conn()).await?;
    let right = judged.iter().filter(|one| **one == Judgement::Right).count() as i64;
    let all = judged.len() as i64;
    work.update::<alert_rule::Entity>(rule, |rule| {
        (rule.found_right, rule.found_wrong) = (right, all - right);
        rule.precision = (all > 0).then(|| BasisPoints(right * BasisPoints::WHOLE.0 / all.max(1)));
    })
    .await?;
    Ok(())
}
