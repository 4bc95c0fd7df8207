//! Where named accounts stand at the door: on an account that is closed to others, others open no deals.

use crate::{
    edition,
    line::{self, Exclusivity},
    list, rules,
};
use accounts::{
    account::{self, AccountId},
    team_member,
};
use chrono::NaiveDate;
use kernel::{Attempt, Record, Resource, Result, Work, record};
use opportunities::opportunity;
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::HashMap;

const MADE_OF: [&str; 3] = [list::Entity::NAME, edition::Entity::NAME, line::Entity::NAME];

/// An account that is closed to others, for as long as it is.
#[derive(Debug)]
struct Closed {
    list: String,
    person: Option<PersonId>,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

/// All of them, read once and again when a list was written: to ask costs no statement.
#[derive(Debug, Default)]
struct All(HashMap<AccountId, Vec<Closed>>);

impl All {
    async fn read(work: &Work) -> Result<Self> {
        let mut all = Self::default();
        let closed = work.every::<line::Entity>().filter(line::Column::Exclusivity.eq(Exclusivity::Closed));
        let mut names = HashMap::new();
        for line in closed.filter(line::Column::From.is_not_null()).all(work.conn()).await? {
            let Some(from) = line.from else { continue };
            let list = match names.get(&line.edition_id) {
                Some(name) => String::clone(name),
                None => {
                    let edition = work.fetch::<edition::Entity>(line.edition_id.0).await?;
                    let name = work.fetch::<list::Entity>(edition.list_id.0).await?.name;
                    names.insert(line.edition_id, name.clone());
                    name
                }
            };
            let closed = Closed { list, person: line.person_id, from, until: line.until };
            all.0.entry(line.account_id).or_default().push(closed);
        }
        Ok(all)
    }
}

/// Refuses an open deal of somebody who does not work on its account, where that is closed to others on that day.
pub async fn ask(attempt: &Attempt<'_>, work: &Work) -> Result<()> {
    if attempt.noun.name != opportunity::Entity::NAME {
        return Ok(());
    }
    let Some(after) = attempt.after.filter(|deal| deal["outcome"] == "open") else { return Ok(()) };
    let Some(account) = record::uuid(after, "account_id").map(AccountId) else { return Ok(()) };
    let moved = |name: &str| attempt.before.is_none_or(|before| before.get(name) != after.get(name));
    // Two accounts that become one are no new deal.
    if !(moved("account_id") || moved("owner_id")) || accounts::merging(work) {
        return Ok(());
    }
    let all = work.shared(&MADE_OF, All::read(work)).await?;
    let Some(closed) = all.0.get(&account) else { return Ok(()) };
    // What is brought in of the past was opened under the rules of its day.
    let opened = after.get("opened_on").and_then(|day| day.as_str()?.parse().ok());
    let day: NaiveDate = if attempt.before.is_some() { work.today } else { opened.unwrap_or(work.today) };
    let Some(closed) = closed.iter().find(|one| one.from <= day && one.until.is_none_or(|until| day < until)) else {
        return Ok(());
    };
    let works = works_there(work, account, closed.person, after).await?;
    if works || !moved("account_id") && goes_on(work, account, closed.person, attempt.before).await? {
        return Ok(());
    }
    let name = work.fetch::<account::Entity>(account.0).await?.name;
    let person = match closed.person {
        Some(person) => work.fetch::<person::Entity>(person.0).await?.name,
        None => "—".to_owned(),
    };
    Err(rules::CLOSED.with("account", name).with("list", &closed.list).with("person", person).into())
}

/// Whether the deal's owner looks after the account, owns it or stands in its team.
async fn works_there(work: &Work, account: AccountId, keeper: Option<PersonId>, deal: &Record) -> Result<bool> {
    let Some(owner) = record::uuid(deal, "owner_id").map(PersonId) else { return Ok(false) };
    if keeper == Some(owner) || work.fetch::<account::Entity>(account.0).await?.owner_id == Some(owner) {
        return Ok(true);
    }
    let member = work
        .every::<team_member::Entity>()
        .filter(team_member::Column::AccountId.eq(account))
        .filter(team_member::Column::PersonId.eq(owner));
    Ok(member.one(work.conn()).await?.is_some())
}

/// Whether a deal may change hands among others: one that was theirs before the account was closed goes on, and what
/// somebody leaves behind finds another owner.
async fn goes_on(work: &Work, account: AccountId, keeper: Option<PersonId>, before: Option<&Record>) -> Result<bool> {
    let Some(before) = before else { return Ok(false) };
    let Some(owner) = record::uuid(before, "owner_id") else { return Ok(true) };
    let here = work.fetch::<person::Entity>(owner).await?.active;
    Ok(!here || !works_there(work, account, keeper, before).await?)
}
