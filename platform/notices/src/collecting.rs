//! What is to be sent to whom: from fresh entries of the inbox, from the journal, and once a day as a summary. One row for
//! each thing and receiver, in one work with the note that it was seen.

use crate::{
    channel::{self, Model as Channel},
    dispatch::{Column, Content, DispatchId, Entity, Model, State, Way},
    hearing,
    post::Post,
    preferences::{self, ByMail},
    reading, receiver, rules, said,
};
use access::user::UserId;
use chrono::{DateTime, Duration, Utc};
use inbox::Fresh;
use kernel::{
    Actor, Batch, Calendar, House, Reach, Resource, Result, Scope, Work,
    journal::{self, Line, LineKind},
    record,
};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, prelude::Uuid};
use serde_json::json;
use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

/// Entries and lines that one work looks at.
const TOGETHER: u64 = 300;

/// The first summary reaches so far back.
const FIRST_DAYS: i64 = 2;

/// Channels to which something can be sent.
pub async fn channels(house: &House) -> Result<Vec<Channel>> {
    let system = Actor::system();
    let all = house.reader(&system).visible::<channel::Entity>().filter(channel::Column::Active.eq(true));
    let all = all.all(house.store.reader()).await?;
    Ok(all.into_iter().filter(Channel::works).collect())
}

/// Whether there is anything to collect.
pub async fn any(house: &House) -> Result<bool> {
    let conn = house.store.reader();
    if inbox::any_fresh(conn).await? {
        return Ok(true);
    }
    let hearing = channels(house).await?.iter().any(|channel| !channel.events().is_empty());
    Ok(match reading::position(conn).await? {
        Some(position) => !hearing || journal::head(conn).await? > position,
        None => hearing,
    })
}

/// A dispatch that nobody has tried yet.
fn waiting(at: DateTime<Utc>, way: Way, content: Content, source: String, receiver: Uuid) -> Model {
    Model {
        id: DispatchId::new(),
        version: 1,
        created_at: at,
        updated_at: at,
        custom: json!({}),
        name: String::new(),
        way,
        content,
        channel_id: None,
        person_id: None,
        user_id: None,
        state: State::Waiting,
        attempts: 0,
        answer: None,
        next_at: Some(at),
        sent_at: None,
        subject_noun: None,
        subject_id: None,
        by_id: None,
        what: None,
        happened_at: at,
        key: format!("{source}:{receiver}"),
        source,
    }
}

/// A letter for a person, or for a sign-in without one.
fn letter(at: DateTime<Utc>, content: Content, source: String, reader: Uuid, is_person: bool) -> Model {
    let mut new = waiting(at, Way::Mail, content, source, reader);
    if is_person {
        new.person_id = Some(reader);
    } else {
        new.user_id = Some(UserId(reader));
    }
    new
}

fn message(at: DateTime<Utc>, content: Content, source: String, channel: &Channel) -> Model {
    let mut new = waiting(at, channel.kind.way(), content, source, channel.id.0);
    new.channel_id = Some(channel.id);
    new
}

/// What a channel is told; a group that sleeps, in the morning.
fn news(at: DateTime<Utc>, content: Content, source: String, channel: &Channel, calendar: &Calendar) -> Model {
    let mut new = message(at, content, source, channel);
    if channel.sleeps() {
        new.next_at = Some(rules::after_quiet(at, calendar));
    }
    new
}

/// Whether something comes at night too: somebody reminded them by hand.
fn urgent(entry: &Fresh) -> bool {
    entry.key.starts_with("remind:")
}

/// Makes the rows that are not there yet: each hears of a thing once.
async fn add(work: &mut Work, rows: Vec<Model>) -> Result<usize> {
    let mut added = 0;
    for rows in rows.chunks(TOGETHER as usize) {
        let keys = rows.iter().map(|row| row.key.as_str());
        let known = work.every::<Entity>().filter(Column::Key.is_in(keys)).select_only().column(Column::Key);
        let mut known: HashSet<String> = known.into_tuple::<String>().all(work.conn()).await?.into_iter().collect();
        let fresh = rows.iter().filter(|row| known.insert(row.key.clone()));
        let created = fresh.map(record::of_row::<Entity>).collect::<Result<Vec<_>>>()?;
        added += created.len();
        if !created.is_empty() {
            work.write_batch(Entity::NAME, Batch { created, changed: Vec::new() }).await?;
        }
    }
    Ok(added)
}

