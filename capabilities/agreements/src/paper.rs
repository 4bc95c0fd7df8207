//! An agreement as a document, in Chinese or in English.

use crate::{
    agreement, clause, files,
    kpi::{self, How},
    rules,
    words::{Words, unit_of},
};
use chrono::{DateTime, Utc};
use documents::{Block, Column, Sheet};
use kernel::{BasisPoints, House, Quantity, Resource, Result, Work, metric::Unit};
use org::{person, unit};
use sea_orm::prelude::Uuid;

/// Everything that a document says, with names as they are on the day on which it is made.
pub struct Content {
    pub agreement: agreement::Model,
    pub kpis: Vec<kpi::Model>,
    pub clauses: Vec<clause::Model>,
    pub party: String,
    /// As the document that was issued names them.
    pub superior: String,
    /// Who countersigned, where that is somebody else.
    pub in_place: Option<String>,
    pub unit: Option<String>,
    pub judges: Vec<(Uuid, String)>,
    /// The moment of the work that makes it.
    pub now: DateTime<Utc>,
}

impl Content {
    pub async fn of(work: &Work, agreement: agreement::Model) -> Result<Self> {
        let kpis = kpi::of(work, agreement.id).await?;
        let clauses = clause::of(work, agreement.id).await?;
        let mut judges = Vec::new();
        for judge in kpis.iter().filter_map(|kpi| kpi.judge_id) {
            judges.push((judge.0, work.fetch::<person::Entity>(judge.0).await?.name));
        }
        let superior = agreement.named().ok_or(rules::NO_SUPERIOR)?;
        let in_place = match agreement.countersigned_by_id.filter(|by| *by != superior) {
            Some(by) => Some(work.fetch::<person::Entity>(by.0).await?.name),
            None => None,
        };
        let unit = match agreement.unit_id {
            Some(unit) => Some(work.fetch::<unit::Entity>(unit.0).await?.name),
            None => None,
        };
        Ok(Self {
            party: work.fetch::<person::Entity>(agreement.party_id.0).await?.name,
            superior: work.fetch::<person::Entity>(superior.0).await?.name,
            in_place,
            unit,
            judges,
            now: work.now,
            kpis,
            clauses,
            agreement,
        })
    }

    fn judge(&self, kpi: &kpi::Model) -> &str {
        let judge = kpi.judge_id.and_then(|judge| self.judges.iter().find(|(id, _)| *id == judge.0));
        judge.map_or(self.superior.as_str(), |(_, name)| name)
    }
}

/// As what a document is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// To be looked at before it is issued.
    Draft,
    Kept(files::Kind),
}

/// The languages of documents.
pub const LANGUAGES: [&str; 2] = ["zh", "en"];

/// What is issued, the same with both signatures, or as a draft.
pub fn sheet(house: &House, content: &Content, language: &'static str, stage: Stage) -> Sheet {
    let words = Words { house, language };
    let agreement = &content.agreement;
    let draft = (stage == Stage::Draft).then(|| words.say("draft", "Draft"));
    let mut blocks = vec![
        Block::Title(words.say("title", "Business Target Agreement")),
        Block::Subtitle(words.fill(
            "edition",
            "{name} · edition {edition}",
            &[("name", agreement.name.clone()), ("edition", agreement.edition.to_string())],
        )),
    ];
    if stage == Stage::Draft {
        let at = words.instant(content.now);
        let text = words.fill("draft_of", "Draft of {at}: not issued, and not to be signed", &[("at", at)]);
        blocks.push(Block::Subtitle(text));
    }
    blocks.push(Block::Facts(facts(&words, content)));
    section(&mut blocks, words.say("scope", "Scope"), agreement.scope.as_deref());
    blocks.push(Block::Heading(words.say("targets", "Targets and scoring")));
    blocks.push(kpis(&words, content));
    blocks.push(Block::Items(content.kpis.iter().map(|kpi| rule(&words, content, kpi)).collect()));
    if let Some(months) = months(&words, content) {
        blocks.push(Block::Heading(words.say("by_month", "By month")));
        blocks.push(months);
    }
    terms(&words, agreement, &mut blocks);
    clauses(&words, content, &mut blocks);
    section(&mut blocks, words.say("news", "What is new in this edition"), agreement.news.as_deref());
    blocks.push(Block::Heading(words.say("signatures", "Signatures")));
    blocks.push(Block::Signatures(signatures(&words, content, stage)));
    if stage == Stage::Kept(files::Kind::Signed) {
        let hash = if language == "zh" { &agreement.hash_zh } else { &agreement.hash_en };
        let hash = hash.clone().unwrap_or_default();
        blocks.push(Block::Small(words.fill(
            "hash",
            "Both signed the document as it was issued; its SHA-256 is {hash}. They signed in the system, each with their own sign-in.",
            &[("hash", hash)],
        )));
    }
    let marked = |text: String| match &draft {
        Some(draft) => format!("{draft} · {text}"),
        None => text,
    };
    Sheet {
        title: marked(format!("{} · {}", words.say("title", "Business Target Agreement"), agreement.name)),
        language: if language == "zh" { "zh-CN" } else { "en" },
        dated: match stage {
            Stage::Draft => content.now,
            Stage::Kept(files::Kind::Issued) => agreement.issued_at.unwrap_or(content.now),
            Stage::Kept(files::Kind::Signed) => agreement.countersigned_at.unwrap_or(content.now),
        },
        blocks,
        foot: marked(format!("{} · {} · {}", house.company().name, agreement.name, agreement.edition)),
        across: draft.clone(),
    }
}

