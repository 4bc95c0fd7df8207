//! One thing that is sent to one receiver, and what became of it.

use crate::channel::ChannelId;
use access::user::UserId;
use kernel::{Choice, Resource};
use sea_orm::{entity::prelude::*, prelude::Uuid};
use serde::{Deserialize, Serialize};

kernel::id!(DispatchId of "dispatches");

/// How it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Way {
    #[choice(label = "Mail", tone = "purple")]
    Mail,
    #[choice(label = "Webhook", tone = "default")]
    Webhook,
    #[choice(label = "DingTalk", tone = "blue")]
    Dingtalk,
    #[choice(label = "Feishu", tone = "cyan")]
    Feishu,
    #[choice(label = "WeCom", tone = "green")]
    Wecom,
}

/// What it tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Content {
    #[choice(label = "One notice", tone = "default")]
    Entry,
    #[choice(label = "Daily summary", tone = "default")]
    Digest,
    #[choice(label = "Event", tone = "default")]
    Event,
    #[choice(label = "Test", tone = "default")]
    Test,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Waiting", tone = "blue")]
    Waiting,
    /// It is tried again.
    #[choice(label = "Failed, tried again", tone = "orange")]
    Failed,
    #[choice(label = "Sent", tone = "green")]
    Sent,
    /// Nobody tries it any more, until somebody sends it again.
    #[choice(label = "Dead letter", tone = "red")]
    Dead,
    /// It is no news any more, or nobody is to hear it.
    #[choice(label = "Not sent", tone = "default")]
    Dropped,
}

impl State {
    /// Whether it will be tried by itself.
    pub fn open(self) -> bool {
        match self {
            State::Waiting | State::Failed => true,
            State::Sent | State::Dead | State::Dropped => false,
        }
    }
}

/// One notice on its way to one receiver: what became of it, and when it is tried again. What it says is not kept: that is
/// read when it is sent, as the receiver may see it then.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "dispatches")]
#[resource(label = "Dispatch", plural = "Dispatches", title = "name", group = "administration", icon = "sync")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DispatchId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    /// What sort of thing it tells.
    #[field(label = "Notice", list, read_only)]
    pub name: String,
    #[field(label = "Way", list, read_only)]
    pub way: Way,
    #[field(label = "Content", read_only)]
    pub content: Content,
    #[field(label = "Channel", list, read_only)]
    pub channel_id: Option<ChannelId>,
    #[field(label = "Person", list, read_only, refers = "people")]
    pub person_id: Option<Uuid>,
    /// A sign-in without a person.
    #[field(label = "User", read_only)]
    pub user_id: Option<UserId>,
    #[field(label = "State", list, read_only)]
    pub state: State,
    #[field(label = "Tries", list, read_only)]
    pub attempts: i64,
    /// What the receiver said last, or why it was not reached.
    #[field(label = "Last answer", list, read_only)]
    pub answer: Option<String>,
    #[field(label = "Next try", list, read_only)]
    pub next_at: Option<DateTimeUtc>,
    #[field(label = "Sent at", list, read_only)]
    pub sent_at: Option<DateTimeUtc>,
    #[field(label = "Kind of row", read_only)]
    pub subject_noun: Option<String>,
    #[field(label = "Row", read_only)]
    pub subject_id: Option<Uuid>,
    /// Who did it.
    #[field(label = "By", read_only, refers = "people")]
    pub by_id: Option<Uuid>,
    /// The kind of the inbox, or the event.
    #[field(label = "What happened", read_only)]
    pub what: Option<String>,
    /// When it happened; of a summary, since when.
    #[field(label = "Happened at", read_only)]
    pub happened_at: DateTimeUtc,
    /// The line of the inbox or of the journal, the day of the summary.
    #[field(label = "Source", read_only)]
    pub source: String,
    /// Source and receiver: each hears of a thing once.
    #[field(label = "Key", read_only, unique)]
    pub key: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The part of the source behind its sort.
    pub(crate) fn source_id(&self) -> &str {
        self.source.split_once(':').map_or("", |(_, id)| id)
    }

    /// Whom a letter is for: a person, or a sign-in without one.
    pub(crate) fn reader(&self) -> Option<Uuid> {
        self.person_id.or(self.user_id.map(|user| user.0))
    }
}
