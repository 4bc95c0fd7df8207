//! The rights in somebody's hands: through positions, as the head of a unit, by role, in person.

use crate::{
    matter::{Act, Kind},
    right::{self, Extent, Holder},
    rules::{self, Ground, Held, Limit, Through},
    sight::Sight,
};
use chrono::NaiveDate;
use kernel::Result;
use org::{
    Span,
    person::{self, PersonId},
    unit::UnitId,
    unit_term,
};
use positions::appointment;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap};

/// Rights that somebody has, had or will have.
pub struct Hands {
    pub held: Vec<Held>,
    pub rights: Vec<right::Model>,
    /// Their last day here.
    pub left: Option<NaiveDate>,
}

/// Through what somebody comes by rights.
struct Ways {
    appointments: Vec<appointment::Model>,
    led: Vec<(Span, UnitId)>,
    roles: BTreeSet<String>,
    main: Option<UnitId>,
}

impl Hands {
    /// All of them, or those of an act about a kind of thing.
    pub async fn of<C: ConnectionTrait>(
        sight: &Sight<'_, C>,
        person: PersonId,
        about: Option<(Act, Kind)>,
        day: NaiveDate,
    ) -> Result<Self> {
        let row = sight.all::<person::Entity>().filter(person::Column::Id.eq(person)).one(sight.conn).await?;
        let ways = Ways::of(sight, person, day).await?;
        let rights = ways.rights(sight, person, about).await?;
        let mut units: BTreeSet<UnitId> = ways.appointments.iter().map(|held| held.unit_id).collect();
        units.extend(ways.led.iter().map(|(_, unit)| *unit));
        units.extend(ways.main);
        units.extend(rights.iter().filter_map(|right| right.unit_id));
        let names = sight.names(units).await?;
        let held = rights.iter().flat_map(|right| ways.held(right, &names)).collect();
        Ok(Self { held, left: row.and_then(|row| row.left_on), rights })
    }
}

impl Ways {
    async fn of<C: ConnectionTrait>(sight: &Sight<'_, C>, person: PersonId, day: NaiveDate) -> Result<Self> {
        let select = sight.all::<appointment::Entity>().filter(appointment::Column::PersonId.eq(person));
        let appointments = select.order_by_asc(appointment::Column::Id).all(sight.conn).await?;
        let select = sight.all::<unit_term::Entity>().filter(unit_term::Column::LeaderId.eq(person));
        let led = select.order_by_asc(unit_term::Column::Id).all(sight.conn).await?;
        let users = sight
            .all::<access::user::Entity>()
            .filter(access::user::Column::PersonId.eq(person.0))
            .filter(access::user::Column::Active.eq(true));
        let roles = users.all(sight.conn).await?.into_iter().flat_map(|user| user.roles.0).collect();
        Ok(Self {
            appointments,
            led: led.into_iter().map(|term| (term.span(), term.unit_id)).collect(),
            roles,
            main: sight.main_unit(person, day).await?,
        })
    }

    async fn rights<C: ConnectionTrait>(
        &self,
        sight: &Sight<'_, C>,
        person: PersonId,
        about: Option<(Act, Kind)>,
    ) -> Result<Vec<right::Model>> {
        use right::Column;
        let positions: BTreeSet<_> = self.appointments.iter().map(|held| held.position_id).collect();
        let mut any = Condition::any()
            .add(Column::PersonId.eq(person))
            .add(Column::PositionId.is_in(positions))
            .add(Column::Role.is_in(self.roles.iter().cloned()));
        if !self.led.is_empty() {
            let units: BTreeSet<UnitId> = self.led.iter().map(|(_, unit)| *unit).collect();
            let every = Condition::all().add(Column::Holder.eq(Holder::UnitHead)).add(Column::HeadOfId.is_null());
            any = any.add(Column::HeadOfId.is_in(units)).add(every);
        }
        let mut select = sight.all::<right::Entity>().filter(any);
        if let Some((act, kind)) = about {
            select = select.filter(Column::Act.eq(act)).filter(Column::Kind.eq(kind));
        }
        Ok(select.order_by_asc(Column::Id).all(sight.conn).await?)
    }

    /// A right once for each way in which they come by it.
    fn held(&self, right: &right::Model, names: &HashMap<UnitId, String>) -> Vec<Held> {
        let name = |unit: UnitId| names.get(&unit).cloned().unwrap_or_default();
        let make = |own: Option<UnitId>, holding: Span, through: Through, called: String| Held {
            right: right.id,
            act: right.act,
            kind: right.kind,
            limit: limit(right, own, names),
            span: right.span(),
            holding,
            through,
            name: called,
        };
        let always = Span::default();
        let named = right.name.clone().unwrap_or_default();
        match right.holder {
            Holder::Position => {
                let theirs = self.appointments.iter().filter(|held| Some(held.position_id) == right.position_id);
                let held = theirs.map(|held| {
                    let through = Through::Position {
                        appointment_id: held.id,
                        position_id: held.position_id,
                        unit_id: held.unit_id,
                    };
                    // The position may have been renamed since the appointment was made.
                    make(Some(held.unit_id), held.span(), through, named.clone())
                });
                held.collect()
            }
            Holder::UnitHead => {
                let theirs = self.led.iter().filter(|(_, unit)| right.head_of_id.is_none_or(|head| head == *unit));
                let held = theirs
                    .map(|(span, unit)| make(Some(*unit), *span, Through::UnitHead { unit_id: *unit }, name(*unit)));
                held.collect()
            }
            Holder::Role => {
                vec![make(self.main, always, Through::Role { unit_id: self.main }, named)]
            }
            Holder::Person => {
                let through = right.person_id.map(|person_id| Through::Person { person_id, unit_id: self.main });
                through.map(|through| make(self.main, always, through, named)).into_iter().collect()
            }
        }
    }
}

/// How far a right goes for somebody who has it in a unit.
pub fn limit(right: &right::Model, own: Option<UnitId>, names: &HashMap<UnitId, String>) -> Limit {
    let below = |unit: Option<UnitId>| match unit {
        Some(unit) => Ground::Below(unit, names.get(&unit).cloned().unwrap_or_default()),
        None => Ground::Nowhere,
    };
    Limit {
        amount: right.up_to(),
        percentage: right.percentage,
        margin: right.margin,
        ground: match right.extent {
            Extent::Everywhere => Ground::Everywhere,
            Extent::Unit => below(right.unit_id),
            Extent::OwnUnit => below(own),
        },
        products: rules::listed(right.products.as_deref()),
        tier: right.tier,
        industries: rules::listed(right.industries.as_deref()),
        channels: rules::listed(right.channels.as_deref()),
    }
}
