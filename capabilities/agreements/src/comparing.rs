//! What one edition says otherwise than another.

use crate::{
    agreement::{self, AgreementId},
    kpi, paper, rules,
    whole::{self, Edition, Read},
    words::{Words, unit_of},
};
use kernel::{Actor, Error, House, Quantity, Resource, Result, metric::Unit};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Comparison {
    pub from: Edition,
    pub to: Edition,
    pub lines: Vec<Line>,
}

/// What is said in one and in the other; nothing where it is not said.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `terms`, `kpis` or `clauses`.
    pub part: &'static str,
    /// The field, the KPI, or the kind of clause.
    pub title: String,
    pub was: Option<String>,
    pub is: Option<String>,
    pub same: bool,
}

fn line(part: &'static str, title: String, was: Option<String>, is: Option<String>) -> Option<Line> {
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let (was, is) = (said(was), said(is));
    let same = was == is;
    (was.is_some() || is.is_some()).then_some(Line { part, title, was, is, same })
}

/// # Errors
/// Where the reader does not see both, or they are not of one agreement.
pub async fn compare(house: &House, actor: &Actor, from: AgreementId, to: AgreementId) -> Result<Comparison> {
    let (was, is) = (whole::read(house, actor, from).await?, whole::read(house, actor, to).await?);
    if was.agreement.series() != is.agreement.series() {
        return Err(Error::NotFound(agreement::Entity::NAME.into()));
    }
    let words = Words { house, language: actor.locale };
    let mut lines = terms(&words, &was.agreement, &is.agreement);
    lines.extend(kpis(&words, &was, &is));
    lines.extend(clauses(house, actor, &was, &is));
    let edition = |row: &agreement::Model| Edition::of(house, actor, row);
    Ok(Comparison { from: edition(&was.agreement), to: edition(&is.agreement), lines })
}

fn terms(words: &Words<'_>, was: &agreement::Model, is: &agreement::Model) -> Vec<Line> {
    let title = |field: &str| {
        let known = words.house.registry.noun(agreement::Entity::NAME).and_then(|noun| noun.field(field));
        let english = known.map(|field| field.label.to_string()).unwrap_or_default();
        words.house.registry.words.say(words.language, &format!("agreements.fields.{field}"), &english).to_owned()
    };
    let money = |amount: Option<Quantity>| amount.map(|amount| words.number(amount, Unit::Money));
    let both = |of: &dyn Fn(&agreement::Model) -> Option<String>| (of(was), of(is));
    let said = [
        ("name", both(&|row| Some(row.name.clone()))),
        ("from", both(&|row| Some(words.day(row.from)))),
        ("to", both(&|row| Some(words.day(row.to)))),
        ("scope", both(&|row| row.scope.clone())),
        ("expense_cap", both(&|row| money(row.expense_cap))),
        ("above_cap", both(&|row| row.above_cap.clone())),
        ("pay", both(&|row| row.pay.clone())),
    ];
    said.into_iter().filter_map(|(field, (was, is))| line("terms", title(field), was, is)).collect()
}

/// A KPI in a line: target, stretch, points and rule.
fn told(words: &Words<'_>, kpi: &kpi::Model) -> String {
    let unit = unit_of(words.house, kpi.metric.as_deref());
    let target = kpi.target.map(|target| words.number(target, unit));
    let stretch = kpi
        .stretch
        .map(|stretch| words.fill("stretch_of", "stretch {stretch}", &[("stretch", words.number(stretch, unit))]));
    let rule = Some(paper::said(words, kpi, ""));
    let months = rules::by_month(kpi).unwrap_or_default();
    let months: Vec<String> = months
        .into_iter()
        .map(|(month, target)| format!("{} {}", words.month(month), words.number(target, unit)))
        .collect();
    let months = (!months.is_empty()).then(|| months.join("\n"));
    [target, stretch, rule, kpi.note.clone(), months].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// By what they are called.
fn kpis(words: &Words<'_>, was: &Read, is: &Read) -> Vec<Line> {
    let of = |kpis: &[kpi::Model], title: &str| kpis.iter().find(|kpi| kpi.title == title).map(|kpi| told(words, kpi));
    let gone = was.kpis.iter().filter(|kpi| !is.kpis.iter().any(|other| other.title == kpi.title));
    is.kpis
        .iter()
        .chain(gone)
        .filter_map(|kpi| line("kpis", kpi.title.clone(), of(&was.kpis, &kpi.title), of(&is.kpis, &kpi.title)))
        .collect()
}

/// Clauses have no names: one that is not word for word in the other edition is gone, or new.
fn clauses(house: &House, actor: &Actor, was: &Read, is: &Read) -> Vec<Line> {
    let same = |clause: &crate::clause::Model, other: &Read| {
        other.clauses.iter().any(|one| (one.kind, one.body.trim()) == (clause.kind, clause.body.trim()))
    };
    let title =
        |clause: &crate::clause::Model| whole::label(house, actor, crate::clause::Entity::NAME, "kind", &clause.kind);
    let kept = is.clauses.iter().filter_map(|clause| {
        let before = same(clause, was).then(|| clause.body.trim().to_owned());
        line("clauses", title(clause), before, Some(clause.body.trim().to_owned()))
    });
    let gone = was.clauses.iter().filter(|clause| !same(clause, is));
    let gone = gone.filter_map(|clause| line("clauses", title(clause), Some(clause.body.trim().to_owned()), None));
    kept.chain(gone).collect()
}
