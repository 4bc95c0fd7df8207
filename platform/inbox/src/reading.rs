//! Entries as their reader may see them now: with the row as it is called, in their language, within their reach.

use crate::{
    entry::{self, Held, Kind, Part, reader_of},
    key,
};
use activities::activity::{self, Sort};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, House, Noun, Record, Resource, Result, Scope, filter, record};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Entries that are looked at together.
const CHUNK: u64 = 200;

/// Unread ones are not counted beyond it.
pub const MOST_COUNTED: usize = 100;

/// Letters of what was said.
const EXCERPT: usize = 160;

/// One line of the inbox.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    pub id: Uuid,
    pub kind: Kind,
    pub at: DateTime<Utc>,
    /// When it comes back, while it is put off.
    pub until: Option<DateTime<Utc>>,
    pub read: bool,
    pub who: Option<Who>,
    /// What happened, behind the name of whoever did it.
    pub text: String,
    /// How many rows it tells of.
    pub count: usize,
    /// Where it leads: a place below the root of the web.
    pub to: Option<String>,
    pub noun: Option<&'static str>,
    pub noun_label: Option<String>,
    pub row: Option<Uuid>,
    pub title: Option<String>,
    pub excerpt: Option<String>,
    pub due_on: Option<NaiveDate>,
    /// Of many rows: the field that holds their owner, so that a list can show them.
    pub owner_field: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Who {
    pub id: Uuid,
    pub name: String,
}

pub struct Page {
    pub entries: Vec<Shown>,
    pub next: Option<(DateTime<Utc>, Uuid)>,
}

/// Up to `limit` lines; `next` stands where there may be more.
pub async fn page(house: &House, actor: &Actor, mut part: Part, limit: usize) -> Result<Page> {
    let Some(reader) = reader_of(actor) else { return Ok(Page { entries: Vec::new(), next: None }) };
    let now = kernel::record::now();
    let mut folds: Vec<Vec<Held>> = Vec::new();
    let mut next = None;
    loop {
        let held = entry::list(house.store.reader(), reader, now, &part, CHUNK).await?;
        let full = held.len() as u64 == CHUNK;
        let last = held.last().map(|one| (one.shown_at, one.id));
        let known = Known::of(house, actor, &held).await?;
        for one in held.into_iter().filter(|one| known.shows(one)) {
            match folds.iter().position(|fold| fold[0].fold == one.fold) {
                Some(at) => folds[at].push(one),
                None if folds.len() == limit => {
                    // The page ends before this one.
                    next = folds.iter().flatten().map(|one| (one.shown_at, one.id)).min();
                    break;
                }
                None => folds.push(vec![one]),
            }
        }
        if next.is_some() || !full {
            break;
        }
        part.after = last;
    }
    let flat: Vec<Held> = folds.iter().flatten().cloned().collect();
    let known = Known::of(house, actor, &flat).await?;
    let names = people(house, actor, &flat).await?;
    let mut entries = Vec::with_capacity(folds.len());
    for fold in &folds {
        entries.push(known.show(house, actor, fold, &names, now));
    }
    Ok(Page { entries, next })
}

/// How many lines are there that nobody has read, counted up to [`MOST_COUNTED`].
pub async fn unread(house: &House, actor: &Actor) -> Result<usize> {
    let Some(reader) = reader_of(actor) else { return Ok(0) };
    let now = kernel::record::now();
    let mut part = Part { unread: true, ..Part::default() };
    let mut folds = BTreeSet::new();
    loop {
        let held = entry::list(house.store.reader(), reader, now, &part, CHUNK).await?;
        let known = Known::of(house, actor, &held).await?;
        folds.extend(held.iter().filter(|one| known.shows(one)).map(|one| one.fold));
        if folds.len() >= MOST_COUNTED || (held.len() as u64) < CHUNK {
            return Ok(folds.len().min(MOST_COUNTED));
        }
        part.after = held.last().map(|one| (one.shown_at, one.id));
        // Ten thousand rows handed over at once are one line: they need not be read to the last.
        part.but = folds.iter().copied().collect();
    }
}

async fn people(house: &House, actor: &Actor, held: &[Held]) -> Result<kernel::list::Labels> {
    let ids: BTreeSet<Uuid> = held.iter().filter_map(|one| one.by_id).collect();
    house.reader(actor).titles(house.registry.known("people")?, ids).await
}

/// What the reader may see of what entries tell of.
struct Known {
    today: NaiveDate,
    reader: Uuid,
    rows: HashMap<(String, Uuid), Record>,
    activities: HashMap<Uuid, activity::Model>,
    jobs: HashMap<Uuid, jobs::Held>,
}

