//! Who works on an account besides its owner.

use crate::{account::AccountId, rules};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work, scope::ROW_TEAMS};
use org::person::PersonId;
use sea_orm::{
    ConnectionTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::{Deserialize, Serialize};

kernel::id!(TeamMemberId of "account_team_members");

/// Somebody who works on an account besides its owner, and therefore sees it and what belongs to it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "account_team_members")]
#[resource(label = "Account team member", plural = "Account teams", title = "role", group = "", icon = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TeamMemberId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Account", list, follows)]
    pub account_id: AccountId,
    #[field(label = "Person", list)]
    pub person_id: PersonId,
    #[field(label = "Role", list, default = "sales")]
    pub role: TeamRole,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    #[choice(label = "Sales", tone = "blue")]
    Sales,
    #[choice(label = "Pre-sales", tone = "cyan")]
    PreSales,
    #[choice(label = "Customer success", tone = "green")]
    CustomerSuccess,
    #[choice(label = "Service", tone = "purple")]
    Service,
    #[choice(label = "Executive sponsor", tone = "gold")]
    Sponsor,
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        let same = work
            .every::<Entity>()
            .filter(Column::AccountId.eq(after.account_id))
            .filter(Column::PersonId.eq(after.person_id))
            .filter(Column::Id.ne(after.id));
        if same.one(work.conn()).await?.is_some() { Err(rules::TWICE_IN_TEAM.into()) } else { Ok(()) }
    })
}

/// The kernel's row teams say who sees a row besides the owner's line.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let key = |row: &Model| (row.account_id, row.person_id);
        let (was, is) = (before.as_ref().map(key), after.as_ref().map(key));
        if was == is {
            return Ok(());
        }
        if let Some((account, person)) = was {
            let mut delete = Query::delete();
            delete
                .from_table(ROW_TEAMS)
                .and_where(Expr::col("noun").eq("accounts"))
                .and_where(Expr::col("row_id").eq(account))
                .and_where(Expr::col("person_id").eq(person));
            work.conn().execute(&delete).await?;
        }
        if let Some((account, person)) = is {
            let mut insert = Query::insert();
            insert.into_table(ROW_TEAMS).columns(["noun", "row_id", "person_id"]).values_panic([
                Expr::val("accounts"),
                Expr::val(account),
                Expr::val(person),
            ]);
            work.conn().execute(&insert).await?;
        }
        Ok(())
    })
}
