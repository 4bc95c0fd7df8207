//! Who holds which position, where, from a day to a day.

use crate::{
    position::{self, PositionId},
    rules,
};
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, Resource, Result, Work, Wrote, record};
use org::{
    Span,
    person::{self, PersonId},
    unit::UnitId,
};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

kernel::id!(AppointmentId of "appointments");

/// Somebody holds a position in a unit, for so much of their time, from a day to a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "appointments")]
#[resource(label = "Appointment", plural = "Appointments", title = "name", group = "", icon = "idcard")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppointmentId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list)]
    pub person_id: PersonId,
    #[field(label = "Position", list)]
    pub position_id: PositionId,
    #[field(label = "Unit", list)]
    pub unit_id: UnitId,
    /// The position's, when the appointment was made.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// Of full time. Left empty, it is all of it.
    #[field(label = "Share", list, range = "1..=100")]
    pub share: Option<BasisPoints>,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// Together with what else they hold it comes to more than full time, and that is meant.
    #[field(label = "Over full time")]
    pub over_full_time: Option<bool>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn new(work: &Work, person: PersonId, position: PositionId, unit: UnitId) -> Self {
        Self {
            id: AppointmentId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            person_id: person,
            position_id: position,
            unit_id: unit,
            name: None,
            share: None,
            from: None,
            to: None,
            over_full_time: None,
        }
    }

    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }

    /// Of full time.
    pub fn part(&self) -> BasisPoints {
        self.share.unwrap_or(BasisPoints::WHOLE)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        rules::sound(after.span())?;
        after.share = after.share.or(Some(BasisPoints::WHOLE));
        if before.is_none_or(|before| before.position_id != after.position_id) {
            let position = work.fetch::<position::Entity>(after.position_id.0).await?;
            // What is over is history, also of a position that is no more.
            if !position.active && !after.span().over(work.today) {
                return Err(rules::RETIRED.on("position_id").into());
            }
            after.name = Some(position.name);
        }
        Ok(())
    })
}

/// More than full time is refused unless the row says that it is meant.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() {
            return Ok(());
        }
        let mut written = BTreeMap::new();
        for row in wrote.iter().filter_map(|row| row.after) {
            let row: Model = record::to_row::<Entity>(row)?;
            written.insert(row.id, row);
        }
        let people: BTreeSet<PersonId> = written.values().map(|row| row.person_id).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let mut theirs: BTreeMap<PersonId, Vec<Model>> = BTreeMap::new();
        // Two who appoint the same person at once wait for each other here.
        person::lock(work, &people).await?;
        for chunk in people.chunks(1000) {
            let select = work.every::<Entity>().filter(Column::PersonId.is_in(chunk.iter().copied()));
            for row in select.all(work.conn()).await? {
                theirs.entry(row.person_id).or_default().push(row);
            }
        }
        for row in written.values().filter(|row| row.over_full_time != Some(true)) {
            let all = theirs.get(&row.person_id).into_iter().flatten();
            let held: Vec<(Span, BasisPoints)> = all.map(|held| (held.span(), held.part())).collect();
            rules::within_full_time(&held, row.span())?;
        }
        Ok(())
    })
}
