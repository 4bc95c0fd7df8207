//! A way out of the house for many: a program's webhook, or a robot in a group.

use crate::{dispatch::Way, hearing};
use access::user::{Locale, UserId};
use kernel::{Change, Choice, FieldError, Origin, Resource, Result, Tags, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ChannelId of "channels");

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    #[choice(label = "Webhook", tone = "default")]
    Webhook,
    #[choice(label = "DingTalk group", tone = "blue")]
    Dingtalk,
    #[choice(label = "Feishu group", tone = "cyan")]
    Feishu,
    #[choice(label = "WeCom group", tone = "green")]
    Wecom,
}

impl ChannelKind {
    /// Whether people read it, who sleep.
    pub fn is_group(self) -> bool {
        match self {
            ChannelKind::Webhook => false,
            ChannelKind::Dingtalk | ChannelKind::Feishu | ChannelKind::Wecom => true,
        }
    }

    pub fn way(self) -> Way {
        match self {
            ChannelKind::Webhook => Way::Webhook,
            ChannelKind::Dingtalk => Way::Dingtalk,
            ChannelKind::Feishu => Way::Feishu,
            ChannelKind::Wecom => Way::Wecom,
        }
    }
}

/// Where news is sent that concerns many: a program's webhook, or the robot of a group in DingTalk, Feishu or WeCom. It
/// hears what whoever set it up last may read, and nothing else.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "channels")]
#[resource(label = "Channel", plural = "Channels", title = "name", group = "administration", icon = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChannelId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Kind", list)]
    pub kind: ChannelKind,
    /// The language that it is told in.
    #[field(label = "Language", list, default = "zh")]
    pub locale: Locale,
    /// Kinds of the inbox that it hears of, whoever they are for: mention, comment, handed_over, task, due, approval,
    /// decided, read, date, case, report.
    #[field(label = "Hears of", list)]
    pub kinds: Option<Tags>,
    /// What happens to rows: a noun and a verb, such as opportunities.win, leads.create, accounts.edit, leads.delete; a star
    /// for any verb, as in leads.*; or news, such as opportunities.won.
    #[field(label = "Events", list)]
    pub events: Option<Tags>,
    #[field(label = "Switched on", list, default = true)]
    pub active: bool,
    /// A group hears at eight in the morning of what happened since nine in the evening. A webhook hears at once.
    #[field(label = "Quiet at night", default = true)]
    pub quiet: bool,
    /// The host of its address; the rest of the address is a secret.
    #[field(label = "Address", list, read_only)]
    pub host: Option<String>,
    /// Whoever set it up last: it hears what they may read.
    #[field(label = "Hears as", list, read_only)]
    pub user_id: Option<UserId>,
    /// The whole address, encrypted.
    #[field(label = "Whole address", read_only, secret)]
    pub address: Option<String>,
    /// What it is signed with, encrypted.
    #[field(label = "Secret", read_only, secret)]
    pub secret: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    fn set_up(&self) -> (ChannelKind, &Option<Tags>, &Option<Tags>, bool) {
        (self.kind, &self.kinds, &self.events, self.active)
    }

    pub(crate) fn kinds(&self) -> &[String] {
        self.kinds.as_ref().map_or(&[], |tags| &tags.0)
    }

    pub(crate) fn events(&self) -> &[String] {
        self.events.as_ref().map_or(&[], |tags| &tags.0)
    }

    /// Whether it is left alone at night.
    pub(crate) fn sleeps(&self) -> bool {
        self.quiet && self.kind.is_group()
    }

    /// Whether anything can be sent there.
    pub(crate) fn works(&self) -> bool {
        self.active && self.address.is_some()
    }
}

pub(crate) async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let Change { before, after } = change;
    if work.takes_back() || work.actor.origin == Origin::System {
        return Ok(());
    }
    for kind in after.kinds() {
        if !hearing::may_hear(kind) {
            let unknown = FieldError::new("kinds", "channels.unknown_kind", "the inbox has no such kind: {kind}");
            return Err(unknown.with("kind", kind).into());
        }
    }
    for event in after.events() {
        hearing::known(&work.house.registry, event)?;
    }
    if before.is_none_or(|before| before.set_up() != after.set_up()) {
        // Nobody is given another's reach by changing what that one made.
        after.user_id = work.actor.user.map(UserId);
    }
    if before.is_some_and(|before| before.kind != after.kind) {
        // An address of one kind is none of another.
        (after.host, after.address, after.secret) = (None, None, None);
    }
    Ok(())
}
