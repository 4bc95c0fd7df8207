//! What follows when an account gets another owner, by the verb or by an edit of the owner alike.

use crate::{
    account::{self, AccountId},
    contact,
    events::AccountHandedOver,
};
use kernel::{Origin, Result, Work, Wrote, record};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter};

/// Left in the work by the verb: whether open deals go along.
const WITH_DEALS: &str = "accounts.with_open_deals";

pub(crate) fn with_deals(work: &mut Work, open_deals: bool) {
    work.keep(WITH_DEALS, open_deals);
}

/// The contacts that the old owner looked after go along, and those below hear of it. An import says every owner itself,
/// and what is taken back has its own lines.
pub(crate) async fn follow(wrote: &[Wrote<'_>], work: &mut Work) -> Result<()> {
    if work.takes_back() || work.actor.origin == Origin::Import {
        return Ok(());
    }
    let open_deals = work.kept::<bool>(WITH_DEALS).copied().unwrap_or(true);
    for Wrote { before, after } in wrote {
        let (Some(before), Some(after)) = (before, after) else { continue };
        let (from, to) = (record::uuid(before, "owner_id"), record::uuid(after, "owner_id"));
        let Some(to) = to.filter(|to| from != Some(*to)).map(PersonId) else { continue };
        let (account, from) = (AccountId(record::id(after)?), from.map(PersonId));
        let contacts = work.every::<contact::Entity>().filter(contact::Column::AccountId.eq(account));
        for contact in contacts.all(work.conn()).await?.into_iter().filter(|contact| contact.owner_id == from) {
            work.update::<contact::Entity>(contact, |contact| contact.owner_id = Some(to)).await?;
        }
        let event = AccountHandedOver { account, from, to, open_deals };
        work.announce(<account::Entity as kernel::Resource>::NAME, account.0, event).await?;
    }
    Ok(())
}
