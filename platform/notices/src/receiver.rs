//! Who gets a letter: the person with the sign-in that is theirs, as they may see today.

use access::user;
use kernel::{Actor, House, Origin, Result};
use org::person;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, prelude::Uuid};

pub struct Receiver {
    /// With today's reach, in their language.
    pub actor: Actor,
    pub name: String,
    pub address: Option<String>,
}

/// `None` for whoever has left or does not sign in any more: nobody reads what they could not see here.
pub async fn of(house: &House, reader: Uuid, language: &'static str) -> Result<Option<Receiver>> {
    let system = Actor::system();
    let reads = house.reader(&system);
    let conn = house.store.reader();
    let person = reads.visible::<person::Entity>().filter(person::Column::Id.eq(reader)).one(conn).await?;
    if person.as_ref().is_some_and(|person| !person.active) {
        return Ok(None);
    }
    let theirs = Condition::any().add(user::Column::PersonId.eq(reader)).add(user::Column::Id.eq(reader));
    let users = reads.visible::<user::Entity>().filter(user::Column::Active.eq(true)).filter(theirs);
    let Some(user) = users.order_by_asc(user::Column::Id).one(conn).await? else { return Ok(None) };
    let Some(mut actor) = access::actor_of_user(house, user.id.0).await? else { return Ok(None) };
    actor.locale = user.locale.map_or(language, user::Locale::word);
    let entered = person.as_ref().and_then(|person| person.email.clone());
    let login = Some(user.login).filter(|login| login.contains('@'));
    let name = person.map_or(user.name, |person| person.name);
    Ok(Some(Receiver { actor: actor.through(Origin::Job), name, address: entered.or(login) }))
}
