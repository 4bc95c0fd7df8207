//! The lists of a report: deals, people off pace, alerts, what is late, what is next.

use super::{Line, Lines, Telling, Tone, seen::How};
use crate::{
    facts::{Behind, Item, List},
    saying::percent,
};
use kernel::metric::Unit;

impl Telling<'_> {
    /// The first lines of a list as the reader may see them; the others are counted.
    fn list(&self, title: String, list: &List, line: impl Fn(&Item) -> (Option<String>, Tone)) -> Lines {
        let mut items = Vec::new();
        let mut outside = 0;
        for item in &list.items {
            let how = self.seen.how(item);
            if how == How::Hidden {
                outside += 1;
                continue;
            }
            let (note, tone) = line(item);
            let told = how == How::Told;
            let removed = || self.words.say("removed", "(removed)");
            let title = item.title.clone().filter(|_| told).unwrap_or_else(removed);
            let name = self.seen.name(item.owner);
            let note = [name, note].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            items.push(Line {
                text: title,
                note: Some(note).filter(|note| !note.is_empty()),
                amount: item.amount.map(|amount| self.words.money(amount)),
                tone,
                noun: told.then(|| item.noun.clone()),
                id: told.then_some(item.id),
                exact: item.amount.map(|amount| amount.text(self.words.currency)),
            });
        }
        // How many there are further down is told to those who see as much as whoever it is about.
        let noun = list.items.first().map(|item| item.noun.as_str()).unwrap_or_default();
        let whole = self.seen.sees_as_much(noun);
        Lines {
            title,
            items,
            more: if whole { list.count.saturating_sub(list.items.len()) } else { 0 },
            outside,
            total: list.amount.filter(|_| whole).map(|amount| self.words.money(amount)),
        }
    }

    fn plain(_: &Item) -> (Option<String>, Tone) {
        (None, Tone::Plain)
    }

    pub(crate) fn changes(&self) -> Vec<Lines> {
        let Some(changes) = &self.facts.changes else { return Vec::new() };
        let lists = [
            ("won", "Won", &changes.won),
            ("lost", "Lost", &changes.lost),
            ("new", "New", &changes.new),
            ("reopened", "Reopened", &changes.reopened),
            ("up", "Worth more", &changes.up),
            ("down", "Worth less", &changes.down),
        ];
        let said = |(word, english, list): (&str, &str, &List)| {
            self.list(self.words.say(&format!("list.{word}"), english), list, Self::plain)
        };
        lists.into_iter().map(said).collect()
    }

    pub(crate) fn slips(&self) -> Vec<Lines> {
        let slipped = |item: &Item| {
            let day = |day: Option<chrono::NaiveDate>| day.map(|day| self.words.day(day)).unwrap_or_default();
            let with =
                [("was", day(item.was)), ("is", day(item.is)), ("days", item.days.unwrap_or_default().to_string())];
            (Some(self.words.fill("slipped", "{was} → {is}, {days} days later", &with)), Tone::Bad)
        };
        let title = || self.words.say("list.slips", "Close dates that moved out");
        self.facts.slips.iter().map(|list| self.list(title(), list, slipped)).collect()
    }

    pub(crate) fn pace(&self) -> Vec<Lines> {
        let Some(pace) = &self.facts.pace else { return Vec::new() };
        if !self.seen.may_know(&self.words.house.registry, self.actor, "target_pace") {
            return Vec::new();
        }
        let people = self.words.fill(
            "list.off_pace",
            "People below {below}: {off} of {people}",
            &[
                ("below", percent(&(pace.below.0 as f64 / 10_000.0).to_string())),
                ("off", pace.off.to_string()),
                ("people", pace.people.to_string()),
            ],
        );
        let units = self.words.say("list.units_off_pace", "Teams");
        let lines = |title: String, behind: &[Behind], more: usize| Lines {
            title,
            items: behind.iter().map(|one| self.behind(one)).collect(),
            more,
            outside: 0,
            total: None,
        };
        vec![lines(people, &pace.worst, pace.off.saturating_sub(pace.worst.len())), lines(units, &pace.units, 0)]
    }

    fn behind(&self, one: &Behind) -> Line {
        let with = [
            ("credited", self.words.number(&one.credited, Unit::Money)),
            ("due", self.words.number(&one.due, Unit::Money)),
        ];
        // Who somebody is may be hidden from a reader to whom the number is not.
        let name = if one.noun == "people" { self.seen.name(Some(one.id)) } else { one.title.clone() };
        Line {
            text: name.unwrap_or_else(|| self.words.say("somebody", "(somebody)")),
            note: Some(self.words.fill("behind", "{credited} of {due} that were due", &with)),
            amount: Some(percent(&one.pace)),
            tone: Tone::Bad,
            noun: Some(one.noun.clone()),
            id: Some(one.id),
            exact: Some(one.pace.clone()),
        }
    }

    pub(crate) fn alerts(&self) -> Vec<Lines> {
        let Some(alerts) = &self.facts.alerts else { return Vec::new() };
        let line = |item: &Item| {
            let tone = match item.word.as_deref() {
                Some("critical") => Tone::Bad,
                Some("warning") => Tone::Fair,
                Some(_) | None => Tone::Plain,
            };
            let since = item.was.map(|day| self.words.fill("since", "since {day}", &[("day", self.words.day(day))]));
            (since, tone)
        };
        let ended = |item: &Item| {
            let day = item.is.map(|day| self.words.fill("ended", "ended {day}", &[("day", self.words.day(day))]));
            (day, Tone::Good)
        };
        vec![
            self.list(self.words.say("list.raised", "Raised"), &alerts.raised, line),
            self.list(self.words.say("list.ended", "Ended"), &alerts.ended, ended),
            self.list(self.words.say("list.open", "Open"), &alerts.open, line),
        ]
    }

    pub(crate) fn initiatives(&self) -> Vec<Lines> {
        let line = |item: &Item| {
            let with = [
                ("day", item.was.map(|day| self.words.day(day)).unwrap_or_default()),
                ("days", item.days.unwrap_or_default().to_string()),
            ];
            let said = match item.word.as_deref() {
                Some("milestone") => self.words.fill("milestone", "due {day}, {days} days late", &with),
                Some(_) | None => self.words.fill("not_ended", "was to end {day}, {days} days ago", &with),
            };
            (Some(said), Tone::Bad)
        };
        let title = || self.words.say("list.late", "Late");
        self.facts.initiatives.iter().map(|list| self.list(title(), list, line)).collect()
    }

    pub(crate) fn next(&self) -> Vec<Lines> {
        let Some(next) = &self.facts.next else { return Vec::new() };
        let task = |item: &Item| {
            let day = item.is.map(|day| self.words.day(day)).unwrap_or_default();
            match item.days {
                Some(days) => {
                    let with = [("day", day), ("days", days.to_string())];
                    (Some(self.words.fill("overdue", "due {day}, {days} days overdue", &with)), Tone::Bad)
                }
                None => (Some(self.words.fill("due", "due {day}", &[("day", day)])), Tone::Plain),
            }
        };
        let step = |item: &Item| {
            let passed = item.was.map(|day| {
                self.words.fill("step_passed", "the next step was for {day}", &[("day", self.words.day(day))])
            });
            (passed, Tone::Fair)
        };
        let past = |item: &Item| {
            let with = [("day", item.was.map(|day| self.words.day(day)).unwrap_or_default())];
            (Some(self.words.fill("past_close", "was to close {day}", &with)), Tone::Fair)
        };
        vec![
            self.list(self.words.say("list.tasks", "Tasks that are due"), &next.tasks, task),
            self.list(self.words.say("list.without_step", "Deals without a next step"), &next.without_step, step),
            self.list(self.words.say("list.past_close", "Deals past their close date"), &next.past_close, past),
        ]
    }

    /// What happened to deals, in a sentence.
    pub(crate) fn moved(&self) -> Option<String> {
        let changes = self.facts.changes.as_ref().filter(|_| self.seen.sees_as_much("opportunities"))?;
        let with = [
            ("won", changes.won.count.to_string()),
            ("amount", self.words.money(changes.course.won)),
            ("lost", changes.lost.count.to_string()),
            ("new", changes.new.count.to_string()),
        ];
        Some(self.words.fill("moved", "Won {won} ({amount}), lost {lost}, new {new}.", &with))
    }

    /// What wants somebody, in a sentence.
    pub(crate) fn wanting(&self) -> Option<String> {
        let mut said = Vec::new();
        let registry = &self.words.house.registry;
        let pace = self.facts.pace.as_ref().filter(|_| self.seen.may_know(registry, self.actor, "target_pace"));
        if let Some(pace) = pace.filter(|pace| pace.off > 0) {
            let with = [("off", pace.off.to_string()), ("people", pace.people.to_string())];
            said.push(self.words.fill("wanting.pace", "{off} of {people} people off pace", &with));
        }
        let count = |list: Option<&List>, noun: &str| {
            list.filter(|_| self.seen.sees_as_much(noun)).map_or(0, |list| list.count)
        };
        let counts = [
            ("slips", "{count} close dates moved out", count(self.facts.slips.as_ref(), "opportunities")),
            ("alerts", "{count} alerts open", count(self.facts.alerts.as_ref().map(|all| &all.open), "alerts")),
            ("tasks", "{count} tasks due", count(self.facts.next.as_ref().map(|next| &next.tasks), "activities")),
        ];
        for (word, english, count) in counts.into_iter().filter(|(_, _, count)| *count > 0) {
            said.push(self.words.fill(&format!("wanting.{word}"), english, &[("count", count.to_string())]));
        }
        let comma = self.words.say("comma", ", ");
        (!said.is_empty()).then(|| format!("{}{}", said.join(&comma), self.words.say("stop", ".")))
    }
}
