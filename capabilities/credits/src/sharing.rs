//! The shares of a deal, replaced as a whole.

use crate::{
    booking::{self, Booking},
    credit::Why,
    overlay::{self, OverlayId},
    rules,
    shares::Share,
    split::{self, SplitId},
};
use kernel::{BasisPoints, Error, FieldError, Resource, Result, Work};
use opportunities::opportunity::{self, OpportunityId};
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

const RULING: &str = "credits.ruling";

/// From here on (`false`: no more) what is shared in this work follows from a decision about the credit, and its lines
/// say so.
pub fn ruling(work: &mut Work, rules: bool) {
    work.keep(RULING, rules);
}

/// The shares of a deal, whoever asks; the owner's 100 % where nobody has said otherwise.
///
/// # Errors
/// What the database says.
pub async fn splits_of(deal: &opportunity::Model, work: &Work) -> Result<Vec<(PersonId, BasisPoints)>> {
    let set = rows(deal.id, work).await?;
    if set.is_empty() {
        return Ok(deal.owner_id.map(|owner| (owner, BasisPoints::WHOLE)).into_iter().collect());
    }
    Ok(set.into_iter().map(|one| (one.person_id, one.share)).collect())
}

/// Two who share the same deal at once wait for each other here.
pub(crate) async fn locked(work: &Work, id: OpportunityId) -> Result<opportunity::Model> {
    let select = work.every::<opportunity::Entity>().filter(opportunity::Column::Id.eq(id)).lock_exclusive();
    select.one(work.conn()).await?.ok_or_else(|| Error::NotFound(opportunity::Entity::NAME.into()))
}

/// `None` leaves shares, or overlays, as they are. What that changes of the ledger is written with it.
///
/// # Errors
/// [`Error::Invalid`] with the row of whatever is wrong.
pub(crate) async fn set(
    deal: opportunity::Model,
    splits: Option<Vec<Share>>,
    overlays: Option<Vec<Share>>,
    note: Option<String>,
    work: &mut Work,
) -> Result<()> {
    if let Some(splits) = &splits {
        there("splits", splits, work).await?;
        rules::whole(splits).map_err(Error::Invalid)?;
    }
    if let Some(overlays) = &overlays {
        there("overlays", overlays, work).await?;
    }
    apart(&deal, splits.as_deref(), overlays.as_deref(), work).await?;
    if let Some(splits) = splits {
        replace_splits(deal.id, splits, note.as_deref(), work).await?;
    }
    if let Some(overlays) = overlays {
        replace_overlays(deal.id, overlays, work).await?;
    }
    let why = if work.kept::<bool>(RULING).copied().unwrap_or(false) { Why::Ruling } else { Why::Shares };
    booking::book(vec![Booking { deal, why, note }], work).await?;
    Ok(())
}

/// People whom the actor may name.
async fn there(field: &'static str, given: &[Share], work: &Work) -> Result<()> {
    let people = work.house.registry.known(person::Entity::NAME)?;
    let mut errors = Vec::new();
    for (row, one) in given.iter().enumerate() {
        if !work.reader().points_to(people, one.person.0).await? {
            let unknown = FieldError::new(field, "fields.not_found", "there is no such row").value(one.person);
            errors.push(rules::at(unknown, row));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// Nobody has both a share and an overlay; whichever of the two is given is at fault.
async fn apart(
    deal: &opportunity::Model,
    splits: Option<&[Share]>,
    overlays: Option<&[Share]>,
    work: &Work,
) -> Result<()> {
    let sharing: Vec<PersonId> = match splits {
        Some(splits) if !splits.is_empty() => splits.iter().map(|one| one.person).collect(),
        Some(_) => deal.owner_id.into_iter().collect(),
        None => splits_of(deal, work).await?.into_iter().map(|(person, _)| person).collect(),
    };
    if let Some(overlays) = overlays {
        return rules::overlays(overlays, &sharing).map_err(Error::Invalid);
    }
    let standing: Vec<PersonId> = extra(deal.id, work).await?.into_iter().map(|one| one.person_id).collect();
    let errors = rules::both(splits.unwrap_or_default(), &standing, "splits");
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

async fn rows(deal: OpportunityId, work: &Work) -> Result<Vec<split::Model>> {
    let select = work.every::<split::Entity>().filter(split::Column::OpportunityId.eq(deal));
    Ok(select.order_by_asc(split::Column::Position).order_by_asc(split::Column::Id).all(work.conn()).await?)
}

async fn extra(deal: OpportunityId, work: &Work) -> Result<Vec<overlay::Model>> {
    let select = work.every::<overlay::Entity>().filter(overlay::Column::OpportunityId.eq(deal));
    Ok(select.order_by_asc(overlay::Column::Position).order_by_asc(overlay::Column::Id).all(work.conn()).await?)
}

/// Whoever keeps a share keeps their row, so that its history says how it changed.
async fn replace_splits(deal: OpportunityId, given: Vec<Share>, note: Option<&str>, work: &mut Work) -> Result<()> {
    let mut there = rows(deal, work).await?;
    for (position, one) in (0i64..).zip(given) {
        let reason = one.reason.or_else(|| note.map(str::to_owned));
        match there.iter().position(|row| row.person_id == one.person) {
            Some(place) => {
                let row = there.remove(place);
                // Whoever says nothing new leaves the reason as it was.
                let reason = if row.share == one.share { reason.or_else(|| row.reason.clone()) } else { reason };
                let change =
                    |row: &mut split::Model| (row.share, row.position, row.reason) = (one.share, position, reason);
                work.update::<split::Entity>(row, change).await?;
            }
            None => {
                let row = split::Model {
                    id: SplitId::new(),
                    version: 1,
                    created_at: work.now,
                    updated_at: work.now,
                    custom: json!({}),
                    opportunity_id: deal,
                    person_id: one.person,
                    share: one.share,
                    position,
                    reason,
                };
                work.create::<split::Entity>(row).await?;
            }
        }
    }
    for row in there {
        work.delete::<split::Entity>(row).await?;
    }
    Ok(())
}

async fn replace_overlays(deal: OpportunityId, given: Vec<Share>, work: &mut Work) -> Result<()> {
    let mut there = extra(deal, work).await?;
    for (position, one) in (0i64..).zip(given) {
        match there.iter().position(|row| row.person_id == one.person) {
            Some(place) => {
                let change = |row: &mut overlay::Model| {
                    (row.share, row.position, row.reason) = (one.share, position, one.reason);
                };
                work.update::<overlay::Entity>(there.remove(place), change).await?;
            }
            None => {
                let row = overlay::Model {
                    id: OverlayId::new(),
                    version: 1,
                    created_at: work.now,
                    updated_at: work.now,
                    custom: json!({}),
                    opportunity_id: deal,
                    person_id: one.person,
                    share: one.share,
                    position,
                    reason: one.reason,
                };
                work.create::<overlay::Entity>(row).await?;
            }
        }
    }
    for row in there {
        work.delete::<overlay::Entity>(row).await?;
    }
    Ok(())
}
