//! What a policy says, in editions: one that was published is kept as it was.

use crate::{
    policy::{self, PolicyId},
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::{Span, person::PersonId};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(EditionId of "policy_editions");

/// An edition of a policy's text. A draft is changed; what was published is kept, and confirmed by those it is for.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_editions")]
#[resource(label = "Edition of a policy", plural = "Editions of policies", title = "name", group = "", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Policy", list)]
    pub policy_id: PolicyId,
    /// The policy's title when this edition was drafted, and its number.
    #[field(label = "Name", list, read_only)]
    pub name: Option<String>,
    #[field(label = "Edition", list, read_only)]
    pub edition: Option<i64>,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// The first day on which it counts.
    #[field(label = "From", list, read_only)]
    pub from: Option<NaiveDate>,
    /// The last day on which it counts; empty means until further notice.
    #[field(label = "To", list, read_only)]
    pub to: Option<NaiveDate>,
    /// What is new in it, for those who know the one before.
    #[field(label = "What is new", kind = "LongText")]
    pub news: Option<String>,
    /// Only wording: whoever has confirmed the edition before is not asked again.
    #[field(label = "Editorial change", list, default = false)]
    pub editorial: bool,
    /// When it was published.
    #[field(label = "Published at", list, read_only)]
    pub published_at: Option<DateTimeUtc>,
    /// When its sections were last changed.
    #[field(label = "Text changed", read_only)]
    pub text_changed_at: Option<DateTimeUtc>,
    /// Whoever answers for the policy.
    #[field(label = "Keeper", read_only, owner)]
    pub keeper_id: Option<PersonId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    /// Published, and in force from a later day.
    #[choice(label = "Planned", tone = "cyan")]
    Planned,
    #[choice(label = "In force", tone = "green")]
    InForce,
    #[choice(label = "Replaced", tone = "default")]
    Replaced,
    #[choice(label = "Withdrawn", tone = "default")]
    Withdrawn,
}

impl State {
    /// Whether people are to keep to it, now or soon.
    pub fn counts(self) -> bool {
        match self {
            State::Planned | State::InForce => true,
            State::Draft | State::Replaced | State::Withdrawn => false,
        }
    }
}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }

    /// What people wrote, without what publishing keeps up.
    fn written(&self) -> (Option<&str>, bool) {
        (self.news.as_deref(), self.editorial)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        match change.before {
            Some(before) => {
                if before.policy_id != after.policy_id {
                    return Err(rules::OTHER_POLICY.into());
                }
                if before.state != State::Draft && before.written() != after.written() && !work.takes_back() {
                    return Err(rules::EDITION_KEPT.into());
                }
            }
            None => {
                let policy = work.fetch::<policy::Entity>(after.policy_id.0).await?;
                let others = of(work, after.policy_id).await?;
                if after.state == State::Draft && others.iter().any(|edition| edition.state == State::Draft) {
                    return Err(rules::DRAFT_EXISTS.into());
                }
                let edition = after.edition.unwrap_or_else(|| rules::next_edition(&others));
                after.edition = Some(edition);
                after.name = Some(format!("{} · {edition}", policy.title));
                after.keeper_id = Some(policy.owner_id);
            }
        }
        Ok(())
    })
}

/// What was published stays.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(gone), None) if gone.state != State::Draft && !work.takes_back() => Err(rules::EDITION_KEPT.into()),
            _ => Ok(()),
        }
    })
}

/// The editions of a policy, oldest first.
pub(crate) async fn of(work: &Work, policy: PolicyId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::PolicyId.eq(policy)).order_by_asc(Column::Edition);
    Ok(select.all(work.conn()).await?)
}