fn section(blocks: &mut Vec<Block>, heading: String, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        blocks.push(Block::Heading(heading));
        blocks.push(Block::Text(text.to_owned()));
    }
}

fn facts(words: &Words<'_>, content: &Content) -> Vec<(String, String)> {
    let agreement = &content.agreement;
    let mut facts = vec![
        (words.say("company", "Company"), words.house.company().name.clone()),
        (words.say("superior", "Superior"), content.superior.clone()),
        (words.say("party", "Party"), content.party.clone()),
    ];
    let counted = content.unit.clone().unwrap_or_else(|| words.say("in_person", "what the party achieves in person"));
    facts.push((words.say("counts", "Answers for"), counted));
    facts.push((words.say("period", "Period"), words.span(agreement.from, agreement.to)));
    let main = content.kpis.iter().find(|kpi| kpi.target.is_some());
    if let (Some(kpi), Some(base)) = (main, agreement.base) {
        let unit = unit_of(words.house, kpi.metric.as_deref());
        facts.push((words.say("base", "Base target"), words.number(base, unit)));
        if let Some(stretch) = agreement.stretch {
            facts.push((words.say("stretch", "Stretch target"), words.number(stretch, unit)));
        }
    }
    facts
}

fn column(label: String, width: f32, right: bool) -> Column {
    Column { label, width, right }
}

fn kpis(words: &Words<'_>, content: &Content) -> Block {
    let columns = vec![
        column(words.say("kpi", "KPI"), 0.34, false),
        column(words.say("target", "Target"), 0.22, true),
        column(words.say("stretch_short", "Stretch"), 0.22, true),
        column(words.say("points", "Points"), 0.1, true),
        column(words.say("how", "Scored"), 0.12, false),
    ];
    let row = |kpi: &kpi::Model| {
        let unit = unit_of(words.house, kpi.metric.as_deref());
        let number =
            |number: Option<Quantity>| number.map_or_else(|| "—".to_owned(), |number| words.number(number, unit));
        vec![kpi.title.clone(), number(kpi.target), number(kpi.stretch), kpi.full().to_string(), how(words, kpi.how)]
    };
    Block::Table { columns, rows: content.kpis.iter().map(row).collect() }
}

pub fn how(words: &Words<'_>, how: How) -> String {
    let (value, english) = match how {
        How::Linear => ("linear", "By attainment"),
        How::Bands => ("bands", "By bands"),
        How::Deduction => ("deduction", "By deduction"),
        How::Judged => ("judged", "By judgement"),
    };
    words.choice(kpi::Entity::NAME, "how", value, english)
}

fn percent(part: BasisPoints) -> String {
    format!("{part}%")
}

/// A scoring rule in words.
pub fn said(words: &Words<'_>, kpi: &kpi::Model, judge: &str) -> String {
    let rule = kpi.rule();
    let mut parts = Vec::new();
    match kpi.how {
        How::Linear => {
            parts.push(words.fill("rule.full", "100% gives {full} points", &[("full", rule.full.to_string())]));
            if rule.up.0 > 0 {
                parts.push(words.fill("rule.up", "each 1% above it {up} more", &[("up", rule.up.to_string())]));
            }
            if rule.down.0 > 0 {
                parts.push(words.fill(
                    "rule.down",
                    "each 1% below it {down} fewer",
                    &[("down", rule.down.to_string())],
                ));
            }
        }
        How::Bands => {
            for (from, share) in &rule.bands.0 {
                let points = crate::scoring::part_of(rule.full, *share).unwrap_or_default();
                let with = [("from", percent(*from)), ("points", points.to_string())];
                parts.push(words.fill("rule.band", "from {from} on {points} points", &with));
            }
        }
        How::Deduction => {
            parts.push(words.fill("rule.none", "{full} points if there are none", &[("full", rule.full.to_string())]));
            parts.push(words.fill("rule.each", "each one costs {down}", &[("down", rule.down.to_string())]));
        }
        How::Judged => {
            let with = [("judge", judge.to_owned()), ("full", rule.full.to_string())];
            parts.push(words.fill("rule.judged", "judged by {judge}, up to {full} points", &with));
        }
    }
    if let Some(gate) = rule.gate {
        parts.push(words.fill("rule.gate", "none below {gate}", &[("gate", percent(gate))]));
    }
    if matches!(kpi.how, How::Linear | How::Deduction) {
        let with = [("floor", rule.floor.to_string()), ("cap", rule.cap.to_string())];
        parts.push(words.fill("rule.held", "at least {floor}, at most {cap}", &with));
    }
    parts.join(&words.say("rule.and", "; "))
}

