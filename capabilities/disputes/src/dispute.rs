//! A dispute: two people claim the same row, and somebody above both decides.

use crate::{filing, rules, telling};
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, Choice, Currency, Minor, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(DisputeId of "disputes");

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "An account", tone = "blue")]
    Account,
    #[choice(label = "A lead", tone = "cyan")]
    Lead,
    #[choice(label = "A deal", tone = "purple")]
    Opportunity,
    #[choice(label = "A split of a deal", tone = "gold")]
    Split,
    #[choice(label = "Something else", tone = "default")]
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Filed", tone = "blue")]
    Filed,
    #[choice(label = "Answered", tone = "gold")]
    Answered,
    /// Decided; either party may appeal for a while.
    #[choice(label = "Ruled", tone = "purple")]
    Ruled,
    #[choice(label = "Appealed", tone = "orange")]
    Appealed,
    #[choice(label = "Closed", tone = "green")]
    Closed,
    #[choice(label = "Withdrawn", tone = "default")]
    Withdrawn,
}

impl State {
    /// Whether somebody has yet to decide.
    pub fn open(self) -> bool {
        match self {
            State::Filed | State::Answered | State::Appealed => true,
            State::Ruled | State::Closed | State::Withdrawn => false,
        }
    }
}

/// For whom it was decided, or settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    #[choice(label = "For the claimant", tone = "green")]
    Claimant,
    #[choice(label = "For the respondent", tone = "blue")]
    Respondent,
    #[choice(label = "Shared", tone = "gold")]
    Shared,
    /// Nothing changes, and neither was found right.
    #[choice(label = "Dismissed", tone = "default")]
    Dismissed,
}

