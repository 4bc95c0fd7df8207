//! Rights as people read them: names instead of ids, in the reader's language, within what they may know.

use crate::{
    right::{self, Extent, Holder},
    rules::{self, Held, Through},
};
use chrono::NaiveDate;
use kernel::{Actor, BasisPoints, Field, House, Result};
use org::{Span, unit::UnitId};
use positions::whole::{Decision, choice};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// A row and what people call it.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// A right, and through what somebody has it.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub right_id: right::RightId,
    #[serde(flatten)]
    pub what: Decision,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub note: Option<String>,
    pub source: Source,
}

#[derive(Clone, Debug, Serialize)]
pub struct Source {
    pub via: Holder,
    /// The position, the unit, the role or the person, as people call it.
    pub name: String,
    /// The position's, the unit's or the person's.
    pub id: Option<Uuid>,
    /// Where they hold the position.
    pub unit: Option<Named>,
    /// On which days they hold what gives them the right.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Tells rights to a reader.
pub struct Teller<'a> {
    house: &'a House,
    actor: &'a Actor,
    units: HashMap<UnitId, String>,
    /// Fields of rights that the reader's roles do not show.
    shut: BTreeSet<String>,
}

impl<'a> Teller<'a> {
    /// `own`: about the reader's own rights nothing is withheld.
    pub async fn of(
        house: &'a House,
        actor: &'a Actor,
        units: impl IntoIterator<Item = UnitId>,
        own: bool,
    ) -> Result<Self> {
        let noun = house.registry.known("rights")?;
        let shown = |field: &&Field| own || actor.opens(noun, field);
        let shut = noun.built_in().iter().filter(|field| !shown(field)).map(|field| field.name.to_string()).collect();
        let system = Actor::system();
        let ids: BTreeSet<Uuid> = units.into_iter().map(|unit| unit.0).collect();
        let titles = house.reader(&system).titles(house.registry.known("units")?, ids).await?;
        let units = titles.into_iter().map(|(id, name)| (UnitId(id), name.to_string())).collect();
        Ok(Self { house, actor, units, shut })
    }

    pub fn shuts(&self, field: &str) -> bool {
        self.shut.contains(field)
    }

    fn say(&self, key: &str, english: &str) -> String {
        self.house.registry.words.say(self.actor.locale, key, english).to_owned()
    }

    pub fn unit(&self, unit: UnitId) -> String {
        self.units.get(&unit).cloned().unwrap_or_default()
    }

    fn open<T>(&self, field: &str, value: Option<T>) -> Option<T> {
        value.filter(|_| !self.shuts(field))
    }

    /// What a right gives; `own` is the unit in which somebody has it, where it is told of somebody.
    pub fn decision(&self, right: &right::Model, own: Option<UnitId>) -> Decision {
        let (house, actor) = (self.house, self.actor);
        let number = |points: BasisPoints| points.number();
        let listed = |field: &str, text: &Option<String>| {
            let listed = rules::listed(text.as_deref()).join(", ");
            self.open(field, Some(listed).filter(|listed| !listed.is_empty()))
        };
        let narrowed = [
            ("products", listed("products", &right.products)),
            ("tier", self.open("tier", right.tier.map(|tier| choice(house, actor, "rights", "tier", &tier)))),
            ("industries", listed("industries", &right.industries)),
            ("channels", listed("channels", &right.channels)),
        ];
        Decision {
            act_label: choice(house, actor, "rights", "act", &right.act),
            act: word(&right.act),
            kind_label: choice(house, actor, "rights", "kind", &right.kind),
            kind: word(&right.kind),
            amount: self.open("amount", right.up_to()),
            percentage: self.open("percentage", right.percentage).map(number),
            margin: self.open("margin", right.margin).map(number),
            place: self.place(right, own),
            narrowed: narrowed
                .into_iter()
                .filter_map(|(field, value)| Some(format!("{}: {}", self.label(field), value?)))
                .collect(),
        }
    }

    fn label(&self, field: &str) -> String {
        let known = self.house.registry.noun("rights").and_then(|noun| noun.field(field));
        let english = known.map(|field| field.label.to_string()).unwrap_or_default();
        self.say(&format!("rights.fields.{field}"), &english)
    }

    fn place(&self, right: &right::Model, own: Option<UnitId>) -> String {
        let unit = match right.extent {
            Extent::Everywhere => None,
            Extent::OwnUnit => own,
            Extent::Unit => right.unit_id,
        };
        match unit {
            Some(unit) => {
                let arguments = [("unit", self.unit(unit))];
                let words = &self.house.registry.words;
                words.fill(self.actor.locale, "authority.and_below", "{unit} and below", &arguments)
            }
            None if right.extent == Extent::OwnUnit => self.say("authority.own_and_below", "Own unit and below"),
            None => choice(self.house, self.actor, "rights", "extent", &right.extent),
        }
    }

    /// A right in somebody's hands.
    pub fn held(&self, right: &right::Model, held: &Held) -> Line {
        let (id, own, unit) = match held.through {
            Through::Position { position_id, unit_id, .. } => (Some(position_id.0), Some(unit_id), Some(unit_id)),
            Through::UnitHead { unit_id } => (Some(unit_id.0), Some(unit_id), None),
            Through::Role { unit_id } => (None, unit_id, None),
            Through::Person { person_id, unit_id } => (Some(person_id.0), unit_id, None),
        };
        let source = Source {
            via: right.holder,
            name: held.name.clone(),
            id,
            unit: unit.map(|unit| Named { id: unit.0, name: self.unit(unit) }),
            from: held.holding.from,
            to: held.holding.to,
        };
        self.line(right, own, source)
    }

    /// A right by itself.
    pub fn right(&self, right: &right::Model) -> Line {
        let id = match right.holder {
            Holder::Position => right.position_id.map(|position| position.0),
            Holder::UnitHead => right.head_of_id.map(|unit| unit.0),
            Holder::Person => right.person_id.map(|person| person.0),
            Holder::Role => None,
        };
        let own = right.head_of_id.filter(|_| right.holder == Holder::UnitHead);
        let Span { from, to } = Span::default();
        let name = right.name.clone().unwrap_or_default();
        self.line(right, own, Source { via: right.holder, name, id, unit: None, from, to })
    }

    fn line(&self, right: &right::Model, own: Option<UnitId>, source: Source) -> Line {
        Line {
            right_id: right.id,
            what: self.decision(right, own),
            from: right.from,
            to: right.to,
            note: self.open("note", right.note.clone()),
            source,
        }
    }
}

/// The word that a choice is stored under.
pub fn word(choice: &impl Serialize) -> String {
    let value = serde_json::to_value(choice).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Units that rights name, and in which they are held.
pub fn units<'a>(rights: &'a [right::Model], held: &'a [Held]) -> impl Iterator<Item = UnitId> + 'a {
    let through = held.iter().filter_map(|held| match held.through {
        Through::Position { unit_id, .. } | Through::UnitHead { unit_id } => Some(unit_id),
        Through::Role { unit_id } | Through::Person { unit_id, .. } => unit_id,
    });
    rights.iter().flat_map(|right| [right.unit_id, right.head_of_id]).flatten().chain(through)
}
