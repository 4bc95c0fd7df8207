//! A person at an account.

use crate::account::{self, AccountId};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ContactId of "contacts");

/// A person at an account. Whoever sees the account sees its contacts; personal data takes a right of its own.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "contacts")]
#[resource(label = "Contact", plural = "Contacts", title = "name", group = "sell", icon = "contacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search, personal)]
    pub name: String,
    #[field(label = "Account", list, follows)]
    pub account_id: AccountId,
    #[field(label = "Title", list, search)]
    pub title: Option<String>,
    /// What they do when their company decides.
    #[field(label = "Role in the decision", list)]
    pub decision_role: Option<DecisionRole>,
    #[field(label = "E-mail", list, search, personal, kind = "Email")]
    pub email: Option<String>,
    #[field(label = "Phone", list, personal, kind = "Phone")]
    pub phone: Option<String>,
    /// Whoever knows them best; the owner of the account where nothing is said.
    #[field(label = "Owner", list)]
    pub owner_id: Option<PersonId>,
    #[field(label = "Note", personal, kind = "LongText")]
    pub note: Option<String>,
    /// The day their personal data were destroyed.
    #[field(label = "Erased on", read_only)]
    pub erased_on: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DecisionRole {
    #[choice(label = "Decides", tone = "gold")]
    Decider,
    #[choice(label = "Holds the budget", tone = "orange")]
    Budget,
    #[choice(label = "Champion", tone = "green")]
    Champion,
    #[choice(label = "Influences", tone = "blue")]
    Influencer,
    #[choice(label = "Uses it", tone = "cyan")]
    User,
    #[choice(label = "Buys", tone = "purple")]
    Buyer,
    #[choice(label = "Blocks", tone = "red")]
    Blocker,
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        if change.before.is_none() && after.owner_id.is_none() {
            after.owner_id = work.fetch::<account::Entity>(after.account_id.0).await?.owner_id;
        }
        Ok(())
    })
}
