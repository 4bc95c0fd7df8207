//! The numbers of a report: attainment and pace, numbers beside those of the period before, the course of the pipeline.

use super::{Number, Open, Part, Telling, Tone, named};
use crate::{
    counting::{self, hundredths},
    facts::Figure,
    saying::percent,
};
use kernel::{
    Minor,
    metric::{Direction, Unit},
};
use serde_json::{Map, json};

/// Shares of what is due below which a number is bad, and fair.
const BAD: f64 = 0.8;
const FAIR: f64 = 1.0;

impl Telling<'_> {
    /// A figure that the reader may know.
    fn figure(&self, key: &str) -> Option<&Figure> {
        let registry = &self.words.house.registry;
        self.facts.figure(key).filter(|figure| self.seen.may_know(registry, self.actor, &figure.metric))
    }

    fn open(&self, figure: &Figure) -> Open {
        let mut only = Map::new();
        let (dimension, id) = match (self.report.unit_id, self.report.whose_id) {
            (Some(unit), _) => ("unit", Some(unit.0)),
            (None, owner) => ("owner", owner.map(|owner| owner.0)),
        };
        if let Some(id) = id {
            only.insert(dimension.to_owned(), json!([id]));
        }
        Open { metric: figure.metric.clone(), from: figure.from, to: figure.to, only }
    }

    fn span_word(&self, key: &str) -> String {
        match key {
            "month" => self.words.say("span.month", "This month"),
            "quarter" => self.words.say("span.quarter", "This quarter"),
            _ => self.words.say("span.year", "This year"),
        }
    }

    /// How much of a target is reached, in a few words: `78.0% of target, pace 92.0%`.
    pub(crate) fn attained(&self, key: &str, span: &str) -> Option<(String, String)> {
        let number = self.standing(key, span)?;
        let share = number.share?;
        let with = [
            ("share", percent(&share.to_string())),
            ("pace", number.due.map_or_else(String::new, |due| ratio(share, due))),
        ];
        let text = if number.due.is_some_and(|due| due > 0.0) {
            self.words.fill("attained.pace", "{share} of target, pace {pace}", &with)
        } else {
            self.words.fill("attained", "{share} of target", &with)
        };
        Some((number.label, text))
    }

    /// Attainment of a period: what was credited of its target, beside what was due by now.
    fn standing(&self, key: &str, span: &str) -> Option<Number> {
        let target = self.figure(&format!("{key}.target"))?;
        let (figure, credited, due) = self.reached(key)?;
        let whole = target.value.as_deref().map(hundredths).filter(|whole| *whole > 0)?;
        let got = hundredths(credited);
        let due = due.map(hundredths);
        let share = got as f64 / whole as f64;
        let paced = due.map(|due| due as f64 / whole as f64);
        let tone = match due {
            Some(due) if due > 0 => toned(got as f64 / due as f64),
            Some(_) | None => Tone::Plain,
        };
        let money = |amount: &str| self.words.number(amount, Unit::Money);
        let with = [("credited", money(credited)), ("target", money(target.value.as_deref().unwrap_or("0")))];
        Some(Number {
            label: self.span_word(span),
            text: percent(&share.to_string()),
            note: Some(self.words.fill("attained.note", "{credited} of {target}", &with)),
            tone,
            share: Some(share),
            due: paced,
            open: Some(self.open(figure)),
            exact: Some(format!("{share:.6}")),
            unit: Unit::Ratio,
        })
    }

    /// What was credited, and what was due by now, with the number that opens to it. A year counts from the day on which its
    /// targets begin, as its pace does.
    fn reached(&self, key: &str) -> Option<(&Figure, &str, Option<&str>)> {
        if let Some(pace) = self.figure(&format!("{key}.pace")) {
            return Some((pace, pace.numerator.as_deref().unwrap_or("0"), pace.denominator.as_deref()));
        }
        let credited = self.figure(&format!("{key}.credited"))?;
        let due = self.figure(&format!("{key}.due")).and_then(|due| due.value.as_deref());
        Some((credited, credited.value.as_deref().unwrap_or("0"), due))
    }

    pub(crate) fn attainment(&self) -> Vec<Number> {
        let inner = counting::inner(self.facts.rhythm);
        let mut numbers: Vec<Number> = [("inner", inner), ("year", "year")]
            .into_iter()
            .filter_map(|(key, span)| self.standing(key, span))
            .collect();
        let further = [
            ("year.pace", "pace_of_year", "Pace of the year"),
            ("year.projection", "projection", "At this pace, by the end of the year"),
            ("year.required", "required", "Needed each working day"),
            ("period.credited", "credited", "Credited in this period"),
        ];
        for (key, word, english) in further {
            let Some(figure) = self.figure(key) else { continue };
            let Some(value) = &figure.value else { continue };
            // Who has reached the year's target needs nothing any more.
            if key == "year.required" && hundredths(value) <= 0 {
                continue;
            }
            let unit = self.words.unit(&figure.metric);
            let tone = match (key, value.parse::<f64>()) {
                ("year.pace", Ok(pace)) => toned(pace),
                _ => Tone::Plain,
            };
            numbers.push(Number {
                label: self.words.say(&format!("attained.{word}"), english),
                text: self.words.number(value, unit),
                note: None,
                tone,
                share: None,
                due: None,
                open: Some(self.open(figure)),
                exact: Some(value.clone()),
                unit,
            });
        }
        numbers
    }

    /// Numbers of the period beside those of the one before.
    pub(crate) fn measures(&self) -> Vec<Number> {
        let named = self.facts.figures.iter().filter(|figure| figure.key.starts_with("measure."));
        named
            .filter_map(|figure| self.figure(&figure.key))
            .map(|figure| {
                let unit = self.words.unit(&figure.metric);
                let value = figure.value.as_deref();
                Number {
                    label: self.words.metric(&figure.metric),
                    text: value.map_or_else(|| "–".to_owned(), |value| self.words.number(value, unit)),
                    note: figure.before.as_deref().map(|before| {
                        let with = [("before", self.words.number(before, unit))];
                        self.words.fill("before", "before: {before}", &with)
                    }),
                    tone: self.better(figure),
                    share: None,
                    due: None,
                    open: Some(self.open(figure)),
                    exact: figure.value.clone(),
                    unit,
                }
            })
            .collect()
    }

    /// Whether it went the way that it should.
    fn better(&self, figure: &Figure) -> Tone {
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
        let (Some(now), Some(before)) = (number(&figure.value), number(&figure.before)) else { return Tone::Plain };
        let direction = self.words.house.registry.metrics.get(figure.metric.as_str()).map(|metric| metric.direction);
        match direction {
            Some(Direction::Up) if now > before => Tone::Good,
            Some(Direction::Up) if now < before => Tone::Bad,
            Some(Direction::Down) if now < before => Tone::Good,
            Some(Direction::Down) if now > before => Tone::Bad,
            Some(Direction::Up | Direction::Down | Direction::Neither) | None => Tone::Plain,
        }
    }

    /// The pipeline from the last close to this one, step by step.
    pub(crate) fn course(&self) -> Vec<Number> {
        let Some(changes) = self.facts.changes.as_ref().filter(|_| self.seen.sees_as_much("opportunities")) else {
            return Vec::new();
        };
        let course = &changes.course;
        let minus = |amount: Minor| Minor(-amount.0);
        let steps = [
            ("opening", "Open pipeline before", course.opening, Tone::Plain),
            ("new", "New", course.new, Tone::Good),
            ("reopened", "Reopened", course.reopened, Tone::Good),
            ("up", "Worth more", course.up, Tone::Good),
            ("down", "Worth less", minus(course.down), Tone::Bad),
            ("won", "Won", minus(course.won), Tone::Good),
            ("lost", "Lost", minus(course.lost), Tone::Bad),
            ("other", "Handed over, entered late, removed", course.other, Tone::Plain),
            ("closing", "Open pipeline now", course.closing, Tone::Plain),
        ];
        let ends = |key: &str| matches!(key, "opening" | "closing");
        let told = steps.into_iter().filter(|(key, _, amount, _)| ends(key) || *amount != Minor::ZERO);
        told.map(|(key, english, amount, tone)| {
            let sign = if amount.0 > 0 && !ends(key) { "+" } else { "" };
            Number {
                label: self.words.say(&format!("course.{key}"), english),
                text: format!("{sign}{}", self.words.money(amount)),
                note: None,
                tone,
                share: None,
                due: None,
                open: (key == "closing").then(|| self.figure("pipeline.closing").map(|one| self.open(one))).flatten(),
                exact: Some(amount.text(self.words.currency)),
                unit: Unit::Money,
            }
        })
        .collect()
    }

    /// What this edition says otherwise than the one before.
    pub(crate) fn news(&self) -> Option<Part> {
        let registry = &self.words.house.registry;
        let known = self.facts.news.iter().filter(|one| self.seen.may_know(registry, self.actor, &one.metric));
        let numbers: Vec<Number> = known
            .map(|one| {
                let unit = self.words.unit(&one.metric);
                let said = |value: &Option<String>| {
                    value.as_deref().map_or_else(|| "–".to_owned(), |value| self.words.number(value, unit))
                };
                let with = [("was", said(&one.was))];
                Number {
                    label: named(&self.words, self.facts, &self.facts.news, one),
                    text: said(&one.is),
                    note: Some(self.words.fill("news.was", "it was {was}", &with)),
                    tone: Tone::Plain,
                    share: None,
                    due: None,
                    open: self.figure(&one.key).map(|figure| self.open(figure)),
                    exact: one.is.clone(),
                    unit,
                }
            })
            .collect();
        let title = self.words.say("section.news", "What this edition says otherwise");
        (!numbers.is_empty()).then(|| Part { name: "news", title, note: None, numbers, lists: Vec::new() })
    }
}

/// One share of another, as percent.
fn ratio(part: f64, whole: f64) -> String {
    if whole > 0.0 { percent(&(part / whole).to_string()) } else { String::new() }
}

fn toned(share: f64) -> Tone {
    if share < BAD {
        Tone::Bad
    } else if share < FAIR {
        Tone::Fair
    } else {
        Tone::Good
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_share_is_judged_by_what_is_due() {
        assert_eq!([toned(0.79), toned(0.8), toned(1.0)], [Tone::Bad, Tone::Fair, Tone::Good]);
        assert_eq!(ratio(0.45, 0.5), "90.0%");
        assert_eq!(ratio(0.45, 0.0), "");
    }

    #[test]
    fn what_opens_a_number_is_said_in_the_words_of_its_page() {
        let only: Map<String, Value> = [("unit".to_owned(), json!(["n"]))].into_iter().collect();
        let to = "2026-11-22".parse().unwrap();
        let open = Open { metric: "won".into(), from: None, to, only };
        let said = serde_json::to_value(open).unwrap();
        assert_eq!(said, json!({ "metric": "won", "from": null, "to": "2026-11-22", "where": { "unit": ["n"] } }));
    }
}