impl Known {
    async fn of(house: &House, actor: &Actor, held: &[Held]) -> Result<Self> {
        let reader = house.reader(actor);
        let mut wanted: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        let mut known = Self {
            today: house.today(),
            reader: reader_of(actor).unwrap_or_default(),
            rows: HashMap::new(),
            activities: HashMap::new(),
            jobs: HashMap::new(),
        };
        for one in held {
            if one.kind == Kind::Job {
                if let Some(job) = jobs::find(house.store.reader(), one.row_id).await? {
                    known.jobs.insert(one.row_id, job);
                }
                continue;
            }
            wanted.entry(one.noun.as_str()).or_default().insert(one.row_id);
            if let Some(about) = one.about_id {
                wanted.entry(activity::Entity::NAME).or_default().insert(about);
            }
        }
        for (name, ids) in wanted {
            let Some(noun) = house.registry.noun(name) else { continue };
            if actor.reach(name, "read").is_none() {
                continue;
            }
            let ids: Vec<Uuid> = ids.into_iter().collect();
            for row in reader.records(noun, &ids).await? {
                let id = record::id(&row)?;
                if name == activity::Entity::NAME {
                    known.activities.insert(id, record::to_row::<activity::Entity>(&row)?);
                }
                known.rows.insert((name.to_owned(), id), row);
            }
        }
        Ok(known)
    }

    fn row(&self, one: &Held) -> Option<&Record> {
        self.rows.get(&(one.noun.clone(), one.row_id))
    }

    /// Whether it still is news: there, within reach, theirs, to be done.
    fn shows(&self, one: &Held) -> bool {
        if one.kind == Kind::Job {
            return self.jobs.contains_key(&one.row_id);
        }
        if self.row(one).is_none() {
            return false;
        }
        let about = one.about_id.and_then(|id| self.activities.get(&id));
        let mine = |task: &activity::Model| !task.done && task.owner_id.map(|owner| owner.0) == Some(self.reader);
        match one.kind {
            Kind::Mention | Kind::Comment => about.is_some(),
            Kind::Task => about.is_some_and(mine),
            Kind::Due => about.is_some_and(|task| mine(task) && one.key == due_key(task, self.today)),
            // Of a request that has ended nobody has to decide anything.
            Kind::Approval => {
                let state = self.row(one).and_then(|row| row["state"].as_str());
                matches!(state, Some("waiting" | "requested"))
            }
            Kind::Case => {
                let (what, state, day) = key::parts(&one.key);
                let stands = self.row(one).and_then(|row| row["state"].as_str()) == Some(state);
                stands && (![key::DUE, key::OVERDUE].contains(&what) || day == self.today.to_string())
            }
            // Whoever asked takes these back when they are done.
            Kind::HandedOver | Kind::Job | Kind::Decided | Kind::Read | Kind::Date | Kind::Report => true,
        }
    }

    fn show(
        &self,
        house: &House,
        actor: &Actor,
        fold: &[Held],
        names: &kernel::list::Labels,
        now: DateTime<Utc>,
    ) -> Shown {
        let one = &fold[0];
        let say = |key: &str, english: &str| house.registry.words.say(actor.locale, key, english).to_owned();
        let noun = house.registry.noun(&one.noun);
        let row = self.row(one);
        let about = one.about_id.and_then(|id| self.activities.get(&id));
        let label = |noun: &Noun| say(noun.name, noun.label);
        let many = fold.len() > 1;
        let title = match (noun, row) {
            (Some(noun), Some(row)) if !many => actor.title(noun, row).map(str::to_owned),
            _ => None,
        };
        let (text, to) = match (one.kind, self.jobs.get(&one.row_id)) {
            (Kind::Job, Some(job)) => job_said(house, actor, job),
            _ => (self.said(house, actor, fold, about), None),
        };
        let task = about.filter(|activity| activity.kind == Sort::Task);
        // What a list would not show of the activity is not told here either.
        let activities = house.registry.noun(activity::Entity::NAME);
        let open = |name: &str| activities.is_some_and(|noun| filter::field(actor, noun, name).is_ok());
        let excerpt = about.and_then(|activity| match activity.kind {
            Sort::Task | Sort::File => activity.title.as_deref().filter(|_| open("title")),
            _ => activity.body.as_deref().filter(|_| open("body")),
        });
        let why = noun.filter(|noun| one.kind == Kind::Approval && filter::field(actor, noun, "reason").is_ok());
        let reason = row.filter(|_| why.is_some()).and_then(|row| row["reason"].as_str());
        let excerpt = excerpt.or(reason);
        Shown {
            id: one.fold,
            kind: one.kind,
            at: one.at,
            until: (one.shown_at > now).then_some(one.shown_at),
            read: fold.iter().all(|one| one.read),
            who: one.by_id.and_then(|id| names.get(&id).map(|name| Who { id, name: name.to_string() })),
            text,
            count: fold.len(),
            to: to.or_else(|| noun.filter(|_| !many).map(|noun| format!("{}/{}", noun.name, one.row_id))),
            noun: noun.map(|noun| noun.name),
            noun_label: noun.map(label),
            row: (!many && one.kind != Kind::Job).then_some(one.row_id),
            title,
            excerpt: excerpt.map(shortened),
            due_on: task.and_then(|task| task.due_on).filter(|_| open("due_on")),
            owner_field: noun.filter(|_| many).and_then(|noun| match &noun.scope {
                Scope::Owned { owner, .. } => Some(*owner),
                _ => None,
            }),
        }
    }

