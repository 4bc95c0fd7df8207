//! What one of the two, or whoever decides, puts on record about a dispute.

use crate::{
    dispute::{self, DisputeId},
    rules,
};
use kernel::{BoxFuture, Change, Error, FieldError, Origin, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

kernel::id!(EvidenceId of "dispute_evidence");

/// A statement about a dispute, or a row that shows something; kept as it was put on record.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "dispute_evidence")]
#[resource(label = "Evidence", plural = "Evidence", title = "title", group = "", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Dispute", follows)]
    pub dispute_id: DisputeId,
    /// How the statement begins, or what the row is called.
    #[field(label = "Title", read_only, search)]
    pub title: Option<String>,
    #[field(label = "By", list, read_only)]
    pub person_id: Option<PersonId>,
    #[field(label = "Statement", list, kind = "LongText", search)]
    pub statement: Option<String>,
    /// What kind of row shows it.
    #[field(label = "Row (kind)")]
    pub row_noun: Option<String>,
    /// A row that shows it, such as a visit or a deal; whoever names it must see it.
    #[field(label = "Row")]
    pub row_id: Option<Uuid>,
    /// What that row was called then.
    #[field(label = "Name of the row", list, read_only)]
    pub row_title: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Characters of a statement that name it.
const BEGINNING: usize = 80;

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        if before.is_some() {
            return Err(rules::ON_RECORD.into());
        }
        let dispute = work.fetch::<dispute::Entity>(after.dispute_id.0).await?;
        // What the system brings in says itself who said it.
        after.person_id = work.actor.person.map(PersonId).or(after.person_id);
        let theirs = after.person_id.is_some_and(|by| dispute.is_party(by) || dispute.arbiter_id == Some(by));
        // History is taken as it is told.
        let told = work.actor.origin == Origin::Import && work.actor.person.is_none();
        if !told {
            rules::may_give_evidence(dispute.state, theirs)?;
        }
        let statement = after.statement.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let named = shown_by(after.row_noun.as_deref(), after.row_id, work).await?;
        if statement.is_none() && named.is_none() {
            return Err(FieldError::required("statement").into());
        }
        let beginning = statement.map(|text| text.lines().next().unwrap_or(text).chars().take(BEGINNING).collect());
        after.title = beginning.or(named.clone());
        after.row_title = named;
        Ok(())
    })
}

/// What the row that is named is called, if whoever names it sees it.
async fn shown_by(noun: Option<&str>, id: Option<Uuid>, work: &Work) -> Result<Option<String>> {
    let (noun, id) = match (noun, id) {
        (Some(noun), Some(id)) => (noun, id),
        (None | Some(_), None) => return Ok(None),
        (None, Some(_)) => return Err(FieldError::required("row_noun").into()),
    };
    let unknown = || Error::from(FieldError::new("row_id", "fields.not_found", "there is no such row"));
    let house = work.house.clone();
    let noun = house.registry.noun(noun).ok_or_else(unknown)?;
    let row = work.reader().record(noun, id).await.map_err(|_| unknown())?;
    // A name that is personal is not told to everybody who sees the dispute.
    let open = noun.field(noun.title).is_some_and(|title| !title.personal && !title.secret);
    let title = row.get(noun.title).and_then(Value::as_str).filter(|title| open && !title.is_empty());
    Ok(Some(title.unwrap_or(noun.label).to_owned()))
}

pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(_), None) if !work.takes_back() => Err(rules::ON_RECORD.into()),
            (Some(_) | None, _) => Ok(()),
        }
    })
}