/// Which of these are people; the others are sign-ins without one.
async fn people(house: &House, readers: &[Uuid]) -> Result<BTreeSet<Uuid>> {
    house.reader(&Actor::system()).among(house.registry.known("people")?, readers, "read").await
}

/// Takes up fresh entries of the inbox; whether there may be more.
pub async fn entries(house: &Arc<House>, post: &Post, at: DateTime<Utc>) -> Result<bool> {
    let conn = house.store.reader();
    let fresh = inbox::fresh(conn, TOGETHER).await?;
    if fresh.is_empty() {
        return Ok(false);
    }
    let full = fresh.len() as u64 == TOGETHER;
    let channels = channels(house).await?;
    let readers: Vec<Uuid> = fresh.iter().map(|one| one.reader).collect::<BTreeSet<_>>().into_iter().collect();
    let chosen = preferences::of(conn, &readers).await?;
    let people = people(house, &readers).await?;
    let words = &house.registry.words;
    let company = house.company();
    let mut rows = Vec::new();
    for one in &fresh {
        let chosen = chosen.get(&one.reader).cloned().unwrap_or_default();
        if post.smtp.is_some() && chosen.way(one.kind) == ByMail::Now {
            let is_person = people.contains(&one.reader);
            let mut new = letter(at, Content::Entry, format!("entry:{}", one.fold), one.reader, is_person);
            if chosen.quiet() && !urgent(one) {
                new.next_at = Some(rules::after_quiet(at, &company.calendar));
            }
            rows.push(told(new, one, said::heading(words, post.language, one.kind)));
        }
        for channel in channels.iter().filter(|channel| channel.kinds().iter().any(|kind| kind == one.kind.word())) {
            // Of one thing several readers are told, a group once.
            let source = format!("told:{}:{}:{}:{}", one.kind.word(), one.noun, one.row, one.at.timestamp_micros());
            let name = said::heading(words, channel.locale.word(), one.kind);
            rows.push(told(news(at, Content::Entry, source, channel, &company.calendar), one, name));
        }
    }
    let ids = fresh.into_iter().map(|one| one.id).collect();
    let write = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            add(work, rows).await?;
            inbox::mark_passed(work, ids).await
        })
    });
    write.await?;
    Ok(full)
}

fn told(mut new: Model, one: &Fresh, name: String) -> Model {
    new.name = name;
    new.what = Some(one.kind.word().to_owned());
    new.subject_noun = Some(one.noun.clone());
    new.subject_id = Some(one.row);
    new.by_id = one.by;
    new.happened_at = one.at;
    new
}

/// Reads on in the journal for the channels that hear of events; whether there may be more.
pub async fn events(house: &Arc<House>, at: DateTime<Utc>) -> Result<bool> {
    let conn = house.store.reader();
    let mut hearing = channels(house).await?;
    hearing.retain(|channel| !channel.events().is_empty());
    let position = reading::position(conn).await?;
    let (next, rows, full) = match (position, hearing.is_empty()) {
        (None, true) => return Ok(false),
        (Some(_), true) => {
            let forget =
                house.write(Actor::system(), None, |work| Box::pin(async move { reading::forget(work).await }));
            forget.await?;
            return Ok(false);
        }
        (None, false) => (journal::head(conn).await?, Vec::new(), false),
        (Some(position), false) => {
            let lines = journal::after(conn, position, TOGETHER).await?;
            let Some(last) = lines.last() else { return Ok(false) };
            (last.position(), of_lines(house, &hearing, &lines, at).await?, lines.len() as u64 == TOGETHER)
        }
    };
    let write = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            add(work, rows).await?;
            reading::keep(work, next).await
        })
    });
    write.await?;
    Ok(full)
}

