//! Sending what is due. Each row is taken for some minutes first: a server that dies in the middle leaves it to be sent
//! again, under the same id.

use crate::{
    channel::{self, Model as Channel},
    collecting,
    dispatch::{Column, Content, Entity, Model, State, Way},
    enclosing::{self, Enclosed, To},
    letter::{Letter, Writing},
    post::Post,
    preferences, receiver,
    robots::{self, Message, Subject},
    rules, said, wire,
};
use chrono::{DateTime, Duration, Utc};
use futures::{StreamExt, stream};
use inbox::Kind;
use kernel::{Actor, Batch, Error, House, Progress, Record, Resource, Result, journal, record};
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use std::sync::Arc;
use url::Url;

/// Rows that are taken at once.
const TOGETHER: u64 = 40;
/// Rows that are sent beside each other: a receiver that does not answer holds up few others.
const BESIDE: usize = 8;
/// For so long a row that is being sent is nobody else's. Longer than all that were taken with it take.
const TAKEN_MINUTES: i64 = 5;
/// Letters of an answer that are kept.
const ANSWER: usize = 300;

/// What became of one try.
enum End {
    Sent(String),
    Failed {
        why: String,
        for_good: bool,
    },
    /// A key of `said`: why it is not sent at all.
    Dropped(&'static str),
}

fn failed(why: impl Into<String>) -> End {
    End::Failed { why: why.into(), for_good: false }
}

/// Whether anything is due.
pub async fn any_due(house: &House, at: DateTime<Utc>) -> Result<bool> {
    Ok(!due(house, at, 1).await?.is_empty())
}

async fn due(house: &House, at: DateTime<Utc>, limit: u64) -> Result<Vec<Model>> {
    let system = Actor::system();
    let open = house.reader(&system).visible::<Entity>().filter(Column::State.is_in([State::Waiting, State::Failed]));
    let due = open.filter(Column::NextAt.lte(at)).order_by_asc(Column::NextAt).order_by_asc(Column::Id).limit(limit);
    Ok(due.all(house.store.reader()).await?)
}

/// Sends all that is due; how many were tried.
pub async fn all_due(
    house: &Arc<House>,
    post: &Post,
    at: DateTime<Utc>,
    progress: Option<&dyn Progress>,
) -> Result<usize> {
    let mut tried = 0;
    loop {
        let taken = take(house, at).await?;
        if taken.is_empty() {
            return Ok(tried);
        }
        tried += taken.len();
        let done: Vec<Result<()>> =
            stream::iter(taken).map(|one| try_once(house, post, one, at)).buffer_unordered(BESIDE).collect().await;
        done.into_iter().collect::<Result<()>>()?;
        if let Some(progress) = progress
            && !progress.keep(tried as i64, tried as i64, Value::Null).await?
        {
            return Ok(tried);
        }
    }
}

/// Takes some of what is due, and counts the try. Where another server was quicker nothing is taken: it has them.
async fn take(house: &Arc<House>, at: DateTime<Utc>) -> Result<Vec<Model>> {
    let due = due(house, at, TOGETHER).await?;
    if due.is_empty() {
        return Ok(due);
    }
    let mut changed = Vec::with_capacity(due.len());
    for row in due {
        let before = record::of_row::<Entity>(&row)?;
        let mut next = row;
        next.attempts += 1;
        next.next_at = Some(at + Duration::minutes(TAKEN_MINUTES));
        changed.push((before, record::of_row::<Entity>(&next)?));
    }
    let write = house.write(Actor::system(), None, move |work| {
        Box::pin(async move { work.write_batch(Entity::NAME, Batch { created: Vec::new(), changed }).await })
    });
    match write.await {
        Ok((written, _)) => written.changed.iter().map(record::to_row::<Entity>).collect(),
        Err(Error::Conflict { .. } | Error::Invalid(_)) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

async fn try_once(house: &Arc<House>, post: &Post, row: Model, at: DateTime<Utc>) -> Result<()> {
    let end = match row.way {
        Way::Mail => mail(house, post, &row).await?,
        Way::Webhook | Way::Dingtalk | Way::Feishu | Way::Wecom => to_channel(house, post, &row).await?,
    };
    let quiet = match (row.way, row.content, row.reader()) {
        (_, Content::Test, _) | (Way::Webhook | Way::Dingtalk | Way::Feishu | Way::Wecom, _, _) | (_, _, None) => false,
        (Way::Mail, _, Some(reader)) => {
            let chosen = preferences::of(house.store.reader(), &[reader]).await?;
            chosen.get(&reader).is_none_or(preferences::Chosen::quiet)
        }
    };
    let language = post.language;
    let write = house.write(Actor::system(), None, move |work| {
        Box::pin(async move {
            let house = work.house.clone();
            work.update::<Entity>(row, |row| match end {
                End::Sent(answer) => {
                    row.state = State::Sent;
                    row.sent_at = Some(at);
                    row.next_at = None;
                    row.answer = Some(shortened(&answer)).filter(|answer| !answer.is_empty());
                }
                End::Failed { why, for_good } => {
                    row.answer = Some(shortened(&why));
                    match rules::wait_after(row.attempts).filter(|_| !for_good) {
                        Some(wait) => {
                            let next = at + wait;
                            let company = house.company();
                            row.next_at = Some(if quiet { rules::after_quiet(next, &company.calendar) } else { next });
                            row.state = State::Failed;
                        }
                        None => (row.state, row.next_at) = (State::Dead, None),
                    }
                }
                End::Dropped(why) => {
                    let why = said::say(&house.registry.words, language, &format!("dropped.{why}"));
                    (row.state, row.next_at, row.answer) = (State::Dropped, None, Some(why));
                }
            })
            .await
        })
    });
    match write.await {
        // Somebody gave it up, or sent it again, meanwhile: theirs is the last word.
        Ok(_) | Err(Error::Conflict { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

async fn mail(house: &Arc<House>, post: &Post, row: &Model) -> Result<End> {
    let Some(smtp) = &post.smtp else { return Ok(End::Dropped("no_mail")) };
    let Some(reader) = row.reader() else { return Ok(End::Dropped("nobody")) };
    let Some(receiver) = receiver::of(house, reader, post.language).await? else { return Ok(End::Dropped("nobody")) };
    let Some(address) = &receiver.address else { return Ok(End::Dropped("no_address")) };
    let link = |place: &str| post.link(place).unwrap_or_default();
    let writing =
        Writing { words: &house.registry.words, language: receiver.actor.locale, name: &receiver.name, link: &link };
    let Some(letter) = letter(house, row, reader, &receiver.actor, &writing).await? else {
        return Ok(End::Dropped("gone"));
    };
    let id = format!("{}.{reader}", row.source.replace(':', "."));
    Ok(match smtp.send(&id, &receiver.name, address, letter).await {
        Ok(()) => End::Sent(String::new()),
        Err(not_taken) => End::Failed { why: not_taken.why, for_good: not_taken.for_good },
    })
}

/// `None`: there is nothing to tell any more.
async fn letter(
    house: &Arc<House>,
    row: &Model,
    reader: Uuid,
    actor: &Actor,
    writing: &Writing<'_>,
) -> Result<Option<Letter>> {
    Ok(match row.content {
        Content::Entry => {
            let Ok(fold) = row.source_id().parse() else { return Ok(None) };
            let Some(entry) = inbox::shown(house, actor, fold).await? else { return Ok(None) };
            let enclosed = match (entry.noun, entry.row) {
                (Some(noun), Some(row)) => enclosing::of(house, actor, noun, row, To::Letter).await,
                (Some(_) | None, Some(_) | None) => Enclosed::default(),
            };
            Some(writing.entry(&entry, enclosed))
        }
        Content::Digest => {
            let chosen = preferences::of(house.store.reader(), &[reader]).await?;
            let kinds = chosen.get(&reader).map(preferences::Chosen::daily).unwrap_or_default();
            let news = inbox::unread_since(house, actor, kinds, row.happened_at, 50).await?;
            (!news.is_empty()).then(|| writing.digest(&news))
        }
        Content::Test => Some(writing.test()),
        // Events are for channels.
        Content::Event => None,
    })
}

async fn to_channel(house: &Arc<House>, post: &Post, row: &Model) -> Result<End> {
    let conn = house.store.reader();
    let Some(id) = row.channel_id else { return Ok(End::Dropped("off")) };
    let system = Actor::system();
    let found = house.reader(&system).visible::<channel::Entity>().filter(channel::Column::Id.eq(id)).one(conn).await?;
    let Some(channel) = found.filter(Channel::works) else { return Ok(End::Dropped("off")) };
    let Some(mut actor) = collecting::owner(house, &channel).await? else { return Ok(End::Dropped("nobody")) };
    actor.locale = channel.locale.word();
    let Some(message) = message(house, post, row, &channel, &actor).await? else { return Ok(End::Dropped("gone")) };
    let address = opened(house, "address", channel.address.as_deref()).await?;
    let secret = opened(house, "secret", channel.secret.as_deref()).await?.unwrap_or_default();
    let Some(url) = address.and_then(|address| Url::parse(&address).ok()) else {
        return Ok(failed("its address cannot be decrypted: connect it again"));
    };
    let prepared = robots::prepare(channel.kind, url, &secret, record::now(), &message);
    Ok(match wire::send(post, prepared).await {
        Ok(answer) if (200..300).contains(&answer.status) => match robots::took(channel.kind, &answer.body) {
            Ok(()) => End::Sent(answer.status.to_string()),
            Err(why) => failed(why),
        },
        Ok(answer) if (300..400).contains(&answer.status) => {
            failed(format!("{}: redirects are not followed", answer.status))
        }
        Ok(answer) => failed(answer.status.to_string()),
        Err(why) => failed(why),
    })
}

/// A value that was locked with the channel's key.
async fn opened(house: &House, field: &str, sealed: Option<&str>) -> Result<Option<String>> {
    let Some(sealed) = sealed.and_then(|text| serde_json::from_str(text).ok()) else { return Ok(None) };
    let value = house.secrets.open_value(house.store.reader(), field, &sealed).await?;
    Ok(value.and_then(|value| value.as_str().map(str::to_owned)))
}

/// What the channel is told now, within the reach of whoever set it up; `None`: nothing any more.
async fn message(
    house: &Arc<House>,
    post: &Post,
    row: &Model,
    channel: &Channel,
    actor: &Actor,
) -> Result<Option<Message>> {
    let (words, language) = (&house.registry.words, channel.locale.word());
    let what = row.what.clone().unwrap_or_else(|| "test".to_owned());
    let mut message = Message {
        id: row.id.to_string(),
        what: what.clone(),
        at: row.happened_at,
        heading: String::new(),
        about: None,
        lines: Vec::new(),
        by: None,
        subject: None,
        link: None,
        open: said::say(words, language, "open"),
    };
    if row.content == Content::Test {
        message.heading = said::fill(words, language, "test.channel", &[("name", &channel.name)]);
        message.link = post.link("");
        return Ok(Some(message));
    }
    let noun = row.subject_noun.as_deref().and_then(|name| house.registry.noun(name));
    let (Some(noun), Some(id)) = (noun, row.subject_id) else { return Ok(None) };
    let label = words.say(language, noun.name, noun.label).to_owned();
    message.heading = match row.content {
        Content::Event => event(house, language, &what, &label),
        Content::Entry | Content::Digest | Content::Test => {
            Kind::of(&what).map_or_else(String::new, |kind| said::heading(words, language, kind))
        }
    };
    let title = match found(house, actor, noun, id).await? {
        Some(held) => {
            message.link = post.link(&format!("{}/{id}", noun.name));
            actor.title(noun, &held).map(str::to_owned)
        }
        // What was removed is told without its name, to those who saw all there was.
        None if removed(house, row).await? && collecting::sees_all(house, actor, noun.name) => None,
        None => return Ok(None),
    };
    if let Some(title) = &title {
        message.about = Some(said::fill(words, language, "about", &[("noun", &label), ("title", title)]));
    }
    if title.is_some() && row.content == Content::Entry {
        message.lines = enclosing::of(house, actor, noun.name, id, To::Group).await.lines;
    }
    if let Some(by) = row.by_id {
        let names = house.reader(actor).titles(house.registry.known("people")?, [by].into()).await?;
        message.by = names.get(&by).map(|name| said::fill(words, language, "by", &[("name", name)]));
    }
    message.subject = Some(Subject { noun: noun.name.to_owned(), id: id.to_string(), title });
    Ok(Some(message))
}

async fn found(house: &House, actor: &Actor, noun: &kernel::Noun, id: Uuid) -> Result<Option<Record>> {
    if actor.reach(noun.name, "read").is_none() {
        return Ok(None);
    }
    match house.reader(actor).record(noun, id).await {
        Ok(row) => Ok(Some(row)),
        Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Whether the line that the row comes from tells that something was removed.
async fn removed(house: &House, row: &Model) -> Result<bool> {
    let Ok(line) = row.source_id().parse::<i64>() else { return Ok(false) };
    if row.content != Content::Event {
        return Ok(false);
    }
    let lines = journal::select().and_where(Expr::col("id").eq(line)).take();
    let lines = journal::fetch(house.store.reader(), &lines).await?;
    Ok(lines.first().is_some_and(|line| line.kind == journal::LineKind::Deleted))
}

/// `Lead: Qualify`
fn event(house: &House, language: &str, what: &str, label: &str) -> String {
    let words = &house.registry.words;
    let (name, word) = what.split_once('.').unwrap_or_default();
    let verb = house.registry.noun(name).and_then(|noun| noun.find_verb(word));
    let verb = match (verb, word) {
        (Some(verb), _) => words.say(language, &format!("{name}.verbs.{word}"), verb.label).to_owned(),
        (None, "create" | "edit" | "delete") => said::say(words, language, &format!("event.{word}")),
        (None, word) => word.replace('_', " "),
    };
    said::fill(words, language, "event", &[("noun", label), ("verb", &verb)])
}

fn shortened(text: &str) -> String {
    crate::letter::one_line(text).chars().take(ANSWER).collect()
}
