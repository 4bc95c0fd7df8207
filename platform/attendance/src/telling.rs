//! Who asks for leave finds somebody who knows of it, and learns what became of it.

use crate::absence::{self, State};
use inbox::{Kind, News};
use kernel::{Origin, Resource, Result, Work, Wrote, record};
use org::person;

pub async fn tell(wrote: &[Wrote<'_>], work: &Work) -> Result<()> {
    // What is brought in, or taken back, is no news.
    if matches!(work.actor.origin, Origin::Import | Origin::Command) || work.takes_back() {
        return Ok(());
    }
    for Wrote { before, after } in wrote {
        let Some(after) = after.map(record::to_row::<absence::Entity>).transpose()? else { continue };
        let before = before.map(record::to_row::<absence::Entity>).transpose()?;
        let state = (before.map(|before| before.state), after.state);
        let (reader, kind) = match state {
            (None, State::Requested) => {
                let manager = work.fetch::<person::Entity>(after.person_id.0).await?.manager_id;
                (manager, Kind::Approval)
            }
            (Some(State::Requested), State::Approved | State::Refused) => (Some(after.person_id), Kind::Decided),
            (None | Some(_), _) => continue,
        };
        let Some(reader) = reader else { continue };
        let news = News {
            reader: reader.0,
            kind,
            noun: absence::Entity::NAME.to_owned(),
            row: after.id.0,
            about: None,
            by: work.actor.person,
            key: format!("absence:{}:{}", after.id, after.version),
        };
        inbox::tell(work, news).await?;
    }
    Ok(())
}
