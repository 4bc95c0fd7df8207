//! What sees to it that a policy is kept to: a flow, a right, a stage, a sheet.

use crate::{policy::PolicyId, rules};
use kernel::{BoxFuture, Change, Choice, House, Noun, Resource, Result, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(EnforcementId of "policy_enforcements");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It refuses what the policy does not allow.
    #[choice(label = "Enforces it", tone = "green")]
    Enforces,
    /// The process that goes by the policy.
    #[choice(label = "Goes by it", tone = "blue")]
    Follows,
    /// What people use for it.
    #[choice(label = "Serves it", tone = "default")]
    Serves,
}

/// Something in the system that a policy, or a section of it, is kept to by: an approval flow, a right to decide, a stage
/// of a pipeline, a position, a field or a verb of a kind of rows, or all of them.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_enforcements")]
#[resource(label = "Enforcement", plural = "Enforcement", title = "name", group = "", icon = "safety")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnforcementId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Policy", follows)]
    pub policy_id: PolicyId,
    /// The heading of the section that it is about; empty means all of the policy.
    #[field(label = "Section", list)]
    pub section: Option<String>,
    #[field(label = "How", list, default = "enforces")]
    pub how: How,
    /// What kind of row it is: approval_flows, rights, stages, positions.
    #[field(label = "Rule (kind)", list)]
    pub rule_noun: String,
    /// The row; empty means all of this kind.
    #[field(label = "Rule", list)]
    pub rule_id: Option<Uuid>,
    /// A field or a verb of this kind that sees to it, by its name in the API: discount, qualify.
    #[field(label = "Field or verb", list)]
    pub rule_part: Option<String>,
    /// What it was called when it was written down.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    #[field(label = "Note", list)]
    pub note: Option<String>,
    /// When somebody last saw that it still does what the policy says.
    #[field(label = "Looked at", read_only)]
    pub looked_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_some_and(|before| before.policy_id != after.policy_id) {
            return Err(rules::OTHER_POLICY.into());
        }
        after.rule_part = after.rule_part.take().filter(|part| !part.trim().is_empty());
        let rule = |row: &Model| (row.rule_noun.clone(), row.rule_id, row.rule_part.clone());
        if before.is_some_and(|before| rule(before) == rule(after)) || work.takes_back() {
            return Ok(());
        }
        after.looked_at = Some(work.now);
        let house = work.house.clone();
        let noun = house.registry.noun(&after.rule_noun).ok_or_else(|| rules::unknown_noun(&after.rule_noun))?;
        let locale = work.actor.locale;
        let known = |part: &str| part_of(&house, locale, noun, part).ok_or_else(|| rules::unknown_part(part));
        let part = after.rule_part.as_deref().map(known).transpose()?;
        let name = match after.rule_id {
            None => house.registry.words.say(locale, &format!("{}.plural", noun.name), noun.plural).to_owned(),
            Some(id) => {
                let row = work.reader().record(noun, id).await.map_err(|_| rules::unknown_rule(id))?;
                // A name that not everybody may know does not go into a row that everybody reads.
                let open = noun.field(noun.title).is_some_and(|field| !field.personal && !field.secret);
                let title = work.actor.title(noun, &row).filter(|_| open);
                title.map_or_else(|| noun.label.to_owned(), str::to_owned)
            }
        };
        after.name = Some(named(name, part));
        Ok(())
    })
}

/// What a field or a verb of the noun is called; nothing where there is none of this name.
pub(crate) fn part_of(house: &House, locale: &str, noun: &Noun, part: &str) -> Option<String> {
    let field = noun.field(part).map(|field| (format!("{}.fields.{part}", noun.name), field.label.to_string()));
    let verb = || Some((format!("{}.verbs.{part}", noun.name), noun.find_verb(part)?.label.to_owned()));
    let (key, english) = field.or_else(verb)?;
    Some(house.registry.words.say(locale, &key, &english).to_owned())
}

/// What a rule is called, with the field or verb of it that is meant.
pub(crate) fn named(rule: String, part: Option<String>) -> String {
    match part {
        Some(part) => format!("{rule} · {part}"),
        None => rule,
    }
}
