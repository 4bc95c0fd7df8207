//! A Business Target Agreement: one edition of it. Amending makes another row that takes its place.

use crate::{files, kpi, rules};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Quantity, Resource, Result, Work};
use org::{History, Span, person::PersonId, unit::UnitId};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use targets::plan::TargetPlanId;

kernel::id!(AgreementId of "agreements");

/// How far an edition has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    /// The party is asked to sign.
    #[choice(label = "Issued", tone = "cyan")]
    Issued,
    #[choice(label = "Accepted", tone = "gold")]
    Accepted,
    /// Accepted, with something to be answered.
    #[choice(label = "Accepted with reservation", tone = "orange")]
    Reserved,
    /// The party does not sign it like this.
    #[choice(label = "Disputed", tone = "red")]
    Disputed,
    /// Signed by both, and in force from a later day.
    #[choice(label = "Countersigned", tone = "cyan")]
    Countersigned,
    #[choice(label = "In force", tone = "green")]
    InForce,
    /// A later edition took its place.
    #[choice(label = "Replaced", tone = "default")]
    Replaced,
    #[choice(label = "Ended", tone = "default")]
    Ended,
    /// Called off before both had signed.
    #[choice(label = "Withdrawn", tone = "default")]
    Withdrawn,
}

impl State {
    /// Whether the party has answered and the superior is to sign.
    pub fn is_answered(self) -> bool {
        matches!(self, State::Accepted | State::Reserved)
    }

    /// Whether both have signed.
    pub fn is_signed(self) -> bool {
        matches!(self, State::Countersigned | State::InForce | State::Replaced | State::Ended)
    }
}

/// What ended it, where nobody said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    #[choice(label = "The party has left", tone = "default")]
    PartyLeft,
}

/// Who answers for what, from when to when: KPIs with weights and rules, what it may cost, and what both sides owe each other.
/// From the day it is issued on it is kept as it is, with its document and the hash of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "agreements")]
#[resource(label = "Target agreement", plural = "Target agreements", title = "name", group = "plan", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// Who answers for the target, and signs.
    #[field(label = "Party", list, owner)]
    pub party_id: PersonId,
    /// Who countersigns. Left empty, whoever the party reports to.
    #[field(label = "Superior", list, owner)]
    pub superior_id: Option<PersonId>,
    /// The unit whose numbers count; empty means what the party achieves in person.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// The first day of the period agreed on.
    #[field(label = "From", list)]
    pub from: NaiveDate,
    /// The last day of the period agreed on.
    #[field(label = "To", list)]
    pub to: NaiveDate,
    /// Products, regions, customers that it is about.
    #[field(label = "Scope", kind = "LongText", search)]
    pub scope: Option<String>,
    /// What is to be reached of the first KPI.
    #[field(label = "Base", list, read_only, group = "target")]
    pub base: Option<Quantity>,
    /// What one strives for.
    #[field(label = "Stretch", list, read_only, group = "target")]
    pub stretch: Option<Quantity>,
    /// The published plan that it was made from.
    #[field(label = "Target plan", read_only, group = "target")]
    pub plan_id: Option<TargetPlanId>,
    /// What may be spent to reach it, in the company's currency.
    #[field(label = "Expense cap", range = "0..", group = "terms")]
    pub expense_cap: Option<Quantity>,
    /// What becomes of what is spent above the cap.
    #[field(label = "Above the cap", kind = "LongText", group = "terms")]
    pub above_cap: Option<String>,
    /// How the score becomes pay.
    #[field(label = "Pay", kind = "LongText", group = "terms")]
    pub pay: Option<String>,
    /// What is new in this edition, for those who know the one before.
    #[field(label = "What is new", kind = "LongText", group = "terms")]
    pub news: Option<String>,
    /// The day by which the party should have signed; left empty, two weeks after it is issued.
    #[field(label = "Sign by", list, group = "signing")]
    pub sign_by: Option<NaiveDate>,
    #[field(label = "Edition", list, read_only, group = "signing", default = 1)]
    pub edition: i64,
    /// The edition before this one.
    #[field(label = "Amends", read_only, group = "signing")]
    pub amends_id: Option<AgreementId>,
    /// The first edition, which all others go back to.
    #[field(label = "First edition", read_only, group = "signing")]
    pub first_id: Option<AgreementId>,
    /// The first day on which it counts.
    #[field(label = "Counts from", read_only, group = "signing")]
    pub counts_from: Option<NaiveDate>,
    /// The last day on which it counts.
    #[field(label = "Counts until", read_only, group = "signing")]
    pub counts_to: Option<NaiveDate>,
    #[field(label = "Issued at", read_only, group = "signing")]
    pub issued_at: Option<DateTimeUtc>,
    #[field(label = "Issued by", read_only, group = "signing")]
    pub issued_by_id: Option<PersonId>,
    #[field(label = "Answered at", read_only, group = "signing")]
    pub answered_at: Option<DateTimeUtc>,
    /// The reservation, or what is disputed.
    #[field(label = "Reservation", read_only, group = "signing", kind = "LongText")]
    pub reservation: Option<String>,
    /// What the superior says to the reservation.
    #[field(label = "Reply", read_only, group = "signing", kind = "LongText")]
    pub reply: Option<String>,
    #[field(label = "Countersigned at", read_only, group = "signing")]
    pub countersigned_at: Option<DateTimeUtc>,
    #[field(label = "Countersigned by", read_only, group = "signing")]
    pub countersigned_by_id: Option<PersonId>,
    /// The superior named in its documents, where somebody else has taken their place since.
    #[field(label = "Superior named in it", read_only, group = "signing")]
    pub named_superior_id: Option<PersonId>,
    /// The day on which the superior took the place of the one named in it.
    #[field(label = "Superior since", read_only, group = "signing")]
    pub superior_since: Option<NaiveDate>,
    /// SHA-256 of the Chinese document that was issued, and that both sign.
    #[field(label = "Hash (Chinese)", read_only, group = "signing")]
    pub hash_zh: Option<String>,
    /// SHA-256 of the English document that was issued.
    #[field(label = "Hash (English)", read_only, group = "signing")]
    pub hash_en: Option<String>,
    /// SHA-256 of the Chinese document with both signatures.
    #[field(label = "Hash of the signed document (Chinese)", read_only, group = "signing")]
    pub signed_hash_zh: Option<String>,
    /// SHA-256 of the English document with both signatures.
    #[field(label = "Hash of the signed document (English)", read_only, group = "signing")]
    pub signed_hash_en: Option<String>,
    #[field(label = "Reminded on", read_only, group = "signing")]
    pub reminded_on: Option<NaiveDate>,
    /// How often somebody was reminded.
    #[field(label = "Reminders", read_only, group = "signing", default = 0)]
    pub reminders: i64,
    /// Why it ended early, or was withdrawn.
    #[field(label = "Why it ended", read_only, group = "signing", kind = "LongText")]
    pub ended_because: Option<String>,
    /// What ended it, where nobody said so.
    #[field(label = "Ended by", read_only, group = "signing")]
    pub ended_by: Option<Cause>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(Some(self.from), Some(self.to))
    }

    /// The id that all editions share.
    pub fn series(&self) -> AgreementId {
        self.first_id.unwrap_or(self.id)
    }

    /// The person whose numbers count, where no unit's do.
    pub fn person(&self) -> Option<PersonId> {
        self.unit_id.is_none().then_some(self.party_id)
    }

    /// Whether it ended before its last day, or was called off; an edition that was replaced was not.
    pub fn is_cut_short(&self) -> bool {
        self.ended_because.is_some() || self.ended_by.is_some()
    }

    /// Who is named as superior in its documents.
    pub fn named(&self) -> Option<PersonId> {
        self.named_superior_id.or(self.superior_id)
    }

    /// What people agree on, without how far it has come.
    fn said(&self) -> impl PartialEq {
        (
            (self.name.clone(), self.party_id, self.superior_id, self.unit_id, self.plan_id, self.from, self.to),
            (self.scope.clone(), self.base, self.stretch, self.expense_cap, self.above_cap.clone(), self.pay.clone()),
            (self.news.clone(), self.edition, self.amends_id, self.first_id),
        )
    }
}