async fn of_lines(house: &House, hearing: &[Channel], lines: &[Line], at: DateTime<Utc>) -> Result<Vec<Model>> {
    let mut rows = Vec::new();
    let company = house.company();
    for channel in hearing {
        let mut actor = None;
        for line in lines {
            let Some(what) = hearing::heard(channel.events(), line) else { continue };
            if line.kind == LineKind::Deleted {
                if actor.is_none() {
                    actor = Some(owner(house, channel).await?);
                }
                // What is gone lies within nobody's reach any more: it is told to those who saw all there was.
                let sees_all = |actor: &Actor| sees_all(house, actor, &line.noun);
                if !actor.as_ref().and_then(Option::as_ref).is_some_and(sees_all) {
                    continue;
                }
            }
            let mut new = news(at, Content::Event, format!("line:{}", line.id), channel, &company.calendar);
            new.name = what.clone();
            new.what = Some(what);
            new.subject_noun = Some(line.noun.clone());
            new.subject_id = line.row_id;
            new.by_id = line.person_id;
            new.happened_at = line.at;
            rows.push(new);
        }
    }
    Ok(rows)
}

/// Whoever set the channel up, with today's rights.
pub async fn owner(house: &House, channel: &Channel) -> Result<Option<Actor>> {
    match channel.user_id {
        Some(user) => access::actor_of_user(house, user.0).await,
        None => Ok(None),
    }
}

/// Whether the actor sees every row of the noun.
pub fn sees_all(house: &House, actor: &Actor, noun: &str) -> bool {
    let open = house.registry.noun(noun).is_some_and(|noun| noun.scope == Scope::Open);
    actor.reach(noun, "read").is_some_and(|reach| open || reach == Reach::All)
}

/// Makes the summaries whose hour has come; those of a day on which nothing is new are not made.
pub async fn digests(house: &Arc<House>, post: &Post, at: DateTime<Utc>) -> Result<()> {
    if post.smtp.is_none() {
        return Ok(());
    }
    let conn = house.store.reader();
    let company = house.company();
    let today = company.calendar.day_of(at);
    let readers = preferences::who_has_a_summary(conn).await?;
    let chosen = preferences::of(conn, &readers).await?;
    let people = people(house, &readers).await?;
    for reader in readers {
        let Some(chosen) = chosen.get(&reader) else { continue };
        if chosen.digested.is_some_and(|(on, _)| on >= today) {
            continue;
        }
        let Some(due) = rules::at_hour(today, chosen.hour(), &company.calendar).filter(|due| *due <= at) else {
            continue;
        };
        let since = chosen.digested.map_or(due - Duration::days(FIRST_DAYS), |(_, until)| until);
        let kinds = chosen.daily();
        let news = match receiver::of(house, reader, post.language).await? {
            Some(receiver) => !inbox::unread_since(house, &receiver.actor, kinds, since, 1).await?.is_empty(),
            None => false,
        };
        let mut new = letter(at, Content::Digest, format!("digest:{today}"), reader, people.contains(&reader));
        new.happened_at = since;
        new.name = said::say(&house.registry.words, post.language, "digest.name");
        let write = house.write(Actor::system(), None, move |work| {
            Box::pin(async move {
                if news {
                    add(work, vec![new]).await?;
                }
                preferences::digested(work, reader, today, at).await
            })
        });
        write.await?;
    }
    Ok(())
}

/// A test of a channel, or of mail to oneself.
pub fn test(work: &Work, to: To<'_>) -> Model {
    let source = format!("test:{}", kernel::new_id());
    match to {
        To::Channel(channel) => message(work.now, Content::Test, source, channel),
        To::Reader(reader, is_person) => letter(work.now, Content::Test, source, reader, is_person),
    }
}

pub enum To<'a> {
    Channel(&'a Channel),
    /// And whether they are a person.
    Reader(Uuid, bool),
}
