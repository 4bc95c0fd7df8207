//! A report as one reader reads it: in their language, and no more than they may see. Page, PDF, workbook and letter are all
//! made of this.

mod lists;
mod numbers;
mod seen;

use crate::{
    choices::Section,
    counting,
    facts::{Differs, Facts},
    keeping,
    report::{self, ReportId},
    saying::Words,
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, House, Result, metric::Unit};
use sea_orm::prelude::Uuid;
use seen::Seen;
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Clone, Debug, Serialize)]
pub struct Page {
    pub id: ReportId,
    pub title: String,
    /// The days in words.
    pub period: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub state: report::State,
    pub edition: i64,
    pub replaces: Option<ReportId>,
    /// The edition that took its place.
    pub replaced_by: Option<ReportId>,
    pub written_at: DateTime<Utc>,
    pub goes_out_at: DateTime<Utc>,
    pub whose: Option<String>,
    pub remark: Option<String>,
    pub remark_by: Option<String>,
    pub late_on: Option<NaiveDate>,
    /// Whether what it says is what was written.
    pub sound: bool,
    /// In a few sentences.
    pub headline: Vec<String>,
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Part {
    pub name: &'static str,
    pub title: String,
    /// What there is to say where there is nothing to show.
    pub note: Option<String>,
    pub numbers: Vec<Number>,
    pub lists: Vec<Lines>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Good,
    Fair,
    Bad,
    #[default]
    Plain,
}

#[derive(Clone, Debug, Serialize)]
pub struct Number {
    pub label: String,
    pub text: String,
    pub note: Option<String>,
    pub tone: Tone,
    /// How much of the target is reached, and how much was due by now: 1 is all of it.
    pub share: Option<f64>,
    pub due: Option<f64>,
    /// The question whose rows it came from.
    pub open: Option<Open>,
    /// Exact, for the workbook.
    #[serde(skip)]
    pub exact: Option<String>,
    #[serde(skip)]
    pub unit: Unit,
}

/// The number as the page of numbers shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    pub metric: String,
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
    #[serde(rename = "where")]
    pub only: Map<String, Value>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Lines {
    pub title: String,
    pub items: Vec<Line>,
    /// Those that stand further down.
    pub more: usize,
    /// Those among the first that the reader does not see.
    pub outside: usize,
    /// What all of them come to.
    pub total: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub text: String,
    pub note: Option<String>,
    pub amount: Option<String>,
    pub tone: Tone,
    pub noun: Option<String>,
    pub id: Option<Uuid>,
    #[serde(skip)]
    pub exact: Option<String>,
}

/// What the parts of a page are made with.
pub(crate) struct Telling<'a> {
    pub words: Words<'a>,
    pub actor: &'a Actor,
    pub report: &'a report::Model,
    pub facts: &'a Facts,
    pub seen: &'a Seen,
}

/// The report as the reader may see it. Whoever asks has asked for the report.
///
/// # Errors
/// What the database says.
pub async fn of(house: &House, actor: &Actor, report: &report::Model) -> Result<Page> {
    let conn = house.store.reader();
    let facts = keeping::read(conn, report.id).await?;
    let seen = Seen::of(house, actor, report, &facts).await?;
    let words = words(house, actor, &facts);
    let telling = Telling { words, actor, report, facts: &facts, seen: &seen };
    let sections = facts.sections.iter().filter_map(|section| telling.part(*section));
    let parts = telling.news().into_iter().chain(sections).collect();
    let people = [report.whose_id, report.remark_by_id].into_iter().flatten().map(|person| person.0).collect();
    let names = house.reader(actor).titles(house.registry.known("people")?, people).await?;
    let name = |person: Option<org::person::PersonId>| {
        person.and_then(|person| names.get(&person.0)).map(|name| name.to_string())
    };
    Ok(Page {
        id: report.id,
        title: report.name.clone(),
        period: format!("{} · {}", words.period(&report.period), words.span(report.from, report.to)),
        from: report.from,
        to: report.to,
        state: report.state,
        edition: report.edition,
        replaces: report.replaces_id,
        replaced_by: replaced_by(house, actor, report).await?,
        written_at: report.written_at,
        goes_out_at: report.goes_out_at,
        whose: name(report.whose_id),
        remark: report.remark.clone(),
        remark_by: name(report.remark_by_id),
        late_on: report.late_on,
        sound: keeping::digest(&facts)? == report.digest,
        headline: telling.headline(),
        parts,
    })
}

