//! What somebody may decide on a day, and the matrix of all who may decide something.

use crate::{
    asking,
    hands::Hands,
    right::{self, Holder},
    rules,
    sight::Sight,
    told::{self, Line, Named, Teller},
};
use chrono::NaiveDate;
use kernel::{Actor, Choice, House, Result};
use org::person::{self, PersonId};
use positions::position;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use std::collections::HashMap;

/// Somebody's authority on one page.
#[derive(Debug, Serialize)]
pub struct Page {
    pub person: Named,
    pub on: NaiveDate,
    /// Their last day here.
    pub left_on: Option<NaiveDate>,
    /// Their main unit on the day.
    pub unit: Option<Named>,
    /// Those to whom they report, the nearest first.
    pub superiors: Vec<Named>,
    /// By kind of thing, then by act.
    pub rights: Vec<Line>,
}

/// The person, if the reader may see them: everybody sees themselves.
pub async fn seen(house: &House, actor: &Actor, id: PersonId) -> Result<person::Model> {
    if actor.person == Some(id.0) {
        let system = Actor::system();
        return house.reader(&system).find::<person::Entity>(id.0).await;
    }
    let reader = house.reader(actor);
    let person = reader.find::<person::Entity>(id.0).await?;
    reader.scope(house.registry.known("rights")?, "read")?;
    Ok(person)
}

pub async fn of_person(house: &House, actor: &Actor, id: PersonId, day: NaiveDate) -> Result<Page> {
    let person = seen(house, actor, id).await?;
    let conn = house.store.reader();
    let sight = Sight::new(house, conn);
    let mut hands = Hands::of(&sight, id, None, day).await?;
    let gone = hands.left.is_some_and(|last| last < day);
    hands.held.retain(|held| !gone && rules::untimely(held, day).is_empty());
    hands.held.sort_by_key(|held| (held.kind, held.act, held.right));
    let main = sight.main_unit(id, day).await?;
    let own = actor.person == Some(id.0);
    let teller = Teller::of(house, actor, told::units(&hands.rights, &hands.held).chain(main), own).await?;
    let rows: HashMap<right::RightId, &right::Model> = hands.rights.iter().map(|right| (right.id, right)).collect();
    let lines = hands.held.iter().filter_map(|held| Some(teller.held(rows.get(&held.right)?, held)));
    let above = asking::line_above(house, conn, id, day).await?;
    Ok(Page {
        on: day,
        left_on: hands.left,
        unit: main.map(|unit| Named { id: unit.0, name: teller.unit(unit) }),
        superiors: named(house, actor, &above).await?,
        rights: lines.collect(),
        person: Named { id: id.0, name: person.name },
    })
}

/// What people are called, in the order given; those whom the reader may not see are left out.
pub async fn named(house: &House, actor: &Actor, people: &[PersonId]) -> Result<Vec<Named>> {
    let reader = house.reader(actor);
    let select = reader.visible::<person::Entity>().filter(person::Column::Id.is_in(people.iter().copied()));
    let mut names: HashMap<PersonId, String> =
        select.all(reader.conn).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let named = |person: &PersonId| Some(Named { id: person.0, name: names.remove(person)? });
    Ok(people.iter().filter_map(named).collect())
}

/// Who may decide what, in rows of those who have rights and columns of kinds.
#[derive(Debug, Serialize)]
pub struct Matrix {
    pub on: NaiveDate,
    pub kinds: Vec<Word>,
    pub acts: Vec<Word>,
    /// Positions by name, those without rights too; then heads of units, roles, people.
    pub rows: Vec<Row>,
}

/// A choice's word, what people read, and its colour by meaning.
#[derive(Debug, Serialize)]
pub struct Word {
    pub value: String,
    pub label: String,
    pub tone: String,
}

#[derive(Debug, Serialize)]
pub struct Row {
    pub holder: Holder,
    /// The position's, the unit's or the person's.
    pub id: Option<Uuid>,
    pub role: Option<String>,
    pub name: String,
    pub rights: Vec<Line>,
}

pub async fn matrix(house: &House, actor: &Actor, day: NaiveDate) -> Result<Matrix> {
    let reader = house.reader(actor);
    reader.scope(house.registry.known("rights")?, "read")?;
    let mut rights = reader.visible::<right::Entity>().all(reader.conn).await?;
    rights.retain(|right| right.span().holds(day));
    rights.sort_by_key(|right| (right.kind, right.act, right.id));
    let select = reader.visible::<position::Entity>().filter(position::Column::Active.eq(true));
    let positions = select.order_by_asc(position::Column::Name).all(reader.conn).await?;
    let teller = Teller::of(house, actor, told::units(&rights, &[]), false).await?;
    let mut rows: Vec<Row> = positions
        .into_iter()
        .map(|position| Row {
            holder: Holder::Position,
            id: Some(position.id.0),
            role: None,
            name: position.name,
            rights: Vec::new(),
        })
        .collect();
    let known = rows.len();
    for right in &rights {
        let line = teller.right(right);
        let (holder, id, role) = (right.holder, line.source.id, right.role.clone());
        let place = rows.iter().position(|row| row.holder == holder && row.id == id && row.role == role);
        let place = place.unwrap_or_else(|| {
            rows.push(Row { holder, id, role, name: line.source.name.clone(), rights: Vec::new() });
            rows.len() - 1
        });
        rows[place].rights.push(line);
    }
    let order = |holder: Holder| match holder {
        Holder::Position => 0,
        Holder::UnitHead => 1,
        Holder::Role => 2,
        Holder::Person => 3,
    };
    rows[known..].sort_by(|one, other| (order(one.holder), &one.name).cmp(&(order(other.holder), &other.name)));
    Ok(Matrix { on: day, kinds: words(house, actor, "kind"), acts: words(house, actor, "act"), rows })
}

/// The options of a choice of rights, in the reader's language.
fn words(house: &House, actor: &Actor, field: &str) -> Vec<Word> {
    let known = house.registry.noun("rights").and_then(|noun| noun.field(field));
    let mut options = Vec::new();
    if let Some(kernel::Kind::Choice(known)) = known.as_ref().map(|field| &field.kind) {
        options = known.to_vec();
    }
    let word = |option: Choice| {
        let key = format!("rights.fields.{field}.{}", option.value);
        let label = house.registry.words.say(actor.locale, &key, &option.label).to_owned();
        Word { label, value: option.value.into_owned(), tone: option.tone.into_owned() }
    };
    options.into_iter().map(word).collect()
}
