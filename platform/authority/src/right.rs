//! A line of authority: who may do what about which kind of thing, and how far.

use crate::{
    matter::{Act, CustomerTier, Kind},
    own, rules,
};
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, Choice, Currency, FieldError, Minor, Money, Resource, Result, Work};
use org::{
    Span,
    person::{self, PersonId},
    unit::{self, UnitId},
};
use positions::position::{self, PositionId};
use sea_orm::{Iterable, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(RightId of "rights");

/// Somebody may do something about a kind of thing, within limits, from a day to a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "rights")]
#[resource(label = "Right", plural = "Rights", title = "name", group = "organization", icon = "safety")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RightId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    /// What whoever has it is called.
    #[field(label = "Name", list, search, read_only)]
    pub name: Option<String>,
    /// What they may do about it.
    #[field(label = "Act", list)]
    pub act: Act,
    /// What it is about.
    #[field(label = "Kind of thing", list)]
    pub kind: Kind,
    /// Through what somebody has it: a position they hold, a unit they lead, a role they sign in with, or in person.
    #[field(label = "Held by", list, default = "position", group = "holder")]
    pub holder: Holder,
    /// Whoever is appointed to it has the right, for as long as they are.
    #[field(label = "Position", group = "holder")]
    pub position_id: Option<PositionId>,
    /// Whoever leads this unit has the right; empty means whoever leads any unit, for that unit.
    #[field(label = "Head of unit", group = "holder")]
    pub head_of_id: Option<UnitId>,
    /// The name of the role: `manager`. Roles are those of today, on whichever day one asks.
    #[field(label = "Role", search, group = "holder")]
    pub role: Option<String>,
    /// This person by name, whatever they hold.
    #[field(label = "Person", group = "holder")]
    pub person_id: Option<PersonId>,
    /// The limit's. Amounts in other currencies are converted at the company's rate of the day.
    #[field(label = "Currency", group = "limits")]
    pub currency: Currency,
    /// Up to and including this amount; empty means any.
    #[field(label = "Up to amount", list, range = "0..", group = "limits")]
    pub amount: Option<Minor>,
    /// Up to and including this percentage, such as a discount; empty means any.
    #[field(label = "Up to per cent", list, range = "0..=1000", group = "limits")]
    pub percentage: Option<BasisPoints>,
    /// Only where at least this margin is left; empty means any.
    #[field(label = "Least margin", list, range = "-1000..=100", group = "limits")]
    pub margin: Option<BasisPoints>,
    /// Where it holds: in the unit in which they hold it with all below, in a named unit with all below, or everywhere.
    #[field(label = "Where", list, default = "own_unit", group = "narrowed")]
    pub extent: Extent,
    /// With all units below it.
    #[field(label = "Named unit", group = "narrowed")]
    pub unit_id: Option<UnitId>,
    /// Codes of products or product lines, with commas between them; empty means all.
    #[field(label = "Products", search, group = "narrowed")]
    pub products: Option<String>,
    /// Empty means customers of every tier.
    #[field(label = "Customer tier", group = "narrowed")]
    pub tier: Option<CustomerTier>,
    /// With commas between them; empty means every industry.
    #[field(label = "Industries", search, group = "narrowed")]
    pub industries: Option<String>,
    /// With commas between them; empty means every channel.
    #[field(label = "Channels", search, group = "narrowed")]
    pub channels: Option<String>,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// Why, or by which decision.
    #[field(label = "Note", search)]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Through what somebody has a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    #[choice(label = "Position", tone = "blue")]
    Position,
    #[choice(label = "Head of a unit", tone = "purple")]
    UnitHead,
    #[choice(label = "Role", tone = "cyan")]
    Role,
    #[choice(label = "Person", tone = "gold")]
    Person,
}

/// Where a right holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    #[choice(label = "Own unit", tone = "default")]
    OwnUnit,
    #[choice(label = "Named unit", tone = "default")]
    Unit,
    #[choice(label = "Everywhere", tone = "default")]
    Everywhere,
}

/// The words of holders, as they are stored.
pub fn holders() -> Vec<String> {
    Holder::iter().map(|holder| holder.to_value()).collect()
}

impl Model {
    /// A right of a position where it is held, without limits, from the beginning.
    pub fn of_position(now: DateTimeUtc, position: PositionId, act: Act, kind: Kind) -> Self {
        Self {
            id: RightId::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            custom: serde_json::json!({}),
            name: None,
            holder: Holder::Position,
            position_id: Some(position),
            head_of_id: None,
            role: None,
            person_id: None,
            act,
            kind,
            currency: Currency::CNY,
            amount: None,
            percentage: None,
            margin: None,
            extent: Extent::OwnUnit,
            unit_id: None,
            products: None,
            tier: None,
            industries: None,
            channels: None,
            from: None,
            to: None,
            note: None,
        }
    }

    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }

    pub fn up_to(&self) -> Option<Money> {
        self.amount.map(|amount| Money::new(amount, self.currency))
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        rules::sound(after.span())?;
        rules::one_holder(after)?;
        rules::placed(after)?;
        let calendar = work.house.company().calendar.clone();
        if let Some(before) = before
            && !work.takes_back()
        {
            rules::kept(before, Some(after), calendar.day_of(before.created_at), work.today)?;
        }
        // Another name or note gives nobody anything.
        let gives = before.is_none_or(|before| !rules::same_grant(before, after) || before.to != after.to);
        if gives && !work.takes_back() {
            if let Some(before) = before {
                own::refuse(work, before).await?;
            }
            own::refuse(work, after).await?;
        }
        if before.is_none_or(|before| !rules::same_holder(before, after)) {
            after.name = Some(called(work, after).await?);
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
        let (Some(gone), None) = (before, after) else { return Ok(()) };
        if work.takes_back() {
            return Ok(());
        }
        let recorded = work.house.company().calendar.day_of(gone.created_at);
        rules::kept(&gone, None, recorded, work.today)?;
        own::refuse(work, &gone).await
    })
}

/// What whoever has it is called.
async fn called(work: &Work, right: &Model) -> Result<String> {
    Ok(match (right.holder, right.position_id, right.head_of_id, right.person_id) {
        (Holder::Position, Some(position), _, _) => work.fetch::<position::Entity>(position.0).await?.name,
        (Holder::UnitHead, _, Some(unit), _) => work.fetch::<unit::Entity>(unit.0).await?.name,
        (Holder::Person, _, _, Some(person)) => work.fetch::<person::Entity>(person.0).await?.name,
        (Holder::Role, ..) => {
            let name = right.role.clone().unwrap_or_default();
            let role = work.every::<access::role::Entity>().filter(access::role::Column::Name.eq(&name));
            match role.one(work.conn()).await? {
                Some(role) => role.label,
                None => {
                    return Err(FieldError::new("role", "rights.unknown_role", "there is no role of this name")
                        .value(name)
                        .into());
                }
            }
        }
        // Whoever leads any unit has no name of their own; the language is that of whoever wrote it down.
        (Holder::UnitHead | Holder::Position | Holder::Person, ..) => {
            work.house.registry.words.say(work.actor.locale, "rights.any_head", "Head of any unit").to_owned()
        }
    })
}