fn rule(words: &Words<'_>, content: &Content, kpi: &kpi::Model) -> String {
    let mut text = format!("{}{}{}", kpi.title, words.say("colon", ": "), said(words, kpi, content.judge(kpi)));
    if let Some(metric) = &kpi.metric {
        let with = [("metric", words.metric(metric))];
        text.push_str(&words.fill("measured", ". Measured by “{metric}” of the system", &with));
    }
    text.push_str(&words.say("stop", "."));
    if let Some(note) = kpi.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) {
        text.push(' ');
        text.push_str(note);
    }
    text
}

/// What is to be reached in each month, of the KPIs for which that is said.
fn months(words: &Words<'_>, content: &Content) -> Option<Block> {
    let said: Vec<_> = content
        .kpis
        .iter()
        .filter_map(|kpi| Some((kpi, rules::by_month(kpi).ok().filter(|months| !months.is_empty())?)))
        .take(4)
        .collect();
    if said.is_empty() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "four columns at most")]
    let width = 0.76 / said.len() as f32;
    let mut columns = vec![column(words.say("month", "Month"), 0.24, false)];
    columns.extend(said.iter().map(|(kpi, _)| column(kpi.title.clone(), width, true)));
    let all = rules::months(content.agreement.from, content.agreement.to);
    let rows = all.into_iter().map(|month| {
        let mut row = vec![words.month(month)];
        row.extend(said.iter().map(|(kpi, months)| {
            let unit = unit_of(words.house, kpi.metric.as_deref());
            months.get(&month).map_or_else(|| "—".to_owned(), |target| words.number(*target, unit))
        }));
        row
    });
    Some(Block::Table { columns, rows: rows.collect() })
}

fn terms(words: &Words<'_>, agreement: &agreement::Model, blocks: &mut Vec<Block>) {
    let cap = agreement.expense_cap.map(|cap| {
        let with = [("cap", words.number(cap, Unit::Money))];
        words.fill("cap", "To reach it, {cap} may be spent.", &with)
    });
    let expenses: Vec<String> = cap.into_iter().chain(agreement.above_cap.clone()).collect();
    let expenses = (!expenses.is_empty()).then(|| expenses.join("\n"));
    section(blocks, words.say("expenses", "Expenses"), expenses.as_deref());
    section(blocks, words.say("pay", "Score and pay"), agreement.pay.as_deref());
}

fn clauses(words: &Words<'_>, content: &Content, blocks: &mut Vec<Block>) {
    use clause::Kind;
    let kinds = [
        (Kind::Right, "right", "Rights of the party"),
        (Kind::Duty, "duty", "Duties of the party"),
        (Kind::Support, "support", "Duties of the superior"),
        (Kind::Amendment, "amendment", "Amendment"),
        (Kind::Termination, "termination", "Termination"),
        (Kind::Other, "other", "Other"),
    ];
    for (kind, value, english) in kinds {
        let items: Vec<String> =
            content.clauses.iter().filter(|clause| clause.kind == kind).map(|clause| clause.body.clone()).collect();
        if !items.is_empty() {
            blocks.push(Block::Heading(words.choice(clause::Entity::NAME, "kind", value, english)));
            blocks.push(Block::Items(items));
        }
    }
}

fn signatures(words: &Words<'_>, content: &Content, stage: Stage) -> Vec<(String, Vec<String>)> {
    let agreement = &content.agreement;
    let blank = || vec![words.say("sign", "Signed:"), String::new(), words.say("date", "Date:")];
    let signed = |at: Option<DateTime<Utc>>, more: Option<(String, &Option<String>)>| {
        let at = at.map(|at| words.instant(at)).unwrap_or_default();
        let mut lines = vec![words.fill("signed_at", "Signed {at}", &[("at", at)])];
        if let Some((label, Some(text))) = more {
            lines.push(format!("{label}{text}"));
        }
        lines
    };
    let in_place = content.in_place.as_ref().map(|by| {
        let with = [("by", by.clone()), ("superior", content.superior.clone())];
        words.fill("in_place", "{by}, in the place of {superior}", &with)
    });
    let (party, mut superior) = match stage {
        Stage::Draft => (Vec::new(), Vec::new()),
        Stage::Kept(files::Kind::Issued) => (blank(), blank()),
        Stage::Kept(files::Kind::Signed) => (
            signed(agreement.answered_at, Some((words.say("reserved", "With reservation: "), &agreement.reservation))),
            signed(agreement.countersigned_at, Some((words.say("replied", "Reply: "), &agreement.reply))),
        ),
    };
    if let (Stage::Kept(files::Kind::Signed), Some(in_place)) = (stage, in_place) {
        superior.insert(0, in_place);
    }
    vec![
        (format!("{}{}{}", words.say("party", "Party"), words.say("colon", ": "), content.party), party),
        (format!("{}{}{}", words.say("superior", "Superior"), words.say("colon", ": "), content.superior), superior),
    ]
}