    fn said(&self, house: &House, actor: &Actor, fold: &[Held], about: Option<&activity::Model>) -> String {
        let one = &fold[0];
        let word = |key: &str, english: &str| house.registry.words.say(actor.locale, key, english).to_owned();
        let noun = house.registry.noun(&one.noun);
        let many = fold.len() > 1;
        let named = noun.map_or_else(String::new, |noun| match many {
            true => word(&format!("{}.plural", noun.name), noun.plural),
            false => word(noun.name, noun.label),
        });
        let (key, english) = match one.kind {
            Kind::Mention => ("inbox.says.mention", "mentioned you"),
            Kind::Comment if about.is_some_and(|one| one.kind == Sort::File) => ("inbox.says.file", "added a file"),
            Kind::Comment => ("inbox.says.comment", "commented"),
            Kind::HandedOver if many => ("inbox.says.handed_over.many", "handed over to you: {count} {noun}"),
            Kind::HandedOver => ("inbox.says.handed_over", "handed over to you: {noun}"),
            Kind::Task => ("inbox.says.task", "gave you a task"),
            Kind::Due if about.is_some_and(|task| task.due_on < Some(self.today)) => {
                ("inbox.says.overdue", "A task is overdue")
            }
            Kind::Due => ("inbox.says.due", "A task is due today"),
            Kind::Job => ("", ""),
            Kind::Approval => ("inbox.says.approval", "asks for your decision"),
            Kind::Decided => match self.row(one).and_then(|row| row["state"].as_str()).unwrap_or_default() {
                "approved" => ("inbox.says.decided.approved", "Approved"),
                "refused" => ("inbox.says.decided.refused", "Refused"),
                "vetoed" => ("inbox.says.decided.vetoed", "Vetoed"),
                "returned" => ("inbox.says.decided.returned", "Sent back"),
                "withdrawn" => ("inbox.says.decided.withdrawn", "Withdrawn"),
                "void" => ("inbox.says.decided.void", "Void: something changed meanwhile"),
                "failed" => ("inbox.says.decided.failed", "Approved, but it could not be done"),
                _ => ("inbox.says.decided.waiting", "Waits for approval; a copy for you"),
            },
            Kind::Read => ("inbox.says.read", "Please read and confirm"),
            Kind::Date => ("inbox.says.date", "{noun}: the day has come"),
            Kind::Report => ("inbox.says.report", "A report has been written"),
            Kind::Case => match key::parts(&one.key).0 {
                key::OFFERED => ("inbox.says.case.offered", "offers to settle: {noun}"),
                key::DUE => ("inbox.says.case.due", "{noun}: due soon"),
                key::OVERDUE => ("inbox.says.case.overdue", "{noun}: overdue"),
                _ => ("inbox.says.case", "{noun}: {state}"),
            },
        };
        let state = noun.filter(|_| one.kind == Kind::Case).zip(self.row(one)).and_then(|(noun, row)| {
            let Some(kernel::Kind::Choice(options)) = noun.field("state").map(|field| field.kind.clone()) else {
                return None;
            };
            let stands = options.iter().find(|option| row["state"].as_str() == Some(option.value.as_ref()))?;
            Some(word(&format!("{}.fields.state.{}", noun.name, stands.value), &stands.label))
        });
        word(key, english)
            .replace("{count}", &fold.len().to_string())
            .replace("{noun}", &named)
            .replace("{state}", state.as_deref().unwrap_or_default())
    }
}

/// What an entry is called that tells of this task today.
pub(crate) fn due_key(task: &activity::Model, today: NaiveDate) -> String {
    let due = task.due_on.unwrap_or(today);
    let when = if due < today { "overdue" } else { "due" };
    format!("{when}:{}:{due}", task.id.0)
}

/// How a job ended, and where one sees what it did.
fn job_said(house: &House, actor: &Actor, job: &jobs::Held) -> (String, Option<String>) {
    let import = job.result.as_ref().and_then(|result| result["import"].as_str()).map(str::to_owned);
    let import = import.or_else(|| job.notes["import"].as_str().map(str::to_owned));
    let failed = job.state == jobs::State::Failed;
    let (key, english) = match (&import, failed, job.errors > 0) {
        (Some(_), true, _) => ("inbox.says.import.failed", "An import failed"),
        (Some(_), false, _) => ("inbox.says.import.done", "An import has finished: {done} rows"),
        (None, true, _) => ("inbox.says.job.failed", "A change of many rows failed"),
        (None, false, true) => {
            ("inbox.says.job.errors", "A change of many rows has finished: {done}, of which {errors} could not be done")
        }
        (None, false, false) => ("inbox.says.job.done", "A change of many rows has finished: {done}"),
    };
    let text = house.registry.words.say(actor.locale, key, english);
    let text = text.replace("{done}", &job.done.to_string()).replace("{errors}", &job.errors.to_string());
    let list = job.notes["noun"].as_str().filter(|noun| actor.reach(noun, "read").is_some()).map(str::to_owned);
    (text, import.map(|import| format!("imports/{import}")).or(list))
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(EXCERPT).collect();
    if text.chars().nth(EXCERPT).is_some() {
        short.push('…');
    }
    short
}
