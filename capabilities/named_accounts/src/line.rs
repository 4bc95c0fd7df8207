//! A named account: an account on an edition of a list, and who looks after it.

use crate::{
    edition::{self, EditionId, State},
    freely, rules,
};
use accounts::account::{self, AccountId};
use chrono::NaiveDate;
use kernel::{Batch, BoxFuture, Change, Choice, Currency, Minor, Money, Origin, Resource, Result, Work, Wrote, record};
use org::person::{self, PersonId};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

kernel::id!(NamedAccountId of "named_accounts");

/// How much it takes to keep or win the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    #[choice(label = "A", tone = "gold")]
    A,
    #[choice(label = "B", tone = "blue")]
    B,
    #[choice(label = "C", tone = "default")]
    C,
}

/// What others may do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Exclusivity {
    #[choice(label = "Open to others", tone = "default")]
    Open,
    /// Said, and not enforced: others ask whoever looks after it before they open a deal there.
    #[choice(label = "Others ask first", tone = "blue")]
    AskFirst,
    /// Only those who work on the account open deals there.
    #[choice(label = "Closed to others", tone = "red")]
    Closed,
}

/// An account on an edition of a list. Whoever sees the list sees it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "named_accounts")]
#[resource(label = "Named account", plural = "Named accounts", title = "name", group = "", icon = "star")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NamedAccountId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Edition", list, follows)]
    pub edition_id: EditionId,
    #[field(label = "Account", list)]
    pub account_id: AccountId,
    /// What the account was called when it was put on the list.
    #[field(label = "Name", search, read_only)]
    pub name: Option<String>,
    /// The key-account manager: whoever looks after it and answers for it.
    #[field(label = "Looked after by", list)]
    pub person_id: Option<PersonId>,
    /// How much care it takes.
    #[field(label = "Grade", list)]
    pub grade: Option<Grade>,
    /// Why it stands on the list.
    #[field(label = "Reason", list, search, kind = "LongText")]
    pub reason: Option<String>,
    /// What could be sold there in a year.
    #[field(label = "Annual potential", list, range = "0..")]
    pub potential: Option<Minor>,
    /// Of the potential.
    #[field(label = "Currency")]
    pub currency: Currency,
    /// What those may do who neither look after it nor work on it.
    #[field(label = "Exclusivity", list, default = "open")]
    pub exclusivity: Exclusivity,
    /// The day since which this edition counts for it.
    #[field(label = "Named since", list, read_only)]
    pub from: Option<NaiveDate>,
    /// The first day on which this edition counts for it no longer.
    #[field(label = "Named until", read_only)]
    pub until: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn potential(&self) -> Option<Money> {
        self.potential.map(|amount| Money::new(amount, self.currency))
    }

    /// Whether it is named on a day.
    pub fn stands(&self, day: NaiveDate) -> bool {
        self.from.is_some_and(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() || freely::is(work) {
            return Ok(());
        }
        if before.is_some_and(|before| before.edition_id != after.edition_id) {
            return Err(rules::OTHER_EDITION.into());
        }
        let edition = work.fetch::<edition::Entity>(after.edition_id.0).await?;
        if edition.state != State::Draft {
            return Err(rules::EDITION_KEPT.into());
        }
        (after.from, after.until) = (None, None);
        if before.is_none_or(|before| before.account_id != after.account_id) {
            after.name = Some(work.fetch::<account::Entity>(after.account_id.0).await?.name);
        }
        // What is brought in of the past names who looked after it then.
        if let Some(person) = after.person_id
            && work.actor.origin != Origin::Import
            && before.is_none_or(|before| before.person_id != after.person_id)
            && !work.fetch::<person::Entity>(person.0).await?.active
        {
            return Err(rules::HAS_LEFT.into());
        }
        Ok(())
    })
}

/// Keeps the edition's count, and an account on an edition once. Two who change the same edition wait for each other.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() || freely::is(work) {
            return Ok(());
        }
        let of = |row: &Wrote<'_>| [row.before, row.after].map(|row| record::uuid(row?, "edition_id"));
        let editions: BTreeSet<Uuid> = wrote.iter().flat_map(of).flatten().collect();
        for id in editions {
            let edition = work.every::<edition::Entity>().filter(edition::Column::Id.eq(id)).lock_exclusive();
            // An edition that goes takes its accounts along.
            let Some(edition) = edition.one(work.conn()).await? else { continue };
            if edition.state != State::Draft {
                return Err(rules::EDITION_KEPT.into());
            }
            let lines = self::of(work, edition.id).await?;
            let mut seen = BTreeSet::new();
            if let Some(twice) = lines.iter().find(|line| !seen.insert(line.account_id)) {
                return Err(rules::TWICE.with("account", twice.name.clone().unwrap_or_default()).into());
            }
            let accounts = i64::try_from(lines.len()).unwrap_or(i64::MAX);
            work.update::<edition::Entity>(edition, |edition| {
                edition.accounts = accounts;
                edition.changes += 1;
            })
            .await?;
        }
        Ok(())
    })
}

/// The accounts of an edition, in the order of their names.
pub(crate) async fn of(work: &Work, edition: EditionId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::EditionId.eq(edition));
    Ok(select.order_by_asc(Column::Name).order_by_asc(Column::Id).all(work.conn()).await?)
}

/// Changes lines of an edition that is kept, all with one line in the journal.
pub(crate) async fn turn(work: &mut Work, lines: Vec<Model>, change: impl Fn(&mut Model)) -> Result<()> {
    let mut changed = Vec::with_capacity(lines.len());
    for line in lines {
        let before = record::of_row::<Entity>(&line)?;
        let mut line = line;
        change(&mut line);
        changed.push((before, record::of_row::<Entity>(&line)?));
    }
    if changed.is_empty() {
        return Ok(());
    }
    freely::set(work, true);
    let written = work.write_batch(Entity::NAME, Batch { created: Vec::new(), changed }).await;
    freely::set(work, false);
    written.map(|_| ())
}