/// The reader's words for a report's numbers.
pub fn words<'a>(house: &'a House, actor: &Actor, facts: &Facts) -> Words<'a> {
    Words { house, language: actor.locale, currency: facts.currency }
}

/// Those of the numbers that came out otherwise which the reader may know.
///
/// # Errors
/// What the database says.
pub async fn known(
    house: &House,
    actor: &Actor,
    report: &report::Model,
    facts: &Facts,
    differs: Vec<Differs>,
) -> Result<Vec<Differs>> {
    let seen = Seen::of(house, actor, report, facts).await?;
    Ok(differs.into_iter().filter(|one| seen.may_know(&house.registry, actor, &one.metric)).collect())
}

/// What a number that came out otherwise is called; where there are several of it, with its days.
pub fn named(words: &Words<'_>, facts: &Facts, all: &[Differs], one: &Differs) -> String {
    let label = words.metric(&one.metric);
    let several = all.iter().filter(|other| other.metric == one.metric).count() > 1;
    match facts.figure(&one.key).filter(|_| several) {
        Some(figure) => {
            let days = figure.from.map_or_else(|| words.day(figure.to), |from| words.span(from, figure.to));
            format!("{label} · {days}")
        }
        None => label,
    }
}

async fn replaced_by(house: &House, actor: &Actor, report: &report::Model) -> Result<Option<ReportId>> {
    use sea_orm::{ColumnTrait, QueryFilter};
    if report.state != report::State::Replaced {
        return Ok(None);
    }
    let reader = house.reader(actor);
    let next = reader.visible::<report::Entity>().filter(report::Column::ReplacesId.eq(report.id));
    Ok(next.one(reader.conn).await?.map(|next| next.id))
}

impl Telling<'_> {
    fn part(&self, section: Section) -> Option<Part> {
        let (numbers, lists) = match section {
            Section::Attainment => (self.attainment(), Vec::new()),
            Section::Numbers => (self.measures(), Vec::new()),
            Section::Changes => (self.course(), self.changes()),
            Section::Pace => (Vec::new(), self.pace()),
            Section::Slips => (Vec::new(), self.slips()),
            Section::Alerts => (Vec::new(), self.alerts()),
            Section::Initiatives => (Vec::new(), self.initiatives()),
            Section::Next => (Vec::new(), self.next()),
        };
        let title = self.words.say(&format!("section.{}", section.word()), section.english());
        let empty = numbers.is_empty() && lists.iter().all(|list: &Lines| list.items.is_empty() && list.outside == 0);
        let note = empty.then(|| match section {
            Section::Attainment => self.words.say("nothing.attainment", "There is no target for these days."),
            Section::Pace => self.words.say("nothing.pace", "Nobody is off pace."),
            Section::Slips => self.words.say("nothing.slips", "No close date has moved out."),
            Section::Alerts => self.words.say("nothing.alerts", "No alert was raised and none is open."),
            Section::Initiatives => self.words.say("nothing.initiatives", "Nothing is late."),
            Section::Next => self.words.say("nothing.next", "Nothing is due."),
            Section::Numbers | Section::Changes => self.words.say("nothing", "There is nothing to tell."),
        });
        // Of one's own page nobody else's pace is told.
        (section != Section::Pace || self.facts.pace.is_some()).then(|| Part {
            name: section.word(),
            title,
            note,
            numbers,
            lists: lists.into_iter().filter(|list| !list.items.is_empty() || list.outside > 0).collect(),
        })
    }

    /// What one would say of it in passing: letters and groups have room for no more.
    fn headline(&self) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let inner = counting::inner(self.facts.rhythm);
        said.extend(self.attained("inner", inner).map(|(label, number)| format!("{label}{}{}", self.colon(), number)));
        said.extend(self.attained("year", "year").map(|(label, number)| format!("{label}{}{}", self.colon(), number)));
        said.extend(self.moved());
        said.extend(self.wanting());
        said
    }

    pub(crate) fn colon(&self) -> String {
        self.words.say("colon", ": ")
    }
}
