//! The score of a month. Worked out while the month runs, kept once it is closed.

use crate::agreement::AgreementId;
use chrono::NaiveDate;
use kernel::{Choice, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(AgreementScoreId of "agreement_scores");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Worked out anew whenever its numbers change.
    #[choice(label = "Open", tone = "blue")]
    Open,
    #[choice(label = "Closed", tone = "green")]
    Closed,
}

/// One month of an agreement: its points of 100, and those since the agreement began. Written by the system only.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "agreement_scores")]
#[resource(label = "Monthly score", plural = "Monthly scores", title = "name", group = "plan", icon = "trophy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementScoreId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Target agreement", list, follows)]
    pub agreement_id: AgreementId,
    /// The agreement's name and the month.
    #[field(label = "Name", search)]
    pub name: String,
    #[field(label = "Party", list, owner)]
    pub party_id: PersonId,
    #[field(label = "Superior", owner)]
    pub superior_id: Option<PersonId>,
    /// Its first day.
    #[field(label = "Month", list)]
    pub month: NaiveDate,
    #[field(label = "State", list)]
    pub state: State,
    /// Of those KPIs that have points already.
    #[field(label = "Points", list)]
    pub points: Quantity,
    /// The full points of those KPIs.
    #[field(label = "Of", list)]
    pub full: Quantity,
    /// Points by the numbers since the agreement began.
    #[field(label = "Points to date", list)]
    pub points_to_date: Quantity,
    /// KPIs that nobody has judged yet, or that have no number.
    #[field(label = "Without points")]
    pub missing: i64,
    /// When its numbers were asked.
    #[field(label = "Worked out at")]
    pub worked_out_at: Option<DateTimeUtc>,
    #[field(label = "Closed at")]
    pub closed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The months of an agreement that there are already, in order.
pub(crate) async fn of(work: &Work, agreement: AgreementId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::AgreementId.eq(agreement));
    Ok(select.order_by_asc(Column::Month).all(work.conn()).await?)
}
