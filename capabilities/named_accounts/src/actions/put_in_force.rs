use crate::{
    edition::{self, State},
    line,
    list::{self, ListId},
    rules::{self, Elsewhere},
};
use accounts::account::AccountId;
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use org::{
    Span,
    person::{self, PersonId},
    span::eve,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// Ids in one statement.
const IDS: usize = 1000;

/// The draft counts from a day on, and the edition before it until the day before.
#[derive(Deserialize, Form)]
pub struct PutInForce {
    /// Its first day; today, or the first day of the list's term, where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
}

impl Action for PutInForce {
    const NAME: &'static str = "put_in_force";
    const LABEL: &'static str = "Put in force";
    const HELP: &'static str = "It counts from a day on, and is kept as it is from then";
    type On = edition::Entity;

    fn ready(on: &edition::Model) -> Result<(), Refusal> {
        if on.state == State::Draft { Ok(()) } else { Err(rules::NOT_A_DRAFT) }
    }

    async fn run(self, on: edition::Model, work: &mut Work) -> Result<edition::Model> {
        Self::ready(&on)?;
        let list = held(work, on.list_id).await?;
        let from = self.from.unwrap_or(work.today.max(list.from));
        // Whoever changes its accounts at this moment waits for this, and is refused then.
        let locked = work.every::<edition::Entity>().filter(edition::Column::Id.eq(on.id)).lock_exclusive();
        locked.one(work.conn()).await?;
        let others = edition::of(work, on.list_id).await?;
        let lines = line::of(work, on.id).await?;
        rules::may_be_put_in_force(&list, from, &others, &lines)?;
        looked_after(work, &lines, from).await?;
        let within = Span::new(Some(from), list.to);
        rules::stands_once(within, &lines, &elsewhere(work, &list, &lines).await?)?;
        let (last, today) = (eve(from), work.today);
        for before in others.into_iter().filter(|other| other.state != State::Draft && !other.span().over(from)) {
            let state = rules::state_on(Span::new(before.from, Some(last)), today);
            let replaced = line::of(work, before.id).await?;
            line::turn(work, replaced, |line| line.until = Some(from)).await?;
            work.update::<edition::Entity>(before, |edition| {
                edition.to = Some(last);
                edition.state = state;
            })
            .await?;
        }
        let until = list.to.and_then(|to| to.succ_opt());
        line::turn(work, lines, |line| (line.from, line.until) = (Some(from), until)).await?;
        work.update::<edition::Entity>(on, |edition| {
            (edition.from, edition.to) = (Some(from), list.to);
            edition.state = rules::state_on(Span::new(Some(from), list.to), today);
        })
        .await
    }
}

/// The list, with all lists of its kind held: two that would name the same account at once wait for each other.
async fn held(work: &Work, id: ListId) -> Result<list::Model> {
    let list = work.fetch::<list::Entity>(id.0).await?;
    let kind = work.every::<list::Entity>().filter(list::Column::Kind.eq(list.kind));
    kind.order_by_asc(list::Column::Id).lock_exclusive().all(work.conn()).await?;
    work.fetch::<list::Entity>(id.0).await
}

/// Every account has somebody who looks after it and is here on that day.
async fn looked_after(work: &Work, lines: &[line::Model], from: NaiveDate) -> Result<()> {
    let people: BTreeSet<PersonId> = lines.iter().filter_map(|line| line.person_id).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut here: HashMap<PersonId, bool> = HashMap::new();
    for chunk in people.chunks(IDS) {
        let select = work.every::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
        for person in select.all(work.conn()).await? {
            here.insert(person.id, person.left_on.is_none_or(|last| last > from));
        }
    }
    let alone = |line: &&line::Model| line.person_id.is_none_or(|person| here.get(&person) != Some(&true));
    let alone: Vec<String> = lines.iter().filter(alone).map(|line| line.name.clone().unwrap_or_default()).collect();
    if alone.is_empty() { Ok(()) } else { Err(rules::NOBODY.with("accounts", rules::names(&alone)).into()) }
}

/// Where these accounts stand on other lists of the kind.
async fn elsewhere(work: &Work, list: &list::Model, lines: &[line::Model]) -> Result<Vec<Elsewhere>> {
    let others = work.every::<list::Entity>().filter(list::Column::Kind.eq(list.kind));
    let others = others.filter(list::Column::Id.ne(list.id)).all(work.conn()).await?;
    let names: HashMap<ListId, String> = others.into_iter().map(|list| (list.id, list.name)).collect();
    let mut editions = HashMap::new();
    let select = work.every::<edition::Entity>().filter(edition::Column::ListId.is_in(names.keys().copied()));
    for edition in select.filter(edition::Column::State.ne(State::Draft)).all(work.conn()).await? {
        editions.insert(edition.id, names[&edition.list_id].clone());
    }
    if editions.is_empty() {
        return Ok(Vec::new());
    }
    let accounts: Vec<AccountId> = lines.iter().map(|line| line.account_id).collect();
    let mut found = Vec::new();
    for chunk in accounts.chunks(IDS) {
        let select = work.every::<line::Entity>().filter(line::Column::AccountId.is_in(chunk.iter().copied()));
        for line in select.filter(line::Column::From.is_not_null()).all(work.conn()).await? {
            if let Some(list) = editions.get(&line.edition_id) {
                let (account, from, until) = (line.account_id, line.from, line.until);
                found.push(Elsewhere { account, list: list.clone(), from, until });
            }
        }
    }
    Ok(found)
}
