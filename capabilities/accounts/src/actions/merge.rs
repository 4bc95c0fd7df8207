use crate::{
    account::{self, AccountId},
    contact,
    events::AccountMerged,
    rules, team_member,
};
use kernel::{Action, Error, Form, Result, Tags, Work};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;

/// Two accounts are one: everything of this one goes to the other, which keeps its own values and takes over what it
/// does not know. This one is gone afterwards.
#[derive(Deserialize, Form)]
pub struct Merge {
    #[field(label = "Into")]
    into_id: AccountId,
}

impl Action for Merge {
    const NAME: &'static str = "merge";
    const LABEL: &'static str = "Merge";
    const HELP: &'static str = "Into another account; this one is gone afterwards";
    const DANGER: bool = true;
    type On = account::Entity;

    /// Answers with the account that is left.
    async fn run(self, on: account::Model, work: &mut Work) -> Result<account::Model> {
        if self.into_id == on.id {
            return Err(rules::INTO_ITSELF.into());
        }
        let house = work.house.clone();
        let noun = house.registry.known("accounts")?;
        if !work.reader().within(noun, self.into_id.0, "edit").await? {
            return Err(Error::forbidden("accounts", "edit"));
        }
        let into = work.fetch::<account::Entity>(self.into_id.0).await?;
        let into = lift(work, &on, into).await?;
        let children = work.every::<account::Entity>().filter(account::Column::ParentId.eq(on.id));
        for child in children.all(work.conn()).await? {
            work.update::<account::Entity>(child, |child| child.parent_id = Some(into.id)).await?;
        }
        move_contacts(work, on.id, into.id).await?;
        move_team(work, on.id, into.id).await?;
        work.rehang("accounts", on.id.0, into.id.0).await?;
        // Those below may know that what they hear of is no new deal, but two accounts that were one all along.
        work.keep(MERGING, true);
        let heard = work.announce("accounts", into.id.0, AccountMerged { from: on.id, into: into.id }).await;
        work.keep(MERGING, false);
        heard?;
        // The code is unique: it is free only when its account is gone.
        let gone = on.clone();
        work.delete::<account::Entity>(on).await?;
        let into = work.fetch::<account::Entity>(into.id.0).await?;
        work.update::<account::Entity>(into, |into| take_over(into, gone)).await
    }
}

/// Left in the work while those below hear of a merge.
const MERGING: &str = "accounts.merging";

/// Whether two accounts are becoming one in this work.
pub fn merging(work: &Work) -> bool {
    work.kept::<bool>(MERGING).copied().unwrap_or(false)
}

/// An account does not stay below the one that goes.
async fn lift(work: &mut Work, on: &account::Model, into: account::Model) -> Result<account::Model> {
    if into.parent_id == Some(on.id) {
        return work.update::<account::Entity>(into, |into| into.parent_id = on.parent_id).await;
    }
    Ok(into)
}

async fn move_contacts(work: &mut Work, from: AccountId, into: AccountId) -> Result<()> {
    let contacts = work.every::<contact::Entity>().filter(contact::Column::AccountId.eq(from));
    for contact in contacts.all(work.conn()).await? {
        work.update::<contact::Entity>(contact, |contact| contact.account_id = into).await?;
    }
    Ok(())
}

/// Who stands in both teams stays in the one that is left.
async fn move_team(work: &mut Work, from: AccountId, into: AccountId) -> Result<()> {
    let team = |account| work.every::<team_member::Entity>().filter(team_member::Column::AccountId.eq(account));
    let there = team(into).all(work.conn()).await?;
    for member in team(from).all(work.conn()).await? {
        if !there.iter().any(|other| other.person_id == member.person_id) {
            work.update::<team_member::Entity>(member, |member| member.account_id = into).await?;
        }
    }
    Ok(())
}

/// What one account does not know and the other did.
fn take_over(into: &mut account::Model, gone: account::Model) {
    // An amount goes with its currency .
    if into.annual_revenue.is_none() && gone.annual_revenue.is_some() {
        into.annual_revenue = gone.annual_revenue;
        into.currency = gone.currency;
    }
    into.code = into.code.take().or(gone.code);
    into.owner_id = into.owner_id.or(gone.owner_id);
    into.industry = into.industry.take().or(gone.industry);
    into.region = into.region.take().or(gone.region);
    into.country = into.country.take().or(gone.country);
    into.employees = into.employees.or(gone.employees);
    into.founded = into.founded.or(gone.founded);
    into.website = into.website.take().or(gone.website);
    into.phone = into.phone.take().or(gone.phone);
    into.address = into.address.take().or(gone.address);
    into.office_location = into.office_location.take().or(gone.office_location);
    if let Some(Tags(theirs)) = gone.tags {
        let Tags(mut tags) = into.tags.take().unwrap_or_default();
        tags.extend(theirs.into_iter().filter(|tag| !tags.contains(tag)).collect::<Vec<_>>());
        into.tags = Some(Tags(tags));
    }
}
