//! A field is said once; forms, lists, filters, imports, exports, the journal and the mirror read it from here.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::borrow::Cow;

/// What kind of value a field holds: how it is stored, shown, typed in, compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Text,
    LongText,
    Integer,
    /// Ten-thousandths, exact.
    Quantity,
    /// Up to 9 digits before the point and 12 behind it, exact; not below zero. Sorts as a number, is added up nowhere.
    Decimal,
    /// Hundredths of a percent, exact; shown as percent.
    Percent,
    /// Minor units of the currency in the row's `currency` field.
    Money,
    /// ISO 4217 code.
    Currency,
    Date,
    /// A moment, in UTC.
    Instant,
    Bool,
    Choice(Cow<'static, [Choice]>),
    /// The id of a row of that noun; [`Kind::ANY`] where a sibling field ending in `_noun` names it.
    Ref(Cow<'static, str>),
    Tags,
    Email,
    Phone,
    Url,
    Json,
}

impl Kind {
    pub const ANY: &'static str = "*";

    /// The word that the API uses for it.
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::LongText => "long_text",
            Kind::Integer => "integer",
            Kind::Quantity => "quantity",
            Kind::Decimal => "decimal",
            Kind::Percent => "percent",
            Kind::Money => "money",
            Kind::Currency => "currency",
            Kind::Date => "date",
            Kind::Instant => "instant",
            Kind::Bool => "bool",
            Kind::Choice(_) => "choice",
            Kind::Ref(_) => "ref",
            Kind::Tags => "tags",
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::Url => "url",
            Kind::Json => "json",
        }
    }

    /// The noun a reference points to.
    pub fn refers(&self) -> &str {
        match self {
            Kind::Ref(noun) => noun,
            Kind::Text
            | Kind::LongText
            | Kind::Integer
            | Kind::Quantity
            | Kind::Decimal
            | Kind::Percent
            | Kind::Money
            | Kind::Currency
            | Kind::Date
            | Kind::Instant
            | Kind::Bool
            | Kind::Choice(_)
            | Kind::Tags
            | Kind::Email
            | Kind::Phone
            | Kind::Url
            | Kind::Json => "",
        }
    }

    /// Stored as text and searched as text.
    pub fn is_text(&self) -> bool {
        matches!(self, Kind::Text | Kind::LongText | Kind::Email | Kind::Phone | Kind::Url)
    }

    /// The most characters that it has; of a web address, bytes.
    pub fn longest(&self) -> Option<usize> {
        match self {
            Kind::Text => Some(400),
            Kind::LongText => Some(100_000),
            Kind::Email => Some(254),
            // Browsers and proxies cut longer ones.
            Kind::Url => Some(2_000),
            Kind::Integer
            | Kind::Quantity
            | Kind::Decimal
            | Kind::Percent
            | Kind::Money
            | Kind::Currency
            | Kind::Date
            | Kind::Instant
            | Kind::Bool
            | Kind::Choice(_)
            | Kind::Ref(_)
            | Kind::Tags
            | Kind::Phone
            | Kind::Json => None,
        }
    }

    /// The most digits behind the point; an amount has those of its currency.
    pub fn decimals(&self) -> Option<u32> {
        match self {
            Kind::Integer => Some(0),
            Kind::Quantity => Some(crate::Quantity::DECIMALS),
            Kind::Percent => Some(crate::BasisPoints::DECIMALS),
            Kind::Decimal => Some(crate::money::Digits::DECIMALS),
            Kind::Text
            | Kind::LongText
            | Kind::Money
            | Kind::Currency
            | Kind::Date
            | Kind::Instant
            | Kind::Bool
            | Kind::Choice(_)
            | Kind::Ref(_)
            | Kind::Tags
            | Kind::Email
            | Kind::Phone
            | Kind::Url
            | Kind::Json => None,
        }
    }

    /// Stored as a whole number.
    pub fn is_number(&self) -> bool {
        matches!(self, Kind::Integer | Kind::Quantity | Kind::Percent | Kind::Money)
    }
}

/// One option of a choice: the stored word, what people read, and its colour by meaning
/// (`default`, `blue`, `green`, `gold`, `orange`, `red`, `purple`, `cyan`).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    pub value: Cow<'static, str>,
    pub label: Cow<'static, str>,
    pub tone: Cow<'static, str>,
}

/// The least and the most that a number may be, both included, in whole units as people write them: pieces, per cent, yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub least: Option<i64>,
    pub most: Option<i64>,
}

impl Range {
    pub const ANY: Range = Range { least: None, most: None };
}

/// What a new row holds when nothing was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    Text(&'static str),
    Integer(i64),
    Bool(bool),
}

