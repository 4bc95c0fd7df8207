//! Position sheets with what the position may decide, as data beside the sheet's text.

use crate::{library, right, told::Teller};
use chrono::NaiveDate;
use kernel::{Actor, House, Result};
use positions::{
    position::PositionId,
    sheet::{self, SheetId},
    whole::{self, Decision, Whole},
};
use sea_orm::{ColumnTrait, QueryFilter};

/// A sheet of the company, with the rights of the day on which it counts: today while it is in force, its first day
/// before that, its last day afterwards.
pub async fn of_sheet(house: &House, actor: &Actor, id: SheetId) -> Result<Whole> {
    let mut whole = whole::of_sheet(house, actor, id).await?;
    let reader = house.reader(actor);
    let sheet = reader.find::<sheet::Entity>(id.0).await?;
    let day = counts_on(&sheet, house.today());
    whole.rights = of_position(house, actor, sheet.position_id, day).await?;
    Ok(whole)
}

/// A sheet of the library, with the rights that come with it.
pub async fn of_key(house: &House, actor: &Actor, key: &str, language: Option<&str>) -> Result<Whole> {
    let mut whole = whole::of_key(house, actor, key, language)?;
    if reads(house, actor) {
        whole.rights = told(house, actor, library::of_entry(key)).await?;
    }
    Ok(whole)
}

fn counts_on(sheet: &sheet::Model, today: NaiveDate) -> NaiveDate {
    let begun = sheet.from.map_or(today, |from| from.max(today));
    sheet.to.map_or(begun, |to| to.min(begun))
}

fn reads(house: &House, actor: &Actor) -> bool {
    house.registry.noun("rights").is_some() && actor.reach("rights", "read").is_some()
}

async fn of_position(house: &House, actor: &Actor, position: PositionId, day: NaiveDate) -> Result<Vec<Decision>> {
    if !reads(house, actor) {
        return Ok(Vec::new());
    }
    let reader = house.reader(actor);
    let rights = reader.visible::<right::Entity>().filter(right::Column::PositionId.eq(position));
    let mut rights = rights.all(reader.conn).await?;
    rights.retain(|right| right.span().holds(day));
    told(house, actor, rights).await
}

async fn told(house: &House, actor: &Actor, mut rights: Vec<right::Model>) -> Result<Vec<Decision>> {
    rights.sort_by_key(|right| (right.kind, right.act, right.id));
    let teller = Teller::of(house, actor, rights.iter().filter_map(|right| right.unit_id), false).await?;
    Ok(rights.iter().map(|right| teller.decision(right, None)).collect())
}