const FOLLOWS: &str = "agreements.follows";

/// While it does, this work writes who takes somebody's place; what was issued says the same as before.
pub(crate) fn follows(work: &mut Work, yes: bool) {
    work.keep(FOLLOWS, yes);
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        after.name = after.name.trim().to_owned();
        if !after.span().is_sound() {
            return Err(rules::ENDS_BEFORE_IT_BEGINS.into());
        }
        if after.superior_id.is_none() {
            let history = History::load(work.conn()).await?;
            after.superior_id = history.manager(after.party_id, work.today.min(after.to));
        }
        rules::two_sides(after.party_id, after.superior_id)?;
        if before.is_none_or(|before| before.said() != after.said())
            && !work.kept::<bool>(FOLLOWS).copied().unwrap_or(false)
        {
            crate::signing::not_own(work, after.party_id)?;
            if before.is_some_and(|before| before.state != State::Draft) {
                return Err(rules::KEPT.into());
            }
        }
        match before {
            Some(before) if before.state != State::Draft => {}
            Some(before) if before.party_id != after.party_id || before.unit_id != after.unit_id => {
                kpi::still_fit(work, after).await?;
            }
            Some(_) => {}
            // Whatever was brought along, it is to be signed anew.
            None if !crate::signing::writes_history(work) => {
                after.state = State::Draft;
                (after.issued_at, after.answered_at, after.countersigned_at) = (None, None, None);
                (after.hash_zh, after.hash_en, after.signed_hash_zh, after.signed_hash_en) = (None, None, None, None);
                (after.counts_from, after.counts_to, after.reservation, after.reply) = (None, None, None, None);
                (after.countersigned_by_id, after.named_superior_id, after.superior_since) = (None, None, None);
                after.ended_by = None;
            }
            None => {}
        }
        Ok(())
    })
}

/// Drafts go; whatever was issued stays.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(gone), None) if gone.state != State::Draft && !work.takes_back() => Err(rules::KEPT.into()),
            (Some(gone), None) => files::remove(gone.id, work).await,
            (Some(_) | None, Some(_)) | (None, None) => Ok(()),
        }
    })
}

/// The agreement, and whoever else writes about it waits until this work ends.
pub(crate) async fn locked(work: &Work, id: AgreementId) -> Result<Model> {
    let found = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive().one(work.conn()).await?;
    found.ok_or_else(|| kernel::Error::NotFound(Entity::NAME.into()))
}

/// All editions of an agreement, oldest first.
pub(crate) async fn editions(work: &Work, series: AgreementId) -> Result<Vec<Model>> {
    let of = sea_orm::Condition::any().add(Column::Id.eq(series)).add(Column::FirstId.eq(series));
    Ok(work.every::<Entity>().filter(of).order_by_asc(Column::Edition).all(work.conn()).await?)
}