/// One field: enough to draw a form, a column, an import template and a journal line.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: Cow<'static, str>,
    pub label: Cow<'static, str>,
    pub help: Cow<'static, str>,
    /// Fields of one group stand together on the form.
    pub group: Cow<'static, str>,
    pub kind: Kind,
    pub nullable: bool,
    pub default: Option<Default>,
    /// Of a number.
    pub range: Range,
    /// Only verbs and the system write it.
    pub read_only: bool,
    /// About a person: masked without the right to see it, encrypted in the journal.
    pub personal: bool,
    /// Never leaves the database and never enters the journal.
    pub secret: bool,
    /// Found by free text.
    pub search: bool,
    /// A column of the list unless the reader chose others.
    pub list: bool,
    pub unique: bool,
    /// Added by the customer; stored under `custom`.
    pub custom: bool,
    /// The customer asks for it in every row that people write. Rows from before may lack it until somebody edits them,
    /// so it stays nullable.
    pub must: bool,
}

impl Field {
    /// A new row cannot do without it. A currency that nobody named is the company's.
    pub fn required(&self) -> bool {
        self.must || !self.nullable && self.default.is_none() && !self.read_only && self.kind != Kind::Currency
    }

    /// What stands there when nobody said anything. That of JSON is written as its text.
    pub fn initial(&self) -> Option<serde_json::Value> {
        Some(match (&self.kind, self.default?) {
            (Kind::Json, Default::Text(text)) => serde_json::from_str(text).expect("a default that is JSON"),
            (_, Default::Text(text)) => text.into(),
            (_, Default::Integer(number)) => number.into(),
            (_, Default::Bool(yes)) => yes.into(),
        })
    }

    /// Its name in the API and in roles: `custom.level` for a field that the customer added.
    pub fn path(&self) -> Cow<'static, str> {
        if self.custom { format!("custom.{}", self.name).into() } else { self.name.clone() }
    }

    const fn standard(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            name: Cow::Borrowed(name),
            label: Cow::Borrowed(label),
            help: Cow::Borrowed(""),
            group: Cow::Borrowed("system"),
            kind,
            nullable: false,
            default: None,
            range: Range::ANY,
            read_only: true,
            personal: false,
            secret: false,
            search: false,
            list: false,
            unique: false,
            custom: false,
            must: false,
        }
    }
}

/// What every row has, whatever it is. `id` and `custom` are known to the kernel without a line here.
pub static STANDARD: [Field; 3] = [
    Field::standard("version", "Version", Kind::Integer),
    Field::standard("created_at", "Recorded at", Kind::Instant),
    Field::standard("updated_at", "Changed at", Kind::Instant),
];

/// A Rust type that a field can have.
pub trait FieldType {
    const KIND: Kind;
    const NULLABLE: bool = false;
}

macro_rules! kinds {
    ($($ty:ty => $kind:expr),* $(,)?) => { $(impl FieldType for $ty { const KIND: Kind = $kind; })* };
}

kinds! {
    String => Kind::Text,
    i64 => Kind::Integer,
    bool => Kind::Bool,
    NaiveDate => Kind::Date,
    DateTime<Utc> => Kind::Instant,
    serde_json::Value => Kind::Json,
    uuid::Uuid => Kind::Ref(Cow::Borrowed(Kind::ANY)),
    crate::Minor => Kind::Money,
    crate::BasisPoints => Kind::Percent,
    crate::Quantity => Kind::Quantity,
    crate::money::Digits => Kind::Decimal,
    crate::Currency => Kind::Currency,
    Tags => Kind::Tags,
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
}

/// Free labels on a row, stored as a JSON array of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, sea_orm::FromJsonQueryResult)]
#[serde(transparent)]
pub struct Tags(pub Vec<String>);

/// A typed id: a UUID of version 7, so that ids sort by when they were made.
///
/// `kernel::id!(AccountId of "accounts");`
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident of $noun:literal) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
            ::sea_orm::DeriveValueType, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub ::sea_orm::prelude::Uuid);

        impl $name {
            #[allow(clippy::new_without_default, reason = "every call makes another id; only public ids are asked")]
            pub fn new() -> Self {
                Self($crate::new_id())
            }
        }

        // What a primary key must say of itself; our ids are never numbers.
        impl ::sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> ::std::result::Result<Self, ::sea_orm::DbErr> {
                Err(::sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl $crate::Plain for $name {}

        impl $crate::FieldType for $name {
            const KIND: $crate::Kind = $crate::Kind::Ref(::std::borrow::Cow::Borrowed($noun));
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// A fresh id; later ids are greater.
pub fn new_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
