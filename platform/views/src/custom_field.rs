//! Noun: a field that the customer added.

use kernel::{Change, Choice, FieldError, Noun, Refusal, Resource, Result, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{refresh, rules};

kernel::id!(CustomFieldId of "custom_fields");

/// What kind of value it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    #[choice(label = "Text")]
    Text,
    #[choice(label = "Long text")]
    LongText,
    #[choice(label = "Whole number")]
    Integer,
    #[choice(label = "Number")]
    Quantity,
    #[choice(label = "Percent")]
    Percent,
    #[choice(label = "Money")]
    Money,
    #[choice(label = "Date")]
    Date,
    #[choice(label = "Date and time")]
    Instant,
    #[choice(label = "Yes or no")]
    Bool,
    #[choice(label = "Choice")]
    Choice,
    #[choice(label = "Tags")]
    Tags,
    #[choice(label = "Mail address")]
    Email,
    #[choice(label = "Telephone")]
    Phone,
    #[choice(label = "Web address")]
    Url,
    #[choice(label = "Reference")]
    Ref,
}

/// A field that the customer added to a kind of row. It takes effect at once.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "custom_fields")]
#[resource(label = "Custom field", plural = "Custom fields", title = "label", group = "settings", icon = "form")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustomFieldId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// The kind of row that has it.
    #[field(label = "Of", list)]
    pub noun: String,
    /// Its name for programs: small letters, digits and _. It stays.
    #[field(label = "Key", list, search, unique)]
    pub key: String,
    #[field(label = "Label", list, search)]
    pub label: String,
    /// It stays.
    #[field(label = "Kind", list)]
    pub kind: Holds,
    /// What a reference points to.
    #[field(label = "Refers to")]
    pub refers: Option<String>,
    /// Of a choice: `[{"value", "label", "tone"}]`, or a list of words.
    #[field(label = "Options")]
    pub options: Option<Json>,
    #[field(label = "Help")]
    pub help: Option<String>,
    /// A column of the list unless the reader chose others.
    #[field(label = "In lists", default = false)]
    pub list: bool,
    #[field(label = "Place", default = 0)]
    pub position: i64,
    /// Whoever makes or edits such a row fills it in. Rows from before may lack it until somebody edits them.
    #[field(label = "Required", default = false)]
    pub required: bool,
    /// About a person: masked without the right to see it, encrypted in the journal, erased with the person. It stays.
    #[field(label = "Personal", default = false)]
    pub personal: bool,
    /// Lists are quickly filtered and sorted by it; a job makes the index within a minute.
    #[field(label = "Indexed", default = false)]
    pub indexed: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const STAYS: Refusal = Refusal::new(
    "custom_fields.stays",
    "what a custom field is called by programs, what it holds and where it stands stays; add another one",
);

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .settle::<Entity, _>(|change, work| Box::pin(async move { settle(change, work) }))
        .settled_together(|_, work| Box::pin(refresh::inside(work)))
}

fn settle(change: Change<'_, Model>, work: &Work) -> Result<()> {
    let Change { before, after: field } = change;
    let registry = &work.house.registry;
    if let Some(before) = before
        && (&before.noun, &before.key, before.kind, &before.refers, before.personal)
            != (&field.noun, &field.key, field.kind, &field.refers, field.personal)
    {
        return Err(STAYS.into());
    }
    let noun = registry.noun(&field.noun).filter(|noun| !noun.system);
    let unknown = || FieldError::new("noun", "views.unknown_noun", "there is no such kind of row");
    let noun = noun.ok_or_else(unknown)?;
    rules::key(&field.key)?;
    if before.is_none() && (rules::RESERVED.contains(&field.key.as_str()) || built_in(noun, &field.key)) {
        return Err(FieldError::new("key", "fields.taken", "another row has this value already").into());
    }
    match field.kind {
        // Nothing is sorted by these, and an index on long text would not fit a page.
        Holds::LongText | Holds::Tags if field.indexed => {
            let wrong = "tags and long text have no index: nothing is sorted by them";
            return Err(FieldError::new("indexed", "custom_fields.no_index", wrong).into());
        }
        Holds::Choice => field.options = Some(rules::options(field.options.as_ref())?),
        Holds::Ref => {
            let target = field.refers.as_deref().unwrap_or_default();
            if registry.noun(target).is_none() {
                let unknown = FieldError::new("refers", "views.unknown_noun", "there is no such kind of row");
                return Err(unknown.into());
            }
        }
        Holds::Text
        | Holds::LongText
        | Holds::Integer
        | Holds::Quantity
        | Holds::Percent
        | Holds::Money
        | Holds::Date
        | Holds::Instant
        | Holds::Bool
        | Holds::Tags
        | Holds::Email
        | Holds::Phone
        | Holds::Url => {}
    }
    if field.kind != Holds::Choice {
        field.options = None;
    }
    if field.kind != Holds::Ref {
        field.refers = None;
    }
    Ok(())
}

fn built_in(noun: &Noun, key: &str) -> bool {
    noun.built_in().iter().any(|field| field.name == key)
}
