//! Somebody is not there from a day to a day.

use crate::{apart, rules, telling};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Origin, Quantity, Resource, Result, Work, Wrote};
use org::person::{self, PersonId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(AbsenceId of "absences");

/// Why somebody is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Annual leave", tone = "green")]
    Annual,
    #[choice(label = "Time off in lieu", tone = "cyan")]
    InLieu,
    #[choice(label = "Personal leave", tone = "blue")]
    Personal,
    #[choice(label = "Sick leave", tone = "orange")]
    Sick,
    #[choice(label = "Marriage leave", tone = "purple")]
    Marriage,
    #[choice(label = "Parental leave", tone = "purple")]
    Parental,
    #[choice(label = "Bereavement leave", tone = "default")]
    Bereavement,
    #[choice(label = "Other leave", tone = "default")]
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Requested", tone = "blue")]
    Requested,
    #[choice(label = "Approved", tone = "green")]
    Approved,
    #[choice(label = "Refused", tone = "red")]
    Refused,
    #[choice(label = "Withdrawn", tone = "default")]
    Withdrawn,
}

impl State {
    /// Whether its days are taken.
    pub fn counts(self) -> bool {
        match self {
            State::Requested | State::Approved => true,
            State::Refused | State::Withdrawn => false,
        }
    }
}

/// Days on which somebody is not there, asked for and decided. Seen by themselves, their line and HR.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "absences")]
#[resource(label = "Absence", plural = "Absences", title = "name", group = "organization", icon = "calendar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AbsenceId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, owner)]
    pub person_id: PersonId,
    /// The days it is about.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    #[field(label = "Kind", list, personal)]
    pub kind: Kind,
    /// First day.
    #[field(label = "From", list)]
    pub from: NaiveDate,
    /// Last day.
    #[field(label = "To", list)]
    pub to: NaiveDate,
    /// The morning of the first day is worked.
    #[field(label = "From noon", default = false)]
    pub from_noon: bool,
    /// The afternoon of the last day is worked.
    #[field(label = "Until noon", default = false)]
    pub until_noon: bool,
    /// Working days of the company's calendar, when it was entered.
    #[field(label = "Working days", list, read_only)]
    pub days: Option<Quantity>,
    #[field(label = "State", list, read_only, default = "requested")]
    pub state: State,
    #[field(label = "Reason", personal, kind = "LongText")]
    pub reason: Option<String>,
    #[field(label = "Decided by", group = "decision", list, read_only)]
    pub decided_by_id: Option<PersonId>,
    #[field(label = "Decided on", group = "decision", read_only)]
    pub decided_on: Option<NaiveDate>,
    #[field(label = "Answer", group = "decision", read_only, personal)]
    pub answer: Option<String>,
    /// The day they were back, where that was earlier than asked for.
    #[field(label = "Back on", group = "decision", read_only)]
    pub back_on: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn halves(&self) -> rules::Halves {
        rules::Halves { from: self.from, to: self.to, from_noon: self.from_noon, until_noon: self.until_noon }
    }

    /// What was asked for and may not be changed once it is decided.
    fn asked(&self) -> (PersonId, Kind, rules::Halves) {
        (self.person_id, self.kind, self.halves())
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        if let Some(before) = before {
            if before.person_id != after.person_id {
                return Err(rules::OTHER_PERSON.into());
            }
            let decided = before.state != State::Requested;
            // Verbs move the state, or say since when somebody is back.
            let by_hand = (before.state, before.back_on) == (after.state, after.back_on);
            if decided && by_hand && before.asked() != after.asked() {
                return Err(rules::DECIDED.into());
            }
        }
        let halves = after.halves();
        let worked = |day| work.house.company().calendar.is_working_day(day);
        let days = rules::sound(halves, worked)?;
        if before.is_none_or(|before| before.asked() != after.asked()) {
            after.days = Some(days);
            after.name = Some(if after.from == after.to {
                after.from.to_string()
            } else {
                format!("{} – {}", after.from, after.to)
            });
        }
        if before.is_none() {
            let person = work.fetch::<person::Entity>(after.person_id.0).await?;
            rules::is_here(person.hired_on, person.left_on, halves)?;
            // What an import brings of the past has been decided elsewhere.
            let history = work.actor.origin == Origin::Import && after.to < work.today;
            after.state = if history { State::Approved } else { State::Requested };
        }
        Ok(())
    })
}

/// Nobody is absent twice at a time; whoever has to decide, and then whoever asked, is told.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        apart::hold::<Entity>(
            wrote,
            work,
            |row| row.person_id,
            |people| Column::PersonId.is_in(people.iter().copied()),
            |one, other| {
                one.id != other.id
                    && one.state.counts()
                    && other.state.counts()
                    && one.halves().overlaps(other.halves())
            },
            rules::OVERLAP,
        )
        .await?;
        telling::tell(wrote, work).await
    })
}