/// Two people claim the same customer, lead, deal or share of one. Seen by both, by whoever decides, and by their lines.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "disputes")]
#[resource(label = "Dispute", plural = "Disputes", title = "title", group = "sell", icon = "safety")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisputeId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// Left empty, it is the row and the two who claim it.
    #[field(label = "Title", list, search)]
    pub title: Option<String>,
    #[field(label = "Kind", list)]
    pub kind: Kind,
    #[field(label = "State", list, read_only, default = "filed")]
    pub state: State,
    /// What kind of row it is about.
    #[field(label = "About (kind)")]
    pub row_noun: String,
    /// The row that is claimed; whoever files must see it.
    #[field(label = "About")]
    pub row_id: Uuid,
    /// What that row was called when the dispute was filed.
    #[field(label = "Name of that", read_only)]
    pub row_title: Option<String>,
    /// Whoever files.
    #[field(label = "Claimant", list, owner)]
    pub claimant_id: PersonId,
    /// Left empty, it is whoever has the row.
    #[field(label = "Respondent", list, owner)]
    pub respondent_id: Option<PersonId>,
    /// The nearest superior of both in the organization.
    #[field(label = "Arbiter", list, read_only, owner)]
    pub arbiter_id: Option<PersonId>,
    /// What happened, and why it follows.
    #[field(label = "Claim", kind = "LongText", search)]
    pub claim: String,

    /// Who should have the row: one of the two. Left empty, it is the claimant.
    #[field(label = "Owner should be", group = "asked")]
    pub wanted_id: Option<PersonId>,
    /// Of a split: the claimant's share.
    #[field(label = "Share asked for", group = "asked", range = "0..=100")]
    pub share: Option<BasisPoints>,
    /// What the row is worth; left empty, it is its amount or its estimate.
    #[field(label = "At stake", group = "asked", range = "0..")]
    pub at_stake: Option<Minor>,
    #[field(label = "Currency", group = "asked")]
    pub currency: Currency,

    #[field(label = "Filed on", list, read_only, group = "course")]
    pub filed_on: Option<NaiveDate>,
    /// The last day on which the respondent answers before the arbiter may do without.
    #[field(label = "Answer due", read_only, group = "course")]
    pub answer_due: Option<NaiveDate>,
    #[field(label = "Ruling due", list, read_only, group = "course")]
    pub ruling_due: Option<NaiveDate>,
    /// The last day on which a ruling may be appealed.
    #[field(label = "Appeal until", read_only, group = "course")]
    pub appeal_until: Option<NaiveDate>,
    /// Who had the row when it was filed, or was given it by the first ruling.
    #[field(label = "Held by", read_only, group = "course")]
    pub held_by_id: Option<PersonId>,
    /// Why it was passed to the arbiter's superior.
    #[field(label = "Passed up because", read_only, group = "course", kind = "LongText")]
    pub passed_up_reason: Option<String>,
    #[field(label = "Closed on", read_only, group = "course")]
    pub closed_on: Option<NaiveDate>,
    #[field(label = "Reminded on", read_only, group = "course")]
    pub reminded_on: Option<NaiveDate>,

    #[field(label = "Answer", read_only, group = "answer", kind = "LongText", search)]
    pub answer: Option<String>,
    #[field(label = "Answered on", read_only, group = "answer")]
    pub answered_on: Option<NaiveDate>,

    /// What one of the two offers the other.
    #[field(label = "Offer", read_only, group = "settlement")]
    pub offer: Option<Decision>,
    #[field(label = "Terms", read_only, group = "settlement", kind = "LongText")]
    pub offer_terms: Option<String>,
    #[field(label = "Share offered", read_only, group = "settlement")]
    pub offer_share: Option<BasisPoints>,
    #[field(label = "Offered by", read_only, group = "settlement")]
    pub offered_by_id: Option<PersonId>,
    /// The day both agreed.
    #[field(label = "Settled on", read_only, group = "settlement")]
    pub settled_on: Option<NaiveDate>,
    /// The sign-in that offered: what both agreed to is done with its rights where it has the row.
    #[field(label = "User who offered", read_only, secret)]
    pub offer_user_id: Option<Uuid>,
    /// Rights beyond which a narrowed token does not go.
    #[field(label = "Within", read_only, secret)]
    pub offer_within: Option<Json>,

    #[field(label = "Decision", list, read_only, group = "ruling")]
    pub decision: Option<Decision>,
    #[field(label = "Reasons", read_only, group = "ruling", kind = "LongText")]
    pub reasons: Option<String>,
    /// The claimant's, of a split.
    #[field(label = "Share decided", read_only, group = "ruling")]
    pub ruled_share: Option<BasisPoints>,
    #[field(label = "Ruled by", read_only, group = "ruling")]
    pub ruled_by_id: Option<PersonId>,
    #[field(label = "Ruled on", read_only, group = "ruling")]
    pub ruled_on: Option<NaiveDate>,
    /// Working days from filing to the ruling that stands.
    #[field(label = "Days to ruling", read_only, group = "ruling")]
    pub days_to_ruling: Option<i64>,

    #[field(label = "Appealed by", read_only, group = "appeal")]
    pub appealed_by_id: Option<PersonId>,
    #[field(label = "Appealed on", read_only, group = "appeal")]
    pub appealed_on: Option<NaiveDate>,
    #[field(label = "Grounds of the appeal", read_only, group = "appeal", kind = "LongText")]
    pub appeal_grounds: Option<String>,
    /// What was decided before the appeal.
    #[field(label = "First decision", read_only, group = "appeal")]
    pub first_decision: Option<Decision>,
    #[field(label = "First reasons", read_only, group = "appeal", kind = "LongText")]
    pub first_reasons: Option<String>,
    #[field(label = "First ruled by", read_only, group = "appeal")]
    pub first_ruled_by_id: Option<PersonId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The other one of the two.
    pub fn other(&self, party: PersonId) -> Option<PersonId> {
        if party == self.claimant_id { self.respondent_id } else { Some(self.claimant_id) }
    }

    pub fn is_party(&self, person: PersonId) -> bool {
        person == self.claimant_id || Some(person) == self.respondent_id
    }

    pub fn wanted(&self) -> PersonId {
        self.wanted_id.unwrap_or(self.claimant_id)
    }

    /// Whether the claimant says the same: what may be said better until it is answered.
    fn says_the_same(&self, other: &Model) -> bool {
        (&self.title, &self.claim, self.wanted_id) == (&other.title, &other.claim, other.wanted_id)
            && (self.share, self.at_stake, self.currency) == (other.share, other.at_stake, other.currency)
    }

    /// What it is about and between whom: that is another dispute.
    fn matter(&self) -> (Kind, &str, Uuid, PersonId, Option<PersonId>) {
        (self.kind, &self.row_noun, self.row_id, self.claimant_id, self.respondent_id)
    }
}

/// Left in the work by what changes a matter because the world did: somebody left, two accounts became one.
const FOLLOWS: &str = "disputes.follows";

pub(crate) fn follows(work: &mut Work, yes: bool) {
    work.keep(FOLLOWS, yes);
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        let Some(before) = before else { return filing::file(after, work).await };
        if before.matter() != after.matter() && !work.kept::<bool>(FOLLOWS).copied().unwrap_or(false) {
            return Err(rules::STAYS.into());
        }
        if !before.says_the_same(after) {
            let by = work.actor.person.map(PersonId);
            rules::may_reword(before.state, before.claimant_id, by)?;
            rules::asks(after.kind, after.share)?;
            rules::wanted(after.wanted_id, after.claimant_id, after.respondent_id)?;
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (None, Some(filed)) => telling::stands(work, &filed).await,
            // It says who claimed what, and who decided why.
            (Some(_), None) if !work.takes_back() => Err(rules::KEPT.into()),
            (Some(_) | None, _) => Ok(()),
        }
    })
}

/// The dispute, held against others who write about it at the same moment.
pub(crate) async fn locked(work: &Work, id: DisputeId) -> Result<Model> {
    let select = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive();
    select.one(work.conn()).await?.ok_or_else(|| kernel::Error::NotFound(Entity::NAME.into()))
}
