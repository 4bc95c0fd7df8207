//! What several pages need: names of rows, and rows that their reader may change.

use kernel::{Actor, Error, House, Resource, Result, Row, Work, record};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A row by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// Names of people and units, looked up together.
#[derive(Default)]
pub struct Names(BTreeMap<Uuid, String>);

impl Names {
    /// # Errors
    /// What the database says.
    pub async fn of(
        house: &House,
        actor: &Actor,
        people: impl IntoIterator<Item = Uuid>,
        units: impl IntoIterator<Item = Uuid>,
    ) -> Result<Self> {
        let reader = house.reader(actor);
        let mut names = BTreeMap::new();
        let asked: [(&str, BTreeSet<Uuid>); 2] =
            [("people", people.into_iter().collect()), ("units", units.into_iter().collect())];
        for (noun, ids) in asked {
            let titles = reader.titles(house.registry.known(noun)?, ids).await?;
            names.extend(titles.into_iter().map(|(id, title)| (id, title.to_string())));
        }
        Ok(Self(names))
    }

    pub fn get(&self, id: Uuid) -> Option<Named> {
        self.0.get(&id).map(|name| Named { id, name: name.clone() })
    }
}

/// A row that whoever works may change.
///
/// # Errors
/// [`Error::NotFound`] where they do not see it, [`Error::Forbidden`] where they may only look.
pub async fn editable<E: Resource>(work: &Work, id: Uuid) -> Result<Row<E>> {
    let row = work.find::<E>(id).await?;
    let house = work.house.clone();
    let noun = house.registry.known(E::NAME)?;
    if work.reader().within(noun, id, "edit").await? { Ok(row) } else { Err(Error::forbidden(E::NAME, "edit")) }
}

/// # Errors
/// [`Error::Conflict`] where somebody changed the row since it was read.
pub fn unchanged<E: Resource>(version: i64, asked: i64, row: &Row<E>) -> Result<()> {
    if version == asked {
        return Ok(());
    }
    let current = record::of_row::<E>(row)?;
    Err(Error::Conflict { yours: Box::new(current.clone()), current: Box::new(current) })
}
