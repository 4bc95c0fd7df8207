//! A customer, or one to be.

use crate::rules;
use kernel::{BoxFuture, Change, Choice, Currency, Minor, Resource, Result, Tags, Work, Wrote, record};
use org::person::PersonId;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(AccountId of "accounts");

/// An organization we sell to, or want to.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "accounts")]
#[resource(label = "Account", plural = "Accounts", title = "name", group = "sell", icon = "bank")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// What other systems call it.
    #[field(label = "Code", search, unique)]
    pub code: Option<String>,
    /// Whoever answers for it. Their line sees it too.
    #[field(label = "Owner", list, owner)]
    pub owner_id: Option<PersonId>,
    /// How much we care for it.
    #[field(label = "Tier", list, default = "potential")]
    pub tier: Tier,
    #[field(label = "Status", list, default = "prospect")]
    pub status: Status,
    #[field(label = "Industry", list, search)]
    pub industry: Option<String>,
    #[field(label = "Region", list, search)]
    pub region: Option<String>,
    #[field(label = "Country", search)]
    pub country: Option<String>,
    #[field(label = "Tags")]
    pub tags: Option<Tags>,
    /// The account it is a part of.
    #[field(label = "Parent account")]
    pub parent_id: Option<AccountId>,
    #[field(label = "Employees", group = "company", range = "0..")]
    pub employees: Option<i64>,
    /// The year it was founded.
    #[field(label = "Founded", group = "company")]
    pub founded: Option<i64>,
    #[field(label = "Annual revenue", group = "company", range = "0..")]
    pub annual_revenue: Option<Minor>,
    /// Of the annual revenue.
    #[field(label = "Currency", group = "company")]
    pub currency: Currency,
    #[field(label = "Website", group = "address", kind = "Url")]
    pub website: Option<String>,
    #[field(label = "Phone", group = "address", kind = "Phone")]
    pub phone: Option<String>,
    #[field(label = "Address", group = "address")]
    pub address: Option<String>,
    #[field(label = "Office location", group = "address", search)]
    pub office_location: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    #[choice(label = "Key account", tone = "gold")]
    KeyAccount,
    #[choice(label = "Mid-size", tone = "blue")]
    Mid,
    #[choice(label = "Small", tone = "cyan")]
    Small,
    #[choice(label = "Potential", tone = "default")]
    Potential,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[choice(label = "Prospect", tone = "blue")]
    Prospect,
    #[choice(label = "Customer", tone = "green")]
    Customer,
    #[choice(label = "Former customer", tone = "orange")]
    Former,
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        rules::sensible(after, work.today)?;
        match after.parent_id {
            Some(parent) if change.before.is_none_or(|before| before.parent_id != after.parent_id) => {
                refuse_circle(work, after.id, parent).await
            }
            Some(_) | None => Ok(()),
        }
    })
}

/// Rows of one chunk do not see each other before they are written.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if wrote.len() < 2 {
            return Ok(());
        }
        for row in wrote.iter().filter_map(|row| row.after) {
            if let (Some(id), Some(parent)) = (record::uuid(row, "id"), record::uuid(row, "parent_id")) {
                refuse_circle(work, AccountId(id), AccountId(parent)).await?;
            }
        }
        Ok(())
    })
}

async fn refuse_circle(work: &Work, account: AccountId, parent: AccountId) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    let mut above = Some(parent);
    while let Some(now) = above {
        if now == account {
            return Err(rules::CIRCLE.into());
        }
        if !seen.insert(now) {
            return Ok(());
        }
        let select = work.every::<Entity>().select_only().column(Column::ParentId).filter(Column::Id.eq(now));
        above = select.into_tuple::<Option<AccountId>>().one(work.conn()).await?.flatten();
    }
    Ok(())
}
