//! What goes along with the news of a row, where its capability has more to say than what the row is called. It is asked for
//! when something is sent, as its receiver may see it then and in their language.

use kernel::{Actor, BoxFuture, House, Result};
use sea_orm::prelude::Uuid;
use std::{collections::BTreeMap, sync::Arc};

/// Where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// To one reader by mail.
    Letter,
    /// To a group, with what whoever set its channel up may see.
    Group,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enclosed {
    /// What is said of the row, a line each.
    pub lines: Vec<String>,
    /// Groups get none.
    pub files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct File {
    pub name: String,
    /// `application/pdf`
    pub media: &'static str,
    pub content: Vec<u8>,
}

type Enclose =
    Arc<dyn for<'a> Fn(&'a Arc<House>, &'a Actor, Uuid, To) -> BoxFuture<'a, Result<Enclosed>> + Send + Sync>;

/// By noun.
struct Enclosures(BTreeMap<&'static str, Enclose>);

/// From now on news of rows of this noun are sent with what `enclose` says of them. To be called when a server starts.
pub fn enclose<F>(house: &House, noun: &'static str, enclose: F)
where
    F: for<'a> Fn(&'a Arc<House>, &'a Actor, Uuid, To) -> BoxFuture<'a, Result<Enclosed>> + Send + Sync + 'static,
{
    let mut all = house.given::<Enclosures>().map(|known| known.0.clone()).unwrap_or_default();
    all.insert(noun, Arc::new(enclose));
    house.give(Enclosures(all));
}

/// What goes along with the row. What cannot be made holds no letter up: it leads to the row all the same.
pub(crate) async fn of(house: &Arc<House>, actor: &Actor, noun: &str, row: Uuid, to: To) -> Enclosed {
    let Some(enclose) = house.given::<Enclosures>().and_then(|all| all.0.get(noun).cloned()) else {
        return Enclosed::default();
    };
    enclose(house, actor, row, to).await.unwrap_or_else(|error| {
        tracing::warn!(%error, noun, %row, "what goes along with a letter could not be made");
        Enclosed::default()
    })
}
